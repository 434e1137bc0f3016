"""The agreement on the pages: one click from each answer, what stops it, what has changed; in two towns."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from components import look
from components.texts import t
from data import commands, queries
from data.rules import agenda
from data.storage import Seen
from data.vocabulary import Answer, DecisionKind, PartKind, PartState, PlanState, Response, Risk, Room, Stance, Verb
from tests.builders import a_plan_ready_to_close, a_report, hat
from tests.pages.test_mandates_and_notices import reading
from tests.pages.test_pages import PLANS, Town, everything_on, settled

NO = "Vi har ingen vagter i weekenden."


@pytest.fixture(params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Each test has a town of its own: they change it."""
    with settled(request.param, tmp_path_factory.mktemp(request.param)) as made:
        yield made


def plan_of(town: Town) -> queries.PlanView:
    """The exercise's plan."""
    [plan] = queries.plans(town.house.store, hat(town.house.store, town.plan.coordinator.code))
    return plan


def unanswered(town: Town) -> tuple[str, str]:
    """A role whose party has not answered yet, and the party."""
    plan = plan_of(town)
    for role in town.plan.roles.values():
        asked = role.permanent and role.may(Verb.TAKE_STANCE) and role.may(Verb.READ)
        if asked and role.party is not None and role.party not in plan.editions[-1].stances:
            return role.code, role.party
    raise AssertionError("the exercise leaves a party that has not answered")


def a_draft(town: Town) -> queries.PlanView:
    """A plan that nobody has agreed to."""
    store = town.house.store
    chief = hat(store, town.plan.coordinator.code)
    incident = commands.report(
        store, chief, **a_report(store, exercise=True, category=next(iter(town.plan.categories)))
    )
    [row] = [row for row in queries.incidents(store, chief) if row.id == incident]
    commands.assess(
        store, chief, seen=Seen(row.id, row.version), acute=Answer.YES, unrest=Answer.YES, response=Response.ACT,
        risk=Risk.LOW, sentence="Uro.",
    )  # fmt: skip
    commands.activate(store, chief, incident=incident)
    return next(plan for plan in queries.plans(store, chief) if plan.state is PlanState.DRAFT)


def test_a_party_agrees_in_one_click_from_the_overview(town: Town) -> None:
    role, party = unanswered(town)
    plan = plan_of(town)
    overview = reading(town, role, "overblik")
    overview.button(key=f"save-agrees-{plan.id}-task").click().run()
    assert not overview.exception
    assert plan_of(town).editions[-1].stances[party].stance is Stance.AGREES
    again = [button.key for button in reading(town, role, "overblik").button]
    assert f"save-agrees-{plan.id}-task" not in again


def test_a_reservation_stands_with_its_words_beside_the_mark(town: Town) -> None:
    role, party = unanswered(town)
    plan = plan_of(town)
    form = reading(town, role, "handlingsplan", formular=f"stance.{plan.id}.{plan.edition}.en-to-tre-fire")
    assert t("What is the reservation?") in [area.label for area in form.text_area]
    commands.take_stance(
        town.house.store, hat(town.house.store, role), plan=plan.id, edition=plan.edition, party=party,
        stance=Stance.RESERVES, note=NO,
    )  # fmt: skip
    assert plan_of(town).editions[-1].stances[party].note.body == NO
    said = everything_on(reading(town, town.plan.coordinator.code, "handlingsplan"))
    assert NO[:-1] in said
    assert look.STANCE[Stance.RESERVES].label in said


def test_the_plan_says_what_stops_it_and_where_to_mend_it(town: Town) -> None:
    plan = a_draft(town)
    role = town.plan.coordinator.code
    page = reading(town, role, "handlingsplan", plan=str(plan.id))
    said = everything_on(page)
    assert t("Before it is agreed and in force") in said
    assert t("No meeting about it has been held") in said
    assert t("A concrete end time is missing") in said
    for kind in town.plan.action_plan.mandatory:
        missing = t("{part} is missing", part=t(look.PART[kind]))
        assert (missing in said) is (kind.value != "end_time")
    keys = {button.key for button in page.button}
    assert {f"open-agree-{plan.id}", f"open-support_staff-{plan.id}-stop"} <= keys


def test_what_has_changed_since_is_told_on_the_plan(town: Town) -> None:
    store, chief = town.house.store, hat(town.house.store, town.plan.coordinator.code)
    plan = plan_of(town)
    commands.extend(
        store, chief, seen=Seen(plan.id, plan.version), meeting_at=store.clock(),
        ends_at=store.clock() + timedelta(days=3), reason="Uroen fortsætter.",
    )  # fmt: skip
    found = queries.agreement(store, chief, plan=plan.id)
    assert found is not None
    assert found.changes, "the exercise hands actions over and cancels one"
    said = everything_on(reading(town, chief.role, "handlingsplan"))
    assert t("Changed since edition {n}: {what}", n=2, what="") in said
    assert look.NO_STANCE.label in said, "everybody is asked about the later end time"
    assert "Uroen fortsætter" in said


def test_the_plan_waits_for_its_end_time(town: Town) -> None:
    plan = a_draft(town)
    store, chief = town.house.store, hat(town.house.store, town.plan.coordinator.code)
    writer = hat(store, town.plan.roles_with(Verb.WRITE_PLAN)[-1].code)
    for kind in set(town.plan.action_plan.mandatory) - {PartKind.END_TIME}:
        commands.write_part(
            store, writer, plan=plan.id, kind=kind, revision=0, state=PartState.NOT_RELEVANT, text="Det vides ikke.",
        )  # fmt: skip
    commands.agree(
        store, chief, seen=Seen(plan.id, plan.version), meeting_at=store.clock(),
        stances={chief.party or "": (Stance.AGREES, "")}, ends_at=None,
    )  # fmt: skip
    page = reading(town, chief.role, "handlingsplan", plan=str(plan.id))
    said = everything_on(page)
    assert t("Agreed, not in force: the end time is missing.") in said
    assert {f"open-put_in_force-{plan.id}", f"open-put_in_force-{plan.id}-stop"} <= {b.key for b in page.button}


def test_a_reservation_is_read_back_at_the_meeting_beside_what_was_agreed(town: Town) -> None:
    store, chief = town.house.store, hat(town.house.store, town.plan.coordinator.code)
    plan = plan_of(town)
    meeting = commands.call_meeting(
        store, chief, plan=plan.id, planned_at=store.clock(), chair=chief.role, place="Salen"
    )
    commands.start_meeting(store, chief, seen=Seen(meeting, 1))
    role, party = unanswered(town)
    commands.take_stance(
        store, hat(store, role), plan=plan.id, edition=plan.edition, party=party, stance=Stance.RESERVES, note=NO
    )
    found = queries.meeting(store, chief, meeting)
    assert found is not None
    points = agenda.agenda_of(town.plan, follow_up=found.row.follow_up)
    last = next(n for n in agenda.steps(points) if Room.SUMMARY in agenda.rooms_of(points, n))
    commands.next_item(store, chief, seen=Seen(meeting, found.row.version), item=last)
    said = everything_on(reading(town, chief.role, "moede", plan=str(plan.id)))
    assert t(look.DECISION[DecisionKind.STANCE]) in said
    assert NO[:-1] in said


def test_a_plan_that_may_close_says_apart_what_nobody_has_written(tmp_path: Path) -> None:
    with settled("shipped", tmp_path) as town:
        plan = a_plan_ready_to_close(town.house.store)
        said = reading(town, town.plan.coordinator.code, "handlingsplan", plan=str(plan))
    assert t("Nothing stops the closing.") in [one.value for one in said.success]
    told, _, rest = t(
        "Not written: {parts}. That does not stop the closing, and it stays so in the closed plan.", parts="|"
    ).partition("|")
    [warned] = [one.value for one in said.warning if one.value.startswith(told)]
    assert warned.endswith(rest)
