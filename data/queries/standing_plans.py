"""The versions of the standing plan that were in use, and what each changed (R1)."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from data.entities import Incident, StandingPlanVersion
from data.plan import Difference, StandingPlan, area_of, differences
from data.rules import access
from data.rules.access import Viewer
from data.storage import Store
from data.storage.reading import WHOLE
from data.vocabulary import Verb

MOST = 12
"""Versions that are told, the newest first."""
HIDDEN = "…"


class PlanVersionRow(NamedTuple):
    """A version: since when it was in use, and what it says differently from the one before; None for the first."""

    id: int
    title: str
    loaded_at: datetime
    changes: tuple[Difference, ...] | None


def plan_versions(store: Store, viewer: Viewer) -> tuple[PlanVersionRow, ...]:
    """The newest versions, newest first. Words about people are for those who may see contacts (R17).

    The plan of another area, under which nothing was reported, was never a version of this one: it came with the
    product, and was in use until this area's own was there.
    """
    with store.reading(viewer) as session:
        newest = select(StandingPlanVersion).order_by(StandingPlanVersion.id.desc()).limit(MOST + 1)
        used = set(session.scalars(select(Incident.standing_plan_id).distinct().execution_options(**{WHOLE: True})))
        area = area_of(store.plan().text)
        rows = [row for row in session.scalars(newest) if row.id in used or area_of(row.source) == area]
    before = [*rows[1:], None]
    told = [
        PlanVersionRow(
            row.id, row.title, row.loaded_at, changes_for(viewer, older.source, row.source) if older else None
        )
        for row, older in zip(rows, before, strict=True)
    ]
    return tuple(told[:MOST])


def plan_changes(store: Store, viewer: Viewer, file: StandingPlan) -> tuple[Difference, ...]:
    """What would be said differently if this file were taken into use."""
    return changes_for(viewer, store.plan().text, file.text)


def changes_for(viewer: Viewer, before: str, after: str) -> tuple[Difference, ...]:
    """The differences, in the words this viewer may read."""
    found = differences(before, after)
    if access.may(viewer, Verb.SEE_CONTACTS):
        return found
    return tuple(_without_words(one) if one.of_people else one for one in found)


def _without_words(one: Difference) -> Difference:
    return one._replace(before=HIDDEN if one.before else "", after=HIDDEN if one.after else "")
