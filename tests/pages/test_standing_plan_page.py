"""The plan page and its paper: the signed document in its order, what has aged word for word, and its versions."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from components import hygiene, session, sheet, standing_paper
from components.texts import speaking, t
from data import __main__ as command_line
from data import queries
from data.plan import lines
from data.settings import settings
from data.vocabulary import IncidentState, Language, Verb
from tests import builders as b
from tests.pages.test_english import told as sent
from tests.pages.test_pages import ROOT, Town, offered, settled

HYGIENE_OF_2017 = """\
Perioden 2015–2018 udløb 31.12.2018.
  Aftal, hvad der gælder nu, og skriv den nye hjemmel og periode. [perioden_slutter]
Landsbyggefondens godkendelse: ikke dokumenteret.
  Find godkendelsen, eller bed om den, og skriv dens dato. [godkendt_den]
Østsjællands Beredskab ophørte 31.12.2019. Nu: Beredskab 4K fra 01.01.2020.
  Systemet foreslår den part, der findes på dagen; skriv den ind i planen, når den næste gang underskrives. [parter]
Kontakter ikke bekræftet i over 6 måneder: Projektchef, Lokalråd – politi, Lokalråd – kommune, AAB, Ishøj \
Boligselskab. Den ældste er fra 04.09.2017.
  Hver især bekræfter med ét tryk på Overblik eller fra en mail, eller ringes op i en ringeprøve. Ret det, der er \
ændret. [senest_bekræftet]
Ingen stedfortræder: Projektchef, Lokalråd – politi, Lokalråd – kommune, AAB, Ishøj Boligselskab.
  Aftal en stedfortræder med mandat for hver, og skriv dem i planfilen. [stedfortrædere]
Ringelisten er aldrig prøvet.
  Start en ringeprøve på siden Beredskabsplan, og ring til alle. []
Der er ikke holdt en øvelse til ende.
  Aftal en dag, meld hændelsen som øvelse, og luk dens plan, når den er slut. []
Ingen dato for næste møde: Lokalrådet.
  Aftal datoerne, og sæt dem på siden Fora. [møder]
8 regeltekster er ældre, end planfilen tillader. Den ældste er fra 04.09.2017.
  Grænsen er 12 måneder. Få kommunens jurist til at se dem efter, og skriv dagen. [gældende_pr]
"""
HEADINGS = [
    "Boligsocial beredskabsplan for Vejleåparken", "Formål", "Deltagere i beredskabet", "Organisering",
    "Kompetencer/handlemuligheder i beredskabssituationer", "De typiske handlemuligheder for beredskabet kan være",
    "Underskrifter",
]  # fmt: skip
WRITTEN = {"31 AUG 2017": "31.08.2017", "4/9 2017": "04.09.2017", "1/9-2017": "01.09.2017", "4/9 - 2017": "04.09.2017"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled("shipped", tmp_path_factory.mktemp("plan")) as made:
        yield made


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Town]:
    with settled("shipped", tmp_path / "home") as made:
        yield made


def everything_on(page: AppTest) -> str:
    """Every word that the page was sent, its dialog included, without the escapes of Markdown."""
    return sent(page).replace("\\", "")


def plan_page(town: Town, role: str) -> AppTest:
    page = town.opened_by(role).run().switch_page("beredskabsplan.py").run()
    assert not page.exception, page.exception[0].value
    return page


def me_as(town: Town, role: str) -> session.Me:
    store = town.house.store
    token = str(town.opened_by(role).user["sign_in"])
    found = queries.signed_in(store, token)
    assert found is not None
    return session.Me(store, found, queries.viewer_of(town.plan, found.person, role), town.plan, store.clock())


def on_paper(town: Town, role: str) -> str:
    made = standing_paper.printed(me_as(town, role))
    assert re.fullmatch(r"beredskabsplan-\d{8}-\d{4}\.pdf", made.name)
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(made.content)).pages).split())


def changed(town: Town, monkeypatch: pytest.MonkeyPatch, file: Path, old: str, new: str) -> None:
    """The configured plan file says something else from now on."""
    assert old in town.plan.text
    file.write_text(town.plan.text.replace(old, new), encoding="utf-8")
    monkeypatch.setenv("BEREDSKAB_PLAN", str(file))
    settings.cache_clear()


def test_the_hygiene_list_of_2017_word_for_word(town: Town) -> None:
    """R1-R3, R5, R17, 6.28; acceptance step 1."""
    day = town.house.store.clock().date().replace(year=2026, month=11, day=27)
    told = [hygiene.tell(town.plan, line, day) for line in lines(town.plan, day)]
    listed = "".join(f"{one.what}\n  {one.remedy} [{_word(one.place)}]\n" for one in told)
    assert listed == HYGIENE_OF_2017


def _word(place: str) -> str:
    """The word of the plan file, whose line must hold it; none for what is mended by doing it."""
    if not place:
        return ""
    found = re.fullmatch(r"I planfilen: (\w+), linje (\d+)", place)
    assert found
    text = Path("data/plan/vejleaaparken.yaml").read_text("utf-8").splitlines()[int(found[2]) - 1]
    assert found[1] in text or found[1] == "parter"
    return found[1]


def test_the_start_page_has_it_in_one_collapsed_row(town: Town) -> None:
    for role in ("aab", "styregruppe"):
        page = town.opened_by(role).run()
        row = next(one for one in page.expander if "Beredskabsplanen: 9 ting at se efter" in one.label)
        assert not row.proto.expanded
        assert "Perioden 2015–2018 udløb" in row.markdown[0].value


def test_the_document_is_read_from_top_to_bottom_in_its_order(town: Town) -> None:
    said = [header.value.replace("\\", "") for header in plan_page(town, "aab").header]
    assert [one for one in said if one in HEADINGS] == HEADINGS
    page = everything_on(plan_page(town, "aab"))
    assert page.index("akut opstået uro") < page.index("Projektchefen for Helhedsplanen er tovholder")
    assert "Østsjællands Beredskab ophørte 31.12.2019. Nu: Beredskab 4K." in page


def test_the_period_and_the_approval_are_said_plainly(town: Town) -> None:
    """R1, R3: no green tick."""
    page = plan_page(town, "aab")
    assert "Perioden er udløbet." in [one.value for one in page.warning]
    assert "Landsbyggefondens godkendelse: **ikke dokumenteret**" in [one.value for one in page.markdown]
    assert not page.success


def test_signatures_are_shown_as_written_and_as_a_day(town: Town) -> None:
    """R5."""
    said = everything_on(plan_page(town, "styregruppe"))
    for written, day in WRITTEN.items():
        assert f"Skrevet som “{written}”" in said
        assert f"· {day}" in said


@pytest.mark.parametrize("role", ["aab", "projektchef", "stabsenhed", "styregruppe", "administrator"])
def test_contacts_are_for_those_who_may_see_them(town: Town, role: str) -> None:
    """R17, on the page and on paper alike."""
    sees = Verb.SEE_CONTACTS in town.plan.role(role).grants
    page, paper = everything_on(plan_page(town, role)), on_paper(town, role)
    for contact in town.plan.contacts:
        for said in (page, paper):
            assert (contact.name in said) is sees
            assert (contact.email in said.replace(" ", "") or contact.email in said) is sees
        assert (f"tel:{contact.phone}" in page) is sees
    assert ("Bjarne Nisted" in page) is ("Bjarne Nisted" in paper) is sees


def test_the_paper_holds_the_whole_document_and_what_has_aged(town: Town) -> None:
    said = on_paper(town, "aab")
    for section in town.plan.document:
        for paragraph in section.paragraphs:
            assert "".join(paragraph.text.split()) in "".join(said.split()), paragraph.line
    for words in ("Det skal I se efter", "ikke dokumenteret", "Perioden er udløbet.", "31 AUG 2017", "31.08.2017"):
        assert words in said
    assert said.index("Formål") < said.index("Organisering") < said.index("Underskrifter")


def test_the_paper_speaks_the_readers_language(town: Town) -> None:
    with speaking(Language.ENGLISH):
        said = on_paper(town, "aab")
    assert "What to look after" in said
    assert "Det skal I se efter" not in said


def test_a_version_that_is_loaded_elsewhere_is_on_the_open_page_without_a_restart(
    fresh: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = plan_page(fresh, "aab")
    newer = tmp_path / "ny.yaml"
    newer.write_text(fresh.plan.text.replace("titel: Projektchef", "titel: Projektleder"), encoding="utf-8")
    assert command_line.main(["load-plan", str(newer)]) == 0
    assert "Planen er taget i brug" in capsys.readouterr().out
    said = everything_on(page.run())
    assert "**Projektleder** · " in said
    assert "roller" in said
    assert "**før:** Projektchef **nu:** Projektleder" in said


def _key(page: AppTest) -> str:
    """Of the form that is open."""
    given = page.query_params[sheet.PARAM]
    return (given if isinstance(given, str) else given[0]).rpartition(".")[2]


def test_an_administrator_sees_what_changes_and_takes_it_into_use(
    fresh: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(fresh, monkeypatch, tmp_path / "ny.yaml", "kontakt_måneder: 6", "kontakt_måneder: 12")
    before = fresh.house.store.revision()
    page = plan_page(fresh, "administrator")
    page.button(key="open-take_plan-0").click().run()
    said = everything_on(page)
    assert "kontakt_måneder: **før:** 6 **nu:** 12" in said
    assert fresh.house.store.revision() == before  # looking changes nothing
    key = _key(page)
    page.button(key=f"save-{key}").click().run()
    assert not page.exception
    assert fresh.plan.limits.contact_months == 12
    assert "Planfilen er i brug." in [one.value for one in page.toast]


def test_a_wrong_file_is_told_line_by_line_and_the_old_plan_stays(
    fresh: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """6.27."""
    changed(fresh, monkeypatch, tmp_path / "fejl.yaml", "art: helhedsplan", "art: helhedplan")
    line = fresh.plan.text[: fresh.plan.text.index("art: helhedsplan")].count("\n") + 1
    before = fresh.house.store.revision()
    page = plan_page(fresh, "administrator")
    page.button(key="open-take_plan-0").click().run()
    said = everything_on(page)
    assert "Filen fejl.yaml kan ikke bruges. Den plan, der er i brug, gælder fortsat." in said
    assert f"Linje {line}, parter › helhedsplan › art: ‘helhedplan’ kendes ikke. Mente du ‘helhedsplan’?" in said
    key = _key(page)
    page.button(key=f"save-{key}").click().run()
    assert t("The file still has the mistakes above. Correct them in the file, then press again.") in [
        one.value for one in page.error
    ]
    assert fresh.house.store.revision() == before


def test_a_file_that_changes_while_it_is_looked_at_is_shown_again_first(
    fresh: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ny.yaml"
    changed(fresh, monkeypatch, file, "kontakt_måneder: 6", "kontakt_måneder: 12")
    before = fresh.house.store.revision()
    page = plan_page(fresh, "administrator")
    page.button(key="open-take_plan-0").click().run()
    key = _key(page)
    changed(fresh, monkeypatch, file, "kontakt_måneder: 6", "kontakt_måneder: 9")
    page.button(key=f"save-{key}").click().run()
    assert fresh.house.store.revision() == before
    assert "**nu:** 9" in everything_on(page)
    page.button(key=f"save-{key}").click().run()
    assert fresh.plan.limits.contact_months == 9


def test_nobody_else_is_offered_the_plan_file(town: Town) -> None:
    for role in town.plan.roles:
        page = plan_page(town, role)
        assert bool([one for one in page.button if one.key == "open-take_plan-0"]) is (role == "administrator")


def test_a_guest_reads_the_plan_and_the_guidance_and_no_hygiene_row(fresh: Town) -> None:
    assert {"beredskabsplan", "vejledning"} <= set(offered(fresh, "brandvaesen"))
    store = fresh.house.store
    rows = queries.incidents(store, b.hat(store, "projektchef"))
    incident = next(row.id for row in rows if row.state is IncidentState.ACTIVE)
    opened, _ = b.a_guest(store, incident)
    page = AppTest.from_file(str(ROOT / "pages" / "navigation.py"), default_timeout=120)
    page.user["sign_in"] = opened
    page.run()
    assert not page.exception
    assert not [one for one in page.expander if "ting at se efter" in one.label]
    page.switch_page("vejledning.py").run()
    assert not page.exception
