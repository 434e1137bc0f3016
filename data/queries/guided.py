"""The guided exercise for the role that leads it, and its injects for everybody once it has ended (6.13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Incident, LogLine
from data.plan import Inject, script_of
from data.rules import access, injects
from data.rules.access import Viewer
from data.rules.incidents import OPEN
from data.rules.injects import HANDLED_BY, Led, Release
from data.storage import Store
from data.storage import injects as stored
from data.storage.accounts import held_roles
from data.storage.plan_versions import plan_version
from data.vocabulary import Verb


@dataclass(frozen=True)
class InjectRow:
    """An inject of the script with what has become of it. Times are UTC, None where it did not happen."""

    number: int
    inject: Inject
    late: int
    """Minutes beyond its own that it waits; 0 where it does not."""
    released_at: datetime | None
    skipped_at: datetime | None
    handled_at: datetime | None
    """When somebody first dealt with what it became."""

    @property
    def waits(self) -> bool:
        """Whether it is neither released nor skipped."""
        return self.released_at is None and self.skipped_at is None

    @property
    def took(self) -> timedelta | None:
        """From the release until somebody dealt with it."""
        if self.released_at is None or self.handled_at is None:
            return None
        return self.handled_at - self.released_at


@dataclass(frozen=True)
class LedView:
    """A guided exercise and every inject of its script."""

    incident: int
    """The one it began with."""
    here: int
    """The one it goes on in: the same, unless that was found to be another report of it."""
    number: int
    """Number of that one."""
    leader: str
    standing_plan_id: int
    started_at: datetime
    minute: int
    paused: bool
    stopped: bool
    open: bool
    """Whether its incident is still open: nothing more is let go in one that has ended."""
    has_plan: bool
    steps: int
    """How many steps it has taken: another one makes every button a new one."""
    rows: tuple[InjectRow, ...]

    @property
    def late(self) -> int:
        """How many injects wait beyond their minute."""
        return sum(bool(row.late) for row in self.rows) if self.open else 0


@dataclass(frozen=True)
class Prepared:
    """Before an exercise: how many there were, the last one of this role, and the roles that the script tells."""

    led: int
    last: LedView | None
    told: tuple[str, ...]
    nobody: tuple[str, ...]
    """Those of them that no account holds."""


def real_is_open(store: Store) -> bool:
    """Whether something real is open, so that no inject is let go."""
    with store.whole() as session:
        return stored.real_is_open(session)


def guided(store: Store, viewer: Viewer) -> LedView | None:
    """The exercise that this role leads; None for everybody else, whatever they may read of it."""
    if not access.may(viewer, Verb.LEAD_EXERCISE):
        return None
    with store.reading(viewer) as session:
        for incident in stored.led_incidents(session):
            view = _view(session, incident, store.clock())
            if view is not None and view.leader == viewer.role:
                return view
    return None


def prepared(store: Store, viewer: Viewer) -> Prepared:
    """What whoever is about to lead one needs to know. Raises NotAllowed."""
    access.require(viewer, Verb.LEAD_EXERCISE)
    with store.reading(viewer) as session:
        led = stored.begun(session)
        views = (_view(session, one, store.clock()) for one in led)
        mine = next((view for view in views if view is not None and view.leader == viewer.role), None)
        held = held_roles(session, store.clock())
        told = dict.fromkeys(inject.to for inject in script_of(store.plan()))
    return Prepared(len(led), mine, tuple(told), tuple(role for role in told if role not in held))


def rows_of(session: Session, incident: Incident, now: datetime) -> tuple[InjectRow, ...]:
    """The injects of an exercise for its review; none where it was not guided."""
    views = (_view(session, one, now) for one in stored.led_within(session, incident))
    return next((view.rows for view in views if view), ())


def _view(session: Session, incident: Incident, now: datetime) -> LedView | None:
    lines = stored.told(session, incident.id)
    exercise = injects.led(lines)
    if exercise is None:
        return None
    here, script = stored.goes_on_in(session, incident), script_of(plan_version(session, incident.standing_plan_id)[1])
    handled = {number: _handled(session, one) for number, one in exercise.released.items()}
    return LedView(
        incident=incident.id, here=here.id, number=here.number, leader=exercise.leader,
        standing_plan_id=incident.standing_plan_id, started_at=exercise.started_at, minute=exercise.minute(now),
        paused=exercise.paused_at is not None, stopped=exercise.stopped_at is not None, open=here.state in OPEN,
        has_plan=here.plan_id is not None, steps=len(lines),
        rows=tuple(_row(number, one, exercise, handled, now) for number, one in enumerate(script, 1)),
    )  # fmt: skip


def _row(
    number: int, inject: Inject, exercise: Led, handled: Mapping[int, datetime | None], now: datetime
) -> InjectRow:
    gone = exercise.released.get(number)
    return InjectRow(
        number=number, inject=inject, late=exercise.late(number, inject, now), released_at=gone.at if gone else None,
        skipped_at=exercise.skipped.get(number), handled_at=handled.get(number),
    )  # fmt: skip


def _handled(session: Session, one: Release) -> datetime | None:
    """The first line that deals with what the inject became."""
    mine = LogLine.subject == one.subject, LogLine.subject_id == one.subject_id
    dealt = select(LogLine.at).where(*mine, LogLine.verb.in_(HANDLED_BY[one.subject]))
    return session.scalar(dealt.order_by(LogLine.seq).limit(1))
