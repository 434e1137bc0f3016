"""The end of keeping: an incident is deleted after its time, with its archive received; names become functions.

Two steps each, and the first one may be taken back. Source: domain.md 2.8, 6.26. Afterwards the bytes are gone from the
database file and its write-ahead log too, see data/storage/purge.py.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from data.entities import Archive, Incident, Merge, Person
from data.errors import NotAllowed, RuleBroken
from data.rules import access, retention
from data.rules.access import Viewer
from data.rules.retention import Archived, Kept, Obstacle
from data.storage import Change, Seen, Store, intention, names, removal
from data.storage.purge import purge
from data.storage.reading import WHOLE
from data.vocabulary import Subject, Verb


@intention
def propose_deletion(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """Propose that an archived incident be deleted: the first step, by a named account. Returns the archive's id.

    Raises RuleBroken "nobody-named", or with one of the codes of Obstacle.
    """
    access.require(by, Verb.DELETE_INCIDENT)
    with store.changing(by, key) as change:
        archive, incident = _archive(change, seen)
        _require_deletable(change, incident, but=Obstacle.NOT_PROPOSED)
        if by.person is None:
            raise RuleBroken("nobody-named")
        archive.proposed_at, archive.proposed_by = change.now, by.person
        change.log(Verb.PROPOSE_DELETION, Subject.ARCHIVE, archive.id, incident=incident, digest=archive.digest)
    return archive.id


@intention
def withdraw_deletion(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """Take the proposal back: the incident stays. Returns the archive's id."""
    access.require(by, Verb.DELETE_INCIDENT)
    with store.changing(by, key) as change:
        archive, incident = _archive(change, seen)
        if archive.proposed_at is None:
            raise RuleBroken(Obstacle.NOT_PROPOSED)
        archive.proposed_at = archive.proposed_by = None
        change.log(Verb.WITHDRAW_DELETION, Subject.ARCHIVE, archive.id, incident=incident, digest=archive.digest)
    return archive.id


@intention
def delete_incident(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, number: int | None) -> int:
    """Delete an incident with everything that can only go with it. Returns the archive's id, which stays.

    `number` is the incident's, as the person typed it: RuleBroken "other-number" for another one, "nobody-named", or
    one of the codes of Obstacle.
    """
    access.require(by, Verb.DELETE_INCIDENT)
    with store.changing(by, key) as change:
        archive, incident = _archive(change, seen)
        _require_deletable(change, incident)
        if number != incident.number:
            raise RuleBroken("other-number", field="number")
        if by.person is None:
            raise RuleBroken("nobody-named")
        change.outcome = archive.id
        tables = _delete(change, incident)
    purge(store.engine, tables)
    return change.outcome


def _archive(change: Change, seen: Seen) -> tuple[Archive, Incident]:
    """An archive as it was looked at, of an incident that the person reads."""
    archive = change.get(Archive, seen.id)
    incident = change.get(Incident, archive.incident_id)
    return change.again(Archive, seen), incident


def _require_deletable(change: Change, incident: Incident, *, but: Obstacle | None = None) -> None:
    """Nothing stops it, `but` for what is done right now. Raises RuleBroken with the obstacle's code."""
    together = removal.together(change.session, incident.id)
    found = retention.obstacle(
        [_as_kept(change, number) for number in together], change.plan.retention,
        last_line=removal.last_line(change.session, together), now=change.now,
    )  # fmt: skip
    if found is not None and found is not but:
        raise RuleBroken(found.value)


def _as_kept(change: Change, number: int) -> tuple[Kept, Archived | None, bool]:
    """An incident of the group with its newest archive; a merged one needs none of its own."""
    incident = change.session.get(Incident, number, execution_options={WHOLE: True})
    if incident is None:
        raise NotAllowed("unknown")
    newest = select(Archive).where(Archive.incident_id == number, Archive.deleted_at.is_(None))
    archive = change.session.scalar(newest.order_by(Archive.id.desc()).limit(1))
    merged = select(Merge.id).where(Merge.incident_id == number, Merge.undone_at.is_(None)).limit(1)
    own = change.session.scalar(merged.execution_options(**{WHOLE: True})) is None
    kept = Kept(incident.state, incident.exercise, incident.ended_at, incident.evaluated_at)
    if archive is None:
        return kept, None, own
    received, proposed = archive.received_at is not None, archive.proposed_at is not None
    return kept, Archived(archive.revision, received, proposed), own


def _delete(change: Change, incident: Incident) -> frozenset[str]:
    """Say it in the log, then take everything out; the tables that lost rows."""
    session, number, exercise = change.session, incident.number, incident.exercise
    gone = removal.doomed(session, incident.id)
    beside = session.scalars(
        select(Incident.number).where(Incident.id.in_(gone.incidents), Incident.id != incident.id)
        .order_by(Incident.number).execution_options(**{WHOLE: True})
    ).all()  # fmt: skip
    texts, total = removal.texts_of(session, gone.lines), removal.summed(session, gone.lines)
    for archive in session.scalars(select(Archive).where(Archive.incident_id.in_(gone.incidents))):
        archive.deleted_at, archive.incident_id = change.now, 0  # SQLite gives the number of the last row away again
    line = change.log(
        Verb.DELETE_INCIDENT, Subject.INCIDENT, incident.id, exercise=exercise, number=number, beside=list(beside),
        lines=total.lines, stubs=total.digest, texts=len(texts),
    )  # fmt: skip
    for guest in session.scalars(select(Person).where(Person.id.in_(gone.guests))):
        names.retire(session, guest, names.function_of(session, guest.id, change.plan), change.now)
    removal.take_out(session, gone, texts, line)
    return gone.tables | names.TABLES


@intention
def retire_names(store: Store, by: Viewer, key: str | None = None, *, people: Collection[int], before: datetime) -> int:
    """Let names become functions: `people` are the closed accounts that were shown, `before` the day that was shown.

    Rows made before that day say the function alone who made them. Returns how many accounts are retired. Raises
    RuleBroken "names-not-agreed" where the plan file has agreed on no time, "too-early" for a later day than it allows,
    "not-retiring" for an account that is none of those, "nothing-to-retire".
    """
    access.require(by, Verb.ADMINISTER)
    with store.changing(by, key) as change:
        until = retention.names_until(change.plan.retention, change.now)
        if until is None:
            raise RuleBroken("names-not-agreed")
        if before > until:
            raise RuleBroken("too-early")
        if not set(people) <= set(names.retiring(change.session, before)):
            raise RuleBroken("not-retiring")
        rows, tables = names.forget_makers(change.session, before)
        if not people and not rows:
            raise RuleBroken("nothing-to-retire")
        for number in sorted(people):
            person = change.get(Person, number)
            names.retire(change.session, person, names.function_of(change.session, number, change.plan), change.now)
            change.log(Verb.RETIRE_NAMES, Subject.ACCOUNT, number, before=before)
        if rows:
            change.log(Verb.RETIRE_NAMES, Subject.ACCOUNT, 0, before=before, rows=rows)
        change.outcome = len(people) or rows
    purge(store.engine, tables | names.TABLES)
    return change.outcome
