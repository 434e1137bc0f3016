"""An archive in the log, and that it was received, on both databases; the rest of its rules: tests/rules."""

from datetime import timedelta

import pytest

from data import commands, queries
from data.entities import Archive, Incident
from data.errors import NotAllowed, RuleBroken, Stale
from data.rules.access import Viewer
from data.storage import Seen, Store, verify
from data.vocabulary import ArchiveEdition, LeftOut, Subject, Verb
from tests import builders as b


def ended(store: Store, **other: object) -> int:
    """A report that nothing came of."""
    incident = b.an_incident(store, "projektchef", **other)
    by = b.hat(store, "projektchef")
    commands.reject(store, by, seen=b.seen(store, Incident, incident), non_acute=False, reason="Røg fra en grill.")
    return incident


def test_an_archive_is_a_line_and_a_row_with_the_digest_of_its_manifest(store: Store) -> None:
    incident, before = ended(store, exercise=True), store.revision()
    made = b.an_archive(store, incident)
    line, row = b.last_line(store), b.row_of(store, Archive, made)
    assert (line.verb, line.subject, line.subject_id, line.incident_id) == (
        Verb.ARCHIVE, Subject.ARCHIVE, made, incident,
    )  # fmt: skip
    assert (line.exercise, row.exercise, row.revision, row.digest) == (True, True, before, "a" * 64)
    assert '"digest":"' + "a" * 64 in line.facts
    assert '"kind":"full"' in line.facts
    with store.whole() as session:
        assert verify(session).whole


def test_nothing_is_archived_that_goes_on_or_has_changed_since_it_was_put_together(store: Store) -> None:
    open_one, incident = b.an_incident(store), ended(store)
    with b.refused(store, RuleBroken, "archive-not-ended"):
        b.an_archive(store, open_one)
    with b.refused(store, RuleBroken, "archive-outdated"):
        b.an_archive(store, incident, revision=store.revision() - 1)
    with b.refused(store, RuleBroken, "archive-outdated"):
        b.an_archive(store, incident, made_at=b.ahead(store, minutes=1))
    seen = store.revision()
    b.an_incident(store)  # what happens to others is no news to it, and neither is its own archive
    assert b.an_archive(store, incident, revision=seen)
    assert b.an_archive(store, incident, revision=seen)


def test_what_is_left_out_is_decided_by_a_person_and_stands_in_the_log(store: Store) -> None:
    incident = ended(store)
    chosen = {"edition": ArchiveEdition.ACCESS, "reasons": (LeftOut.CONTACTS,), "left_out": {LeftOut.CONTACTS: 3}}
    with b.refused(store, RuleBroken, "decide-left-out", field="decided"):
        b.an_archive(store, incident, **chosen)
    made = b.an_archive(store, incident, **chosen, decided=True)
    row = queries.archive(store, b.hat(store, "projektchef"), made)
    assert row is not None
    assert (row.edition, row.reasons, row.left_out) == (
        ArchiveEdition.ACCESS, (LeftOut.CONTACTS,), {LeftOut.CONTACTS: 3},
    )  # fmt: skip
    with b.refused(store, RuleBroken, "archive-of-access-edition"):
        confirm(store, made)


def confirm(store: Store, archive: int, reference: str = "26/012345", **other: object) -> int:
    given = {"seen": b.seen(store, Archive, archive), "reference": reference, "received_at": store.clock()}
    return commands.confirm_archive(store, b.hat(store, "stabsenhed"), **(given | other))


def test_it_is_confirmed_once_under_a_number_that_names_nobody(store: Store) -> None:
    made = b.an_archive(store, ended(store))
    with b.refused(store, RuleBroken, "personal-text", field="reference"):
        confirm(store, made, "Kim Testesen, 010199-1234")
    b.later(store, minutes=90)
    assert confirm(store, made, " 26/012345 ") == made
    row = b.row_of(store, Archive, made)
    assert (row.reference, row.received_role, row.received_at) == ("26/012345", "stabsenhed", store.clock())
    assert b.last_line(store).verb == Verb.CONFIRM_ARCHIVE
    assert "26/012345" not in b.last_line(store).facts, "a number of theirs, kept in its row alone"
    with b.refused(store, RuleBroken, "archive-received"):
        confirm(store, made)
    with b.refused(store, Stale):
        confirm(store, made, seen=Seen(made, 1))


def test_a_guest_archives_nothing_not_even_its_own_incident(store: Store) -> None:
    incident = ended(store)
    guest = Viewer(None, "brandvaesen", "beredskab-4k", frozenset(Verb), only=frozenset({incident}))
    with b.refused(store, NotAllowed):
        commands.make_archive(
            store, guest, incident=incident, revision=store.revision(), made_at=store.clock(), digest="a" * 64
        )
    assert queries.archivable(store, guest) == []
    assert queries.archives(store, guest, incident) == []


def test_what_was_made_before_a_text_was_removed_is_told_with_its_date(store: Store) -> None:
    incident = ended(store)
    made = b.an_archive(store, incident)
    chief = b.hat(store, "projektchef")
    assert [row.removed_at for row in queries.archives(store, chief, incident)] == [()]
    b.later(store, minutes=5)
    account = queries.archived(store, chief, incident)
    assert account is not None
    commands.redact(store, b.administrator(store), text=account.texts[0].id)
    [row] = queries.archives(store, chief, incident)
    assert (row.id, row.removed_at, row.outdated) == (made, (store.clock(),), True)
    again = queries.archived(store, chief, incident)
    assert again is not None
    assert (again.texts[0].body, again.texts[0].salt) == (None, None)
    assert again.texts[0].removed_by == again.lines[-1]["seq"]


def test_no_archive_is_shown_to_who_may_not_archive(store: Store) -> None:
    incident = ended(store)
    made = b.an_archive(store, incident)
    for role in store.plan().roles:
        may = store.plan().roles[role].may(Verb.ARCHIVE)
        assert (queries.archive(store, b.hat(store, role), made) is not None) is may
        assert bool(queries.archivable(store, b.hat(store, role))) is may


@pytest.mark.parametrize("hours", [1, 30])
def test_a_place_is_filed_no_finer_than_it_is_stored_and_nothing_of_another_incident(store: Store, hours: int) -> None:
    b.later(store, hours=hours)
    other = b.an_active_incident(store)
    incident = ended(store, happened_at=store.clock() - timedelta(minutes=3))
    found = queries.archived(store, b.hat(store, "projektchef"), incident)
    assert found is not None
    row = b.row_of(store, Incident, incident)
    assert [(place.lat, place.lon) for place in found.places] == [(row.lat, row.lon)]
    assert {line["incident_id"] for line in found.lines} == {incident}
    assert other not in {line["incident_id"] for line in found.lines}
