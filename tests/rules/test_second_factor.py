"""Codes of a clock (RFC 6238), recovery codes, and the state between the two steps."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules import second_factor as factor
from tests.conftest import BEGIN

SECRET = factor.fresh_secret()
KEY = b"k" * 32


def code(at: datetime, steps: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(at, counter_offset=steps)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(59, "94287082"), (1111111109, "07081804"), (1234567890, "89005924"), (20000000000, "65353130")],
)
def test_the_codes_are_those_of_rfc_6238(seconds: int, expected: str) -> None:
    """Appendix B, SHA-1; six digits are the last six of eight."""
    secret = b32encode(b"12345678901234567890").decode()
    assert factor.step_of(secret, expected[-6:], datetime.fromtimestamp(seconds, UTC), after=None) == seconds // 30


@pytest.mark.parametrize(("steps", "holds"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_differ_by_one_step_either_way(steps: int, holds: bool) -> None:
    assert (factor.step_of(SECRET, code(BEGIN, steps), BEGIN, after=None) is not None) is holds


def test_a_code_never_holds_twice_nor_an_older_one_after_it() -> None:
    used = factor.step_of(SECRET, code(BEGIN), BEGIN, after=None)
    assert factor.step_of(SECRET, code(BEGIN), BEGIN, after=used) is None
    assert factor.step_of(SECRET, code(BEGIN, -1), BEGIN, after=used) is None
    assert factor.step_of(SECRET, code(BEGIN, 1), BEGIN, after=used) is not None


def test_a_code_is_read_as_people_write_it() -> None:
    six = code(BEGIN)
    full_width = six.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for written in (f" {six} ", f"{six[:3]} {six[3:]}", f"{six[:3]}-{six[3:]}", full_width):
        assert factor.step_of(SECRET, written, BEGIN, after=None) is not None


@given(st.text(max_size=40))
def test_nothing_else_is_a_code(written: str) -> None:
    if factor.step_of(SECRET, written, BEGIN, after=None) is not None:
        assert any(code(BEGIN, step) in written.replace(" ", "").replace("-", "") for step in (-1, 0, 1))
    assert factor.recovery_code(written) == "" or len(factor.recovery_code(written)) == 16


def test_recovery_codes_are_ten_and_read_as_people_write_them() -> None:
    codes = factor.fresh_codes()
    assert len(set(codes)) == 10
    first = codes[0]
    kept = factor.recovery_code(first)
    assert kept == first.replace("-", "")
    assert factor.recovery_code(f"  {first.upper().replace('-', ' ')}\n") == kept
    assert factor.recovery_code(first[:-1]) == ""


def test_the_state_between_holds_for_minutes_and_under_its_own_key() -> None:
    until = BEGIN + factor.HALFWAY_LASTS
    token = factor.vouch(7, until, KEY)
    assert factor.vouched_person(token) == 7
    assert factor.vouched(token, KEY, BEGIN)
    assert not factor.vouched(token, KEY, until)
    assert not factor.vouched(token, b"x" * 32, BEGIN)
    assert token != factor.vouch(7, until, KEY)


def test_a_state_that_was_tampered_with_is_none() -> None:
    token = factor.vouch(7, BEGIN + timedelta(minutes=1), KEY)
    _, until, nonce, signature = token.split(".")
    for other in (
        f"8.{until}.{nonce}.{signature}",
        f"7.{int(until) + 999}.{nonce}.{signature}",
        f"{token}0",
        token[:-1],
    ):
        assert not factor.vouched(other, KEY, BEGIN)


@given(st.text(max_size=80))
def test_an_invented_state_is_none(token: str) -> None:
    factor.vouched_person(token)
    assert not factor.vouched(token, KEY, BEGIN)


def test_the_address_of_the_qr_code_says_whose_it_is() -> None:
    said = pyotp.parse_uri(factor.address(SECRET, username="vagt.nord", issuer="Overblik Eksempelparken"))
    assert (said.secret, said.name, said.issuer) == (SECRET, "vagt.nord", "Overblik Eksempelparken")
