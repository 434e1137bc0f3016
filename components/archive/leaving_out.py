"""What is given out is what is filed, each place that is left out marked where it stood, and counted (6.25).

Nothing decides here what is left out: a person chose the reasons. Everything else stays, corrections among it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Final, NamedTuple

from components.archive import row_words
from components.texts import mark, t
from data.queries import Archived, Said
from data.queries.document import Leader
from data.rules.archives import about_individuals, reasons_of_texts
from data.vocabulary import LeftOut

WORDS: Final[Mapping[LeftOut, str]] = {
    LeftOut.CONTACTS: mark("internal contact details"),
    LeftOut.WITHHELD: mark("not to be published"),
    LeftOut.INDIVIDUALS: mark("concerns individuals"),
    LeftOut.ACCOUNTS: mark("account number"),
}
"""The reason as it stands in the place itself."""
TOLD: Final[Mapping[LeftOut, str]] = {
    LeftOut.CONTACTS: mark("Internal contact details: telephone, e-mail, addresses of online meetings"),
    LeftOut.WITHHELD: mark("What a situation picture marks as not to be published"),
    LeftOut.INDIVIDUALS: mark("What concerns individuals: actions beyond begun or ended, who sat at a closed item"),
    LeftOut.ACCOUNTS: mark("Numbers of accounts in the log (functions and parties stay)"),
}
"""The same for whoever decides."""


class Place(NamedTuple):
    """A place that was left out; `what` is the same wherever the same thing is left out again."""

    file: str
    where: str
    why: LeftOut
    what: object


@dataclass
class LeavingOut:
    """Leaves out for the reasons that were chosen, and notes each place; without reasons it changes nothing."""

    reasons: frozenset[LeftOut]
    texts: Mapping[int, LeftOut] = field(default_factory=dict)
    individuals: frozenset[int] = frozenset()
    parted: frozenset[Any] = frozenset()
    """When a closed item began: whoever left the meeting then left for it."""
    places: list[Place] = field(default_factory=list)

    @classmethod
    def of(cls, account: Archived, reasons: frozenset[LeftOut]) -> "LeavingOut":
        """For this incident."""
        told = [line for line in account.lines if line["removed_by"] is None]
        about = reasons_of_texts(told, account.individuals)
        about |= dict.fromkeys(account.of_individuals, LeftOut.INDIVIDUALS)
        individuals = account.individuals if LeftOut.INDIVIDUALS in reasons else frozenset()
        parted = frozenset(
            row[rows.columns.index("started_at")]
            for rows in account.tables if rows.name == "closed_items" for row in rows.rows
        )  # fmt: skip
        return cls(reasons, {text: why for text, why in about.items() if why in reasons}, individuals, parted)

    @property
    def counted(self) -> dict[LeftOut, int]:
        """How many things, by reason, each once however many files would say it; none where a reason met nothing."""
        found = Counter(why for why, _ in {(place.why, place.what) for place in self.places})
        return {why: found[why] for why in LeftOut if why in self.reasons}

    def mark(self, file: str, where: str, why: LeftOut, what: object) -> str:
        """Note a place, and say in its stead why it is empty."""
        self.places.append(Place(file, where, why, what))
        return marked(why)

    def said(self, said: Said, file: str, where: str) -> Said:
        """What somebody wrote, or the mark; what was removed for good stays so."""
        why = self.texts.get(said.id)
        return said if why is None or said.body is None else Said(said.id, self.mark(file, where, why, said.id))

    def of_line(self, line: Mapping[str, Any]) -> bool:
        """Whether what a line says beside its texts is about individuals and left out."""
        if LeftOut.INDIVIDUALS not in self.reasons or line["removed_by"] is not None:
            return False
        return about_individuals(line, self.individuals)

    def document(self, value: Any, file: str, where: str = "") -> Any:
        """The account of a document, all the way down, with what is left out marked."""
        if isinstance(value, Said):
            return self.said(value, file, row_words.heading(where))
        if isinstance(value, Leader):
            return self._leader(value, file)
        if isinstance(value, tuple):
            kept = [self.document(one, file, where) for one in value]
            if all(new is old for new, old in zip(kept, value, strict=True)):
                return value
            return type(value)(*kept) if hasattr(value, "_fields") else tuple(kept)
        if isinstance(value, dict):
            return {name: self.document(one, file, where) for name, one in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            new = {one.name: self.document(getattr(value, one.name), file, one.name) for one in fields(value)}
            changed = {name: one for name, one in new.items() if one is not getattr(value, name)}
            return replace(value, **changed) if changed else value
        return value

    def _leader(self, leader: Leader, file: str) -> Leader:
        if LeftOut.CONTACTS not in self.reasons or not (leader.phone or leader.email):
            return leader
        return replace(leader, phone="", email=self.mark(file, t("Responsible leaders"), LeftOut.CONTACTS, leader.role))


def marked(why: LeftOut) -> str:
    """What stands where something was left out."""
    return t("[left out: {why}]", why=t(WORDS[why]))
