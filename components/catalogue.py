"""Choosing from the catalogue of typical actions: by party, by typing, what the incident's kind suggests first (R54).

Suggestions, never a duty: the group's own words stand on top, always.
"""

from collections.abc import Sequence
from typing import Final

from components.sheet import Sheet
from components.texts import t
from data.plan import CatalogueEntry, StandingPlan

OWN: Final = "-"
"""The choice of the group's own words instead of a catalogue entry."""
SUGGESTED: Final = "*"
"""Among the owners: what the incident's kind suggests."""


def pick(sheet: Sheet, plan: StandingPlan, category: str) -> CatalogueEntry | None:
    """The entry that is chosen; None for the group's own words. Choosing fills the form below."""
    suggested = plan.categories[category].suggested_entries if category in plan.categories else ()
    owners = list(dict.fromkeys(_owner(plan, entry) for entry in plan.catalogue.values()))
    narrowed = sheet.one(
        "narrow", t("Show the typical actions of"), [*([SUGGESTED] if suggested else []), *owners], None,
        lambda owner: t("Suggested here") if owner == SUGGESTED else owner[:1].upper() + owner[1:], required=False,
    )  # fmt: skip
    codes = _codes(plan, suggested, narrowed)
    chosen = sheet.pick(
        "entry", t("From the catalogue"), [OWN, *codes], None,
        lambda code: _word(plan, code, suggested),
    )  # fmt: skip
    return plan.catalogue.get(chosen or OWN)


def _codes(plan: StandingPlan, suggested: Sequence[str], narrowed: str | None) -> list[str]:
    """What can be chosen, suggestions first."""
    ordered = [*suggested, *(code for code in plan.catalogue if code not in suggested)]
    if narrowed is None:
        return ordered
    if narrowed == SUGGESTED:
        return list(suggested)
    return [code for code in ordered if _owner(plan, plan.catalogue[code]) == narrowed]


def _owner(plan: StandingPlan, entry: CatalogueEntry) -> str:
    return plan.parties[entry.party].short if entry.party else t("housing organisation")


def _word(plan: StandingPlan, code: str, suggested: Sequence[str]) -> str:
    """Its code, words and owner: whichever of them one types finds it."""
    if code == OWN:
        return t("In our own words")
    entry = plan.catalogue[code]
    told = f"{code} · {entry.text} ({_owner(plan, entry)})"
    return t("{entry} – suggested", entry=told) if code in suggested else told
