"""The five parts of a handlingsplan: the staff unit writes, everybody else proposes (R30, R32-R35; 6.6).

Every revision is kept, the highest one counts. A proposed change is taken over or declined with a word why; taken over
it is a revision by whoever took it, and its words are the proposer's own text, not a copy.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from data.commands.plans import covered, log, require_open, standing_plan_of
from data.entities import ActionPlan, ChangeProposal, PlanPart, Text
from data.errors import RuleBroken, Stale
from data.plan import StandingPlan
from data.rules import parts
from data.rules.access import Viewer
from data.rules.parts import NEEDS, Involved, Proportions
from data.storage import Change, Seen, Store, intention
from data.vocabulary import PartKind, PartState, Risk, Subject, Verb


@dataclass(frozen=True)
class _Contents:
    """What a revision holds beside its state and text."""

    involved: Involved | None = None
    risk: Risk | None = None
    risk_reason_id: int | None = None
    as_of: datetime | None = None
    target_groups: list[str] = field(default_factory=list)

    @property
    def facts(self) -> dict[str, Any]:
        """For the log: numbers and codes, and only what there is."""
        told: dict[str, Any] = {}
        if self.involved is not None:
            told |= {"involved": [self.involved.low, self.involved.high], "risk": self.risk, "as_of": self.as_of}
        return told | ({"target_groups": self.target_groups} if self.target_groups else {})


def _newest(change: Change, plan: int, kind: PartKind) -> PlanPart | None:
    found = select(PlanPart).where(PlanPart.plan_id == plan, PlanPart.kind == kind)
    return change.session.scalar(found.order_by(PlanPart.revision.desc()).limit(1))


def _require_unchanged(newest: PlanPart | None, revision: int) -> None:
    """Raise Stale, with who and when, unless the part still is at the revision that was looked at."""
    if (newest.revision if newest else 0) == revision:
        return
    if newest is None:
        raise Stale(role=None, party=None, at=None)
    raise Stale(role=newest.role, party=newest.party, at=newest.at)


def _contents(
    change: Change, kind: PartKind, proportions: Proportions | None, groups: Sequence[str], file: StandingPlan
) -> _Contents:
    """The answers that a filled part takes, checked and with their text stored."""
    if kind is PartKind.SITUATION:
        told = parts.require_proportions(proportions, change.now)
        why = change.maybe_text("risk_reason", told.reason)
        return _Contents(told.involved, told.risk, why, told.as_of)
    if kind is PartKind.PURPOSE:
        return _Contents(target_groups=parts.require_target_groups(groups, file.target_groups))
    return _Contents()


def _revision(
    change: Change, plan: int, kind: PartKind, number: int, state: PartState, text: int | None, held: _Contents
) -> PlanPart:
    by, involved = change.by, held.involved
    return change.add(
        PlanPart(
            plan_id=plan, kind=kind, revision=number, state=state, text_id=text,
            involved_from=involved.low if involved else None, involved_to=involved.high if involved else None,
            involved_unknown=bool(involved and involved.unknown), risk=held.risk, risk_reason_id=held.risk_reason_id,
            as_of=held.as_of, target_groups=held.target_groups,
            at=change.now, person_id=by.person, role=by.role, party=by.party,
        )
    )  # fmt: skip


@intention
def write_part(
    store: Store,
    by: Viewer,
    key: str | None = None,
    *,
    plan: int,
    kind: PartKind,
    revision: int,
    state: PartState,
    text: str = "",
    proportions: Proportions | None = None,
    target_groups: Sequence[str] = (),
) -> int:
    """Write one of the five parts, or mark it not relevant with a reason (R30, R32-R35). Every revision is kept.

    `revision` is the one the writer looked at (0: none yet). A situation that is filled in takes its `proportions`, a
    purpose its `target_groups` (codes of the plan file). Raises Stale when somebody saved in between.
    Returns the new revision.
    """
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        change.require(Verb.WRITE_PLAN, found)
        require_open(found)
        _require_unchanged(_newest(change, plan, kind), revision)
        parts.require_state(kind, state)
        needs, held = NEEDS[state], _Contents()
        text_id = change.text("text", text) if needs.words else None
        if needs.answers:
            held = _contents(change, kind, proportions, target_groups, standing_plan_of(change, found))
        _revision(change, plan, kind, revision + 1, state, text_id, held)
        change.outcome = revision + 1
        log(change, Verb.WRITE_PLAN, found, part=kind, state=state, revision=revision + 1, **held.facts)
    return change.outcome


@intention
def propose_change(
    store: Store, by: Viewer, key: str | None = None, *, plan: int, kind: PartKind, revision: int, text: str,
    reason: str = "",
) -> int:  # fmt: skip
    """Propose other words for a part that one does not write oneself (R30). Returns the proposal's id.

    `revision` is the one that was looked at: a proposal is never late, the writer is shown what it was written for.
    Raises RuleBroken "part-fills-itself", "nothing-changed".
    """
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        change.require(Verb.PROPOSE_CHANGE, found)
        require_open(found)
        parts.require_state(kind, PartState.FILLED)
        newest = _newest(change, plan, kind)
        if not 0 <= revision <= (newest.revision if newest else 0):
            _require_unchanged(newest, revision)
        text_id = change.text("text", text)
        if newest is not None and _body(change, newest.text_id) == _body(change, text_id):
            raise RuleBroken("nothing-changed", field="text")
        made = change.add(
            ChangeProposal(
                plan_id=plan, kind=kind, revision=revision, text_id=text_id,
                reason_id=change.maybe_text("reason", reason),
                at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        _log_change(change, Verb.PROPOSE_CHANGE, found, made)
    return made.id


def _body(change: Change, text: int | None) -> str | None:
    found = change.session.get(Text, text) if text else None
    return found.body if found else None


def _log_change(change: Change, verb: Verb, plan: ActionPlan, about: ChangeProposal, **facts: Any) -> None:
    incident = next(iter(covered(change, plan)), None)
    change.log(
        verb, Subject.CHANGE_PROPOSAL, about.id, incident=incident, plan=plan.id, part=about.kind, **facts
    )  # fmt: skip


def _asked(change: Change, seen: Seen) -> tuple[ChangeProposal, ActionPlan]:
    """The proposal that somebody who writes answers, fresh, and its plan."""
    plan = change.get(ActionPlan, change.get(ChangeProposal, seen.id).plan_id)
    change.require(Verb.WRITE_PLAN, plan)
    proposal = change.again(ChangeProposal, seen)
    require_open(plan)
    if proposal.answered_at is not None:
        raise RuleBroken("change-answered")
    return proposal, plan


def _answer(change: Change, proposal: ChangeProposal, *, taken: bool, why: int | None) -> None:
    proposal.answered_at, proposal.answered_role = change.now, change.by.role
    proposal.taken, proposal.answer_id = taken, why


@intention
def take_change(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, revision: int, text: str | None = None,
    proportions: Proportions | None = None, target_groups: Sequence[str] = (), reason: str = "",
) -> int:  # fmt: skip
    """Take a proposed change over: a new revision of the part, by whoever takes it (R30). Returns the revision.

    Without a `text` its words are the proposal's own, and the answers of the part stay what they are; that goes only
    for a part that is still at the revision the proposal was written for. With one the writer has seen both.
    Raises Stale when the part is at another `revision` than the writer looked at.
    """
    with store.changing(by, key) as change:
        proposal, plan = _asked(change, seen)
        newest = _newest(change, plan.id, proposal.kind)
        _require_unchanged(newest, revision)
        parts.require_takeable(proposed_on=proposal.revision, newest=revision, rewritten=text is not None)
        text_id = proposal.text_id if text is None else change.text("text", text)
        held = _kept(newest) if text is None else None
        if held is None:
            file = standing_plan_of(change, plan)
            held = _contents(change, proposal.kind, proportions, target_groups, file)
        _revision(change, plan.id, proposal.kind, revision + 1, PartState.FILLED, text_id, held)
        _answer(change, proposal, taken=True, why=change.maybe_text("reason", reason))
        change.outcome = revision + 1
        _log_change(
            change, Verb.ANSWER_CHANGE, plan, proposal, taken=True, state=PartState.FILLED, revision=revision + 1,
            **held.facts,
        )  # fmt: skip
    return change.outcome


def _kept(newest: PlanPart | None) -> _Contents | None:
    """The answers of the revision before, to be kept with other words; None when the part had none to keep."""
    if newest is None or newest.state is not PartState.FILLED:
        return None
    if newest.kind is not PartKind.SITUATION:
        return _Contents(target_groups=list(newest.target_groups))
    involved = Involved(newest.involved_from, newest.involved_to)
    return _Contents(involved, newest.risk, newest.risk_reason_id, newest.as_of)


@intention
def decline_change(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, reason: str) -> int:
    """Decline a proposed change with a word why, which its proposer reads (R30). Returns the proposal's id."""
    with store.changing(by, key) as change:
        proposal, plan = _asked(change, seen)
        _answer(change, proposal, taken=False, why=change.text("reason", reason))
        _log_change(change, Verb.ANSWER_CHANGE, plan, proposal, taken=False)
    return proposal.id
