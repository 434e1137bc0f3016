"""The group is called in, and who coordinates changes hands. Source: plan lines 45, 47 (R18, R19, R21), 6.14, 6.17."""

from sqlalchemy import select

from data.entities import Call, Incident
from data.errors import RuleBroken
from data.rules import calling, incidents
from data.rules.access import Viewer
from data.rules.calling import Try
from data.storage import Change, Replayed, Store, intention
from data.vocabulary import CallResult, Channel, IncidentState, Subject, Verb


@intention
def record_call(
    store: Store, by: Viewer, key: str | None = None, *, incident: int, role: str, stand_in: int | None = None,
    result: CallResult, channel: Channel = Channel.PHONE,
) -> int:  # fmt: skip
    """Note that somebody was tried for a role of the group; a wrong one is corrected by the next. Returns its id.

    `stand_in` is a place among the role's stand-ins in the plan file, one more for somebody it does not name; None for
    the holder. A second click of the same hand within a moment is the first one. Once the activation is called off,
    "reached" says that the person has been told. Raises RuleBroken "not-in-this-state", "unknown-role",
    "unknown-stand-in".
    """
    with store.changing(by, key) as change:
        found = change.get(Incident, incident)
        change.require(Verb.RECORD_CALL, found)
        incidents.require_state(Verb.RECORD_CALL, found.state)
        calling.require_known(change.plan_of(found.standing_plan_id), role, stand_in)
        _refuse_echo(change, found, role, result)
        call = change.add(
            Call(
                incident_id=found.id, called=role, stand_in=stand_in, result=result, channel=channel, at=change.now,
                person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        change.log(
            Verb.RECORD_CALL, Subject.CALL, call.id, incident=found, plan=found.plan_id, called=role, stand_in=stand_in,
            result=result, channel=channel, after_end=found.state is IncidentState.CALLED_OFF,
        )  # fmt: skip
    return call.id


def _refuse_echo(change: Change, incident: Incident, role: str, result: CallResult) -> None:
    """The row moves on to the next person under a double click; its second half is answered as the first."""
    by = change.by
    mine = select(Call).where(Call.incident_id == incident.id, Call.called == role, Call.role == by.role)
    last = change.session.scalar(mine.where(Call.person_id == by.person).order_by(Call.id.desc()).limit(1))
    before = Try(last.stand_in, last.result, last.at) if last else None
    if last is not None and calling.is_echo(before, result, change.now):
        raise Replayed(last.id)


@intention
def change_coordinator(
    store: Store, by: Viewer, key: str | None = None, *, incident: int, before: str, role: str | None, unreachable: bool
) -> int:
    """Pass the coordination on to a fixed member of management: handed over, or because nobody answers (R18, 6.17).

    Incidents of one plan move together, so that exactly one coordinates it. `before` is who coordinated when the form
    was opened: raises Stale when that has changed. Raises RuleBroken "not-in-this-state", "choose-role",
    "coordinator-not-management", "already-so". Returns the incident's id.
    """
    with store.changing(by, key) as change:
        found = change.get(Incident, incident)
        change.require(Verb.CHANGE_COORDINATOR, found)
        together = _together(change, found)
        if not any(one.state is IncidentState.ACTIVE for one in together):
            incidents.require_state(Verb.CHANGE_COORDINATOR, found.state)
        if found.coordinator != before:
            raise change.stale(Subject.INCIDENT, found.id)
        known = change.plan_of(found.standing_plan_id).roles.get(role or "")
        if known is None:
            raise RuleBroken("choose-role", field="role")
        if not (known.permanent and known.level_management):
            raise RuleBroken("coordinator-not-management", field="role")
        if known.code == before:
            raise RuleBroken("already-so", field="role")
        for one in together:
            one.coordinator = known.code
        change.log(
            Verb.CHANGE_COORDINATOR, Subject.INCIDENT, found.id, incident=found, plan=found.plan_id,
            before=before, after=known.code, unreachable=unreachable,
        )  # fmt: skip
    return found.id


def _together(change: Change, incident: Incident) -> list[Incident]:
    """The incident, and every other one that its plan covers."""
    if incident.plan_id is None:
        return [incident]
    return list(change.session.scalars(select(Incident).where(Incident.plan_id == incident.plan_id)))
