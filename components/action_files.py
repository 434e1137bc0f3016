"""The list of actions as a file for a spreadsheet: what the filter shows, exercises apart from the real (6.13, 6.24).

Of an action about individuals there are its catalogue's words, as everywhere (R56). While a closed item about a plan
runs, its actions are left out for whoever is not entitled, as its documents are.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

import pandas as pd

from components import look, table_files
from components.action_marks import number
from components.documents import made
from components.documents.naming import Naming
from components.plain import bare
from components.session import Me
from components.texts import t
from data import queries
from data.queries import ActionRow
from data.rules.access import Viewer
from data.storage import Store


def offer(me: Me, rows: Sequence[ActionRow]) -> None:
    """The rows in both formats; a list of real actions and exercises is two files."""
    for exercise in sorted({row.exercise for row in rows}):
        named = t("Actions of the exercise") if exercise else t("Actions")
        ids = frozenset(row.id for row in rows if row.exercise is exercise)
        make = partial(_frames, ids)
        table_files.offer(me, "indsatser", named, make, exercise=exercise, key=f"actions-{exercise}")


def _frames(ids: Collection[int], store: Store, viewer: Viewer) -> Mapping[str, pd.DataFrame]:
    """Those of the actions that this viewer reads now, as they stand now."""
    rows = [row for row in queries.actions(store, viewer, active_only=True) if row.id in ids]
    closed = {plan for plan in {row.plan_id for row in rows} if made.is_closed_to(store, viewer, plan)}
    told = [_told(store, row) for row in rows if row.plan_id not in closed]
    heads = [
        t("Kind"), t("No."), t("Action"), t("Where"), t("Responsible"), t("Status"), t("Deadline"), t("Overdue"),
        t("Kind of incident"),
    ]  # fmt: skip
    return {t("Actions"): pd.DataFrame(told, columns=heads)}


def _told(store: Store, row: ActionRow) -> tuple[object, ...]:
    naming = Naming(store.plan(row.standing_plan_id), row.exercise)
    category = naming.plan.categories.get(row.category)
    return (
        t("EXERCISE") if row.exercise else t("Real"), number(row), bare(row.what), bare(row.where),
        naming.party(row.party), look.action(row.status, person_related=row.person_related).label, row.deadline,
        t("Yes") if row.overdue else t("No"), category.name if category else row.category,
    )  # fmt: skip
