"""/live tells the newest revision a moment after its commit, once for a burst, and gives signs of life."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from components.live import Hub, follow_other_processes
from data import commands
from data.settings import Settings
from data.storage import Store
from tests.web.clients import signed_in, socket
from tests.web.served import HOUSE, Served


def _sign(live: ClientConnection) -> dict[str, object]:
    told = json.loads(live.recv(6))
    assert isinstance(told, dict)
    return told


def _commit(store: Store) -> int:
    """Something that makes the log grow."""
    commands.invite_again(store, HOUSE, person=1)
    return store.revision()


def test_a_commit_of_another_process_is_told(served: Served) -> None:
    store = served.store()
    with signed_in(served) as knocking, socket(served, "/live", knocking.cookies) as live:
        assert _sign(live)["rev"] == store.revision()
        newest = _commit(store)
        assert newest in [_sign(live)["rev"] for _ in range(2)], "told by the watcher or the next sign of life"
    store.close()


def test_a_commit_before_the_first_look_is_told(home: Path) -> None:
    """Between the moment a server reads its revision and the moment it begins to look for others' commits."""

    async def heard(store: Store, hub: Hub, newest: int) -> bool:
        hub.open(asyncio.get_running_loop(), newest - 1)
        watcher = asyncio.create_task(follow_other_processes(store, hub))
        try:
            async with asyncio.timeout(5):
                while hub.revision != newest:
                    await asyncio.sleep(0.01)
        finally:
            watcher.cancel()
        return True

    serving, other = (Store.open(Settings(home=home).url) for _ in range(2))
    assert asyncio.run(heard(serving, Hub(), _commit(other)))
    serving.close()
    other.close()


def test_a_burst_of_commits_is_a_few_messages(served: Served) -> None:
    store = served.store()
    with signed_in(served) as knocking, socket(served, "/live", knocking.cookies) as live:
        _sign(live)
        newest = [_commit(store) for _ in range(30)][-1]
        told = []
        while not told or told[-1] != newest:
            told.append(_sign(live)["rev"])
        assert len(told) < 15
    store.close()


def test_a_sign_of_life_comes_every_few_seconds_with_the_clock(served: Served) -> None:
    with signed_in(served) as knocking, socket(served, "/live", knocking.cookies) as live:
        first, again = _sign(live), _sign(live)
        assert first["rev"] == again["rev"]
        assert abs(int(str(again["at"])) / 1000 - datetime.now(UTC).timestamp()) < 15
        clocks = again["clock"]
        assert isinstance(clocks, dict)
        assert {language: clock[2] for language, clock in clocks.items()} == {"da": ".", "en": ":"}


@pytest.mark.parametrize("sent", ["{", "[]", '{"form":7}', '{"form":null}', '{"form":"part_situation.1"}', "null"])
def test_a_page_that_says_nonsense_or_writes_where_it_may_not_is_not_heeded(served: Served, sent: str) -> None:
    with signed_in(served, "aab") as knocking, socket(served, "/live", knocking.cookies) as live:
        assert _sign(live)["writing"] == []
        live.send(sent)
        assert "writing" not in _sign(live)


@pytest.mark.parametrize("sent", ["x" * 65, b"bytes"])
def test_a_page_that_talks_too_much_is_hung_up_on(served: Served, sent: str | bytes) -> None:
    with signed_in(served) as knocking, socket(served, "/live", knocking.cookies) as live:
        live.send(sent)
        live.recv(2)
        with pytest.raises(ConnectionClosed):
            live.recv(2)


def test_the_hub_takes_no_step_back() -> None:
    async def follow() -> list[int]:
        hub, heard = Hub(), []
        hub.open(asyncio.get_running_loop(), 5)
        with hub.listening() as ear:
            for revision in (7, 6, 7):
                hub.publish(revision)
                await asyncio.sleep(0)
                if ear.is_set():
                    ear.clear()
                    heard.append(hub.revision)
        return heard

    assert asyncio.run(follow()) == [7]


def test_nobody_listens_before_and_after() -> None:
    hub = Hub()
    hub.publish(3)
    hub.shut()
    hub.publish(4)
    assert hub.revision == 0
