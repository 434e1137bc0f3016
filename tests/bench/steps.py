"""How much work SQLite does for something, in steps of its virtual machine: the same on a busy and a quiet machine.

Counted in hundreds, only while it is asked for: a handler that is called costs time of its own.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import event

from data.storage import Store

EACH: Final = 100


def steps(store: Store, act: Callable[[], Any]) -> int:
    """What `act` makes the database of this store do, on any of its connections."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += EACH
        return 0

    def watch(connection: Any, _record: object, _proxy: object) -> None:
        connection.set_progress_handler(count, EACH)

    def leave(connection: Any, _record: object) -> None:
        connection.set_progress_handler(None, 0)

    event.listen(store.engine, "checkout", watch)
    event.listen(store.engine, "checkin", leave)
    try:
        act()
    finally:
        event.remove(store.engine, "checkout", watch)
        event.remove(store.engine, "checkin", leave)
    return counted
