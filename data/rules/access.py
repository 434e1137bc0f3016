"""Who may do what. The plan file grants verbs to roles; the conditions stand here and nowhere else.

The screen offers what `may` allows; every command enforces the same with `require`.
Source: domain.md 1.1, plan lines 45-59 (R18, R19, R24, R29, R30).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from data.errors import NotAllowed
from data.vocabulary import Verb


class Condition(Enum):
    """What must hold beside the grant."""

    OWN_PARTY = "own_party"
    """The thing belongs to the viewer's own party: nobody accepts or reports for another (R29)."""


CONDITIONS: Mapping[Verb, Condition] = {
    Verb.ACCEPT_ACTION: Condition.OWN_PARTY,
    Verb.DECLINE_ACTION: Condition.OWN_PARTY,
    Verb.UPDATE_PROGRESS: Condition.OWN_PARTY,
}
COORDINATES = frozenset({Verb.CANCEL_ACTION, Verb.HAND_OVER, Verb.REOPEN_ACTION})
"""Own party, or whoever may close the plan: an action left by an absent party must be endable."""


@dataclass(frozen=True)
class Viewer:
    """Who is looking or acting, in one hat.

    `person` is the account's id (None for the product itself), `role` and `party` are codes of the plan file.
    """

    person: int | None
    role: str
    party: str | None = None
    grants: frozenset[Verb] = field(default_factory=frozenset)


def may(viewer: Viewer, verb: Verb, *, owner: str | None = None) -> bool:
    """Whether the viewer may; `owner` is the party code that the thing belongs to, None when nobody owns it."""
    if verb not in viewer.grants:
        return False
    if CONDITIONS.get(verb) is Condition.OWN_PARTY:
        return owner is not None and owner == viewer.party
    if verb in COORDINATES:
        return (owner is not None and owner == viewer.party) or Verb.CLOSE in viewer.grants
    return True


def require(viewer: Viewer, verb: Verb, *, owner: str | None = None) -> None:
    """Raise NotAllowed unless the viewer may."""
    if not may(viewer, verb, owner=owner):
        raise NotAllowed("not-allowed", verb=verb)
