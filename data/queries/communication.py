"""The communication plan of one plan: its audiences, who speaks, its messages; and what the overview tells of many.

The rows of the plan file stand there from the beginning; what somebody planned is laid over them (R13, R39-R42).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import ActionPlan, AudienceRow, Incident, Message, Spokesperson, Translation
from data.plan import StandingPlan
from data.queries.sharing import shared
from data.queries.wording import NOTHING, Said, said
from data.rules import communication as rules
from data.rules.access import Viewer
from data.rules.communication import Gap, Planned
from data.rules.messages import QUESTIONS
from data.storage import Store
from data.storage.plan_versions import plan_version
from data.vocabulary import MessageState


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
    planned: Mapping[str, Planned] = field(default_factory=dict)
    mandatory: tuple[str, ...] = ()

    def gaps(self, *, explained: bool) -> list[Gap]:
        """What part 4 lacks; `explained` when it has a text of its own."""
        return rules.gaps(self.mandatory, self.planned, spoken=bool(self.press), explained=explained)


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
class TranslationRow:
    """A message in another language; `stale` when the message says something else since."""

    language: Said
    text: Said
    role: str
    at: datetime
    stale: bool


@dataclass(frozen=True)
class MessageRow:
    """One message with its whole course."""

    id: int
    plan_id: int
    number: int
    state: MessageState
    version: int
    audiences: tuple[str, ...]
    channels: tuple[str, ...]
    answers: Mapping[str, Said]
    """Question -> what it says, of those that are answered."""
    role: str
    at: datetime
    approved_role: str | None
    approved_at: datetime | None
    sent_role: str | None
    sent_at: datetime | None
    corrects: tuple[int, datetime | None] | None
    """Number of the message that it puts right, and when that was sent."""
    corrected_by: int | None
    """Number of the one that puts it right, or is being written to."""
    rebuts: int | None
    translations: tuple[TranslationRow, ...]

    @property
    def own_approval(self) -> bool:
        """Whoever approved wrote it as well, by function."""
        return self.approved_role == self.role


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
        messages = _messages(session, session.scalars(select(Message).where(Message.plan_id == plan)).all())
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


def message(store: Store, viewer: Viewer, number: int) -> MessageRow | None:
    """The message with this id, or None when there is none that the viewer may read."""
    with store.reading(viewer) as session:
        found = session.get(Message, number)
        return _messages(session, [found])[0] if found else None


def rebuttals(store: Store, viewer: Viewer, facts: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Fact id -> (plan id, number) of the newest message that rebuts it and was not discarded."""
    with store.reading(viewer) as session:
        rows = session.execute(
            select(Message.rebuts_id, Message.plan_id, Message.number)
            .where(Message.rebuts_id.in_(list(facts)), Message.state != MessageState.DISCARDED)
            .order_by(Message.id)
        )
        return {row.rebuts_id: (row.plan_id, row.number) for row in rows}


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
            press=press[plan], foremost=code, told_at=told.get((plan, code or "")), planned=planned[plan],
            mandatory=tuple(one.code for one in file.audiences if one.mandatory),
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


def _messages(session: Session, rows: Sequence[Message]) -> tuple[MessageRow, ...]:
    if not rows:
        return ()
    ids = [row.id for row in rows]
    linked = {row.corrects_id for row in rows if row.corrects_id}
    old = select(Message.id, Message.number, Message.sent_at).where(Message.id.in_(linked))
    corrected = {row.id: (row.number, row.sent_at) for row in session.execute(old)} if linked else {}
    newer = select(Message.corrects_id, Message.number).where(
        Message.corrects_id.in_(ids), Message.state != MessageState.DISCARDED
    )
    correcting = {row.corrects_id: row.number for row in session.execute(newer)}
    made = select(Translation).where(Translation.message_id.in_(ids)).order_by(Translation.id)
    translations = session.scalars(made).all()
    texts = said(session, [
        *(getattr(row, f"{q}_id") for row in rows for q in QUESTIONS),
        *(number for one in translations for number in (one.language_id, one.text_id)),
    ])  # fmt: skip
    spoken: dict[int, dict[str, TranslationRow]] = defaultdict(dict)
    written = {row.id: row.at for row in rows}
    for one in translations:
        language = texts[one.language_id]
        stale = one.at < written[one.message_id]
        spoken[one.message_id].pop(language.body or "", None)
        spoken[one.message_id][language.body or ""] = TranslationRow(
            language, texts[one.text_id], one.role, one.at, stale
        )
    return tuple(
        MessageRow(
            id=row.id, plan_id=row.plan_id, number=row.number, state=row.state, version=row.version,
            audiences=tuple(row.audiences), channels=tuple(row.channels),
            answers={q: texts[number] for q in QUESTIONS if (number := getattr(row, f"{q}_id"))},
            role=row.role, at=row.at, approved_role=row.approved_role, approved_at=row.approved_at,
            sent_role=row.sent_role, sent_at=row.sent_at, corrects=corrected.get(row.corrects_id or 0),
            corrected_by=correcting.get(row.id), rebuts=row.rebuts_id,
            translations=tuple(spoken[row.id].values()),
        )
        for row in sorted(rows, key=lambda row: -row.number)
    )  # fmt: skip
