"""A word searched for in everything that people wrote, and in the names that are no texts (domain.md 6.25).

Whoever may remove a text searches. They find what stands in lines of the log that they may read. An administrator, who
reads no incidents, finds everything, but is shown a hit's surroundings alone: enough to tell a name from a word. The
word itself is stored and logged nowhere.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.entities import (
    AccountMail,
    Archive,
    ChangeProposal,
    Entity,
    Incident,
    LogLine,
    Mail,
    Message,
    Person,
    PlanPart,
    Screen,
    SituationPicture,
    StandingPlanVersion,
)
from data.queries.wording import Said, containing, said
from data.rules import access, finding
from data.rules.access import Viewer
from data.rules.shown import WHERE, Shown, Standing, places
from data.storage import Store, log
from data.storage.reading import WHOLE
from data.vocabulary import MailState, MessageState, Verb

AT_ONCE: Final = 60
"""Hits that are shown, the newest ones: whoever finds more looks for a longer word."""
ORDER: Final = tuple(WHERE)
"""Of several tables that refer to one text, the one that says best what it is."""
WENT_OUT: Final = (MessageState.SENT, MessageState.CORRECTED)
NAMES: Final[Mapping[tuple[str, str], Verb]] = {
    ("people", "username"): Verb.ADMINISTER,
    ("people", "display"): Verb.ADMINISTER,
    ("people", "email"): Verb.ADMINISTER,
    ("screens", "room"): Verb.REDACT,
    ("archives", "reference"): Verb.REDACT,
    ("mails", "address"): Verb.ADMINISTER,
    ("mails", "problem"): Verb.ADMINISTER,
    ("account_mails", "address"): Verb.ADMINISTER,
    ("account_mails", "problem"): Verb.ADMINISTER,
    ("standing_plans", "source"): Verb.ADMINISTER,
}
"""Columns that hold words and are no texts -> what whoever finds them must hold beside the right to remove."""


@dataclass(frozen=True)
class OfIncident:
    """The incident that a hit belongs to."""

    id: int
    number: int
    exercise: bool


@dataclass(frozen=True)
class Hit:
    """A text in which the word was found. Times are UTC."""

    text: int
    seq: int
    at: datetime
    role: str
    party: str | None
    verb: Verb
    incident: OfIncident | None
    table: str | None
    """The table whose row refers to it; None where only the log does."""
    standing: Standing
    shown: tuple[Shown, ...]
    said: Said | None
    """What was written, for whoever may read its incident."""
    around: str
    """The hit with a little on each side."""


@dataclass(frozen=True)
class NameHit:
    """A name that is no text, in which the word was found: of what (table and column), and which row."""

    table: str
    column: str
    row: int
    around: str
    count: int = 1


@dataclass(frozen=True)
class Found:
    """What a search found: the newest hits, whether there are more, and the names that are no texts."""

    hits: tuple[Hit, ...]
    more: bool
    names: tuple[NameHit, ...]


def find(store: Store, viewer: Viewer, word: str) -> Found:
    """Search for a word. Raises NotAllowed without the right to remove, RuleBroken "word-short"."""
    access.require(viewer, Verb.REDACT)
    wanted = finding.pattern(word)
    with store.reading(viewer) as session:
        written = sorted(containing(session, wanted), key=lambda one: -one.id)
        hits = list(islice(_hits(session, viewer, written, wanted), AT_ONCE + 1))
        shown = _placed(session, hits[:AT_ONCE])
        return Found(tuple(shown), len(hits) > AT_ONCE, tuple(_names(session, viewer, wanted)))


def removable(store: Store, viewer: Viewer, text: int) -> Hit | None:
    """A text that the viewer may remove, as the search shows it; None for one that is not there or not theirs."""
    if not access.may(viewer, Verb.REDACT):
        return None
    with store.reading(viewer) as session:
        found = said(session, (text,)).get(text)
        if found is None or found.body is None:
            return None
        made = list(_hits(session, viewer, [found], re.compile(rf"^.{{0,{finding.LITTLE}}}", re.DOTALL)))
        return next(iter(_placed(session, made)), None)


def _hits(session: Session, viewer: Viewer, written: Iterable[Said], wanted: re.Pattern[str]) -> Iterator[Hit]:
    """The hits that the viewer may know of, in the order given."""
    for one in written:
        came = log.line_of(session, one.id)
        line = session.scalar(select(LogLine).where(LogLine.seq == came.seq)) if came else None
        reads = line is not None and (line.incident_id is not None or Verb.READ in viewer.grants)
        if line is None and Verb.ADMINISTER in viewer.grants:
            line = came
        match = wanted.search(one.body or "")
        if line is None or match is None:
            continue
        yield Hit(
            text=one.id, seq=line.seq, at=line.at, role=line.role, party=line.party, verb=line.word,
            incident=_incident(session, line), table=None, standing=Standing.EARLIER, shown=(),
            said=one if reads else None,
            around=finding.surroundings(one.body or "", match, finding.AROUND if reads else finding.LITTLE),
        )  # fmt: skip


def _incident(session: Session, line: LogLine) -> OfIncident | None:
    """By number alone, which says nothing: also for an administrator, who must be able to tell whom it concerns."""
    number = line.incident_id
    if number is None and line.plan_id is not None:
        covered = select(func.min(Incident.id)).where(Incident.plan_id == line.plan_id)
        number = session.scalar(covered.execution_options(**{WHOLE: True}))
    found = session.get(Incident, number, execution_options={WHOLE: True}) if number else None
    return OfIncident(found.id, found.number, found.exercise) if found else None


def _placed(session: Session, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits with what refers to them, how they stand, and where they are shown."""
    referring = _referring(session, {hit.text for hit in hits})
    for hit in hits:
        rows = sorted(referring.get(hit.text, ()), key=lambda found: ORDER.index(found[0]))
        told: list[tuple[str | None, Standing]] = [
            (table, STANDS.get(table, _current)(session, row)) for table, row in rows
        ] or [("facts" if hit.verb is Verb.JUDGE_FACT else None, Standing.EARLIER)]
        shown = (place for table, how in told for place in places(table, how, in_history=hit.incident is not None))
        table, how = next((one for one in told if one[1] is Standing.CURRENT), told[0])
        yield replace(hit, table=table, standing=how, shown=tuple(dict.fromkeys(shown)))


def _referring(session: Session, texts: set[int]) -> dict[int, list[tuple[str, Any]]]:
    """Text -> the tables and the rows that refer to it."""
    found: dict[int, list[tuple[str, Any]]] = defaultdict(list)
    for mapper in Entity.registry.mappers if texts else ():
        kind: Any = mapper.class_
        for column in mapper.columns:
            if not any(key.column.table.name == "texts" for key in column.foreign_keys):
                continue
            name = mapper.get_property_by_column(column).key
            rows = select(kind).where(getattr(kind, name).in_(texts)).execution_options(**{WHOLE: True})
            for row in session.scalars(rows):
                found[getattr(row, name)].append((kind.__tablename__, row))
    return found


def _current(_session: Session, _row: Any) -> Standing:
    return Standing.CURRENT


def _of_part(session: Session, part: PlanPart) -> Standing:
    newest = select(func.max(PlanPart.revision)).where(PlanPart.plan_id == part.plan_id, PlanPart.kind == part.kind)
    last = session.scalar(newest.execution_options(**{WHOLE: True}))
    return Standing.CURRENT if part.revision == last else Standing.EARLIER


def _of_message(_session: Session, message: Message) -> Standing:
    kinds = {MessageState.DRAFT: Standing.DRAFT, MessageState.DISCARDED: Standing.DISCARDED,
             MessageState.CORRECTED: Standing.EARLIER}  # fmt: skip
    return kinds.get(message.state, Standing.CURRENT)


def _of_proposal(_session: Session, proposal: ChangeProposal) -> Standing:
    return Standing.PROPOSED if proposal.taken is None else Standing.DISCARDED


def _of_picture(_session: Session, picture: SituationPicture) -> Standing:
    return Standing.CURRENT if picture.approved_at else Standing.DRAFT


STANDS: Final[Mapping[str, Callable[[Session, Any], Standing]]] = {
    "plan_parts": _of_part,
    "messages": _of_message,
    "change_proposals": _of_proposal,
    "situation_pictures": _of_picture,
}


def _names(session: Session, viewer: Viewer, wanted: re.Pattern[str]) -> Iterator[NameHit]:
    """Names that are no texts: of accounts, screens, mails, and in the plan files."""
    kinds: dict[str, Any] = {
        kind.__tablename__: kind
        for kind in (Person, Screen, Archive, Mail, AccountMail, StandingPlanVersion)
    }  # fmt: skip
    for (table, column), verb in NAMES.items():
        if verb not in viewer.grants:
            continue
        kind = kinds[table]
        seen: dict[str, NameHit] = {}
        told = select(kind.id, getattr(kind, column)).where(getattr(kind, column).is_not(None)).order_by(kind.id.desc())
        for number, words in session.execute(told.execution_options(**{WHOLE: True})):
            if (match := wanted.search(words)) is None:
                continue
            around = finding.surroundings(words, match)
            before = seen.get(around)
            seen[around] = NameHit(table, column, number, around, before.count + 1 if before else 1)
        yield from seen.values()


@dataclass(frozen=True)
class Outside:
    """What has left the product with a text in it, and is removed by nobody here. Times are UTC."""

    archives: tuple[tuple[datetime, str | None], ...]
    """Archives made since: when, and their reference in the case system."""
    mails: int
    """Mails about the incident that were sent since; their words are kept nowhere here."""
    sent: bool
    """It is part of a message that was sent to its audience."""


def outside(store: Store, viewer: Viewer, hit: Hit) -> Outside:
    """What has left the product since the text was written."""
    access.require(viewer, Verb.REDACT)
    if hit.incident is None:
        return Outside((), 0, sent=False)
    with store.reading(viewer) as session:
        made = select(Archive.at, Archive.reference).where(
            Archive.incident_id == hit.incident.id, Archive.revision >= hit.seq
        )
        archives = tuple((row.at, row.reference) for row in session.execute(made.order_by(Archive.id)))
        mails = select(func.count(Mail.id)).where(
            Mail.incident_id == hit.incident.id, Mail.state == MailState.SENT, Mail.sent_at >= hit.at
        )
        count = session.scalar(mails.execution_options(**{WHOLE: True})) or 0
        rows = [row for _, row in _referring(session, {hit.text})[hit.text]]
    sent = any(isinstance(row, Message) and row.state in WENT_OUT for row in rows)
    return Outside(archives, count if Shown.MAIL in hit.shown else 0, sent=sent)
