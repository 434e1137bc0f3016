"""The map of the area with its incidents, in the reader's words."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from components import look, map, times
from components.map import Click, MapWords, Mark, StateWord
from components.plain import bare, short
from components.session import Me
from components.texts import language, t
from data.queries import IncidentRow
from data.rules.incidents import OPEN
from data.vocabulary import Language, Risk

SIGNS: Final = {
    "skole": "school",
    "daginstitution": "childcare",
    "døgninstitution": "care",
    "kirke": "church",
    "sundhed": "health",
    "station": "station",
    "bycenter": "centre",
    "ældreboliger": "home",
    "bolig": "home",
}
"""The kinds of place that Danish map data name, and the drawing each gets."""


def words() -> MapWords:
    """Everything written on the map."""
    return _words(language())


@lru_cache(maxsize=len(Language))
def _words(language: str) -> MapWords:
    return MapWords(
        language=language,
        title=t("Map of the area with open incidents"),
        whole_area=t("Whole area"),
        zoom_in=t("Zoom in"),
        zoom_out=t("Zoom out"),
        close=t("Close"),
        legend=t("Legend"),
        risk=t("Shape: risk of escalation"),
        risk_name=t("Risk"),
        risks={risk: t(look.RISK_WORD[risk]) for risk in Risk},
        state=t("Letter: state"),
        states={state: StateWord(look.letter(how), how.label) for state, how in look.INCIDENT.items() if state in OPEN},
        incident=t("Incident"),
        exercise=t("EXERCISE"),
        ground=t("The map"),
        block=t("Block, sized by homes"),
        outline=t("Block"),
        building=t("Other building"),
        street=t("Street"),
        homes=t("homes"),
        zone=t("Quarter"),
        area=t("The area"),
        municipality=t("Municipal boundary"),
        pick="",  # said above the map, where it covers nothing
        chosen=t("Chosen place"),
        signs=SIGNS,
    )


def mark(me: Me, row: IncidentRow) -> Mark:
    """An incident as the map takes it; all text is shown as text."""
    category = me.plan_of(row.standing_plan_id).categories.get(row.category)
    return Mark(
        id=row.id, number=row.number, lat=row.lat, lon=row.lon, risk=row.risk, state=row.state,
        exercise=row.exercise, title=category.name if category else row.category, place=row.place,
        meta=f"{times.when(row.happened_at, me.now)} · {short(row.what, 120)}",
    )  # fmt: skip


def draw(
    me: Me,
    rows: Sequence[IncidentRow],
    *,
    key: str,
    selected: int | None = None,
    picking: bool = False,
    pin: tuple[float, float] | None = None,
    height: int = 560,
) -> Click | None:
    """The map; returns a click once."""
    return map.area_map(
        me.places.base_text, [mark(me, row) for row in rows], revision=me.store.revision_seen(), selected=selected,
        picking=picking, pin=pin, height=height, key=key, words=words(), pin_metres=me.plan.area.near_metres,
    )  # fmt: skip


def name(me: Me, row: IncidentRow) -> str:
    """What an incident is called: number, category, place."""
    category = me.plan_of(row.standing_plan_id).categories.get(row.category)
    number = t("Exercise {n}", n=row.number) if row.exercise else t("Incident {n}", n=row.number)
    return f"{number} · {category.name if category else row.category} · {row.place}"


def told(row: IncidentRow) -> str:
    """What was reported, as plain text."""
    return bare(row.what)
