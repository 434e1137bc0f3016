"""Situation pictures under part 1: the working copy, the locked ones, and the forms about them (domain.md 3.4)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import streamlit as st

from components import feedback, look, proportions, sheet, times
from components.plain import bare, plain, words
from components.session import Me
from components.sheet import Latest, Pin, Sheet, still_there
from components.texts import mark, t
from data import commands, queries
from data.errors import RuleBroken
from data.plan import StandingPlan
from data.queries import PictureRow, PictureView, PlanView, Since
from data.rules.parts import Involved
from data.rules.pictures import Changes, Moved
from data.storage import Seen
from data.vocabulary import ActionStatus, Certainty, MessageState, PlanState, Risk, Verb

LABELS: Final[Mapping[str, str]] = {
    "changes": mark("Changes since last time"),
    "outlook": mark("What may happen next"),
    "consequences": mark("Consequences for residents, staff, institutions and operations"),
    "needs": mark("Resources, and what is needed"),
    "media": mark("The media and rumours"),
    "questions": mark("Open questions: what is not known"),
    "withheld": mark("Must not be made public"),
}
"""What is written in a picture, in its order."""
LONGEST: Final = 1500
"""Characters of a ready-made suggestion."""


def below(me: Me, plan: PlanView) -> None:
    """Under part 1: the working copy and the approved ones, each one click away."""
    rows = queries.pictures(me.store, me.viewer, plan=plan.id)
    copy = next((row for row in rows if row.approved_at is None), None)
    locked = [row for row in rows if row.approved_at is not None]
    open_ = plan.state is not PlanState.CLOSED
    writes = open_ and me.may(Verb.WRITE_PLAN, coordinator=plan.coordinator)
    if not (rows or writes):
        return
    with st.container(key=f"pictures-{plan.id}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            head = t("Situation picture")
            st.markdown(f":material/photo_camera: **{head}**", width="content")
            if copy:
                st.badge(t("No. {n}: working copy", n=copy.number), icon=":material/edit_note:", color="orange")
        if copy:
            st.caption(_told(me, copy))
        for row in locked[:1]:
            _line(me, row)
        _buttons(me, plan, copy, number=rows[0].number + 1 if rows else 1, writes=writes, open_=open_)
        if locked[1:]:
            with st.expander(t("Earlier ({n})", n=len(locked) - 1), key=f"earlier-pictures-{plan.id}"):
                for row in locked[1:]:
                    _line(me, row)


def _told(me: Me, row: PictureRow) -> str:
    told = [times.when(row.at, me.now), plain(feedback.role_title(me, row.role))]
    if row.next_at:
        told.append(t("next update {time}", time=times.when(row.next_at, me.now)))
    return " · ".join(told)


def _line(me: Me, row: PictureRow) -> None:
    """An approved one: its number, when and by whom it was approved."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"picture-{row.id}"):
        st.markdown(f":green[:material/lock: {_approved(me, row)}]")
        sheet.open_button(t("Read"), "picture", row.id, row.version, type="tertiary")


def _approved(me: Me, row: PictureRow) -> str:
    assert row.approved_at is not None
    who, when = plain(feedback.role_title(me, row.approved_role)), times.when(row.approved_at, me.now)
    told = t("No. {n} · approved {time} by {who}", n=row.number, time=when, who=who)
    return told + (" · " + t("next update {time}", time=times.when(row.next_at, me.now)) if row.next_at else "")


def _buttons(me: Me, plan: PlanView, copy: PictureRow | None, *, number: int, writes: bool, open_: bool) -> None:
    with st.container(horizontal=True):
        if writes:
            label = t("Write in it") if copy else t("Begin no. {n}", n=number)
            sheet.open_button(
                label, "write_picture", plan.id, copy.version if copy else 0, icon=":material/edit_square:"
            )
        if copy and open_ and me.may(Verb.APPROVE_PICTURE, coordinator=plan.coordinator):
            sheet.open_button(t("Read and approve"), "approve_picture", copy.id, copy.version, icon=":material/lock:")
        elif copy:
            sheet.open_button(t("Read"), "picture", copy.id, copy.version, icon=":material/visibility:")


# -- Forms


def write(me: Me, pin: Pin) -> None:
    """The working copy; what changed since the last one stands there as a suggestion."""
    plan = still_there(queries.plan(me.store, me.viewer, pin.id))
    rows = queries.pictures(me.store, me.viewer, plan=pin.id)
    copy = next((row for row in rows if row.approved_at is None), None)
    form = Sheet(me, pin)
    number = form.kept("number", lambda: copy.number if copy else (rows[0].number + 1 if rows else 1))
    since = queries.changed_since(me.store, me.viewer, plan=pin.id)
    ready = suggested(since, me.plan_of(plan.standing_plan_id)) if since else ""
    starts = {name: bare(copy.texts[name]) if copy else "" for name in LABELS}
    head = t("Situation picture no. {n}", n=number)
    st.markdown(f"**{head}**")
    st.caption(t("Situation, numbers, risk, actions and messages are taken from the plan. Write what it does not say."))
    if copy and ready:
        st.caption(t("Changed since no. {n}:", n=since.number if since else 0) + "  \n" + plain(ready))
    with form.form():
        said = {
            name: form.text(name, t(label), starts[name] or (ready if name == "changes" and not copy else ""), lines=3)
            for name, label in LABELS.items()
        }
        next_at = form.when("next_at", t("Next update"), copy.next_at if copy else None, required=False)
        form.also(t("Next update"), next_at.written)
        pressed = form.save_button(t("Save"))
    if pressed:
        form.send(
            t("Saved."), commands.write_picture, plan=pin.id, number=number, version=pin.version, next_at=next_at,
            latest=lambda: _latest(me, pin.id, form), **said,
        )  # fmt: skip


def _latest(me: Me, plan: int, form: Sheet) -> Latest:
    """What is stored now. When it was approved meanwhile, one's own text becomes the beginning of the next one."""
    row = queries.pictures(me.store, me.viewer, plan=plan)[0]
    texts = {name: bare(row.texts[name]) for name in LABELS}
    when = times.when(row.next_at, me.now) if row.next_at else ""
    fields = [*((t(label), texts[name]) for name, label in LABELS.items()), (t("Next update"), when)]
    if row.approved_at is None:
        return Latest(row.version, fields, texts)
    st.session_state[form.name("shown-number")] = row.number + 1
    return Latest(0, fields, texts)


def suggested(since: Since, plan: StandingPlan) -> str:
    """What has changed since the last picture, in plain sentences, cut at a line."""
    lines = _changes(since.changes, plan)
    for text, certainty in since.changes.facts:
        if body := since.said[text].body:
            lines.append(f"{look.CERTAINTY[Certainty(certainty)].label}: {body}")
    lines += [t("Message {n} was sent", n=n) for n in since.changes.messages]
    if not lines:
        return t("Nothing has changed since no. {n}.", n=since.number)
    while len("\n".join(lines)) > LONGEST:
        lines = [*lines[:-2], "…"]
    return "\n".join(f"- {line}" if line != "…" else line for line in lines)


def _changes(found: Changes, plan: StandingPlan) -> list[str]:
    lines = []
    if found.involved is not None:
        lines.append(t("Now {involved}", involved=proportions.involved_word(Involved(*found.involved))))
    if found.risk:
        lines.append(t("Now {risk}", risk=look.RISK[Risk(found.risk)].label.lower()))
    if found.situation:
        lines.append(t("The situation is described anew"))
    return [*lines, *(_moved(one, plan) for one in found.actions)]


def _moved(one: Moved, plan: StandingPlan) -> str:
    party = plan.parties[one.party].short if one.party in plan.parties else look.UNOWNED.label
    after = look.ACTION[ActionStatus(one.after)].label.lower()
    if one.before is None:
        return t("New: action {n} ({party}), {after}", n=one.number, party=party, after=after)
    before = look.ACTION[ActionStatus(one.before)].label.lower()
    return t("Action {n} ({party}): {before} → {after}", n=one.number, party=party, before=before, after=after)


def read(me: Me, pin: Pin) -> None:
    """A whole picture: an approved one as it was frozen."""
    view = still_there(queries.picture(me.store, me.viewer, pin.id))
    _shown(me, view)
    if st.button(t("Close"), key=f"close-picture-{pin.id}", on_click=sheet.close_form):
        feedback.redraw()


def approve(me: Me, pin: Pin) -> None:
    """Read as it will be locked, then approved: nobody approves what they have not seen."""
    view = still_there(queries.picture(me.store, me.viewer, pin.id))
    form = Sheet(me, pin)
    now = (view.row.version, int(view.frozen["revision"]))
    seen, revision = form.kept("read", lambda: (pin.version, now[1]))
    _shown(me, view)
    with form.form(texts=False):
        st.caption(t("Approved, it is locked with the plan as it stands; the next one has a working copy of its own."))
        pressed = form.save_button(t("Approve"))
    if pressed and (seen, revision) != now:  # what is drawn now is what the next press approves
        st.session_state[form.name("shown-read")] = now
        form.refuse(RuleBroken("picture-moved"))
    elif pressed:
        form.send(
            t("Situation picture no. {n} is approved and locked.", n=view.row.number), commands.approve_picture,
            seen=Seen(pin.id, seen), revision=revision,
        )  # fmt: skip


# -- Read whole


def _shown(me: Me, view: PictureView) -> None:
    row = view.row
    plan = still_there(queries.plan(me.store, me.viewer, row.plan_id))
    file = me.plan_of(plan.standing_plan_id)
    head, working = t("Situation picture no. {n}", n=row.number), t("Working copy")
    st.markdown(f"**{head}**")
    st.caption(_approved(me, row) if row.approved_at else f"{working} · {_told(me, row)}")
    _situation(me, view)
    for name, label in LABELS.items():
        if row.texts[name].id:
            lock = ":red[:material/lock:] " if name == "withheld" else ""
            st.markdown(f"{lock}**{t(label)}**  \n{words(row.texts[name])}")
    _list(t("Actions"), [_action(me, one, view, file) for one in view.frozen["actions"]])
    _list(t("What we know"), [
        f"{times.when(datetime.fromisoformat(one['at']), me.now)} · {words(view.said[one['what']])} "
        f":gray[· {look.CERTAINTY[Certainty(one['certainty'])].label.lower()}]" for one in view.frozen["facts"]
        if one["what"] in view.said
    ])  # fmt: skip
    _list(t("Messages"), [_message(me, one) for one in view.frozen["messages"]])


def _situation(me: Me, view: PictureView) -> None:
    missing = t("Nobody has written this part yet.")
    st.markdown(words(view.situation) if view.situation.id else f":red[**{missing}**]")
    risk = view.frozen["risk"]
    if risk:
        involved = Involved(view.frozen["involved_from"], view.frozen["involved_to"])
        proportions.show(involved, Risk(risk), view.why)
    if view.as_of:
        st.caption(t("As of {time}", time=times.when(view.as_of, me.now)))


def _list(head: str, lines: Sequence[str]) -> None:
    if lines:
        st.markdown(f"**{head}**\n\n" + "\n".join(f"- {line}" for line in lines))


def _action(me: Me, one: Mapping[str, object], view: PictureView, file: StandingPlan) -> str:
    """An action about individuals is told by the plan file's own words alone (R46)."""
    how = look.ACTION[ActionStatus(str(one["status"]))]
    party = plain(feedback.party_name(me, str(one["party"]) if one["party"] else None))
    entry = file.catalogue.get(str(one["entry"]))
    what = plain(entry.text) if one["person_related"] and entry else words(view.said[int(str(one["what"]))])
    due = f" · {times.when(datetime.fromisoformat(str(one['deadline'])), me.now)}" if one["deadline"] else ""
    return f"{one['number']}\\. {party}: {what}{due} :{how.colour}[{how.icon} {how.label}]"


def _message(me: Me, one: Mapping[str, object]) -> str:
    how = look.MESSAGE[MessageState(str(one["state"]))]
    sent = times.when(datetime.fromisoformat(str(one["sent_at"])), me.now) if one["sent_at"] else "–"
    name = t("Message {n}", n=one["number"])
    return f"{name} · {sent} :{how.colour}[{how.icon} {how.label}]"
