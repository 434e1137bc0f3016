"""6. Eight who write at once, a list of 500, and a server that starts again.

Writers are threads of one process, as the server's own are; every create is a whole `commands.report`: checked, logged,
chained, durable. A failure is counted, never hidden. Restart: from `kill -9` to the first answer of /ready.
"""

import inspect
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial

from data import commands, queries
from data.storage import Store
from tests import builders
from tests.bench import figures, town
from tests.bench.databases import Kind, database
from tests.bench.figures import Figure
from tests.web.served import PRODUCT, serve

CREATED = 250
WRITERS = 8
STARTS = 3
LISTS = 20


def measure() -> None:
    """Measure and tell, on both databases."""
    figures.heading("6. Eight writers at once (threads of one process), a list, and a restart")
    for kind in Kind:
        with database(kind) as home:
            with closing(town.open_town(home)) as store:
                for writers in (1, WRITERS):
                    figures.show(_write(kind, store, writers))
                figures.show(_list(kind, store))
            starts = list[float]()
            with serve(home, PRODUCT) as served:
                port = served.port
                served.kill()
            for _ in range(STARTS):
                begun = time.perf_counter()
                with serve(home, PRODUCT, port) as served:
                    starts.append((time.perf_counter() - begun) * 1000)
                    served.kill()
            figures.show(Figure(f"{kind:>10}: kill -9 -> first answer of the new server", starts))


def _list(kind: Kind, store: Store) -> Figure:
    """Reading what was created, as the first screen after a commit does."""
    reader, read = builders.hat(store, "projektchef"), inspect.unwrap(queries.incidents)
    rows = len(read(store, reader))
    times = [figures.timed(partial(read, store, reader)) for _ in range(LISTS)]
    return Figure(f"{kind:>10}: list {rows}", times)


def _write(kind: Kind, store: Store, writers: int) -> Figure:
    reporter, told = builders.hat(store, "aab"), builders.a_report(store)
    failed = 0

    def create(_: int) -> float:
        nonlocal failed
        act = partial(commands.report, store, reporter, secrets.token_urlsafe(9), **told)
        begun = time.perf_counter()
        try:
            act()
        except Exception:  # whatever it is, it counts
            failed += 1
        return (time.perf_counter() - begun) * 1000

    begun = time.perf_counter()
    with ThreadPoolExecutor(writers) as pool:
        times = list(pool.map(create, range(CREATED)))
    rate = CREATED / (time.perf_counter() - begun)
    return Figure(f"{kind:>10}: create, {writers} at once", times, f"{rate:.0f}/s, failed {failed}")
