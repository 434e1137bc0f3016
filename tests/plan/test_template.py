"""The template of `python -m data new-plan`: whole, in nobody's words, and a plan as soon as it is filled in (B8)."""

import re
import shutil
from pathlib import Path

import pytest
from pydantic import BaseModel

from data.places import Places
from data.plan import PlanRefused, TemplateRefused, load, parse, remarks, write_template
from data.plan.hygiene import Aged
from data.plan.model import StandingPlan
from data.plan.phones import parse_phone
from data.plan.words import PARTS, PARTY_KINDS, REGISTERS, ROOMS, ROUTES, TERMS, TOPICS, VERBS
from data.vocabulary import Route
from tests.house.plan_reference import MAPS, PAGE, shapes
from tests.plan.filled import TEXT, filled
from tests.town.words import Foreign

SHIPPED = Path("data/plan/vejleaaparken.yaml")
LINES = TEXT.splitlines()
TO_FILL = [number for number, line in enumerate(LINES, 1) if "UDFYLD" in line and not line.startswith("#")]


def told(text: str, folder: Path | None = None) -> list[str]:
    with pytest.raises(PlanRefused) as caught:
        parse(text, folder)
    return [str(problem) for problem in caught.value.problems]


def test_the_template_says_exactly_the_places_to_fill_in() -> None:
    with pytest.raises(PlanRefused) as caught:
        parse(TEXT)
    found = caught.value.problems
    assert [problem.line for problem in found] == TO_FILL
    assert all(problem.blank for problem in found)
    assert all(re.search(r": Udfyld: .+[^.]\.$", str(problem)) for problem in found)


def test_a_template_that_is_filled_in_is_a_plan() -> None:
    plan = parse(filled(), Path("tests/plan"))
    assert Places.from_plan(plan).zones
    assert plan.coordinator.code == "leder"
    assert {one.aged for one in remarks(plan, plan.contacts[0].confirmed)} <= {
        Aged.APPROVAL_NOT_DOCUMENTED, Aged.SIGNATURE_MISSING, Aged.STAND_IN_MISSING, Aged.CALL_TEST_DUE,
        Aged.EXERCISE_DUE, Aged.NO_NEXT_MEETING,
    }  # fmt: skip


@pytest.mark.parametrize("number", TO_FILL)
def test_a_place_that_is_left_is_the_only_thing_told(number: int) -> None:
    lines = filled().splitlines()
    lines[number - 1] = LINES[number - 1]
    said = told("\n".join(lines), Path("tests/plan"))
    assert len(said) == 1
    assert said[0].startswith(f"Linje {number}, ")


def test_what_is_filled_in_by_half_is_still_to_be_filled_in() -> None:
    said = told(filled().replace("navn: Prøvenavn", "navn: Boligforeningen UDFYLD", 1), Path("tests/plan"))
    assert len(said) == 1
    assert said[0].endswith(": Skriv det, der skal stå, i stedet for UDFYLD.")


def test_faults_are_told_beside_what_is_not_filled_in() -> None:
    wrong = TEXT.replace("part: bolig-1", "part: bolig-7").replace("  - rolle: bolig-1", "  - rolle: bolig-9")
    wrong = wrong.replace("fast_medlem: ja", "fastmedlem: ja", 1)
    with pytest.raises(PlanRefused) as caught:
        parse(wrong)
    assert len([one for one in caught.value.problems if one.blank]) == len(TO_FILL)
    said = " ".join(one.sentence for one in caught.value.problems if not one.blank)
    assert all(word in said for word in ("‘bolig-7’ findes ikke", "‘bolig-9’ findes ikke", "Mente du ‘fast_medlem’?"))


@pytest.mark.parametrize("shape", [StandingPlan, *shapes()])
def test_every_key_of_the_model_stands_in_it(shape: type[BaseModel]) -> None:
    keys = [field.alias for field in shape.model_fields.values() if field.alias and not field.alias.startswith("(")]
    assert not [key for key in keys if not re.search(rf"^[# -]*{key}:", TEXT, re.MULTILINE)]


@pytest.mark.parametrize("table", [PARTS, PARTY_KINDS, REGISTERS, ROOMS, ROUTES, TOPICS, VERBS])
def test_every_word_that_can_be_written_is_said_in_it(table: dict[str, object]) -> None:
    comments = " ".join(re.sub(r"[#\s·,]+", " ", line) for line in LINES if line.startswith("#"))
    assert not [word for word in table if word not in re.sub(r"\s+", " ", comments)]


def test_each_section_says_who_decides_and_what_is_usual() -> None:
    sections = re.findall(r"^# -{20,}\n# \d+\. .*?^# -{20,}$", TEXT, re.DOTALL | re.MULTILINE)
    assert len(sections) == 22
    assert not [one.splitlines()[1] for one in sections if "Hvem:" not in one]


@pytest.mark.parametrize("page", [TEXT, PAGE.read_text("utf-8")], ids=["template", "reference"])
def test_nothing_in_it_is_the_word_of_one_town(page: str) -> None:
    """Whatever a plan of this kind has anywhere may be said; not what one town calls its people and places."""
    anywhere = (*TERMS, "beredskab", "ssp-netværk", "ildspåsættelse", "lignende begivenhed")
    found = Foreign(load(SHIPPED), parse(filled(), Path("tests/plan"))).found(page)
    assert not [word for word in found if not word.startswith(anywhere)]
    assert not re.search("projektchef|lokalråd", page, re.IGNORECASE)


@pytest.mark.parametrize("written", ["leder", "projektchef", "Projektchef"])
def test_the_road_to_the_leader_is_read_by_its_word_and_by_the_one_it_had(written: str) -> None:
    text = filled().replace("modtager_meldinger_til: leder", f"modtager_meldinger_til: {written}")
    assert [role.code for role in parse(text, Path("tests/plan")).roles_receiving(Route.PROJECT_CHIEF)] == ["leder"]


def test_only_the_new_word_of_the_road_is_proposed() -> None:
    said = told(filled().replace("modtager_meldinger_til: leder", "modtager_meldinger_til: chef"), Path("tests/plan"))
    assert any(one.endswith("Mulige ord: leder eller råd.") for one in said)
    assert "projektchef" not in " ".join(said)


def test_each_telephone_number_that_it_shows_is_one() -> None:
    shown = re.findall(r"telefon: ([\d ]+)$|for eksempel ([\d ]{8,})\)", TEXT, re.MULTILINE)
    assert len(shown) == 5
    assert {parse_phone("".join(one)) for one in shown} == {"+4570000001"}


def test_it_is_written_once_and_over_nothing(tmp_path: Path) -> None:
    target = tmp_path / "plan.yaml"
    assert write_template(target) == len(TO_FILL)
    assert target.read_text("utf-8") == TEXT
    target.write_text("mit", encoding="utf-8")
    with pytest.raises(TemplateRefused) as caught:
        write_template(target)
    assert caught.value.code == "plan-exists"
    assert target.read_text("utf-8") == "mit"
    with pytest.raises(TemplateRefused) as caught:
        write_template(tmp_path / "ingen" / "plan.yaml")
    assert caught.value.code == "plan-unwritten"


def test_it_is_a_plan_from_its_own_folder_too(tmp_path: Path) -> None:
    shutil.copytree("tests/plan/kort", tmp_path / "kort")
    (tmp_path / "plan.yaml").write_text(filled(), encoding="utf-8")
    assert load(tmp_path / "plan.yaml").area.name == "Prøvenavn"


def test_the_smallest_map_file_of_the_reference_can_be_used(tmp_path: Path) -> None:
    drawn = "".join(line for line in MAPS.splitlines() if line.startswith("    "))
    for name in ("zoner", "omrids"):
        (tmp_path / f"{name}.geojson").write_text(drawn, encoding="utf-8")
    plan = parse(filled().replace("kort/", ""), tmp_path)
    assert [zone.name for zone in Places.from_plan(plan).zones] == ["Nord"]
