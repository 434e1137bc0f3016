"""The fora as their page reads them: when each meets, and its matters that are not acute (R16, R27, R28).

They hold beside the incidents, so no row of theirs is narrowed by an incident: whoever reads incidents reads them, and
a guest, who is here for one incident, does not (R22).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import ForumMeeting, Incident, Matter
from data.queries.incidents import IncidentRow, incidents
from data.queries.wording import Said, said
from data.rules import access, fora
from data.rules.access import Viewer
from data.rules.fora import ForumDate, Rhythm
from data.rules.times import day_of
from data.storage import Store
from data.storage.fora import date_of, dates_kept
from data.vocabulary import IncidentState, Verb


@dataclass(frozen=True)
class ForumView:
    """One forum and its dates in order; `following` is the next one, `held` the last that has come."""

    code: str
    dates: tuple[ForumDate, ...]
    following: ForumDate | None
    held: ForumDate | None
    rhythm: Rhythm
    council: bool
    """It looks back at incidents, and takes matters up."""


@dataclass(frozen=True)
class MatterRow:
    """A matter with all that has happened to it. Moments are UTC, parties codes."""

    id: int
    number: int
    forum: str
    what: Said
    role: str
    at: datetime
    incident: tuple[int, int] | None
    """(id, number) of the report it began as, for whoever may read that."""
    meeting: ForumDate | None
    invited: tuple[str, ...]
    invited_at: datetime | None
    settled_at: datetime | None
    outcome: Said
    version: int

    def is_on(self, one: ForumDate | None) -> bool:
        """Whether that meeting's agenda holds it: it is bound to it, or waits for a meeting."""
        return self.settled_at is None and (self.meeting is None or (one is not None and self.meeting.id == one.id))


def may_see_fora(viewer: Viewer) -> bool:
    """Whether this viewer reads the fora: whoever reads incidents, and is no guest of one."""
    return viewer.only is None and access.may(viewer, Verb.READ)


def forum_views(store: Store, viewer: Viewer) -> list[ForumView]:
    """Every forum of the plan in use, in its order; none for whoever does not read them."""
    if not may_see_fora(viewer):
        return []
    plan, today = store.plan(), day_of(store.clock())
    with store.reading(viewer) as session:
        kept = dates_kept(session)
    looks_back = fora.council(plan)
    views = []
    for forum in plan.fora.values():
        dates = fora.calendar(forum, kept.get(forum.code, {}))
        following = fora.next_of(dates, today)
        views.append(
            ForumView(
                forum.code, dates, following, fora.last_of(dates, today),
                fora.rhythm(forum.every_months, following.day if following else None, today),
                council=looks_back is not None and looks_back.code == forum.code,
            )
        )  # fmt: skip
    return views


def forum_date(store: Store, viewer: Viewer, forum: str, day: date) -> ForumDate | None:
    """A forum's date of that day, as it stands now."""
    views = {view.code: view for view in forum_views(store, viewer)}
    return next((one for one in views[forum].dates if one.day == day), None) if forum in views else None


def matters(store: Store, viewer: Viewer, forum: str | None = None) -> list[MatterRow]:
    """The matters of a forum, or of all, oldest first; settled ones, too."""
    if not may_see_fora(viewer):
        return []
    wanted = select(Matter).order_by(Matter.number)
    with store.reading(viewer) as session:
        return rows_of(session, session.scalars(wanted if forum is None else wanted.where(Matter.forum == forum)).all())


def rows_of(session: Session, found: Sequence[Matter]) -> list[MatterRow]:
    """Matters with their words, meetings and reports."""
    texts = said(session, [number for one in found for number in (one.what_id, one.outcome_id)])
    meetings = {row.id: date_of(row) for row in session.scalars(select(ForumMeeting))} if found else {}
    began = [one.incident_id for one in found if one.incident_id is not None]
    numbers = session.execute(select(Incident.id, Incident.number).where(Incident.id.in_(began)))
    reports = {row.id: (row.id, row.number) for row in numbers} if began else {}
    return [
        MatterRow(
            one.id, one.number, one.forum, texts[one.what_id], one.role, one.at, reports.get(one.incident_id or 0),
            meetings.get(one.forum_meeting_id or 0), tuple(one.invited), one.invited_at, one.settled_at,
            texts[one.outcome_id], one.version,
        )
        for one in found
    ]  # fmt: skip


def matter(store: Store, viewer: Viewer, number: int) -> MatterRow | None:
    """The matter with this id."""
    return next((row for row in matters(store, viewer) if row.id == number), None)


def raisable(store: Store, viewer: Viewer) -> list[IncidentRow]:
    """Real reports that were judged not acute and are not raised yet, newest first: of those that may be read."""
    if not may_see_fora(viewer):
        return []
    with store.reading(viewer) as session:
        raised = set(session.scalars(select(Matter.incident_id).where(Matter.incident_id.is_not(None))))
    return [
        row
        for row in incidents(store, viewer, ended=True)
        if row.state is IncidentState.NON_ACUTE and not row.exercise and row.id not in raised
    ]
