"""`python -m data doctor`: what is wrong with an installation, each line with what to do about it.

It changes nothing, and names no password. To look at one more thing, write a function that yields findings, add it to
AROUND (needs no database) or INSIDE (needs one), and give its codes their sentences.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, TypeVar

from pydantic import ValidationError

from data.doctor import contents, database, machine, network
from data.doctor.finding import Finding, Installation, Look, LookInside, Opened, State, fault
from data.doctor.sentences import SAID
from data.settings import settings
from data.storage import Store

__all__ = ["AROUND", "INSIDE", "Finding", "Installation", "Opened", "State", "examine", "ill", "tell"]

AROUND: Final[Sequence[Look]] = (
    machine.unknown_settings,
    machine.home,
    machine.disk,
    network.closed,
    network.port,
    network.mail,
    network.providers,
)
INSIDE: Final[Sequence[LookInside]] = (
    database.log_end,
    database.clock,
    database.copies,
    contents.plan_file,
    contents.maps,
    contents.accounts,
    contents.aged,
)
MARKS: Final[Mapping[State, str]] = {State.FINE: "i orden ", State.WARNING: "ADVARSEL", State.FAULT: "FEJL    "}
T = TypeVar("T")


def examine(environment: Mapping[str, str], now: datetime | None = None) -> Iterator[Finding]:
    """Look at everything, as far as one can get."""
    yield from machine.python()
    yield from machine.packages()
    try:
        house = Installation(settings(), environment, now or datetime.now(UTC))
    except ValidationError as error:
        yield from machine.wrong_settings(error)
        return
    for look in AROUND:
        yield from _taken(look, house)
    yield from _inside(house)


def _inside(house: Installation) -> Iterator[Finding]:
    engine = database.engine_of(house)
    if isinstance(engine, Finding):
        yield engine
        return
    store = Store(engine)
    try:
        well, found = database.reached(engine)
        yield found
        if well:
            plan, found = contents.plan_in_use(store)
            yield found
            for look in INSIDE:
                yield from _taken(look, Opened(house, store, plan))
    finally:
        store.close()


def _taken(look: Callable[[T], Iterable[Finding]], at: T) -> list[Finding]:
    """What a look finds; a look that stumbles is told, and the others go on."""
    try:
        return list(look(at))
    except Exception as error:  # whatever is wrong with an installation, its doctor does not fall with it
        what = f"{look.__module__.removeprefix('data.doctor.')}.{look.__name__}"
        return [fault("look-failed", what=what, error=type(error).__name__)]


def tell(found: Sequence[Finding], *, brief: bool = False) -> Iterator[str]:
    """The findings in Danish, line by line; `brief` leaves out what is as it should be."""
    for state, code, details in found:
        what, remedy = SAID[code]
        if state is not State.FINE or not brief:
            yield f"{MARKS[state]}  {what.format(**details)}"
        if state is not State.FINE:
            yield f"          → {remedy.format(**details)}"
    faults, warnings = (sum(one.state is state for one in found) for state in (State.FAULT, State.WARNING))
    if faults or warnings:
        yield f"{faults} fejl og {warnings} {'advarsel' if warnings == 1 else 'advarsler'}."
    elif not brief:
        yield "Alt er i orden."


def ill(found: Iterable[Finding]) -> bool:
    """Whether something is wrong; a warning is not."""
    return any(one.state is State.FAULT for one in found)
