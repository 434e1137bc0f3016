"""What the doctor says of the database, the plan and the accounts, on SQLite and PostgreSQL."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data import commands
from data import plan as plan_files
from data.doctor import Finding, Installation, Opened, State, contents, database
from data.storage import Store, migrate
from data.storage.backup import backup
from data.storage.connect import connect
from tests import builders as b
from tests.conftest import BEGIN, SHIPPED, Clock, Databases
from tests.doctor.conftest import Make, codes

OTHER = Path("tests/plan/eksempelparken.yaml")


def opened(house: Installation) -> Engine:
    found = database.engine_of(house)
    assert not isinstance(found, Finding)
    return found


def reached(house: Installation) -> str:
    """What is said of the database of an installation."""
    engine = opened(house)
    _, found = database.reached(engine)
    engine.dispose()
    return codes([found])[0]


# -- reached


def test_there_is_no_database_yet_and_none_is_made(house: Make, installation: Path) -> None:
    found = database.engine_of(house())
    assert isinstance(found, Finding)
    assert codes([found]) == ["no-database"]
    assert not installation.exists()


@pytest.mark.parametrize("url", ["postgres", "ingenting://x/y", "postgresql+psycopg://a:hemmelig@x:port/y"])
def test_an_address_that_is_none(url: str, house: Make) -> None:
    found = database.engine_of(house(DATABASE_URL=url))
    assert isinstance(found, Finding)
    assert codes([found]) == ["database-url"]


def test_a_server_that_is_not_there_and_its_password_is_not_told(house: Make) -> None:
    at = house(DATABASE_URL="postgresql+psycopg://hvem:hemmelig@/intet?host=/ingen-mappe")
    engine = opened(at)
    well, found = database.reached(engine)
    assert not well
    assert codes([found]) == ["database-silent"]
    assert "hemmelig" not in str(found.details)


def test_a_file_that_is_no_database(house: Make, installation: Path) -> None:
    installation.mkdir()
    (installation / "beredskab.sqlite").write_bytes(b"disken er gal" * 400)
    assert reached(house()) == "database-damaged"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_shape(kind: str, house: Make, request: pytest.FixtureRequest) -> None:
    databases: Databases = request.getfixturevalue(kind)
    url = databases.fresh("bare")
    at = house(DATABASE_URL=url)
    assert reached(at) == "database"
    engine = connect(url)
    for shape, code in (("0006", "shape-older"), ("9999", "shape-newer")):
        with engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{shape}'")  # noqa: S608  the test's own words
        assert reached(at) == code
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    assert reached(at) == "no-tables"
    engine.dispose()
    databases.drop(url)
    assert migrate.newest() != "9999"


# -- the log


def test_the_end_of_the_log(inside: Opened) -> None:
    b.an_incident(inside.store)
    assert codes(database.log_end(inside)) == ["log"]


DEEDS = {
    "UPDATE log SET role = 'x' WHERE seq = 2": "log-broken",
    "UPDATE log SET previous = 'x' WHERE seq = 3": "log-broken",
    "UPDATE log SET at = 'i går' WHERE seq = 3": "log-broken",
    "DELETE FROM log WHERE seq = 1": "log-gap",
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_log_that_somebody_changed(deed: str, lite: Store, house: Make) -> None:
    b.an_incident(lite)
    b.an_incident(lite)
    with lite.engine.begin() as connection:
        for trigger in ("log_stays", "log_is_kept"):
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        connection.exec_driver_sql(deed)
    assert codes(database.log_end(Opened(house(), lite, None))) == [DEEDS[deed]]


def test_only_the_newest_lines_are_proven(lite: Store, house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        b.an_incident(lite)
    monkeypatch.setattr(database, "TAIL", 2)
    found = list(database.log_end(Opened(house(), lite, None)))
    assert codes(found) == ["log"]
    assert found[0].details == {"lines": 4, "proven": 2}


def test_a_log_that_is_another_than_the_copy(sqlite: Databases, house: Make, clock: Clock) -> None:
    at = house()
    first = Store(connect(sqlite.fresh()), clock)
    b.an_incident(first)
    backup(first.engine, at.backups)
    assert codes(database.log_end(Opened(at, first, None))) == ["log"]
    older = Store(connect(sqlite.fresh()), clock)
    assert codes(database.log_end(Opened(at, older, None))) == ["log-shorter"]
    b.an_incident(older, what="Noget andet")
    assert codes(database.log_end(Opened(at, older, None))) == ["log-other"]
    next(at.backups.glob("*.json")).write_text("{}")
    assert codes(database.log_end(Opened(at, first, None))) == ["manifest-wrong"]
    first.close()
    older.close()


# -- the clock and the copies


def test_the_clock(inside: Opened) -> None:
    server = inside.store.engine.dialect.name == "postgresql"
    for seconds, apart in ((0, "clock"), (12, "clock-apart"), (90, "clock-apart")):
        ahead = Store(inside.store.engine, Clock(datetime.now(UTC) + timedelta(seconds=seconds)))
        assert codes(database.clock(replace(inside, store=ahead))) == [apart if server else "clock"]
    behind = replace(inside.house, now=BEGIN - timedelta(days=9))
    assert codes(database.clock(replace(inside, house=behind))) == ["clock-behind"]


def test_the_newest_copy(inside: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(database.copies(inside)) == ["no-copy"]
    made = backup(inside.store.engine, inside.house.backups)
    fresh = replace(inside, house=replace(inside.house, now=made.manifest.at + timedelta(hours=20)))
    found = list(database.copies(fresh))
    assert codes(found) == ["copy"]
    assert found[0].details["hours"] == 20
    late = replace(inside, house=replace(inside.house, now=made.manifest.at + timedelta(days=3)))
    assert codes(database.copies(late)) == ["copy-old"]
    monkeypatch.setenv("PATH", "")
    expected = ["no-pg-dump", "copy"] if inside.store.engine.dialect.name == "postgresql" else ["copy"]
    assert codes(database.copies(fresh)) == expected


# -- the plan


def test_the_plan_in_use_beside_its_file(inside: Opened, house: Make, tmp_path: Path) -> None:
    plan, found = contents.plan_in_use(inside.store)
    assert codes([found]) == ["plan"]
    assert plan == inside.plan
    assert codes(contents.plan_file(inside)) == []
    file = tmp_path / "plan.yaml"
    at = replace(inside, house=house(PLAN=str(file)))
    assert codes(contents.plan_file(at)) == ["plan-file-missing"]
    file.write_text(SHIPPED.read_text("utf-8") + "\n# rettet\n", encoding="utf-8")
    assert codes(contents.plan_file(at)) == ["plan-file-differs"]
    file.write_text("titel: x", encoding="utf-8")
    assert codes(contents.plan_file(at)) == ["plan-file-wrong"]


def test_a_database_without_a_plan(sqlite: Databases, house: Make, clock: Clock) -> None:
    store = Store(connect(sqlite.fresh("bare")), clock)
    plan, found = contents.plan_in_use(store)
    assert plan is None
    assert codes([found]) == ["no-plan"]
    at = Opened(house(), store, None)
    assert [codes(look(at)) for look in (contents.maps, contents.aged, contents.accounts)] == [[], [], []]
    store.close()


def test_map_files_that_are_gone_or_no_maps(lite: Store, house: Make, tmp_path: Path) -> None:
    shutil.copytree(OTHER.parent / "kort", tmp_path / "kort")
    file = tmp_path / "plan.yaml"
    file.write_text(OTHER.read_text("utf-8") + "# her\n", encoding="utf-8")
    at = house(PLAN=str(file))
    plan = plan_files.load(file)
    assert codes(contents.maps(Opened(at, lite, plan))) == ["maps"]
    (tmp_path / "kort" / "zoner.geojson").write_text("[]")
    changed = plan_files.parse(plan.text + "# igen\n", tmp_path)
    assert codes(contents.maps(Opened(at, lite, changed))) == ["maps-wrong"]
    (tmp_path / "kort" / "zoner.geojson").unlink()
    with lite.engine.begin() as connection:  # as after a move to another machine: the text is there, the maps are not
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS standing_plans_stay")
        connection.exec_driver_sql(
            "UPDATE standing_plans SET source = ?, digest = ?", (plan.text + "# væk\n", "0" * 64)
        )
    found = contents.plan_in_use(Store(lite.engine, lite.clock))[1]
    assert codes([found]) == ["plan-unreadable"]
    assert "Kortfilen ‘kort/zoner.geojson’ findes ikke" in str(found.details["problem"])


def test_what_has_aged_in_the_plan_is_a_warning_each(inside: Opened) -> None:
    found = list(contents.aged(replace(inside, house=replace(inside.house, now=datetime(2026, 11, 27, tzinfo=UTC)))))
    assert codes(found)[0] == "aged-period_ended"
    assert found[0].details["since"] == date(2018, 12, 31)
    assert len(found) == 9
    assert {one.state for one in found} == {State.WARNING}


# -- the accounts


def test_who_can_sign_in(inside: Opened, house: Make) -> None:
    store = inside.store
    assert codes(contents.accounts(inside)) == ["no-accounts"]
    _, by = b.an_administrator(store)
    assert codes(contents.accounts(inside)) == ["one-administrator"]
    second = commands.open_account(store, by, username="vagt", display="Vagt", role="administrator")
    assert codes(contents.accounts(inside)) == ["one-administrator"]  # whoever has no password yet cannot sign in
    b.a_password(store, second)
    assert codes(contents.accounts(inside)) == ["accounts"]
    commands.open_account(store, by, username="leder", display="Leder", role="aab", demo=True)
    assert codes(contents.accounts(inside)) == ["accounts"]
    elsewhere = replace(inside, house=house(HTTPS="true"))
    assert codes(contents.accounts(elsewhere)) == ["accounts", "demo-accounts"]


def test_nobody_who_can_sign_in_administers(lite: Store, house: Make) -> None:
    first, by = b.an_administrator(lite)
    second = commands.open_account(lite, by, username="leder", display="Leder", role="administrator")
    commands.open_account(lite, by, username="aab", display="AAB", role="aab")
    commands.disable_account(lite, b.hat(lite, "administrator", second), person=first)
    assert codes(contents.accounts(Opened(house(), lite, lite.plan()))) == ["no-administrator"]
