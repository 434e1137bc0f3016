"""One https address and nothing else: what the door for links takes, and what it stops (6.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules import privacy
from data.rules.links import LONGEST, is_link, require_link

TAKEN = [
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_NjU0MzIxMjMtNDU2Ny00%40thread.v2/0"
    "?context=%7b%22Tid%22%3a%2212345678-1234-1234-1234-123456789012%22%7d",
    "https://teams.microsoft.com/l/meetup-join/19:meeting_ODc2NTQzMjE@thread.v2/0?context=1",
    "https://teams.live.com/meet/9361234567890?p=AbCdEf12345678",
    "https://us02web.zoom.us/j/98765432109?pwd=abc123",
    "https://meet.google.com/abc-defg-hij",
    "https://moede.example.dk:8443/rum#12345678",
]
REFUSED = [
    "", "http://teams.microsoft.com/x", "teams.microsoft.com/x", "https://", "https://localhost/x", "https://10.0.0.1/x",
    "https://user:secret@example.dk/", "https://example.dk/x y", "https://example.dk/\nhttps://other.dk/",
    "https://example.dk/ ring 12345678", "javascript:alert(1)", "https://example.dk/<script>", "https://eksempel.dk/æ",
    'https://example.dk/"onclick=', "https://example.dk:99999/", "https://-bad.dk/", "https://example.dk/{{7*7}}",
    "https://exa_mple..dk/", "https://[::1]/", "https://example.dk/" + "a" * LONGEST,
]  # fmt: skip


@pytest.mark.parametrize("address", TAKEN)
def test_the_addresses_of_common_meetings_are_taken(address: str) -> None:
    require_link(address, field="link")
    assert privacy.findings(TAKEN[2]), "the ordinary door would stop it"


@pytest.mark.parametrize("address", REFUSED)
def test_anything_else_is_refused(address: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        require_link(address, field="link")
    assert (caught.value.code, caught.value.details["field"]) == ("not-a-link", "link")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.dk/moede?cpr=010203-1234",
        "https://example.dk/0102031234",
        "https://example.dk/010203%2D1234",
        "https://example.dk/01%302031234",
    ],
)
def test_a_cpr_number_in_it_is_stopped_also_when_it_is_encoded(address: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        require_link(address, field="link")
    assert caught.value.code == "personal-text"
    assert caught.value.details["findings"]


@given(st.text(max_size=60))
def test_what_is_taken_has_no_blank_no_quote_and_no_bracket_of_html(rest: str) -> None:
    address = f"https://example.dk/{rest}"
    if is_link(address):
        assert not set(address) & set(' \t\r\n"<>\\{}|^`')
        assert address.isascii()
