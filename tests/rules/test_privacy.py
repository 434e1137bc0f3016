"""What stops a text, and, just as much, what does not: people in a hurry must not be stopped for nothing (6.1)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.privacy import findings

CPR = [
    "010199-1234", "0101991234", "010199 1234", "010199  1234", "010199 - 1234", "010199.1234", "010199/1234",
    "010199–1234", "290224-0001", "290200 1234", "311299-0000", "０１０１９９-１２３４",
    "cpr.010199-1234,",
    "(0101991234)", "01.01.99-1234", "01-01-99-1234", "01 01 99 1234", "01 01 99-1234", "01.01.1999-1234",
    "01011999-1234",
]  # fmt: skip
NO_CPR = ["320199-1234", "011399-1234", "000000-0000", "310499-1234", "1010199-1234", "010199-12345"]
PHONES = [
    "7258 7474", "20930931", "33 76 01 08", "+45 33 76 01 08", "+4533760108", "0045 33760108", "33-76-01-08",
    "33.76.01.08", "tlf.33760108", "(33760108)", "33  76  01  08", "33 760108", "33 760 108", "209 30 931", "20261323",
    "2026 1123", "2015 2018", "20 26 11 23", "19991231", "+46 70 123 45 67", "+49 30 901820",
]  # fmt: skip
EMAILS = ["37315@politi.dk", "tlf@kommune.dk", "kim.testesen+x@mail.example.org", "kim @ mail.dk", "KIM@MAIL.DK"]
PLATES = ["AB 12 345", "AB12345", "ab 12345", "ÆØ 12.345", "AB-12-345", "AB 12345,"]
DOORS = [
    "2. tv", "2.tv.", "2 tv", "2. th", "st. th", "st. tv.", "st.tv", "stuen tv", "kl. th", "3. sal", "3.sal", "10. sal",
    "1. mf", "4. sal tv", "st., dør 3", "2., lejl. 14", "2. dør 4",
]  # fmt: skip
HARMLESS = [
    "Brand i tre containere kl. 21.40",
    "ca. 15-20 personer",
    "Mellem 15 og 20 unge samlet ved indkøbscentret, enkelte maskerede",
    "25.10.2026", "d. 25.10.2026 kl. 02.30", "2026-11-23", "2026-11-23 21:40", "23-11-2026", "23/11-2026", "20261123",
    "kl. 22.45", "22.45-23.15", "fra 21:40 til 22:10", "Mødet begynder 22.30 og slutter 23.15",
    "Ågården 12", "Østergården 28-65", "Ågården 12-14 og 16", "Vejlebrovej 45, 47 og 49",
    "afd. 55", "afdeling 55 og 62", "112", "ring 112", "114", "1.700 boliger", "1700 boliger", "500 m", "300 meter",
    "§ 115", "retsplejelovens § 115", "barnets lovs § 135", "3 x 2 m", "10 %", "kr. 25.000", "12.500.000 kr.",
    "to af tre patruljer", "stenkast mod 2 biler", "2 timer", "3 patruljer og 2 brandbiler", "1. maj", "2. juledag",
    "den 3. gang i denne uge", "anden nat i træk", "4 steder i området: nr. 3, 7, 12 og 41",
    "hold nr. 4", "blok 3", "opgang 12", "etage", "salen", "fællessalen på 1. plan", "kl. 8", "kl. 14 tirsdag",
    "stuen er røgfyldt", "tv-holdet er på stedet", "TV 2 har ringet", "DR og TV2 filmer", "2 tv-hold",
    "th. for indgangen", "den 14. ds.", "uge 43-44", "kl. 02.30 (vintertid)", "temperatur 5-7 grader",
    "Containerne 1, 2 og 3 er tømt", "K2M 10 l", "P4", "KOM1", "O2 og O3", "H1", "L81-L88", "R29", "BRS 2020/2022",
    "Beredskab 4K", "4 K", "helhedsplanen 2015-2018", "2015 – 2018 midlerne", "sag 2026/1234", "journal 26-001",
    "9.750 kvm", "1:500", "55.61, 12.35", "ca. 40-50 mennesker, heraf 10-12 unge", "100-150 tilskuere",
    "Afd. 55 lukker porten kl. 22.00, afd. 62 kl. 23.00", "kl. 21.40 og 22.15 igen", "21.40, 21.55, 22.10",
    "22.45-23.15 og 23.30-00.15", "24.10-25.10", "kl. 20 TV-avisen", "kl. 18 TV 2 Lorry", "udgift på 12.500 kr.",
    "På 12.500 kvm", "til gavn for 12.000 beboere", "om 12 345 sekunder", "af 25.000 kr.", "nr. 12345", "nr 12345",
    "2015-2018", "2026 11 23", "25 10 2026", "25.10.2026-27.10.2026", "25.10.26 kl. 2140", "2 døre og 3 vinduer",
    "1.\n2.\n3.\n4.\n5.\n6.\n7.\n8.", "1\n2\n3\n4\n5\n6\n7\n8", "Østergården 28-65, 67-91 og 12",
    "Fra 20.00 til 06.00 i tre nætter", "MC 3 kører rundt", "i 3 sale", "skolens aula, sal 2",
]  # fmt: skip
PROSE = (
    "Lørdag aften kl. 21.40 blev der meldt om brand i tre containere ved Ågården 12-14. Brandvæsenet var fremme 21.52 "
    "med to biler og blev mødt af stenkast fra en gruppe på 15-20 personer. Politiet kom kl. 22.05 med 3 patruljer. "
    "Afd. 55 og afd. 62 har fået ekstra opsyn til kl. 02.00, og 1.700 boliger får seddel inden søndag d. 25.10.2026. "
    "Mødet er 22.30; planen gælder til 27.10.2026 kl. 20.00. Ring 112 ved fare. "
) * 6


def kinds(text: str) -> list[str]:
    return [finding.kind for finding in findings(text)]


@pytest.mark.parametrize("text", CPR)
def test_a_cpr_number_is_stopped(text: str) -> None:
    assert kinds(f"Han er {text} og bor her") == ["cpr"]


@pytest.mark.parametrize("text", NO_CPR)
def test_a_number_without_a_birthday_is_no_cpr_number(text: str) -> None:
    assert "cpr" not in kinds(text)


@pytest.mark.parametrize("text", PHONES)
def test_a_telephone_number_is_stopped(text: str) -> None:
    assert kinds(f"Ring til {text} i aften") == ["phone"]


@pytest.mark.parametrize("text", EMAILS)
def test_an_email_address_is_stopped(text: str) -> None:
    assert kinds(f"Skriv til {text}") == ["email"]


@pytest.mark.parametrize("text", PLATES)
def test_a_number_plate_is_stopped(text: str) -> None:
    assert kinds(f"Bilen var {text} set ved blokken") == ["plate"]


@pytest.mark.parametrize("text", DOORS)
def test_a_floor_or_a_door_is_stopped(text: str) -> None:
    assert kinds(f"Ågården 12, {text} i går") == ["door"]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_people_write_in_a_hurry_is_let_through(text: str) -> None:
    assert kinds(text) == []
    assert kinds(f"Vi ved: {text}.") == []


def test_a_long_harmless_account_is_let_through() -> None:
    assert kinds(PROSE) == []


def test_the_misuse_case_of_the_domain_is_caught_whole() -> None:
    assert kinds("Testesen, 010199-1234, Eksempelvej 5, 2. tv.") == ["name", "cpr", "door"]
    assert kinds("Kim Testesen, 010199-1234, Eksempelvej 5, 2. tv.") == ["name", "cpr", "door"]


def test_the_finding_marks_exactly_what_must_go() -> None:
    text = "Ring 20930931 nu"
    (found,) = findings(text)
    assert text[found.start : found.end] == "20930931"


@given(
    day=st.dates(date(1900, 1, 1), date(2059, 12, 31)), serial=st.integers(0, 9999),
    between=st.sampled_from(["", "-", " ", " - ", "."]), around=st.sampled_from(["{}", "({})", "nr. {}, ok", "\n{}\n"]),
)  # fmt: skip
def test_no_cpr_number_gets_through_however_it_is_written(day: date, serial: int, between: str, around: str) -> None:
    assert "cpr" in kinds(around.format(f"{day:%d%m%y}{between}{serial:04d}"))


@given(digits=st.text("0123456789", min_size=8, max_size=8), groups=st.sampled_from([(8,), (4, 4), (2, 2, 2, 2)]))
def test_no_telephone_number_gets_through_in_the_three_spellings(digits: str, groups: tuple[int, ...]) -> None:
    parts, rest = [], digits
    for size in groups:
        parts, rest = [*parts, rest[:size]], rest[size:]
    written = " ".join(parts)
    if digits[:2] == "20" and groups == (8,):
        return  # may be a date written in one piece
    assert kinds(f"Tlf. {written}") == ["phone"]


@given(st.text(max_size=400))
def test_findings_lie_in_order_inside_the_text_and_apart(text: str) -> None:
    end = 0
    for finding in findings(text):
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end


@given(before=st.text("abc æøå.,", max_size=30), after=st.text("abc æøå", max_size=30))
def test_the_surroundings_hide_nothing(before: str, after: str) -> None:
    assert "email" in kinds(f"{before} navn@mail.dk {after}")
