"""The boards are informed: the open duties, how long ago each was told, what was told, and the form (R25, R26)."""

from collections.abc import Sequence

import streamlit as st

from components import feedback, look, sheet, times
from components.plain import plain, quote
from components.session import Me
from components.sheet import Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.plan import Forum
from data.queries import IncidentView, Informing, NoticeRow, PlanView
from data.rules.notices import Duty
from data.vocabulary import Channel, Verb


def duties(me: Me, *, plan: int | None = None, incident: int | None = None) -> None:
    """One row a board, for a plan or for an incident that only needs informing; nothing for any other incident.

    A board reads what was told to itself.
    """
    found = queries.informing(me.store, me.viewer, plan=plan, incident=incident)
    for one in found:
        own = _own(me, one)
        shown = [duty for duty in one.duties if not own or duty.body in own]
        if not shown:
            continue
        st.header(t("Informing the boards"), anchor=False)
        for duty in shown:
            _row(me, one, duty)
        _told(me, [row for row in one.told if not own or row.body in own])


def _own(me: Me, found: Informing) -> set[str]:
    """The boards that the viewer's role speaks for; none for everybody else, who read all."""
    fora = me.plan_of(found.standing_plan_id).fora.values()
    return {forum.code for forum in fora if forum.must_be_informed and forum.role == me.viewer.role}


def _bodies(me: Me, found: Informing) -> tuple[Forum, ...]:
    return me.plan_of(found.standing_plan_id).informed_bodies


def _look(me: Me, duty: Duty) -> look.Look:
    if duty.ended:
        return look.NOTICE_LAST
    if duty.overdue(me.now):
        return look.OVERDUE
    return look.NOTICE_OPEN if duty.open else look.NOTICE_TOLD


def _age(me: Me, duty: Duty) -> str:
    """Sidst orienteret for 3 t 10 min siden: it counts up with every redraw."""
    span = times.span(duty.age(me.now))
    if duty.told_at is None:
        return t("not informed yet; activated {span} ago", span=span)
    return t("last informed {span} ago", span=span)


def _row(me: Me, found: Informing, duty: Duty) -> None:
    how = _look(me, duty)
    with st.container(horizontal=True, vertical_alignment="center", key=f"duty-{duty.body}"):
        st.markdown(f"**{plain(feedback.body_name(me, duty.body))}**")
        st.badge(how.label, icon=how.icon, color=how.colour)
        if found.open:
            due = t("next by {time}", time=times.when(duty.due_at, me.now)) if duty.due_at else ""
            st.caption(" · ".join(part for part in (_age(me, duty), due) if part))
        if found.open and me.may(Verb.INFORM, coordinator=found.coordinator):
            sheet.open_button(
                t("Inform"), "inform", found.incident_id, _place(me, found, duty.body), where=f"-{duty.body}",
                icon=":material/campaign:",
            )  # fmt: skip


def _place(me: Me, found: Informing, body: str) -> int:
    """Which board a form is about, carried where the pin of a thing that changes carries its version."""
    return next((n for n, forum in enumerate(_bodies(me, found)) if forum.code == body), 0)


def last_button(me: Me, plan: PlanView, body: str) -> None:
    """The remedy of a plan that waits for the last notice to a board."""
    found = next(iter(queries.informing(me.store, me.viewer, plan=plan.id)), None)
    if found and found.open and me.may(Verb.INFORM, coordinator=found.coordinator):
        place = _place(me, found, body)
        sheet.open_button(t("Give the last notice"), "inform_last", found.incident_id, place, where=f"-{body}")


def _told(me: Me, rows: Sequence[NoticeRow]) -> None:
    """What was told, newest first."""
    for row in rows:
        last = f" · {t('last notice')}" if row.final else ""
        st.caption(
            f"{times.when(row.told_at, me.now)} · {plain(feedback.body_name(me, row.body))} · "
            f"{t(look.CHANNEL[row.channel]).lower()} · {plain(feedback.role_title(me, row.role))}{last}"
        )
        st.markdown(quote(row.content))


def line(me: Me) -> None:
    """On the overview of whoever informs the boards: one line an activation, until the last notice is given."""
    place = st.container(key="informing")  # also when empty: what stands below keeps its place
    with place:
        for found in queries.informing(me.store, me.viewer):
            if not me.may(Verb.INFORM, coordinator=found.coordinator):
                continue
            if left := [duty for duty in found.duties if not duty.ended]:
                _line(me, found, left)


def _line(me: Me, found: Informing, left: Sequence[Duty]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"informing-{found.incident_id}"):
        numbers = ", ".join(t("E{n}", n=n) if found.exercise else str(n) for n in found.numbers)
        page, chosen = ("haendelser.py", {"haendelse": str(found.incident_id)})
        if found.plan_id is not None:
            page, chosen = "handlingsplan.py", {"plan": str(found.plan_id)}
        label = t("Inform the boards · {numbers}", numbers=numbers)
        st.page_link(page, label=label, icon=":material/campaign:", query_params=chosen)
        for duty in left:
            how = _look(me, duty)
            late = f" {how.label}:" if duty.overdue(me.now) else ""
            span = times.span(duty.age(me.now))
            name = plain(feedback.body_name(me, duty.body))
            said = (
                t("{body} not informed yet ({span})", body=name, span=span)
                if duty.open
                else t("{body} informed {span} ago", body=name, span=span)
            )
            st.markdown(f":{how.colour}[{how.icon}{late}] {said}")


def inform(me: Me, pin: Pin) -> None:
    """A notice to a board: to whom, how, when, shortly what (R25)."""
    _form(me, pin, last=False)


def inform_last(me: Me, pin: Pin) -> None:
    """The last notice to a board, which closing asks for (R26)."""
    _form(me, pin, last=True)


def _form(me: Me, pin: Pin, *, last: bool) -> None:
    view = still_there(queries.incident(me.store, me.viewer, pin.id))
    bodies = me.plan_of(view.row.standing_plan_id).informed_bodies
    start = bodies[pin.version].code if pin.version < len(bodies) else None
    form = Sheet(me, pin)
    with form.form():
        st.markdown(_about(me, view))
        if view.row.exercise:
            st.warning(t("Say **{word} {word}** first: this is an exercise.", word=t("EXERCISE")),
                       icon=":material/exercise:")  # fmt: skip
        body = form.one(
            "body", t("Who was informed?"), [b.code for b in bodies], start, lambda b: feedback.body_name(me, b)
        )
        channel = form.one("channel", t("How?"), list(Channel), None, lambda c: t(look.CHANNEL[c]))
        told = form.when("told_at", t("When?"), form.kept("opened", lambda: me.now))
        content = form.text(
            "content", t("What they were told, briefly"), lines=3,
            placeholder=t("The reason for the activation, where it stands, what happens next"),
        )  # fmt: skip
        final = last
        if view.row.plan_id is not None:
            chosen = form.choice("final", t("Is it the last notice?"), [False, True], last, _final_word)
            final = bool(chosen)
        pressed = form.save_button(t("Save"))
    if pressed:
        form.send(
            t("Noted. Everybody sees it now."), commands.inform, incident=pin.id, body=body or "", channel=channel,
            content=content, told_at=told, final=final, time_confirmed=told.confirmed,
        )  # fmt: skip


def _about(me: Me, view: IncidentView) -> str:
    """The incidents that a notice is about: all that the plan covers."""
    row = view.row
    plan = queries.plan(me.store, me.viewer, row.plan_id) if row.plan_id is not None else None
    covered = plan.incidents if plan else ((row.id, row.number, row.category, row.place),)
    named = [feedback.incident_name(me, row.standing_plan_id, row.exercise, one) for one in covered]
    return t("About: **{incidents}**", incidents=plain(", ".join(named)))


def _final_word(final: bool) -> str:
    return t("Yes, the last one") if final else t("No, we keep them informed")
