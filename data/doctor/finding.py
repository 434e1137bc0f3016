"""What a look at one thing comes to: a code with its details; the sentences stand in data/doctor/sentences.py."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from data.plan import StandingPlan
from data.settings import Settings
from data.storage import Store


class State(IntEnum):
    """How bad it is: a warning is to be looked after, a fault stops somebody or something now."""

    FINE = 0
    WARNING = 1
    FAULT = 2


NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


class Finding(NamedTuple):
    """One line of what the doctor says."""

    state: State
    code: str
    details: Mapping[str, object] = NOTHING


def fine(code: str, **details: object) -> Finding:
    """As it should be."""
    return Finding(State.FINE, code, details)


def warning(code: str, **details: object) -> Finding:
    """To be looked after."""
    return Finding(State.WARNING, code, details)


def fault(code: str, **details: object) -> Finding:
    """To be put right now."""
    return Finding(State.FAULT, code, details)


@dataclass(frozen=True)
class Installation:
    """What is looked at: the settings, the environment they came from, and the machine's clock (UTC)."""

    settings: Settings
    environment: Mapping[str, str]
    now: datetime

    @property
    def backups(self) -> Path:
        """The folder of the copies."""
        return self.settings.home / "backups"


@dataclass(frozen=True)
class Opened:
    """An installation whose database answers and has the newest shape; `plan` is the one in use."""

    house: Installation
    store: Store
    plan: StandingPlan | None


Look = Callable[[Installation], Iterable[Finding]]
"""Something that can be looked at without the database."""
LookInside = Callable[[Opened], Iterable[Finding]]
"""Something that needs the database."""
