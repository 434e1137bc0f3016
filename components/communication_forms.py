"""The forms of part 4: an audience of the plan file or one's own, and who speaks to the press."""

import streamlit as st

from components import feedback, plan_view, times
from components.communication import PLACES
from components.plain import bare, plain, words
from components.session import Me
from components.sheet import Field, Given, Latest, Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.plan import StandingPlan
from data.queries import AudienceView, CommunicationView
from data.storage import Seen


def _view(me: Me, plan: int) -> CommunicationView:
    return still_there(queries.communication(me.store, me.viewer, plan))


def _of_file(me: Me, pin: Pin) -> tuple[CommunicationView, AudienceView]:
    plan, index = divmod(pin.id, PLACES)
    view = _view(me, plan)
    return view, still_there(next((row for row in view.rows if row.index == index), None))


def of_file(me: Me, pin: Pin) -> None:
    """An audience that every communication plan begins with."""
    view, row = _of_file(me, pin)
    form = Sheet(me, pin)
    st.markdown(f"**{words(row.name)}** :gray[{t('internal') if row.internal else t('external')}]")
    with form.form():
        relevant, reason, informs, channels, due = _fields(form, me.plan_of(view.standing_plan_id), row)
        pressed = form.save_button(t("Save"))
    if pressed:
        seen = Seen(row.id, pin.version) if pin.version else None
        form.send(
            t("Saved."), commands.plan_audience, plan=view.plan_id, seen=seen, code=row.key, relevant=relevant,
            reason=reason, informs=informs, channels=channels, due=due,
            latest=lambda: _latest(me, _of_file(me, pin)[1]),
        )  # fmt: skip


def own(me: Me, pin: Pin) -> None:
    """An audience that the plan file does not have."""
    plan = still_there(queries.plan_of_audience(me.store, me.viewer, pin.id))
    _write_own(me, pin, plan, _own(me, plan, pin))


def _own(me: Me, plan: int, pin: Pin) -> AudienceView:
    return still_there(next((row for row in _view(me, plan).rows if row.id == pin.id), None))


def new(me: Me, pin: Pin) -> None:
    """A further audience."""
    _write_own(me, pin, pin.id, None)


def _write_own(me: Me, pin: Pin, plan: int, row: AudienceView | None) -> None:
    form = Sheet(me, pin)
    view = _view(me, plan)
    with form.form():
        name = form.text("name", t("Who must be told? (a group, never a person)"), bare(row.name) if row else "")
        internal = form.choice(
            "internal", t("They are"), [False, True], bool(row and row.internal),
            lambda inside: t("internal") if inside else t("external"),
        )  # fmt: skip
        relevant, reason, informs, channels, due = _fields(form, me.plan_of(view.standing_plan_id), row)
        pressed = form.save_button(t("Save"))
    if pressed:
        latest = (lambda: _latest(me, _own(me, plan, pin))) if row else None
        form.send(
            t("Saved."), commands.plan_audience, plan=plan, seen=pin.seen if row else None, name=name,
            internal=internal is True, relevant=relevant, reason=reason, informs=informs, channels=channels,
            due=due, latest=latest,
        )  # fmt: skip


def _fields(
    form: Sheet, plan: StandingPlan, row: AudienceView | None
) -> tuple[bool, str, str | None, tuple[str, ...], Given]:
    """Who informs, through what, by when; or that it is not relevant, and why."""
    parties = [code for code, party in plan.parties.items() if any(r.party == code for r in plan.roles.values())]
    informs = form.pick(
        "informs", t("Who tells them?"), parties, row.informs if row else None, lambda code: plan.parties[code].name
    )
    channels = form.several(
        "channels", t("Through what?"), list(plan.channels), row.channels if row else (), lambda way: way
    )
    due = form.when("due", t("By when? (may be empty)"), row.due if row else None, required=False)
    relevant = form.choice(
        "relevant", t("Are they to be told?"), [True, False], row.relevant if row else True,
        lambda yes: t("Yes") if yes else t("Not relevant"),
    )  # fmt: skip
    reason = form.text("reason", t("Why is it not relevant?"), bare(row.reason) if row and row.reason.id else "")
    return relevant is not False, reason, informs, channels, due


def _latest(me: Me, row: AudienceView) -> Latest:
    fields: list[Field] = [
        (t("Who tells them?"), feedback.party_name(me, row.informs) if row.informs else "–"),
        (t("Through what?"), ", ".join(row.channels) or "–"),
        (t("By when? (may be empty)"), times.day_and_clock(row.due, me.now) if row.due else "–"),
    ]
    if not row.relevant:
        fields.append((t("Why is it not relevant?"), bare(row.reason)))
    return Latest(row.version, fields, {"reason": bare(row.reason)} if row.reason.id else {})


def speaker(me: Me, pin: Pin) -> None:
    """Who speaks to the press: about everything, or about one topic beside that."""
    view = still_there(queries.plan(me.store, me.viewer, pin.id))
    plan = me.plan_of(view.standing_plan_id)
    form = Sheet(me, pin)
    st.markdown(f"**{plan_view.name(view)}**")
    roles = [code for code, role in plan.roles.items() if role.party]
    with form.form():
        chosen = form.pick("speaker", t("Who speaks?"), roles, None, lambda code: feedback.role_title(me, code))
        topic = form.text(
            "topic", t("About one topic alone? (empty: about everything)"), placeholder=t("e.g. the investigation")
        )
        if before := next((one for one in view.communicating.press if not one.topic.id), None):
            who = plain(feedback.role_title(me, before.speaker))
            st.caption(t("There is one voice for everything: {who} is replaced by this one.", who=who))
        pressed = form.save_button(t("Name as spokesperson"))
    if pressed:
        form.send(
            t("Named. The board shows it."), commands.name_spokesperson, plan=pin.id, speaker=chosen or "", topic=topic,
            before=pin.version, latest=lambda: _speaks(me, pin),
        )  # fmt: skip


def end_speaker(me: Me, pin: Pin) -> None:
    """Say that somebody speaks to the press no longer; asked once more, because the board says so to everybody."""
    press = [view.communicating.press for view in queries.plans(me.store, me.viewer)]
    named = still_there(next((all_named for all_named in press if any(one.id == pin.id for one in all_named)), None))
    form = Sheet(me, pin)
    one = next(one for one in named if one.id == pin.id)
    with form.form(texts=False):
        about = t("about: {topic}", topic=words(one.topic)) if one.topic.id else t("about everything")
        st.markdown(f"**{plain(feedback.role_title(me, one.speaker))}** · {about}")
        if len(named) == 1:
            st.warning(t("Then nobody speaks to the press, and the board says so."), icon=":material/mic_off:")
        pressed = form.save_button(t("Speaks no longer"))
    if pressed:
        form.send(t("Noted."), commands.end_spokesperson, spokesperson=one.id)


def _speaks(me: Me, pin: Pin) -> Latest:
    press = still_there(queries.plan(me.store, me.viewer, pin.id)).communicating.press
    general = next((one for one in press if not one.topic.id), None)
    named = plain(feedback.role_title(me, general.speaker)) if general else t("NOT NAMED")
    return Latest(general.id if general else 0, [(t("Who speaks?"), named)])
