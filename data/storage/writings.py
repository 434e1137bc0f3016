"""Who has a part of a plan open to write in it: signs of life, by which every process tells the others (6.6).

No change: it is in no log, moves no revision and holds no word of what is written. A process keeps those of its own
pages alive; one that has died leaves signs that grow old, and whoever looks next takes them away.
"""

from collections.abc import Set
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.entities import Writing
from data.storage.connect import WRITING
from data.storage.store import Store
from data.vocabulary import PartKind

SILENT: Final = timedelta(seconds=15)
"""After so long without a sign nobody writes there any more."""
RENEW: Final = timedelta(seconds=5)
"""How old a sign gets before its process gives another one."""


class Place(NamedTuple):
    """Where a sign-in writes, in which role."""

    plan: int
    kind: PartKind
    sign_in: str


class Standing(NamedTuple):
    """Somebody writes at a place, since when (UTC)."""

    plan: int
    kind: PartKind
    sign_in: str
    role: str
    since: datetime


def keep(store: Store, here: dict[Place, str], gone: Set[Place] = frozenset()) -> tuple[Standing, ...]:
    """Tell who writes `here` (place -> role) and who has `gone`; returns all who write, wherever, oldest first."""
    now = store.clock()
    with store.whole() as session:
        rows = _rows(session)
    if not _due(rows, here, gone, now):
        return _standing(rows, now)
    connection = store.engine.connect().execution_options(**{WRITING: True})
    with connection, Session(connection, expire_on_commit=False) as session:
        _renew(session, here, gone, now)
        session.commit()
        return _standing(_rows(session), now)


def _rows(session: Session) -> list[Writing]:
    return list(session.scalars(select(Writing).order_by(Writing.since, Writing.id)))


def _place(row: Writing) -> Place:
    return Place(row.plan_id, row.kind, row.sign_in_id)


def _due(rows: list[Writing], here: dict[Place, str], gone: Set[Place], now: datetime) -> bool:
    """Whether there is anything to write down: a look that finds nothing new takes nobody's turn."""
    known = {_place(row): row for row in rows}
    return (
        any(place not in known or known[place].role != role or now - known[place].at >= RENEW
            for place, role in here.items())
        or any(place in known for place in gone)
        or any(now - row.at >= SILENT for row in rows)
    )  # fmt: skip


def _renew(session: Session, here: dict[Place, str], gone: Set[Place], now: datetime) -> None:
    for row in _rows(session):
        place = _place(row)
        if place in here:
            row.at, row.role = now, here[place]
        elif place in gone or now - row.at >= SILENT:
            session.execute(delete(Writing).where(Writing.id == row.id))
    session.flush()
    known = {_place(row) for row in _rows(session)}
    for place, role in here.items():
        if place not in known:
            session.add(
                Writing(plan_id=place.plan, kind=place.kind, sign_in_id=place.sign_in, role=role, since=now, at=now)
            )
    session.flush()


def _standing(rows: list[Writing], now: datetime) -> tuple[Standing, ...]:
    return tuple(
        Standing(row.plan_id, row.kind, row.sign_in_id, row.role, row.since) for row in rows if now - row.at < SILENT
    )
