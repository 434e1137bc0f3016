"""What the agreement of a plan needs and what has changed since the last one: for the plan's page and the meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Action, ActionPlan, Attendance, Incident, Meeting, PlanEdition
from data.plan import StandingPlan
from data.queries.sharing import shared
from data.rules import agreement as rules
from data.rules.access import Viewer
from data.rules.agreement import Changes, Stop
from data.storage import Store
from data.storage.contents import contents, prepared
from data.storage.plan_versions import plan_version
from data.vocabulary import PlanState


@dataclass(frozen=True)
class AgreementView:
    """Times are UTC."""

    held_at: datetime | None
    """When the newest meeting about the plan that has begun did so."""
    running: bool
    """Whether it still runs."""
    represented: tuple[str, ...]
    """The parties that somebody sat for there, in the plan file's order."""
    stops: tuple[Stop, ...]
    """What keeps the plan from being agreed, in force and closed, as far as its agreement looks at it."""
    edition: int
    """The newest edition; 0 before there is one."""
    changes: Changes | None
    """What has changed since that edition; None when there is none, or when it is not known what it held."""
    renewed: Changes | None
    """What the newest edition changed of the one before; None when there is none, or it is not known."""
    numbers: Mapping[int, int]
    """Id of an action that has changed -> its number."""


def agreement(store: Store, viewer: Viewer, *, plan: int) -> AgreementView | None:
    """How the agreement of the plan stands; None when the viewer may read no such plan."""
    return next(iter(_agreement(store, viewer, plan)), None)


@shared
def _agreement(store: Store, viewer: Viewer, plan: int) -> list[AgreementView]:
    with store.reading(viewer) as session:
        found = session.get(ActionPlan, plan)
        led = session.scalar(select(Incident).where(Incident.plan_id == plan).order_by(Incident.id).limit(1))
        if found is None or led is None:
            return []
        file = plan_version(session, led.standing_plan_id)[1]
        held_at, running, represented = _meeting(session, plan, file)
        newest = select(PlanEdition).where(PlanEdition.plan_id == plan).order_by(PlanEdition.number.desc()).limit(2)
        edition, before = (*session.scalars(newest), None, None)[:2]
        renewed = rules.changes(before.contents, edition.contents) if edition and before and edition.contents else None
        changed = rules.changes(edition.contents, contents(session, plan, ends_at=found.ends_at)) if edition else None
        held = held_at is not None or found.meeting_at is not None
        agreed = edition.contents.get("actions", {}) if edition and found.state is PlanState.AGREED else {}
        stands = prepared(
            session, plan, file, held=held, parties=len(represented) if held_at else int(held), ends_at=found.ends_at,
            confirmed=frozenset(int(number) for number in agreed),
        )  # fmt: skip
        return [
            AgreementView(
                held_at=held_at, running=running, represented=represented, stops=tuple(rules.stops(stands)),
                edition=found.edition, changes=changed, renewed=renewed, numbers=_numbers(session, changed, renewed),
            )
        ]  # fmt: skip


def _meeting(session: Session, plan: int, file: StandingPlan) -> tuple[datetime | None, bool, tuple[str, ...]]:
    """The newest meeting that has begun, and the parties that sat at it, whoever has left since."""
    begun = (
        select(Meeting)
        .where(Meeting.plan_id == plan, Meeting.started_at.is_not(None), Meeting.cancelled_at.is_(None))
        .order_by(Meeting.number.desc())
        .limit(1)
    )
    meeting = session.scalar(begun)
    if meeting is None:
        return None, False, ()
    seated = session.scalars(select(Attendance.seated).where(Attendance.meeting_id == meeting.id)).all()
    there = {file.roles[role].party for role in seated if role in file.roles}
    return meeting.started_at, meeting.ended_at is None, tuple(code for code in file.parties if code in there)


def _numbers(session: Session, *found: Changes | None) -> dict[int, int]:
    ids = [number for one in found if one for number in (*one.added, *one.changed, *one.gone)]
    if not ids:
        return {}
    return {row.id: row.number for row in session.execute(select(Action.id, Action.number).where(Action.id.in_(ids)))}
