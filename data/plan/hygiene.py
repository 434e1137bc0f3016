"""What has aged in a plan: shown from the first start, hindering nothing (6.28).

Pure: it depends on the plan, the day, and what the house knows beside the plan (`Kept`): who has confirmed a contact
since, and when a call test and an exercise were held last. Codes travel up; the sentences stand in components.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from data.plan.contacts import Anybody, contact_digest
from data.plan.dates import days_held, months_after
from data.plan.model import StandingPlan
from data.plan.parts import Party


class Aged(StrEnum):
    """What a remark is about."""

    PERIOD_ENDED = "period_ended"
    APPROVAL_NOT_DOCUMENTED = "approval_not_documented"
    REVISION_DUE = "revision_due"
    SIGNATURE_MISSING = "signature_missing"
    PARTY_OUTDATED = "party_outdated"
    CONTACT_MISSING = "contact_missing"
    CONTACT_UNCONFIRMED = "contact_unconfirmed"
    STAND_IN_MISSING = "stand_in_missing"
    STAND_IN_UNCONFIRMED = "stand_in_unconfirmed"
    CALL_TEST_DUE = "call_test_due"
    EXERCISE_DUE = "exercise_due"
    NO_NEXT_MEETING = "no_next_meeting"
    STATUTE_UNCHECKED = "statute_unchecked"


class Kept(NamedTuple):
    """What the house knows beside the plan file; days are Danish.

    `confirmed` is the last day on which a contact was confirmed here, by role and by digest: it counts as long as the
    file says the same of that role's contact. A day is None where none was held yet. `meetings` are the days that are
    kept here of each forum, and whether it meets then: False is called off (R16).
    """

    confirmed: Mapping[tuple[str, str], date]
    call_test: date | None
    exercise: date | None
    meetings: Mapping[str, Mapping[date, bool]]


class Remark(NamedTuple):
    """One remark: `code` is the party, role, statute or forum it is about (empty: the plan), `since` its day."""

    aged: Aged
    code: str
    since: date | None


class Line(NamedTuple):
    """Everything that has aged in one way: a line of the list. `since` is the oldest day, None without any."""

    aged: Aged
    codes: tuple[str, ...]
    since: date | None


MENDED_AT: Final[Mapping[Aged, tuple[str, str]]] = {
    Aged.PERIOD_ENDED: ("perioden_slutter", ""),
    Aged.APPROVAL_NOT_DOCUMENTED: ("godkendt_den", ""),
    Aged.REVISION_DUE: ("næste_revision", ""),
    Aged.SIGNATURE_MISSING: ("underskrifter", ""),
    Aged.PARTY_OUTDATED: ("parter", ""),
    Aged.CONTACT_MISSING: ("kontakter", ""),
    Aged.CONTACT_UNCONFIRMED: ("kontakter", "senest_bekræftet"),
    Aged.STAND_IN_MISSING: ("stedfortrædere", ""),
    Aged.STAND_IN_UNCONFIRMED: ("stedfortrædere", "senest_bekræftet"),
    Aged.NO_NEXT_MEETING: ("fora", "møder"),
    Aged.STATUTE_UNCHECKED: ("regler", "gældende_pr"),
}
"""Where in the plan file each is mended: the section, and the word in each of its entries that is changed. What is
missing here is mended by doing it: a call test, an exercise."""
NOTHING_KEPT: Final = Kept({}, None, None, {})
"""What a house knows in which nothing has been done yet."""


def remarks(plan: StandingPlan, today: date, kept: Kept = NOTHING_KEPT) -> tuple[Remark, ...]:
    """What should be looked after, in the order of the file. Source: plan lines 5, 27, 29-41, 47 (R1-R3, R16-R19)."""
    return (
        *_document(plan, today),
        *_people(plan, today, kept),
        *_practice(plan, today, kept),
        *_rules(plan, today, kept),
    )


def lines(plan: StandingPlan, today: date, kept: Kept = NOTHING_KEPT) -> tuple[Line, ...]:
    """The same as a short list: one line for everything that has aged in the same way."""
    found: dict[Aged, list[Remark]] = {}
    for remark in remarks(plan, today, kept):
        found.setdefault(remark.aged, []).append(remark)
    return tuple(
        Line(aged, tuple(one.code for one in same), min((one.since for one in same if one.since), default=None))
        for aged, same in found.items()
    )


def successors(plan: StandingPlan, party: Party, today: date) -> tuple[Party, ...]:
    """Who does today what an outdated party did: those of its kind that began after it ended (R22)."""
    ended = party.valid_to
    return tuple(
        one
        for one in plan.parties_of_kind(party.kind, today)
        if ended is not None and one.valid_from is not None and one.valid_from > ended
    )


def _document(plan: StandingPlan, today: date) -> Iterator[Remark]:
    if plan.period_ends and plan.period_ends < today:
        yield Remark(Aged.PERIOD_ENDED, "", plan.period_ends)
    if plan.approved_on is None:
        yield Remark(Aged.APPROVAL_NOT_DOCUMENTED, "", None)
    if plan.next_revision and plan.next_revision <= today:
        yield Remark(Aged.REVISION_DUE, "", plan.next_revision)
    for party in plan.signature_status().missing:
        yield Remark(Aged.SIGNATURE_MISSING, party.code, None)


def last_confirmed(role: str, contact: Anybody, kept: Kept) -> date:
    """The day a contact was confirmed last: as the file says, or here since, while the file says the same (R17)."""
    return max(contact.confirmed, kept.confirmed.get((role, contact_digest(contact)), contact.confirmed))


def is_old(plan: StandingPlan, confirmed: date, today: date) -> bool:
    """Whether a contact that was confirmed that day is to be confirmed again."""
    return months_after(confirmed, plan.limits.contact_months) < today


def _people(plan: StandingPlan, today: date, kept: Kept) -> Iterator[Remark]:
    for party in plan.parties.values():
        if party.valid_to and party.valid_to < today:
            yield Remark(Aged.PARTY_OUTDATED, party.code, party.valid_to)
    for role in plan.permanent_roles:
        contact = plan.contact_of(role.code)
        if contact is None:
            yield Remark(Aged.CONTACT_MISSING, role.code, None)
        elif is_old(plan, since := last_confirmed(role.code, contact, kept), today):
            yield Remark(Aged.CONTACT_UNCONFIRMED, role.code, since)
    for role in plan.permanent_roles:
        stand_ins = [one for one in plan.stand_ins_of(role.code) if one.valid_on(today)]
        days = [last_confirmed(role.code, one, kept) for one in stand_ins]
        if not stand_ins:
            yield Remark(Aged.STAND_IN_MISSING, role.code, None)
        elif old := [day for day in days if is_old(plan, day, today)]:
            yield Remark(Aged.STAND_IN_UNCONFIRMED, role.code, min(old))


def _practice(plan: StandingPlan, today: date, kept: Kept) -> Iterator[Remark]:
    """What is to be tried out now and then, if the file says how often (R19)."""
    for aged, every, last in (
        (Aged.CALL_TEST_DUE, plan.limits.call_test_months, kept.call_test),
        (Aged.EXERCISE_DUE, plan.limits.exercise_months, kept.exercise),
    ):
        if every is not None and (last is None or months_after(last, every) < today):
            yield Remark(aged, "", last)


def _rules(plan: StandingPlan, today: date, kept: Kept) -> Iterator[Remark]:
    for forum in plan.fora.values():
        days = days_held(forum.meetings, kept.meetings.get(forum.code, {}))
        if forum.every_months and not any(day >= today for day in days):
            yield Remark(Aged.NO_NEXT_MEETING, forum.code, None)
    for statute in plan.statutes:
        if months_after(statute.in_force_as_of, plan.limits.statute_months) < today:
            yield Remark(Aged.STATUTE_UNCHECKED, statute.code, statute.in_force_as_of)
