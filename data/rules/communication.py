"""When the communication plan is filled in, and what it lacks. Source: plan lines 21, 67 (R13, R32, R39-R42)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.errors import RuleBroken
from data.plan import Audience, StandingPlan
from data.vocabulary import PartState


@dataclass(frozen=True)
class Planned:
    """What counts of a row: whether it is for anybody, and who tells them."""

    relevant: bool
    informs: str | None


@dataclass(frozen=True)
class Gap:
    """What the part lacks: "no-sender" of an audience (its code), or "no-spokesperson"."""

    code: str
    audience: str | None = None


def gaps(mandatory: Sequence[str], rows: Mapping[str, Planned], *, spoken: bool, explained: bool) -> list[Gap]:
    """Each mandatory audience without a sender that is not marked as not relevant, and a press without a voice.

    `rows` holds what was planned, by the audience's code; `spoken` whether anybody is named to speak; `explained`
    whether the part's own text stands in for that.
    """
    unplanned = (code for code in mandatory if not ((row := rows.get(code)) and (row.informs or not row.relevant)))
    found = [Gap("no-sender", code) for code in unplanned]
    return found if spoken or explained else [*found, Gap("no-spokesperson")]


def part_state(written: PartState, lacking: Collection[Gap]) -> PartState:
    """Part 4 is filled in by its rows and its spokesperson; a text alone fills nothing but the latter's place (R32)."""
    if written is PartState.NOT_RELEVANT:
        return written
    return PartState.MISSING if lacking else PartState.FILLED


def foremost(plan: StandingPlan) -> Audience | None:
    """The audience that the wall tells about: the first that every plan has (R13), in the plan file's order."""
    return next((audience for audience in plan.audiences if audience.mandatory), None)


def is_late(due: datetime | None, told_at: datetime | None, now: datetime) -> bool:
    """Whether an audience should have been told by now and nothing has gone out to it; told late is told."""
    return due is not None and due < now and told_at is None


def require_row(
    plan: StandingPlan, *, code: str | None, relevant: bool, reason: str, informs: str | None, channels: Sequence[str]
) -> None:
    """What a row may hold. Raises RuleBroken with the field."""
    if code is not None and code not in plan.audience_rows:
        raise RuleBroken("unknown-code", field="name")
    if not relevant and not reason.strip():
        raise RuleBroken("say-why", field="reason")
    if informs is not None and informs not in plan.parties:
        raise RuleBroken("unknown-party", field="informs")
    if set(channels) - set(plan.channels):
        raise RuleBroken("unknown-code", field="channels")


def require_speaker(plan: StandingPlan, role: str) -> None:
    """Who speaks is a function of an organisation at the table. Raises RuleBroken."""
    if role not in plan.roles or plan.roles[role].party is None:
        raise RuleBroken("choose-role", field="speaker")
