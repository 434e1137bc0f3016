"""Three of the staff unit save the same part at the same moment, a hundred rounds: no text of anybody is gone.

Every submitted text is in the plan, in a revision, or its writer is told that it was not saved, by whom and when.
Source: 6.6.
"""

from collections.abc import Callable

import pytest

from data import commands, queries
from data.errors import Stale
from data.rules.access import Viewer
from data.storage import Store, verify
from data.storage.connect import connect
from data.vocabulary import PartKind, PartState
from tests import builders as b
from tests.conftest import Clock
from tests.storage.test_concurrency import at_once

ROUNDS = 100
ON_ONE = 20
"""Rounds with the same plan: what is read after each does not grow on and on."""


@pytest.fixture
def writers(store: Store) -> list[Viewer]:
    """Three people of the staff unit."""
    return [b.hat(store, "stabsenhed", b.a_person(store, "stabsenhed", f"skriver-{n}")) for n in (1, 2, 3)]


def test_three_who_save_the_same_part_lose_no_text(store: Store, url: str, clock: Clock, writers: list[Viewer]) -> None:
    other = Store(connect(url), clock)
    places = (store, other, store)

    def save(at: Store, by: Viewer, plan: int, seen: int, text: str) -> Callable[[], int]:
        return lambda: commands.write_part(
            at, by, f"{by.person}-{text}", plan=plan, kind=PartKind.PURPOSE, revision=seen, state=PartState.FILLED,
            text=text, target_groups=("beboere",),
        )  # fmt: skip

    for number in range(ROUNDS):
        if number % ON_ONE == 0:
            plan, revision, kept = b.plan_of(store, b.an_active_incident(store)), 0, list[str]()
        clock.turn(seconds=1)
        waiting = {f"{by.person} i runde {number}": (at, by) for at, by in zip(places, writers, strict=True)}
        while waiting:
            texts = list(waiting)
            done = at_once(*(save(at, by, plan, revision, text) for text, (at, by) in waiting.items()))
            told = [task.exception() for task in done]
            (first,) = (text for text, why in zip(texts, told, strict=True) if why is None)
            late = [why for why in told if isinstance(why, Stale)]
            winner = waiting.pop(first)[1]
            assert len(late) == len(texts) - 1
            assert all((why.details["role"], why.details["at"]) == (winner.role, clock()) for why in late)
            now = queries.part(other, writers[0], plan, PartKind.PURPOSE)
            assert (now.text.body, now.revision) == (first, revision + 1), "the late ones are shown what is saved"
            kept.append(first)
            revision = now.revision  # whoever is late has seen it, and presses "save mine instead"
        saved = [row.text.body for row in queries.revisions(store, writers[1], plan, PartKind.PURPOSE)]
        assert saved[::-1] == kept, "nothing that was saved is gone, and nothing else is there"
    with store.whole() as session:
        assert verify(session).whole
    other.close()
