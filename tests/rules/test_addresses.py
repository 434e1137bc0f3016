"""One plain mail address, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.rules.addresses import mail_address


@pytest.mark.parametrize(("written", "kept"), [
    ("", None), ("  \n", None), (" vagt@eksempel.dk ", "vagt@eksempel.dk"),
    ("v.a-g_t+1@post.eksempel.dk", "v.a-g_t+1@post.eksempel.dk"),
])  # fmt: skip
def test_an_address_is_kept_without_blanks_around(written: str, kept: str | None) -> None:
    assert mail_address(written) == kept


@pytest.mark.parametrize("written", [
    "vagt", "vagt@", "@eksempel.dk", "vagt@eksempel", "a@b.dk, c@d.dk", "Vagt <vagt@eksempel.dk>",
    "vagt@eksempel.dk\nBcc: x@y.dk",
    "vagt@@eksempel.dk", ".vagt@eksempel.dk", "vagt.@eksempel.dk", "vagt@-eksempel.dk",
    "vagt@eksempel..dk", "vågt@eksempel.dk",
    "v" * 65 + "@eksempel.dk", "v@" + "eksempel." * 30 + "dk", "<script>@eksempel.dk", "vagt@eksempel.dk\0",
])  # fmt: skip
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        mail_address(written)
    assert (refused.value.code, refused.value.details["field"]) == ("bad-address", "email")


@given(st.text(max_size=60))
def test_what_is_kept_is_one_line_with_one_at_sign(written: str) -> None:
    try:
        kept = mail_address(written)
    except RuleBroken:
        return
    assert kept is None or (kept.isascii() and kept.isprintable() and " " not in kept and kept.count("@") == 1)
