"""The communication plan: who is told, by whom, through what and by when, and who speaks to the press.

Source: plan lines 21, 67 (R13, R39, R41, R42).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from data.entities import ActionPlan, AudienceRow, Incident, Spokesperson
from data.errors import RuleBroken, Stale
from data.plan import StandingPlan
from data.rules import communication
from data.rules.access import Viewer
from data.storage import Change, Seen, Store, intention
from data.vocabulary import PlanState, Subject, Verb


def _open(plan: ActionPlan) -> None:
    if plan.state is PlanState.CLOSED:
        raise RuleBroken("closed")


def _first(change: Change, plan: ActionPlan) -> Incident:
    """The incident that the plan began with; it rules under which plan file."""
    covered = select(Incident).where(Incident.plan_id == plan.id).order_by(Incident.id).limit(1)
    return change.session.scalars(covered).one()


def _file(change: Change, plan: ActionPlan) -> StandingPlan:
    return change.plan_of(_first(change, plan).standing_plan_id)


def _log(change: Change, verb: Verb, subject: Subject, number: int, plan: ActionPlan, **facts: Any) -> None:
    change.log(verb, subject, number, incident=_first(change, plan), plan=plan.id, **facts)


@intention
def plan_audience(
    store: Store,
    by: Viewer,
    key: str | None = None,
    *,
    plan: int,
    seen: Seen | None = None,
    code: str | None = None,
    name: str = "",
    internal: bool = False,
    relevant: bool = True,
    reason: str = "",
    informs: str | None = None,
    channels: Sequence[str] = (),
    due: datetime | None = None,
) -> int:
    """Say who tells an audience, through what and by when, or why it is not relevant. Returns the row's id.

    `seen` is the stored row that is changed. Without it a row is made: of the plan file with its `code`, else one of
    this plan's own with a `name` and whether it is `internal`. Raises Stale when somebody stored the row of the plan
    file in between; RuleBroken "say-why", "unknown-party", "unknown-code", "text-missing" (name).
    """
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        change.require(Verb.PLAN_AUDIENCE, found)
        _open(found)
        row = change.again(AudienceRow, seen) if seen else None
        if row is not None:
            if row.plan_id != plan:
                raise RuleBroken("unknown-code")
            code = row.code
        file = _file(change, found)
        communication.require_row(
            file, code=code, relevant=relevant, reason=reason, informs=informs, channels=channels
        )  # fmt: skip
        if row is None:
            row = _new_row(change, found, file, code, name, internal=internal)
        elif code is None:
            row.name_id, row.internal = change.text("name", name), internal
        row.relevant, row.reason_id = relevant, None if relevant else change.text("reason", reason)
        row.informs, row.channels, row.due = informs, list(channels), due
        row.at, row.person_id, row.role, row.party = change.now, by.person, by.role, by.party
        change.outcome = row.id
        _log(
            change, Verb.PLAN_AUDIENCE, Subject.AUDIENCE, row.id, found, audience=code, relevant=relevant,
            informs=informs, channels=list(channels), due=due,
        )  # fmt: skip
    return change.outcome


def _new_row(
    change: Change, plan: ActionPlan, file: StandingPlan, code: str | None, name: str, *, internal: bool
) -> AudienceRow:
    if code is not None:
        stored = select(AudienceRow).where(AudienceRow.plan_id == plan.id, AudienceRow.code == code)
        if (other := change.session.scalar(stored)) is not None:
            raise Stale(role=other.role, party=other.party, at=other.at)
        internal = file.audience_rows[code].internal
    by = change.by
    return change.add(
        AudienceRow(
            plan_id=plan.id, code=code, name_id=None if code else change.text("name", name), internal=internal,
            at=change.now, person_id=by.person, role=by.role, party=by.party,
        )
    )  # fmt: skip


@intention
def name_spokesperson(
    store: Store, by: Viewer, key: str | None = None, *, plan: int, speaker: str, topic: str = "", before: int = 0
) -> int:
    """Name the role that speaks to the press: about everything, or about one topic beside that (R42). Returns its id.

    There is one for everything: whoever was (`before`, 0 for nobody) is followed. Raises Stale when that has changed
    since, RuleBroken "choose-role" for nobody, or for a role of no organisation.
    """
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        change.require(Verb.NAME_SPOKESPERSON, found)
        _open(found)
        communication.require_speaker(_file(change, found), speaker)
        topic_id = change.maybe_text("topic", topic)
        if topic_id is None:
            _follow(change, found, before)
        named = change.add(
            Spokesperson(
                plan_id=plan, speaker=speaker, topic_id=topic_id, at=change.now, person_id=by.person, role=by.role,
                party=by.party,
            )
        )  # fmt: skip
        change.outcome = named.id
        _log(change, Verb.NAME_SPOKESPERSON, Subject.SPOKESPERSON, named.id, found, speaker=speaker, ended=False)
    return change.outcome


def _follow(change: Change, plan: ActionPlan, before: int) -> None:
    now = change.session.scalar(
        select(Spokesperson).where(
            Spokesperson.plan_id == plan.id, Spokesperson.topic_id.is_(None), Spokesperson.ended_at.is_(None)
        )
    )
    if (now.id if now else 0) != before:
        raise Stale(role=now.role, party=now.party, at=now.at) if now else Stale(role=None, party=None, at=None)
    if now:
        now.ended_at = change.now


@intention
def end_spokesperson(store: Store, by: Viewer, key: str | None = None, *, spokesperson: int) -> int:
    """Say that somebody speaks to the press no longer. Raises RuleBroken "already-so" when that was said already."""
    with store.changing(by, key) as change:
        named = change.get(Spokesperson, spokesperson)
        plan = change.get(ActionPlan, named.plan_id)
        change.require(Verb.NAME_SPOKESPERSON, plan)
        _open(plan)
        if named.ended_at is not None:
            raise RuleBroken("already-so")
        named.ended_at = change.now
        _log(change, Verb.NAME_SPOKESPERSON, Subject.SPOKESPERSON, named.id, plan, speaker=named.speaker, ended=True)
    return named.id
