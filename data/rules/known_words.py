"""What of the plan file stands with a capital letter and is nobody: parties, roles, fora, places; and who is somebody.

The people of the plan (contacts, stand-ins, signatories) are names that are certain, whatever the lists say.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from data.places import Places
from data.plan import StandingPlan

_PLAIN: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ı": "i", "ł": "l", "đ": "d", "ß": "ss"})
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’`´][^\W\d_]+)*")
Phrase = tuple[str, ...]


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """A word as it is looked up: small letters without marks, so that Gökhan, Gokhan and GÖKHAN are one."""
    plain = word.lower().translate(_PLAIN)
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def words(text: str) -> Phrase:
    """The words of a text as keys."""
    return tuple(key(found) for found in _WORD.findall(text))


@dataclass(frozen=True)
class Known:
    """Words and phrases (first word -> the phrases that begin so) that are nobody, and people with their function."""

    words: frozenset[str] = frozenset()
    phrases: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    """Each word of a name in the plan file."""
    named: tuple[tuple[frozenset[str], str], ...] = ()
    """The words of each name in the plan file, with the title of the function it stands for; empty without one."""

    def function(self, name: str) -> str:
        """The title of the one whom the plan file knows by this whole name; empty for everybody else.

        One word is no whole name: whoever is called Nielsen, too, must not become the one whom the plan file names.
        """
        said = [{word, word.removesuffix("s")} for word in words(name)]
        titles = {title for of, title in self.named if title and len(said) > 1 and all(each & of for each in said)}
        return titles.pop() if len(titles) == 1 else ""


NOTHING: Final = Known()


def known_words(plan: StandingPlan) -> Known:
    """What a plan knows, made once per version. Raises PlanRefused when a map file cannot be used."""
    return _read(plan)


@lru_cache(maxsize=8)
def _read(plan: StandingPlan) -> Known:
    named = _named(plan)
    people = frozenset(word for whole, _ in named for word in whole)
    found, single = dict[str, set[Phrase]](), set[str]()
    for text in _said(plan):
        phrase = words(text)
        single |= {key(word) for word in _WORD.findall(text) if len(word) > 1} - people
        if len(phrase) > 1 and not people & set(phrase):
            found.setdefault(phrase[0], set()).add(phrase)
    ordered = {first: tuple(sorted(rest, key=len, reverse=True)) for first, rest in found.items()}
    return Known(frozenset(single), ordered, people, named)


def _named(plan: StandingPlan) -> tuple[tuple[frozenset[str], str], ...]:
    title = {code: role.title for code, role in plan.roles.items()}
    people = [(contact.name, title.get(contact.role, "")) for contact in plan.contacts]
    people += [(stand_in.name, title.get(stand_in.role, "")) for stand_in in plan.stand_ins]
    people += [(signature.signatory, "") for signature in plan.signatures]
    functions = {word for name in _functions(plan) for word in words(name)}  # "Driftschefen i Nordbo" is no name
    return tuple(
        (frozenset(word for word in words(name) if len(word) > 2 and word not in functions), function)
        for name, function in people
    )


def _functions(plan: StandingPlan) -> Iterable[str]:
    """What the parties and the roles are called."""
    for party in plan.parties.values():
        yield from (party.name, party.short)
    for role in plan.roles.values():
        yield from (role.title, role.short)


def _said(plan: StandingPlan) -> Iterable[str]:
    """The plan's own names of things, and those of its map."""
    area = plan.area
    yield from (plan.title, plan.basis, area.name, area.short, area.municipality)
    yield from _functions(plan)
    yield from (party.note for party in plan.parties.values())
    for forum in plan.fora.values():
        yield from (forum.name, forum.definite)
    yield from (category.name for category in plan.categories.values())
    for entry in plan.catalogue.values():
        yield from (entry.text, entry.wording)
    yield from plan.target_groups.values()
    yield from (audience.name for audience in plan.audiences)
    yield from (*plan.channels, *plan.networks, *plan.levels, plan.notification.channel)
    yield from (item.text for item in (*plan.agenda, *plan.follow_up_agenda))
    yield from (statute.title for statute in plan.statutes)
    for contact in plan.contacts:
        yield from (contact.function, contact.organisation)
    yield from (stand_in.function for stand_in in plan.stand_ins)
    for term in plan.terms.values():
        yield from (term.base, term.definite, term.genitive)
    places = Places.from_plan(plan)
    yield from (zone.name for zone in places.zones)
    yield from (block.label for block in places.blocks)
    yield from (mark.name for mark in places.landmarks)
