"""The meeting that is called: when and where, what has become of each mail, and the same words to copy (R19, R20)."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from components import feedback, look, sheet, times
from components.mail.calendar import calendar_file
from components.mail.post import PROBLEMS
from components.mail.words import meeting_word, short_words, words_of
from components.plain import bare, plain, words
from components.session import Me
from components.texts import t, tn
from data import queries
from data.queries import AccountMailRow, CalledMeeting, MailRow, PlanView, SummonsView
from data.rules.meetings import MeetingState
from data.settings import settings
from data.vocabulary import MailKind, MailState, PlanState, Verb


def summons(me: Me, plan: PlanView, *, foremost: bool) -> None:
    """Call a meeting, `foremost` if nothing comes first; or see how the summons of the one that is called gets on."""
    view = queries.summons(me.store, me.viewer, plan.id)
    over = view is None or view.meeting.state in (MeetingState.ENDED, MeetingState.CANCELLED)
    if over and plan.state is not PlanState.CLOSED:
        _call(me, plan, view, foremost=foremost)
    if view is not None and view.meeting.state is MeetingState.CALLED:
        _called(me, plan, view)
    elif view is not None and view.meeting.state is MeetingState.CANCELLED:
        _cancelled(me, view)


def _call(me: Me, plan: PlanView, view: SummonsView | None, *, foremost: bool) -> None:
    with st.container(border=True, key="no-meeting"):
        if view is None:
            st.markdown(t("No meeting is called yet. The plan is agreed at a meeting."))
        if me.may(Verb.CALL_MEETING, coordinator=plan.coordinator):
            sheet.open_button(
                t("Call a meeting"), "call_meeting", plan.id, plan.version, icon=":material/campaign:",
                type="primary" if foremost else "secondary",
            )  # fmt: skip
        else:
            st.caption(t("{coordinator} calls the meeting.", coordinator=feedback.role_title(me, plan.coordinator)))


def _called(me: Me, plan: PlanView, view: SummonsView) -> None:
    meeting = view.meeting
    with st.container(border=True, key=f"meeting-{meeting.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header(meeting_word(meeting), anchor=False, width="content")
            if view.calling.exercise:
                st.badge(t("EXERCISE"), icon=":material/exercise:", color="orange")
        when = times.day_and_clock(meeting.planned_at, me.now)
        st.markdown(f"**{when}** · {countdown(meeting.planned_at, me.now)}")
        _where(meeting)
        st.caption(_led_by(me, meeting))
        if me.may(Verb.CALL_MEETING, coordinator=plan.coordinator):
            _buttons(meeting)
    _fates(me, view, MailKind.SUMMONS)
    _copies(me, view, MailKind.SUMMONS, t("Copy the summons"))


def countdown(moment: datetime, now: datetime) -> str:
    """om 25 min; or how long ago it should have begun."""
    if moment <= now:
        return t(":red[should have begun {span} ago]", span=times.ago(moment, now))
    return t("in {span}", span=times.span(moment - now))


def _where(meeting: CalledMeeting) -> None:
    if bare(meeting.place):
        st.markdown(f":material/location_on: {words(meeting.place)}")
    if link := bare(meeting.link):
        host = urlsplit(link).hostname
        if meeting.link.body is None or host is None:
            st.markdown(f":material/videocam: {words(meeting.link)}")
        else:
            st.link_button(t("Join at {host}", host=plain(host)), link, icon=":material/videocam:")


def _led_by(me: Me, meeting: CalledMeeting) -> str:
    told = [t("Chair: {role}", role=plain(feedback.role_title(me, meeting.chair)))]
    if meeting.recorder:
        told.append(t("Recorder: {role}", role=plain(feedback.role_title(me, meeting.recorder))))
    return " · ".join(told)


def _buttons(meeting: CalledMeeting) -> None:
    with st.container(horizontal=True):
        sheet.open_button(
            t("Change the meeting"), "change_meeting", meeting.id, meeting.version, icon=":material/edit_calendar:"
        )
        sheet.open_button(
            t("Call the meeting off"), "cancel_meeting", meeting.id, meeting.version, icon=":material/event_busy:"
        )


def _cancelled(me: Me, view: SummonsView) -> None:
    when = times.day_and_clock(view.meeting.planned_at, me.now)
    said = t("{meeting} {when} is called off.", meeting=meeting_word(view.meeting), when=when)
    st.info(said, icon=":material/event_busy:")
    _fates(me, view, MailKind.STAND_DOWN)
    _copies(me, view, MailKind.STAND_DOWN, t("Copy the message that it is called off"))


def _fates(me: Me, view: SummonsView, kind: MailKind) -> None:
    """What has become of the newest mail to each, those that need somebody's hand first."""
    rows = newest(view.mails, kind)
    with st.container(border=True, key=f"mails-{view.meeting.id}"):
        st.subheader(t("Who has got it by mail?"), anchor=False)
        if not settings().sends_mail:
            st.warning(
                t("Mail is not set up here. Copy the text and send it yourself, or ring."), icon=":material/mail_off:"
            )
        for row in rows if settings().sends_mail else ():
            _fate(me, row)
        if nobody := _without_address(me, view):
            who = plain(", ".join(feedback.role_title(me, role) for role in nobody))
            st.caption(t("No mail address in the plan file: {who}. Ring instead.", who=who))


def newest(rows: Iterable[MailRow], kind: MailKind) -> list[MailRow]:
    """The newest mail of this kind to each recipient; not delivered first, then waiting."""
    order = [MailState.FAILED, MailState.WAITING, MailState.WITHDRAWN, MailState.SENT]
    last = {(row.recipient, row.stand_in): row for row in rows if row.kind is kind}
    return sorted(last.values(), key=lambda row: order.index(row.state))


def _fate(me: Me, row: MailRow) -> None:
    how = look.MAIL[row.state]
    who = feedback.role_title(me, row.recipient)
    who = who if row.stand_in is None else t("{role} (stand-in)", role=who)
    with st.container(horizontal=True, vertical_alignment="center", key=f"mail-{row.id}", gap="small"):
        st.markdown(f"**{plain(who)}**")
        st.badge(how.label, icon=how.icon, color=how.colour)
        if told := particulars(me, row, instead=t("Ring instead.")):
            st.caption(told)


def particulars(me: Me, row: MailRow | AccountMailRow, *, instead: str) -> str:
    """When a mail went, or why not and what to do instead; safe for Markdown."""
    if row.state is MailState.SENT and row.sent_at:
        return times.when(row.sent_at, me.now)
    problem = PROBLEMS.get(row.problem or "")
    said = t(problem) if problem else t("The mail server said: “{answer}”.", answer=plain(row.problem or ""))
    if row.state is MailState.WAITING and row.tries:
        tries = tn("{n} try so far.", "{n} tries so far.", row.tries)
        again = t("Tried again at {time}.", time=times.clock(row.next_try_at))
        return " ".join((said, tries, again))
    return f"{said} {instead}" if row.state is MailState.FAILED else ""


def _without_address(me: Me, view: SummonsView) -> list[str]:
    """Those who belong to the meeting and get no mail."""
    standing = me.plan_of(view.calling.standing_plan_id)
    called = [*(role.code for role in standing.permanent_roles), view.meeting.chair, view.meeting.recorder]
    mailed = {row.recipient for row in view.mails}
    return [role for role in dict.fromkeys(called) if role and role not in mailed]


def _copies(me: Me, view: SummonsView, kind: MailKind, label: str) -> None:
    """The words to copy, long and short, and the calendar file: for who gets no mail. In Danish, as the mail is."""
    standing, site = me.plan_of(view.calling.standing_plan_id), settings().public_url
    with st.expander(label, icon=":material/content_copy:", key=f"copy-{view.meeting.id}"):
        brief = short_words(standing, view.calling, kind)
        st.caption(t("For a text message ({n} characters)", n=len(brief)))
        st.code(brief, language=None, wrap_lines=True)
        whole = words_of(standing, view.calling, kind, site)
        st.caption(t("For an e-mail"))
        st.code(f"{whole.subject}\n\n{whole.body}", language=None, wrap_lines=True)
        made = partial(calendar_file, standing, view.calling, kind, now=me.now, site=site)
        st.download_button(  # made at the click: a file that is made at each redraw is gone at the next
            t("Download for the calendar"), lambda: made()[1], file_name="moede.ics", mime="text/calendar",
            on_click="ignore", icon=":material/calendar_add_on:", key=f"ics-{view.meeting.id}",
        )  # fmt: skip
