"""A handlingsplan with its five parts, its editions, and what still stops its closing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import (
    Action,
    ActionPlan,
    Impression,
    Incident,
    PlanAgreement,
    PlanEdition,
    SupportAnswer,
)
from data.queries.communication import Communicating, communicating
from data.queries.parts import PartRow, parts_of
from data.queries.sharing import shared
from data.queries.wording import Said, said
from data.rules import communication
from data.rules import parts as part_rules
from data.rules import plans as rules
from data.rules.access import Viewer
from data.rules.hand_overs import Handed
from data.storage import Store
from data.storage.hand_overs import handed
from data.storage.plan_versions import plan_version
from data.storage.readiness import duties, uninformed
from data.vocabulary import Affected, PartKind, PartState, PlanState, Stance


@dataclass(frozen=True)
class StanceRow:
    """How a party stands to an edition, who said so or wrote it down (a role), and its reservation in its own words."""

    id: int
    party: str
    stance: Stance
    note: Said
    role: str | None
    at: datetime | None
    reserved: bool
    """Agreed without the mandate to: not to be confused with a stance of reservation (6.10)."""


@dataclass(frozen=True)
class EditionRow:
    """An edition; `reason` is said for one that extends or reopens, no end time for one that is agreed alone."""

    number: int
    meeting_at: datetime | None
    ends_at: datetime | None
    reason: Said
    reopens: bool
    role: str
    at: datetime
    stances: Mapping[str, StanceRow]
    """Party -> how it stands; a party that has not answered has none."""

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties that agree."""
        return tuple(party for party, row in self.stances.items() if row.stance is Stance.AGREES)

    @property
    def reserved(self) -> Mapping[str, int]:
        """Party -> id of its agreement, for those whose mandate is awaited (6.10)."""
        return {party: row.id for party, row in self.stances.items() if row.reserved}


@dataclass(frozen=True)
class SupportRow:
    """The newest answer about residents or staff."""

    needed: bool
    note: Said
    role: str
    at: datetime


@dataclass(frozen=True)
class ImpressionRow:
    """A party's first impression."""

    party: str | None
    role: str
    good: Said
    better: Said


@dataclass(frozen=True)
class PlanView:
    """One plan with everything on its page. Times are UTC."""

    id: int
    number: int
    exercise: bool
    state: PlanState
    edition: int
    meeting_at: datetime | None
    ends_at: datetime | None
    extensions: int
    closed_at: datetime | None
    version: int
    overrun: bool
    """In force past its end time (6.5)."""
    parts: Mapping[PartKind, PartRow]
    incidents: tuple[tuple[int, int, str, str], ...]
    """(id, number, category, place) of what it covers."""
    standing_plan_id: int
    coordinator: str
    editions: tuple[EditionRow, ...]
    agreed: tuple[str, ...]
    """The parties that agree to the last edition that parties have answered to."""
    reserved: Mapping[str, int]
    """Party -> id of its agreement, for those of `agreed` that wait for their party's confirmation (6.10)."""
    support: Mapping[Affected, SupportRow]
    impressions: tuple[ImpressionRow, ...]
    missing: tuple[rules.Missing, ...]
    communicating: Communicating
    lacking: tuple[communication.Gap, ...]
    """What part 4 still lacks."""
    unregistered: tuple[int, ...] = ()
    """Ids of actions that were handed over without a receiver and a day (R45)."""
    unconfirmed: tuple[tuple[int, str], ...] = ()
    """(number, forum) of what was handed over and no forum has confirmed yet; it stops nothing."""


@shared
def plans(store: Store, viewer: Viewer, *, closed: bool = False) -> list[PlanView]:
    """The plans being drafted or in force (or the closed ones), newest first."""
    with store.reading(viewer) as session:
        state = ActionPlan.state.in_({PlanState.CLOSED} if closed else set(PlanState) - {PlanState.CLOSED})
        covered = ActionPlan.id.in_(select(Incident.plan_id).where(Incident.plan_id.is_not(None)))
        found = session.scalars(select(ActionPlan).where(state, covered).order_by(ActionPlan.id.desc())).all()
        return _views(session, found, store.clock())


def plan(store: Store, viewer: Viewer, number: int) -> PlanView | None:
    """The plan with this id, or None when the viewer may read no such."""
    with store.reading(viewer) as session:
        found = session.get(ActionPlan, number)
        return _views(session, [found], store.clock())[0] if found else None


def _views(session: Session, plans: Sequence[ActionPlan], now: datetime) -> list[PlanView]:
    """The plans with everything on their pages: as many selects for all as for one."""
    ids = [plan.id for plan in plans]
    covered: dict[int, list[Incident]] = defaultdict(list)
    for incident in session.scalars(select(Incident).where(Incident.plan_id.in_(ids)).order_by(Incident.id)):
        covered[incident.plan_id or 0].append(incident)
    actions: dict[int, list[Any]] = defaultdict(list)
    told = select(Action.plan_id, Action.id, Action.number, Action.status, Action.forum)
    for row in session.execute(told.where(Action.plan_id.in_(ids)).order_by(Action.number)):
        actions[row.plan_id].append(row)
    over = handed(session, {row.id: row.status for rows in actions.values() for row in rows})
    parts, editions = parts_of(session, ids), _editions_of(session, ids)
    support, impressions = _support_of(session, ids), _impressions_of(session, ids)
    files = {n: plan_version(session, led[0].standing_plan_id)[1] for n, led in covered.items()}
    informed, spoken = duties(session, files), communicating(session, files)
    return [
        _view(
            plan, covered[plan.id], actions[plan.id], over, parts[plan.id], editions[plan.id], support[plan.id],
            impressions[plan.id], uninformed(informed.get(plan.id, ())), spoken.get(plan.id, Communicating()), now,
        )
        for plan in plans
    ]  # fmt: skip


def _view(
    plan: ActionPlan, covered: Sequence[Incident], actions: Sequence[Any], over: Mapping[int, Handed],
    parts: Mapping[PartKind, PartRow], editions: Sequence[EditionRow], support: Mapping[Affected, SupportRow],
    impressions: Sequence[ImpressionRow], untold: tuple[str, ...], told: Communicating, now: datetime,
) -> PlanView:  # fmt: skip
    answered = [edition for edition in editions if edition.stances]
    written = parts[PartKind.COMMUNICATION].state
    lacking = tuple(told.gaps(explained=written is PartState.FILLED))
    statuses = {action.id: action.status for action in actions}
    mine = [(action, over[action.id]) for action in actions if action.id in over]
    unregistered = tuple(action.id for action, one in mine if not one.registered)
    stands = rules.Standing(statuses, frozenset(support), len(impressions), untold, len(unregistered))
    return PlanView(
        id=plan.id, number=plan.number, exercise=plan.exercise, state=plan.state, edition=plan.edition,
        meeting_at=plan.meeting_at, ends_at=plan.ends_at, extensions=plan.extensions, closed_at=plan.closed_at,
        version=plan.version,
        overrun=plan.state is PlanState.IN_FORCE and plan.ends_at is not None and plan.ends_at <= now,
        parts={kind: _filled(row, len(statuses), plan.ends_at, lacking) for kind, row in parts.items()},
        incidents=tuple((i.id, i.number, i.category, i.place) for i in covered),
        standing_plan_id=covered[0].standing_plan_id if covered else 0,
        coordinator=covered[0].coordinator if covered else "",
        editions=tuple(editions), agreed=answered[-1].parties if answered else (),
        reserved=answered[-1].reserved if answered else {},
        support=support, impressions=tuple(impressions), missing=tuple(rules.missing_to_close(stands)),
        communicating=told, lacking=lacking, unregistered=unregistered,
        unconfirmed=tuple(
            (action.number, action.forum or "")
            for action, one in mine
            if one.registered and not (one.confirmed or one.dealt)
        ),
    )  # fmt: skip


def _filled(row: PartRow, actions: int, ends_at: datetime | None, lacking: Sequence[communication.Gap]) -> PartRow:
    if row.kind is PartKind.COMMUNICATION:
        return replace(row, state=communication.part_state(row.state, lacking))
    return replace(row, state=part_rules.part_state(row.kind, row.state, actions=actions, ends_at=ends_at))


def _editions_of(session: Session, ids: Sequence[int]) -> dict[int, list[EditionRow]]:
    rows = session.scalars(select(PlanEdition).where(PlanEdition.plan_id.in_(ids)).order_by(PlanEdition.number)).all()
    agreed: dict[int, list[PlanAgreement]] = defaultdict(list)
    if rows:
        agreements = select(PlanAgreement).where(PlanAgreement.plan_id.in_(ids)).order_by(PlanAgreement.id)
        for agreement in session.scalars(agreements):
            agreed[agreement.edition_id].append(agreement)
    notes = [one.note_id for stances in agreed.values() for one in stances]
    texts = said(session, [*(row.reason_id for row in rows), *notes])
    found: dict[int, list[EditionRow]] = defaultdict(list)
    for row in rows:
        found[row.plan_id].append(
            EditionRow(
                number=row.number, meeting_at=row.meeting_at, ends_at=row.ends_at, reason=texts[row.reason_id],
                reopens=row.reopens, role=row.role, at=row.at,
                stances={
                    one.party: StanceRow(
                        one.id, one.party, one.stance, texts[one.note_id], one.role, one.at, one.reserved
                    )
                    for one in agreed[row.id]
                },
            )
        )  # fmt: skip
    return found


def _support_of(session: Session, ids: Sequence[int]) -> dict[int, dict[Affected, SupportRow]]:
    rows = session.scalars(select(SupportAnswer).where(SupportAnswer.plan_id.in_(ids)).order_by(SupportAnswer.id)).all()
    texts = said(session, (row.note_id for row in rows))
    found: dict[int, dict[Affected, SupportRow]] = defaultdict(dict)
    for row in rows:
        found[row.plan_id][row.about] = SupportRow(row.needed, texts[row.note_id], row.role, row.at)
    return found


def _impressions_of(session: Session, ids: Sequence[int]) -> dict[int, list[ImpressionRow]]:
    rows = session.scalars(select(Impression).where(Impression.plan_id.in_(ids)).order_by(Impression.id)).all()
    texts = said(session, [i for row in rows for i in (row.good_id, row.better_id)])
    found: dict[int, list[ImpressionRow]] = defaultdict(list)
    for row in rows:
        found[row.plan_id].append(ImpressionRow(row.party, row.role, texts[row.good_id], texts[row.better_id]))
    return found
