"""Reads the account of a plan that every format of its document shares (data/queries/document.py), in one reading."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import (
    Action,
    ActionPlan,
    Attendance,
    Incident,
    Meeting,
    PlanAgreement,
    PlanEdition,
    PlanPart,
    Progress,
    SupportAnswer,
)
from data.plan import StandingPlan
from data.queries.actions import waiting
from data.queries.document import (
    CoveredIncident,
    DocumentAction,
    DocumentEdition,
    DocumentPart,
    HeldMeeting,
    Leader,
    PartyStance,
    PlanDocument,
    Scale,
    SupportSaid,
)
from data.queries.filed_messages import audiences_of, messages_of, speakers_of
from data.queries.meetings import SeatRow
from data.queries.wording import NOTHING, said
from data.rules import access, mandates, progress
from data.rules.access import Viewer
from data.rules.agreement import Changes, changes
from data.storage import Store
from data.storage.contents import contents
from data.storage.hand_overs import handed
from data.storage.part_states import part_states
from data.storage.plan_versions import plan_version
from data.vocabulary import ActionStatus, Affected, PartKind, PartState, PlanState, Verb

SHORTEST_NAME: Final = 3
"""Letters of a name that are looked for in an address."""


def plan_document(store: Store, viewer: Viewer, plan: int) -> PlanDocument | None:
    """The plan as this viewer files it now; None when the viewer may read no such. Never shared: it holds contacts."""
    with store.reading(viewer) as session:
        found = session.get(ActionPlan, plan)
        covered = covered_by(session, plan)
        if found is None or not covered:
            return None
        at = store.clock()
        standing = plan_version(session, covered[0].standing_plan_id)[1]
        contacts = access.may(viewer, Verb.SEE_CONTACTS)
        in_use = plan_version(session)[1]
        editions = _editions(session, plan)
        since = _since(session, found)
        actions = _actions(session, found, in_use if contacts else None, at, since, standing)
        rows = newest_parts(session, plan)
        purpose = rows.get(PartKind.PURPOSE)
        states = part_states(session, plan, standing, ends_at=found.ends_at)
        return PlanDocument(
            at=at, plan_id=plan, standing_plan_id=covered[0].standing_plan_id, number=found.number,
            exercise=found.exercise, state=found.state, edition=found.edition,
            changed=bool(since), coordinator=covered[0].coordinator,
            opened_at=found.opened_at, closed_at=found.closed_at, ends_at=found.ends_at, extensions=found.extensions,
            extract=viewer.only is not None, contacts=contacts, incidents=told(covered),
            meetings=_meetings(session, plan), parts=_parts(session, rows, states, since),
            scale=scale_of(session, rows.get(PartKind.SITUATION)),
            target_groups=tuple(purpose.target_groups) if purpose else (), actions=actions,
            support=_support(session, plan), audiences=audiences_of(session, plan, standing),
            speakers=speakers_of(session, plan), messages=messages_of(session, plan), editions=editions,
        )  # fmt: skip


def _since(session: Session, plan: ActionPlan) -> Changes:
    """What has changed since the newest edition, as its contents say it: an extension agrees to its end alone (R31)."""
    newest = select(PlanEdition).where(PlanEdition.plan_id == plan.id).order_by(PlanEdition.number.desc()).limit(1)
    edition = session.scalar(newest)
    if edition is None:
        return Changes()
    found = changes(edition.contents, contents(session, plan.id, ends_at=plan.ends_at))
    return _later(session, edition) if found is None else found


def _later(session: Session, edition: PlanEdition) -> Changes:
    """What was written after an edition of which it is not known what it held."""
    parts = select(PlanPart.kind).where(PlanPart.plan_id == edition.plan_id, PlanPart.at > edition.at)
    added = select(Action.id).where(Action.plan_id == edition.plan_id, Action.proposed_at > edition.at)
    return Changes(parts=tuple(session.scalars(parts)), added=tuple(session.scalars(added)))


def covered_by(session: Session, plan: int) -> Sequence[Incident]:
    """The incidents of a plan that the viewer reads."""
    return session.scalars(select(Incident).where(Incident.plan_id == plan).order_by(Incident.id)).all()


def told(incidents: Sequence[Incident]) -> tuple[CoveredIncident, ...]:
    """What they are called."""
    return tuple(CoveredIncident(i.number, i.category, i.place, i.happened_at, i.activated_at) for i in incidents)


def newest_parts(session: Session, plan: int) -> dict[PartKind, PlanPart]:
    """The revision of each part that counts."""
    rows = session.scalars(select(PlanPart).where(PlanPart.plan_id == plan).order_by(PlanPart.revision))
    return {row.kind: row for row in rows}


def scale_of(session: Session, row: PlanPart | None) -> Scale:
    """The scale that a revision of part 1 tells."""
    if row is None:
        return Scale()
    reason = said(session, [row.risk_reason_id])[row.risk_reason_id]
    return Scale(row.involved_from, row.involved_to, row.involved_unknown, row.risk, reason, row.as_of)


def _parts(
    session: Session, rows: dict[PartKind, PlanPart], states: dict[PartKind, PartState], since: Changes
) -> tuple[DocumentPart, ...]:
    texts = said(session, [row.text_id for row in rows.values()])
    found = []
    for kind in PartKind:
        row = rows.get(kind)
        found.append(
            DocumentPart(
                kind=kind, state=states[kind],
                text=texts[row.text_id] if row else NOTHING, revision=row.revision if row else 0,
                role=row.role if row else None, at=row.at if row else None,
                changed=row is not None and kind in since.parts,
            )
        )  # fmt: skip
    return tuple(found)


def _actions(
    session: Session, plan: ActionPlan, contacts: StandingPlan | None, now: datetime, since: Changes,
    standing: StandingPlan,
) -> tuple[DocumentAction, ...]:  # fmt: skip
    """In the order of their numbers; with contacts if a plan file to take them from is given."""
    rows = session.scalars(select(Action).where(Action.plan_id == plan.id).order_by(Action.number)).all()
    seen = _seen(session, [a.id for a in rows if a.status is ActionStatus.DONE and not a.person_related])
    texts = said(session, [*(i for a in rows for i in (a.what_id, a.where_id, a.evidence_id)), *seen.values()])
    goes_on, over = plan.state is not PlanState.CLOSED, handed(session, {a.id: a.status for a in rows})
    of = {incident.id: incident for incident in covered_by(session, plan.id)}
    there = [(a, of[a.incident_id]) for a in rows if goes_on and a.incident_id in of]
    absent = waiting(session, there, {one.standing_plan_id: standing for one in of.values()}, now)
    return tuple(
        DocumentAction(
            number=a.number, entry=a.entry, person_related=a.person_related, what=texts[a.what_id],
            where=NOTHING if a.person_related else texts[a.where_id], starts_at=a.starts_at, deadline=a.deadline,
            evidence=NOTHING if a.person_related else texts[a.evidence_id], party=a.party,
            leaders=tuple(_leader(contacts, role) for role in a.leaders), helpers=tuple(a.helpers),
            networks=tuple(a.networks), target_groups=tuple(a.target_groups), status=a.status,
            unowned=goes_on and progress.is_unowned(a.status, a.party),
            absent=a.id in absent, overdue=goes_on and progress.is_overdue(a.status, a.deadline, now),
            reserved=mandates.awaits(a.status, reserved=a.reserved), forum=a.forum,
            new=a.id in since.added, handed=over.get(a.id), seen=texts[seen.get(a.id)],
        )
        for a in rows
    )  # fmt: skip


def _seen(session: Session, done: Sequence[int]) -> dict[int, int | None]:
    """Action id -> the text that said last how one could see that it was done."""
    told = select(Progress.action_id, Progress.seen_by_id).where(
        Progress.action_id.in_(done), Progress.seen_by_id.is_not(None)
    )
    return {row.action_id: row.seen_by_id for row in session.execute(told.order_by(Progress.id))}


def _leader(plan: StandingPlan | None, role: str) -> Leader:
    """How a function is reached: without its holder's name, and without an address that spells it (R38)."""
    contact = plan.contact_of(role) if plan else None
    if contact is None:
        return Leader(role)
    email = "" if _spells(contact.name, contact.email) else contact.email
    return Leader(role, contact.function, contact.organisation, contact.phone_as_written, email)


def _spells(name: str, address: str) -> bool:
    local = address.partition("@")[0].lower()
    return any(part in local for part in name.lower().replace("-", " ").split() if len(part) >= SHORTEST_NAME)


def _support(session: Session, plan: int) -> tuple[SupportSaid, ...]:
    rows = session.scalars(select(SupportAnswer).where(SupportAnswer.plan_id == plan).order_by(SupportAnswer.id)).all()
    newest: dict[Affected, SupportAnswer] = {row.about: row for row in rows}
    texts = said(session, [row.note_id for row in newest.values()])
    return tuple(
        SupportSaid(about, row.needed, texts[row.note_id], row.role, row.at)
        for about in Affected
        if (row := newest.get(about))
    )


def _editions(session: Session, plan: int) -> tuple[DocumentEdition, ...]:
    rows = session.scalars(select(PlanEdition).where(PlanEdition.plan_id == plan).order_by(PlanEdition.number)).all()
    agreements = session.scalars(
        select(PlanAgreement).where(PlanAgreement.plan_id == plan).order_by(PlanAgreement.id)
    ).all()
    texts = said(session, [*(row.reason_id for row in rows), *(one.note_id for one in agreements)])
    stances: dict[int, list[PartyStance]] = defaultdict(list)
    for one in agreements:
        stances[one.edition_id].append(
            PartyStance(one.party, one.stance, texts[one.note_id], one.at, one.role, one.reserved)
        )
    return tuple(
        DocumentEdition(
            number=row.number, meeting_at=row.meeting_at, ends_at=row.ends_at, reason=texts[row.reason_id],
            reopens=row.reopens, role=row.role, at=row.at, stances=tuple(stances[row.id]),
        )
        for row in rows
    )  # fmt: skip


def _meetings(session: Session, plan: int) -> tuple[HeldMeeting, ...]:
    held = select(Meeting).where(
        Meeting.plan_id == plan, Meeting.started_at.is_not(None), Meeting.cancelled_at.is_(None)
    )
    rows = session.scalars(held.order_by(Meeting.number)).all()
    seats: dict[int, list[Attendance]] = defaultdict(list)
    for seat in session.scalars(select(Attendance).where(Attendance.plan_id == plan).order_by(Attendance.id)):
        seats[seat.meeting_id].append(seat)
    texts = said(session, [*(m.place_id for m in rows), *(s.limit_id for sat in seats.values() for s in sat)])
    return tuple(
        HeldMeeting(
            number=m.number, follow_up=m.follow_up, started_at=m.started_at or m.planned_at, ended_at=m.ended_at,
            place=texts[m.place_id], chair=m.chair, recorder=m.recorder,
            seats=tuple(
                SeatRow(
                    id=s.id, role=s.seated, kind=s.seat, mandate=s.mandate, limit=texts[s.limit_id], way=s.way,
                    came_at=s.came_at, left_at=s.left_at,
                )
                for s in seats[m.id]
            ),
        )
        for m in rows
    )  # fmt: skip
