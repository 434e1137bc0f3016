"""A handlingsplan as it is filed: everything of it at one moment, frozen; every format is made from this one account.

It holds codes and what people wrote; the words stand in components/documents. Nobody's name is in it: participants are
the functions they sat for, as the attendance notes them, and leaders are reached by function (R38). Whoever signs the
paper writes their own name. The closed item is not in it at all (6.2). Source: plan lines 59-69 (R30-R45).
"""

from dataclasses import dataclass
from datetime import datetime

from data.queries.meetings import SeatRow
from data.queries.wording import NOTHING, Said
from data.rules.hand_overs import Handed
from data.vocabulary import (
    ActionStatus,
    Affected,
    Certainty,
    MessageState,
    PartKind,
    PartState,
    PlanState,
    Risk,
    Source,
    Stance,
)


@dataclass(frozen=True)
class CoveredIncident:
    """What the plan is about. Times are UTC, in all of the account."""

    number: int
    category: str
    place: str
    happened_at: datetime
    activated_at: datetime | None


@dataclass(frozen=True)
class DocumentPart:
    """A part as it stands; `changed` when it was written after the newest edition was agreed."""

    kind: PartKind
    state: PartState
    text: Said
    revision: int
    role: str | None
    at: datetime | None
    changed: bool


@dataclass(frozen=True)
class Scale:
    """How large it is and how it may go on (R34); a number has two equal ends."""

    involved_from: int | None = None
    involved_to: int | None = None
    involved_unknown: bool = False
    risk: Risk | None = None
    reason: Said = NOTHING
    as_of: datetime | None = None


@dataclass(frozen=True)
class Leader:
    """How a responsible function is reached; empty for viewers who may not see contacts, and where none is known."""

    role: str
    function: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class DocumentAction:
    """An action. Of one that concerns individuals there is no text but its entry's, and no word of how it goes."""

    number: int
    entry: str | None
    person_related: bool
    what: Said
    where: Said
    starts_at: datetime | None
    deadline: datetime | None
    evidence: Said
    party: str | None
    leaders: tuple[Leader, ...]
    helpers: tuple[str, ...]
    networks: tuple[str, ...]
    target_groups: tuple[str, ...]
    status: ActionStatus
    unowned: bool
    absent: bool
    """Its party is not at the table: it waits for it (6.4)."""
    overdue: bool
    reserved: bool
    forum: str | None
    new: bool
    """Proposed after the newest edition was agreed."""
    handed: Handed | None = None
    """How it stands with the forum, for one that is handed over (R45)."""
    seen: Said = NOTHING
    """How its party saw that it was done; beside `evidence`, which says how one was to see it (R36)."""


@dataclass(frozen=True)
class SupportSaid:
    """The newest answer about support for residents or for staff (R10)."""

    about: Affected
    needed: bool
    note: Said
    role: str
    at: datetime


@dataclass(frozen=True)
class Named:
    """An audience: its code in the plan file, or the name it was given."""

    code: str | None
    name: Said


@dataclass(frozen=True)
class DocumentAudience:
    """Who is told, by whom, through what and by when; `planned` is no for a row of the plan file nobody has stored."""

    who: Named
    internal: bool
    planned: bool
    relevant: bool
    reason: Said
    informs: str | None
    channels: tuple[str, ...]
    due: datetime | None


@dataclass(frozen=True)
class Speaker:
    """A function that speaks to the press; no topic is everything (R42)."""

    role: str
    topic: Said


@dataclass(frozen=True)
class DocumentMessage:
    """A message; `answers` are its seven questions in their order (domain.md 3.6)."""

    number: int
    state: MessageState
    audiences: tuple[Named, ...]
    channels: tuple[str, ...]
    answers: tuple[Said, ...]
    approved_at: datetime | None
    approved_role: str | None
    sent_at: datetime | None
    sent_role: str | None
    corrects: int | None
    """Number of the message that it puts right."""


@dataclass(frozen=True)
class PartyStance:
    """How a party stands to an edition; `reserved` is one that awaits somebody with a mandate (6.10)."""

    party: str
    stance: Stance
    note: Said
    at: datetime | None
    role: str | None
    reserved: bool


@dataclass(frozen=True)
class DocumentEdition:
    """An edition, why it extends or reopens the one before, and who agreed to it."""

    number: int
    meeting_at: datetime | None
    ends_at: datetime | None
    reason: Said
    reopens: bool
    role: str
    at: datetime
    stances: tuple[PartyStance, ...]


@dataclass(frozen=True)
class HeldMeeting:
    """A meeting about the plan that was held, and who sat at it, by function."""

    number: int
    follow_up: bool
    started_at: datetime
    ended_at: datetime | None
    place: Said
    chair: str
    recorder: str | None
    seats: tuple[SeatRow, ...]


@dataclass(frozen=True)
class PlanDocument:
    """One plan at one moment. `extract`: its reader is a guest, and what concerns other incidents is left out."""

    at: datetime
    plan_id: int
    standing_plan_id: int
    number: int
    exercise: bool
    state: PlanState
    edition: int
    changed: bool
    """Whether it holds what is not in the edition that was agreed last."""
    coordinator: str
    opened_at: datetime
    closed_at: datetime | None
    ends_at: datetime | None
    extensions: int
    extract: bool
    contacts: bool
    """Whether the reader may see how leaders are reached."""
    incidents: tuple[CoveredIncident, ...]
    meetings: tuple[HeldMeeting, ...]
    parts: tuple[DocumentPart, ...]
    scale: Scale
    target_groups: tuple[str, ...]
    actions: tuple[DocumentAction, ...]
    support: tuple[SupportSaid, ...]
    audiences: tuple[DocumentAudience, ...]
    speakers: tuple[Speaker, ...]
    messages: tuple[DocumentMessage, ...]
    editions: tuple[DocumentEdition, ...]

    def part(self, kind: PartKind) -> DocumentPart:
        """One of the five; each is there."""
        return next(part for part in self.parts if part.kind is kind)


@dataclass(frozen=True)
class PictureAction:
    """An action as the picture has it."""

    number: int
    what: Said
    party: str | None
    status: ActionStatus
    deadline: datetime | None
    person_related: bool
    overdue: bool
    """At the moment that the picture shows."""


@dataclass(frozen=True)
class PictureMessage:
    """A message as the picture has it."""

    number: int
    state: MessageState
    audiences: tuple[Named, ...]
    sent_at: datetime | None


@dataclass(frozen=True)
class PictureFact:
    """Something said, by what kind of source, and how sure it was then."""

    what: Said
    source: Source
    certainty: Certainty
    at: datetime


@dataclass(frozen=True)
class PictureDocument:
    """A situationsbillede: as it was approved, or a draft of what stands now (`approved_at` None). domain.md 3.4."""

    at: datetime
    plan_id: int
    standing_plan_id: int
    plan_number: int
    exercise: bool
    extract: bool
    number: int
    made_role: str | None
    approved_at: datetime | None
    approved_role: str | None
    incidents: tuple[CoveredIncident, ...]
    situation: Said
    scale: Scale
    changes: Said
    outlook: Said
    consequences: Said
    needs: Said
    media: Said
    questions: Said
    withheld: Said
    next_at: datetime | None
    actions: tuple[PictureAction, ...]
    messages: tuple[PictureMessage, ...]
    facts: tuple[PictureFact, ...]
