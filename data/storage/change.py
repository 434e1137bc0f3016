"""What a command holds while it changes something: the thing it saw, fresh; its texts; its log line.

Nothing commits that logged nothing, and no text without its line.
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data import plan as plan_files
from data.entities import (
    Action,
    ActionPlan,
    Archive,
    Attendance,
    AudienceRow,
    ChangeProposal,
    Entity,
    Evaluation,
    Fact,
    ForumMeeting,
    HandOver,
    Incident,
    Lesson,
    LogLine,
    Matter,
    Meeting,
    Message,
    OfIncident,
    OfPlan,
    Person,
    Question,
    Report,
    SituationPicture,
    Submission,
    Text,
)
from data.errors import NotAllowed, RuleBroken, Stale
from data.rules import access, links, privacy
from data.rules.access import Viewer
from data.rules.known_words import known_words
from data.storage import log, overruling
from data.storage.plan_versions import plan_version
from data.storage.reading import WHOLE
from data.vocabulary import NotAPerson, Subject, Verb

E = TypeVar("E", bound=Entity)
About = Incident | ActionPlan | OfIncident | OfPlan
LIMITS: Final = {"what": 600, "title": 120, "name": 80, "topic": 60, "language": 40}
"""Characters a field takes; others take LONGEST."""
LONGEST: Final = 2000
OVERRULED: Final = "not_a_person"
"""The fact of a log line that counts what the privacy stop marked and the writer kept, by reason."""
SUBJECTS: Final[dict[type[Entity], Subject]] = {
    Incident: Subject.INCIDENT,
    Action: Subject.ACTION,
    ActionPlan: Subject.PLAN,
    Report: Subject.REPORT,
    Fact: Subject.FACT,
    Meeting: Subject.MEETING,
    Attendance: Subject.SEAT,
    Question: Subject.QUESTION,
    Person: Subject.ACCOUNT,
    ChangeProposal: Subject.CHANGE_PROPOSAL,
    SituationPicture: Subject.PICTURE,
    AudienceRow: Subject.AUDIENCE,
    Message: Subject.MESSAGE,
    HandOver: Subject.HAND_OVER,
    Evaluation: Subject.EVALUATION,
    Lesson: Subject.LESSON,
    ForumMeeting: Subject.FORUM_MEETING,
    Matter: Subject.MATTER,
    Archive: Subject.ARCHIVE,
}


class Seen(NamedTuple):
    """What somebody looked at when the form was opened: the thing's id and its version then."""

    id: int
    version: int


class Replayed(Exception):
    """The same submission came before; `outcome` is what it answered then."""

    def __init__(self, outcome: int | None) -> None:
        super().__init__()
        self.outcome = outcome


def hashed_key(by: Viewer, key: str) -> str:
    """A submission's key as it is stored: of that person alone, so that a shared address answers nobody else."""
    return hashlib.sha256(f"{by.person}:{key}".encode()).hexdigest()


class Change:
    """What a command holds while it changes something."""

    def __init__(self, session: Session, by: Viewer, key: str | None, clock: Callable[[], datetime]) -> None:
        self.session = session
        self.by = by
        self.outcome: int = 0
        self.head = self._head()
        self._first = self.head.seq
        self.now = clock()  # after the turn to write has come, so that later lines have later times
        self._key = None if key is None else hashed_key(by, key)
        self._texts: dict[str, Text] = {}
        self._overruled: Counter[NotAPerson] = Counter()

    def _head(self) -> log.Head:
        found = select(LogLine.seq, LogLine.hash).order_by(LogLine.seq.desc()).limit(1)
        row = self.session.execute(found.execution_options(**{WHOLE: True})).first()
        return log.Head(row.seq, row.hash) if row else log.Head(0, log.GENESIS)

    def refuse_replay(self) -> None:
        """Raise Replayed if this very submission has been answered before."""
        if self._key is None:
            return
        before = select(Submission.outcome).where(Submission.key == self._key).execution_options(**{WHOLE: True})
        if (row := self.session.execute(before).first()) is not None:
            raise Replayed(row.outcome)

    @property
    def plan(self) -> plan_files.StandingPlan:
        """The standing plan in use when the change began."""
        return self._in_use[1]

    @property
    def plan_version(self) -> int:
        """Its id."""
        return self._in_use[0]

    @cached_property
    def _in_use(self) -> tuple[int, plan_files.StandingPlan]:
        return plan_version(self.session)

    def plan_of(self, version: int) -> plan_files.StandingPlan:
        """The standing plan an incident began under."""
        return plan_version(self.session, version)[1]

    def get(self, kind: type[E], number: int) -> E:
        """The thing with this id. Raises NotAllowed, also when the person may not see it."""
        found = self.session.get(kind, number)
        if found is None:
            raise NotAllowed("unknown")
        return found

    def again(self, kind: type[E], seen: Seen) -> E:
        """The newest state of what the person looked at. Raises Stale if it has changed since."""
        found = self.get(kind, seen.id)
        if found.version != seen.version:  # type: ignore[attr-defined]  # only versioned entities are looked at
            raise self.stale(SUBJECTS[kind], seen.id)
        return found

    def stale(self, subject: Subject, number: int) -> Stale:
        """The refusal that says who changed the thing, and when."""
        last = self.session.scalar(
            select(LogLine)
            .where(LogLine.subject == subject, LogLine.subject_id == number)
            .order_by(LogLine.seq.desc())
            .limit(1)
        )
        if last is None:
            return Stale(role=None, party=None, at=None)
        return Stale(role=last.role, party=last.party, at=last.at)

    def require(self, verb: Verb, about: About, *, owner: str | None = None) -> None:
        """May they, also as the one who coordinates what it is about now (R18)? Raises NotAllowed."""
        access.require(self.by, verb, owner=owner, coordinator=self._coordinator(about))

    def _coordinator(self, about: About) -> str | None:
        if isinstance(about, Incident):
            return about.coordinator
        if isinstance(about, OfIncident):
            return self.session.scalar(select(Incident.coordinator).where(Incident.id == about.incident_id))
        plan = about.id if isinstance(about, ActionPlan) else about.plan_id
        covered = select(Incident.coordinator).where(Incident.plan_id == plan).order_by(Incident.id).limit(1)
        return self.session.scalar(covered)

    def next_number(self, kind: type[Incident] | type[ActionPlan], *, exercise: bool) -> int:
        """The next number in its own series; exercises are counted apart."""
        highest = select(func.max(kind.number)).where(kind.exercise.is_(exercise))
        numbers = [self.session.scalar(highest.execution_options(**{WHOLE: True})) or 0]
        if kind is Incident:  # the number of one that was deleted stands on its archive, and is never given again
            gone = select(func.max(Archive.incident_number)).where(Archive.exercise.is_(exercise))
            numbers.append(self.session.scalar(gone) or 0)
        return max(numbers) + 1

    def add(self, thing: E) -> E:
        """Remember a new thing and give it its id."""
        self.session.add(thing)
        self.session.flush()
        return thing

    def text(self, field: str, body: str) -> int:
        """Store a free text and return its id. The one door through which free text comes in.

        Raises RuleBroken with the field: "text-missing", "text-too-long" (limit), "personal-text" (findings), the last
        before anything is stored (6.1).
        """
        clean = _cleaned(body)
        if not clean:
            raise RuleBroken("text-missing", field=field)
        limit = LIMITS.get(field, LONGEST)
        if len(clean) > limit:
            raise RuleBroken("text-too-long", field=field, limit=limit, length=len(clean))
        self.require_impersonal(field, clean)
        self._texts[field] = self.add(Text(body=clean, salt=log.salt()))
        return self._texts[field].id

    def require_impersonal(self, field: str, clean: str) -> None:
        """Nothing in it points at a person, or the writer said that it does not. Raises RuleBroken("personal-text").

        For a short name of something (a screen, an account) that is no free text and is kept in its own row.
        """
        found, reasons = overruling.judged(clean, privacy.findings(clean, known_words(self.plan)))
        if found:
            raise RuleBroken("personal-text", field=field, findings=found, text=clean)
        self._overruled.update(reasons)

    def link(self, field: str, written: str) -> int:
        """Store the address of an online meeting and return its text's id: the door for what the privacy stop misreads.

        Raises RuleBroken with the field: "text-missing", "not-a-link" for anything but one https address,
        "personal-text" for a CPR number in it.
        """
        address = _cleaned(written)
        if not address:
            raise RuleBroken("text-missing", field=field)
        links.require_link(address, field=field)
        self._texts[field] = self.add(Text(body=address, salt=log.salt()))
        return self._texts[field].id

    def maybe_link(self, field: str, written: str) -> int | None:
        """Like `link`, but nothing written is nothing stored."""
        return self.link(field, written) if _cleaned(written) else None

    def maybe_text(self, field: str, body: str) -> int | None:
        """Like `text`, but nothing written is nothing stored."""
        return self.text(field, body) if _cleaned(body) else None

    def log(
        self,
        verb: Verb,
        subject: Subject,
        number: int,
        /,
        *,
        incident: Incident | None = None,
        plan: int | None = None,
        exercise: bool | None = None,
        happened_at: datetime | None = None,
        **facts: Any,
    ) -> LogLine:
        """Say it in the log. `facts` hold codes, numbers and moments, never what somebody wrote."""
        texts = {
            field: {"id": text.id, "digest": log.digest(text.body or "", text.salt or b"")}
            for field, text in self._texts.items()
        }
        if self._overruled:  # how often and why, never the words
            facts = {**facts, OVERRULED: {why.value: count for why, count in sorted(self._overruled.items())}}
        self._texts, self._overruled = {}, Counter()
        self.outcome = self.outcome or number
        self.session.flush()
        line = LogLine(
            seq=self.head.seq + 1,
            at=self.now,
            happened_at=happened_at,
            person_id=self.by.person,
            role=self.by.role,
            party=self.by.party,
            verb=verb.value,
            subject=subject.value,
            subject_id=number,
            incident_id=incident.id if incident else None,
            plan_id=plan if plan is not None else (incident.plan_id if incident else None),
            exercise=incident.exercise if incident else exercise,
            facts=log.canonical({name: _plain(value) for name, value in facts.items()}),
            texts=log.canonical(texts),
            previous=self.head.hash,
            hash="",
        )
        line.hash = log.line_hash(line)
        self.add(line)
        self.head = log.Head(line.seq, line.hash)
        return line

    def redact(self, text: Text, line: LogLine) -> None:
        """Remove a text and its salt for good, under the number of the line that says so."""
        text.body, text.salt, text.redacted_by = None, None, line.seq

    def finish(self) -> None:
        """Everything is flushed, something was logged, no text is left without its line; the key is remembered."""
        if self.head.seq == self._first:
            raise AssertionError("a change that logged nothing")
        if self._texts:
            raise AssertionError(f"texts without a log line: {sorted(self._texts)}")
        if self._key is not None:
            self.session.add(Submission(key=self._key, seq=self.head.seq, outcome=self.outcome))
        self.session.flush()


def _cleaned(body: str) -> str:
    """Without control characters and half characters that no database takes, and without blanks around."""
    whole = body.encode("utf-8", "ignore").decode().replace("\r\n", "\n")
    return "".join(c if c in "\n\t" or c.isprintable() else " " if c.isspace() else "" for c in whole).strip()


def _plain(value: Any) -> Any:
    """A fact as JSON takes it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, frozenset | set):
        return sorted(value)
    return value
