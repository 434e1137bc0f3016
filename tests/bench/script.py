"""2. Script time of the overview: from the browser's request to "script finished", beside an empty script.

A client speaks Streamlit's own websocket protocol, so no browser's work is counted. The whole page is what opening it
costs; the live part is what every commit costs once for everybody who looks.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.bench import figures, town
from tests.bench.figures import Figure
from tests.scratch import scratch
from tests.web.clients import signed_in
from tests.web.served import Served, serve

SIZES = (20, 200, 2000)
ROUNDS = 15
LEAST = 3
BUDGET = 6.0
"""Seconds for the rounds of one size, unless those are fewer than LEAST."""
LONGEST = 60.0
"""Seconds a script may take."""
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Session:
    """One browser tab's connection, without the browser."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._page = ""
        self._drawn: dict[str, int] = {}  # fragment id, "" for the page around them -> elements in the last run
        self._bytes = 0

    def run(self, fragment: str = "") -> None:
        """Ask for a run of the page, or of one fragment, and wait until the script has finished."""
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self._page
        asked.rerun_script.fragment_id = fragment
        asked.rerun_script.context_info.timezone = "Europe/Copenhagen"
        self._socket.send(asked.SerializeToString())
        self._drawn, self._bytes = {}, 0
        while True:
            data = self._socket.recv(LONGEST)
            assert isinstance(data, bytes)
            said = ForwardMsg.FromString(data)
            self._bytes += len(data)
            kind = said.WhichOneof("type")
            if kind == "new_session":
                self._page = said.new_session.page_script_hash
            elif kind == "navigation":  # which page the script chose; from now on asked for by name, as browsers do
                self._page = said.navigation.page_script_hash
            elif kind == "delta":
                part = said.delta.fragment_id
                self._drawn[part] = self._drawn.get(part, 0) + 1
            elif kind == "script_finished":
                assert said.script_finished in DONE, ForwardMsg.ScriptFinishedStatus.Name(said.script_finished)
                return

    def largest(self) -> str:
        """The fragment that drew most."""
        return max((name for name in self._drawn if name), key=lambda name: self._drawn[name])

    @property
    def answer(self) -> str:
        """What the last run sent."""
        return f"{sum(self._drawn.values())} elements, {self._bytes / 1024:.0f} KiB"


def measure() -> None:
    """Measure and tell."""
    with scratch("bench") as home, scratch("empty") as nothing, ExitStack() as stack:
        store = stack.enter_context(closing(town.open_town(home)))
        served = stack.enter_context(serve(home, app="tests/bench/stage/product.py"))
        yardstick = stack.enter_context(serve(nothing, app="tests/bench/stage/empty.py"))
        empty = stack.enter_context(_session(yardstick, httpx.Cookies()))
        cookies = stack.enter_context(signed_in(served)).cookies
        found: list[Figure] = []
        idle: list[float] = []
        for size in SIZES:
            town.grow(store, size)
            with _session(served, cookies) as overview:
                found += _measured(size, overview, empty, idle)
    figures.heading("2. Script time of the overview on the server: asked -> script finished")
    figures.show(alone := Figure("empty Streamlit script", idle))
    for figure in found:
        figures.show(figure, alone)


def _measured(size: int, overview: Session, empty: Session, idle: list[float]) -> list[Figure]:
    overview.run()
    live, page, part = overview.largest(), list[float](), list[float]()
    whole = overview.answer
    end = time.monotonic() + BUDGET
    while len(page) < LEAST or (len(page) < ROUNDS and time.monotonic() < end):
        idle.append(figures.timed(empty.run))
        page.append(figures.timed(overview.run))
        part.append(figures.timed(lambda: overview.run(live)))
    return [
        Figure(f"{size:>5} incidents: whole page", page, whole),
        Figure(f"{size:>5} incidents: live part, as after every commit", part, overview.answer),
    ]


@contextmanager
def _session(served: Served, cookies: httpx.Cookies) -> Iterator[Session]:
    kept = "; ".join(f"{name}={value}" for name, value in cookies.items())
    address = served.url.replace("http", "ws") + "/_stcore/stream"
    with connect(
        address, origin=Origin(served.url), additional_headers={"Cookie": kept} if kept else {},
        subprotocols=[Subprotocol("streamlit")], compression=None, max_size=None,
    ) as socket:  # fmt: skip
        yield Session(socket)
