"""Mail is set up wholly or not at all, and a password is shown nowhere."""

import pytest
from pydantic import ValidationError

from components.mail import Server
from data.settings import Settings


def test_nothing_named_is_no_mail() -> None:
    assert not Settings().sends_mail


def test_a_mail_server_needs_a_sender() -> None:
    with pytest.raises(ValidationError, match="BEREDSKAB_MAIL_FROM"):
        Settings(smtp_host="smtp.example.dk")


@pytest.mark.parametrize("sender", ["Navn <a@b.dk>", "a@b.dk\nBcc: c@d.dk", "ab.dk", "a@b.dk, c@d.dk"])
def test_a_sender_is_one_address(sender: str) -> None:
    with pytest.raises(ValidationError):
        Settings(smtp_host="smtp.example.dk", mail_from=sender)


@pytest.mark.parametrize("site", ["beredskab.example.dk", "javascript:alert(1)", "https://a.dk/sti", "https://a.dk\n"])
def test_a_public_address_is_one_of_a_web_server(site: str) -> None:
    with pytest.raises(ValidationError):
        Settings(public_url=site)


def test_the_password_reaches_the_server_and_no_print() -> None:
    chosen = Settings(
        smtp_host="smtp.example.dk", smtp_user="u", smtp_password="hemmelig", mail_from="a@b.dk",  # type: ignore[arg-type]  # as from the environment
    )  # fmt: skip
    server = Server.of(chosen)
    assert (server.password, server.security, server.port) == ("hemmelig", "starttls", 587)
    assert "hemmelig" not in repr(chosen) + repr(server)
