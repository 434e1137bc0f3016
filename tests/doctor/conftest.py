"""An installation to look at: its settings as the environment says them, its database a real one."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.doctor import Finding, Installation, Opened, tell
from data.settings import Settings, settings
from data.storage import Store
from tests.conftest import BEGIN

Make = Callable[..., Installation]


def codes(found: object) -> list[str]:
    """The codes of some findings, after each of them has been said in words."""
    assert isinstance(found, Iterator | list)
    listed: list[Finding] = list(found)
    lines = list(tell(listed))
    assert all("{" not in line for line in lines)
    return [one.code for one in listed]


@pytest.fixture
def house(installation: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """`house(HTTPS="true")`: the installation with these settings."""

    def made(now: datetime | None = None, **environment: str) -> Installation:
        for name, value in environment.items():
            monkeypatch.setenv(name if name in ("PORT", "STREAMLIT_SERVER_ADDRESS") else f"BEREDSKAB_{name}", value)
        settings.cache_clear()
        told = {name if name in ("PORT", "STREAMLIT_SERVER_ADDRESS") else f"BEREDSKAB_{name}" for name in environment}
        return Installation(Settings(), {name: environment[name.removeprefix("BEREDSKAB_")] for name in told},
                            now or datetime.now(UTC))  # fmt: skip

    return made


@pytest.fixture
def inside(store: Store, house: Make) -> Opened:
    """The same with its database open: on SQLite, then on PostgreSQL."""
    return Opened(house(now=BEGIN), store, store.plan())
