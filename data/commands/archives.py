"""The whole incident as one archive for the case system, and that it was received (domain.md 2.8, 2.10, 6.25).

The archive itself is kept nowhere: the log holds the digest of its manifest, and it is made again from what is stored,
the same to the byte as long as nothing has changed.
"""

from collections.abc import Mapping
from datetime import datetime

from data.entities import Archive, Incident
from data.errors import RuleBroken
from data.rules import archives
from data.rules.access import Viewer
from data.storage import Change, Seen, Store, archived_lines, intention
from data.vocabulary import ArchiveEdition, LeftOut, Subject, Verb


@intention
def make_archive(
    store: Store, by: Viewer, key: str | None = None, *, incident: int, revision: int, made_at: datetime, digest: str,
    edition: ArchiveEdition = ArchiveEdition.FULL, left_out: Mapping[LeftOut, int] | None = None,
    reasons: tuple[LeftOut, ...] = (), decided: bool = False,
) -> int:  # fmt: skip
    """Say in the log that an archive was made, and with which manifest; returns its id.

    It was put together at `made_at` from what the log held at `revision`; `digest` is its manifest's. For what is given
    out, `reasons` are what a person chose to leave out for, `left_out` how many places that was. Raises RuleBroken
    "archive-not-ended", "decide-left-out", or "archive-outdated" if something has happened to the incident since.
    """
    with store.changing(by, key) as change:
        found = change.get(Incident, incident)
        change.require(Verb.ARCHIVE, found)
        archives.require_ended(found.state)
        archives.require_edition(edition, reasons, decided=decided)
        if archived_lines.newest(change.session, incident) > revision or made_at > change.now:
            raise RuleBroken("archive-outdated")
        made = change.add(
            Archive(
                incident_id=found.id, incident_number=found.number, exercise=found.exercise, digest=digest,
                revision=revision, at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        change.outcome = made.id
        counted = {why.value: count for why, count in (left_out or {}).items()}
        change.log(
            Verb.ARCHIVE, Subject.ARCHIVE, made.id, incident=found, happened_at=made_at, digest=digest, kind=edition,
            revision=revision, reasons=sorted(why.value for why in reasons), left_out=counted,
        )  # fmt: skip
    return change.outcome


@intention
def confirm_archive(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, reference: str, received_at: datetime | None
) -> int:
    """Note that the case system has received the whole archive, and under which number: the first step to a deletion.

    Raises RuleBroken "archive-of-access-edition", "archive-received", "reference-missing", "reference-too-long",
    "no-case-number", "personal-text" (reference), "no-time" or "not-received-yet" (received_at).
    """
    with store.changing(by, key) as change:
        archive = change.get(Archive, seen.id)
        incident = change.get(Incident, archive.incident_id)
        change.require(Verb.ARCHIVE, incident)
        archive = change.again(Archive, seen)
        if _edition(change, archive) is ArchiveEdition.ACCESS:
            raise RuleBroken("archive-of-access-edition")
        if archive.received_at is not None:
            raise RuleBroken("archive-received")
        clean = " ".join(reference.split())
        change.require_impersonal("reference", clean)
        archives.require_received(clean, received_at, made_at=archive.at, now=change.now)
        archive.received_at, archive.received_role, archive.reference = received_at, by.role, clean
        change.log(
            Verb.CONFIRM_ARCHIVE, Subject.ARCHIVE, archive.id, incident=incident, happened_at=received_at,
            digest=archive.digest,
        )  # fmt: skip
    return archive.id


def _edition(change: Change, archive: Archive) -> ArchiveEdition:
    line = archived_lines.made(change.session, archive.id)
    return ArchiveEdition.FULL if line is None else archived_lines.edition(line)
