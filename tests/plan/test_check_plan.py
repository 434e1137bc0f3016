"""Every kind of fault of a plan file: its line, in Danish, and what to do; several at once, also in YAML (6.27)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.plan import PlanRefused, Problem, load, parse, told
from data.plan.loader import _judged, _told
from data.plan.opening import text_of
from data.plan.problems import Path as Where
from data.plan.yamltext import Tree, read_tree
from tests.house.plan_reference import shapes

OTHER = Path("tests/plan/eksempelparken.yaml")
TEXT = OTHER.read_text("utf-8")
ENGLISH = re.compile(r"\b(the|is not|should|must|invalid|expected|input|field|error|value)\b", re.IGNORECASE)


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(PlanRefused) as caught:
        parse(text, OTHER.parent)
    return caught.value.problems


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


FAULTS = {
    # kind of fault: (what stands in the file, what is written instead, where its line is found, what is said to do)
    "unknown key": ("omfattet_115: ja", "xyz: ja", "xyz: ja", "kendes ikke her. Ret nøglen, eller fjern linjen"),
    "misspelt key": ("sprog: da", "spog: da", "spog: da", "Mente du ‘sprog’?"),
    "missing key": ("    kort_titel: Leder\n", "", "  leder:", "Skriv ‘kort_titel: …’: titlen i tabeller"),
    "missing section": ("netværk: [Eksempel Aft", "niveau: [Eksempel Aft", "niveau: [", "Mente du ‘niveauer’?"),
    "half a place": ("[56.2, 11.3]", "[56.2]", "midtpunkt", "Skriv alle tal i ‘midtpunkt’: [breddegrad, længdegrad]"),
    "a list for a text": ("titel: Tryghedsplan for", "titel: [Plan] #", "titel: [Plan]", "ikke en liste"),
    "a text for a list": ("kanaler: [Opslag, Beskedtavle]", "kanaler: Opslag", "kanaler:", "på sin linje med -"),
    "a text for a section": ("opbevaring:\n", "opbevaring: 5 år\nandet:\n", "opbevaring:", "rykket ind på linjerne"),
    "a word for a number": ("dublet_timer: 1", "dublet_timer: to", "dublet_timer", "Skriv kun cifre."),
    "a comma for a point": ("midtpunkt: [56.2,", 'midtpunkt: ["56,2",', "midtpunkt", "med punktum, for eksempel"),
    "a bad date": ("2030-12-31", "31/12 2030", "31/12 2030", "Skriv år-måned-dag, for eksempel 2027-02-03."),
    "a day that never comes": ("2030-12-31", "2030-02-30", "2030-02-30", "findes ikke i kalenderen."),
    "a bad phone": ("70000003", "7000-0", "7000-0", "hvor det første er 2-9, for eksempel 70 00 00 01, eller +"),
    "a bad address": ("tc@eksempelparken.example", "tc(a)by", "tc(a)by", "Skriv for eksempel vagt@example.dk."),
    "a bad date on paper": ("2/2 2027", "2/2", "- part: by", "Skriv for eksempel 31 AUG 2027"),
    "a bad reference": ("part: nordbo\n", "part: nordby\n", "part: nordby", "Mente du ‘nordbo’?"),
    "a bad code": ("  A2:\n", "  A 2:\n", "  A 2:", "bogstaver, tal og bindestreg"),
    "a code that stands twice": ("  B2:\n", "  A1:\n", "  A1:\n    tekst: Samtaler", "første gang i linje"),
    "a section that stands twice": ("niveauer: [", "titel: [", "titel: [", "første gang i linje 4"),
    "a map file that is not there": ("kort/zoner.geojson", "zoner.geojson", "zoner.geojson", "ved siden af planen"),
    "a tab in front": ("    tekst: Samtaler", "\ttekst: Samtaler", "\ttekst", "med tabulator; brug mellemrum"),
    "a tab within": ("sprog: da", "sprog:\tda", "sprog:\t", "Der står en tabulator i linjen; brug mellemrum"),
    "a colon within": ("Åbent beboerhus", "Åbent: beboerhus", "Åbent:", "Sæt tekst med kolon i anførselstegn"),
    "an open quote": ("tekst: Udvidet", 'tekst: "Udvidet', 'tekst: "Udv', "Et anførselstegn bliver ikke lukket"),
    "an open list": ("[Grøn, Gul, Rød]", "[Grøn, Gul", "[Grøn, Gul", "En liste i klammer bliver ikke lukket"),
    "a wrong beginning": ("tekst: Aftenvandring", "tekst: @ften", "@ften", "sæt den i anførselstegn"),
    "a backslash": ("tekst: Aftenvandring", 'tekst: "a\\q"', 'a\\q', "enkelte anførselstegn"),
    "text after >": ("tekst: Aftenvandring", "tekst: > Aften", "> Aften", "skriv teksten på de næste linjer"),
    "a point on the line of its key": ("niveauer: [", "niveauer: - [", "niveauer: - [", "på sin egen linje"),
    "a comma in front": ("tekst: Aftenvandring", "tekst: ,aften", ",aften", "sæt den i anførselstegn"),
    "a control character": ("i ungdomsklubben", "i\x07klubben", "i\x07", "et tegn, som ikke hører hjemme"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
def test_each_kind_of_fault_is_told_with_its_line_and_what_to_do(kind: str) -> None:
    stands, written, at, said = FAULTS[kind]
    assert stands in TEXT
    wrong = TEXT.replace(stands, written, 1)
    problems = problems_of(wrong)
    here = [problem.sentence for problem in problems if problem.line == line_of(wrong, at)]
    assert any(said in sentence for sentence in here), "\n".join(map(str, problems))
    assert not [problem for problem in problems if ENGLISH.search(problem.sentence)]


def test_a_wrong_line_hides_no_other() -> None:
    """Two faults of YAML, two of the model and one reference, in four sections: all of them, in order, and no more."""
    wrong = TEXT.replace("vej: Eksempel", 'vej: "Eksempel').replace("    bestemt: Samrådet", "\tbestemt: Samrådet")
    wrong = wrong.replace("sprog: da", "spog: da").replace("dublet_timer: 1", "dublet_timer: to")
    wrong = wrong.replace("- rolle: sydbo\n", "- rolle: sydby\n")
    said = [str(problem) for problem in problems_of(wrong)]
    assert len(said) == 6, "\n".join(said)
    assert [re.sub(r"\d+", "N", one.split(":")[0]) for one in said] == [
        "Linje N, sprog", "Linje N, spog", "Linje N", "Linje N, kontakter nr. N › rolle",
        "Linje N, grænser › dublet_timer", "Linje N",
    ]  # fmt: skip


def test_every_line_that_begins_with_a_tab_is_told() -> None:
    wrong = TEXT.replace("    må: [læse, bekræfte overdragelse]", "\tmå: [læse, bekræfte overdragelse]")
    told_at = [problem.line for problem in problems_of(wrong)]
    tabs = [number for number, line in enumerate(wrong.splitlines(), 1) if line.startswith("\t")]
    assert len(tabs) == 2
    assert told_at == tabs


FILES = {
    b"PK\x03\x04word": "Filen er et Word-dokument",
    b"\xd0\xcf\x11\xe0doc": "Filen er et ældre Word-dokument",
    b"%PDF-1.7": "Filen er en PDF.",
    b"{\\rtf1": "Filen er et RTF-dokument",
    "titel: Plan".encode("utf-16"): "Filen er gemt som UTF-16 (‘Unicode’). Gem den igen som ren tekst",
    "titel: Plan\nkø: æ\nø: å\n".encode("latin-1"): (
        "Linje 2: Et tegn er ikke gemt som UTF-8, for eksempel æ, ø eller å. Det gælder 2 linjer. Gem den igen"
    ),
}  # fmt: skip


@pytest.mark.parametrize("content", FILES)
def test_a_file_that_is_no_text_says_what_it_is_and_how_to_save_it(content: bytes) -> None:
    with pytest.raises(PlanRefused) as caught:
        text_of(content)
    assert str(caught.value).startswith(FILES[content])


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "ingen.yaml", "Den findes ikke."), (tmp_path, "Det er en mappe.")):
        with pytest.raises(PlanRefused, match=why):
            load(path)


def test_what_is_told_counts_faults_and_places_to_fill_in_apart() -> None:
    both = TEXT.replace("navn: Tryghedschefen", "navn: UDFYLD (navnet)").replace("dublet_timer: 1", "dublet_timer: to")
    with pytest.raises(PlanRefused) as caught:
        parse(both, OTHER.parent)
    assert next(iter(told("p.yaml", caught.value))) == (
        "Planfilen p.yaml kan ikke bruges, 1 fejl, og 1 sted mangler at blive udfyldt:"
    )


def test_a_wrong_map_file_is_told_with_the_line_that_names_it() -> None:
    refusal = PlanRefused([Problem(None, "område › kort › zoner", "‘kort/zoner.geojson’ er ikke en GeoJSON-fil.")])
    line = line_of(TEXT, "kort/zoner.geojson")
    assert list(told("p.yaml", refusal, TEXT))[1].startswith(f"  Linje {line}, område › kort › zoner: ")


def places(tree: Tree, path: Where = ()) -> Iterator[Where]:
    yield path
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, one in inside:
        yield from places(one, (*path, key))


def put(tree: Tree, path: Where, value: Tree) -> Tree:
    if not path:
        return value
    if isinstance(tree, dict):
        return {key: put(one, path[1:], value) if key == path[0] else one for key, one in tree.items()}
    assert isinstance(tree, list)
    return [put(one, path[1:], value) if number == path[0] else one for number, one in enumerate(tree)]


def test_whatever_stands_in_the_wrong_place_is_understood_and_told_in_danish() -> None:
    """A list, a mapping, an empty text and nothing in every place of the file."""
    tree, lines, _ = read_tree(TEXT)
    own = {"(aftryk)": "", "(tekst)": "", "(mappe)": None}
    seen = set()
    for place in list(places(tree))[1:]:
        shape = re.sub(r"\d+", "n", str([part if isinstance(part, str) else 0 for part in place][-2:]))
        if shape in seen:  # one telephone number is as good as another
            continue
        seen.add(shape)
        for value in (None, "", "x" * 400, ["x", ["y"]], {"x": "y"}, {"x": {"y": ["z"]}}):
            changed = put(tree, place, value)
            assert isinstance(changed, dict)
            for error in _judged(changed, own)[1]:
                problem = _told(error, lines)
                assert problem.line
                assert "kan ikke forstås" not in problem.sentence, (place, value, error)
                assert not ENGLISH.search(problem.sentence), problem
    assert len(seen) > len(shapes()) * 5
