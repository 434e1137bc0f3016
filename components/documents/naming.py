"""What a document calls things: names of the plan file in full, moments with their year, and loudly what is missing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from unicodedata import normalize

from components import look, times
from components.plain import bare
from components.texts import t
from data.plan import StandingPlan
from data.queries.document import CoveredIncident, Leader, Named, Scale
from data.vocabulary import PartState

LETTERS: Final = {0xE6: "ae", 0xF8: "oe", 0xE5: "aa"}
"""How Danish letters are written where only those of a web address stand."""


@dataclass(frozen=True)
class Naming:
    """The words of the plan file that the incidents began under."""

    plan: StandingPlan
    exercise: bool

    def role(self, code: str | None) -> str:
        """A function."""
        known = self.plan.roles.get(code or "")
        return known.title if known else (code or t("somebody"))

    def party(self, code: str | None) -> str:
        """A party by its full name."""
        known = self.plan.parties.get(code or "")
        return known.name if known else (code or look.UNOWNED.label)

    def party_of(self, role: str) -> str:
        """The party a function speaks for; a dash for none."""
        known = self.plan.party_of(role)
        return known.name if known else "–"

    def incident(self, one: CoveredIncident) -> str:
        """An incident by number, category, place and time."""
        number = t("E{n}", n=one.number) if self.exercise else str(one.number)
        known = self.plan.categories.get(one.category)
        name = known.name if known else one.category
        return f"{number} · {name} · {one.place} · {times.dated(one.happened_at)}"

    def groups(self, codes: Iterable[str]) -> str:
        """Target groups by name."""
        return ", ".join(self.plan.target_groups.get(code, code) for code in codes)

    def audience(self, who: Named) -> str:
        """An audience by its name."""
        known = self.plan.audience_rows.get(who.code or "")
        return known.name if known else (bare(who.name) or who.code or "–")

    def forum(self, code: str | None) -> str:
        """A forum as a sentence says it."""
        known = self.plan.fora.get(code or "")
        return known.definite if known else (code or "–")

    def leader(self, one: Leader) -> str:
        """A responsible function and how it is reached, without its holder's name (R38)."""
        named = [self.role(one.role), one.function, one.organisation]
        phone = t("tel. {number}", number=one.phone) if one.phone else ""
        return ", ".join(dict.fromkeys(part for part in (*named, phone, one.email) if part))


def area(plan: StandingPlan) -> str:
    """The area by its full name, and its municipality, which the plan file names without the word."""
    name = plan.area.municipality
    return f"{plan.area.name}, {name if name.lower().endswith('kommune') else t('{name} Municipality', name=name)}"


def missing() -> str:
    """What is not there, said loudly."""
    return look.PART_STATE[PartState.MISSING].label.upper()


def capital(text: str) -> str:
    """With a capital letter first."""
    return text[:1].upper() + text[1:]


def moment(at: datetime | None) -> str:
    """A moment with its year, or that it is missing."""
    return times.dated(at) if at else missing()


def involved(scale: Scale) -> str:
    """How many are involved: a number, an interval, unknown, or missing (R34)."""
    low, high = scale.involved_from, scale.involved_to
    if scale.involved_unknown:
        return t("unknown")
    if low is None and high is None:
        return missing()
    if low is None:
        return t("at most {n}", n=high)
    if high is None:
        return t("at least {n}", n=low)
    return str(low) if low == high else f"{low}–{high}"


def exercise_mark(*, exercise: bool) -> str:
    """What every page of an exercise says first."""
    return t("EXERCISE – nothing here is real") if exercise else ""


def in_a_name(said: str) -> str:
    """A name as it can stand in a file's name: small letters of a to z, digits and hyphens; Danish ones are spelled."""
    plain = normalize("NFKD", said.lower().translate(LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def file_name(word: str, at: datetime, *, exercise: bool) -> str:
    """The beginning of a file's name, an exercise marked, and when it was made."""
    marked = t("file-name|EXERCISE").rpartition("|")[2] + "-" if exercise else ""
    return f"{marked}{word}-{times.local(at).strftime('%Y%m%d-%H%M')}"
