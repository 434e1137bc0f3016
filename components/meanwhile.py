"""What stands below what is going on: the quiet lines of the start page, for the time between emergencies.

Outside the live part: what they depend on seldom changes.
"""

from components import contact_card, evaluation, fora, hygiene
from components.session import Me


def above(me: Me) -> None:
    """Before the map, where nothing runs: whether one's own contact is still right."""
    if not _busy(me):
        contact_card.own(me)


def below(me: Me) -> None:
    """The same below what is going on; then what waits to be evaluated, the next meeting, what has aged."""
    if _busy(me):
        contact_card.own(me)
    evaluation.waiting(me)
    fora.next_line(me)
    hygiene.row(me)


def _busy(me: Me) -> bool:
    return bool(me.running.real or me.running.exercise)
