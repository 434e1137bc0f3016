"""The privacy stop keeps the figures of docs/privacy-stop.md on the labelled text, and stays cheap."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import plan
from data.plan.parts import Contact
from data.rules import person_names, privacy
from data.rules.known_words import NOTHING
from data.settings import Settings
from tests.privacy.figures import HELD_OUT, TUNED, known, measure, sentences

SECTIONS = list(dict.fromkeys(sentence.section for sentence in sentences("names.txt")))


def test_the_text_is_as_large_as_was_asked_for() -> None:
    assert measure("prose.txt").sentences >= 300
    assert measure("names.txt").sentences >= 150
    assert len(SECTIONS) >= 10


@pytest.mark.parametrize("half", [TUNED, HELD_OUT])
def test_hits_and_false_alarms_stay_as_they_were_measured(half: str) -> None:
    names, prose = measure("names.txt", half=half), measure("prose.txt", half=half)
    assert names.recall >= 0.94, names.misses
    assert names.whole >= 0.9 * names.names
    assert len(names.alarms) <= 1, names.alarms
    assert len(prose.alarms) <= 0.04 * prose.sentences, prose.alarms


@pytest.mark.parametrize("section", SECTIONS)
def test_no_origin_is_much_worse_off_than_another(section: str) -> None:
    found = measure("names.txt", section=section)
    assert found.recall >= 0.85, found.misses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ole Rømers Vej er spærret", []), ("Vi bor på Hans Egedes vej", []), ("Det var Hans Gade", ["Hans Gade"]),
        ("vpi. Nisted kommer", ["Nisted"]), ("Spørg J. Hansen om det", ["J. Hansen"]),
        ("Se opgang B. Røgen er væk", []),
        ("familien Jensen er genhuset", ["Jensen"]), ("ali hassan løb", ["ali hassan"]), ("Sankt Hans er aflyst", []),
        ("Anne-Marie og Abu Bakr al-Masri", ["Anne-Marie", "Abu Bakr al-Masri"]), ("Bo og skov", []), ("Per dag", []),
        ("this is said to be for you", []), ("Tal med Xylofonia om det", ["Xylofonia"]),
        ("TEKST MENS SERVEREN HÆNGER", []), ("VI SÅ MOHAMMED SLÅ", ["MOHAMMED"]),
        ("K.H. var der igen", ["K.H."]), ("Vi så K. H. ved kiosken", ["K. H."]), ("Det var M.A.H. igen", ["M.A.H."]),
        ("Vi så K.H. Han løb", ["K.H."]), ("H.C. Andersens Boulevard er spærret", []), ("P.S. Husk vagten", []),
        ("N.B. Der er lukket", []), ("D.S.B. kører ikke", []), ("opgang A. B. og C.", []), ("B.T. ringer", []),
    ],
)  # fmt: skip
def test_a_name_and_what_only_looks_like_one(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in person_names.spans(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tom lejlighed brænder", []), ("Tom container sættes op", []), ("Vi så en tom bil", []),
        ("Tom ringede til os", ["Tom"]), ("Vi så Tom i går", ["Tom"]),
        ("Tom Lundgreen Frandsen kommer", ["Tom Lundgreen Frandsen"]),
    ],
)  # fmt: skip
def test_a_word_of_a_contacts_name_is_a_word_where_it_begins_a_sentence(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in person_names.spans(text, known())] == found


@pytest.mark.parametrize("contact", plan.load(Settings().plan).contacts, ids=lambda contact: contact.role)
def test_only_a_whole_name_stands_for_a_function(contact: Contact) -> None:
    """Whoever is called Nielsen, or Jonas, must not become the one whom the plan file names."""
    title = plan.load(Settings().plan).roles[contact.role].title
    assert known().function(contact.name) == title
    assert known().function(f"{contact.name}s") == title
    for word in contact.name.split():
        assert known().function(word) == ""
        assert known().function(f"{word} Pedersen") == ""


@given(st.text(max_size=300))
def test_names_lie_in_order_inside_the_text_and_apart(text: str) -> None:
    end = 0
    for start, stop in person_names.spans(text, known()):
        assert end <= start < stop <= len(text)
        end = stop


def test_looking_for_names_costs_what_a_person_never_notices() -> None:
    """A ratio, not a time: beside the plain patterns over the same text, whatever the machine is busy with."""
    prose = " ".join(sentence.text for sentence in sentences("prose.txt"))[:2000]
    privacy.findings(prose, known())

    def best(look: object) -> float:
        took = []
        for _ in range(7):
            begun = time.process_time()
            look(prose, known()) if look is privacy.findings else look(prose)  # type: ignore[operator]  # either of two
            took.append(time.process_time() - begun)
        return min(took)

    def patterns(text: str) -> None:
        for pattern in (privacy._CPR, privacy._EMAIL, privacy._DOOR, privacy._PLATE, privacy._PHONE):
            list(pattern.finditer(privacy._folded(text)))

    assert best(privacy.findings) < 40 * best(patterns)
    assert known() != NOTHING
