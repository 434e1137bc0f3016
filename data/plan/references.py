"""What one part of a plan file says about another must be true: checked on the raw tree, beside the shapes.

On the raw tree because a file with a wrong date should still be told about its wrong party, in the same answer.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath

from data.plan import words
from data.plan.mapfiles import find
from data.plan.problems import Lines, Path, Problem, meant
from data.plan.yamltext import Tree

_CODE = re.compile(r"[0-9A-Za-zÆØÅæøå][0-9A-Za-zÆØÅæøå-]{0,29}")
_CODED = ("parter", "roller", "fora", "kategorier", "katalog", "målgrupper", "kommunikation", "regler")

NEEDED = (
    "læse meldinger",
    "melde",
    "vurdere",
    "aktivere",
    "påtage indsats",
    "opdatere indsats",
    "skrive handlingsplan",
    "sætte i kraft",
    "lukke",
    "administrere",
)
"""Verbs somebody must hold: without a holder of each, the work stops at that point."""

Finding = tuple[Path, str]


def check(tree: dict[str, Tree], lines: Lines, folder: FilePath | None) -> list[Problem]:
    """Every cross-reference of the file that does not hold."""
    return [
        lines.problem(path, sentence)
        for path, sentence in (
            *_codes(tree),
            *_pointers(tree),
            *_owners(tree),
            *_networks(tree),
            *_injects(tree),
            *_affected(tree),
            *_symbols(tree),
            *_validity(tree),
            *_contacts(tree),
            *_offices(tree),
            *_routes(tree),
            *_terms(tree),
            *_maps(tree, folder),
            *_document(tree),
        )
    ]


def _codes(tree: dict[str, Tree]) -> Iterator[Finding]:
    for section in _CODED:
        for code in _keys(tree, section):
            if not _CODE.fullmatch(code):
                yield (section, code), f"Koden ‘{code}’ skal være bogstaver, tal og bindestreg, højst 30 tegn."


def _pointers(tree: dict[str, Tree]) -> Iterator[Finding]:
    """Names of parties, roles and catalogue entries that are used somewhere."""
    yield from _known(tree, "roller", "part", "parter", "parten")
    yield from _known(tree, "underskrifter", "part", "parter", "parten")
    yield from _known(tree, "katalog", "part", "parter", "parten")
    yield from _known(tree, "kategorier", "foreslå_inviteret", "parter", "parten")
    yield from _known(tree, "kategorier", "foreslå_indsatser", "katalog", "indsatsen")
    yield from _known(tree, "kontakter", "rolle", "roller", "rollen")
    yield from _known(tree, "stedfortrædere", "rolle", "roller", "rollen")
    yield from _known(tree, "fora", "rolle", "roller", "rollen")
    yield from _known(tree, "øvelse", "til", "roller", "rollen")
    yield from _known(tree, "øvelse", "kategori", "kategorier", "kategorien")
    yield from _known(tree, "fora", "kontaktroller", "roller", "rollen")


def _known(tree: dict[str, Tree], section: str, key: str, target: str, noun: str) -> Iterator[Finding]:
    known = _keys(tree, target)
    for path, entry in _entries(tree, section):
        for word in _words(entry.get(key)):
            if word not in known:
                sentence = f"{noun.capitalize()} ‘{word}’ findes ikke under ‘{target}’.{meant(word, known)}"
                yield (*path, key), sentence


def _owners(tree: dict[str, Tree]) -> Iterator[Finding]:
    """A role without a party may only administer; a catalogue entry must not ask for a kind nobody is of."""
    for path, role in _entries(tree, "roller"):
        if not _words(role.get("part")) and not _says(role, "må", "administrere"):
            yield path, "Rollen mangler ‘part’. Kun en rolle, der administrerer, kan være uden part."
    kinds = {word.lower() for _, party in _entries(tree, "parter") for word in _words(party.get("art"))}
    for path, entry in _entries(tree, "katalog"):
        for kind in _words(entry.get("spørg_hvilken")):
            if kind.lower() in words.PARTY_KINDS and kind.lower() not in kinds:
                yield (*path, "spørg_hvilken"), f"Ingen part er af arten ‘{kind}’."


def _networks(tree: dict[str, Tree]) -> Iterator[Finding]:
    """An entry that activates networks needs some to choose among (R12), and each of them stands there once."""
    named = [word.strip() for word in _words(tree.get("netværk")) if word.strip()]
    for path, entry in _entries(tree, "katalog"):
        if _says(entry, "netværk", "ja") and not named:
            yield (*path, "netværk"), "Indsatsen aktiverer netværk, men planen nævner ingen under ‘netværk’."
    for place, word in enumerate(named):
        if word in named[:place]:
            yield ("netværk", place), f"Netværket ‘{word}’ står der to gange."


def _injects(tree: dict[str, Tree]) -> Iterator[Finding]:
    """An exercise begins with a report, goes on in order, and asks only who speaks for a party (6.13)."""
    before = 0
    roles = dict(_entries(tree, "roller"))
    for place, (path, inject) in enumerate(_entries(tree, "øvelse")):
        if place == 0 and not _says(inject, "art", "melding"):
            yield path, "En øvelse begynder med en ‘melding’: skriv ‘art: melding’ ved den første."
        minute = next(iter(_words(inject.get("minut"))), "")
        if minute.isascii() and minute.isdigit():
            if int(minute) < before:
                yield (*path, "minut"), f"Minut {minute} kommer efter minut {before}. Skriv dem i rækkefølge."
            before = int(minute)
        for role in _words(inject.get("til")) if _says(inject, "art", "spørgsmål") else ():
            if ("roller", role) in roles and not _words(roles["roller", role].get("part")):
                yield (*path, "til"), f"Rollen ‘{role}’ har ingen part, der kan svare på et spørgsmål."


def _affected(tree: dict[str, Tree]) -> Iterator[Finding]:
    """The group that support is for is one of the target groups (R10)."""
    rules, known = tree.get("handlingsplan"), _keys(tree, "målgrupper")
    for word in _words(rules.get("direkte_berørte")) if isinstance(rules, dict) else ():
        if word not in known:
            yield (
                ("handlingsplan", "direkte_berørte"),
                f"Målgruppen ‘{word}’ findes ikke under ‘målgrupper’.{meant(word, known)}",
            )


def _contacts(tree: dict[str, Tree]) -> Iterator[Finding]:
    """One contact card a role (R17); who else can be called stands among the stand-ins, in order (R21)."""
    seen: set[str] = set()
    for path, contact in _entries(tree, "kontakter"):
        for role in _words(contact.get("rolle")):
            if role in seen:
                yield (
                    (*path, "rolle"),
                    f"Rollen ‘{role}’ har allerede en kontakt. Andre er ‘stedfortrædere’.",
                )
            seen.add(role)


def _symbols(tree: dict[str, Tree]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for path, party in _entries(tree, "parter"):
        for symbol in _words(party.get("symbol")):
            if symbol in seen:
                yield (*path, "symbol"), f"Symbolet ‘{symbol}’ bruges allerede af parten ‘{seen[symbol]}’."
            seen.setdefault(symbol, str(path[-1]))


def _validity(tree: dict[str, Tree]) -> Iterator[Finding]:
    for path, party in _entries(tree, "parter"):
        start, end = party.get("gælder_fra"), party.get("gælder_til")
        if isinstance(start, str) and isinstance(end, str) and end < start:
            yield (*path, "gælder_til"), "Parten kan ikke holde op, før den begynder."


def _offices(tree: dict[str, Tree]) -> Iterator[Finding]:
    """Exactly one tovholder (R18), one who drafts (R30), and somebody for each step of the way."""
    holding = _roles_saying(tree, "tovholder", "ja")
    if not holding:
        yield ("roller",), "Ingen rolle er tovholder. Skriv ‘tovholder: ja’ ved netop én."
    for path in holding[1:]:
        yield (*path, "tovholder"), f"Kun én rolle kan være tovholder; ‘{holding[0][-1]}’ er det allerede."
    if not _roles_saying(tree, "udarbejder_handlingsplan", "ja"):
        yield ("roller",), "Ingen rolle udarbejder handlingsplanen. Skriv ‘udarbejder_handlingsplan: ja’ ved en rolle."
    for word in NEEDED:
        if not _roles_saying(tree, "må", word):
            yield ("roller",), f"Ingen rolle må ‘{word}’."


def _routes(tree: dict[str, Tree]) -> Iterator[Finding]:
    """Both roads of line 49 end at somebody who may read reports (R24)."""
    for word, route in words.ROUTES.items():
        same = [word, *(old for old, way in words.FORMER_ROUTES.items() if way is route)]
        if not any(_roles_saying(tree, "modtager_meldinger_til", one) for one in same):
            yield ("roller",), f"Ingen rolle modtager meldinger til ‘{word}’."
    for path, role in _entries(tree, "roller"):
        if _words(role.get("modtager_meldinger_til")) and not _says(role, "må", "læse meldinger"):
            yield (*path, "må"), "Rollen modtager meldinger, men må ikke ‘læse meldinger’."


def _terms(tree: dict[str, Tree]) -> Iterator[Finding]:
    given = _keys(tree, "ordliste")
    for word in words.TERMS:
        if given and word not in given:
            yield ("ordliste",), f"Ordet ‘{word}’ mangler i ordlisten."
    for word in given:
        if word not in words.TERMS:
            yield ("ordliste", word), f"‘{word}’ kendes ikke her.{meant(word, words.TERMS)}"


def _maps(tree: dict[str, Tree], folder: FilePath | None) -> Iterator[Finding]:
    area = tree.get("område")
    files = area.get("kort") if isinstance(area, dict) else None
    for key, name in files.items() if isinstance(files, dict) else ():
        if isinstance(name, str) and find(name, folder) is None:
            said = f"Kortfilen ‘{name}’ findes ikke ved siden af planen eller i data/places."
            yield ("område", "kort", key), f"{said} Læg den ved siden af planfilen, eller ret navnet."


def _document(tree: dict[str, Tree]) -> Iterator[Finding]:
    """Paragraphs follow the lines of the document (R1), a register stands in one place, no person in the text."""
    before, placed = 0, set[str]()
    people = [name for part in _PEOPLE for _, entry in _entries(tree, part) for name in _full_names(entry)]
    for path, section in _entries(tree, "dokument"):
        for word in _words(section.get("viser")):
            if word.lower() in placed:
                yield (*path, "viser"), f"‘{word}’ vises allerede et andet sted i dokumentet."
            placed.add(word.lower())
        for here, paragraph in _within(section.get("afsnit"), (*path, "afsnit")):
            line = next(iter(_words(paragraph.get("linje"))), "")
            if line.isascii() and line.isdigit():
                if int(line) <= before:
                    yield (*here, "linje"), f"Linje {line} kommer efter linje {before}. Skriv dokumentet i rækkefølge."
                before = int(line)
            text = " ".join(_words(paragraph.get("tekst")))
            for name in people:
                if name in text:
                    yield (*here, "tekst"), f"‘{name}’ står i teksten. Navne hører til under ‘kontakter’."


_PEOPLE = ("kontakter", "stedfortrædere", "underskrifter")


def _full_names(entry: dict[str, Tree]) -> Iterator[str]:
    """Names of people, first and last; a function that stands where a name could is none."""
    for name in (*_words(entry.get("navn")), *_words(entry.get("underskriver"))):
        if len(parts := name.split()) > 1 and all(part[:1].isupper() for part in parts):
            yield name


def _keys(tree: dict[str, Tree], section: str) -> tuple[str, ...]:
    found = tree.get(section)
    return tuple(found) if isinstance(found, dict) else ()


def _entries(tree: dict[str, Tree], section: str) -> Iterator[tuple[Path, dict[str, Tree]]]:
    yield from _within(tree.get(section), (section,))


def _within(found: Tree, path: Path) -> Iterator[tuple[Path, dict[str, Tree]]]:
    """The entries of a part that have keys of their own, and where each is."""
    pairs: Iterable[tuple[str | int, Tree]] = (
        found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    )
    for key, entry in pairs:
        if isinstance(entry, dict):
            yield (*path, key), entry


def _words(value: Tree) -> tuple[str, ...]:
    """The word or words a key holds, whichever way they are written."""
    if isinstance(value, list):
        return tuple(word.strip() for word in value if isinstance(word, str))
    return (value.strip(),) if isinstance(value, str) else ()


def _says(entry: dict[str, Tree], key: str, word: str) -> bool:
    """Whether one of the words at the key is this one; the words of the product are read in any case."""
    return word in {said.lower() for said in _words(entry.get(key))}


def _roles_saying(tree: dict[str, Tree], key: str, word: str) -> list[Path]:
    return [path for path, role in _entries(tree, "roller") if _says(role, key, word)]
