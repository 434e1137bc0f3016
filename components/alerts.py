"""What stands above the map of the overview: what waits for somebody, the loudest first."""

from collections.abc import Sequence

from components import actions, call_tasks, calls, incidents, mandates, meetings, notices, plan_view, questions, stances
from components.session import Me
from data.queries import ActionRow, IncidentRow, PlanView


def show(me: Me, rows: Sequence[IncidentRow], told: Sequence[ActionRow], plans: Sequence[PlanView]) -> None:
    """Each keeps its place when it has nothing to say, so that the map below stays where it is."""
    plan_view.alarms(me, plans)
    meetings.running(me)
    incidents.unread(me, rows)
    calls.unresolved(me, plans)
    call_tasks.show(me)
    questions.tasks(me, plans)
    actions.mine(me, told)
    mandates.tasks(me, told, plans)
    stances.tasks(me, plans)
    notices.line(me)
