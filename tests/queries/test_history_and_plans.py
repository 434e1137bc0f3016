"""The log read back per incident, and a plan with everything on its page."""

import pytest

from data import commands, queries
from data.entities import ActionPlan
from data.errors import NotAllowed
from data.storage import Store
from data.vocabulary import Affected, PartKind, PartState, PlanState, Verb
from tests import builders as b
from tests.conftest import BEGIN, Clock


def test_the_history_tells_everything_newest_first_with_both_times(store: Store, clock: Clock) -> None:
    incident = b.an_active_incident(store)
    action = b.an_accepted_action(store, incident)
    plan = b.plan_of(store, incident)
    clock.turn(minutes=10)
    b.a_part(store, plan)
    b.tell(store, action, b.ActionStatus.IN_PROGRESS, note="På vej.", happened_at=BEGIN)
    lines = queries.history(store, b.hat(store, "aab"), incident)
    assert [line.verb for line in lines] == [
        Verb.UPDATE_PROGRESS, Verb.WRITE_PLAN, Verb.ACCEPT_ACTION, Verb.PROPOSE_ACTION, Verb.ACTIVATE, Verb.ASSESS,
        Verb.REPORT,
    ]  # fmt: skip
    assert (lines[0].happened_at, lines[0].at, lines[0].role) == (BEGIN, clock(), "aab")
    assert lines[0].texts["note"].body == "På vej."
    assert (lines[0].facts["before"], lines[0].facts["after"]) == ("accepted", "in_progress")
    assert [line.seq for line in lines] == list(range(8, 1, -1))


def test_what_happens_to_a_shared_plan_is_in_the_history_of_each_incident(store: Store) -> None:
    first, second = b.an_active_incident(store), b.an_active_incident(store)
    plan, chief = b.plan_of(store, first), b.hat(store, "projektchef")
    commands.cover_incident(store, chief, seen=b.seen(store, ActionPlan, plan), incident=second)
    b.agree(store, plan)
    for incident in (first, second):
        verbs = [line.verb for line in queries.history(store, b.hat(store, "aab"), incident)]
        assert verbs[:2] == [Verb.PUT_IN_FORCE, Verb.COVER_INCIDENT]
        assert verbs.count(Verb.REPORT) == 1


def test_one_history_does_not_hold_anothers(store: Store) -> None:
    first, second = b.an_incident(store), b.an_incident(store)
    assert [line.subject_id for line in queries.history(store, b.hat(store, "aab"), first)] == [first]
    assert [line.subject_id for line in queries.history(store, b.hat(store, "aab"), second)] == [second]


def test_plans_are_listed_open_or_closed_newest_first(store: Store) -> None:
    closed = b.a_closed_plan(store)
    in_force = b.a_plan_in_force(store)
    draft = b.plan_of(store, b.an_active_incident(store, exercise=True))
    by = b.hat(store, "boligselskab")
    assert [(p.id, p.exercise) for p in queries.plans(store, by)] == [(draft, True), (in_force, False)]
    assert [(p.id, p.state) for p in queries.plans(store, by, closed=True)] == [(closed, PlanState.CLOSED)]
    assert queries.plans(store, b.administrator(store)) == []
    assert queries.plan(store, b.administrator(store), in_force) is None
    assert queries.plan(store, by, 99) is None


def test_a_plans_page_has_everything(store: Store) -> None:
    plan = b.a_plan_ready_to_close(store)
    b.a_part(store, plan)
    found = queries.plan(store, b.hat(store, "styregruppe"), plan)
    assert found is not None
    assert (found.number, found.coordinator, found.standing_plan_id) == (1, "projektchef", 1)
    assert found.incidents == ((1, 1, "ildspaasaettelse", b.a_place(store).label),)
    assert found.parts[PartKind.SITUATION].text.body == "Tre containere brændte ved midnat."
    assert {kind for kind, part in found.parts.items() if part.state is PartState.MISSING} == {
        PartKind.PURPOSE, PartKind.COMMUNICATION,
    }  # fmt: skip
    assert set(found.support) == set(Affected)
    assert [(i.party, i.good.body) for i in found.impressions] == [("aab", "Vi var samlet på en time.")]
    assert found.missing == ()


def test_accounts_are_for_who_administers(store: Store) -> None:
    _, admin = b.an_administrator(store)
    commands.sign_in(store, "administrator", b.PASSWORD)
    b.a_person(store)
    rows = queries.accounts(store, admin)
    assert [(row.username, row.has_password, row.demo, row.disabled) for row in rows] == [
        ("administrator", True, False, False), ("aab-1", False, False, False),
    ]  # fmt: skip
    assert [row.last_used for row in rows] == [BEGIN, None]
    assert not queries.accounts(store, b.hat(store, "projektchef"))  # a leader keeps the own people, and there are none
    for role in ("stabsenhed", "styregruppe", "ukendt"):
        with b.refused(store, NotAllowed, "not-allowed"):
            queries.accounts(store, b.hat(store, role))


@pytest.mark.parametrize("demo", [False, True])
def test_a_stranger_sees_the_title_and_whether_it_is_a_demo(store: Store, demo: bool) -> None:
    assert queries.sign_in_page(store).any_account is False
    b.a_person(store, demo=demo)
    page = queries.sign_in_page(store)
    assert page.title == store.plan().title
    assert (page.any_account, page.exercise) == (True, demo)
    assert page.demo == ((("aab-1", "Konto for aab"),) if demo else ())
