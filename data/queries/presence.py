"""Who is not at the table, and whom to call for it: the parties that proposed actions wait for (R58, 6.4)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from data.entities import Call, Incident
from data.plan import Role, StandingPlan
from data.queries.actions import ActionRow, actions
from data.queries.sharing import shared
from data.rules import invitations, presence
from data.rules.access import Viewer
from data.rules.times import day_of
from data.storage import Store
from data.storage.plan_versions import plan_version
from data.storage.tables import tables
from data.vocabulary import CallResult


@dataclass(frozen=True)
class CallTask:
    """A party that is to be called, because actions of one incident wait for it."""

    incident: int
    incident_number: int
    exercise: bool
    plan: int
    standing_plan_id: int
    coordinator: str
    party: str
    role: str | None
    """Who is called for it; None when the plan file has no role for the party."""
    actions: tuple[int, ...]
    """Numbers of the actions that wait."""
    last: int
    """Id of the last call to that role, 0 for none: what a further click comes after."""
    tried_at: datetime | None


@shared
def absent(store: Store, viewer: Viewer, *, incident: int) -> list[str]:
    """The parties that are not at the table of an incident: what is proposed for them waits."""
    with store.reading(viewer) as session:
        found = session.get(Incident, incident)
        if found is None or found.plan_id is None:
            return []
        standing = plan_version(session, found.standing_plan_id)[1]
        table = tables(session, {found.id: (found.plan_id, standing)}, store.clock())[found.id]
        return [code for code, party in standing.parties.items() if not presence.is_present(party, table)]


@shared
def call_tasks(store: Store, viewer: Viewer, *, plan: int | None = None) -> list[CallTask]:
    """The parties to be called, of one plan or of all that is active; nothing is read when none is waited for."""
    told = actions(store, viewer, active_only=True) if plan is None else actions(store, viewer, plan=plan)
    waiting: dict[tuple[int, str], list[ActionRow]] = defaultdict(list)
    for row in told:
        if row.absent and row.party is not None:
            waiting[row.incident_id, row.party].append(row)
    if not waiting:
        return []
    with store.reading(viewer) as session:
        made = select(Call).where(Call.incident_id.in_({incident for incident, _ in waiting})).order_by(Call.id)
        calls = list(session.scalars(made))
    today = day_of(store.clock())
    tasks = []
    for (incident, party), rows in waiting.items():
        standing = store.plan(rows[0].standing_plan_id)
        roles = {role.code for role in standing.roles_of(party)}
        tried = [call for call in calls if call.incident_id == incident and call.called in roles]
        newest = {(call.called, call.stand_in): call for call in tried}  # a wrong click is corrected by the next one
        reached = [call.at for call in newest.values() if call.result is CallResult.REACHED]
        left = [row for row in rows if presence.is_to_be_called(row.proposed_at, reached)]
        if left:
            role = _called(standing, party, invitations.role_of_party(standing, party, today))
            tasks.append(_task(party, role, left, tried))
    return sorted(tasks, key=lambda task: (task.incident, task.actions))


def _called(standing: StandingPlan, party: str, guest: Role | None) -> str | None:
    """The role that speaks for the party: of a guest the one it is invited by, else its first fixed one."""
    fixed = next((role for role in standing.roles_of(party) if role.permanent), None)
    found = guest or fixed
    return found.code if found else None


def _task(party: str, role: str | None, rows: list[ActionRow], tried: list[Call]) -> CallTask:
    first, mine = rows[0], [call for call in tried if call.called == role]
    return CallTask(
        incident=first.incident_id, incident_number=first.incident_number, exercise=first.exercise, plan=first.plan_id,
        standing_plan_id=first.standing_plan_id, coordinator=first.coordinator, party=party, role=role,
        actions=tuple(sorted(row.number for row in rows)), last=mine[-1].id if mine else 0,
        tried_at=mine[-1].at if mine else None,
    )  # fmt: skip
