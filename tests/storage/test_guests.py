"""A guest reads what the invitation was for, and nothing else, in every row there is (R22)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from data import commands, queries
from data.entities import Action, ActionPlan, Entity, Incident, LogLine, Merge, OfIncident, OfPlan
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import Verb
from tests import builders as b

CHIEF = "projektchef"
INCIDENTS = range(1, 8)
TOGETHER = {3, 4}
"""Covered by one plan."""
MERGED, INTO = 6, 3


@pytest.fixture
def seven(store: Store) -> Store:
    """1 reported by the fire service, 2 assessed, 3 and 4 of one plan, 5 called off, 6 merged into 3, 7 active."""
    b.an_incident(store, "brandvaesen")
    b.an_assessed_incident(store)
    for _ in (3, 4, 5):
        incident = b.an_active_incident(store)
        b.an_accepted_action(store, incident)
        commands.tell_fact(
            store, b.hat(store, "aab"), incident=incident, what="20 unge.", source="observed", certainty="rumour",
            happened_at=store.clock(),
        )  # fmt: skip
        b.an_invitation(store, incident)
    plan = b.plan_of(store, 3)
    commands.cover_incident(store, b.hat(store, CHIEF), seen=b.seen(store, ActionPlan, plan), incident=4)
    b.a_part(store, plan)
    meeting = b.a_running_meeting(store, 3)
    b.a_seat(store, meeting)
    commands.call_off(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, 5), reason="Falsk alarm.")
    assert b.an_incident(store, "brandvaesen") == MERGED
    commands.merge(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, MERGED), into=INTO)
    assert b.an_active_incident(store) == INCIDENTS[-1]
    return store


def guest(only: set[int], grants: frozenset[Verb] | None = None) -> Viewer:
    """Somebody of the fire service who is a guest of these."""
    of_role = frozenset({Verb.READ, Verb.REPORT, Verb.ACCEPT_ACTION})
    return Viewer(None, "brandvaesen", "beredskab-4k", of_role if grants is None else grants, only=frozenset(only))


def everything(store: Store, viewer: Viewer | None) -> dict[type[Any], set[int]]:
    """Kind -> the incidents (of the plan's rows: the plans) that rows are read of."""
    read: dict[type[Any], set[int]] = {}
    kinds = [mapper.class_ for mapper in Entity.registry.mappers]
    with store.whole() if viewer is None else store.reading(viewer) as session:
        for kind in kinds:
            if issubclass(kind, OfIncident):
                read[kind] = set(session.scalars(select(kind.incident_id)))
            elif issubclass(kind, OfPlan):
                read[kind] = set(session.scalars(select(kind.plan_id)))
        read[Incident] = set(session.scalars(select(Incident.id)))
        read[ActionPlan] = set(session.scalars(select(ActionPlan.id)))
        read[LogLine] = set(session.scalars(select(LogLine.incident_id)))
    return read


def test_a_guest_reads_exactly_what_they_were_invited_to(seven: Store) -> None:
    """For any set of invitations, and whatever else the role may: also what the own party reported stays hidden."""
    whole = everything(seven, None)
    with seven.whole() as session:
        plans = {i.id: i.plan_id for i in session.scalars(select(Incident))}

    @settings(max_examples=25)
    @given(only=st.sets(st.sampled_from([*INCIDENTS, 99])), more=st.sets(st.sampled_from(list(Verb)), max_size=4))
    def holds(only: set[int], more: set[Verb]) -> None:
        may = (only & set(INCIDENTS)) | ({MERGED} if INTO in only else set())
        covered = {plans[number] for number in may} - {None}
        read = everything(seven, guest(only, frozenset({Verb.READ, Verb.REPORT, *more})))
        for kind, there in read.items():
            of_plan = kind is ActionPlan or (issubclass(kind, OfPlan) and not issubclass(kind, OfIncident))
            assert there == whole[kind] & (covered if of_plan else may), kind
            assert not read[LogLine] - may

    holds()


def test_a_guest_of_one_of_two_in_a_plan_reads_the_plan_and_not_the_others_rows(seven: Store) -> None:
    one = guest({4})
    view = queries.plans(seven, one)[0]
    assert [number for number, *_ in view.incidents] == [4]
    assert any(part.text.body for part in view.parts.values())
    assert {row.incident_id for row in queries.actions(seven, one)} == {4}
    assert queries.incident(seven, one, 3) is None
    with seven.reading(one) as session:
        assert {action.incident_id for action in session.scalars(select(Action))} == {4}
    assert {line.facts.get("number") for line in queries.history(seven, one, 4)}


def test_what_was_merged_into_it_belongs_to_it_until_that_is_undone(seven: Store) -> None:
    assert set(everything(seven, guest({3}))[Incident]) == {3, MERGED}
    assert set(everything(seven, guest({MERGED}))[Incident]) == {MERGED}
    commands.unmerge(seven, b.hat(seven, CHIEF), seen=b.seen(seven, Incident, MERGED))
    assert set(everything(seven, guest({3}))[Incident]) == {3}
    assert everything(seven, guest({3}))[Merge] == set()


def test_without_the_right_to_read_an_invitation_opens_nothing(seven: Store) -> None:
    assert everything(seven, guest({3}, frozenset()))[Incident] == set()


def test_what_is_shared_for_a_moment_is_never_shared_with_another_incidents_guest(seven: Store) -> None:
    """The fire service's own account, a guest of 3 and a guest of 7 ask the same in the same moment."""
    holds_it = b.hat(seven, "brandvaesen")
    for _ in range(2):
        assert {row.id for row in queries.incidents(seven, holds_it)} == {1, 3, 4, 7}
        for number in (3, 7):
            one = b.hat(seven, "brandvaesen")
            one = Viewer(one.person, one.role, one.party, one.grants, only=frozenset({number}))
            assert {row.id for row in queries.incidents(seven, one)} == {number}
            assert {row.incident_id for row in queries.actions(seven, one)} <= {number}
            assert {incident for incident, _ in queries.invited(seven, one)} <= {number}
