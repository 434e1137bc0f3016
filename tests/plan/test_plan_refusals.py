"""A wrong file is refused with every problem, its line and a Danish sentence; it never half loads (6.27)."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import Refusal
from data.plan import PlanRefused, Problem, load, parse

OTHER = Path("tests/plan/eksempelparken.yaml")
TEXT = OTHER.read_text(encoding="utf-8")


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(PlanRefused) as caught:
        parse(text, OTHER.parent)
    return caught.value.problems


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


MISTAKES = {
    # What stands in the file: (what is written instead, where its line is found, what is said)
    "part: nordbo\n": ("part: nordby\n", "part: nordby", "‘nordby’ findes ikke under ‘parter’. Mente du ‘nordbo’?"),
    "- rolle: sydbo": ("- rolle: syd", "- rolle: syd", "Rollen ‘syd’ findes ikke under ‘roller’."),
    "- rolle: midtbo": ("- rolle: sydbo", "- rolle: sydbo\n    navn: Driftschefen i M", "har allerede en kontakt"),
    "[A1, C1]": ("[A1, C7]", "[A1, C7]", "Indsatsen ‘C7’ findes ikke under ‘katalog’."),
    "foreslå_inviteret: klub": ("foreslå_inviteret: club", ": club", "Parten ‘club’ findes ikke"),
    "    rolle: direktion": ("    rolle: bestyrer", "rolle: bestyrer", "Rollen ‘bestyrer’ findes ikke"),
    "  - part: by\n": ("  - part: byen\n", "- part: byen", "Parten ‘byen’ findes ikke"),
    "må: [læse, bekræfte overdragelse]\n": ("må: lese\n", "må: lese", "‘lese’ kendes ikke. Mente du ‘læse’?"),
    "kræver_tekst: ja": ("kræver_tekst: yes", ": yes", "‘yes’ kendes ikke. Mulige ord: ja eller nej."),
    "art: politi": ("art: betjente", "art: betjente", "‘betjente’ kendes ikke."),
    "omfattet_115: ja": ("omfatet_115: ja", "omfatet", "kendes ikke her. Mente du ‘omfattet_115’?"),
    "    kort_titel: Leder\n": ("", "  leder:", "‘kort_titel’ mangler."),
    "kort_titel: System\n": ("kort_titel:\n", "kort_titel:\n", "‘kort_titel’ mangler."),
    "kort_navn: Nordbo": ("kort_navn: Foreningen Nordbo", "kort_navn: For", "må højst fylde 12 tegn"),
    "dublet_meter: 150": ("dublet_meter: mange", "dublet_meter", "‘dublet_meter’ skal være et helt tal."),
    "dublet_timer: 1": ("dublet_timer: 0", "dublet_timer", "‘dublet_timer’ skal være mindst 1."),
    "midtpunkt: [56.2,": ("midtpunkt: [562,", "midtpunkt", "‘midtpunkt’ må højst være 90."),
    "midtpunkt: [56.2, 11.3]": ("midtpunkt: [56.2]", "midtpunkt", "‘midtpunkt’ mangler."),
    ", 11.3]": (", Ø]", "midtpunkt", "skal være et tal med punktum"),
    "2030-12-31": ("31. december", "31. december", "‘31. december’ er ikke en dato."),
    "1. februar 2027": ("1. februar", "- part: ordensmagt", "Datoen ‘1. februar’ kan ikke læses."),
    "telefon: 70000003": ("telefon: 7000", "telefon: 7000\n", "‘7000’ er ikke et telefonnummer."),
    "tc@eksempelparken.example": ("tc.example", "tc.example", "‘tc.example’ er ikke en e-mailadresse."),
    "    tovholder: ja\n": ("", "roller:", "Ingen rolle er tovholder."),
    "    udarbejder_handlingsplan: ja\n": ("", "roller:", "Ingen rolle udarbejder handlingsplanen."),
    "    part: by\n    ud": (
        "    part: by\n    tovholder: ja\n    ud",
        "tovholder: ja\n    ud",
        "Kun én rolle kan være",
    ),
    ", administrere]": ("]", "roller:", "Ingen rolle må ‘administrere’."),
    "modtager_meldinger_til: råd": ("ledelse: nej", "roller:", "Ingen rolle modtager meldinger til ‘råd’."),
    "    må: [læse, læse meldinger, se kontakter, melde, give oplysning, markere læst, vurdere": (
        "    må: [læse, se kontakter, melde, vurdere",
        "    må: [læse, se",
        "Rollen modtager meldinger, men må ikke ‘læse meldinger’.",
    ),
    "    part: midtbo\n": ("", "  midtbo:\n    titel", "Rollen mangler ‘part’."),
    "symbol: S\n": ("symbol: N\n", "symbol: N\n  midtbo", "Symbolet ‘N’ bruges allerede af parten ‘nordbo’."),
    "    symbol: U\n": (
        "    symbol: U\n    gælder_fra: 2027-02-01\n    gælder_til: 2027-01-01\n",
        "gælder_til",
        "Parten kan ikke holde op, før den begynder.",
    ),
    "kort/zoner.geojson": ("kort/zone.geojson", "zone.geojson", "Kortfilen ‘kort/zone.geojson’ findes ikke"),
    "kort/omrids.geojson": ("../../pyproject.toml", "../../pyproject", "findes ikke"),
    "spørg_hvilken: boligorganisation": ("spørg_hvilken: redningsberedskab", "spørg_hvilken", "Ingen part er af arten"),
    "    spørg_hvilken: boligorganisation\n": ("", "  C1:", "Skriv enten ‘part’ eller ‘spørg_hvilken’"),
    "netværk: [Eksempel Aftenvandrere]": (
        "netværk:",
        "netværk: ja",
        "Indsatsen aktiverer netværk, men planen nævner ingen under ‘netværk’.",
    ),
    "[Eksempel Aftenvandrere]": ("[Natteravne, Natteravne]", "[Natte", "Netværket ‘Natteravne’ står der to gange."),
    "    netværk: ja": ("    netværk: måske", "netværk: måske", "‘måske’ kendes ikke. Mulige ord: ja eller nej."),
    "    personrelateret: ja": ("    personrelateret: ja\n    netværk: ja", "  B2:", "aktiverer ikke netværk"),
    "sluttidspunkt]\n": (
        "sluttidspunkt]\n  direkte_berørte: ansat\n",
        "direkte_berørte",
        "Målgruppen ‘ansat’ findes ikke under ‘målgrupper’. Mente du ‘ansatte’?",
    ),
    "  bestyrelse:\n    grund": ("  bestyrrelse:\n    grund", "  bestyrrelse", "Mente du ‘bestyrelse’?"),
    "  A2:\n": ("  A 2:\n", "  A 2:", "Koden ‘A 2’ skal være bogstaver, tal og bindestreg"),
    "  B2:\n": ("  A1:\n", "  A1:\n    tekst: Samtaler", "‘A1’ står der to gange; første gang i linje"),
    "kanaler: [Opslag, Beskedtavle]": ("kanaler: Opslag", "kanaler", "‘kanaler’ skal være en liste."),
    "område:\n": ("område: her\nsted:\n", "område", "‘område’ skal have underpunkter."),
    "tekst: Ekstra": ("tekst: &a Ekstra", "&a", "Mærker med & bruges ikke her."),
    "tekst: Aften": ("tekst: !!python/name:os.system Aften", "!!python", "Mærker med ! bruges ikke her"),
    "tekst: Oprydning samme dag": ("tekst: *a", "*a", "Henvisninger med * bruges ikke her"),
    "Åbent beboerhus": ("Åbent: beboerhus", "Åbent:", "der står et for meget i linjen"),
    "tekst: Udvidet": ('tekst: "Udvidet', 'tekst: "Udvidet', "Et anførselstegn bliver ikke lukket."),
    "    tekst: Samtaler": ("\ttekst: Samtaler", "\ttekst", "rykket ind med tabulator"),
    "    tekst: Aften": ("   tekst: Aften", "    part: naboskab\n  A2", "indrykningen er forkert"),
    "    grundform: Samråd\n": ("    grundform Samråd\n", "    bestemt: Samrådet", "der mangler et i linjen over"),
    "    bestemt: Samrådet": ("     bestemt: Samrådet", "     bestemt: Sam", "indrykningen er forkert"),
    "    art: anden": ("  art anden", "  art anden", "Der mangler et kolon"),
    "    symbol: M\n": ("   symbol: M\n", "   symbol: M\n", "Indrykningen passer ikke"),
    "niveauer: [Grøn, Gul, Rød]": ("niveauer: [Grøn, Gul", "niveauer: [", "En liste i klammer bliver ikke lukket"),
    "i ungdomsklubben": ("i\x00ungdomsklubben", "i\x00", "et tegn, som ikke hører hjemme"),
}


@pytest.mark.parametrize("stands", MISTAKES)
def test_a_mistake_is_told_with_its_line_and_in_danish(stands: str) -> None:
    written, at, sentence = MISTAKES[stands]
    assert stands in TEXT
    text = TEXT.replace(stands, written)
    problems = refused(text)
    said = [problem.sentence for problem in problems if problem.line == line_of(text, at)]
    assert any(sentence in one for one in said), "\n".join(map(str, problems))


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = TEXT.replace("part: nordbo\n", "part: nordby\n").replace("dublet_meter: 150", "dublet_meter: x")
    text = text.replace("titel: Trygheds", "title: Trygheds", 1).replace("  A2:\n", "  A1:\n")
    lines = [problem.line or 0 for problem in refused(text)]
    assert len(lines) >= 5
    assert lines == sorted(lines)


def test_a_problem_reads_as_a_sentence() -> None:
    problem = refused(TEXT.replace("telefon: 70000003", "telefon: 7000"))[0]
    assert str(problem).startswith(f"Linje {problem.line}, kontakter nr. 3 › telefon: ‘7000’ er ikke et telefonnummer.")


def test_a_refused_plan_is_a_refusal_like_others() -> None:
    with pytest.raises(Refusal) as caught:
        parse("titel: x")
    assert caught.value.code == "plan-refused"


@pytest.mark.parametrize(
    "text", ["", "# kun en bemærkning", "- en liste", "bare ord", "a: 1\n---\nb: 2", "? [a, b]\n: c"]
)
def test_what_is_no_plan_at_all_is_refused(text: str) -> None:
    assert refused(text)


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nd: [*c,*c,*c]",
        "[" * 5_000,
        "{a: " * 5_000,
        "a: x\n" * 200_000,
        "<<: *x\n",
    ],
)
def test_a_bomb_is_refused_without_going_off(bomb: str) -> None:
    assert refused(bomb)


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(TEXT.encode("latin-1", errors="replace"))
    with pytest.raises(PlanRefused) as caught:
        load(path)
    first = next(number for number, line in enumerate(TEXT.splitlines(), 1) if not line.isascii())
    assert caught.value.problems[0].line == first
    assert "UTF-8" in caught.value.problems[0].sentence


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="kan ikke åbnes"):
        load(tmp_path / "plan.yaml")


def test_a_byte_order_mark_and_windows_lines_do_no_harm(tmp_path: Path) -> None:
    shutil.copytree(OTHER.parent / "kort", tmp_path / "kort")
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert load(path).title == parse(TEXT, OTHER.parent).title


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_plan_with_any_line_taken_out_loads_or_is_refused(data: st.DataObject) -> None:
    """Whatever is missing, nothing but a plan or a refusal comes back, and each problem has a line of the file."""
    lines = TEXT.splitlines(keepends=True)
    gone = data.draw(st.integers(0, len(lines) - 1))
    problems: tuple[Problem, ...] = ()
    try:
        parse("".join(lines[:gone] + lines[gone + 1 :]), OTHER.parent)
    except PlanRefused as refusal:
        problems = refusal.problems
    assert all(problem.line and problem.line <= len(lines) and problem.sentence for problem in problems)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_refused_and_nothing_else_happens(text: str) -> None:
    assert refused(text)
