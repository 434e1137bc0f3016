"""Reading is per viewer: every ORM select of a session is narrowed to the incidents its viewer may read.

Holds for entity and column selects, get, count, join, exists, sub-queries and aliases; not for Core tables and
text(), which are therefore banned in queries. Source: domain.md 1.1, R24 (who reads an unactivated report).
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Executable, Table, and_, event, false, or_, select, true
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.util import LoaderCriteriaOption

from data.entities import ActionPlan, Entity, Incident, LogLine, Merge, OfIncident, OfPlan
from data.rules.access import Viewer
from data.vocabulary import Subject, Verb

WHOLE: Final = "beredskab_whole"
"""Execution option of a statement that must see everything: numbering, and the proof of the log."""
INCIDENTS: Final = cast("Table", Incident.__table__)
MERGES: Final = cast("Table", Merge.__table__)
"""The criteria look at the tables themselves: entities in a criterion are narrowed by the criteria in their turn, which
made statements of fifty selects, each of which took a fifth of a second to write."""


def whole(session: Session, wanted: Executable) -> list[Any]:
    """The rows of a select, whoever reads: for what counts everything of a plan and lets no words out."""
    return list(session.execute(wanted.execution_options(**{WHOLE: True})))


DECIDING: Final = frozenset({Verb.READ, Verb.READ_REPORTS, Verb.REPORT, Verb.ADMINISTER})
"""The grants that decide what is read; beside them party and `only`, the rest of a viewer changes nothing here."""
Rights = tuple[str | None, frozenset[Verb], frozenset[int] | None]


def rights(viewer: Viewer) -> Rights:
    """What decides what the viewer reads, and nothing else: whoever has the same may share what was read.

    The party counts for those alone who read what their own party reported; receivers of reports read it all.
    """
    grants = viewer.grants & DECIDING
    if viewer.only is None and Verb.READ_REPORTS in grants:
        return None, grants - {Verb.READ, Verb.REPORT}, None
    return viewer.party if Verb.REPORT in grants else None, grants, viewer.only


def narrow(session: Session, viewer: Viewer) -> None:
    """Narrow every select of this session."""
    options = _criteria(*rights(viewer))

    def apply(state: ORMExecuteState) -> None:
        if state.is_select and not state.execution_options.get(WHOLE, False):
            state.statement = state.statement.options(*options)

    event.listen(session, "do_orm_execute", apply)


def _sees(
    party: str | None, grants: frozenset[Verb], only: frozenset[int] | None
) -> Callable[[Any], ColumnElement[bool]] | ColumnElement[bool]:
    """Which incidents the viewer reads: all for receivers of reports, else the activated.

    Who may report reads what their own party reported; a board of the same party waits for the activation. Merged
    incidents are read by those who read the one that stays, which is read by those who reported either. A guest reads
    what the invitation was for and what is merged into it, and nothing else, whoever reported it (R22).
    """
    if only is not None:
        return _as_guest(only) if Verb.READ in grants else false()
    if Verb.READ_REPORTS in grants:
        return true()
    if Verb.READ not in grants:
        return false()
    stays, merged, merge = INCIDENTS.alias(), INCIDENTS.alias(), MERGES.alias()
    into_active = (
        select(merge.c.incident_id).select_from(merge.join(stays, stays.c.id == merge.c.into_id))
        .where(merge.c.undone_at.is_(None), stays.c.activated_at.is_not(None)).scalar_subquery()
    )  # fmt: skip
    if Verb.REPORT in grants and party is not None:
        reported = (
            select(merge.c.into_id).select_from(merge.join(merged, merged.c.id == merge.c.incident_id))
            .where(merge.c.undone_at.is_(None), merged.c.reported_party == party).scalar_subquery()
        )  # fmt: skip
        return lambda kind: or_(
            kind.activated_at.is_not(None), kind.reported_party == party, kind.id.in_(into_active),
            kind.id.in_(reported),
        )  # fmt: skip
    return lambda kind: or_(kind.activated_at.is_not(None), kind.id.in_(into_active))


def _as_guest(only: frozenset[int]) -> Callable[[Any], ColumnElement[bool]]:
    """Which incidents a guest reads. The numbers stand in selects, like everything the lambdas close over."""
    itself, merge = INCIDENTS.alias(), MERGES.alias()
    invited = select(itself.c.id).where(itself.c.id.in_(sorted(only))).scalar_subquery()
    merged = select(merge.c.incident_id).where(merge.c.undone_at.is_(None), merge.c.into_id.in_(sorted(only)))
    into_it = merged.scalar_subquery()
    return lambda kind: or_(kind.id.in_(invited), kind.id.in_(into_it))


def _lines(grants: frozenset[Verb], only: frozenset[int] | None, seen: Any) -> Callable[[Any], ColumnElement[bool]]:
    """Which log lines: those of what is read; what belongs to no incident, for the administrator or about the fora.

    A stub belongs to no incident any more, says nothing, and is read by nobody but the proof of the log.
    """
    if only is not None:
        return lambda kind: kind.incident_id.in_(seen)
    if Verb.ADMINISTER in grants:
        return lambda kind: or_(kind.incident_id.in_(seen), and_(kind.incident_id.is_(None), kind.removed_by.is_(None)))
    if grants & {Verb.READ, Verb.READ_REPORTS}:  # of those who read reports, `rights` keeps that alone
        return lambda kind: or_(
            kind.incident_id.in_(seen),
            and_(kind.incident_id.is_(None), kind.removed_by.is_(None), kind.subject.in_(OF_FORA)),
        )
    return lambda kind: kind.incident_id.in_(seen)


OF_FORA: Final = (Subject.FORUM_MEETING.value, Subject.MATTER.value)
"""What the fora hold beside incidents: read by all who read, never by a guest (R16, R27)."""


@lru_cache(maxsize=256)
def _criteria(
    party: str | None, grants: frozenset[Verb], only: frozenset[int] | None = None
) -> list[LoaderCriteriaOption]:
    """One criterion a class. Lambdas, because plain ones are not adapted to an alias that is joined.

    SQLAlchemy caches a lambda by its code and by what it closes over: here a string, or a select. So no lambda asks
    about a viewer's grants itself, and what is closed over has its own place in the cache's key.
    """
    sees = _sees(party, grants, only)
    incidents = INCIDENTS.alias().c
    seen_here = sees(incidents) if callable(sees) else sees
    seen = select(incidents.id).where(seen_here).scalar_subquery()
    plans = select(incidents.plan_id).where(and_(seen_here, incidents.plan_id.is_not(None))).scalar_subquery()
    criteria: dict[type[Any], Any] = {
        Incident: sees,
        ActionPlan: lambda kind: kind.id.in_(plans),
        LogLine: _lines(grants, only, seen),
    }
    for mapper in Entity.registry.mappers:
        kind: Any = mapper.class_
        if issubclass(kind, OfIncident):
            criteria[kind] = lambda kind: kind.incident_id.in_(seen)
        elif issubclass(kind, OfPlan):
            criteria[kind] = lambda kind: kind.plan_id.in_(plans)
    return [with_loader_criteria(kind, criterion, include_aliases=True) for kind, criterion in criteria.items()]
