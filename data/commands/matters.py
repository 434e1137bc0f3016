"""Matters that are not acute: raised with the council, bound to one of its meetings, settled there (R27, R28).

And an ended incident that the council has dealt with: T11 of its course (domain.md 5.4).
"""

from datetime import date

from sqlalchemy import func, select

from data.entities import Incident, Matter, Treatment
from data.errors import RuleBroken
from data.rules import access, fora
from data.rules.access import Viewer
from data.rules.times import day_of
from data.storage import Change, Seen, Store, intention
from data.storage.fora import forum_of, meeting_on
from data.storage.reading import WHOLE
from data.vocabulary import IncidentState, Subject, Verb


@intention
def raise_matter(
    store: Store, by: Viewer, key: str | None = None, *, forum: str, what: str = "", incident: int | None = None
) -> int:
    """Raise a matter in one's own words, or the report that was judged not acute, in the words it came with.

    The report's own text is referred to, so that removing it removes it everywhere. Returns the matter's id.
    """
    access.require(by, Verb.RAISE_MATTER)
    with store.changing(by, key) as change:
        forum_of(change, forum)
        report = None if incident is None else _report(change, incident)
        matter = change.add(
            Matter(
                number=_next_number(change), forum=forum, incident_id=incident,
                what_id=report.what_id if report else change.text("what", what),
                at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        change.log(
            Verb.RAISE_MATTER, Subject.MATTER, matter.id, incident=report, forum=forum, matter=matter.number
        )  # fmt: skip
    return change.outcome


@intention
def bind_matter(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, day: date, invited: tuple[str, ...]
) -> int:
    """Bind a matter to one meeting of its forum and invite parties to the dialogue; again, to another one."""
    access.require(by, Verb.TREAT_AT_COUNCIL)
    with store.changing(by, key) as change:
        matter = change.again(Matter, seen)
        fora.require_unsettled(matter.settled_at)
        fora.require_bindable(change.plan, day, day_of(change.now), invited)
        change.outcome = matter.id
        meeting = meeting_on(change, matter.forum, day)
        matter.forum_meeting_id = meeting.id
        matter.invited, matter.invited_at = list(dict.fromkeys(invited)), change.now
        change.log(
            Verb.BIND_MATTER, Subject.MATTER, matter.id, forum=matter.forum, matter=matter.number, meeting=meeting.id,
            day=day.isoformat(), invited=matter.invited,
        )  # fmt: skip
    return change.outcome


@intention
def settle_matter(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, outcome: str) -> int:
    """Note what came of a matter; it leaves the list."""
    access.require(by, Verb.TREAT_AT_COUNCIL)
    with store.changing(by, key) as change:
        matter = change.again(Matter, seen)
        fora.require_unsettled(matter.settled_at)
        matter.outcome_id, matter.settled_at = change.text("outcome", outcome), change.now
        change.log(
            Verb.SETTLE_MATTER, Subject.MATTER, matter.id, forum=matter.forum, matter=matter.number,
            meeting=matter.forum_meeting_id,
        )  # fmt: skip
    return matter.id


@intention
def treat_incident(
    store: Store, by: Viewer, key: str | None = None, *, incident: int, forum: str, day: date, decision: str
) -> int:
    """Note that a forum has dealt with an ended incident at its meeting of that day, and what it decided."""
    with store.changing(by, key) as change:
        found = change.get(Incident, incident)
        change.require(Verb.TREAT_AT_COUNCIL, found)
        ended = found.state in (IncidentState.CLOSED, IncidentState.CALLED_OFF) and found.activated_at is not None
        fora.require_treatable(found.ended_at, reviewed=ended, day=day, today=day_of(change.now))
        change.outcome = found.id
        meeting = meeting_on(change, forum, day)
        before = select(Treatment.id).where(Treatment.incident_id == found.id, Treatment.forum_meeting_id == meeting.id)
        if change.session.scalar(before) is not None:
            raise RuleBroken("already-treated", field="day")
        change.add(
            Treatment(
                incident_id=found.id, forum_meeting_id=meeting.id, decision_id=change.text("decision", decision),
                at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        change.log(
            Verb.TREAT_INCIDENT, Subject.INCIDENT, found.id, incident=found, meeting=meeting.id, forum=forum,
            day=day.isoformat(),
        )  # fmt: skip
    return change.outcome


def _report(change: Change, number: int) -> Incident:
    """The report that the matter began as."""
    found = change.get(Incident, number)
    raised = select(Matter.id).where(Matter.incident_id == number).limit(1)
    fora.require_raisable(
        found.state, exercise=found.exercise, raised=change.session.scalar(raised) is not None
    )  # fmt: skip
    return found


def _next_number(change: Change) -> int:
    highest = select(func.max(Matter.number)).execution_options(**{WHOLE: True})
    return (change.session.scalar(highest) or 0) + 1
