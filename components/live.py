"""Redraw when others change something: one small part of a page at a time, and nothing a person is typing.

After every commit the store publishes a revision; the hub hands it to every open page (components/web/live_socket.py);
the listener inside each following part asks Streamlit to redraw that part alone. A pushed full rerun would lose form
submits and close dialogs; a redrawn fragment does neither, because it never pre-empts a script that is running.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import aclosing, contextmanager
from functools import wraps
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, ParamSpec

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.presence import WRITES
from components.session import HATS, house
from components.texts import language, speaking, t
from data import queries
from data.storage import Store
from data.storage.writings import Standing

P = ParamSpec("P")
LOG = logging.getLogger("beredskab.live")
HERE: Final = "beredskab-here"
"""Key of the page that this tab shows: its file in pages/, and the choices in its address."""
AGAIN_AFTER = 1.0
"""Seconds until commits of other processes are listened for again, after the database was lost."""
AGES_EVERY = 30
"""Seconds between two redraws without news: ages count up, deadlines and end times pass."""
SILENCE = 10
"""Seconds without a sign of life until a page says that the connection is lost (signs come every 4 s)."""
CLOCK_OFF = 2
"""Minutes a browser's clock may differ from the server's before the page says so (domain.md 6)."""

_LISTENER = st.components.v2.component("beredskab_live", js=(Path(__file__).parent / "live.js").read_text("utf-8"))


class Hub:
    """Hands the newest revision to every open page. `publish` may be called from any thread."""

    def __init__(self) -> None:
        self.revision = 0
        self.name = token_hex(4)
        """Tells this process from another one that serves the same database."""
        self.writing: tuple[Standing, ...] = ()
        """Who has a part of a plan open to write in it, in whatever process."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ears: set[asyncio.Event] = set()

    def open(self, loop: asyncio.AbstractEventLoop, revision: int) -> None:
        """Start serving on this event loop, from this revision on."""
        self._loop, self.revision = loop, revision

    def shut(self) -> None:
        """Stop serving; what is published from now on is heard by nobody."""
        self._loop = None

    def publish(self, revision: int) -> None:
        """Tell every page that the log has grown to this revision."""
        if loop := self._loop:
            loop.call_soon_threadsafe(self._fan_out, revision)

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """An event that is set at every new revision."""
        ear = asyncio.Event()
        self._ears.add(ear)
        try:
            yield ear
        finally:
            self._ears.discard(ear)

    def tell_writing(self, standing: tuple[Standing, ...]) -> None:
        """Tell every page who writes now; on the event loop. No revision: nothing is redrawn for it."""
        if standing != self.writing:
            self.writing = standing
            self._wake()

    def _fan_out(self, revision: int) -> None:
        if revision <= self.revision:  # threads may tell out of order, and a watcher tells again
            return
        self.revision = revision
        self._wake()

    def _wake(self) -> None:
        for ear in self._ears:
            ear.set()


HUB = Hub()


async def follow_other_processes(store: Store, hub: Hub) -> None:
    """Publish what other processes commit to the same database, for as long as the server runs."""
    while True:
        try:
            async with aclosing(store.revisions()) as told:
                async for revision in told:
                    hub.publish(revision)
        except Exception:  # begin anew: the first one told is the newest; pages show the connection as alive
            LOG.exception("Could not hear of commits of other processes")
        await asyncio.sleep(AGAIN_AFTER)


def follows(*, key: str, seldom: bool = False) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function a part of the page that is redrawn alone when the log has grown.

    `key` is unique on its page. The function must read what it shows by itself (who is looking, too): values caught
    from the page around it are as old as the page. With `seldom` it shows nothing but what is running (Me.running)
    and who is looking (Me.hats), and is redrawn when another part of the page has found that changed: half the work of
    every change for every screen.
    """

    def decorate(draw: Callable[P, None]) -> Callable[P, None]:
        @st.fragment(key=f"live-{key}", run_every=AGES_EVERY)
        def drawn(page: str, args: Any, kwargs: Any) -> None:
            _stay_on(page)
            with house().store.looking() as revision, speaking(language()):
                place = st.container()
                try:
                    draw(*args, **kwargs)
                finally:  # last: who hears of this revision has got all the rest, and whoever has not asks again
                    with place:
                        _listen(key, revision, follow=True, seldom=seldom)

        @wraps(draw)
        def placed(*args: P.args, **kwargs: P.kwargs) -> None:
            drawn(_page(), args, kwargs)

        return placed

    return decorate


def arrived(file: str) -> None:
    """Remember which page of pages/ this tab shows, and what its address chose; once a page, in pages/navigation.py."""
    st.session_state[HERE] = (file, st.query_params.to_dict())


def _stay_on(page: str) -> None:
    """Draw the whole page that the tab has moved on to.

    A browser that asks for a redraw while it moves on asks in the name of the page it leaves, and Streamlit would
    empty the new one for it.
    """
    if page != _page() and HERE in st.session_state:
        file, query = st.session_state[HERE]
        st.switch_page(file, query_params=query)


def _page() -> str:
    """The page in whose name this run was asked for."""
    context = get_script_run_ctx()
    return context.page_script_hash if context else ""


def watch() -> None:
    """Watch the connection on a page with nothing to follow; once a page, in pages/navigation.py."""
    _listen("watch", house().store.revision(), follow=False)


def _listen(key: str, revision: int, *, follow: bool, seldom: bool = False) -> None:
    data = {
        "follow": follow,
        "seldom": seldom,
        "rev": revision,
        "running": _running() if follow else "",
        "from": HUB.name,
        "silence": SILENCE,
        "clock": CLOCK_OFF,
        "language": language(),
        "writes": list(WRITES),
        "words": _words(),
    }
    _LISTENER(key=f"live-{key}-listener", data=data, on_rev_change=_nothing)


def _running() -> str:
    """What is going on, and in which hats it is looked at: the parts that change seldom follow nothing else."""
    return f"{queries.running(house().store)} {st.session_state.get(HATS, '')}"


def _nothing() -> None:
    """The trigger's work is the redraw itself."""


def _words() -> dict[str, str]:
    return {
        "lost": t("CONNECTION LOST – data as of {time}"),
        "lostMore": t("What you see may be out of date. Keep what you have typed; the page goes on by itself."),
        "unsaved": t(
            "Not saved as far as we know: the connection broke before the server answered. The text is still in the "
            "form. When the connection is back, the page shows whether it was saved; if not, press again."
        ),
        "clock": t("The clock of this computer is {minutes} minutes off. The times shown are the server's."),
        "close": t("Close the message"),
    }
