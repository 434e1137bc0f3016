"""The contacts of a plan file one by one, and what somebody says is right who confirms one (R17, R21)."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date

from data.plan.model import StandingPlan
from data.plan.parts import Contact, Role, StandIn

Person = int | None
"""None is a role's holder; else a place among its stand-ins in the file, from 0."""
Place = tuple[str, Person]
"""A role code, and who of the role."""
Anybody = Contact | StandIn


def contact_at(plan: StandingPlan, role: str, person: Person) -> Anybody | None:
    """What the file says of that person; None if it names nobody there."""
    if person is None:
        return plan.contact_of(role)
    others = plan.stand_ins_of(role)
    return others[person] if 0 <= person < len(others) else None


def contact_digest(found: Anybody) -> str:
    """SHA-256, hex, of what is confirmed: name, function, number and address. How a number is spelled is no part."""
    said = [found.name, found.function, found.phone, found.email or ""]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def contacts_on(plan: StandingPlan, today: date) -> Iterator[tuple[Place, Anybody]]:
    """Everybody whom the file names: the fixed members, then those who may be invited; stand-ins of that day alone."""
    for role in (*plan.permanent_roles, *_others(plan)):
        if holder := plan.contact_of(role.code):
            yield (role.code, None), holder
        for number, one in enumerate(plan.stand_ins_of(role.code)):
            if one.valid_on(today):
                yield (role.code, number), one


def _others(plan: StandingPlan) -> Iterator[Role]:
    return (role for role in plan.roles.values() if not role.permanent)
