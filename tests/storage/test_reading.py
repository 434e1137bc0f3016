"""What a viewer may not read is in no select, of whatever shape, and one viewer's rights never reach the next (R24)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, exists, func, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from data import commands
from data.entities import (
    Action,
    ActionPlan,
    Activation,
    Assessment,
    Entity,
    Incident,
    LogLine,
    OfIncident,
    OfPlan,
    Progress,
    Report,
)
from data.errors import NotAllowed
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import Subject, Verb
from tests import builders as b

Other, Third, Told = aliased(Incident), aliased(Incident), aliased(Report)
SENT = select(Report.incident_id)
Ask = Callable[[Session], set[int]]
SHAPES: dict[str, Any] = {
    "columns": select(Incident.id),
    "one of many columns": select(Incident.id, Incident.place),
    "alias columns": select(Other.id),
    "join": select(Incident.id).join(Report, Report.incident_id == Incident.id),
    "join the other way": SENT.join(Incident),
    "join with an alias": SENT.join(Other, Other.id == Report.incident_id),
    "a neighbour": select(Other.id).select_from(Incident).join(Other, Other.id >= Incident.id),
    "a neighbour, or none": select(Other.id).select_from(Report).outerjoin(Other, true()),
    "two aliases": select(Other.id).join(Third, Third.id == Other.id),
    "an aliased report": select(Told.incident_id).join(Incident, Incident.id == Told.incident_id),
    "an aliased report joined": SENT.join(Told, Told.id >= Report.id).with_only_columns(Told.incident_id),
    "reports alone": SENT,
    "log": select(LogLine.incident_id).where(LogLine.incident_id.is_not(None)),
    "exists": SENT.where(exists().where(Incident.id == Report.incident_id)),
    "sub-query": SENT.where(Report.incident_id.in_(select(Incident.id))),
    "derived table": select(select(Incident.id).subquery().c.id),
    "union": select(Incident.id).union(SENT),
    "common table expression": select(select(Incident.id).cte().c.id),
    "grouped": SENT.add_columns(func.count()).group_by(Report.incident_id),
    "ordered and cut": select(Incident.id).order_by(Incident.id.desc()).limit(10),
}


def by_statement(statement: Any) -> Ask:
    return lambda session: set(session.scalars(statement)) - {None}


ASKED: dict[str, Ask] = {
    **{name: by_statement(statement) for name, statement in SHAPES.items()},
    "entities": lambda s: {i.id for i in s.scalars(select(Incident))},
    "alias": lambda s: {i.id for i in s.scalars(select(Other))},
    "one by one": lambda s: {n for n in range(1, 5) if s.get(Incident, n)},
    "refreshed": lambda s: {i.id for i in s.scalars(select(Incident).execution_options(populate_existing=True))},
}


@pytest.fixture
def four(store: Store) -> Store:
    """1: reported by AAB, 2: by the other housing organisation, 3: by the police and activated, 4: by the chief."""
    b.an_incident(store, "aab")
    b.an_incident(store, "boligselskab")
    b.an_active_incident(store)
    b.an_incident(store, "projektchef")
    with store.changing(b.hat(store, "projektchef")) as change:  # the third one was the police's
        change.get(Incident, 3).reported_party = "politi"
        change.log(Verb.MARK_READ, Subject.INCIDENT, 3, incident=change.get(Incident, 3))
    return store


MAY_READ = {
    "projektchef": {1, 2, 3, 4}, "lokalraad-politi": {1, 2, 3, 4}, "lokalraad-kommune": {1, 2, 3, 4},
    "stabsenhed": {1, 2, 3, 4}, "aab": {1, 3}, "boligselskab": {2, 3}, "brandvaesen": {3}, "styregruppe": {3},
    "bestyrelse": {3}, "administrator": set(), "ukendt": set(),
}  # fmt: skip


def test_each_role_reads_its_own_in_every_shape_of_select(four: Store) -> None:
    """The roles take turns with the same statements, forth and back: what SQLAlchemy caches leaks nothing."""
    for roles in (list(MAY_READ), list(reversed(MAY_READ)), list(MAY_READ)):
        for name, ask in ASKED.items():
            for role in roles:
                with four.reading(b.hat(four, role)) as session:
                    assert ask(session) == MAY_READ[role], (name, role)


def test_counts_tell_no_more_than_the_rows(four: Store) -> None:
    for role, may in MAY_READ.items():
        with four.reading(b.hat(four, role)) as session:
            assert session.scalar(select(func.count()).select_from(Incident)) == len(may)
            assert session.scalar(select(func.count(Incident.id))) == len(may)
            assert session.scalar(select(func.max(Incident.id))) == max(may, default=None)
            assert session.scalar(select(exists().where(Incident.id == 4))) is (4 in may)


def test_the_same_session_type_in_two_hands_at_once_keeps_them_apart(four: Store) -> None:
    with four.reading(b.hat(four, "aab")) as one, four.reading(b.hat(four, "boligselskab")) as other:
        for _ in range(3):
            assert ASKED["entities"](one) == {1, 3}
            assert ASKED["entities"](other) == {2, 3}


def test_a_hidden_thing_is_not_to_be_had_by_its_number(four: Store) -> None:
    with four.reading(b.hat(four, "aab")) as session:
        assert session.get(Incident, 2) is None
        assert session.get(Incident, 2, populate_existing=True) is None
        assert session.get(Report, 2) is None
        assert session.scalar(select(Incident.what_id).where(Incident.id == 2)) is None


def test_the_details_of_a_hidden_incident_are_hidden_too(store: Store) -> None:
    """An assessed but not activated incident; then one of a plan, seen by a role without any right to read."""
    b.an_assessed_incident(store)
    with store.reading(b.hat(store, "boligselskab")) as session:
        assert session.scalars(select(Assessment)).all() == []
        assert session.scalars(select(LogLine)).all() == []
    action = b.an_accepted_action(store)
    for role, may in (("boligselskab", True), ("styregruppe", True), ("administrator", False)):
        with store.reading(b.hat(store, role)) as session:
            assert (session.get(Action, action) is not None) is may
            assert (session.scalar(select(func.count(Progress.id))) == 1) is may
            assert (session.scalar(select(func.count(ActionPlan.id))) == 1) is may
            assert (session.scalar(select(func.count(Activation.id))) == 1) is may


def test_everything_that_belongs_to_an_incident_or_a_plan_is_narrowed(store: Store) -> None:
    """Also what a later issue adds: whoever may read nothing finds no row of it."""
    b.a_plan_ready_to_close(store)
    b.a_part(store, 1)
    kinds: list[Any] = [
        mapper.class_ for mapper in Entity.registry.mappers if issubclass(mapper.class_, OfIncident | OfPlan)
    ]
    assert len(kinds) >= 10
    for kind in [*kinds, Incident, ActionPlan]:
        with store.whole() as session:
            there = session.scalar(select(func.count()).select_from(kind))
        with store.reading(b.hat(store, "aab")) as session:
            assert session.scalar(select(func.count()).select_from(kind)) == there, kind
        with store.reading(b.hat(store, "administrator")) as session:
            assert session.scalars(select(kind)).all() == [], kind


def test_what_concerns_no_incident_is_read_by_who_administers(store: Store) -> None:
    b.a_person(store)
    b.an_incident(store)
    with store.reading(b.hat(store, "administrator")) as session:
        assert set(session.scalars(select(LogLine.verb))) == {Verb.LOAD_PLAN, Verb.OPEN_ACCOUNT, Verb.GRANT_ROLE}
    with store.reading(b.hat(store, "projektchef")) as session:
        assert set(session.scalars(select(LogLine.verb))) == {Verb.REPORT}


def test_a_closed_incident_stays_readable_and_a_rejected_report_does_not_spread(store: Store) -> None:
    b.a_closed_plan(store)
    rejected = b.an_incident(store, "aab")
    commands.reject(
        store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, rejected), non_acute=False, reason="Grillrøg."
    )
    for role, may in (("boligselskab", {1}), ("aab", {1, 2}), ("stabsenhed", {1, 2}), ("styregruppe", {1})):
        with store.reading(b.hat(store, role)) as session:
            assert set(session.scalars(select(Incident.id))) == may


def test_who_has_no_party_owns_nothing_that_nobody_reported(store: Store) -> None:
    incident = b.an_incident(store)
    with store.changing(b.hat(store, "projektchef")) as change:
        found = change.get(Incident, incident)
        found.reported_party = None
        change.log(Verb.MARK_READ, Subject.INCIDENT, incident, incident=found)
    nobody = Viewer(person=None, role="x", party=None, grants=frozenset({Verb.READ, Verb.REPORT}))
    with store.reading(nobody) as session:
        assert session.scalars(select(Incident)).all() == []


def test_changes_are_narrowed_like_reads(store: Store) -> None:
    """A command finds only what its person may read; what it may not read is unknown, not forbidden."""
    incident = b.an_incident(store, "boligselskab")
    with b.refused(store, NotAllowed, "unknown"), store.changing(b.hat(store, "aab")) as change:
        change.get(Incident, incident)


def test_options_of_a_statement_do_not_lift_the_narrowing(four: Store) -> None:
    with four.reading(b.hat(four, "aab")) as session:
        assert {i.id for i in session.scalars(select(Incident).execution_options(yield_per=1))} == {1, 3}
        assert {i.id for i in session.scalars(select(Incident).with_for_update())} == {1, 3}
        assert len(session.scalars(select(Incident).options(joinedload("*"))).unique().all()) == 2


@pytest.mark.parametrize("only", [None, frozenset({1, 2})])
@pytest.mark.parametrize("role", ["projektchef", "stabsenhed", "aab", "styregruppe", "administrator"])
def test_what_narrows_a_statement_is_not_narrowed_itself(store: Store, role: str, only: frozenset[int] | None) -> None:
    """Else a list would be a statement of fifty selects, which takes a fifth of a second to write the first time."""
    said: list[str] = []
    viewer = replace(b.hat(store, role), only=only)
    with store.reading(viewer) as session:
        event.listen(store.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
        session.scalars(select(Action)).all()
        session.execute(select(ActionPlan, Incident).join(Incident, Incident.plan_id == ActionPlan.id)).all()
    assert [statement.count("SELECT") <= most for statement, most in zip(said[-2:], (4, 6), strict=True)] == [
        True,
        True,
    ]
