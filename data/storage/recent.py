"""What was read a moment ago, for the many who look at the same thing: after a commit every screen asks the same.

A reading is shared by those who may read the same, at one revision, for a moment. The revision is read before the data,
so what is shared is never older than it says; the moment is short, because ages and deadlines pass by themselves.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final, TypeVar, cast

T = TypeVar("T")
MOMENT: Final = timedelta(seconds=2)
MOST: Final = 256
"""Readings kept at most; the oldest goes first."""


class Recent:
    """Readings by what was asked; whoever asks the same while it is being read waits for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, _Reading] = OrderedDict()

    def share(self, asked: Hashable, revision: int, now: datetime, read: Callable[[], T]) -> T:
        """What `read` answers, or what it answered to the same question a moment ago."""
        with self._lock:
            kept = self._kept.get(asked)
            if kept is None or kept.revision != revision or not timedelta(0) <= now - kept.at <= MOMENT:
                kept = self._kept[asked] = _Reading(revision, now)
                self._kept.move_to_end(asked)
                while len(self._kept) > MOST:
                    self._kept.popitem(last=False)
        with kept.lock:
            if not kept.done:
                kept.answer, kept.done = read(), True
            return cast("T", kept.answer)


class _Reading:
    def __init__(self, revision: int, at: datetime) -> None:
        self.revision, self.at = revision, at
        self.lock, self.done = Lock(), False
        self.answer: Any = None
