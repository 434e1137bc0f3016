"""Situation pictures: a working copy beside those that are approved and locked (domain.md 3.4)."""

from datetime import timedelta

import pytest

from data import commands, queries
from data.entities import Action, SituationPicture
from data.errors import NotAllowed, RuleBroken, Stale
from data.queries import PictureView
from data.storage import Store
from data.vocabulary import ActionStatus, PartKind, Verb
from tests import builders as b
from tests.conftest import Clock

STAFF, CHIEF = "stabsenhed", "projektchef"


@pytest.fixture
def incident(store: Store) -> int:
    return b.an_active_incident(store)


@pytest.fixture
def plan(store: Store, incident: int) -> int:
    """A plan with a situation and an action."""
    found = b.plan_of(store, incident)
    b.a_part(store, found)
    b.an_action(store, incident)
    return found


def view(store: Store, number: int, role: str = "aab") -> PictureView:
    found = queries.picture(store, b.hat(store, role), number)
    assert found is not None
    return found


def test_a_plan_has_one_working_copy_that_several_write_in(store: Store, plan: int, clock: Clock) -> None:
    made = b.a_picture(store, plan)
    clock.turn(minutes=3)
    again = b.a_picture(store, plan, version=1, outlook="Roligt i morgen.", next_at=clock() + timedelta(hours=1))
    assert again == made
    (row,) = queries.pictures(store, b.hat(store, "aab"), plan=plan)
    assert (row.number, row.version, row.approved_at, row.at) == (1, 2, None, clock())
    assert row.texts["outlook"].body == "Roligt i morgen."
    assert row.next_at == clock() + timedelta(hours=1)


def test_who_comes_late_is_told_and_nothing_is_lost(store: Store, plan: int) -> None:
    b.a_picture(store, plan)
    for number, version in ((1, 0), (1, 2), (2, 0), (2, 1)):
        with b.refused(store, Stale, "stale", role=STAFF):
            b.a_picture(store, plan, number, version=version, changes="Noget andet.")


def test_a_working_copy_says_something_and_is_next_updated_later(store: Store, plan: int) -> None:
    with b.refused(store, RuleBroken, "picture-empty", field="changes"):
        b.a_picture(store, plan, changes="", questions=" ")
    with b.refused(store, RuleBroken, "next-in-the-past", field="next_at"):
        b.a_picture(store, plan, next_at=store.clock())
    with b.refused(store, RuleBroken, "personal-text", field="withheld"):
        b.a_picture(store, plan, withheld="Ring til 12 34 56 78.")
    with b.refused(store, NotAllowed, "not-allowed", verb=Verb.WRITE_PLAN):
        b.a_picture(store, plan, role=CHIEF)


def test_approved_it_holds_the_plan_as_it_stood_whatever_happens_later(
    store: Store, plan: int, incident: int, clock: Clock
) -> None:
    picture = b.an_approved_picture(store, plan)
    at = clock()
    clock.turn(minutes=10)
    b.a_part(store, plan, revision=1, text="Alt er roligt.", proportions=b.proportions(store, 0, 0))
    commands.accept_action(store, b.hat(store, "aab"), seen=b.seen(store, Action, 1))
    b.an_action(store, incident)
    found = view(store, picture)
    assert (found.row.approved_at, found.row.approved_role, found.row.approved_party) == (at, CHIEF, "helhedsplan")
    assert found.situation.body == "Tre containere brændte ved midnat."
    assert (found.frozen["involved_from"], found.frozen["involved_to"], found.frozen["risk"]) == (15, 20, "medium")
    (action,) = found.frozen["actions"]
    assert (action["number"], action["status"], action["party"]) == (1, "proposed", "aab")
    assert found.said[action["what"]].body == "Øget opsyn fra ejendomsdriften"
    (fact,) = found.frozen["facts"]
    assert found.said[fact["what"]].body == "Brand i tre containere kl. 21.40"


def test_an_approved_picture_is_locked_and_the_next_one_has_the_next_number(store: Store, plan: int) -> None:
    picture = b.an_approved_picture(store, plan)
    with b.refused(store, Stale, "stale", role=CHIEF):
        b.a_picture(store, plan, 1, version=2)
    with b.refused(store, RuleBroken, "picture-approved"):
        commands.approve_picture(store, b.hat(store, CHIEF), seen=b.seen(store, SituationPicture, picture), revision=1)
    b.a_picture(store, plan, 2)
    rows = queries.pictures(store, b.hat(store, "aab"), plan=plan)
    assert [(row.number, row.approved_at is not None) for row in rows] == [(2, False), (1, True)]


def test_it_is_approved_by_those_who_may_and_as_they_saw_it(store: Store, plan: int) -> None:
    shown = b.seen(store, SituationPicture, b.a_picture(store, plan))
    with b.refused(store, NotAllowed, "not-allowed", verb=Verb.APPROVE_PICTURE):
        commands.approve_picture(store, b.hat(store, "aab"), seen=shown, revision=1)
    b.a_part(store, plan, revision=1, text="Brandene er slukket.")
    with b.refused(store, Stale, "stale", role=STAFF):
        commands.approve_picture(store, b.hat(store, CHIEF), seen=shown, revision=1)
    b.a_picture(store, plan, version=1)
    with b.refused(store, Stale, "stale", role=STAFF):
        commands.approve_picture(store, b.hat(store, CHIEF), seen=shown, revision=2)


def test_a_picture_of_a_situation_that_nobody_has_written_is_not_approved(store: Store) -> None:
    plan = b.plan_of(store, b.an_active_incident(store))
    shown = b.seen(store, SituationPicture, b.a_picture(store, plan))
    with b.refused(store, RuleBroken, "situation-not-written"):
        commands.approve_picture(store, b.hat(store, CHIEF), seen=shown, revision=0)


def test_what_has_changed_since_the_last_one_is_read_from_the_plan(
    store: Store, plan: int, incident: int, clock: Clock
) -> None:
    staff = b.hat(store, STAFF)
    assert queries.changed_since(store, staff, plan=plan) is None
    b.an_approved_picture(store, plan)
    since = queries.changed_since(store, staff, plan=plan)
    assert since is not None
    assert not since.changes.any
    clock.turn(minutes=5)
    b.a_part(store, plan, revision=1, proportions=b.proportions(store, 5, 5))
    commands.accept_action(store, b.hat(store, "aab"), seen=b.seen(store, Action, 1))
    b.tell(store, 1, ActionStatus.IN_PROGRESS)
    since = queries.changed_since(store, staff, plan=plan)
    assert since is not None
    assert (since.number, since.changes.involved, since.changes.risk) == (1, (5, 5), None)
    (moved,) = since.changes.actions
    assert (moved.number, moved.before, moved.after) == (1, "proposed", "in_progress")


def test_an_action_about_individuals_is_marked_in_what_is_frozen(store: Store, plan: int, incident: int) -> None:
    """R46: whoever makes a document of it tells its status alone."""
    b.an_action(store, incident, role="lokalraad-politi", entry="P1", party="politi", what="Samtaler")
    picture = b.an_approved_picture(store, plan)
    marked = {one["entry"]: one["person_related"] for one in view(store, picture).frozen["actions"]}
    assert marked == {"O2": False, "P1": True}
    assert queries.part(store, b.hat(store, "aab"), plan, PartKind.SITUATION).revision == 1
