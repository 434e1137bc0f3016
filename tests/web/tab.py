"""A browser tab without the browser: speaks Streamlit's protocol and follows /live as components/live.js does.

For what needs more tabs than a machine has room for browsers. It keeps what a tab keeps (address, page, what is typed)
and looks at what it is sent as far as it must: which part drew which widget, and at which revision.
"""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

import httpx
from streamlit.elements.lib.utils import user_key_from_element_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from tests.web.served import ROOT, Served

LONGEST: Final = 60.0
"""Seconds a run may take."""
DONE: Final = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
WITH_ID: Final = ("button", "button_group", "text_area", "text_input", "selectbox", "date_input", "bidi_component")
Seen = Callable[["Tab", int, float], None]
"""(tab, revision, time.monotonic()) when the last following part has come to this revision."""


def _of_script(name: str) -> float:
    """A number of components/live.js, so that the tab does as the browser does; seconds."""
    script = (ROOT / "components" / "live.js").read_text("utf-8")
    found = re.search(rf"^const {name} = (\d+) // ms", script, re.MULTILINE)
    assert found, name
    return int(found[1]) / 1000


@dataclass
class Answer:
    """What came of the last run."""

    drawn: dict[str, int] = field(default_factory=dict)
    """Part ("" for the page around them) -> elements."""
    size: int = 0
    """Bytes."""

    def __str__(self) -> str:
        return f"{sum(self.drawn.values())} elements, {self.size / 1024:.0f} KiB"


class Tab:
    """One tab; `opened` makes it."""

    def __init__(self, streamlit: ClientConnection, live: ClientConnection | None, address: str) -> None:
        path, _, self.query = address.partition("?")
        self.answer = Answer()
        self.texts: list[str] = []
        self.received = 0
        self.shown: dict[str, int] = {}
        self.revision = 0
        self.repeated: dict[str, float] = {}
        """Part -> seconds after which the browser asks for it again by itself."""
        self._turn = asyncio.Lock()
        self._streamlit, self._live = streamlit, live
        self._asked_page, self._page = path.strip("/"), ""
        self._widgets: dict[str, tuple[str, str]] = {}
        self._states: dict[str, WidgetState] = {}
        self._finished = asyncio.Event()
        self._gone = False
        self._rest, self._apart = _of_script("REST"), _of_script("APART")

    # -- what a person does

    async def run(self, part: str = "", clicked: WidgetState | None = None) -> None:
        """Ask for a run of the page, or of one part, and wait until it has finished; one after the other.

        Raises ConnectionError when the server is gone, TimeoutError when it does not answer.
        """
        async with self._turn:
            await self._run(part, clicked)

    async def _run(self, part: str, clicked: WidgetState | None) -> None:
        asked = BackMsg()
        wanted = asked.rerun_script
        wanted.query_string, wanted.page_script_hash, wanted.fragment_id = self.query, self._page, part
        wanted.page_name = "" if self._page else self._asked_page
        wanted.context_info.timezone = "Europe/Copenhagen"
        wanted.widget_states.widgets.extend([*self._states.values(), *([clicked] if clicked else [])])
        self._finished.clear()
        if not part:
            self.answer, self.texts = Answer(), []
        else:
            self.answer = Answer()
        await self._streamlit.send(asked.SerializeToString())
        async with asyncio.timeout(LONGEST):
            await self._finished.wait()
        if self._gone:
            raise ConnectionResetError("the connection broke before the answer")

    def write(self, key: str, text: str) -> None:
        """Type into a field of a form; it is sent with the form."""
        self._states[key] = WidgetState(id=self._widget(key)[0], string_value=text)

    def choose(self, key: str, *labels: str) -> None:
        """Choose in a form."""
        state = WidgetState(id=self._widget(key)[0])
        state.string_array_value.data.extend(labels)
        self._states[key] = state

    async def click(self, key: str) -> None:
        """Press a button and wait for what it does."""
        name, part = self._widget(key)
        await self.run(part, WidgetState(id=name, trigger_value=True))

    def largest(self) -> str:
        """The part that drew most in the last run."""
        return max((name for name in self.answer.drawn if name), key=lambda name: self.answer.drawn[name])

    def _widget(self, key: str) -> tuple[str, str]:
        return next(found for name, found in self._widgets.items() if name.startswith(key))

    # -- what the tab does by itself

    async def hear(self) -> None:
        """Take in what Streamlit sends, until the connection ends."""
        try:
            async for data in self._streamlit:
                assert isinstance(data, bytes)
                self.received += len(data)
                self.answer.size += len(data)
                self._hear(ForwardMsg.FromString(data))
        finally:
            self._gone = True
            self._finished.set()

    def _hear(self, said: ForwardMsg) -> None:
        kind = said.WhichOneof("type")
        if kind == "new_session":
            self._page = said.new_session.page_script_hash
        elif kind == "navigation":  # which page the script chose; from now on asked for by name, as browsers do
            self._page = said.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = said.page_info_changed.query_string
        elif kind == "delta":
            self._drawn(said.delta)
        elif kind == "auto_rerun":
            self.repeated[said.auto_rerun.fragment_id] = said.auto_rerun.interval
        elif kind == "script_finished" and said.script_finished in DONE:
            self._finished.set()

    def _drawn(self, delta: Delta) -> None:
        part = delta.fragment_id
        self.answer.drawn[part] = self.answer.drawn.get(part, 0) + 1
        element = delta.new_element
        kind = element.WhichOneof("type") or ""
        if kind == "markdown":
            self.texts.append(element.markdown.body)
        elif kind == "alert":
            self.texts.append(element.alert.body)
        elif kind in WITH_ID:
            name = getattr(element, kind).id
            self._widgets[user_key_from_element_id(name) or name] = (name, part)
        if kind == "bidi_component" and "-listener" in element.bidi_component.id:
            given = json.loads(element.bidi_component.json or element.bidi_component.mixed.json)
            if given.get("follow") and not given["seldom"]:  # the banner is asked for by the others
                self.shown[part] = given["rev"]

    async def follow(self, seen: Seen) -> None:
        """Redraw what follows whenever the log has grown, and tell when the last part has come to the new revision."""
        assert self._live is not None
        newest = asyncio.Event()

        async def redraw() -> None:
            while True:
                await newest.wait()
                newest.clear()
                await asyncio.sleep(self._rest)
                for part in [name for name, shown in self.shown.items() if shown < self.revision]:
                    await self.run(part)
                    await asyncio.sleep(self._apart)
                seen(self, min(self.shown.values()), time.monotonic())

        async def repeat(part: str, seconds: float) -> None:
            while True:
                await asyncio.sleep(seconds)
                await self.run(part)

        async with asyncio.TaskGroup() as group:
            group.create_task(redraw())
            for part, seconds in self.repeated.items():
                group.create_task(repeat(part, seconds))
            async for data in self._live:
                self.received += len(data)
                told = json.loads(data)["rev"]
                if told > self.revision:
                    self.revision = told
                    newest.set()


@asynccontextmanager
async def opened(
    served: Served, cookies: httpx.Cookies | None = None, address: str = "/", *, live: bool = False
) -> AsyncIterator[Tab]:
    """A tab at this address, with the cookies of a browser; its page has been drawn once."""
    kept = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    socket = served.url.replace("http", "ws")
    shared = {"additional_headers": {"Cookie": kept} if kept else {}, "origin": Origin(served.url)}

    async with connect(
        f"{socket}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], compression=None, max_size=None, **shared
    ) as streamlit:
        ear = await connect(f"{socket}/live", compression=None, **shared) if live else None
        tab = Tab(streamlit, ear, address)
        hearing = asyncio.create_task(tab.hear())
        try:
            await tab.run()
            yield tab
        finally:
            hearing.cancel()
            with suppress(asyncio.CancelledError, ConnectionClosed):
                await hearing
            if ear:
                await ear.close()
