"""What has aged, asked of the plan file and of the house together: a contact confirmed here, a test, an exercise."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.plan import (
    NOTHING_KEPT,
    Aged,
    Kept,
    StandingPlan,
    contact_at,
    contact_digest,
    contacts_on,
    last_confirmed,
    load,
    remarks,
)
from data.plan.dates import months_after

OTHER = load(Path(__file__).parent / "eksempelparken.yaml")
TODAY = date(2028, 6, 1)


def aged(plan: StandingPlan, kept: Kept, today: date = TODAY) -> set[tuple[Aged, str]]:
    return {(one.aged, one.code) for one in remarks(plan, today, kept)}


def said(role: str, person: int | None, day: date) -> Kept:
    found = contact_at(OTHER, role, person)
    assert found is not None
    return NOTHING_KEPT._replace(confirmed={(role, contact_digest(found)): day})


def test_a_contact_confirmed_here_counts_for_that_role_alone() -> None:
    assert (Aged.CONTACT_UNCONFIRMED, "sydbo") in aged(OTHER, NOTHING_KEPT)
    assert (Aged.CONTACT_UNCONFIRMED, "sydbo") not in aged(OTHER, said("sydbo", None, TODAY))
    assert (Aged.CONTACT_UNCONFIRMED, "nordbo") in aged(OTHER, said("sydbo", None, TODAY))


def test_of_several_stand_ins_each_is_confirmed_by_itself() -> None:
    assert (Aged.STAND_IN_UNCONFIRMED, "nordbo") in aged(OTHER, said("nordbo", 0, TODAY))
    both = said("nordbo", 0, TODAY).confirmed | said("nordbo", 1, TODAY).confirmed  # type: ignore[operator]  # two dicts
    assert (Aged.STAND_IN_UNCONFIRMED, "nordbo") not in aged(OTHER, NOTHING_KEPT._replace(confirmed=both))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_later_of_file_and_house_counts(day: date) -> None:
    contact = contact_at(OTHER, "sydbo", None)
    assert contact is not None
    assert last_confirmed("sydbo", contact, said("sydbo", None, day)) == max(day, contact.confirmed)


def test_how_a_number_is_spelled_changes_nothing_and_everything_else_does() -> None:
    contact = contact_at(OTHER, "sydbo", None)
    assert contact is not None
    whole = contact_digest(contact)
    assert contact_digest(contact.model_copy(update={"phone_as_written": contact.phone})) == whole
    for field, other in (("name", "X"), ("function", "X"), ("email", "x@x.dk"), ("phone_as_written", "70 00 00 99")):
        assert contact_digest(contact.model_copy(update={field: other})) != whole


@pytest.mark.parametrize("last", [None, date(2027, 1, 31), date(2028, 2, 1)])
def test_a_call_test_is_due_when_the_file_says_so(last: date | None) -> None:
    kept = NOTHING_KEPT._replace(call_test=last)
    assert ((Aged.CALL_TEST_DUE, "") in aged(OTHER, kept)) is (last != date(2028, 2, 1))
    if last is not None:
        due = months_after(last, OTHER.limits.call_test_months or 0)
        days = [(Aged.CALL_TEST_DUE, "") in aged(OTHER, kept, due + timedelta(days=n)) for n in (0, 1)]
        assert days == [False, True]


def test_what_the_file_sets_no_limit_for_is_never_due(plan: StandingPlan) -> None:
    assert OTHER.limits.exercise_months is None
    assert Aged.EXERCISE_DUE not in {aged for aged, _ in aged(OTHER, NOTHING_KEPT)}
    assert (Aged.EXERCISE_DUE, "") in aged(plan, NOTHING_KEPT)
    assert (Aged.EXERCISE_DUE, "") not in aged(plan, NOTHING_KEPT._replace(exercise=TODAY))


def test_everybody_whom_the_file_names_is_listed_in_its_order() -> None:
    places = [place for place, _ in contacts_on(OTHER, date(2027, 3, 1))]
    fixed = [role.code for role in OTHER.permanent_roles]
    assert [role for role, person in places if person is None][: len(fixed)] == fixed
    assert [person for role, person in places if role == "nordbo"] == [None, 0, 1]
