"""What may happen to an incident in each state. Source: plan lines 7-13, 47-53 (R4, R8, R19, R24, R27); 6.13, 6.14."""

from collections.abc import Mapping

from data.errors import RuleBroken
from data.vocabulary import Answer, IncidentState, Response, Verb

OPEN = frozenset({IncidentState.RECEIVED, IncidentState.ASSESSED, IncidentState.ACTIVE})
WAITING = frozenset({IncidentState.RECEIVED, IncidentState.ASSESSED})
ENDED = frozenset(IncidentState) - OPEN
REVIEWED = frozenset({IncidentState.CLOSED, IncidentState.CALLED_OFF})
"""What a council looks back at, if it was activated."""

ALLOWED: Mapping[Verb, frozenset[IncidentState]] = {
    Verb.MARK_READ: WAITING,
    Verb.ASSESS: OPEN,
    Verb.ACTIVATE: frozenset({IncidentState.ASSESSED}),
    Verb.REJECT: WAITING,
    Verb.CALL_OFF: frozenset({IncidentState.ACTIVE}),
    Verb.CLOSE_INFORMED: frozenset({IncidentState.ACTIVE}),
    Verb.BREAK_EXERCISE: OPEN,
    Verb.COVER_INCIDENT: frozenset({IncidentState.ACTIVE}),
    Verb.PROPOSE_ACTION: frozenset({IncidentState.ACTIVE}),
    Verb.MERGE: WAITING,
    Verb.UNMERGE: frozenset({IncidentState.MERGED}),
    Verb.TELL_FACT: OPEN,
    Verb.JUDGE_FACT: OPEN,
    Verb.PIN_BOARD: frozenset({IncidentState.ACTIVE}) | REVIEWED,
    Verb.RECORD_CALL: frozenset({IncidentState.ACTIVE, IncidentState.CALLED_OFF}),
    Verb.CHANGE_COORDINATOR: frozenset({IncidentState.ACTIVE}),
    Verb.INVITE: frozenset({IncidentState.ACTIVE}),
    Verb.MARK_EVALUATED: REVIEWED,
    Verb.EVALUATE: REVIEWED,
    Verb.ADD_LESSON: REVIEWED,
    Verb.INFORM: frozenset({IncidentState.ACTIVE}),
    Verb.LEAD_EXERCISE: OPEN,
}


def require_state(verb: Verb, state: IncidentState) -> None:
    """Raise RuleBroken: "not-assessed" for an activation without an assessment (R8), else "not-in-this-state"."""
    if state in ALLOWED[verb]:
        return
    if verb is Verb.ACTIVATE and state is IncidentState.RECEIVED:
        raise RuleBroken("not-assessed")
    raise RuleBroken("not-in-this-state", state=state)


def may_activate(acute: Answer, unrest: Answer, response: Response) -> bool:
    """Whether an assessment carries an activation.

    Acting needs that it is, or may be, acute and could lead to unrest (plan line 13, R8); only informing needs
    neither (plan line 7, R4).
    """
    return response is Response.INFORM or (acute is not Answer.NO and unrest is not Answer.NO)


def needs_plan(response: Response) -> bool:
    """Acting needs a meeting and a plan; only informing needs neither (R4)."""
    return response is not Response.INFORM
