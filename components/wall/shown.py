"""What goes out to the screens: the page once, the board whenever it has changed, a sign of life in between.

The board is read and worded once for all screens of a language: ten of them cost what one costs.
"""

import json
from datetime import datetime
from threading import Lock
from typing import Any, Final, NamedTuple

from starlette.responses import HTMLResponse

from components import times
from components.live import HUB
from components.texts import language, t
from components.wall import VERSION, words
from components.wall.drawing import Drawing, drawing
from components.wall.html import Markup, fill, joined
from data import queries
from data.errors import NotAllowed
from data.places import Places
from data.queries import Board
from data.settings import Settings, settings
from data.storage import Store

AGES_EVERY: Final = 15
"""Seconds after which ages and countdowns are worded anew, without news."""
TURN: Final = 20
"""Seconds that each of several is shown."""
DARK_FROM, DARK_UNTIL = 19, 7
"""Hours (Danish clock) between which a board that goes by the time of day is dark."""


BELOW: Final = 6
"""Metres of the drawing that the letters of the credit reach below their line."""


class Shown(NamedTuple):
    """The board as it goes out; `mark` differs when anything in it may."""

    mark: tuple[int, int, str]
    whole: str


class Boards:
    """The newest board by site and language; whoever asks while it is being read waits for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[tuple[str, str], Shown] = {}

    def newest(self, store: Store, site: str) -> Shown:
        """The board as it stands, worded at most AGES_EVERY seconds ago."""
        asked = (site, language().value)
        with self._lock:
            mark = (store.revision(), int(store.clock().timestamp()) // AGES_EVERY, light(store.clock()))
            kept = self._kept.get(asked)
            if kept is None or kept.mark != mark:
                if len(self._kept) > 64:  # addresses are typed by strangers, too
                    self._kept.clear()
                kept = self._kept[asked] = Shown(mark, json.dumps(whole(store, site), ensure_ascii=False))
            return kept


BOARDS: Final = Boards()


def whole(store: Store, site: str) -> dict[str, Any]:
    """The board with its signs of life, as plain data."""
    board = queries.board(store)
    told = words.faces(board, plans_of(store, board), site)
    return {"kind": "board", "faces": told, "turn": TURN, **signs(store), "rev": board.revision}


def plans_of(store: Store, board: Board) -> words.Plans:
    """The standing plans a board speaks of."""
    spoken_of = {one.standing_plan_id for one in board.running}
    if board.review is not None:
        spoken_of.add(board.review.standing_plan_id)
    return words.Plans(store.plan(), {n: store.plan(n) for n in spoken_of})


def beat(store: Store, made: Shown) -> str:
    """A sign of life: the board stands as it was sent."""
    return json.dumps({"kind": "beat", **signs(store), "rev": made.mark[0]}, ensure_ascii=False)


def signs(store: Store) -> dict[str, Any]:
    """What every message carries: the server's clock, the words for the time without it, and which page it is for."""
    now = store.clock()
    clock = times.clock(now)
    return {
        "at": int(now.timestamp() * 1000),
        "clock": clock,
        "asOf": t("Data as of {time}", time=clock),
        "lost": t("CONNECTION LOST – data as of {time}", time=clock),
        "light": light(now),
        "version": VERSION,
        "from": HUB.name,
    }


def light(now: datetime) -> str:
    """Whether the board is light or dark now."""
    if (chosen := settings().screen_light) != "day":
        return chosen
    return "light" if DARK_UNTIL <= times.local(now).hour < DARK_FROM else "dark"


def page(store: Store, chosen: Settings) -> HTMLResponse:
    """The page: empty places, and the drawing of the area."""
    try:
        drawn = drawing(Places.from_plan(store.plan()))
    except NotAllowed:  # no plan yet: a board can wait for that, too
        drawn = Drawing(1, 1, "", ())
    made = fill(
        "tavle",
        language=language(),
        title=t("The board"),
        version=VERSION,
        inches=f"{chosen.screen_inches:g}",
        light=light(store.clock()),
        waits=t("Connecting …"),
        without=t("This page needs JavaScript. Switch it on, or use another browser."),
        drawing=area(drawn),
    )
    return HTMLResponse(made)


def area(drawn: Drawing) -> Markup:
    """The drawing as SVG, without its incidents."""
    quarters = joined([fill("quarter", code=q.code, path=q.path) for q in drawn.quarters])
    under = drawn.under
    return fill(
        "drawing", width=drawn.width, height=drawn.height, quarters=quarters, blocks=drawn.blocks,
        ground=fill("ground", streets=under.streets) if under else "",
        credit=fill("credit", x=drawn.width, y=drawn.height - BELOW, credit=under.credit) if under else "",
        title=t("Map of the area with open incidents"),
    )  # fmt: skip
