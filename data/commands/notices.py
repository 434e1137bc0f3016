"""The boards are informed: first of the reason, then continuously. Source: plan line 51 (R25, R26)."""

from datetime import datetime

from sqlalchemy import select

from data.entities import Incident, Notice
from data.errors import RuleBroken
from data.rules import incidents, notices, times
from data.rules.access import Viewer
from data.storage import Change, Store, intention
from data.vocabulary import Channel, IncidentState, Subject, Verb


@intention
def inform(
    store: Store,
    by: Viewer,
    key: str | None = None,
    *,
    incident: int,
    body: str,
    channel: Channel | None,
    content: str,
    told_at: datetime | None,
    final: bool = False,
    time_confirmed: bool = False,
) -> int:
    """Note that a board was informed: when (UTC), how and shortly what; returns the notice's id.

    An incident of a plan counts for the whole plan: the notice belongs to the first one it covers. `final` is the last
    notice, which closing asks for. Raises RuleBroken "not-in-this-state", "unknown-body", "say-how-told", "no-time",
    "not-told-yet", "time-long-ago" until confirmed, "text-missing" (content), "personal-text".
    """
    with store.changing(by, key) as change:
        found = change.get(Incident, incident)
        change.require(Verb.INFORM, found)
        led = _led(change, found)
        incidents.require_state(Verb.INFORM, next((i for i in led if i.state is IncidentState.ACTIVE), found).state)
        if body not in {forum.code for forum in change.plan_of(found.standing_plan_id).informed_bodies}:
            raise RuleBroken("unknown-body", field="body")
        notices.require_told(channel, told_at, change.now)
        assert channel is not None and told_at is not None  # noqa: PT018  the rule has said so
        times.require_plausible(told_at, change.now, confirmed=time_confirmed, field="told_at")
        notice = change.add(
            Notice(
                incident_id=led[0].id, body=body, channel=channel, content_id=change.text("content", content),
                told_at=told_at, final=final, at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        change.outcome = notice.id
        change.log(
            Verb.INFORM, Subject.NOTICE, notice.id, incident=led[0], happened_at=told_at, body=body,
            channel=channel, final=final,
        )  # fmt: skip
    return change.outcome


def _led(change: Change, incident: Incident) -> list[Incident]:
    """Everything that the incident's plan covers, else the incident alone."""
    if incident.plan_id is None:
        return [incident]
    of_plan = select(Incident).where(Incident.plan_id == incident.plan_id).order_by(Incident.id)
    return list(change.session.scalars(of_plan))
