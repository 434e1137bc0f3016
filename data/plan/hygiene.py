"""What has aged in a plan: shown from the first start, hindering nothing (6.28).

Pure: the day is an argument. Codes travel up; the sentences stand in components.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from data.plan.dates import months_after
from data.plan.model import StandingPlan


class Aged(StrEnum):
    """What a remark is about."""

    PERIOD_ENDED = "period_ended"
    APPROVAL_NOT_DOCUMENTED = "approval_not_documented"
    REVISION_DUE = "revision_due"
    SIGNATURE_MISSING = "signature_missing"
    PARTY_OUTDATED = "party_outdated"
    CONTACT_MISSING = "contact_missing"
    CONTACT_UNCONFIRMED = "contact_unconfirmed"
    STATUTE_UNCHECKED = "statute_unchecked"
    NO_NEXT_MEETING = "no_next_meeting"


class Remark(NamedTuple):
    """One remark: `code` is the party, role, statute or forum it is about (empty: the plan), `since` its day."""

    aged: Aged
    code: str
    since: date | None


def remarks(plan: StandingPlan, today: date) -> tuple[Remark, ...]:
    """What should be looked after, in the order of the file. Source: plan lines 5, 27, 29-41, 47 (R1-R3, R16, R17)."""
    return (*_document(plan, today), *_people(plan, today), *_rules(plan, today))


def _document(plan: StandingPlan, today: date) -> Iterator[Remark]:
    if plan.period_ends and plan.period_ends < today:
        yield Remark(Aged.PERIOD_ENDED, "", plan.period_ends)
    if plan.approved_on is None:
        yield Remark(Aged.APPROVAL_NOT_DOCUMENTED, "", None)
    if plan.next_revision and plan.next_revision <= today:
        yield Remark(Aged.REVISION_DUE, "", plan.next_revision)
    for party in plan.signature_status().missing:
        yield Remark(Aged.SIGNATURE_MISSING, party.code, None)


def _people(plan: StandingPlan, today: date) -> Iterator[Remark]:
    for party in plan.parties.values():
        if party.valid_to and party.valid_to < today:
            yield Remark(Aged.PARTY_OUTDATED, party.code, party.valid_to)
    for role in plan.permanent_roles:
        contact = plan.contact_of(role.code)
        if contact is None:
            yield Remark(Aged.CONTACT_MISSING, role.code, None)
        elif months_after(contact.confirmed, plan.limits.contact_months) < today:
            yield Remark(Aged.CONTACT_UNCONFIRMED, role.code, contact.confirmed)


def _rules(plan: StandingPlan, today: date) -> Iterator[Remark]:
    for forum in plan.fora.values():
        if forum.every_months and not any(day >= today for day in forum.meetings):
            yield Remark(Aged.NO_NEXT_MEETING, forum.code, None)
    for statute in plan.statutes:
        if months_after(statute.in_force_as_of, plan.limits.statute_months) < today:
            yield Remark(Aged.STATUTE_UNCHECKED, statute.code, statute.in_force_as_of)
