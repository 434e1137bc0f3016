"""What has ended: the newest of it, how much there is, and what is searched for; in SQL, so that no year makes it slow.

A search finds number, kind, place, quarter and what was reported. Capitals make no difference, as far as a database
knows letters; ours are asked for in the spellings people use.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from data.entities import ActionPlan, Incident
from data.queries.incidents import IncidentRow, rows_of
from data.queries.sharing import shared
from data.queries.wording import text_holds, with_text
from data.rules.access import Viewer
from data.rules.incidents import ENDED, REVIEWED
from data.storage import Store
from data.vocabulary import PlanState

MARKS: Final = "øØeE"
"""What stands before the number of an exercise, in Danish and in English."""
LISTED: Final = 50
"""Rows of a list; a search leads to the others."""


@dataclass(frozen=True)
class Ended:
    """The newest of what has ended, and how many there are in all."""

    rows: tuple[IncidentRow, ...]
    total: int


@dataclass(frozen=True)
class PlanName:
    """A plan as it is chosen from a list."""

    id: int
    number: int
    exercise: bool
    edition: int
    places: tuple[str, ...]
    """Of the incidents it covers."""


def ended(store: Store, viewer: Viewer, *, words: str = "", named: int | None = None, reviewed: bool = False) -> Ended:
    """What has ended and holds every one of the words, newest first, at most LISTED.

    `named` is the id of one that stands there in any case, last if it is older. `reviewed`: what was activated and
    played to its end, the one that ended last first.
    """
    return _ended(store, viewer, words=words, named=named, reviewed=reviewed)[0]


@shared
def _ended(store: Store, viewer: Viewer, *, words: str, named: int | None, reviewed: bool) -> list[Ended]:
    wanted: list[ColumnElement[bool]] = [Incident.state.in_(REVIEWED if reviewed else ENDED)]
    if reviewed:
        wanted.append(Incident.activated_at.is_not(None))
    newest = (Incident.ended_at.desc(), Incident.id.desc()) if reviewed else (Incident.id.desc(),)
    with store.reading(viewer) as session:
        found = [*wanted, *(_holds(store, session, word) for word in words.split())]
        rows = rows_of(store, session, *found, newest=newest, most=LISTED)
        total = len(rows) if len(rows) < LISTED else _count(session, found, in_texts=bool(words.split()))
        if named is not None and all(row.id != named for row in rows):
            rows += rows_of(store, session, *wanted, Incident.id == named)
    return [Ended(tuple(rows), total)]


def _count(session: Session, wanted: Sequence[ColumnElement[bool]], *, in_texts: bool) -> int:
    found = with_text((Incident.id,), Incident.what_id) if in_texts else select(Incident.id)
    return session.scalar(select(func.count()).select_from(found.where(*wanted).subquery())) or 0


def _holds(store: Store, session: Session, word: str) -> ColumnElement[bool]:
    """Whether an incident has the word anywhere."""
    places, spellings = (Incident.place, Incident.zone, Incident.block), _spellings(word)
    found = [column.icontains(one, autoescape=True) for column in places for one in spellings]
    found += text_holds(spellings)
    versions = session.scalars(select(Incident.standing_plan_id).distinct())
    files = [(number, store.plan(number)) for number in versions]
    for number, plan in files:
        kinds = [code for code, kind in plan.categories.items() if word.casefold() in kind.name.casefold()]
        if kinds:
            found.append((Incident.standing_plan_id == number) & Incident.category.in_(kinds))
    exercise, digits = word[:1] in MARKS, word.lstrip(MARKS)
    if digits.isascii() and digits.isdigit() and len(digits) < 9:
        is_it = Incident.number == int(digits)
        found.append(is_it & Incident.exercise.is_(True) if exercise else is_it)
    return or_(*found)


def _spellings(word: str) -> set[str]:
    """SQLite compares a-z alone without regard to capitals."""
    return {word, word.lower(), word.upper(), word.capitalize()}


def closed_plans(store: Store, viewer: Viewer, *, named: int | None = None) -> list[PlanName]:
    """The newest of the plans that are closed, at most LISTED; and the one with the id `named`, if it is one."""
    return _closed_plans(store, viewer, named=named)


@shared
def _closed_plans(store: Store, viewer: Viewer, *, named: int | None) -> list[PlanName]:
    wanted: Any = select(ActionPlan.id, ActionPlan.number, ActionPlan.exercise, ActionPlan.edition).where(
        ActionPlan.state == PlanState.CLOSED,
        ActionPlan.id.in_(select(Incident.plan_id).where(Incident.plan_id.is_not(None))),
    )
    with store.reading(viewer) as session:
        plans = session.execute(wanted.order_by(ActionPlan.id.desc()).limit(LISTED)).all()
        if named is not None and all(plan.id != named for plan in plans):
            plans = [*plans, *session.execute(wanted.where(ActionPlan.id == named))]
        covered = select(Incident.plan_id, Incident.place).where(Incident.plan_id.in_([plan.id for plan in plans]))
        places: dict[int | None, list[str]] = {}
        for row in session.execute(covered.order_by(Incident.id)):
            places.setdefault(row.plan_id, []).append(row.place)
    return [
        PlanName(plan.id, plan.number, plan.exercise, plan.edition, tuple(places.get(plan.id, ()))) for plan in plans
    ]
