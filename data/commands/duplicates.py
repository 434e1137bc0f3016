"""Two reports of the same thing become one incident, and two again if that was wrong. Source: domain.md 6.11."""

from sqlalchemy import Select, select

from data.commands.incidents import read_by
from data.entities import Assessment, Incident, Merge, Report
from data.errors import RuleBroken
from data.rules import access, duplicates, incidents
from data.rules.access import Viewer
from data.storage import Change, Seen, Store, intention
from data.vocabulary import IncidentState, Subject, Verb


@intention
def merge(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, into: int) -> int:
    """Merge an incident that is not active yet into another open one; returns the one that stays.

    Both reports are kept; the one that stays has the earliest of the times. Counts as having read both.
    Raises RuleBroken "same-incident", "exercise-and-real", "not-mergeable", or "holds-others" when others were merged
    into it: those are taken apart first.
    """
    access.require(by, Verb.MERGE)
    with store.changing(by, key) as change:
        merged, stays = change.again(Incident, seen), change.get(Incident, into)
        duplicates.require_mergeable(merged, stays)
        if change.session.scalar(_merged_into(merged).limit(1)):
            raise RuleBroken("holds-others", field="into")
        change.add(
            Merge(
                incident_id=merged.id, into_id=stays.id, at=change.now, person_id=by.person, role=by.role,
                party=by.party,
            )
        )  # fmt: skip
        for one in (merged, stays):
            read_by(change, one)
        merged.state, merged.ended_at = IncidentState.MERGED, change.now
        _take_the_earliest_times(change, stays)
        change.log(Verb.MERGE, Subject.INCIDENT, merged.id, incident=merged, into=stays.number)
        change.log(Verb.MERGE, Subject.INCIDENT, stays.id, incident=stays, merged=merged.number)
        change.outcome = stays.id
    return change.outcome


@intention
def unmerge(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """Undo a merge: the incident is again where it stood, the other has its own times again. Returns its id."""
    access.require(by, Verb.UNMERGE)
    with store.changing(by, key) as change:
        merged = change.again(Incident, seen)
        incidents.require_state(Verb.UNMERGE, merged.state)
        made = change.session.scalar(
            select(Merge).where(Merge.incident_id == merged.id, Merge.undone_at.is_(None)).limit(1)
        )
        assert made is not None, "a merged incident has its merge"
        made.undone_at = change.now
        assessed = change.session.scalar(select(Assessment.id).where(Assessment.incident_id == merged.id).limit(1))
        merged.state = IncidentState.ASSESSED if assessed else IncidentState.RECEIVED
        merged.ended_at = None
        stays = change.get(Incident, made.into_id)
        change.session.flush()
        _take_the_earliest_times(change, stays)
        change.log(Verb.UNMERGE, Subject.INCIDENT, merged.id, incident=merged, into=stays.number)
        change.log(Verb.UNMERGE, Subject.INCIDENT, stays.id, incident=stays, merged=merged.number)
        change.outcome = merged.id
    return change.outcome


def _merged_into(incident: Incident) -> Select[int]:
    """The ids of the incidents that are merged into this one now."""
    return select(Merge.incident_id).where(Merge.into_id == incident.id, Merge.undone_at.is_(None))


def _take_the_earliest_times(change: Change, incident: Incident) -> None:
    """Of all the reports that belong to it now (T1 is the first of them)."""
    reports = change.session.scalars(
        select(Report).where((Report.incident_id == incident.id) | Report.incident_id.in_(_merged_into(incident)))
    ).all()
    incident.happened_at = min(report.happened_at for report in reports)
    incident.reported_at = min(report.at for report in reports)
