"""What a plan holds at a moment, by version: frozen with each edition, and compared with what stands later (R31).

An action is what it promises: how far it has got is no change of the plan, and what is cancelled or handed over has
left it. Messages live a life of their own (approved, sent, corrected) and are not part of what the parties agree to.
Everything of the plan counts, whoever reads: codes, ids and digests, no words.
"""

import hashlib
import json
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.entities import Action, AudienceRow, Incident, PlanPart, Spokesperson, SupportAnswer
from data.plan import StandingPlan
from data.rules import progress
from data.rules.agreement import Prepared
from data.storage.part_states import part_states
from data.storage.reading import whole
from data.vocabulary import ActionStatus, PartState

LEFT: Final = frozenset({ActionStatus.CANCELLED, ActionStatus.HANDED_OVER})
"""Statuses in which an action is no longer part of the plan."""
PROMISED: Final = (
    "entry", "what_id", "where_id", "party", "leaders", "helpers", "target_groups", "networks", "evidence_id",
)  # fmt: skip
"""Columns of an action that say what is promised, beside its times."""


def contents(session: Session, plan: int, *, ends_at: datetime | None) -> dict[str, Any]:
    """What the plan with this id holds now, with this end time (UTC)."""
    revisions = select(PlanPart.kind, func.max(PlanPart.revision)).where(PlanPart.plan_id == plan)
    actions = select(Action).where(Action.plan_id == plan, Action.status.not_in(LEFT))
    audiences = select(AudienceRow.id, AudienceRow.version).where(AudienceRow.plan_id == plan)
    speakers = select(Spokesperson.id).where(Spokesperson.plan_id == plan, Spokesperson.ended_at.is_(None))
    incidents = select(Incident.id).where(Incident.plan_id == plan)
    return {
        "parts": {kind.value: number for kind, number in whole(session, revisions.group_by(PlanPart.kind))},
        "actions": {str(action.id): _promise(action) for (action,) in whole(session, actions)},
        "incidents": sorted(number for (number,) in whole(session, incidents)),
        "communication": {
            "audiences": {str(number): version for number, version in whole(session, audiences)},
            "speakers": sorted(number for (number,) in whole(session, speakers)),
        },
        "ends_at": _written(ends_at),
    }


def with_end(before: dict[str, Any], ends_at: datetime) -> dict[str, Any]:
    """What an extension agrees to: what was agreed before it, until later; whatever else has changed stays open."""
    return before | {"ends_at": _written(ends_at)} if before else {}


def prepared(
    session: Session, plan: int, file: StandingPlan, *, held: bool, parties: int, ends_at: datetime | None,
    confirmed: frozenset[int] = frozenset(),
) -> Prepared:  # fmt: skip
    """What the plan has of what its agreement needs; `confirmed` are unowned actions that the chair said yes to."""
    states = part_states(session, plan, file, ends_at=ends_at)
    actions = select(Action.id, Action.status, Action.party).where(Action.plan_id == plan).order_by(Action.number)
    told = whole(session, actions)
    answered = select(SupportAnswer.about).where(SupportAnswer.plan_id == plan)
    return Prepared(
        held=held,
        parties=parties,
        missing=tuple(kind for kind in file.action_plan.mandatory if states[kind] is PartState.MISSING),
        unowned=tuple(
            number for number, status, party in told
            if progress.is_unowned(status, party) and number not in confirmed
        ),
        ends=ends_at is not None,
        answered=frozenset(about for (about,) in whole(session, answered)),
    )  # fmt: skip


def _promise(action: Action) -> str:
    told = [getattr(action, column) for column in PROMISED]
    told += [_written(action.starts_at), _written(action.deadline)]
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()[:16]


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
