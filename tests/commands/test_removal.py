"""The end of keeping: what may be deleted when, what goes with it, and that the log still verifies (domain.md 2.8)."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from data import commands, queries
from data.entities import (
    Action,
    ActionPlan,
    Archive,
    BoardPin,
    Entity,
    Holding,
    Incident,
    LogLine,
    Matter,
    Person,
    Report,
    Submission,
    Text,
)
from data.errors import NotAllowed, RuleBroken, Stale
from data.rules.stubs import BLANK
from data.storage import Store, log, names, removal, verify
from data.storage.names import RETIRED
from data.vocabulary import Response, Subject, Verb
from tests import builders as b
from tests.storage.test_purge import SECRET, holds

REMAINING = {"log", "texts", "people", "holdings", "standing_plans", "archives", "board_pins"}
"""Tables that still hold a row when the only incident has gone."""


def a_matter(store: Store, incident: int) -> int:
    """A matter that began as this report, and was settled by a line that belongs to no incident."""
    with store.changing(b.hat(store, "projektchef")) as change:
        found = change.get(Incident, incident)
        matter = change.add(
            Matter(
                number=1, forum="lokalraad", what_id=change.text("what", "Støj ved kiosken."), incident_id=incident,
                at=change.now, person_id=None, role="projektchef", party=None,
            )
        )  # fmt: skip
        change.log(Verb.RAISE_MATTER, Subject.MATTER, matter.id, incident=found)
        matter.outcome_id, matter.settled_at = change.text("outcome", "Der sættes lys op."), change.now
        change.log(Verb.SETTLE_MATTER, Subject.MATTER, matter.id)
        return matter.id


def a_rich_incident(store: Store) -> int:
    """A closed incident with rows in many tables, another one merged into it, and a guest; its id."""
    incident = b.an_active_incident(store, what=SECRET)
    again = b.an_incident(store)
    b.a_guest(store, incident)
    b.a_seat(store, b.a_running_meeting(store, incident))
    b.end_meeting(store, 1)
    plan = b.a_plan_ready_to_close(store, incident)
    b.a_proposal(store, plan, revision=b.a_part(store, plan))
    b.an_approved_picture(store, plan)
    b.a_sent_message(store, plan)
    b.an_audience(store, plan)
    b.a_speaker(store, plan)
    b.a_question(store, plan)
    commands.pin_board(store, b.hat(store, "projektchef"), incident=incident)
    commands.merge(store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, again), into=incident)
    commands.close(store, b.hat(store, "projektchef"), "luk", seen=b.seen(store, ActionPlan, plan))
    a_matter(store, again)
    return incident


def a_closed_incident(store: Store) -> int:
    """The id of an incident that closed without a plan."""
    incident = b.an_active_incident(store, response=Response.INFORM, what=SECRET)
    b.inform_all(store, incident)
    commands.close_informed(
        store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, incident), reason="Alle ved det."
    )
    return incident


def delete(store: Store, archive: int, number: int | None = 1, key: str | None = None) -> int:
    return commands.delete_incident(store, b.named(store), key, seen=b.seen(store, Archive, archive), number=number)


def whole(store: Store) -> bool:
    with store.whole() as session:
        verdict = verify(session, log.head(session))
    assert verdict.whole, verdict
    return True


def filled(store: Store) -> set[str]:
    """The tables that hold a row."""
    with store.whole() as session:
        counted = {t.name: session.scalar(select(func.count()).select_from(t)) for t in Entity.metadata.sorted_tables}
    return {name for name, count in counted.items() if count}


def test_a_deleted_incident_leaves_stubs_and_nothing_else_and_the_chain_holds(store: Store) -> None:
    incident = a_rich_incident(store)
    before = filled(store)
    archive = b.a_proposed_deletion(store, incident)
    assert {"mails", "messages", "merges", "matters", "situation_pictures", "invitations"} <= before
    head = store.revision()
    assert whole(store)
    assert delete(store, archive) == archive
    assert whole(store)
    assert filled(store) == REMAINING
    with store.whole() as session:
        stubs = session.scalars(select(LogLine).where(LogLine.removed_by.is_not(None))).all()
        line = session.get_one(LogLine, head + 1)
        assert {name: getattr(stub, name) for stub in stubs for name in BLANK} == BLANK
        assert {stub.removed_by for stub in stubs} == {line.seq}
        assert (line.verb, line.incident_id, line.exercise) == (Verb.DELETE_INCIDENT, None, False)
        said = json.loads(line.facts)
        assert (said["number"], said["beside"], said["lines"]) == (1, [2], len(stubs))
        assert said["texts"] == session.scalar(select(func.count(Text.id)).where(Text.redacted_by == line.seq))
        assert session.scalars(select(Text.id).where(Text.body.is_not(None))).all() == []
        gone = session.get_one(Archive, archive)
        assert (gone.incident_id, gone.incident_number, gone.deleted_at) == (0, 1, store.clock())
        assert set(session.scalars(select(BoardPin.incident_id))) == {None}
    if store.engine.dialect.name == "sqlite":
        assert not holds(store, SECRET)


def test_the_guest_of_a_deleted_incident_is_a_function_and_nothing_more(store: Store) -> None:
    incident = a_rich_incident(store)
    with store.whole() as session:
        guest = session.scalars(select(Holding.person_id).where(Holding.incident_id == incident)).one()
    delete(store, b.a_proposed_deletion(store, incident))
    row = b.row_of(store, Person, guest)
    assert (row.username, row.display) == (f"{RETIRED}{guest}", store.plan().roles["brandvaesen"].title)


def test_another_incident_stays_as_it_was(store: Store) -> None:
    other = b.an_active_incident(store, what="Hærværk ved skolen.")
    stays = b.an_accepted_action(store, other)
    incident = a_closed_incident(store)
    lines = [row.seq for row in queries.history(store, b.hat(store, "projektchef"), other)]
    delete(store, b.a_proposed_deletion(store, incident), number=2)
    history = queries.history(store, b.hat(store, "projektchef"), other)
    assert [row.seq for row in history] == lines
    assert all(said.body for row in history for said in row.texts.values())
    assert b.row_of(store, Action, stays).incident_id == other
    assert queries.history(store, b.hat(store, "projektchef"), incident) == []
    assert whole(store)


def test_what_one_plan_covers_goes_together_or_not_at_all(store: Store) -> None:
    first, second = b.an_active_incident(store), b.an_active_incident(store, response=Response.INFORM)
    plan = b.plan_of(store, first)
    commands.cover_incident(store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, plan), incident=second)
    b.a_plan_ready_to_close(store, first)
    b.inform_all(store, second)
    commands.close(store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, plan))
    with store.whole() as session:
        assert removal.together(session, second) == (first, second)
    b.years_later(store)
    archive, by = b.an_archive(store, first, received=True), b.named(store)
    with b.refused(store, RuleBroken, "no-archive"):
        commands.propose_deletion(store, by, seen=b.seen(store, Archive, archive))
    b.an_archive(store, second, received=True)
    commands.propose_deletion(store, by, seen=b.seen(store, Archive, archive))
    delete(store, archive)
    assert filled(store) <= REMAINING
    assert whole(store)


def test_a_number_is_never_given_again(store: Store) -> None:
    """Nor is the row's id taken for the one that went, which SQLite gives away again."""
    incident = a_closed_incident(store)
    archive = b.a_proposed_deletion(store, incident)
    delete(store, archive)
    again = b.an_incident(store)
    assert b.row_of(store, Incident, again).number == 2
    assert b.row_of(store, Archive, archive).incident_id != again
    assert [row.verb for row in queries.history(store, b.hat(store, "projektchef"), again)] == [Verb.REPORT]
    assert whole(store)


def test_a_text_that_was_removed_before_stays_accounted_for(store: Store) -> None:
    incident = a_closed_incident(store)
    commands.redact(store, b.hat(store, "projektchef"), text=b.row_of(store, Incident, incident).what_id)
    delete(store, b.a_proposed_deletion(store, incident))
    assert whole(store)


def test_the_second_click_finds_it_done(store: Store) -> None:
    archive = b.a_proposed_deletion(store, a_closed_incident(store))
    shown, by = b.seen(store, Archive, archive), b.named(store)
    assert commands.delete_incident(store, by, "nøgle", seen=shown, number=1) == archive
    before = b.standing(store)
    assert commands.delete_incident(store, by, "nøgle", seen=shown, number=1) == archive
    assert b.standing(store) == before
    with b.refused(store, NotAllowed, "unknown"):
        delete(store, archive)


Obstruct = Callable[[Store, int], int]


def _open(store: Store, incident: int) -> int:
    """No command archives what goes on; a row that says so all the same stops nothing from being kept."""
    going = b.an_incident(store)
    with store.changing(b.hat(store, "stabsenhed")) as change:
        found = change.get(Incident, going)
        made = change.add(
            Archive(
                incident_id=going, incident_number=found.number, exercise=False, digest="a" * 64,
                revision=change.head.seq, received_at=change.now, at=change.now, person_id=None, role="stabsenhed",
                party="kommune",
            )
        )  # fmt: skip
        change.log(Verb.ARCHIVE, Subject.ARCHIVE, made.id, incident=found, digest=made.digest)
        return made.id


def _young(store: Store, incident: int) -> int:
    b.later(store, days=5 * 365 - 2)
    return b.an_archive(store, incident, received=True)


def _not_received(store: Store, incident: int) -> int:
    b.years_later(store)
    return b.an_archive(store, incident)


def _older_than_a_removal(store: Store, incident: int) -> int:
    archive = b.deletable(store, incident)
    commands.redact(store, b.hat(store, "projektchef"), text=1)
    return archive


STOPS: list[tuple[Obstruct, str]] = [
    (_open, "still-open"),
    (_young, "kept-longer"),
    (_not_received, "archive-not-received"),
    (_older_than_a_removal, "archive-too-old"),
]


@pytest.mark.parametrize(("obstruct", "code"), STOPS)
def test_nothing_is_proposed_before_its_time_or_without_a_whole_archive(
    lite: Store, obstruct: Obstruct, code: str
) -> None:
    archive, by = obstruct(lite, a_closed_incident(lite)), b.named(lite)
    with b.refused(lite, RuleBroken, code):
        commands.propose_deletion(lite, by, seen=b.seen(lite, Archive, archive))


def test_an_exercise_waits_for_its_evaluation_and_for_nothing_else(store: Store) -> None:
    """The shipped plan keeps exercises until they are evaluated."""
    incident = b.an_active_incident(store, response=Response.INFORM, exercise=True)
    chief, by = b.hat(store, "projektchef"), b.named(store)
    b.inform_all(store, incident)
    commands.close_informed(store, chief, seen=b.seen(store, Incident, incident), reason="Slut.")
    b.later(store, days=9000)
    archive = b.an_archive(store, incident, received=True)
    with b.refused(store, RuleBroken, "exercise-not-evaluated"):
        commands.propose_deletion(store, by, seen=b.seen(store, Archive, archive))
    commands.mark_evaluated(store, chief, seen=b.seen(store, Incident, incident))
    archive = b.an_archive(store, incident, received=True)
    commands.propose_deletion(store, b.named(store), seen=b.seen(store, Archive, archive))
    delete(store, archive)
    assert b.row_of(store, Archive, archive).exercise
    assert b.last_line(store).exercise


def test_a_proposal_is_a_named_persons_and_may_be_taken_back(store: Store) -> None:
    archive = b.deletable(store, a_closed_incident(store))
    nobody = b.hat(store, "stabsenhed")
    with b.refused(store, RuleBroken, "nobody-named"):
        commands.propose_deletion(store, nobody, seen=b.seen(store, Archive, archive))
    by = b.named(store)
    with b.refused(store, RuleBroken, "not-proposed"):
        delete(store, archive)
    commands.propose_deletion(store, by, seen=b.seen(store, Archive, archive))
    assert b.row_of(store, Archive, archive).proposed_by == by.person
    stale = b.seen(store, Archive, archive)
    commands.withdraw_deletion(store, by, seen=stale)
    with b.refused(store, RuleBroken, "not-proposed"):
        delete(store, archive)
    with b.refused(store, Stale):
        commands.withdraw_deletion(store, by, seen=stale)
    assert b.last_line(store).word is Verb.WITHDRAW_DELETION
    assert b.row_of(store, Archive, archive).proposed_by is None


def test_the_number_is_typed_once_more(store: Store) -> None:
    archive = b.a_proposed_deletion(store, a_closed_incident(store))
    for wrong in (None, 2, 0):
        with b.refused(store, RuleBroken, "other-number", field="number"):
            delete(store, archive, number=wrong)
    delete(store, archive)


def test_every_table_that_points_at_an_incident_or_a_plan_is_decided_about() -> None:
    """A column that may be empty could also just forget: whoever adds one says which."""
    links = {(table.name, column.name) for table, column, _ in removal._links() if column.nullable}
    assert links == {
        ("decisions", "action_id"), ("decisions", "corrects_id"),
        ("decisions", "meeting_id"), ("facts", "report_id"), ("holdings", "incident_id"), ("incidents", "plan_id"),
        ("invitations", "meeting_id"), ("links", "invitation_id"), ("mails", "meeting_id"), ("matters", "incident_id"),
        ("messages", "corrects_id"), ("messages", "rebuts_id"), ("questions", "meeting_id"),
    }  # fmt: skip


def test_every_table_is_reached_or_named_as_kept() -> None:
    reached = {table.name for table, _, _ in removal._links()} | {"incidents", "action_plans"}
    others = {
        "account_mails", "archives", "board_pins", "call_tests", "contact_confirmations", "departures", "pairings",
        "recovery_codes", "screens", "submissions", "tried_calls",
    }  # fmt: skip
    assert {table.name for table in Entity.metadata.sorted_tables} == reached | removal.KEPT | others


# -- names become functions


@pytest.fixture
def six_months(store: Store) -> Store:
    text = store.plan().text
    field = "navne_til_funktion_måneder:"
    assert field in text
    given = b.a_changed_plan(store, **{field: f"{field} 6"})
    commands.take_plan(store, b.hat(store, "administrator"), **given)
    return store


def before(store: Store) -> datetime:
    return store.clock() - timedelta(days=190)


def test_without_an_agreed_time_no_name_becomes_a_function(store: Store) -> None:
    with b.refused(store, RuleBroken, "names-not-agreed"):
        commands.retire_names(store, b.administrator(store), people=(), before=before(store))


def test_a_closed_account_becomes_its_function(six_months: Store) -> None:
    store = six_months
    person = b.a_person(store, "stabsenhed", "kim", display="Natlig vagt", email="kim@example.dk")
    b.a_password(store, person)
    commands.sign_in(store, "kim", b.PASSWORD)
    commands.disable_account(store, b.administrator(store), person=person)
    by = b.administrator(store)
    with b.refused(store, RuleBroken, "not-retiring"):
        commands.retire_names(store, by, people=(person,), before=before(store))
    b.later(store, days=200)
    with b.refused(store, RuleBroken, "too-early"):
        commands.retire_names(store, by, people=(person,), before=store.clock())
    commands.retire_names(store, by, people=(person,), before=before(store))
    row = b.row_of(store, Person, person)
    assert (row.username, row.display, row.email, row.password_hash) == (f"#{person}", "Stabsenhed", None, None)
    assert whole(store)
    with b.refused(store, RuleBroken, "not-retiring"):
        commands.retire_names(store, by, people=(person,), before=before(store))
    if store.engine.dialect.name == "sqlite":
        assert not holds(store, "kim@example.dk")
        assert not holds(store, "Natlig vagt")


def test_an_account_in_use_keeps_its_name_and_its_old_rows_forget_it(six_months: Store) -> None:
    store = six_months
    person = b.a_person(store, "aab", "driften")
    incident = commands.report(store, b.hat(store, "aab", person), **b.a_report(store))
    b.later(store, days=200)
    young = commands.report(store, b.hat(store, "aab", person), **b.a_report(store))
    with store.whole() as session:
        assert names.retiring(session, before(store)) == []
        assert names.unforgotten(session, before(store)) > 0
    commands.retire_names(store, b.administrator(store), people=(), before=before(store))
    assert b.row_of(store, Person, person).username == "driften"
    with store.whole() as session:
        makers = dict(session.execute(select(Report.incident_id, Report.person_id)).all())
        assert makers == {incident: None, young: person}
        assert names.unforgotten(session, before(store)) == 0
    assert whole(store)
    with b.refused(store, RuleBroken, "nothing-to-retire"):
        commands.retire_names(store, b.administrator(store), people=(), before=before(store))


def test_nobody_signs_in_or_takes_the_name_of_a_retired_account(six_months: Store) -> None:
    store = six_months
    person = b.a_person(store, "stabsenhed", "kim")
    commands.disable_account(store, b.administrator(store), person=person)
    b.later(store, days=200)
    commands.retire_names(store, b.administrator(store), people=(person,), before=before(store))
    with b.refused(store, RuleBroken, "bad-username"):
        b.a_person(store, "stabsenhed", f"#{person}")
    assert b.a_person(store, "stabsenhed", "kim") != person
    with store.whole() as session:
        assert session.scalar(select(func.count(Submission.key))) == 0
