"""Numbers across incidents on the screen: for every role that reads, in both towns, each number with its way down."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import across, across_tables, action_files, table_files
from components.documents.naming import Naming
from components.table_files import Format
from components.texts import t, tn
from data import commands, queries
from data.entities import Incident
from data.errors import NotAllowed
from data.queries import Across
from data.rules.access import may
from data.rules.across import Told
from data.rules.periods import quarter_of
from data.storage import Store
from data.vocabulary import IncidentState, Verb
from tests import builders as b
from tests.documents.test_tables import read_csv, read_xlsx
from tests.pages.test_invitations import invite, joined
from tests.pages.test_pages import PLANS, SHIPPED_WORDS, Town, everything_on, settled
from tests.reviewed import played_to_its_end, who


@pytest.fixture(scope="module", params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(request.param, tmp_path_factory.mktemp(request.param)) as made:
        store = made.house.store
        played_to_its_end(store)
        going = queries.incidents(store, who(store, Verb.ACTIVATE))[0]
        commands.activate(store, who(store, Verb.ACTIVATE), incident=going.id)
        yield made


def opened(town: Town, **asked: str) -> AppTest:
    """The page as the coordinator sees it; the exercises, of which one has ended."""
    page = town.opened_by(town.plan.coordinator.code)
    for name, value in ({"slags": across.EXERCISES, "periode": "alle"} | asked).items():
        page.query_params[name] = value
    page.run().switch_page(across.PAGE).run()
    assert not page.exception, page.exception[0].value
    return page


def labels(page: AppTest) -> list[str]:
    return [node.proto.label for node in page.get("page_link")]


def test_every_role_that_reads_opens_it_and_another_town_reads_its_own_words(town: Town) -> None:
    readers = [role for role in town.plan.roles if may(queries.viewer_of(town.plan, None, role), Verb.READ)]
    readers.sort(key=lambda role: len(queries.viewer_of(town.plan, None, role).grants))
    for role in (readers[0], readers[-1]):  # who may least, and most
        page = town.opened_by(role)
        page.query_params["slags"] = across.EXERCISES
        page.run().switch_page(across.PAGE).run()
        assert not page.exception, (role, page.exception[0].value)
        said = everything_on(page)
        assert t("**EXERCISE** – every number below is about exercises.") in [one.value for one in page.warning]
        assert town.name == "shipped" or not [word for word in SHIPPED_WORDS if word in said.lower()]


def test_exercises_and_what_is_real_are_never_on_one_page(town: Town) -> None:
    page = opened(town)
    assert any(tn("{n} exercise", "{n} exercises", 1) in one.value for one in page.markdown)
    real = opened(town, slags=across.REAL)
    told = t("Nothing that was activated and closed happened in {period}.", period="")
    assert any(one.value.strip("*").startswith(told[:40]) for one in real.markdown)
    assert t("EXERCISE") not in "".join(labels(real))


def test_every_chart_has_a_table_that_says_the_same_and_words_for_whoever_does_not_see_it(town: Town) -> None:
    for grouping in across_tables.GROUPINGS:
        page = opened(town, fordelt=grouping)
        charts = [node for node in page._tree if "vega" in str(getattr(node, "type", ""))]
        assert len(charts) == 3
        assert all(node.proto.alt for node in charts)
        heads = [frame.value.columns[0] for frame in page.dataframe]
        assert t("From → to") in heads
        assert t("Party") in heads
        assert len(page.dataframe) >= len(charts)


def test_a_row_leads_to_its_incidents_and_each_of_them_to_its_review(town: Town) -> None:
    store, chief = town.house.store, b.hat(town.house.store, town.plan.coordinator.code)
    closed = [row for row in queries.reviewable(store, chief) if row.state is IncidentState.CLOSED]
    quarter = quarter_of(closed[0].happened_at).code
    for row in (f"kvartal.{quarter}", "tider.0", f"parter.{_a_party(town)}"):
        page = opened(town, vis=row)
        found = [node for node in page.get("page_link") if node.proto.page == "gennemgang"]
        assert len(found) == len(closed), row
        assert all(node.proto.label.startswith(t("E{n}", n="")) for node in found)
    assert not [n for n in opened(town, vis="tider.99").get("page_link") if n.proto.page == "gennemgang"]


def _a_party(town: Town) -> str:
    chief = b.hat(town.house.store, town.plan.coordinator.code)
    numbers = across.numbers_of(town.house.store, chief, "alle", exercise=True)
    return next(row.code for row in across_tables.MAKERS[across_tables.PARTIES](numbers).rows if row.code) or ""


def test_what_goes_on_is_listed_apart_with_the_way_to_its_page(town: Town) -> None:
    page = opened(town, vis="saerskilt.i-gang")
    assert [node for node in page.get("page_link") if node.proto.page == "haendelser"]


def test_it_is_opened_from_the_history_and_the_review(town: Town) -> None:
    for name in ("historik.py", "gennemgang.py"):
        page = town.opened_by(town.plan.coordinator.code).run().switch_page(name).run()
        assert t("Numbers across incidents") in labels(page)


def test_the_files_carry_the_exercise_in_name_and_rows_and_hold_the_tables(town: Town) -> None:
    page = opened(town)
    buttons = [node.proto for node in page.get("download_button")]
    assert len(buttons) >= 2 * 4 + 1
    store, chief = town.house.store, b.hat(town.house.store, town.plan.coordinator.code)
    [button] = [
        one for one in buttons if one.label == t("{table} ({format})", table=t("How long it took"), format="CSV")
    ]
    assert button is not None
    frames = across._frames("alle", True, None, store, chief)
    rows = read_csv(table_files.written(store, chief, lambda *_: frames, Format.CSV))
    assert {row[0] for row in rows[1:]} == {t("EXERCISE")}
    sheets = read_xlsx(table_files.written(store, chief, lambda *_: frames, Format.XLSX))
    assert len(sheets) == len(frames) >= 4
    assert all(name.startswith(t("EXERCISE")) for name in sheets)


def test_who_may_read_no_review_gets_no_file(town: Town) -> None:
    store = town.house.store
    nobody = b.without(b.hat(store, town.plan.coordinator.code), Verb.READ)
    with pytest.raises(NotAllowed):
        across._frames("alle", True, None, store, nobody)


def test_the_list_of_actions_is_filed_with_every_text_as_a_text(town: Town) -> None:
    store, chief = town.house.store, b.hat(town.house.store, town.plan.coordinator.code)
    going = queries.incidents(store, chief)[0]
    nasty = '=HYPERLINK("http://ond.example";"klik") {{7*7}} <img src=x onerror=alert(1)>'
    described = b.described(what=nasty, entry=None, party=next(iter(town.plan.parties)))
    made = commands.propose_action(store, who(store, Verb.PROPOSE_ACTION), incident=going.id, described=described)
    page = town.opened_by(town.plan.coordinator.code).run().switch_page("indsatser.py").run()
    assert not page.exception
    named = t("Actions of the exercise")
    assert t("{table} ({format})", table=named, format="XLSX") in [n.proto.label for n in page.get("download_button")]
    frames = action_files._frames({made}, store, chief)
    [row] = read_csv(table_files.written(store, chief, lambda *_: frames, Format.CSV))[1:]
    assert row[2] == f"'{nasty}"
    assert row[0] == t("EXERCISE")
    [sheet] = read_xlsx(table_files.written(store, chief, lambda *_: frames, Format.XLSX)).values()
    assert sheet[1][2] == nasty


def test_a_guest_has_no_such_page(tmp_path: Path) -> None:
    with settled("shipped", tmp_path) as made:
        page = joined(made, invite(made)).run()
        for name in ("historik.py",):
            assert t("Numbers across incidents") not in labels(page.switch_page(name).run())
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            page.switch_page(across.PAGE)


# -- what the tables say, without a page


def numbers(town: Town, incidents: list[Told], code: str = "alle", *, exercise: bool = False) -> across_tables.Numbers:
    now = town.house.store.clock()
    view = Across(tuple(incidents), (), frozenset(), ())
    return across_tables.Numbers(view, Naming(town.plan, exercise), code, quarter_of(now), now.date(), exercise)


def some(town: Town, zones: list[str | None]) -> list[Told]:
    at = town.house.store.clock() - timedelta(hours=1)
    category = next(iter(town.plan.categories))
    return [
        Told(n, n, False, at, category, zone, IncidentState.CLOSED, {}, {}, ()) for n, zone in enumerate(zones, 1)
    ]  # fmt: skip


def test_a_withheld_quarter_is_in_no_table_no_file_and_leads_nowhere(town: Town) -> None:
    places = across_tables.Places.from_plan(town.plan).zones
    if len(places) < 2:
        pytest.fail("the town has quarters")
    big, small = places[0], places[1]
    table = across_tables.grouped(numbers(town, some(town, [big.code] * 7 + [small.code])), across_tables.BY_ZONE)
    said = table.shown.to_string() + table.filed.to_string()
    assert small.name not in said
    assert small.code not in {row.code for row in table.rows}
    assert [row.code for row in table.rows][-1] is None
    assert table.rows[-1].incidents == ()
    assert list(table.shown.iloc[:, 1])[-1] == 8, "the next smallest is held back, or the sum would say it"


def test_quarters_of_the_area_are_not_told_for_one_quarter_of_the_year(town: Town) -> None:
    zone = across_tables.Places.from_plan(town.plan).zones[0].code
    code = quarter_of(town.house.store.clock() - timedelta(hours=1)).code
    made = numbers(town, some(town, [zone] * 9), code)
    assert len(made.told) == 9
    assert across_tables.grouped(made, across_tables.BY_ZONE).rows == ()


def test_few_are_neither_a_median_nor_compared(town: Town) -> None:
    table = across_tables.MAKERS[across_tables.SPANS](numbers(town, some(town, [None] * 2), "fire"))
    assert set(table.shown[t("Median")]) == {t("not registered")}
    assert set(table.shown[t("Not registered")]) == {2}
    assert set(table.shown[t("The period before")]) == {t("{n} against {m}: too few to compare", n=0, m=0)}
    assert table.filed[t("Median (minutes)")].isna().all()


def test_a_real_incident_called_off_stands_apart_with_its_word(lite: Store) -> None:
    store = lite
    incident = b.an_active_incident(store)
    commands.call_off(
        store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, incident), reason="Falsk alarm."
    )  # fmt: skip
    made = across.numbers_of(store, b.hat(store, "aab"), "alle", exercise=False)
    assert made.told == ()
    apart = across_tables.MAKERS[across_tables.APART](made)
    assert [row.incidents for row in apart.rows if row.code == across_tables.CALLED_OFF] == [(incident,)]
