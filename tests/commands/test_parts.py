"""The parts are written by the staff unit, and changed by proposal for everybody else (R30, R33-R35; 6.6)."""

from typing import Any

import pytest

from data import commands, queries
from data.entities import ChangeProposal, LogLine
from data.errors import NotAllowed, RuleBroken, Stale
from data.queries import ProposalRow
from data.rules.parts import UNKNOWN, Involved
from data.storage import Seen, Store, verify
from data.vocabulary import PartKind, PartState, Risk, Verb
from tests import builders as b
from tests.conftest import Clock

STAFF, POLICE = "stabsenhed", "lokalraad-politi"


@pytest.fixture
def draft(store: Store) -> int:
    """A plan that has just come with its incident's activation."""
    return b.plan_of(store, b.an_active_incident(store))


@pytest.fixture
def written(store: Store, draft: int) -> int:
    """A plan whose situation is written."""
    b.a_part(store, draft)
    return draft


def situation(store: Store, plan: int) -> queries.PartRow:
    return queries.part(store, b.hat(store, "aab"), plan, PartKind.SITUATION)


def proposal(store: Store, number: int) -> ProposalRow:
    found = queries.proposal(store, b.hat(store, "aab"), number)
    assert found is not None
    return found[1]


def seen(store: Store, number: int) -> Seen:
    return b.seen(store, ChangeProposal, number)


def take(store: Store, number: int, revision: int, **other: Any) -> int:
    return commands.take_change(store, b.hat(store, STAFF), seen=seen(store, number), revision=revision, **other)


# -- what a part holds


@pytest.mark.parametrize("involved", [UNKNOWN, Involved(15, 15), Involved(15, 20), Involved(0, 0)])
def test_a_situation_keeps_how_many_how_likely_why_and_when(store: Store, draft: int, involved: Involved) -> None:
    b.a_part(store, draft, proportions=b.proportions(store, involved.low, involved.high))
    found = situation(store, draft)
    assert (found.involved, found.risk, found.risk_reason.body) == (involved, Risk.MEDIUM, "Flere er på vej.")
    assert found.as_of == store.clock()


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"low": 20, "high": 15}, "interval-reversed", "involved"),
        ({"low": -3, "high": 15}, "not-a-number", "involved"),
        ({"risk": None}, "choose-risk", "risk"),
        ({"reason": ""}, "say-why", "risk_reason"),
        ({"reason": "Han bor 2. tv."}, "personal-text", "risk_reason"),
        ({"as_of": None}, "no-time", "as_of"),
    ],
)
def test_a_situation_without_its_answers_is_refused_and_keeps_nothing(
    store: Store, draft: int, other: dict[str, Any], code: str, field: str
) -> None:
    with b.refused(store, RuleBroken, code, field=field):
        b.a_part(store, draft, proportions=b.proportions(store, **other))
    with b.refused(store, RuleBroken, "say-involved", field="involved"):
        b.a_part(store, draft, proportions=None)


def test_an_unknown_risk_needs_no_reason(store: Store, draft: int) -> None:
    b.a_part(store, draft, proportions=b.proportions(store, None, None, risk=Risk.UNKNOWN, reason=""))
    assert (situation(store, draft).risk, situation(store, draft).risk_reason.id) == (Risk.UNKNOWN, 0)


def test_a_purpose_has_a_target_group_of_the_plan_file_or_is_not_relevant(store: Store, draft: int) -> None:
    purpose = {"kind": PartKind.PURPOSE, "text": "Ro i området."}
    with b.refused(store, RuleBroken, "no-target-groups", field="target_groups"):
        b.a_part(store, draft, target_groups=(), **purpose)
    with b.refused(store, RuleBroken, "unknown-code", field="target_groups"):
        b.a_part(store, draft, target_groups=("naboer",), **purpose)
    b.a_part(store, draft, target_groups=("unge", "beboere"), **purpose)
    assert queries.part(store, b.hat(store, "aab"), draft, PartKind.PURPOSE).target_groups == ("beboere", "unge")
    b.a_part(store, draft, revision=1, state=PartState.NOT_RELEVANT, target_groups=(), **purpose)


def test_what_is_not_relevant_holds_no_answers(store: Store, written: int) -> None:
    b.a_part(store, written, revision=1, state=PartState.NOT_RELEVANT, text="Ingen ved noget endnu.")
    found = situation(store, written)
    assert (found.state, found.involved, found.risk, found.as_of) == (PartState.NOT_RELEVANT, None, None, None)


def test_every_revision_can_be_read_with_who_and_when(store: Store, written: int, clock: Clock) -> None:
    clock.turn(minutes=6)
    b.a_part(store, written, revision=1, text="Fire containere.", proportions=b.proportions(store, None, None))
    rows = queries.revisions(store, b.hat(store, "aab"), written, PartKind.SITUATION)
    assert [(r.revision, r.text.body) for r in rows] == [
        (2, "Fire containere."), (1, "Tre containere brændte ved midnat."),
    ]  # fmt: skip
    assert [r.involved for r in rows] == [UNKNOWN, Involved(15, 20)]
    assert {r.role for r in rows} == {STAFF}


# -- proposals


def test_the_police_propose_and_do_not_write(store: Store, written: int) -> None:
    """Step 26 of the walk (R30)."""
    with b.refused(store, NotAllowed, "not-allowed", verb=Verb.WRITE_PLAN):
        b.a_part(store, written, POLICE, revision=1)
    number = b.a_proposal(store, written, revision=1)
    found = proposal(store, number)
    assert (found.kind, found.revision, found.role, found.taken) == (PartKind.SITUATION, 1, POLICE, None)
    assert (found.text.body, found.reason.body) == ("Fire containere brændte ved midnat.", "Talt på stedet.")
    assert situation(store, written).revision == 1


def test_a_proposal_says_something_else_than_what_stands(store: Store, written: int) -> None:
    with b.refused(store, RuleBroken, "nothing-changed", field="text"):
        b.a_proposal(store, written, revision=1, text=" Tre containere brændte ved midnat. ")
    with b.refused(store, RuleBroken, "part-fills-itself"):
        b.a_proposal(store, written, kind=PartKind.ACTIONS)
    with b.refused(store, Stale, "stale"):
        b.a_proposal(store, written, revision=7)
    with b.refused(store, RuleBroken, "personal-text", field="text"):
        b.a_proposal(store, written, revision=1, text="Han bor 2. tv.")


def test_taken_over_it_is_a_revision_by_the_writer_with_the_same_text(store: Store, written: int) -> None:
    number = b.a_proposal(store, written, revision=1)
    assert take(store, number, 1) == 2
    found, answered = situation(store, written), proposal(store, number)
    assert (found.revision, found.role, found.text) == (2, STAFF, answered.text)
    assert (found.involved, found.risk_reason.body) == (Involved(15, 20), "Flere er på vej.")
    assert (answered.taken, answered.answered_role, answered.answered_at) == (True, STAFF, store.clock())
    line = b.last_line(store)
    assert (line.verb, line.subject_id) == (Verb.ANSWER_CHANGE, number)
    with store.whole() as session:
        assert verify(session).whole


def test_it_is_not_taken_over_a_text_that_its_proposer_never_saw(store: Store, written: int) -> None:
    number = b.a_proposal(store, written, revision=1)
    b.a_part(store, written, revision=1, text="Brandene er slukket.")
    with b.refused(store, Stale, "stale", role=STAFF):
        take(store, number, 1)
    with b.refused(store, RuleBroken, "proposed-on-an-older-text"):
        take(store, number, 2)
    both = "Fire containere brændte; brandene er slukket."
    assert take(store, number, 2, text=both, proportions=b.proportions(store, 5, 5)) == 3
    assert (situation(store, written).text.body, situation(store, written).involved) == (both, Involved(5, 5))
    assert proposal(store, number).text.body == "Fire containere brændte ved midnat."


def test_onto_an_empty_part_it_is_taken_with_the_answers_that_are_missing(store: Store, draft: int) -> None:
    number = b.a_proposal(store, draft)
    with b.refused(store, RuleBroken, "say-involved", field="involved"):
        take(store, number, 0)
    assert take(store, number, 0, proportions=b.proportions(store)) == 1
    assert situation(store, draft).state is PartState.FILLED


def test_declined_it_says_why_and_changes_nothing_else(store: Store, written: int) -> None:
    number = b.a_proposal(store, written, revision=1)
    staff = b.hat(store, STAFF)
    with b.refused(store, RuleBroken, "text-missing", field="reason"):
        commands.decline_change(store, staff, seen=seen(store, number), reason=" ")
    shown = seen(store, number)
    commands.decline_change(store, staff, seen=shown, reason="Tallet er ikke bekræftet.")
    found = proposal(store, number)
    assert (found.taken, found.answer.body, situation(store, written).revision) == (
        False, "Tallet er ikke bekræftet.", 1,
    )  # fmt: skip
    with b.refused(store, Stale, "stale"):
        commands.decline_change(store, staff, seen=shown, reason="Nej.")
    with b.refused(store, RuleBroken, "change-answered"):
        take(store, number, 1)


def test_nothing_is_proposed_or_answered_in_a_closed_plan(store: Store) -> None:
    plan = b.a_plan_ready_to_close(store)
    b.a_part(store, plan)
    number = b.a_proposal(store, plan, revision=1)
    commands.close(store, b.hat(store, "projektchef"), seen=b.seen(store, b.ActionPlan, plan))
    with b.refused(store, RuleBroken, "closed"):
        b.a_proposal(store, plan, revision=1)
    with b.refused(store, RuleBroken, "closed"):
        take(store, number, 1)


def test_what_the_log_says_of_a_part_is_numbers_and_codes(store: Store, written: int) -> None:
    with store.whole() as session:
        line = session.get_one(LogLine, store.revision())
    assert '"involved":[15,20]' in line.facts
    assert "containere" not in line.facts
