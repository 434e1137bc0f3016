"""Who is writing where, as far as a viewer may know it, and where a viewer may write. Source: R30, 6.6, R48."""

from collections.abc import Iterable

from sqlalchemy import select

from data.entities import ActionPlan, ClosedItem, Incident
from data.rules import access, closed_item
from data.rules.access import Viewer
from data.storage import Store
from data.storage.writings import Standing
from data.vocabulary import PlanState, Verb


def writers(store: Store, viewer: Viewer, standing: Iterable[Standing], *, but: str = "") -> tuple[Standing, ...]:
    """Of all who write, those of plans that the viewer reads; without the sign-in `but`, one's own.

    While a closed item runs about a plan, only those entitled to be present see who writes in it.
    """
    wanted = [one for one in standing if one.sign_in != but]
    plans = {one.plan for one in wanted}
    if not plans:
        return ()
    with store.reading(viewer) as session:
        seen = set(session.scalars(select(ActionPlan.id).where(ActionPlan.id.in_(plans))))
        if seen and not closed_item.is_entitled(viewer):
            seen -= set(session.scalars(select(ClosedItem.plan_id).where(ClosedItem.ended_at.is_(None))))
    return tuple(one for one in wanted if one.plan in seen)


def writes(store: Store, viewer: Viewer, plan: int, verb: Verb) -> bool:
    """Whether the viewer may write there: with this verb in a plan they read, which is not closed."""
    with store.reading(viewer) as session:
        state = session.scalar(select(ActionPlan.state).where(ActionPlan.id == plan))
        if state is None or state is PlanState.CLOSED:
            return False
        covered = select(Incident.coordinator).where(Incident.plan_id == plan).order_by(Incident.id).limit(1)
        return access.may(viewer, verb, coordinator=session.scalar(covered))
