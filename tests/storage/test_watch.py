"""What others commit is heard a moment later, also after the connection was lost; a refusal is not."""

import asyncio

import pytest

from components.live import Hub, follow_other_processes
from data.errors import RuleBroken
from data.storage import Store, watch
from data.storage.connect import connect
from tests import builders as b
from tests.conftest import Clock, Databases
from tests.storage.ear import LONGEST, hang_up, heard


@pytest.fixture
def other(url: str, store: Store, clock: Clock) -> Store:
    """Another process with the same database."""
    return Store(connect(url), clock)


@pytest.fixture
def seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest revision is asked for at the start and never again: what is heard was called."""
    monkeypatch.setattr(watch, "ASK_EVERY", 600.0)


@pytest.mark.usefixtures("seldom")
def test_a_change_of_another_process_is_told_once(store: Store, other: Store) -> None:
    before = store.revision()
    assert heard(store, lambda: b.an_incident(other), until=lambda told: told[-1] > before) == [before, before + 1]
    other.close()


@pytest.mark.usefixtures("seldom")
def test_a_refusal_elsewhere_is_no_change(store: Store, other: Store) -> None:
    before = store.revision()

    def refused_then_saved() -> None:
        with b.refused(other, RuleBroken, "text-missing"):
            b.an_incident(other, what="")
        b.an_incident(other)

    assert heard(store, refused_then_saved, until=lambda told: told[-1] > before) == [before, before + 1]
    other.close()


@pytest.mark.usefixtures("seldom")
def test_of_many_changes_the_last_is_told_and_none_out_of_order(store: Store, other: Store) -> None:
    newest = store.revision() + 30
    told = heard(store, lambda: [b.an_incident(other) for _ in range(30)], until=lambda told: told[-1] == newest)
    assert told == sorted(set(told))
    other.close()


def test_what_no_call_told_is_asked_for(store: Store, other: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "announce", lambda *_: None)
    monkeypatch.setattr(watch, "ASK_EVERY", 0.2)
    before = store.revision()
    assert heard(store, lambda: b.an_incident(other), until=lambda told: told[-1] > before)[-1] == before + 1
    other.close()


def test_postgresql_is_not_asked_ten_times_a_second(postgresql: Databases, clock: Clock) -> None:
    """Somebody who only listens asks once at the start and every few seconds."""
    url = postgresql.fresh()
    store = postgresql.open(url, clock)
    told: list[int] = []

    async def listen() -> None:
        async for revision in store.revisions():
            told.append(revision)

    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(listen(), 1.0))
    assert told == [store.revision()]
    store.close()
    postgresql.drop(url)


def test_a_listener_that_lost_its_connection_misses_nothing(
    postgresql: Databases, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off again and again while others commit: the hub comes to the newest revision every time."""
    monkeypatch.setattr(watch, "ASK_EVERY", 600.0)
    monkeypatch.setattr("components.live.AGAIN_AFTER", 0.05)
    url = postgresql.fresh()
    store, hub = postgresql.open(url, clock), Hub()

    async def comes_to(revision: int) -> None:
        async with asyncio.timeout(LONGEST):
            while hub.revision != revision:
                await asyncio.sleep(0.01)

    async def follow() -> None:
        hub.open(asyncio.get_running_loop(), 0)
        watcher = asyncio.create_task(follow_other_processes(store, hub))
        await comes_to(store.revision())
        for _ in range(5):
            assert await asyncio.to_thread(hang_up, store) == 1
            await asyncio.to_thread(b.an_incident, store)
            await comes_to(store.revision())
        watcher.cancel()
        await asyncio.gather(watcher, return_exceptions=True)

    asyncio.run(follow())
    assert hang_up(store) == 0, "the connection is given back"
    store.close()
    postgresql.drop(url)
