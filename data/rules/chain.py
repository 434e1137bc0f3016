"""How a line of the log and a text are hashed: over values alone, so that a file without a database can be proven too.

What stands here never changes: every line that was ever written is hashed by it.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

FIELDS: Final = (
    "seq", "at", "happened_at", "person_id", "role", "party", "verb", "subject", "subject_id", "incident_id", "plan_id",
    "exercise", "facts", "texts", "previous",
)  # fmt: skip
"""What a line's hash covers, in its order."""


def canonical(value: object) -> str:
    """One spelling for one value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(body: str, with_salt: bytes) -> str:
    """Salted SHA-256 of a text, hex. Unsalted ones can be guessed."""
    return hashlib.sha256(with_salt + body.encode()).hexdigest()


def hash_of(line: Mapping[str, object]) -> str:
    """The hash of a line by its values, hex; a moment is a `stamp`."""
    return hashlib.sha256(canonical([line[field] for field in FIELDS]).encode()).hexdigest()


def stamp(value: object) -> object:
    """A value as it is hashed: a moment to the microsecond, anything else as it is."""
    return value.isoformat(timespec="microseconds") if isinstance(value, datetime) else value
