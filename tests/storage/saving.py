"""A process that saves, fifty at a time, and says which keys are confirmed; started by the tests, and killed by them.

`python -m tests.storage.saving URL COUNT`: prints `key outcome` after each confirmed save.
"""

import sys
from concurrent.futures import ThreadPoolExecutor

from data import commands, queries
from data.places import Places
from data.storage import Store
from data.vocabulary import Route

IN_FLIGHT = 50


def save(url: str, keys: list[str], confirmed: list[tuple[str, int]] | None = None) -> None:
    """Save each key once, many at a time; tell each confirmation at once."""
    store = Store.open(url)
    plan = store.plan()
    by = queries.viewer_of(plan, None, "aab")
    places = Places.from_plan(plan)
    place = places.at_block(places.blocks[0].id)

    def one(key: str) -> None:
        outcome = commands.report(
            store, by, key, what=f"Melding {key}", category="ildspaasaettelse", place=place,
            happened_at=store.clock(), route=Route.COUNCIL, exercise=False,
        )  # fmt: skip
        if confirmed is None:
            sys.stdout.write(f"{key} {outcome}\n")
            sys.stdout.flush()
        else:
            confirmed.append((key, outcome))

    with ThreadPoolExecutor(IN_FLIGHT) as pool:
        list(pool.map(one, keys))
    store.close()


def keys(count: int) -> list[str]:
    return [f"n{number}" for number in range(count)]


if __name__ == "__main__":
    save(sys.argv[1], keys(int(sys.argv[2])))
