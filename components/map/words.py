"""The words of the map, already in the reader's language: this package has none of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.vocabulary import IncidentState, Risk


@dataclass(frozen=True)
class StateWord:
    """How a state is told on the map: one letter on the mark, the word in the legend."""

    letter: str
    word: str


@dataclass(frozen=True)
class MapWords:
    """Everything written on the map that is not map data. `states` are shown in the legend in the order given."""

    language: str
    """Language code of these words, for screen readers: da, en."""
    title: str
    """What the map is called to those who do not see it."""
    whole_area: str
    zoom_in: str
    zoom_out: str
    close: str
    """Closes the card of an incident."""
    legend: str
    risk: str
    """Heading of the shapes."""
    risks: Mapping[Risk, str]
    state: str
    """Heading of the letters."""
    states: Mapping[IncidentState, StateWord]
    incident: str
    """Before an incident's number, read aloud and on its card."""
    exercise: str
    """Stands under every mark of an exercise."""
    ground: str
    """Heading of what the base map shows."""
    block: str
    """What a round block mark means."""
    homes: str
    """After a number of homes."""
    zone: str
    area: str
    municipality: str
    pick: str
    """What to do while a place is being picked."""
    chosen: str
    """The place that was chosen."""
    signs: Mapping[str, str] = field(default_factory=dict)
    """Which drawing of web/ground.js a kind of place gets: school, childcare, church, health, station, centre, care,
    home; any other kind gets a dot."""
    risk_name: str = ""
    """Before a risk on a card and read aloud; empty if the words of `risks` are clear without it."""
    outline: str = ""
    """What a block mark means where the map has outlines."""
    building: str = ""
    """Any other building."""
    street: str = ""

    def as_data(self) -> dict[str, object]:
        """The words as plain JSON."""
        states = {state: vars(word) for state, word in self.states.items()}
        return {**vars(self), "risks": dict(self.risks), "states": states, "signs": dict(self.signs)}
