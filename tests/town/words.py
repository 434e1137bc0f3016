"""The words of one town that no other town may ever read, taken out of its plan file and its map."""

import re
from collections.abc import Iterator
from functools import cached_property

from data.places import Places
from data.plan import StandingPlan

LETTERS = re.compile(r"[^\W\d_]{4,}|[A-ZÆØÅ]{3,}")
"""A word of four letters, or an abbreviation of three."""
ENDING = r"(?:s|e|en|ens|et|ets|er|erne|ernes)?(?![^\W_])"
EVERYDAY = frozenset((
    "admin", "administrator", "almene", "beredskab", "bolig", "boligsocial", "boligsociale", "boligselskab",
    "boulevard", "chef", "daginstitution", "daginstitutionen", "den", "døgninstitution", "eller", "for", "gymnasium",
    "helhedsplanen", "kirke", "kommune", "kriminalitetsforebyggelse", "lægerne", "ledelsesrepræsentant", "medlem",
    "møller", "next", "nielsen", "område", "området", "politi", "politikommisær", "station", "stationen", "store",
    "torv", "tryghed", "ved", "ældreboliger",
))  # fmt: skip
"""Words of Danish, and of the product itself, that happen to stand in a name: found alone they say nothing of a town.
The whole names that hold them are looked for all the same."""


def names(plan: StandingPlan) -> Iterator[str]:
    """What the town calls its place, its people, its parties, its functions and its fora."""
    area = plan.area
    yield from (area.name, area.short, area.municipality)
    for party in plan.parties.values():
        yield from (party.name, party.short)
    for role in plan.roles.values():
        yield from (role.title, role.short)
    for forum in plan.fora.values():
        yield from (forum.name, forum.definite)
    for term in plan.terms.values():
        yield from (term.base, term.definite, term.genitive)
    for one in (*plan.contacts, *plan.stand_ins):
        yield from (one.name, one.function)
    yield from (one.organisation for one in plan.contacts)
    yield from (one.signatory for one in plan.signatures)
    places = Places.from_plan(plan)
    yield from (one.name for one in (*places.zones, *places.landmarks))


def phrases(plan: StandingPlan) -> Iterator[str]:
    """What it calls its plan, what happens and the networks it has; how its people are written to."""
    yield plan.title
    yield from (*(one.name for one in plan.categories.values()), *plan.networks, *plan.levels)
    yield from (one.email for one in plan.contacts)


class Foreign:
    """Finds what belongs to `other` and not to the town that is read."""

    def __init__(self, other: StandingPlan, read: StandingPlan) -> None:
        own = " ".join((*names(read), *phrases(read))).casefold()
        whole = {" ".join(said.split()).casefold() for said in (*names(other), *phrases(other))}
        single = {word.casefold() for said in names(other) for word in LETTERS.findall(said)}
        self.words = frozenset(word for word in (whole | single) - EVERYDAY if word not in own)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """With a beginning of its own and the endings of a noun; a longer word may go on as it likes."""
        said = (
            re.escape(word) + ("" if len(word) > 6 and " " not in word else ENDING)
            for word in sorted(self.words, key=len, reverse=True)
        )
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(said)})")

    def found(self, text: str) -> set[str]:
        """The other town's words in a text."""
        return set(self._pattern.findall(text.casefold()))
