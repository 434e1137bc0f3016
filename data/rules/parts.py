"""What the five parts of a handlingsplan must hold, and how each stands. Source: plan lines 59-69 (R32-R45).

A part is filled in, not relevant for a reason, or missing; NEEDS says what each of the three takes. What somebody must
have answered may be answered with *unknown*, and never be left empty (R34).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from data.errors import RuleBroken
from data.rules import times
from data.vocabulary import PartKind, PartState, Risk

WRITTEN: Final = frozenset({PartKind.SITUATION, PartKind.PURPOSE, PartKind.COMMUNICATION})
"""Parts with a text of their own; actions and end time fill themselves and can only be marked not relevant."""
MOST: Final = 100_000
"""More people than this are a slip of the finger."""


class Needs(NamedTuple):
    """What a state of a part takes: words (the text, or why it is not relevant), and the answers of that part."""

    words: bool
    answers: bool


NEEDS: Final[Mapping[PartState, Needs]] = {
    PartState.FILLED: Needs(words=True, answers=True),
    PartState.NOT_RELEVANT: Needs(words=True, answers=False),
    PartState.MISSING: Needs(words=False, answers=False),
}


@dataclass(frozen=True)
class Involved:
    """How many are involved: both ends of an interval, equal for one number; neither is *unknown*, and legal (R34)."""

    low: int | None = None
    high: int | None = None

    @property
    def unknown(self) -> bool:
        """Whether it was answered, and nobody knows."""
        return self.low is None and self.high is None


UNKNOWN: Final = Involved()


@dataclass(frozen=True)
class Proportions:
    """*Hændelsens proportioner* (R34): how many, how likely it escalates and why, and when that was so (UTC)."""

    involved: Involved | None
    risk: Risk | None
    reason: str = ""
    """Why the risk is what it is: asked for unless it is unknown, which gives its own reason."""
    as_of: datetime | None = None
    time_confirmed: bool = False


def require_state(kind: PartKind, state: PartState) -> None:
    """Raise RuleBroken "part-fills-itself" for a part that nobody can fill in by writing."""
    if state is PartState.FILLED and kind not in WRITTEN:
        raise RuleBroken("part-fills-itself", field="state")


def require_involved(given: Involved | None) -> Involved:
    """A number, an interval from the lower to the higher, or unknown. Raises RuleBroken with the field."""
    if given is None:
        raise RuleBroken("say-involved", field="involved")
    if given.unknown:
        return given
    if given.low is None or given.high is None or given.low < 0:
        raise RuleBroken("not-a-number", field="involved")
    if given.low > given.high:
        raise RuleBroken("interval-reversed", field="involved", low=given.high, high=given.low)
    if given.high > MOST:
        raise RuleBroken("too-many-involved", field="involved", most=MOST)
    return given


def require_proportions(given: Proportions | None, now: datetime) -> Proportions:
    """Every question of R34 is answered. Raises RuleBroken with the field that is not."""
    asked = given or Proportions(None, None)
    require_involved(asked.involved)
    if asked.risk is None:
        raise RuleBroken("choose-risk", field="risk")
    if asked.risk is not Risk.UNKNOWN and not asked.reason.strip():
        raise RuleBroken("say-why", field="risk_reason")
    if asked.as_of is None:
        raise RuleBroken("no-time", field="as_of")
    times.require_plausible(asked.as_of, now, confirmed=asked.time_confirmed, field="as_of")
    return asked


def require_target_groups(chosen: Sequence[str], known: Collection[str]) -> list[str]:
    """At least one of the plan file's target groups, in the file's order (R35). Raises RuleBroken."""
    if not chosen:
        raise RuleBroken("no-target-groups", field="target_groups")
    if set(chosen) - set(known):
        raise RuleBroken("unknown-code", field="target_groups")
    return [code for code in known if code in chosen]


def require_takeable(*, proposed_on: int, newest: int, rewritten: bool) -> None:
    """A change is taken over as it stands only onto the text it was written for; else the writer looks at both (R30).

    Raises RuleBroken "proposed-on-an-older-text".
    """
    if proposed_on != newest and not rewritten:
        raise RuleBroken("proposed-on-an-older-text")


FILLED_BY: Final[Mapping[PartKind, Callable[[int, datetime | None], bool]]] = {
    PartKind.ACTIONS: lambda actions, _: actions > 0,
    PartKind.END_TIME: lambda _, ends_at: ends_at is not None,
}
"""Part -> what fills it whatever was written; the others are what was written."""


def part_state(kind: PartKind, written: PartState, *, actions: int, ends_at: datetime | None) -> PartState:
    """Parts 3 and 5 fill themselves from the actions and the end time; the others are what was written (R32)."""
    filled = FILLED_BY.get(kind)
    return PartState.FILLED if filled is not None and filled(actions, ends_at) else written
