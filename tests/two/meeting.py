"""A meeting in whose middle an instance is killed: people save, somebody types, somebody looks on, seconds are written.

`python -m tests.two` prints what the two browsers saw, second by second.
"""

import time
from dataclasses import dataclass, field
from itertools import cycle

import psutil
from playwright.sync_api import Browser, expect

from data.storage import Store
from data.vocabulary import PartKind
from tests.browser.person import APP, Person, t
from tests.two.pair import Pair
from tests.two.saving import Saving
from tests.web.served import PEOPLE, Served

TYPED = "Ca. 15-20 unge på stedet, ingen er kommet til skade"
LABEL = "The text, or why it is not relevant"
PEOPLE_SAVING = 8
TURNS = 8
BEFORE = 8
"""Reports that are confirmed before the instance is killed."""
AFTERWARDS = 3
"""Seconds that are still written when all is well again."""
LONGEST = 120
"""Seconds after which the meeting is given up."""
LOOK = """([app, label]) => {
  const live = window.__beredskabLive
  const drawn = [...(live?.listeners.values() ?? [])].filter((one) => !one.seldom).map((one) => one.shown)
  const field = [...document.querySelectorAll("[role=dialog] textarea")].find((one) => one.ariaLabel === label)
  return {
    connection: document.querySelector(app)?.dataset.testConnectionState ?? "",
    lost: document.querySelector("[data-strip=lost]")?.innerText ?? "",
    drawn: drawn.length ? Math.min(...drawn) : 0,
    text: field ? field.value : null,
  }
}"""


@dataclass(frozen=True)
class Screen:
    """What one browser shows at one moment."""

    connection: str
    lost: str
    drawn: int
    text: str | None

    def __str__(self) -> str:
        text = {None: "form not shown", TYPED: "text there"}.get(self.text, f"text {self.text!r}")
        return f"{self.connection.lower() or 'no page':<14} {'LOST' if self.lost else '':<4} {self.drawn:>4}  {text}"


@dataclass(frozen=True)
class Second:
    """One line of the protocol."""

    at: float
    confirmed: int
    log: int
    open: tuple[int | None, int | None]
    """Connections to each instance; None when it is dead."""
    typing: Screen
    looking: Screen

    def __str__(self) -> str:
        one, two = ("dead" if n is None else str(n) for n in self.open)
        return (
            f"{self.at:>6.1f} {self.confirmed:>5} {self.log:>5} {one:>5} {two:>4}   {self.typing!s:<42}"
            f" {self.looking.connection.lower():<12} {'LOST' if self.looking.lost else '':<4} {self.looking.drawn:>4}"
        )


HEADING = (
    f"{'second':>6} {'saved':>5} {'log':>5} {'one':>5} {'two':>4}   {'who types (at one): connection, drawn, form':<42}"
    f" who looks on (at two): connection, drawn"
)


@dataclass
class Meeting:
    """Everybody, and what is written down."""

    both: Pair
    browser: Browser
    store: Store
    seconds: list[Second] = field(default_factory=list)
    killed: float = 0.0
    back: float = 0.0
    """Seconds from the kill until that browser was connected again, with its form and all that was saved by then."""

    def begin(self) -> None:
        """Everybody comes in; one opens a form and types."""
        self.typing = self.both.person(self.browser, "stabsenhed", self.both.one).opens("/handlingsplan")
        self.looking = self.both.person(self.browser, "aab", self.both.two).opens("/haendelser")
        self.typing.press("Write", inside=self.typing.card("part", PartKind.SITUATION))
        written = self.typing.field(LABEL)
        written.fill("")
        written.press_sequentially(TYPED)
        self.typing.page.wait_for_timeout(1500)  # the tab keeps what is typed once a second
        at = cycle((self.both.one, self.both.two))
        cookies = [self.both.signed_in(PEOPLE[n % 3], next(at)) for n in range(PEOPLE_SAVING)]
        self.saving = Saving(self.both, cookies, TURNS)

    def goes_on(self) -> None:
        """People save; the first instance is killed when enough is confirmed; the rest of the meeting is watched."""
        self._start = time.monotonic()
        self.saving.start()
        try:
            while not self._over():
                self._write()
                if not self.killed and len(self.saving.confirmed) >= BEFORE:
                    self.killed = self._now()
                    self.both.one.kill()
                assert self._now() < LONGEST, self.protocol()
        finally:
            self.saving.halt()

    def saves(self) -> None:
        """Whoever was typing presses Save, and it is on the other's screen."""
        self.typing.press("Save", inside=self.typing.form)
        expect(self.typing.form).to_have_count(0)
        newest = self.store.revision()
        self.looking.until(lambda: self._screen(self.looking).drawn >= newest, "the onlooker never saw it")
        self._write()

    def protocol(self) -> str:
        """What was written down."""
        came = f"killed at {self.killed:.1f}, back after {self.back:.1f} s; saves cut off: {self.saving.lost}"
        return "\n".join([HEADING, *map(str, self.seconds), came])

    def _now(self) -> float:
        return time.monotonic() - self._start

    def _write(self) -> None:
        """One look, and the rest of the second."""
        second = Second(
            at=self._now(),
            confirmed=len(self.saving.confirmed),
            log=self.store.revision(),
            open=(_open(self.both.one), _open(self.both.two)),
            typing=self._screen(self.typing),
            looking=self._screen(self.looking),
        )
        self.seconds.append(second)
        if self.killed and not self.back and _well(second.typing) and second.typing.drawn >= self._when_killed():
            self.back = second.at - self.killed
        self.typing.page.wait_for_timeout(max(0, 1000 - (self._now() - second.at) * 1000))

    def _when_killed(self) -> int:
        """The newest revision that was written down before the kill."""
        return max(second.log for second in self.seconds if second.at <= self.killed)

    def _over(self) -> bool:
        """All that was to be saved is, and both screens have been well and up to date for some seconds."""
        last = self.seconds[-AFTERWARDS:]
        well = all(_well(one.typing) and one.looking.drawn == one.typing.drawn == one.log for one in last)
        return self.saving.done and len(last) == AFTERWARDS and well

    @staticmethod
    def _screen(person: Person) -> Screen:
        return Screen(**person.page.evaluate(LOOK, [APP, t(LABEL)]))


def _well(screen: Screen) -> bool:
    return screen.connection == "CONNECTED" and not screen.lost and screen.text == TYPED


def _open(instance: Served) -> int | None:
    """How many connections the proxy has to it."""
    if instance.process.poll() is not None:
        return None
    kept = psutil.Process(instance.process.pid).net_connections(kind="tcp")
    return sum(one.status == psutil.CONN_ESTABLISHED and one.laddr.port == instance.port for one in kept)
