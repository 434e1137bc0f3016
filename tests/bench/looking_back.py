"""8. Looking back: the pages that read what has ended, on ten years beside one year (tests/bench/years.py).

Both are asked in turns in one run, about the same incidents, each time as the first who asks after a change (what many
share is read anew). Beside the time stand processor time and the database's own steps, which no neighbour changes: a
ratio of one says that ten times as much makes no difference. A page is one entry of a table below: its name, and what
it reads or where it stands.

`make bench YEARS=full` makes the years with a thousand lines an incident, half a million in all: the first time that
takes half an hour or more; afterwards they are kept.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final, TypeVar
from unittest.mock import patch

from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from components import session
from components.history import SHOWN
from data import commands, queries
from data.entities import Incident
from data.rules.access import Viewer
from data.settings import settings
from data.storage import Store, log
from data.storage.recent import Recent
from data.storage.sign_ins import name_of
from data.vocabulary import IncidentState
from tests import builders
from tests.bench import figures, maps, years
from tests.bench.figures import Figure
from tests.bench.steps import steps
from tests.web.served import HOUSE

YEARS: Final = 10
LINES: Final = {"": 100, "full": 1000}
"""Lines of the log an incident, by what YEARS says."""
READER, MEMBER, KEEPER = "projektchef", "bestyrelse", "stabsenhed"
"""Who reads everything, who reads what was activated alone (each of its selects is narrowed), and who deletes."""
ROUNDS: Final = 12
DRAWN: Final = 5
NAVIGATION: Final = Path(session.__file__).parents[1] / "pages" / "navigation.py"


@dataclass
class Past:
    """So many years, and what is asked about in them: the same incidents, however many years follow."""

    kept: years.Kept
    store: Store
    reader: Viewer
    member: Viewer
    keeper: Viewer

    def ended(self, number: int) -> int:
        """The id of the incident with this number among the real ones of the first year that were closed."""
        with self.store.whole() as asking:
            closed = select(Incident.id).where(Incident.state == IncidentState.CLOSED, Incident.exercise.is_(False))
            return asking.scalars(closed.order_by(Incident.id).offset(number).limit(1)).one()

    @cached_property
    def usual(self) -> int:
        """One of the usual length."""
        return self.ended(1)

    @cached_property
    def long(self) -> int:
        """The longest, two and a half times as long."""
        return self.ended(5)

    @cached_property
    def plan(self) -> int:
        """The plan of the usual one."""
        return builders.plan_of(self.store, self.usual)

    @cached_property
    def going(self) -> int:
        """The one that is active."""
        with self.store.whole() as asking:
            return asking.scalars(select(Incident.id).where(Incident.state == IncidentState.ACTIVE)).one()

    @cached_property
    def token(self) -> str:
        """The name of a sign-in of the reader, for pages that are drawn."""
        return name_of(commands.sign_in_demo(self.store, READER).token)

    def opened(self, page: str, address: Mapping[str, object]) -> AppTest:
        """The product in a tab that stands on a page."""
        script = AppTest.from_file(str(NAVIGATION), default_timeout=600)
        script.user["sign_in"] = self.token
        script.query_params.update({name: str(value) for name, value in address.items()})
        self.draw(script)
        return script.switch_page(f"{page}.py")

    def draw(self, script: AppTest) -> None:
        """The whole script of the page, menu and banner included."""
        with patch.object(session, "house", lambda: session.House(self.store, settings())):
            script.run()
        assert not script.exception, script.exception


T = TypeVar("T")
Ask = Callable[[Past], Any]
Address = Callable[[Past], Mapping[str, object]]

EVERYWHERE: Final[Mapping[str, Ask]] = {
    "what runs (menu, banner)": lambda p: queries.running(p.store),
    "open incidents": lambda p: queries.incidents(p.store, p.reader),
    "open incidents, read by a board": lambda p: queries.incidents(p.store, p.member),
    "plans that are open": lambda p: queries.plans(p.store, p.reader),
    "actions of what is active": lambda p: queries.actions(p.store, p.reader, active_only=True),
    "actions of what is active, read by a board": lambda p: queries.actions(p.store, p.member, active_only=True),
    "call tasks": lambda p: queries.call_tasks(p.store, p.reader),
    "meetings that run": lambda p: queries.running_meetings(p.store, p.reader),
    "a closed item that runs": lambda p: queries.running_item(p.store, p.reader),
    "boards to be informed": lambda p: queries.informing(p.store, p.reader),
    "hygiene of the plan": lambda p: queries.kept(p.store),
    "the wall": lambda p: queries.board(p.store),
}
"""What every page or every redraw asks: it must not know how much has ended."""

BACK: Final[Mapping[str, Ask]] = {
    "list of ended incidents": lambda p: queries.ended(p.store, p.reader),
    "search among them": lambda p: queries.ended(p.store, p.reader, words="stenkast bus"),
    "list of reviews": lambda p: queries.reviewable(p.store, p.reader),
    "list of closed plans": lambda p: queries.closed_plans(p.store, p.reader),
    "history, first page": lambda p: queries.history(p.store, p.reader, p.usual, most=SHOWN + 1),
    "history, first page, read by a board": lambda p: queries.history(p.store, p.member, p.usual, most=SHOWN + 1),
    "history of the longest, all of it": lambda p: queries.history(p.store, p.reader, p.long),
    "review of an incident": lambda p: queries.review(p.store, p.reader, p.usual),
    "review of the longest": lambda p: queries.review(p.store, p.reader, p.long),
    "review of an incident, read by a board": lambda p: queries.review(p.store, p.member, p.usual),
    "an ended incident": lambda p: queries.incident(p.store, p.reader, p.usual),
    "plan of an ended incident": lambda p: queries.plan(p.store, p.reader, p.plan),
    "replay of an incident": lambda p: queries.replay(p.store, p.reader, p.usual),
    "agenda of the council": lambda p: queries.forum_agenda(p.store, p.reader, "lokalraad"),
    "lessons": lambda p: queries.lessons(p.store, p.reader),
    "what an archive holds": lambda p: queries.archived(p.store, p.reader, p.usual),
    "a word searched in everything": lambda p: queries.find(p.store, p.reader, years.RARE),
    "what is kept no longer": lambda p: queries.kept_incidents(p.store, p.keeper),
    "numbers across incidents": lambda p: queries.across(p.store, p.reader),
}
"""What looks back."""

PAGES: Final[Mapping[str, tuple[str, Address]]] = {
    "page Overblik": ("overblik", lambda _: {}),
    "page Hændelser, the lists": ("haendelser", lambda _: {}),
    "page Hændelser, one that has ended": ("haendelser", lambda p: {"haendelse": p.usual}),
    "page Handlingsplan": ("handlingsplan", lambda _: {}),
    "page Historik": ("historik", lambda p: {"haendelse": p.usual}),
    "page Historik, the longest": ("historik", lambda p: {"haendelse": p.long}),
    "page Gennemgang": ("gennemgang", lambda p: {"haendelse": p.usual}),
    "page Fora": ("fora", lambda _: {}),
    "page Tal på tværs": ("tal", lambda _: {"periode": "alle"}),
    "page Arkiv": ("arkiv", lambda p: {"haendelse": p.usual}),
    "page Fjern tekst": ("fjernelse", lambda _: {}),
}
"""Whole scripts: the page, and what stands in its address."""


def measure() -> None:
    """Measure and tell."""
    maps.quiet()
    lines = LINES[os.environ.get("YEARS", "")]
    figures.heading(f"8. Looking back: ten years beside one year, {lines} lines an incident")
    made = years.made(YEARS, lines)
    with ExitStack() as stack:
        one, ten = (stack.enter_context(_past(made[number])) for number in (1, YEARS))
        for past in (one, ten):
            print(f"  {past.kept.years:>2} years: {past.kept.incidents} incidents, {past.kept.lines} lines", flush=True)
        for name, ask in (EVERYWHERE | BACK).items():
            _compare(name, (one, ask), (ten, ask))
        for name, (page, address) in PAGES.items():
            tabs = [(past, past.opened(page, address(past))) for past in (one, ten)]
            _compare(name, *((past, partial(_draw, tab)) for past, tab in tabs), rounds=DRAWN)
        _compare("the proof of the whole chain", (one, _prove), (ten, _prove), rounds=1)


def _draw(tab: AppTest, past: Past) -> None:
    past.draw(tab)


def _compare(name: str, *asked: tuple[Past, Ask], rounds: int = ROUNDS) -> None:
    """In turns; beside the time, what the processor and the database had to do, which no neighbour changes much."""
    times: list[list[float]] = [[] for _ in asked]
    works: list[list[float]] = [[] for _ in asked]
    counts = [_fresh(past, lambda past=past, ask=ask: steps(past.store, partial(ask, past))) for past, ask in asked]
    for _ in range(rounds):
        for spent, worked, (past, ask) in zip(times, works, asked, strict=True):
            begun = time.process_time()
            spent.append(_fresh(past, partial(figures.timed, partial(ask, past))))
            worked.append((time.process_time() - begun) * 1000)
    figures.show(yardstick := Figure(f"{name}, one year", times[0], _note(works[0], counts[0])))
    ratio = f"{min(works[1]) / min(works[0]):.2f} x / {counts[1] / max(1, counts[0]):.2f} x"
    figures.show(Figure("    ten years", times[1], f"{_note(works[1], counts[1])}: {ratio}"), yardstick)


def _fresh(past: Past, act: Callable[[], T]) -> T:
    """As the first who asks after a change."""
    past.store.recent = Recent()
    return act()


def _note(worked: list[float], count: int) -> str:
    return f"CPU {min(worked):.1f}, {count / 1000:.1f}k steps"


@contextmanager
def _past(kept: years.Kept) -> Iterator[Past]:
    with kept.opened() as store:
        commands.open_account(store, HOUSE, username=READER, display=READER, role=READER, demo=True)
        yield Past(kept, store, *(builders.hat(store, role) for role in (READER, MEMBER, KEEPER)))


def _prove(past: Past) -> None:
    with past.store.whole() as asking:
        assert log.verify(asking).whole
