"""What may happen to an incident in each state (R4, R8, R24, R27, 6.13, 6.14)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import incidents
from data.vocabulary import Answer, IncidentState, Response, Verb

S = IncidentState
OPEN = {S.RECEIVED, S.ASSESSED, S.ACTIVE}
TABLE = {
    Verb.MARK_READ: {S.RECEIVED, S.ASSESSED}, Verb.ASSESS: OPEN, Verb.ACTIVATE: {S.ASSESSED},
    Verb.REJECT: {S.RECEIVED, S.ASSESSED}, Verb.CALL_OFF: {S.ACTIVE}, Verb.CLOSE_INFORMED: {S.ACTIVE},
    Verb.BREAK_EXERCISE: OPEN, Verb.COVER_INCIDENT: {S.ACTIVE}, Verb.PROPOSE_ACTION: {S.ACTIVE},
    Verb.MERGE: {S.RECEIVED, S.ASSESSED}, Verb.UNMERGE: {S.MERGED}, Verb.TELL_FACT: OPEN, Verb.JUDGE_FACT: OPEN,
    Verb.LEAD_EXERCISE: OPEN,
}  # fmt: skip


@pytest.mark.parametrize(("verb", "state"), list(product(TABLE, S)))
def test_each_verb_has_its_states(verb: Verb, state: S) -> None:
    if state in TABLE[verb]:
        incidents.require_state(verb, state)
        return
    with pytest.raises(RuleBroken) as caught:
        incidents.require_state(verb, state)
    unassessed = verb is Verb.ACTIVATE and state is S.RECEIVED
    assert caught.value.code == ("not-assessed" if unassessed else "not-in-this-state")


def test_nothing_happens_to_what_has_ended() -> None:
    assert {S.CLOSED, S.REJECTED, S.NON_ACUTE, S.CALLED_OFF, S.MERGED} == incidents.ENDED
    assert {verb for verb, states in incidents.ALLOWED.items() if states & incidents.ENDED} == {
        Verb.UNMERGE,
        Verb.RECORD_CALL,
        Verb.MARK_EVALUATED,
        Verb.EVALUATE,
        Verb.ADD_LESSON,
        Verb.PIN_BOARD,  # its review is shown on the boards
    }
    assert incidents.WAITING | {S.ACTIVE} == incidents.OPEN == OPEN


@given(acute=st.sampled_from(Answer), unrest=st.sampled_from(Answer), response=st.sampled_from(Response))
def test_acting_needs_that_it_may_be_acute_and_may_cause_unrest(
    acute: Answer, unrest: Answer, response: Response
) -> None:
    may = incidents.may_activate(acute, unrest, response)
    assert may is (response is Response.INFORM or Answer.NO not in (acute, unrest))


@pytest.mark.parametrize(("response", "plan"), [(Response.ACT, True), (Response.BOTH, True), (Response.INFORM, False)])
def test_only_informing_needs_no_plan(response: Response, plan: bool) -> None:
    assert incidents.needs_plan(response) is plan
