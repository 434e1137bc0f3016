"""What an ID token must say before it is believed, and which address it vouches for (OpenID Connect Core, 3.1.3.7)."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import NotAllowed
from data.providers import Provider
from data.rules import identities

NOW = datetime(2026, 10, 24, 19, 40, tzinfo=UTC)
AT = int(NOW.timestamp())
NORTH = Provider(
    key="nord", name="Nord", issuer="https://nord.example", client_id="vi", domains=["nord.example", "Skole.example"]
)
MICROSOFT = NORTH.model_copy(update={"trusts": "preferred_username", "because": "x", "tenants": ["A-1"]})
GOOD: dict[str, Any] = {
    "iss": "https://nord.example", "sub": "1", "aud": "vi", "exp": AT + 300, "iat": AT, "nonce": "n",
}  # fmt: skip


def fault(**changed: Any) -> str:
    claims = {name: value for name, value in {**GOOD, **changed}.items() if value is not ...}
    try:
        identities.require_token(claims, NORTH, nonce="n", now=NOW)
    except NotAllowed as refusal:
        return str(refusal.details["why"])
    return ""


@pytest.mark.parametrize(
    "changed",
    [
        {}, {"aud": ["vi"]}, {"aud": ["vi", "andre"], "azp": "vi"}, {"azp": "vi"}, {"exp": AT - 59}, {"iat": AT + 60},
        {"nbf": AT + 60}, {"iat": AT - 660}, {"exp": AT + 0.5},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_right_is_believed(changed: dict[str, Any]) -> None:
    assert fault(**changed) == ""


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"iss": "https://nord.example/"}, "issuer"), ({"iss": ...}, "issuer"), ({"sub": ""}, "subject"),
        ({"sub": 7}, "subject"), ({"aud": "andre"}, "audience"), ({"aud": []}, "audience"), ({"aud": ...}, "audience"),
        ({"aud": {"vi": 1}}, "audience"), ({"aud": ["vi", "andre"]}, "azp"), ({"azp": "andre"}, "azp"),
        ({"azp": ""}, "azp"), ({"exp": ...}, "time"), ({"iat": ...}, "time"), ({"exp": "9999999999"}, "time"),
        ({"exp": True}, "time"), ({"exp": float("inf")}, "time"), ({"exp": float("nan")}, "time"),
        ({"iat": -1}, "time"), ({"nbf": "i morgen"}, "time"), ({"exp": AT - 60}, "expired"),
        ({"iat": AT + 61}, "not-yet"), ({"nbf": AT + 61}, "not-yet"), ({"iat": AT - 661}, "old"),
        ({"nonce": "N"}, "nonce"), ({"nonce": ...}, "nonce"), ({"nonce": ["n"]}, "nonce"),
        ({"nonce": "\ud800"}, "nonce"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_is_not(changed: dict[str, Any], why: str) -> None:
    assert fault(**changed) == why


JSON = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.lists(st.text(), max_size=3)


@given(st.sampled_from([*GOOD, "azp", "nbf"]), JSON)
def test_whatever_stands_in_a_claim_is_believed_or_refused(name: str, value: Any) -> None:
    assert isinstance(fault(**{name: value}), str)


@given(st.dictionaries(st.sampled_from(["email", "email_verified", "tid", "preferred_username"]), JSON))
def test_whatever_it_says_only_its_own_domains_come_out(claims: dict[str, Any]) -> None:
    for provider in (NORTH, MICROSOFT):
        with suppress(NotAllowed):
            assert identities.address_of(claims, provider).endswith(("@nord.example", "@skole.example"))


def address(provider: Provider, **claims: Any) -> str:
    try:
        return identities.address_of(claims, provider)
    except NotAllowed as refusal:
        return str(refusal.details["why"])


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"email": "Chef@NORD.example", "email_verified": True}, "chef@nord.example"),
        ({"email": "chef@skole.example", "email_verified": True}, "chef@skole.example"),
        ({"email": "chef@nord.example"}, "unverified"),
        ({"email": "chef@nord.example", "email_verified": "true"}, "unverified"),
        ({"email": "chef@nord.example", "email_verified": 1}, "unverified"),
        ({"email": "chef@nord.example", "email_verified": False}, "unverified"),
        ({"email": "chef@syd.example", "email_verified": True}, "domain"),
        ({"email": "chef@x.nord.example", "email_verified": True}, "domain"),
        ({"email": "chef@syd.example@nord.example", "email_verified": True}, "none"),
        ({"email": "chef@nord.example, x@nord.example", "email_verified": True}, "none"),
        ({"email": "chéf@nord.example", "email_verified": True}, "none"),
        ({"email": ["chef@nord.example"], "email_verified": True}, "none"),
        ({"email_verified": True}, "none"),
        ({"preferred_username": "chef@nord.example", "email_verified": True}, "none"),
    ],
    ids=str,
)  # fmt: skip
def test_an_address_counts_that_the_provider_says_it_has_confirmed(claims: dict[str, Any], said: str) -> None:
    assert address(NORTH, **claims) == said


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"preferred_username": "Chef@nord.example", "tid": "a-1"}, "chef@nord.example"),
        ({"preferred_username": "chef@nord.example", "tid": "a-2"}, "tenant"),
        ({"preferred_username": "chef@nord.example"}, "tenant"),
        ({"preferred_username": "chef@syd.example", "tid": "A-1"}, "domain"),
        ({"email": "chef@nord.example", "tid": "A-1"}, "none"),
        ({"preferred_username": "chef@nord.example", "tid": "A-1", "email_verified": False}, "unverified"),
    ],
    ids=str,
)
def test_a_claim_that_is_trusted_counts_within_its_tenant_and_its_domains(claims: dict[str, Any], said: str) -> None:
    assert address(MICROSOFT, **claims) == said
