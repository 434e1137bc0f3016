"""The spellings of the document are read, and nothing else is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.plan.dates import MONTHS, months_after, parse_date
from data.plan.phones import parse_e_mail, parse_phone


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31 AUG 2017", date(2017, 8, 31)),
        ("4/9 2017", date(2017, 9, 4)),
        ("1/9-2017", date(2017, 9, 1)),
        ("4/9 - 2017", date(2017, 9, 4)),
        ("1. februar 2027", date(2027, 2, 1)),
        ("2017-09-04", date(2017, 9, 4)),
    ],
)
def test_each_spelling_of_a_signature_date_is_read(written: str, meant: date) -> None:
    assert parse_date(written) == meant


@pytest.mark.parametrize("written", ["", "i går", "31/8", "31 FEB 2017", "4/13 2017", "9/2017", "31 AUGH", "4/9 17"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        parse_date(written)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_survives_every_spelling(day: date) -> None:
    slashed = (f"{day.day}/{day.month} {day.year:04}", f"{day.day}/{day.month}-{day.year:04}")
    named = f"{day.day} {MONTHS[day.month - 1].upper()} {day.year:04}"
    assert {parse_date(written) for written in (*slashed, named, day.isoformat())} == {day}


@pytest.mark.parametrize(
    ("start", "months", "then"),
    [
        (date(2017, 9, 4), 6, date(2018, 3, 4)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_months_are_counted_in_the_calendar(start: date, months: int, then: date) -> None:
    assert months_after(start, months) == then


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("7258 7474", "+4572587474"),
        ("20930931", "+4520930931"),
        ("33 76 01 08", "+4533760108"),
        ("+45 70 00 00 00", "+4570000000"),
        ("0045 70000000", "+4570000000"),
        ("+46 8 123 456 78", "+46812345678"),
    ],
)
def test_each_spelling_of_a_phone_number_is_dialled(written: str, dialled: str) -> None:
    assert parse_phone(written) == dialled


@pytest.mark.parametrize("written", ["", "123", "12 34 56 78 9", "+45 1234", "ring til vagten", "112", "+4512345678"])
def test_what_is_no_phone_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        parse_phone(written)


@given(st.integers(20_000_000, 99_999_999), st.lists(st.integers(1, 7), max_size=4))
def test_spaces_never_change_a_number(number: int, gaps: list[int]) -> None:
    written = "".join(f" {digit}" if place in gaps else digit for place, digit in enumerate(str(number)))
    assert parse_phone(written) == f"+45{number}"


@pytest.mark.parametrize("address", ["37315@ishoj.dk", "tlf@domea.dk", "jmn001@politi.dk", "lm@vparken.dk"])
def test_digits_and_initials_are_an_address(address: str) -> None:
    assert parse_e_mail(address) == address


@pytest.mark.parametrize(
    "address", ["", "domea.dk", "tlf@", "@domea.dk", "a b@c.dk", "a@b", "a..b@c.dk", "a@c.dk, b@c.dk"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError):
        parse_e_mail(address)
