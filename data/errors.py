"""What a command answers when it will not do as asked.

Only codes and details travel up; components/feedback.py turns them into sentences.
"""

from datetime import datetime


class Refusal(Exception):
    """Nothing was changed. `code` names the reason, `details` what the sentence needs."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class NotAllowed(Refusal):
    """The viewer lacks the verb, or the thing belongs to another party. Nothing more is told."""


class RuleBroken(Refusal):
    """The rules of the plan forbid it now; `field` in the details names the form field, if one is to blame."""


class AlreadyHappened(Refusal):
    """Somebody else did the same a moment ago; details: who (role code), at (UTC)."""


class Stale(Refusal):
    """The thing has changed since the person looked at it (domain.md 6.6).

    `role` and `party` say in which capacity the other one acted, `at` (UTC) when.
    """

    def __init__(self, *, role: str | None, party: str | None, at: datetime | None) -> None:
        super().__init__("stale", role=role, party=party, at=at)
        self.role = role
        self.party = party
        self.at = at
