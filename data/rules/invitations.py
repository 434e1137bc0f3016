"""Who may be invited as a guest, and what an answer to *Skal andre inviteres?* must say. Source: plan line 47 (R22)."""

from datetime import date

from data.errors import RuleBroken
from data.plan import Role, StandingPlan
from data.vocabulary import Channel, Verb


def guest_roles(plan: StandingPlan, on: date) -> tuple[Role, ...]:
    """The roles by which somebody may be a guest that day, in the order of the file.

    Those of a party that exists that day and is no fixed member. A guest must be able to read, and never administers.
    """
    return tuple(role for role in plan.roles.values() if not role.permanent and _is_guests(plan, role, on))


def _is_guests(plan: StandingPlan, role: Role, on: date) -> bool:
    party = plan.party_of(role.code)
    if party is None or party.permanent or not party.valid_on(on):
        return False
    return role.may(Verb.READ) and not role.may(Verb.ADMINISTER)


def suggested_roles(plan: StandingPlan, category: str, on: date) -> tuple[Role, ...]:
    """Whom the plan file suggests for this kind of incident: of the parties it names, those that exist that day."""
    return tuple(
        role for party in plan.suggested_parties(category, on) if (role := role_of_party(plan, party.code, on))
    )


def role_of_party(plan: StandingPlan, party: str, on: date) -> Role | None:
    """The role by which a party is a guest; None for a fixed member, and for one that is gone."""
    return next((role for role in guest_roles(plan, on) if role.party == party), None)


def require_answer(
    plan: StandingPlan, on: date, *, role: str | None, standing: frozenset[str], channel: Channel | None,
    meeting: int | None,
) -> None:  # fmt: skip
    """Raise RuleBroken "not-a-guest-role", "already-invited" or "choose-channel".

    `standing` are the roles that are guests of the incident already. An answer is given at a meeting, or before it by
    some channel.
    """
    if role is not None and role not in {known.code for known in guest_roles(plan, on)}:
        raise RuleBroken("not-a-guest-role", field="role")
    if role in standing:
        raise RuleBroken("already-invited", field="role")
    if channel is None and meeting is None:
        raise RuleBroken("choose-channel", field="channel")
