"""Who must be told that an activation is off: everybody who was in when it was called off (6.14)."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from data.entities import LogLine
from data.queries.calls import CalledRow, person_row, tried_for
from data.queries.contacts import kept
from data.queries.incidents import IncidentView
from data.rules import calling
from data.rules.access import Viewer
from data.rules.calling import Try
from data.rules.times import day_of
from data.storage import Store
from data.vocabulary import IncidentState, Verb


@dataclass(frozen=True)
class ToldRow:
    """Somebody who was in when the activation was called off, and whether they have been told since (6.14)."""

    role: str
    party: str | None
    person: CalledRow
    told: bool


def stand_down(store: Store, viewer: Viewer, view: IncidentView) -> list[ToldRow]:
    """Whom to tell that an activation is off: those who were in when it was called off, and who is told already.

    Empty when it was not called off, when a real incident interrupted it, and while its plan goes on with another one.
    """
    row = view.row
    if row.state is not IncidentState.CALLED_OFF or row.ended_at is None or row.plan_id is None or view.became:
        return []
    tried = dict(tried_for(store, viewer, plans=(row.plan_id,)))[row.plan_id]
    if tried.active:
        return []
    plan = store.plan(row.standing_plan_id)
    tries: dict[str, list[Try]] = defaultdict(list)
    for role, one in tried.calls:
        tries[role].append(Try(one.person, one.result, one.at))
    takes_part = {role for role, since in tried.takes_part.items() if since <= row.ended_at}
    knows = _called_off_by(store, viewer, row.id)
    today, confirmed = day_of(store.clock()), kept(store)
    return [
        ToldRow(role, known.party, person_row(plan, role, person, tried.mails, viewer, today, confirmed), told)
        for (role, person), told in calling.to_tell(tries, takes_part, row.ended_at).items()
        if role not in knows and (known := plan.roles.get(role))
    ]


def _called_off_by(store: Store, viewer: Viewer, incident: int) -> set[str]:
    """The role that called it off knows."""
    with store.reading(viewer) as session:
        lines = select(LogLine.role).where(LogLine.incident_id == incident, LogLine.verb == Verb.CALL_OFF.value)
        return set(session.scalars(lines))
