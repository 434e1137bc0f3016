"""The call tests of the plan: the one that is running, and what came of the earlier ones (R17, R19)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import CallTest
from data.plan import Kept, Place, StandingPlan, contact_at, contact_digest, is_old, last_confirmed
from data.rules import access, call_tests
from data.rules.access import Viewer
from data.rules.call_tests import Tried
from data.rules.times import day_of
from data.storage import Store
from data.storage import contacts as stored
from data.vocabulary import CallResult, Verb

MOST = 12
"""Tests that are told, the newest first."""


@dataclass(frozen=True)
class RungRow:
    """Somebody of the list: the holder of a role (`stand_in` None), or a place among its stand-ins."""

    role: str
    stand_in: int | None
    name: str
    """Empty, like function, number and digest, for viewers who may not see contacts."""
    function: str
    phone: str
    """E.164."""
    digest: str
    rings: bool
    """The holder rings the others, and was not rung: nobody has to reach them."""
    result: CallResult | None
    """None: not rung yet."""
    at: datetime | None
    took: timedelta | None
    """From the beginning of the test until the person was reached."""
    stale: bool
    """The contact is to be confirmed again."""
    confirmed_now: bool
    """It was confirmed on the day of the test or since."""

    @property
    def reached(self) -> bool:
        """Whether the person was reached."""
        return self.result is CallResult.REACHED


@dataclass(frozen=True)
class CallTestView:
    """A test with everybody on its list, in the order of the plan file. Times are UTC."""

    id: int
    at: datetime
    role: str
    """Who began it."""
    ended_at: datetime | None
    rows: tuple[RungRow, ...]
    unlisted: tuple[str, ...]
    """The fixed roles for which the plan file has nobody to ring."""
    untried: tuple[str, ...]
    """The fixed roles that neither ring nor were rung: with any, the test does not count as one."""
    waits: bool
    """A real incident is active: nobody is rung until it is over."""

    @property
    def reached(self) -> int:
        """How many people were reached."""
        return sum(row.reached for row in self.rows)

    @property
    def total(self) -> int:
        """How many are to be reached: everybody who does not ring the others."""
        return sum(not row.rings for row in self.rows)


def running_call_test(store: Store, viewer: Viewer) -> CallTestView | None:
    """The test that is running, if one is; None for a guest."""
    if viewer.only is not None:
        return None
    with store.whole() as session:
        found = stored.open_test(session)
        return _view(store, session, viewer, found, stored.kept(session)) if found else None


def call_tests_held(store: Store, viewer: Viewer) -> tuple[CallTestView, ...]:
    """The newest tests that have ended, newest first; none for a guest."""
    if viewer.only is not None:
        return ()
    ended = select(CallTest).where(CallTest.ended_at.is_not(None)).order_by(CallTest.id.desc()).limit(MOST)
    with store.whole() as session:
        known = stored.kept(session)
        return tuple(_view(store, session, viewer, one, known) for one in session.scalars(ended).all())


def may_test_now(store: Store) -> bool:
    """Whether no real incident is active: that comes first."""
    with store.whole() as session:
        return not stored.is_real(session)


def _view(store: Store, session: Session, viewer: Viewer, test: CallTest, known: Kept) -> CallTestView:
    plan, day = store.plan(test.standing_plan_id), day_of(test.at)
    tries = stored.tries(session, test.id)
    last, sees = call_tests.newest(tries), access.may(viewer, Verb.SEE_CONTACTS)
    by, places = call_tests.ringing(test.role, tries), call_tests.listed(plan, day)
    to_reach = call_tests.rung(places, tries, by)
    rows = tuple(
        _row(plan, place, last.get(place), test.at, known, sees=sees, rings=place not in to_reach) for place in places
    )
    return CallTestView(
        id=test.id, at=test.at, role=test.role, ended_at=test.ended_at, rows=rows,
        unlisted=call_tests.unlisted(plan, day), untried=call_tests.untried(plan, day, tries, by),
        waits=test.ended_at is None and stored.is_real(session),
    )  # fmt: skip


def _row(plan: StandingPlan, place: Place, last: Tried | None, began: datetime, known: Kept, *, sees: bool, rings: bool,
) -> RungRow:  # fmt: skip
    role, stand_in = place
    found = contact_at(plan, role, stand_in)
    assert found is not None, "what is listed is in the plan file"
    confirmed, day = last_confirmed(role, found, known), day_of(began)
    shown = found if sees else None
    return RungRow(
        role=role, stand_in=stand_in, name=shown.name if shown else "", function=shown.function if shown else "",
        phone=shown.phone if shown else "", digest=contact_digest(shown) if shown else "",
        rings=rings, result=last.result if last else None, at=last.at if last else None,
        took=last.at - began if last and last.result is CallResult.REACHED else None,
        stale=is_old(plan, confirmed, day), confirmed_now=confirmed >= day,
    )  # fmt: skip
