"""How a hand-over stands, in words: the same on cards, in part 3 and on paper (R45)."""

from components import look, times
from components.look import Look
from components.texts import t
from data.rules.hand_overs import Handed


def standing(handed: Handed, receiver: str) -> str:
    """Receiver, day, and whether the forum has it; `receiver` is the function's name. What is not known says so."""
    told = receives(handed, receiver)
    return f"{told}, {state(handed).label.lower()}" if handed.registered else told


def receives(handed: Handed, receiver: str) -> str:
    """Receiver and day alone, where a mark beside it says how it stands."""
    if handed.due is None or not handed.registered:
        return t("receiver and day are not registered")
    return t("receiver {receiver}, by {day}", receiver=receiver, day=times.whole_day(handed.due))


def state(handed: Handed) -> Look:
    """How it stands, in one word."""
    if not handed.registered:
        return look.HAND_OVER_UNREGISTERED
    if handed.dealt:
        return look.HAND_OVER_DEALT
    return look.HAND_OVER_CONFIRMED if handed.confirmed else look.HAND_OVER_OPEN
