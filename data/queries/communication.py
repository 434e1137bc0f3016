"""The communication plan of one plan: its audiences, who speaks, its messages; and what the overview tells of many.

The rows of the plan file stand there from the beginning; what somebody planned is laid over them (R13, R39-R42).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import ActionPlan, AudienceRow, Incident, Message, Spokesperson
from data.plan import StandingPlan
from data.queries.messages import MessageRow, message_rows
from data.queries.sharing import shared
from data.queries.wording import NOTHING, Said, said
from data.rules import communication as rules
from data.rules.access import Viewer
from data.rules.communication import Gap, Planned
from data.storage import Store
from data.storage.plan_versions import plan_version


@dataclass(frozen=True)
class PressRow:
    """The role that speaks to the press: about everything, or about a topic."""

    id: int
    speaker: str
    topic: Said
    role: str
    at: datetime


@dataclass(frozen=True)
class Communicating:
    """What the overview and the wall tell of a plan's communication. Times are UTC."""

    press: tuple[PressRow, ...] = ()
    """Who speaks, about everything first."""
    foremost: str | None = None
    """Code of the audience that the wall tells about, and when a message to it went out last."""
    told_at: datetime | None = None
    planned: tuple[tuple[str, Planned], ...] = ()
    mandatory: tuple[str, ...] = ()

    @property
    def unspoken(self) -> bool:
        """Nobody speaks about everything, whoever speaks about a topic (R42)."""
        return all(one.topic.id for one in self.press)

    def gaps(self, *, explained: bool) -> list[Gap]:
        """What part 4 lacks; `explained` when it has a text of its own."""
        return rules.gaps(self.mandatory, dict(self.planned), spoken=not self.unspoken, explained=explained)


@dataclass(frozen=True)
class AudienceView:
    """An audience with what is planned for it; `index` is its place in the plan file, None for the plan's own."""

    key: str
    """Its code in the plan file, or `#id`."""
    index: int | None
    id: int
    version: int
    """Both 0 for a row that nobody has planned yet."""
    name: Said
    internal: bool
    mandatory: bool
    relevant: bool
    reason: Said
    informs: str | None
    channels: tuple[str, ...]
    due: datetime | None
    role: str | None
    at: datetime | None
    told_at: datetime | None
    told_by: int | None
    """Number of the message that went out to it last."""


@dataclass(frozen=True)
class CommunicationView:
    """Everything on the page of one plan's communication."""

    plan_id: int
    exercise: bool
    standing_plan_id: int
    rows: tuple[AudienceView, ...]
    press: tuple[PressRow, ...]
    messages: tuple[MessageRow, ...]
    """The newest first."""

    def name_of(self, key: str) -> Said:
        """What an audience is called."""
        return next((row.name for row in self.rows if row.key == key), Said(0, key))


def communication(store: Store, viewer: Viewer, plan: int) -> CommunicationView | None:
    """The communication of the plan with this id, or None when the viewer may read no such."""
    return next(iter(_communications(store, viewer, plan=plan)), None)


@shared
def _communications(store: Store, viewer: Viewer, *, plan: int) -> list[CommunicationView]:
    with store.reading(viewer) as session:
        found = session.get(ActionPlan, plan)
        if found is None:
            return []
        began = select(Incident.standing_plan_id).where(Incident.plan_id == plan).order_by(Incident.id).limit(1)
        version = session.scalar(began) or 0
        messages = message_rows(session, session.scalars(select(Message).where(Message.plan_id == plan)).all())
        view = CommunicationView(
            plan_id=plan, exercise=found.exercise, standing_plan_id=version,
            rows=_rows(session, plan, plan_version(session, version)[1], messages),
            press=_press(session, [plan])[plan], messages=messages,
        )  # fmt: skip
        return [view]


def plan_of_audience(store: Store, viewer: Viewer, row: int) -> int | None:
    """The id of the plan that a stored audience belongs to, or None when the viewer may read no such."""
    with store.reading(viewer) as session:
        found = session.get(AudienceRow, row)
        return found.plan_id if found else None


def communicating(session: Session, files: Mapping[int, StandingPlan]) -> dict[int, Communicating]:
    """Plan id -> what is told of it in brief, for the plans (id -> plan file) asked about: as many selects for all."""
    if not files:
        return {}
    press = _press(session, files)
    planned: dict[int, dict[str, Planned]] = defaultdict(dict)
    rows = select(AudienceRow.plan_id, AudienceRow.code, AudienceRow.relevant, AudienceRow.informs)
    for row in session.execute(rows.where(AudienceRow.plan_id.in_(files), AudienceRow.code.is_not(None))):
        planned[row.plan_id][str(row.code)] = Planned(row.relevant, row.informs)
    told: dict[tuple[int, str], datetime] = {}
    sent = select(Message.plan_id, Message.audiences, Message.sent_at).where(
        Message.plan_id.in_(files), Message.sent_at.is_not(None)
    )
    for one in session.execute(sent.order_by(Message.sent_at)):
        told |= {(one.plan_id, key): one.sent_at for key in one.audiences}
    found = {}
    for plan, file in files.items():
        first = rules.foremost(file)
        code = first.code if first else None
        found[plan] = Communicating(
            press=press[plan], foremost=code, told_at=told.get((plan, code or "")),
            planned=tuple(planned[plan].items()), mandatory=tuple(one.code for one in file.audiences if one.mandatory),
        )  # fmt: skip
    return found


def _press(session: Session, plans: Iterable[int]) -> dict[int, tuple[PressRow, ...]]:
    named = select(Spokesperson).where(Spokesperson.plan_id.in_(list(plans)), Spokesperson.ended_at.is_(None))
    rows = session.scalars(named.order_by(Spokesperson.id)).all()
    topics = [row.topic_id for row in rows if row.topic_id]
    texts: Mapping[int | None, Said] = said(session, topics) if topics else {None: NOTHING}
    found: dict[int, list[PressRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.topic_id is not None, row.id)):
        found[row.plan_id].append(PressRow(row.id, row.speaker, texts[row.topic_id], row.role, row.at))
    return {plan: tuple(found[plan]) for plan in plans}


def _rows(session: Session, plan: int, file: StandingPlan, messages: Sequence[MessageRow]) -> tuple[AudienceView, ...]:
    """The plan file's audiences in its order, then the plan's own."""
    stored = session.scalars(select(AudienceRow).where(AudienceRow.plan_id == plan).order_by(AudienceRow.id)).all()
    texts = said(session, (number for row in stored for number in (row.name_id, row.reason_id)))
    by_code = {row.code: row for row in stored if row.code}
    told: dict[str, MessageRow] = {}
    for sent in sorted((m for m in messages if m.sent_at), key=lambda m: m.sent_at or m.at):
        told |= dict.fromkeys(sent.audiences, sent)
    shown = [
        _row(index, one.code, by_code.get(one.code), Said(0, one.name), one.internal, one.mandatory, texts, told)
        for index, one in enumerate(file.audiences)
    ]
    own = [row for row in stored if row.code is None]
    return (
        *shown,
        *(_row(None, f"#{r.id}", r, texts[r.name_id], r.internal, False, texts, told) for r in own),
    )


def _row(
    index: int | None, key: str, row: AudienceRow | None, name: Said, internal: bool, mandatory: bool,
    texts: Mapping[int | None, Said], told: Mapping[str, MessageRow],
) -> AudienceView:  # fmt: skip
    last = told.get(key)
    sent_at, number = (last.sent_at, last.number) if last else (None, None)
    if row is None:
        return AudienceView(
            key, index, 0, 0, name, internal, mandatory, True, NOTHING, None, (), None, None, None, sent_at, number
        )
    return AudienceView(
        key, index, row.id, row.version, name, row.internal, mandatory, row.relevant, texts[row.reason_id],
        row.informs, tuple(row.channels), row.due, row.role, row.at, sent_at, number,
    )  # fmt: skip
