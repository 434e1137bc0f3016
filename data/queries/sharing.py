"""Readings that many make in the same moment are made once."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from data.rules.access import Viewer
from data.storage import Store
from data.storage.reading import rights

P = ParamSpec("P")
T = TypeVar("T")


def shared(read: Callable[Concatenate[Store, Viewer, P], list[T]]) -> Callable[Concatenate[Store, Viewer, P], list[T]]:
    """Let those who may read the same share what was read (data/storage/recent.py). Each gets a list of their own."""

    @wraps(read)
    def once(store: Store, viewer: Viewer, /, *args: P.args, **kwargs: P.kwargs) -> list[T]:
        asked = (read.__qualname__, rights(viewer), args, tuple(sorted(kwargs.items())))
        return list(
            store.recent.share(
                asked, store.revision_seen(), store.clock(), lambda: read(store, viewer, *args, **kwargs)
            )
        )

    return once
