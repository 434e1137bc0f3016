"""The document's own words in the plan file, two versions compared, and the short list of what has aged."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from data.plan import (
    Aged,
    Difference,
    PlanRefused,
    StandingPlan,
    differences,
    line_of,
    lines,
    load,
    parse,
    remarks,
    successors,
)
from data.vocabulary import Register, RuleTopic

SHIPPED = Path("data/plan/vejleaaparken.yaml")
OTHER = Path("tests/plan/eksempelparken.yaml")
TEXT = OTHER.read_text(encoding="utf-8")
TODAY = date(2026, 11, 27)
WORDING = "399207fe690a51ab2448d03e9eee264d1f4bfd5be80e9781e76e59363b2a67fd"
"""SHA-256 of the signed document's paragraphs: its wording is not mended by the way."""


@pytest.fixture
def shipped() -> StandingPlan:
    return load(SHIPPED)


def test_the_wording_of_the_signed_document_is_untouched(shipped: StandingPlan) -> None:
    said = "\n".join(one.text for section in shipped.document for one in section.paragraphs)
    assert sha256(said.encode()).hexdigest() == WORDING


def test_every_register_stands_once_and_the_document_names_nobody(shipped: StandingPlan) -> None:
    for plan in (shipped, load(OTHER)):
        assert sorted(one for section in plan.sections for one in section.shows) == sorted(Register)
        said = " ".join(one.text for section in plan.document for one in section.paragraphs)
        assert not [one.name for one in plan.contacts if one.name in said]


def test_a_file_without_the_documents_words_still_shows_its_registers() -> None:
    """Versions that were loaded before the document stood in the file are read as ever."""
    without = TEXT[: TEXT.index("dokument:")] + TEXT[TEXT.index("område:") :]
    plan = parse(without, OTHER.parent)
    assert plan.document == ()
    assert [section.shows for section in plan.sections] == [(register,) for register in Register]


WRONG = {
    # what stands in the file: (what is written instead, where its line is found, what is said)
    "linje: 4": ("linje: 2", "linje: 2", "Linje 2 kommer efter linje 3. Skriv dokumentet i rækkefølge."),
    "linje: 3": ("linje: tre", "linje: tre", "‘linje’ skal være et helt tal."),
    "viser: underskrifter": ("viser: regler", "viser: regler", "‘regler’ vises allerede et andet sted i dokumentet."),
    "viser: [kontakter, regler]": (
        "viser: kontakt", "viser: kontakt", "‘kontakt’ kendes ikke. Mente du ‘kontakter’? Mulige ord: kontakter,"
    ),
    "    viser: underskrifter": ("", "  - overskrift: Underskrevet af", "skal have ‘afsnit’ eller ‘viser’"),
    "        tekst: Beboerne får besked.\n": ("", "      - linje: 4", "‘tekst’ mangler."),
    "        punkt: ja": ("        punkter: ja", "punkter: ja", "kendes ikke her. Mente du ‘punkt’?"),
    "emne: tavshed": ("emne: tavs", "emne: tavs", "‘tavs’ kendes ikke. Mente du ‘tavshed’?"),
    "kvittering_hverdage: 6": ("kvittering_hverdage: 600", ": 600", "må højst være 60."),
}  # fmt: skip


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_document_is_refused_with_its_line(words: str) -> None:
    instead, at, said = WRONG[words]
    assert words in TEXT
    wrong = TEXT.replace(words, instead, 1)
    with pytest.raises(PlanRefused) as caught:
        parse(wrong, OTHER.parent)
    line = wrong[: wrong.index(at)].count("\n") + 1
    assert [problem for problem in caught.value.problems if problem.line == line and said in problem.sentence], (
        caught.value
    )


def test_a_persons_name_in_the_documents_words_is_refused() -> None:
    wrong = TEXT.replace("navn: Indsatslederen\n", "navn: Prøve Prøvesen\n").replace(
        "Beboerne får besked.", "Ring til Prøve Prøvesen."
    )
    with pytest.raises(PlanRefused) as caught:
        parse(wrong, OTHER.parent)
    assert "‘Prøve Prøvesen’ står i teksten. Navne hører til under ‘kontakter’." in str(caught.value)


def test_comments_order_and_line_breaks_are_no_difference() -> None:
    moved = TEXT.replace("titel: Tryghedsplan for Eksempelparken\nsprog: da\n", "sprog: da\n# her\ntitel: >-\n"
                         "  Tryghedsplan for\n  Eksempelparken\n", 1)  # fmt: skip
    assert moved != TEXT
    assert differences(TEXT, moved) == ()


def test_differences_are_told_by_what_names_each_entry() -> None:
    newer = (
        TEXT.replace("telefon: 70 00 00 05", "telefon: 70 00 00 55")
        .replace("må: [læse, melde, give", "må: [læse, lukke, melde, give")
        .replace("  - part: by\n    underskriver: Kommunens underskriver\n    dato_som_skrevet: 2/2 2027\n", "")
    )
    assert differences(TEXT, newer) == (
        Difference("roller", ("klubleder", "må", "lukke"), "", "lukke"),
        Difference("kontakter", ("sydbo", "telefon"), "70 00 00 05", "70 00 00 55"),
        Difference("underskrifter", ("by", "part"), "by", ""),
        Difference("underskrifter", ("by", "underskriver"), "Kommunens underskriver", ""),
        Difference("underskrifter", ("by", "dato_som_skrevet"), "2/2 2027", ""),
    )
    assert {one.section: one.of_people for one in differences(TEXT, newer)} == {
        "roller": False, "kontakter": True, "underskrifter": True
    }  # fmt: skip


def test_a_second_entry_of_the_same_name_is_told_apart() -> None:
    newer = TEXT.replace("telefon: 70 00 00 08", "telefon: 70 00 00 88")
    assert differences(TEXT, newer)[0].where == ("nordbo (2)", "telefon")


def test_the_line_of_a_part_is_found_and_that_of_its_section_when_it_is_missing() -> None:
    written = TEXT.splitlines()
    assert written[(line_of(TEXT, "kontakter", "sydbo", "telefon") or 0) - 1].strip() == "telefon: 70 00 00 05"
    assert written[(line_of(TEXT, "stedfortrædere", "sydbo") or 0) - 1] == "stedfortrædere:"
    assert line_of(TEXT, "findes ikke") is None


def test_what_has_aged_in_the_same_way_is_one_line(shipped: StandingPlan) -> None:
    found = lines(shipped, TODAY)
    assert [one.aged for one in found] == [
        Aged.PERIOD_ENDED, Aged.APPROVAL_NOT_DOCUMENTED, Aged.PARTY_OUTDATED, Aged.CONTACT_UNCONFIRMED,
        Aged.STAND_IN_MISSING, Aged.CALL_TEST_DUE, Aged.EXERCISE_DUE, Aged.NO_NEXT_MEETING, Aged.STATUTE_UNCHECKED,
    ]  # fmt: skip
    assert sum(len(one.codes) for one in found) == len(remarks(shipped, TODAY))
    assert found[3].since == date(2017, 9, 4)


def test_the_fire_service_of_2017_is_followed_by_the_one_of_today(shipped: StandingPlan) -> None:
    ended = shipped.party("oestsjaellands-beredskab")
    assert [one.name for one in successors(shipped, ended, TODAY)] == ["Beredskab 4K"]
    assert successors(shipped, shipped.party("aab"), TODAY) == ()


def test_a_stand_in_whose_time_has_run_out_or_who_is_long_unconfirmed_is_none_or_old() -> None:
    plan = load(OTHER)
    day = date(2027, 3, 1)
    missing = {one.code for one in remarks(plan, day) if one.aged is Aged.STAND_IN_MISSING}
    assert missing == {"leder", "samraad-politi", "samraad-by", "sydbo", "midtbo"}
    old = {one.code: one.since for one in remarks(plan, date(2028, 3, 1)) if one.aged is Aged.STAND_IN_UNCONFIRMED}
    assert old == {"nordbo": date(2027, 2, 1)}


def test_what_is_not_verified_carries_its_reservation(shipped: StandingPlan) -> None:
    """Domain.md 2: what is marked [H] or not verified is never law; the receipt's paragraph is not verified (R53)."""
    receipt = shipped.statutes_about(RuleTopic.RECEIPT)
    assert [one.source for one in receipt] == ["Den underskrevne plan, L79"]
    assert receipt[0].note.startswith("Paragraffen er ikke verificeret.")
    of_today = [one for one in shipped.statutes if "underskrevne plan" not in one.source]
    assert of_today
    assert all(one.note for one in of_today)
    apart = shipped.statutes_about(RuleTopic.OWN_CHANNEL)
    assert [title.title.count("63") for title in apart] == [2]
