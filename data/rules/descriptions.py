"""What an action's description must hold, and what it still lacks. Source: plan lines 20, 63, 65 (R12, R35-R37, R56).

What is wrong is refused; what is missing is marked and listed, because a meeting goes on before everything is known.
"""

from collections.abc import Collection
from datetime import datetime

from data.errors import RuleBroken
from data.plan import CatalogueEntry, Role, StandingPlan
from data.vocabulary import Lack


def require_span(starts_at: datetime | None, deadline: datetime | None) -> None:
    """Raise RuleBroken "ends-before-it-starts" unless from lies before until, where both are given (UTC)."""
    if starts_at is not None and deadline is not None and starts_at >= deadline:
        raise RuleBroken("ends-before-it-starts", field="deadline")


def require_helpers(party: str | None, helpers: Collection[str]) -> None:
    """One party alone is responsible; the others help. Raises RuleBroken "helps-itself" (R37)."""
    if party is not None and party in helpers:
        raise RuleBroken("helps-itself", field="helpers")


def leaders_of(plan: StandingPlan, party: str) -> tuple[Role, ...]:
    """The roles that may lead what a party is responsible for: its fixed members, or of a guest all it has (R37)."""
    roles = plan.roles_of(party)
    return tuple(role for role in roles if role.permanent) or roles


def takes_networks(entry: CatalogueEntry | None) -> bool:
    """Whether networks may be chosen: in the entries that activate them, and in the group's own words (R12, R54)."""
    return entry is None or entry.networks


def require_networks(entry: CatalogueEntry | None, networks: Collection[str]) -> None:
    """Raise RuleBroken "activates-no-network" for another kind of action (R12)."""
    if networks and not takes_networks(entry):
        raise RuleBroken("activates-no-network", field="networks")


def lacks(
    entry: CatalogueEntry | None, *, party: str | None, leaders: Collection[str], target_groups: Collection[str],
    deadline: datetime | None, evidence: bool, networks: Collection[str], person_related: bool = False,
) -> tuple[Lack, ...]:  # fmt: skip
    """What the description does not say yet, in the order the form asks for it.

    What nobody is responsible for lacks no leader beside that; what concerns individuals takes no text (R56).
    """
    activates = entry is not None and entry.networks
    missing = {
        Lack.NETWORK: activates and not networks,
        Lack.LEADER: party is not None and not leaders,
        Lack.TARGET_GROUP: not target_groups,
        Lack.DEADLINE: deadline is None,
        Lack.EVIDENCE: not evidence and not person_related,
    }
    return tuple(lack for lack, is_missing in missing.items() if is_missing)
