"""The forms that call a meeting, change it and call it off (R19, R20)."""

from datetime import datetime, timedelta
from typing import Any, Final

import streamlit as st

from components import feedback, plan_view, times
from components.mail.words import exercise_mark, meeting_word, words_of
from components.plain import bare, plain
from components.session import Me
from components.sheet import Given, Latest, Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.plan import StandingPlan
from data.queries import CalledMeeting, Calling, PlanView, SummonsView
from data.settings import settings
from data.vocabulary import MailKind, Verb

AHEAD: Final = timedelta(minutes=30)
"""How far ahead a meeting is suggested: an emergency meeting is held at once."""
STEP: Final = 5
"""Minutes that a suggested time is rounded up to."""


def call(me: Me, pin: Pin) -> None:
    """Call the group together; everything is suggested but the place."""
    view = still_there(queries.plan(me.store, me.viewer, pin.id))
    standing = me.plan_of(view.standing_plan_id)
    sheet = Sheet(me, pin)
    with sheet.form():
        _about(me, view)
        soon = times.in_steps(me.now + AHEAD, STEP)
        drafter = _drafter(standing)
        given = _fields(sheet, standing, soon, "", "", view.coordinator, drafter)
        calling = queries.to_call(
            me.store, me.viewer, pin.id, planned_at=soon, place=t("[the place that you write]"),
            chair=view.coordinator, recorder=drafter,
        )  # fmt: skip
        _preview(standing, still_there(calling), MailKind.SUMMONS)
        pressed = sheet.save_button(t("Call the meeting"))
    if pressed:
        sheet.send(t("The meeting is called."), commands.call_meeting, plan=pin.id, **given)


def change(me: Me, pin: Pin) -> None:
    """Another time, place, chair or recorder; everybody gets a new summons."""
    view, found = _meeting(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form():
        _about(me, view)
        given = _fields(
            sheet, me.plan_of(view.standing_plan_id), found.planned_at, bare(found.place), bare(found.link),
            found.chair, found.recorder,
        )  # fmt: skip
        _tells_by_mail(t("Everybody who was called gets a new summons; their calendar moves the meeting by itself."))
        _preview(me.plan_of(view.standing_plan_id), _found(me, pin).calling, MailKind.SUMMONS)
        pressed = sheet.save_button(t("Change the meeting"))
    if pressed:
        sheet.send(
            t("The meeting is changed."), commands.change_meeting, seen=pin.seen, **given,
            latest=lambda: _now(me, pin),
        )  # fmt: skip


def cancel(me: Me, pin: Pin) -> None:
    """Call the meeting off, with a reason that stands in the log and in no mail."""
    view, found = _meeting(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form():
        _about(me, view)
        st.markdown(f"**{plain(meeting_word(found))}** · {times.day_and_clock(found.planned_at, me.now)}")
        reason = sheet.text("reason", t("Why?"), lines=2)
        _tells_by_mail(t("Everybody who was called is told that they need not come. The reason is not in the mail."))
        _preview(me.plan_of(view.standing_plan_id), _found(me, pin).calling, MailKind.STAND_DOWN)
        pressed = sheet.save_button(t("Call the meeting off"))
    if pressed:
        sheet.send(
            t("The meeting is called off."), commands.cancel_meeting, seen=pin.seen, reason=reason,
            latest=lambda: _now(me, pin),
        )  # fmt: skip


def _preview(standing: StandingPlan, calling: Calling, kind: MailKind) -> None:
    """The words before they go, as they are with what the form was opened with. In Danish, as the mail is."""
    made = words_of(standing, calling, kind, settings().public_url)
    with st.expander(t("The mail, before it goes"), icon=":material/mail:"):
        if kind is MailKind.SUMMONS:
            st.caption(t("What you change above stands in the mail as you write it."))
        st.code(f"{made.subject}\n\n{made.body}", language=None, wrap_lines=True)


def _tells_by_mail(told: str) -> None:
    """What the mails do, promised only where mails are sent."""
    if settings().sends_mail:
        st.caption(told)
    else:
        st.warning(t("Mail is not set up: pass it on yourself."), icon=":material/mail_off:")


def _about(me: Me, view: PlanView) -> None:
    """Which plan, and that it is an exercise: a real summons must never go out by mistake (6.13)."""
    st.markdown(f"**{plan_view.name(view)}** · {plain(plan_view.covered(me, view))}")
    if view.exercise:
        st.warning(
            t("Exercise: every summons begins and ends with {mark}.", mark=exercise_mark()), icon=":material/exercise:"
        )
    elif me.running.exercise:
        st.error(t("This is real, not the exercise that is running."), icon=":material/warning:")


def _fields(
    sheet: Sheet, standing: StandingPlan, planned_at: datetime, place: str, link: str, chair: str, recorder: str | None
) -> dict[str, Any]:
    """When, where, online, chair and recorder, as the commands take them."""
    when: Given = sheet.when("planned_at", t("When"), planned_at)
    where = sheet.text("place", t("Place"), place, placeholder=t("Where do you meet?"))
    online = sheet.text("link", t("Link, if one can take part online"), link, placeholder="https://")
    leads = sheet.pick("chair", t("Chair"), _may(standing, Verb.RUN_MEETING, chair), chair, lambda r: _title(sheet, r))
    writes = sheet.pick(
        "recorder", t("Recorder"), _may(standing, Verb.DECIDE, recorder), recorder, lambda r: _title(sheet, r)
    )
    return {"planned_at": when, "place": where, "link": online, "chair": leads or "", "recorder": writes}


def _may(standing: StandingPlan, verb: Verb, chosen: str | None) -> list[str]:
    """The roles that may, and whoever was chosen before."""
    return [code for code, role in standing.roles.items() if role.may(verb) or code == chosen]


def _title(sheet: Sheet, role: str) -> str:
    return feedback.role_title(sheet.me, role)


def _drafter(standing: StandingPlan) -> str | None:
    """Who writes the plan keeps the minutes too, unless somebody else is chosen (domain.md 1.1)."""
    return next((code for code, role in standing.roles.items() if role.drafter), None)


def _meeting(me: Me, pin: Pin) -> tuple[PlanView, CalledMeeting]:
    found = _found(me, pin)
    return still_there(queries.plan(me.store, me.viewer, found.meeting.plan)), found.meeting


def _found(me: Me, pin: Pin) -> SummonsView:
    return still_there(queries.summons_of(me.store, me.viewer, pin.id))


def _now(me: Me, pin: Pin) -> Latest:
    """What is stored now, for who comes late."""
    found = _found(me, pin).meeting
    fields = [
        (t("When"), times.day_and_clock(found.planned_at, me.now)), (t("Place"), bare(found.place)),
        (t("Link, if one can take part online"), bare(found.link)), (t("Chair"), feedback.role_title(me, found.chair)),
    ]  # fmt: skip
    return Latest(found.version, fields)
