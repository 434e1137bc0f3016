"""The calendar of the fora: a date is set, moved or called off (R16).

A meeting is named by its forum and its day, for a date of the plan file has no row until something happens to it;
`version` is the row's, 0 while there is none.
"""

from datetime import date, datetime

from sqlalchemy import select

from data.entities import ForumMeeting, LessonFollowUp, Matter, Treatment
from data.errors import NotAllowed, RuleBroken
from data.rules import access, fora
from data.rules.access import Viewer
from data.rules.times import day_of
from data.storage import Change, Store, intention
from data.storage.fora import a_day, days_kept, forum_of, row_on
from data.vocabulary import Subject, Verb


@intention
def set_forum_meeting(
    store: Store, by: Viewer, key: str | None = None, *, forum: str, day: date, starts_at: datetime | None = None
) -> int:
    """Set a date: a new one, or one of the plan file that gets its clock time. Returns the meeting's id.

    A date that was called off is on again. Raises RuleBroken "forum-meets-then" if it is kept already.
    """
    access.require(by, Verb.KEEP_FORA)
    with store.changing(by, key) as change:
        forum_of(change, forum)
        fora.require_day(day, starts_at, day_of(change.now))
        found = row_on(change.session, forum, day)
        if found is not None and found.cancelled_at is None:
            raise RuleBroken("forum-meets-then", field="day")
        if found is None:
            found = a_day(change, forum, day, starts_at)
        else:
            found.cancelled_at, found.starts_at = None, starts_at
        change.log(
            Verb.SET_FORUM_MEETING, Subject.FORUM_MEETING, found.id, forum=forum, day=day.isoformat(),
            starts_at=starts_at,
        )  # fmt: skip
    return change.outcome


@intention
def move_forum_meeting(
    store: Store, by: Viewer, key: str | None = None, *, forum: str, day: date, version: int, to: date,
    starts_at: datetime | None = None,
) -> int:  # fmt: skip
    """Move a meeting to another day or hour; what is bound to it goes along. Returns its id.

    Raises RuleBroken "forum-meets-then", and "forum-meeting-used" once something was dealt with at it.
    """
    access.require(by, Verb.KEEP_FORA)
    with store.changing(by, key) as change:
        found = _seen(change, forum, day, version)
        fora.require_day(to, starts_at, day_of(change.now))
        if (to, starts_at) == (day, found.starts_at):
            raise RuleBroken("nothing-changed", field="day")
        if to != day:
            _refuse_used(change, found)
            _clear(change, found, to)
        found.starts_at = starts_at
        change.log(
            Verb.MOVE_FORUM_MEETING, Subject.FORUM_MEETING, found.id, forum=forum, before=day.isoformat(),
            day=to.isoformat(), starts_at=starts_at,
        )  # fmt: skip
    return change.outcome


@intention
def cancel_forum_meeting(
    store: Store, by: Viewer, key: str | None = None, *, forum: str, day: date, version: int
) -> int:  # fmt: skip
    """Call a meeting off: matters that were bound to it wait for another one. Returns its id."""
    access.require(by, Verb.KEEP_FORA)
    with store.changing(by, key) as change:
        found = _seen(change, forum, day, version)
        _refuse_used(change, found)
        found.cancelled_at = change.now
        bound = change.session.scalars(select(Matter).where(Matter.forum_meeting_id == found.id)).all()
        for matter in bound:
            matter.forum_meeting_id, matter.invited, matter.invited_at = None, [], None
        change.log(
            Verb.CANCEL_FORUM_MEETING, Subject.FORUM_MEETING, found.id, forum=forum, day=day.isoformat(),
            matters=sorted(matter.number for matter in bound),
        )  # fmt: skip
    return change.outcome


def _seen(change: Change, forum: str, day: date, version: int) -> ForumMeeting:
    """The meeting as the person saw it; one of the plan file is kept from now on."""
    planned, found = forum_of(change, forum).meetings, row_on(change.session, forum, day)
    if found is None and day not in planned:
        raise NotAllowed("unknown")
    if found is not None and found.version != version:
        raise change.stale(Subject.FORUM_MEETING, found.id)
    if found is not None and found.cancelled_at is not None:
        raise RuleBroken("forum-meeting-off", field="day")
    return found or a_day(change, forum, day)


def _refuse_used(change: Change, meeting: ForumMeeting) -> None:
    """What was dealt with at a meeting was dealt with on its day."""
    used = (
        select(Treatment.id).where(Treatment.forum_meeting_id == meeting.id),
        select(LessonFollowUp.id).where(LessonFollowUp.forum_meeting_id == meeting.id),
        select(Matter.id).where(Matter.forum_meeting_id == meeting.id, Matter.settled_at.is_not(None)),
    )
    if any(change.session.scalar(one.limit(1)) is not None for one in used):
        raise RuleBroken("forum-meeting-used", field="day")


def _clear(change: Change, meeting: ForumMeeting, to: date) -> None:
    """Give the meeting its new day; on the old one, if the plan file has it, the forum does not meet any more."""
    code, old = meeting.forum, meeting.day
    planned = forum_of(change, code).meetings
    fora.require_free(to, planned, days_kept(change.session).get(code, {}))
    in_the_way = row_on(change.session, code, to)
    if in_the_way is not None:  # called off: the two change places
        in_the_way.day = date.min
        change.session.flush()
    meeting.day = to
    change.session.flush()
    if in_the_way is not None:
        in_the_way.day = old
    elif old in planned:
        a_day(change, code, old).cancelled_at = change.now
