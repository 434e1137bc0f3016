"""Actions as lists, cards and the matrix of parties x status read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from data.entities import Action, ActionPlan, Incident, Progress
from data.plan import StandingPlan
from data.queries.sharing import shared
from data.queries.wording import NOTHING, Said, said
from data.rules import descriptions, mandates, presence, progress
from data.rules.access import Viewer
from data.rules.hand_overs import Handed
from data.storage import Store
from data.storage.hand_overs import handed
from data.storage.plan_versions import plan_version
from data.storage.tables import tables
from data.vocabulary import ActionStatus, IncidentState, Lack, PlanState


@dataclass(frozen=True)
class ActionRow:
    """One action. Times are UTC; codes are those of its incident's standing plan."""

    id: int
    number: int
    incident_id: int
    incident_number: int
    exercise: bool
    plan_id: int
    standing_plan_id: int
    coordinator: str
    """Role that coordinates its incident now."""
    entry: str | None
    person_related: bool
    what: Said
    where: Said
    party: str | None
    leaders: tuple[str, ...]
    target_groups: tuple[str, ...]
    deadline: datetime | None
    status: ActionStatus
    proposed_at: datetime
    told_at: datetime
    forum: str | None
    version: int
    overdue: bool
    unowned: bool
    closed: bool
    """Its plan is closed: to be read, not changed."""
    note: Said
    """What was last told about it."""
    reserved: bool = False
    """Accepted by somebody who cannot commit the party, and not confirmed yet (6.10)."""
    category: str = ""
    """Kind of its incident, and where that is: for a plan that covers several (6.12)."""
    place: str = ""
    starts_at: datetime | None = None
    evidence: Said = NOTHING
    """How one will see that it is done, as it was planned (R36)."""
    helpers: tuple[str, ...] = ()
    """Codes of the parties that help; `party` alone is responsible (R37)."""
    networks: tuple[str, ...] = ()
    """Networks that are activated, as the plan file names them (R12)."""
    absent: bool = False
    """Proposed, and its party is not at the table: it waits for them (R58, 6.4)."""
    lacks: tuple[Lack, ...] = ()
    """What its description does not say yet; nothing for one that has ended."""
    handed: Handed | None = None
    """How it stands with the forum, for one that is handed over (R45)."""

    def concerns(self, party: str | None) -> bool:
        """Whether the party is responsible for it or helps."""
        return party is not None and (self.party == party or party in self.helpers)


@dataclass(frozen=True)
class ProgressRow:
    """What was told about an action, newest first."""

    status: ActionStatus
    note: Said
    seen_by: Said
    happened_at: datetime
    at: datetime
    role: str
    party: str | None


@shared
def actions(store: Store, viewer: Viewer, *, plan: int | None = None, active_only: bool = False) -> list[ActionRow]:
    """Actions of a plan, or of all; with `active_only` those of active incidents.

    Unowned first, then overdue, then by deadline and number: the order the meeting reads them in.
    """
    with store.reading(viewer) as session:
        wanted = select(Action, Incident).join(Incident, Incident.id == Action.incident_id)
        if plan is not None:
            wanted = wanted.where(Action.plan_id == plan)
        if active_only:
            wanted = wanted.where(Incident.state == IncidentState.ACTIVE)
        rows = _rows(session, [(a, i) for a, i in session.execute(wanted)], store.clock())
    return sorted(rows, key=_urgency)


def action(store: Store, viewer: Viewer, number: int) -> ActionRow | None:
    """The action with this id, or None when the viewer may read no such."""
    with store.reading(viewer) as session:
        wanted = select(Action, Incident).join(Incident, Incident.id == Action.incident_id).where(Action.id == number)
        found = session.execute(wanted).first()
        return _rows(session, [(found[0], found[1])], store.clock())[0] if found else None


def _urgency(row: ActionRow) -> tuple[bool, bool, bool, float, int]:
    ended = row.status in progress.TERMINAL
    return (ended, not row.unowned, not row.overdue, row.deadline.timestamp() if row.deadline else 1e12, row.number)


def _rows(session: Session, found: Sequence[tuple[Action, Incident]], now: datetime) -> list[ActionRow]:
    last = _last_notes(session, [a.id for a, *_ in found])
    ours = {a.plan_id for a, _ in found}
    closed = set(
        session.scalars(select(ActionPlan.id).where(ActionPlan.id.in_(ours), ActionPlan.state == PlanState.CLOSED))
    )
    texts = said(session, [i for a, *_ in found for i in (a.what_id, a.where_id, a.evidence_id)] + list(last.values()))
    standing = {n: plan_version(session, n)[1] for n in {i.standing_plan_id for _, i in found}}
    absent = waiting(session, [(a, i) for a, i in found if a.plan_id not in closed], standing, now)
    over = handed(session, {a.id: a.status for a, _ in found})
    return [
        ActionRow(
            id=a.id, number=a.number, incident_id=a.incident_id, incident_number=i.number, exercise=i.exercise,
            plan_id=a.plan_id, standing_plan_id=i.standing_plan_id, coordinator=i.coordinator, entry=a.entry,
            person_related=a.person_related, what=texts[a.what_id], where=texts[a.where_id], party=a.party,
            leaders=tuple(a.leaders), target_groups=tuple(a.target_groups), deadline=a.deadline,
            status=a.status, proposed_at=a.proposed_at, told_at=a.told_at, forum=a.forum, version=a.version,
            overdue=a.plan_id not in closed and progress.is_overdue(a.status, a.deadline, now),
            unowned=a.plan_id not in closed and progress.is_unowned(a.status, a.party),
            closed=a.plan_id in closed,
            note=texts[last[a.id]] if a.id in last else NOTHING,
            reserved=mandates.awaits(a.status, reserved=a.reserved),
            category=i.category, place=i.place, starts_at=a.starts_at, evidence=texts[a.evidence_id],
            helpers=tuple(a.helpers), networks=tuple(a.networks), absent=a.id in absent,
            lacks=() if a.status in progress.TERMINAL else _lacks(a, standing[i.standing_plan_id]),
            handed=over.get(a.id),
        )
        for a, i in found
    ]  # fmt: skip


def waiting(
    session: Session, found: Sequence[tuple[Action, Incident]], standing: Mapping[int, StandingPlan], now: datetime
) -> set[int]:
    """The actions that wait for a party that is not at the table; nothing is read when none can."""
    asked = [
        (a, i, party)
        for a, i in found
        if a.status is ActionStatus.PROPOSED and i.state is IncidentState.ACTIVE
        and (party := standing[i.standing_plan_id].parties.get(a.party or ""))
    ]  # fmt: skip
    around = tables(
        session, {i.id: (a.plan_id, standing[i.standing_plan_id]) for a, i, _ in asked}, now,
        with_guests=any(not party.permanent for *_, party in asked),
    )  # fmt: skip
    return {a.id for a, i, party in asked if presence.is_waited_for(a.status, party, around[i.id])}


def _lacks(action: Action, standing: StandingPlan) -> tuple[Lack, ...]:
    return descriptions.lacks(
        standing.catalogue.get(action.entry or ""), party=action.party, leaders=action.leaders,
        target_groups=action.target_groups, deadline=action.deadline, evidence=action.evidence_id is not None,
        networks=action.networks, person_related=action.person_related,
    )  # fmt: skip


def _last_notes(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Action id -> text id of what was last said about it: a note, else how one can see that it is done."""
    said_something = or_(Progress.note_id.is_not(None), Progress.seen_by_id.is_not(None))
    last = select(func.max(Progress.id)).where(Progress.action_id.in_(ids), said_something).group_by(Progress.action_id)
    told = select(Progress.action_id, Progress.note_id, Progress.seen_by_id).where(Progress.id.in_(last))
    return {row.action_id: row.note_id or row.seen_by_id for row in session.execute(told)}


def progress_of(store: Store, viewer: Viewer, number: int) -> list[ProgressRow]:
    """Everything told about an action, newest first."""
    with store.reading(viewer) as session:
        rows = session.scalars(select(Progress).where(Progress.action_id == number).order_by(Progress.id.desc())).all()
        texts = said(session, [i for r in rows for i in (r.note_id, r.seen_by_id)])
        return [
            ProgressRow(
                status=r.status, note=texts[r.note_id], seen_by=texts[r.seen_by_id], happened_at=r.happened_at,
                at=r.at, role=r.role, party=r.party,
            )
            for r in rows
        ]  # fmt: skip


STANDS = (ActionStatus.PROPOSED, ActionStatus.ACCEPTED, ActionStatus.IN_PROGRESS, ActionStatus.DONE)


def _spoken(row: ActionRow) -> datetime | None:
    """When the party last said anything; a proposal that waits for it is no word of its own."""
    return None if row.status is ActionStatus.PROPOSED else row.told_at


def matrix(rows: Sequence[ActionRow], parties: Sequence[str]) -> pd.DataFrame:
    """Parties x status, with the overdue count, the party's last word, and since when it has something to do.

    Index: party codes in the given order. Columns: status values (int), "overdue" (int), "told_at" and "asked_at" (UTC
    or NaT): when it last said something, and when the first of its actions that have not ended was proposed.
    """
    columns = [*(status.value for status in STANDS), "overdue"]
    counts = {code: dict.fromkeys(columns, 0) for code in parties}
    spoken: dict[str, datetime] = {}
    asked: dict[str, datetime] = {}
    for row in rows:
        if row.party is None or row.party not in counts:
            continue
        if row.status in STANDS:
            counts[row.party][row.status.value] += 1
        counts[row.party]["overdue"] += row.overdue
        if at := _spoken(row):
            spoken[row.party] = max(at, spoken.get(row.party, at))
        if row.status not in progress.TERMINAL:
            asked[row.party] = min(row.proposed_at, asked.get(row.party, row.proposed_at))
    frame = pd.DataFrame(list(counts.values()), pd.Index(parties, name="party"), columns)
    for name, moments in (("told_at", spoken), ("asked_at", asked)):
        frame[name] = pd.Series([moments.get(code) for code in parties], frame.index, dtype="datetime64[us, UTC]")
    return frame
