"""A plan is agreed, each party takes a stance, it comes into force; what has changed since is told (R23, R31, R43)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from data import commands, queries
from data import plan as plan_files
from data.entities import Action, ActionPlan, PlanAgreement, PlanEdition
from data.errors import NotAllowed, RuleBroken, Stale
from data.rules.agreement import Changes, Stop
from data.storage import Seen, Store
from data.vocabulary import ActionStatus, Affected, Mandate, PartKind, PlanState, Stance, Verb
from tests import builders as b
from tests.conftest import BEGIN, Clock

CHIEF = "projektchef"
NO = "Vi har ingen vagter i weekenden."


@pytest.fixture
def draft(store: Store) -> int:
    """A plan that has just come with its incident's activation."""
    return b.plan_of(store, b.an_active_incident(store))


def view(store: Store, plan: int, role: str = CHIEF) -> queries.PlanView:
    found = queries.plan(store, b.hat(store, role), plan)
    assert found is not None
    return found


def agreement(store: Store, plan: int, role: str = CHIEF) -> queries.AgreementView:
    found = queries.agreement(store, b.hat(store, role), plan=plan)
    assert found is not None
    return found


def last_line(store: Store, plan: int) -> queries.LineRow:
    incident = view(store, plan).incidents[0][0]
    return queries.history(store, b.hat(store, CHIEF), incident)[0]


def put_in_force(store: Store, plan: int, role: str = CHIEF, **other: Any) -> int:
    given = {"seen": b.seen(store, ActionPlan, plan), "ends_at": b.ahead(store, days=2)}
    return commands.put_in_force(store, b.hat(store, role), **(given | other))


def test_without_an_end_time_it_is_agreed_and_with_one_it_comes_into_force(store: Store, draft: int) -> None:
    assert b.agree(store, draft, ends_at=None) == 1
    found = view(store, draft, "boligselskab")
    assert (found.state, found.edition, found.ends_at) == (PlanState.AGREED, 1, None)
    assert found.agreed == ("politi", "kommune", "aab")
    assert last_line(store, draft).verb is Verb.AGREE
    assert [stop.code for stop in agreement(store, draft).stops if stop.until is not PlanState.CLOSED] == [
        "no-end-time"
    ]
    with b.refused(store, RuleBroken, "no-end-time", field="ends_at"):
        put_in_force(store, draft, ends_at=None)
    with b.refused(store, RuleBroken, "end-in-the-past", field="ends_at"):
        put_in_force(store, draft, ends_at=BEGIN)
    with b.refused(store, RuleBroken, "far-ahead", field="ends_at"):
        put_in_force(store, draft, ends_at=b.ahead(store, days=60))
    assert put_in_force(store, draft) == 1
    found = view(store, draft)
    assert (found.state, found.edition, found.ends_at) == (PlanState.IN_FORCE, 1, b.ahead(store, days=2))
    assert [(e.number, e.ends_at) for e in found.editions] == [(1, b.ahead(store, days=2))]
    assert agreement(store, draft).changes == Changes()
    with b.refused(store, RuleBroken, "plan-not-agreed", state=PlanState.IN_FORCE):
        put_in_force(store, draft)


def test_a_draft_is_not_put_in_force_past_the_parties(store: Store, draft: int) -> None:
    with b.refused(store, RuleBroken, "plan-not-agreed", state=PlanState.DRAFT):
        put_in_force(store, draft)
    closed = b.a_closed_plan(store)
    with b.refused(store, RuleBroken, "closed"):
        put_in_force(store, closed)


def test_a_plan_in_force_keeps_an_end_time(store: Store, draft: int) -> None:
    b.agree(store, draft)
    b.an_action(store, 1)
    with b.refused(store, RuleBroken, "no-end-time", field="ends_at"):
        b.agree(store, draft, ends_at=None)


def test_what_came_after_the_agreement_and_nobody_owns_stops_the_coming_into_force(store: Store, draft: int) -> None:
    known = b.an_action(store, 1, party=None)
    b.agree(store, draft, ends_at=None, confirmed_unowned=frozenset({known}))
    assert "unowned-actions" not in [stop.code for stop in agreement(store, draft).stops]
    later = b.an_action(store, 1, party=None)
    with b.refused(store, RuleBroken, "unowned-actions", actions=[later]):
        put_in_force(store, draft)
    commands.cancel_action(store, b.hat(store, CHIEF), seen=b.seen(store, Action, later), note="Dobbelt.")
    put_in_force(store, draft)


def test_each_party_agrees_has_a_reservation_in_words_or_was_not_represented(store: Store, draft: int) -> None:
    stances = {
        "politi": (Stance.AGREES, ""), "kommune": (Stance.AGREES, "bliver ikke gemt"), "aab": (Stance.RESERVES, NO),
        "boligselskab": (Stance.NOT_REPRESENTED, ""),
    }  # fmt: skip
    b.agree(store, draft, stances=stances)
    found = view(store, draft)
    rows = found.editions[-1].stances
    assert [(r.party, r.stance, r.note.body) for r in rows.values()] == [
        ("politi", Stance.AGREES, ""), ("kommune", Stance.AGREES, ""), ("aab", Stance.RESERVES, NO),
        ("boligselskab", Stance.NOT_REPRESENTED, ""),
    ]  # fmt: skip
    assert found.agreed == ("politi", "kommune")
    assert {(row.role, row.at) for row in rows.values()} == {(CHIEF, BEGIN)}
    line = last_line(store, draft)
    assert line.facts["stances"] == {party: stance.value for party, (stance, _) in stances.items()}
    assert line.texts["note-aab"].body == NO


@pytest.mark.parametrize(
    ("note", "code"), [("", "text-missing"), ("  ", "text-missing"), ("Ring 20930931", "personal-text")]
)
def test_a_reservation_says_what_and_names_nobody(store: Store, draft: int, note: str, code: str) -> None:
    stances = {"politi": (Stance.AGREES, ""), "aab": (Stance.RESERVES, note)}
    with b.refused(store, RuleBroken, code, field="note-aab"):
        b.agree(store, draft, stances=stances)
    b.agree(store, draft)
    with b.refused(store, RuleBroken, code, field="note"):
        b.answers_for_itself(store, draft, stance=Stance.RESERVES, note=note)


def test_a_mandatory_part_that_nobody_has_written_stops_it(store: Store) -> None:
    before = "obligatoriske_dele: [sluttidspunkt]"
    after = "obligatoriske_dele: [situation, indsatser, sluttidspunkt]"
    commands.load_plan(store, plan_files.parse(store.plan().text.replace(before, after)))
    plan = b.plan_of(store, b.an_active_incident(store))
    parts = [stop.part for stop in agreement(store, plan).stops if stop.code == "part-missing"]
    assert parts == [PartKind.SITUATION, PartKind.ACTIONS]
    with b.refused(store, RuleBroken, "part-missing", parts=(PartKind.SITUATION, PartKind.ACTIONS)):
        b.agree(store, plan, ends_at=None)
    b.a_part(store, plan)
    b.an_action(store, view(store, plan).incidents[0][0])
    b.agree(store, plan, ends_at=None)


def test_the_list_on_the_plan_says_what_stops_it(store: Store) -> None:
    incident = b.an_active_incident(store)
    plan = b.plan_of(store, incident)
    asked = [Stop("support-residents", PlanState.CLOSED), Stop("support-staff", PlanState.CLOSED)]
    end = Stop("no-end-time", PlanState.IN_FORCE)
    nobody = Stop("nobody-agreed", PlanState.AGREED)
    assert list(agreement(store, plan).stops) == [Stop("no-meeting", PlanState.AGREED), nobody, end, *asked]
    b.an_action(store, incident, party=None)
    meeting = b.a_running_meeting(store, incident)
    found = agreement(store, plan)
    assert list(found.stops) == [nobody, Stop("unowned-actions", PlanState.AGREED), end, *asked]
    assert (found.held_at, found.running, found.represented) == (store.clock(), True, ())
    b.a_seat(store, meeting, "aab")
    for about in Affected:
        commands.answer_support(store, b.hat(store, CHIEF), plan=plan, about=about, needed=False)
    found = agreement(store, plan)
    assert list(found.stops) == [Stop("unowned-actions", PlanState.AGREED), end]
    assert found.represented == ("aab",)


# -- a party answers for itself


def test_a_party_answers_from_its_own_browser_and_may_change_its_mind(store: Store, draft: int, clock: Clock) -> None:
    b.agree(store, draft)
    before = b.seen(store, ActionPlan, draft)
    clock.turn(minutes=3)
    number = b.answers_for_itself(store, draft, stance=Stance.RESERVES, note=NO)
    row = view(store, draft).editions[-1].stances["boligselskab"]
    assert (row.id, row.stance, row.note.body, row.role, row.at) == (
        number,
        Stance.RESERVES,
        NO,
        "boligselskab",
        clock(),
    )
    line = last_line(store, draft)
    assert (line.verb, line.party, line.facts["stance"]) == (Verb.TAKE_STANCE, "boligselskab", "reserves")
    assert b.answers_for_itself(store, draft) == number, "one mark a party"
    assert view(store, draft).agreed == ("politi", "kommune", "aab", "boligselskab")
    with b.refused(store, RuleBroken, "already-so"):
        b.answers_for_itself(store, draft)
    assert b.seen(store, ActionPlan, draft) == before, "the chair's open form is about something else"


def test_nobody_answers_for_another_party_nor_about_what_is_not_agreed(store: Store, draft: int) -> None:
    with b.refused(store, RuleBroken, "plan-not-agreed"):
        b.answers_for_itself(store, draft)
    b.agree(store, draft)
    with b.refused(store, NotAllowed, "not-allowed", verb=Verb.TAKE_STANCE):
        b.answers_for_itself(store, draft, party="politi")
    with b.refused(store, RuleBroken, "choose-stance", field="stance"):
        b.answers_for_itself(store, draft, stance=Stance.NOT_REPRESENTED)
    closed = b.a_closed_plan(store)
    with b.refused(store, RuleBroken, "closed"):
        b.answers_for_itself(store, closed)


def test_an_answer_to_an_edition_that_is_no_longer_the_newest_is_late(store: Store, draft: int, clock: Clock) -> None:
    b.agree(store, draft)
    clock.turn(minutes=1)
    b.agree(store, draft, ends_at=b.ahead(store, days=3))
    with b.refused(store, Stale, "stale", role=CHIEF, at=clock()):
        b.answers_for_itself(store, draft, edition=1)
    b.answers_for_itself(store, draft, edition=2)


def test_who_cannot_commit_the_party_agrees_and_its_mandate_is_awaited(store: Store, draft: int) -> None:
    b.agree(store, draft, parties=("politi",))
    guard = b.without_mandate(store)
    number = commands.take_stance(store, guard, plan=draft, edition=1, party="aab", stance=Stance.AGREES)
    assert view(store, draft).reserved == {"aab": number}
    assert last_line(store, draft).facts["reserved"] is True
    with b.refused(store, RuleBroken, "no-mandate"):
        commands.confirm_agreement(store, guard, agreement=number)
    commands.confirm_agreement(store, b.hat(store, "aab"), agreement=number)
    assert not view(store, draft).reserved
    commands.take_stance(store, guard, plan=draft, edition=1, party="aab", stance=Stance.RESERVES, note=NO)
    assert not view(store, draft).reserved, "a stance of reservation commits nobody"


def test_the_account_that_noted_it_does_not_lift_its_own_reservation_by_agreeing(store: Store) -> None:
    incident = b.an_active_incident(store)
    plan = b.plan_of(store, incident)
    b.a_seat(store, b.a_running_meeting(store, incident), "aab", mandate=Mandate.UNKNOWN, kind="stand_in")
    b.agree(store, plan, parties=("aab",))
    number = view(store, plan).reserved["aab"]
    person = b.a_person(store)
    with store.engine.begin() as connection:
        connection.execute(update(PlanAgreement).values(person_id=person, stance=Stance.RESERVES))
    mine = b.hat(store, "aab", person)
    commands.take_stance(store, mine, plan=plan, edition=1, party="aab", stance=Stance.AGREES)
    assert b.row_of(store, PlanAgreement, number).reserved


# -- what has changed since


def test_progress_is_no_change_and_what_is_promised_is(store: Store, draft: int) -> None:
    one, two, three = b.an_action(store, 1), b.an_action(store, 1), b.an_action(store, 1, party=None)
    b.agree(store, draft, confirmed_unowned=frozenset({three}))
    commands.accept_action(store, b.hat(store, "aab"), seen=b.seen(store, Action, one))
    b.tell(store, one, ActionStatus.IN_PROGRESS)
    assert agreement(store, draft).changes == Changes()
    commands.describe_action(
        store, b.hat(store, CHIEF), seen=b.seen(store, Action, three), described=b.described(party="politi")
    )
    commands.cancel_action(store, b.hat(store, CHIEF), seen=b.seen(store, Action, two), note="Dobbelt.")
    four = b.an_action(store, 1)
    b.a_part(store, draft)
    found = agreement(store, draft)
    assert found.changes == Changes(parts=(PartKind.SITUATION,), added=(four,), changed=(three,), gone=(two,))
    assert found.numbers == {two: 2, three: 3, four: 4}
    assert found.edition == 1
    assert b.agree(store, draft) == 2
    assert agreement(store, draft).changes == Changes()


def test_what_has_not_changed_is_not_agreed_again(store: Store, draft: int) -> None:
    b.agree(store, draft)
    with b.refused(store, RuleBroken, "edition-unchanged"):
        b.agree(store, draft)
    b.agree(store, draft, ends_at=b.ahead(store, days=3))
    [first, second] = view(store, draft).editions
    assert first.parties == second.parties == ("politi", "kommune", "aab")


def test_another_incident_and_a_plan_of_communication_are_changes(store: Store, draft: int) -> None:
    b.agree(store, draft)
    other = b.an_active_incident(store)
    commands.cover_incident(store, b.hat(store, CHIEF), seen=b.seen(store, ActionPlan, draft), incident=other)
    assert agreement(store, draft).changes == Changes(incidents=(other,))


def test_an_extension_is_agreed_at_a_meeting_and_asks_about_the_end_time_alone(store: Store, draft: int) -> None:
    b.agree(store, draft)
    added = b.an_action(store, 1)
    later = b.ahead(store, days=4)
    commands.extend(
        store, b.hat(store, CHIEF), seen=b.seen(store, ActionPlan, draft), meeting_at=BEGIN - timedelta(minutes=2),
        ends_at=later, reason="Uroen fortsætter.",
        stances={"politi": (Stance.AGREES, ""), "aab": (Stance.RESERVES, NO)},
    )  # fmt: skip
    newest = view(store, draft).editions[-1]
    assert (newest.number, newest.meeting_at, newest.ends_at) == (2, BEGIN - timedelta(minutes=2), later)
    assert {party: row.stance for party, row in newest.stances.items()} == {
        "politi": Stance.AGREES, "aab": Stance.RESERVES,
    }  # fmt: skip
    assert agreement(store, draft).changes == Changes(added=(added,)), "what else has changed stays open"


def test_an_edition_of_an_older_version_held_nobody_knows_what(store: Store, draft: int) -> None:
    b.agree(store, draft)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE plan_editions SET contents = '{}'")
    assert agreement(store, draft).changes is None
    assert b.agree(store, draft) == 2
    assert b.row_of(store, PlanEdition, 2).contents


def test_the_agreement_is_read_by_whoever_may_read_the_plan(store: Store, draft: int) -> None:
    assert queries.agreement(store, b.hat(store, "ukendt"), plan=draft) is None
    assert queries.agreement(store, b.hat(store, CHIEF), plan=99) is None


def test_two_clicks_are_one_answer(store: Store, draft: int) -> None:
    b.agree(store, draft)
    by, given = b.hat(store, "boligselskab"), {"edition": 1, "party": "boligselskab", "stance": Stance.AGREES}
    first = commands.take_stance(store, by, "nøgle-1", plan=draft, **given)
    revision = store.revision()
    assert commands.take_stance(store, by, "nøgle-1", plan=draft, **given) == first
    assert store.revision() == revision


def test_a_plan_that_is_not_there_is_unknown(store: Store) -> None:
    for press in (
        lambda: b.agree(store, 1, seen=Seen(99, 1)),
        lambda: put_in_force(store, 1, seen=Seen(99, 1)),
        lambda: b.answers_for_itself(store, 99, edition=1),
    ):
        with pytest.raises((NotAllowed, AttributeError)):
            press()


def test_the_board_tells_what_is_agreed_from_what_is_in_force(store: Store) -> None:
    plan = b.an_agreed_plan(store)
    [one] = queries.board(store).running
    assert (one.agreed, one.in_force) == (True, False)
    put_in_force(store, plan)
    [one] = queries.board(store).running
    assert (one.agreed, one.in_force) == (False, True)
