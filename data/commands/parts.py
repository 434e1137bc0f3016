"""The five parts of a handlingsplan are written by the staff unit; every revision is kept (R30, R32; 6.6)."""

from sqlalchemy import select

from data.commands.plans import log, require_open
from data.entities import ActionPlan, PlanPart
from data.errors import RuleBroken, Stale
from data.rules.access import Viewer
from data.rules.parts import WRITTEN
from data.storage import Store, intention
from data.vocabulary import PartKind, PartState, Verb


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
) -> int:
    """Write one of the five parts, or mark it not relevant with a reason (R30, R32). Every revision is kept.

    `revision` is the one the writer looked at (0: none yet). Raises Stale when somebody saved in between.
    Returns the new revision.
    """
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        change.require(Verb.WRITE_PLAN, found)
        require_open(found)
        newest = change.session.scalar(
            select(PlanPart)
            .where(PlanPart.plan_id == plan, PlanPart.kind == kind)
            .order_by(PlanPart.revision.desc())
            .limit(1)
        )
        if (newest.revision if newest else 0) != revision:
            raise _part_changed(newest)
        if state is PartState.FILLED and kind not in WRITTEN:
            raise RuleBroken("part-fills-itself", field="state")
        needs_text = state is not PartState.MISSING
        change.outcome = revision + 1
        change.add(
            PlanPart(
                plan_id=plan, kind=kind, revision=revision + 1, state=state,
                text_id=change.text("text", text) if needs_text else None,
                at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        log(change, Verb.WRITE_PLAN, found, part=kind, state=state, revision=revision + 1)
    return change.outcome


def _part_changed(newest: PlanPart | None) -> Stale:
    if newest is None:
        return Stale(role=None, party=None, at=None)
    return Stale(role=newest.role, party=newest.party, at=newest.at)
