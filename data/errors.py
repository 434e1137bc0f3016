"""What a command answers when it will not do as asked.

Only codes and details travel up; components/feedback.py turns them into sentences.
"""

from collections.abc import Callable
from datetime import datetime
from typing import cast


class Refusal(Exception):
    """Nothing was changed. `code` names the reason, `details` what the sentence needs."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __reduce__(self) -> tuple[Callable[..., "Refusal"], tuple[type["Refusal"], str, dict[str, object]]]:
        """A refusal waits in a form's memory until it is shown, so it must survive being stored."""
        return _again, (type(self), self.code, self.details)


def _again(kind: type[Refusal], code: str, details: dict[str, object]) -> Refusal:
    made = kind.__new__(kind)
    Refusal.__init__(made, code, **details)
    return made


class NotAllowed(Refusal):
    """The viewer lacks the verb, or the thing belongs to another party. Nothing more is told."""


class RuleBroken(Refusal):
    """The rules of the plan forbid it now; `field` in the details names the form field, if one is to blame."""


class AlreadyHappened(Refusal):
    """Somebody else did the same a moment ago; details: who (role code), at (UTC)."""


class Stale(Refusal):
    """The thing has changed since the person looked at it (domain.md 6.6).

    The details tell in which role and for which party the other one acted, and when.
    """

    def __init__(self, *, role: str | None, party: str | None, at: datetime | None) -> None:
        super().__init__("stale", role=role, party=party, at=at)

    @property
    def role(self) -> str | None:
        """The role in which the other one acted."""
        return cast("str | None", self.details["role"])

    @property
    def at(self) -> datetime | None:
        """When (UTC)."""
        return cast("datetime | None", self.details["at"])
