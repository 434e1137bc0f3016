"""How the five parts of one plan stand, read alike by the command that agrees it and the paper that is filed (R32).

Everything of the plan counts, whoever reads: states alone come out of here, no words.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.entities import Action, AudienceRow, PlanPart, Spokesperson
from data.plan import StandingPlan
from data.rules import communication, parts
from data.rules.communication import Planned
from data.storage.reading import whole
from data.vocabulary import PartKind, PartState


def part_states(
    session: Session, plan: int, file: StandingPlan, *, ends_at: datetime | None
) -> dict[PartKind, PartState]:
    """Part -> state, for the plan with this id, its plan file, and this end time."""
    rows = select(PlanPart.kind, PlanPart.state).where(PlanPart.plan_id == plan).order_by(PlanPart.revision)
    written: Mapping[PartKind, PartState] = dict(whole(session, rows))
    actions = whole(session, select(func.count(Action.id)).where(Action.plan_id == plan))[0][0]
    found = {
        kind: parts.part_state(kind, written.get(kind, PartState.MISSING), actions=actions, ends_at=ends_at)
        for kind in PartKind
    }
    told = written.get(PartKind.COMMUNICATION, PartState.MISSING)
    found[PartKind.COMMUNICATION] = communication.part_state(told, _gaps(session, plan, file, told))
    return found


def _gaps(session: Session, plan: int, file: StandingPlan, told: PartState) -> list[communication.Gap]:
    planned = select(AudienceRow.code, AudienceRow.relevant, AudienceRow.informs)
    rows = planned.where(AudienceRow.plan_id == plan, AudienceRow.code.is_not(None))
    everything = (Spokesperson.ended_at.is_(None), Spokesperson.topic_id.is_(None))
    speaks = select(Spokesperson.id).where(Spokesperson.plan_id == plan, *everything).limit(1)
    return communication.gaps(
        [one.code for one in file.audiences if one.mandatory],
        {str(code): Planned(relevant, informs) for code, relevant, informs in whole(session, rows)},
        spoken=bool(whole(session, speaks)), explained=told is PartState.FILLED,
    )  # fmt: skip
