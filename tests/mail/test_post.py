"""What the answers of a real mail server mean: taken, never, or not now."""

import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.mail.post import LONGEST, PROBLEMS, post, shortened
from data.rules.mails import Fate, Outcome
from tests.mail.office import SENDER, office, signed_in_as
from tests.web.served import free_port

ADDRESS = "jens.hansen@example.dk"


def a_mail() -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"], mail["Message-ID"] = "Prøve", SENDER, ADDRESS, "<1@example.dk>"
    mail.set_content("Kom.\n")
    return mail


def test_a_mail_that_is_taken_is_sent() -> None:
    with office() as there:
        assert post(there.server(), a_mail()) == Outcome(Fate.SENT)
        ((to, mail),) = there.got
    assert to == ADDRESS
    assert mail["Subject"] == "Prøve"


@pytest.mark.parametrize(
    ("mood", "fate", "problem"),
    [
        ("refuses", Fate.REFUSED, "550 5.1.1 …: user … unknown here"),
        ("refuses text", Fate.REFUSED, "554 5.7.1 Looks like spam"),
        ("puts off", Fate.NOT_NOW, "451 4.7.1 Greylisted, try again later"),
        ("drops", Fate.NOT_NOW, "broken-off"),
        ("hangs", Fate.NOT_NOW, "silent"),
        ("forgets", Fate.NOT_NOW, "broken-off"),
    ],
)
def test_each_answer_has_its_meaning(mood: str, fate: Fate, problem: str) -> None:
    with office(mood) as there:
        assert post(there.server(timeout=0.5), a_mail()) == Outcome(fate, problem)


def test_a_server_that_hangs_is_left_in_time() -> None:
    with office("hangs") as there:
        began = time.monotonic()
        post(there.server(timeout=0.3), a_mail())
        assert time.monotonic() - began < 5


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with office() as there:
        elsewhere = there.server(port=free_port())
        assert post(elsewhere, a_mail()) == Outcome(Fate.NOT_NOW, "unreachable")
        assert post(there.server(host="no-such-host.invalid"), a_mail()) == Outcome(Fate.NOT_NOW, "unreachable")


def test_a_way_that_cannot_be_closed_carries_nothing() -> None:
    """Neither the mail nor the password goes over a way that was to be encrypted and is not."""
    with office() as there:
        assert post(there.server(security="starttls", user="u", password="p"), a_mail()).problem == "not-closed"
        assert post(there.server(security="tls", timeout=1.0), a_mail()).problem == "not-closed"
        assert not there.got


def test_a_wrong_password_of_ours_is_no_fault_of_the_mail() -> None:
    how = {"authenticator": signed_in_as("beredskab", "rigtig"), "auth_require_tls": False}
    with office(**how) as there:
        assert post(there.server(user="beredskab", password="forkert"), a_mail()) == Outcome(Fate.NOT_NOW, "sign-in")
        assert post(there.server(user="beredskab", password="rigtig"), a_mail()).fate is Fate.SENT
    assert len(there.got) == 1


@given(st.text(max_size=300))
def test_an_answer_is_one_short_line_without_the_address(said: str) -> None:
    kept = shortened(550, f"{said} <{ADDRESS}> {said}", ADDRESS)
    assert len(kept) <= LONGEST
    assert ADDRESS not in kept
    assert "@" not in kept
    assert kept.isprintable()


def test_every_word_for_silence_has_its_sentence() -> None:
    assert all(sentence.endswith(".") for sentence in PROBLEMS.values())
