"""Reading is per viewer: every ORM select of a session is narrowed to the incidents its viewer may read.

Holds for entity and column selects, get, count, join, exists, sub-queries and aliases; not for Core tables and
text(), which are therefore banned in queries. Source: domain.md 1.1, R24 (who reads an unactivated report).
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, event, false, or_, select, true
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.util import LoaderCriteriaOption

from data.entities import ActionPlan, Entity, Incident, LogLine, OfIncident, OfPlan
from data.rules.access import Viewer
from data.vocabulary import Verb

WHOLE: Final = "beredskab_whole"
"""Execution option of a statement that must see everything: numbering, and the proof of the log."""


def narrow(session: Session, viewer: Viewer) -> None:
    """Narrow every select of this session."""
    options = _criteria(viewer)

    def apply(state: ORMExecuteState) -> None:
        if state.is_select and not state.execution_options.get(WHOLE, False):
            state.statement = state.statement.options(*options)

    event.listen(session, "do_orm_execute", apply)


def _sees(viewer: Viewer, party: ColumnElement[Any], activated_at: ColumnElement[Any]) -> ColumnElement[bool]:
    """Which incidents the viewer reads: all for receivers of reports, else the activated.

    Who may report reads what their own party reported; a board of the same party waits for the activation.
    """
    if Verb.READ_REPORTS in viewer.grants:
        return true()
    if Verb.READ not in viewer.grants:
        return false()
    if Verb.REPORT in viewer.grants and viewer.party is not None:
        return or_(activated_at.is_not(None), party == viewer.party)
    return activated_at.is_not(None)


def _criteria(viewer: Viewer) -> list[LoaderCriteriaOption]:
    """One plain criterion a class. No lambdas: SQLAlchemy caches those by their code, whoever is looking."""
    incidents = Incident.__table__.alias()
    sees = _sees(viewer, incidents.c.reported_party, incidents.c.activated_at)
    seen = select(incidents.c.id).where(sees).scalar_subquery()
    plans = select(incidents.c.plan_id).where(and_(sees, incidents.c.plan_id.is_not(None))).scalar_subquery()
    house = true() if Verb.ADMINISTER in viewer.grants else false()
    criteria: dict[type[Any], ColumnElement[bool]] = {
        Incident: _sees(viewer, Incident.__table__.c.reported_party, Incident.__table__.c.activated_at),
        ActionPlan: ActionPlan.id.in_(plans),
        LogLine: or_(LogLine.incident_id.in_(seen), and_(LogLine.incident_id.is_(None), house)),
    }
    for mapper in Entity.registry.mappers:
        kind: Any = mapper.class_
        if issubclass(kind, OfIncident):
            criteria[kind] = kind.incident_id.in_(seen)
        elif issubclass(kind, OfPlan):
            criteria[kind] = kind.plan_id.in_(plans)
    return [with_loader_criteria(kind, criterion, include_aliases=True) for kind, criterion in criteria.items()]
