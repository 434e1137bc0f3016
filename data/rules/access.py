"""Who may do what. The plan file grants verbs to roles; the conditions stand here and nowhere else.

The screen offers what `may` allows; every command enforces the same with `require`.
Source: domain.md 1.1, plan lines 45-59 (R18, R19, R24, R29, R30).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from data.errors import NotAllowed
from data.vocabulary import Mandate, Verb


class Condition(Enum):
    """What must hold beside the grant."""

    OWN_PARTY = "own_party"
    """The thing belongs to the viewer's own party: nobody accepts or reports for another (R29)."""
    COVERED_115 = "covered_115"
    """The viewer's party may be present when individuals are discussed; nobody else, not even in a hurry (R47, R49)."""
    NO_GUEST = "no_guest"
    """It is about everything that runs, or about the whole plan; a guest is here for one incident (R22)."""


CONDITIONS: Mapping[Verb, Condition] = {
    Verb.ACCEPT_ACTION: Condition.OWN_PARTY,
    Verb.DECLINE_ACTION: Condition.OWN_PARTY,
    Verb.UPDATE_PROGRESS: Condition.OWN_PARTY,
    Verb.ANSWER_PARTY: Condition.OWN_PARTY,
    Verb.CONFIRM_RESERVATION: Condition.OWN_PARTY,
    Verb.TAKE_STANCE: Condition.OWN_PARTY,
    Verb.KEEP_PEOPLE: Condition.OWN_PARTY,
    Verb.HOLD_CLOSED_ITEM: Condition.COVERED_115,
    Verb.PAIR_SCREEN: Condition.NO_GUEST,
    Verb.TEST_CALLS: Condition.NO_GUEST,
    Verb.LEAD_EXERCISE: Condition.NO_GUEST,
    Verb.KEEP_FORA: Condition.NO_GUEST,
    Verb.RAISE_MATTER: Condition.NO_GUEST,
    Verb.TREAT_AT_COUNCIL: Condition.NO_GUEST,
    Verb.ARCHIVE: Condition.NO_GUEST,
}
COORDINATES = frozenset({Verb.CANCEL_ACTION, Verb.HAND_OVER, Verb.REOPEN_ACTION})
"""Own party, or whoever may close the plan: an action left by an absent party must be endable."""


@dataclass(frozen=True)
class Viewer:
    """Who is looking or acting, in one hat.

    `person` is the account's id (None for the product itself), `role` and `party` are codes of the plan file.
    `mandate` is how far the person may commit the party in this hat (R21); `only` are the ids of the incidents that a
    guest reads, None for everybody else (R22). `coordinating` is what the plan file's coordinator may: it comes to the
    hat with an incident that it coordinates, and for that incident alone (R18, 6.17).
    """

    person: int | None
    role: str
    party: str | None = None
    grants: frozenset[Verb] = field(default_factory=frozenset)
    covered_115: bool = False
    mandate: Mandate = Mandate.FULL
    only: frozenset[int] | None = None
    coordinating: frozenset[Verb] = field(default_factory=frozenset)


def may(viewer: Viewer, verb: Verb, *, owner: str | None = None, coordinator: str | None = None) -> bool:
    """Whether the viewer may.

    `owner` is the party code that the thing belongs to, None when nobody owns it. `coordinator` is the role code that
    coordinates the incident or plan it is about now: what the plan file gives to its coordinator follows the function.
    """
    grants = viewer.grants | viewer.coordinating if coordinator == viewer.role else viewer.grants
    if verb not in grants:
        return False
    if CONDITIONS.get(verb) is Condition.OWN_PARTY:
        return owner is not None and owner == viewer.party
    if CONDITIONS.get(verb) is Condition.COVERED_115:
        return viewer.covered_115
    if CONDITIONS.get(verb) is Condition.NO_GUEST:
        return viewer.only is None
    if verb in COORDINATES:
        return (owner is not None and owner == viewer.party) or Verb.CLOSE in grants
    return True


def require(viewer: Viewer, verb: Verb, *, owner: str | None = None, coordinator: str | None = None) -> None:
    """Raise NotAllowed unless the viewer may."""
    if not may(viewer, verb, owner=owner, coordinator=coordinator):
        raise NotAllowed("not-allowed", verb=verb)


def keeps_people(viewer: Viewer) -> bool:
    """Whether there are accounts that the viewer keeps: the administrator all, a party's leader those of the party."""
    return may_keep(viewer, owner=viewer.party, administers=False)


def may_keep(viewer: Viewer, *, owner: str | None, administers: bool) -> bool:
    """Whether the viewer may keep an account, or give and end a role of it.

    `owner` is the one party code that every role of the account belongs to; None where there are several, none, a role
    of no party or of an older plan, and for a guest's account. `administers` is whether one of the roles may
    administer: only an administrator keeps those, whatever their party.
    """
    if viewer.only is not None:
        return False
    return may(viewer, Verb.ADMINISTER) or (not administers and may(viewer, Verb.KEEP_PEOPLE, owner=owner))


def require_keep(viewer: Viewer, *, owner: str | None, administers: bool) -> None:
    """Raise NotAllowed unless the viewer may keep it."""
    if not may_keep(viewer, owner=owner, administers=administers):
        raise NotAllowed("not-allowed", verb=Verb.KEEP_PEOPLE)
