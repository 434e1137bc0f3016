"""The operations log keeps to the level of the settings, tells a line once, and holds nothing that people wrote."""

import logging
from collections.abc import Iterator

import pytest
from pydantic import ValidationError
from sqlalchemy import literal, literal_column, select
from sqlalchemy.exc import DBAPIError

from components.web.start import keep_operations_log
from data.settings import Settings
from data.storage import Store


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    """The product's own, as it was before anybody set it up."""
    found = logging.getLogger("beredskab")
    before = (found.level, list(found.handlers))
    found.handlers.clear()
    yield found
    found.setLevel(before[0])
    found.handlers[:] = before[1]


def test_the_level_of_the_settings_decides_and_every_line_is_told_once(
    log: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_operations_log("WARNING")
    keep_operations_log("WARNING")
    mail = logging.getLogger("beredskab.mail")
    mail.disabled = False  # other tests of this process may have silenced it
    mail.info("not worth a line")
    mail.warning("Mail 7: not now")
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.rstrip().endswith("WARNING beredskab.mail: Mail 7: not now")


def test_what_people_wrote_is_in_no_error_of_the_database(store: Store) -> None:
    """An error is logged with its trace; the statement that failed may hold a text or an address."""
    with store.engine.connect() as connection, pytest.raises(DBAPIError) as raised:
        connection.execute(select(literal("vagt@example.dk"), literal_column("no_such_column")))
    assert "no_such_column" in str(raised.value)
    assert "vagt@example.dk" not in str(raised.value)


def test_a_level_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError):
        Settings(log_level="LOUD")  # type: ignore[arg-type]  # as an environment may say it
