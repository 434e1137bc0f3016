"""One unit of work, the append-only log, backup and migrations."""

from data.storage.change import Change, Replayed, Seen
from data.storage.log import Head, Verdict, verify
from data.storage.store import Clock, Store, intention

__all__ = ["Change", "Clock", "Head", "Replayed", "Seen", "Store", "Verdict", "intention", "verify"]
