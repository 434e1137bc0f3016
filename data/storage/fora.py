"""The days of the fora that are kept here, and the one that something is bound to: found, or made and logged (R16)."""

from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import ForumMeeting
from data.errors import RuleBroken
from data.plan.parts import Forum
from data.rules import access, fora
from data.rules.fora import ForumDate
from data.rules.times import day_of
from data.storage.change import Change
from data.vocabulary import Subject, Verb


def days_kept(session: Session) -> dict[str, dict[date, bool]]:
    """The days kept here of each forum, and whether it meets then."""
    found: dict[str, dict[date, bool]] = defaultdict(dict)
    for forum, day, cancelled in session.execute(
        select(ForumMeeting.forum, ForumMeeting.day, ForumMeeting.cancelled_at)
    ):
        found[forum][day] = cancelled is None
    return dict(found)


def dates_kept(session: Session) -> dict[str, dict[date, ForumDate]]:
    """The same with all that is kept of each."""
    found: dict[str, dict[date, ForumDate]] = defaultdict(dict)
    for row in session.scalars(select(ForumMeeting)):
        found[row.forum][row.day] = date_of(row)
    return dict(found)


def next_day(session: Session, forum: Forum | None, today: date) -> date | None:
    """The day on which a forum meets next, by the plan file and by what is kept here; None for none that is known."""
    if forum is None:
        return None
    following = fora.next_of(fora.calendar(forum, dates_kept(session).get(forum.code, {})), today)
    return following.day if following else None


def date_of(row: ForumMeeting) -> ForumDate:
    """A kept day as the rules see it."""
    return ForumDate(row.forum, row.day, row.id, row.version, row.starts_at, row.cancelled_at is not None)


def row_on(session: Session, forum: str, day: date) -> ForumMeeting | None:
    """What is kept of a forum's day."""
    return session.scalar(select(ForumMeeting).where(ForumMeeting.forum == forum, ForumMeeting.day == day))


def forum_of(change: Change, code: str) -> Forum:
    """A forum of the plan in use. Raises RuleBroken "unknown-forum"."""
    known = change.plan.fora.get(code)
    if known is None:
        raise RuleBroken("unknown-forum", field="forum")
    return known


def a_day(change: Change, forum: str, day: date, starts_at: datetime | None = None) -> ForumMeeting:
    """Keep a day of a forum from now on; whoever asks for it logs it."""
    by = change.by
    return change.add(
        ForumMeeting(
            forum=forum, day=day, starts_at=starts_at, at=change.now, person_id=by.person, role=by.role, party=by.party
        )
    )


def meeting_on(change: Change, code: str, day: date) -> ForumMeeting:
    """The forum's meeting of that day, found or made; a date that nobody has set is set by who keeps the fora alone.

    Texts are taken in after it: it may write a line of its own. Raises RuleBroken "forum-meeting-off" if it is called
    off.
    """
    forum, found = forum_of(change, code), row_on(change.session, code, day)
    if found is not None:
        if found.cancelled_at is not None:
            raise RuleBroken("forum-meeting-off", field="day")
        return found
    if day not in forum.meetings:
        access.require(change.by, Verb.KEEP_FORA)
    fora.require_day(day, None, day_of(change.now))
    made = a_day(change, code, day)
    change.log(Verb.SET_FORUM_MEETING, Subject.FORUM_MEETING, made.id, forum=code, day=day.isoformat())
    return made
