"""The outbox is emptied once, whatever happens: on both databases, against a real mail server (R19)."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from components.mail import Sender
from components.mail import sender as post_room
from data import commands, queries
from data.entities import LogLine, Mail, Meeting
from data.rules.mails import CLAIM_LASTS, STALE_AFTER, Fate, Outcome
from data.storage import Store, verify
from data.storage.connect import connect
from data.storage.outbox import claim
from data.vocabulary import MailKind, MailState, Verb
from tests import builders as b
from tests.conftest import Clock
from tests.mail.office import Office, office
from tests.storage.test_concurrency import at_once

MEMBERS = 5
"""Fixed members of the shipped plan with an address."""


def mails(store: Store) -> list[Mail]:
    with store.whole() as session:
        return list(session.scalars(select(Mail).order_by(Mail.id)))


def states(store: Store) -> set[MailState]:
    return {mail.state for mail in mails(store)}


def sender(store: Store, there: Office) -> Sender:
    return Sender(store, there.server())


@contextmanager
def another(url: str, clock: Clock) -> Iterator[Store]:
    """A second instance on the same database."""
    opened = Store(connect(url), clock)
    yield opened
    opened.close()


def test_everybody_gets_the_summons_once_and_the_log_says_so(store: Store) -> None:
    meeting = b.a_called_meeting(store)
    before = store.revision()
    with office() as there:
        assert sender(store, there).send_due() == MEMBERS
        assert sender(store, there).send_due() == 0
    assert {to for to, _ in there.got} == {mail.address for mail in mails(store)}
    assert len(there.got) == MEMBERS
    assert {mail["Message-ID"] for _, mail in there.got} == {f"<{m.key}@example.dk>" for m in mails(store)}
    assert states(store) == {MailState.SENT}
    assert store.revision() == before + MEMBERS
    line = b.last_line(store)
    assert (line.verb, line.role, line.party, line.person_id) == (Verb.DELIVER, "system", None, None)
    assert "@" not in line.facts
    view = queries.summons_of(store, b.hat(store, "aab"), meeting)
    assert view is not None
    assert all(row.sent_at == store.clock() for row in view.mails)
    with store.whole() as session:
        assert verify(session).whole


def test_a_save_waits_for_no_mail_server(store: Store) -> None:
    with office("hangs"):
        began = time.monotonic()
        b.a_called_meeting(store)
        assert time.monotonic() - began < 2
    assert states(store) == {MailState.WAITING}


def test_what_is_put_off_goes_later_with_the_same_message_id(store: Store, clock: Clock) -> None:
    b.a_called_meeting(store)
    with office("puts off") as there:
        sender(store, there).send_due()
        assert {(m.state, m.tries, m.claimed_at) for m in mails(store)} == {(MailState.WAITING, 1, None)}
        assert all(m.problem == "451 4.7.1 Greylisted, try again later" for m in mails(store))
        there.mood = "takes"
        assert sender(store, there).send_due() == 0
        clock.turn(seconds=31)
        assert sender(store, there).send_due() == MEMBERS
    assert {(m.state, m.tries) for m in mails(store)} == {(MailState.SENT, 2)}
    assert len({m["Message-ID"] for _, m in there.got}) == MEMBERS


def test_an_answer_that_is_lost_makes_no_second_mail_for_who_reads_it(store: Store, clock: Clock) -> None:
    """The server has it and we do not know: it goes again, as the same mail."""
    b.a_called_meeting(store)
    with office("forgets") as there:
        sender(store, there).send_due()
        there.mood = "takes"
        clock.turn(minutes=1)
        sender(store, there).send_due()
    assert len(there.got) == 2 * MEMBERS
    assert len({m["Message-ID"] for _, m in there.got}) == MEMBERS


def test_a_refusal_is_final_and_kept_without_the_address(store: Store, clock: Clock) -> None:
    b.a_called_meeting(store)
    with office("refuses") as there:
        sender(store, there).send_due()
        clock.turn(hours=1)
        assert sender(store, there).send_due() == 0
    assert {(m.state, m.tries) for m in mails(store)} == {(MailState.FAILED, 1)}
    assert all("@" not in (m.problem or "") and (m.problem or "").startswith("550") for m in mails(store))


def test_a_server_that_never_comes_is_given_up_in_the_end(store: Store, clock: Clock) -> None:
    b.a_called_meeting(store, planned_at=b.ahead(store, hours=3))
    with office() as there:
        nowhere = Sender(store, there.server(port=1))
        for _ in range(8):
            nowhere.send_due()
            clock.turn(minutes=31)
    assert {(m.state, m.tries, m.problem) for m in mails(store)} == {(MailState.FAILED, 5, "unreachable")}


def test_two_instances_never_send_the_same_mail(store: Store, url: str, clock: Clock) -> None:
    rounds = 6
    with office() as there, another(url, clock) as other:
        for _ in range(rounds):
            b.a_called_meeting(store)
        done = at_once(*(sender(one, there).send_due for one in (store, other, store, other)))
        assert [task.exception() for task in done] == [None] * 4
        while sender(store, there).send_due():  # one that lost a turn ends early
            pass
    assert len(there.got) == rounds * MEMBERS
    assert len({m["Message-ID"] for _, m in there.got}) == rounds * MEMBERS
    assert {(m.state, m.tries) for m in mails(store)} == {(MailState.SENT, 1)}
    with store.whole() as session:
        told = session.scalars(select(LogLine.subject_id).where(LogLine.verb == Verb.DELIVER)).all()
        assert sorted(told) == [m.id for m in mails(store)]
        assert verify(session).whole


def test_a_mail_whose_sender_was_killed_goes_again_as_the_same_mail(store: Store, url: str, clock: Clock) -> None:
    b.a_called_meeting(store)
    with office() as there, another(url, clock) as other:
        lost = claim(store)  # and then it dies
        assert lost is not None
        assert sender(other, there).send_due() == MEMBERS - 1
        clock.turn(seconds=CLAIM_LASTS.total_seconds() + 1)
        assert sender(other, there).send_due() == 1
        key = b.row_of(store, Mail, lost.mail).key
        assert [m["Message-ID"] for _, m in there.got].count(f"<{key}@example.dk>") == 1


def test_who_comes_back_from_the_dead_overwrites_nothing(store: Store, url: str, clock: Clock) -> None:
    b.a_called_meeting(store)
    with office() as there, another(url, clock) as other:
        lost = claim(store)
        assert lost is not None
        clock.turn(seconds=CLAIM_LASTS.total_seconds() + 1)
        sender(other, there).send_due()
        before = store.revision()
        commands.deliver(store, lost, Outcome(Fate.REFUSED, "550"))
    assert store.revision() == before
    assert states(store) == {MailState.SENT}


def test_a_change_while_a_mail_is_on_its_way_sends_the_new_one_as_well(store: Store) -> None:
    meeting = b.a_called_meeting(store)
    chief, on_its_way = b.hat(store, "projektchef"), claim(store)
    assert on_its_way is not None
    commands.change_meeting(
        store, chief, seen=b.seen(store, Meeting, meeting), planned_at=b.ahead(store, hours=1), chair="projektchef",
        place="Rådhuset",
    )  # fmt: skip
    assert len(mails(store)) == MEMBERS + 1
    commands.deliver(store, on_its_way, Outcome(Fate.SENT))
    with office() as there:
        assert sender(store, there).send_due() == MEMBERS
    assert {to for to, _ in there.got} == {mail.address for mail in mails(store)}


def test_a_meeting_that_is_called_off_summons_nobody_any_more(store: Store) -> None:
    meeting = b.a_called_meeting(store)
    chief = b.hat(store, "projektchef")
    commands.cancel_meeting(store, chief, seen=b.seen(store, Meeting, meeting), reason="Det løste sig.")
    with office() as there:
        assert sender(store, there).send_due() == MEMBERS
    assert {m["Subject"].partition(" ")[0] for _, m in there.got} == {"Aflyst:"}
    by_kind = {kind: {m.state for m in mails(store) if m.kind is kind} for kind in MailKind}
    assert by_kind == {MailKind.SUMMONS: {MailState.WITHDRAWN}, MailKind.STAND_DOWN: {MailState.SENT}}


def test_old_mails_are_not_let_loose_when_a_mail_server_is_named_at_last(store: Store, clock: Clock) -> None:
    b.a_called_meeting(store)
    clock.turn(hours=STALE_AFTER.total_seconds() / 3600)
    with office() as there:
        sender(store, there).send_due()
    assert not there.got
    assert {(m.state, m.tries) for m in mails(store)} == {(MailState.WITHDRAWN, 0)}


def test_one_mail_that_cannot_be_made_keeps_none_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    b.a_called_meeting(store)
    made = post_room.compose

    def fails_for_the_first(plan: object, letter: queries.Letter, **how: object) -> object:
        if letter.address == mails(store)[0].address:
            raise ValueError("broken")
        return made(plan, letter, **how)  # type: ignore[arg-type]  # handed on as it is

    monkeypatch.setattr(post_room, "compose", fails_for_the_first)
    with office() as there:
        sender(store, there).send_due()
    assert len(there.got) == MEMBERS - 1
    assert (mails(store)[0].state, mails(store)[0].problem) == (MailState.WAITING, "unready")


def test_a_commit_wakes_the_sender_and_stopping_finishes_what_is_on_its_way(lite: Store) -> None:
    with office() as there:

        async def serve() -> None:
            task = asyncio.create_task(sender(lite, there).run())
            await asyncio.sleep(0.3)
            await asyncio.to_thread(b.a_called_meeting, lite)
            began = time.monotonic()
            while len(there.got) < MEMBERS and time.monotonic() - began < 4:
                await asyncio.sleep(0.05)
            assert time.monotonic() - began < 4, "sooner than it would have looked by itself"
            there.mood = "slow"
            await asyncio.to_thread(b.a_called_meeting, lite)
            while not [m for m in mails(lite) if m.claimed_at]:
                await asyncio.sleep(0.02)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

        asyncio.run(serve())
    finished = [m for m in mails(lite) if m.state is MailState.SENT]
    assert not [m for m in mails(lite) if m.claimed_at], "nothing is left half done"
    assert len(there.got) == len(finished)
    assert MEMBERS < len(finished) < 2 * MEMBERS
