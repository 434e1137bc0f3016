"""Merging two reports of the same thing, and undoing it (6.11)."""

from datetime import timedelta

import pytest

from data import commands, queries
from data.entities import Incident
from data.errors import AlreadyHappened, NotAllowed, RuleBroken, Stale
from data.storage import Seen, Store, verify
from data.vocabulary import IncidentState, Subject, Verb
from tests import builders as b
from tests.conftest import Clock

CHIEF, COUNCIL = "projektchef", "lokalraad-kommune"


def merge(store: Store, merged: int, into: int, role: str = COUNCIL) -> int:
    return commands.merge(store, b.hat(store, role), seen=b.seen(store, Incident, merged), into=into)


def unmerge(store: Store, merged: int) -> int:
    return commands.unmerge(store, b.hat(store, COUNCIL), seen=b.seen(store, Incident, merged))


def view(store: Store, incident: int, role: str = CHIEF) -> queries.IncidentView:
    found = queries.incident(store, b.hat(store, role), incident)
    assert found is not None
    return found


def two(store: Store, clock: Clock, *, later_told_happened_first: bool = True) -> tuple[int, int]:
    """The same fire, reported by a housing organisation and, six minutes later, by the master plan."""
    begun = clock()
    first = b.an_incident(store, "aab", happened_at=begun)
    clock.turn(minutes=6)
    happened = begun - timedelta(minutes=5) if later_told_happened_first else begun
    second = b.an_incident(store, CHIEF, what="Ild ved containerne", happened_at=happened)
    return first, second


def test_both_reports_are_kept_and_the_earliest_times(store: Store, clock: Clock) -> None:
    first, second = two(store, clock)
    before = {number: view(store, number) for number in (first, second)}
    assert merge(store, second, first) == first
    stays, gone = view(store, first), view(store, second)
    assert [report.what.body for report in stays.reports] == ["Brand i tre containere kl. 21.40", "Ild ved containerne"]
    assert {fact.what.body for fact in stays.facts} == {report.what.body for report in stays.reports}
    assert stays.row.happened_at == before[second].row.happened_at < before[first].row.happened_at
    assert stays.row.reported_at == before[first].row.reported_at
    assert [row.id for row in stays.merged] == [second]
    assert (gone.row.state, gone.merged_into) == (IncidentState.MERGED, (first, stays.row.number))
    assert not stays.row.unread
    assert all({role for role, _ in report.read_by} == {COUNCIL} for report in stays.reports)
    assert [row.id for row in queries.incidents(store, b.hat(store, CHIEF))] == [first]
    lines = queries.history(store, b.hat(store, CHIEF), incident=first)
    assert (lines[0].verb, lines[0].facts) == (Verb.MERGE, {"merged": gone.row.number})
    with store.whole() as session:
        assert verify(session).whole


@pytest.mark.parametrize("assessed", [False, True])
def test_undone_is_as_it_was(store: Store, clock: Clock, assessed: bool) -> None:
    first, second = two(store, clock)
    if assessed:
        b.assess(store, second)
    before = {number: view(store, number) for number in (first, second)}
    merge(store, second, first)
    assert unmerge(store, second) == second
    for number, was in before.items():
        now = view(store, number)
        assert (now.row.state, now.row.happened_at, now.row.reported_at, now.row.ended_at) == (
            was.row.state, was.row.happened_at, was.row.reported_at, None,
        )  # fmt: skip
        assert [report.id for report in now.reports] == [report.id for report in was.reports]
        assert (now.merged, now.merged_into) == ((), None)
    assert merge(store, second, first) == first, "and once more"


def test_what_is_reported_again_and_again_keeps_the_earliest_of_all(store: Store, clock: Clock) -> None:
    first, second = two(store, clock)
    third = b.an_incident(store, CHIEF, happened_at=clock() - timedelta(minutes=40))
    merge(store, second, first)
    merge(store, third, first)
    earliest = view(store, third).row.happened_at
    assert view(store, first).row.happened_at == earliest
    unmerge(store, third)
    assert view(store, first).row.happened_at == view(store, second).row.happened_at


def test_into_an_active_one_with_its_plan(store: Store, clock: Clock) -> None:
    active = b.an_active_incident(store)
    again = b.an_incident(store, "aab")
    merge(store, again, active)
    assert view(store, active).row.state is IncidentState.ACTIVE
    assert len(view(store, active).reports) == 2


def test_never_an_exercise_with_a_real_one(store: Store) -> None:
    real, exercise = b.an_incident(store), b.an_incident(store, exercise=True)
    for one, other in ((real, exercise), (exercise, real)):
        with b.refused(store, RuleBroken, "exercise-and-real", field="into"):
            merge(store, one, other)


def test_an_active_or_ended_one_is_not_merged_away(store: Store) -> None:
    waiting, active = b.an_incident(store), b.an_active_incident(store)
    with b.refused(store, RuleBroken, "not-mergeable", state=IncidentState.ACTIVE):
        merge(store, active, waiting)
    merge(store, waiting, active)
    with b.refused(store, RuleBroken, "not-mergeable", state=IncidentState.MERGED):
        merge(store, waiting, active)


def test_what_holds_others_is_not_merged_away(store: Store) -> None:
    one, other, third = (b.an_incident(store) for _ in range(3))
    merge(store, other, one)
    with b.refused(store, RuleBroken, "holds-others", field="into"):
        merge(store, one, third)


def test_a_late_click_is_told_who_was_first(store: Store) -> None:
    one, other = b.an_incident(store), b.an_incident(store)
    shown: Seen = b.seen(store, Incident, other)
    b.assess(store, other)
    with b.refused(store, Stale, role=COUNCIL):
        commands.merge(store, b.hat(store, CHIEF), seen=shown, into=one)


def test_nothing_happens_to_what_is_merged_away(store: Store) -> None:
    one, other = b.an_incident(store), b.an_assessed_incident(store)
    merge(store, other, one)
    with b.refused(store, RuleBroken, "not-in-this-state"):
        commands.activate(store, b.hat(store, CHIEF), incident=other)
    with b.refused(store, RuleBroken, "not-in-this-state"):
        commands.mark_read(store, b.hat(store, CHIEF), incident=other)


def test_who_reported_either_reads_the_one_that_stays_and_its_readers_read_both(store: Store) -> None:
    """A housing organisation reads only what it reported itself until the activation (R24)."""
    mine, theirs = b.an_incident(store, "aab"), b.an_incident(store, "boligselskab")
    with pytest.raises(AssertionError):
        view(store, theirs, "aab")
    merge(store, mine, theirs)
    assert view(store, theirs, "aab").row.id == theirs
    assert view(store, mine, "aab").merged_into == (theirs, 2)
    for reader in ("boligselskab", "styregruppe"):
        with pytest.raises(AssertionError):
            view(store, mine, reader)
    b.assess(store, theirs)
    commands.activate(store, b.hat(store, COUNCIL), incident=theirs)
    for reader in ("boligselskab", "styregruppe", "aab"):
        assert len(view(store, theirs, reader).reports) == 2
        assert view(store, mine, reader).merged_into is not None
        assert {line.subject for line in queries.history(store, b.hat(store, reader), incident=mine)} >= {
            Subject.INCIDENT
        }
    unmerge(store, mine)
    with pytest.raises(AssertionError):
        view(store, mine, "boligselskab")


def test_the_likely_ones_are_suggested_nearest_first(store: Store, clock: Clock) -> None:
    begun = clock()
    here = b.an_incident(store, place=b.a_place(store, 0))
    far = b.an_incident(store, place=b.a_place_outside(store), outside_reason="Samme gruppe.")
    late = b.an_incident(store, place=b.a_place(store, 0), happened_at=begun - timedelta(hours=3), time_confirmed=True)
    same = b.an_incident(store, place=b.a_place(store, 0), happened_at=begun - timedelta(minutes=6))
    exercise = b.an_incident(store, place=b.a_place(store, 0), exercise=True)
    found = queries.likely_duplicates(store, b.hat(store, CHIEF), view(store, here).row)
    assert [(likely.row.id, likely.metres, likely.minutes, likely.stays) for likely in found] == [(same, 0, 6, here)]
    assert not {far, late, exercise} & {likely.row.id for likely in found}


def test_it_never_happens_by_itself(store: Store) -> None:
    one, other = b.an_incident(store), b.an_incident(store)
    b.assess(store, one)
    commands.activate(store, b.hat(store, COUNCIL), incident=one)
    assert view(store, other).row.state is IncidentState.RECEIVED
    with b.refused(store, NotAllowed):
        commands.merge(store, b.hat(store, "aab"), seen=b.seen(store, Incident, other), into=one)
    with b.refused(store, AlreadyHappened):
        commands.activate(store, b.hat(store, CHIEF), incident=one)
