"""Coming in and going out: what is stored, when it ends, and that it ends in every tab (6.18, 6.19)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from data import commands, queries
from data.entities import SignIn
from data.errors import NotAllowed
from data.settings import settings
from data.storage import Store
from data.storage.sign_ins import name_of
from tests import builders as b
from tests.conftest import Clock


@pytest.fixture
def person(store: Store) -> int:
    """An account with a password and one role."""
    made = b.a_person(store)
    commands.use_link(store, commands.invite_again(store, b.administrator(store), person=made), password=b.PASSWORD)
    return made


def live(store: Store, token: str) -> queries.SignedIn | None:
    return queries.signed_in(store, name_of(token))


def test_a_sign_in_is_stored_as_the_hash_of_its_token(store: Store, person: int) -> None:
    opened = commands.sign_in(store, " AAB-1 ", b.PASSWORD)
    found = live(store, opened.token)
    assert found is not None
    assert (found.person, found.username, found.role, found.roles) == (person, "aab-1", "aab", ("aab",))
    with store.whole() as session:
        assert opened.token not in session.scalars(select(SignIn.id)).all()


@pytest.mark.parametrize(
    ("username", "password"),
    [("aab-1", "forkert kodeord"), ("aab-1", ""), ("hvem", b.PASSWORD), ("", ""), ("stabsenhed-1", b.PASSWORD),
     ("aab-1", "x" * 100_000), ("aab-1' OR 1=1 --", b.PASSWORD), ("hvem\0", b.PASSWORD)],
)  # fmt: skip
def test_whatever_was_wrong_the_answer_is_the_same(store: Store, person: int, username: str, password: str) -> None:
    b.a_person(store, "stabsenhed")  # an account that has no password yet
    with b.refused(store, NotAllowed, "wrong-password"):
        commands.sign_in(store, username, password)


def test_signing_in_and_out_is_no_change_of_anything_people_read(store: Store, person: int) -> None:
    before = store.revision()
    opened = commands.sign_in(store, "aab-1", b.PASSWORD)
    commands.sign_out(store, name_of(opened.token))
    assert store.revision() == before


def test_signing_out_ends_it_everywhere_and_leaves_the_others(store: Store, person: int) -> None:
    here, there = (commands.sign_in(store, "aab-1", b.PASSWORD) for _ in range(2))
    commands.sign_out(store, name_of(here.token))
    assert live(store, here.token) is None
    assert live(store, there.token) is not None
    commands.sign_out(store, "findes ikke")


def test_a_sign_in_ends_when_idle_and_at_the_latest_after_a_working_day(
    store: Store, person: int, clock: Clock
) -> None:
    idle, absolute = timedelta(minutes=settings().idle_minutes), timedelta(hours=settings().absolute_hours)
    opened = commands.sign_in(store, "aab-1", b.PASSWORD)
    clock.now += idle - timedelta(seconds=1)
    assert live(store, opened.token) is not None
    clock.now += timedelta(seconds=1)
    assert live(store, opened.token) is None
    clock.now += absolute
    assert live(store, opened.token) is None


def test_a_made_up_sign_in_is_nobody(store: Store) -> None:
    for name in ("", "x", "0" * 64, "å" * 64):
        assert queries.signed_in(store, name) is None


def test_the_hat_is_chosen_among_ones_own(store: Store, person: int) -> None:
    opened = commands.sign_in(store, "aab-1", b.PASSWORD)
    name = name_of(opened.token)
    with b.refused(store, NotAllowed, "not-your-role"):
        commands.choose_hat(store, name, "projektchef")
    commands.grant_role(store, b.administrator(store), person=person, role="stabsenhed")
    commands.choose_hat(store, name, "stabsenhed")
    found = live(store, opened.token)
    assert found is not None
    assert (found.role, found.roles) == ("stabsenhed", ("aab", "stabsenhed"))
    with b.refused(store, NotAllowed, "not-your-role"):
        commands.choose_hat(store, "findes ikke", "aab")


def test_a_role_that_ends_takes_its_hat_off_on_every_open_page(store: Store, person: int, clock: Clock) -> None:
    admin = b.administrator(store)
    commands.grant_role(store, admin, person=person, role="stabsenhed", until=b.ahead(store, minutes=10))
    opened = commands.sign_in(store, "aab-1", b.PASSWORD)
    commands.choose_hat(store, name_of(opened.token), "stabsenhed")
    clock.turn(minutes=10)
    found = live(store, opened.token)
    assert found is not None
    assert found.role == "aab"
    commands.end_role(store, admin, person=person, role="aab")
    assert live(store, opened.token) is None
    with b.refused(store, NotAllowed, "no-role"):
        commands.sign_in(store, "aab-1", b.PASSWORD)


def test_only_an_account_of_the_demo_comes_in_by_being_chosen(store: Store, person: int) -> None:
    with b.refused(store, NotAllowed, "wrong-password"):
        commands.sign_in_demo(store, "aab-1")
    demo = b.a_person(store, "stabsenhed", "stabsenhed", demo=True)
    assert queries.demo_accounts(store) == [("stabsenhed", "Konto for stabsenhed")]
    assert live(store, commands.sign_in_demo(store, "stabsenhed").token) is not None
    with b.refused(store, NotAllowed, "wrong-password"):
        commands.sign_in(store, "stabsenhed", "")
    b.a_person(store, "administrator", "it")
    commands.disable_account(store, b.administrator(store), person=demo)
    assert queries.demo_accounts(store) == []
    with b.refused(store, NotAllowed, "wrong-password"):
        commands.sign_in_demo(store, "stabsenhed")


def names(store: Store, *passwords: str) -> list[str]:
    return [name_of(commands.sign_in(store, "aab-1", b.PASSWORD).token) for _ in passwords]


def test_signing_out_everywhere_ends_every_other_machine_and_is_logged(store: Store, person: int) -> None:
    here, there, third = names(store, "", "", "")
    me = b.hat(store, "aab", person)
    before = store.revision()
    commands.sign_out_everywhere(store, me, here=here)
    assert [queries.signed_in(store, one) is not None for one in (here, there, third)] == [True, False, False]
    assert store.revision() == before + 1
    commands.sign_out_everywhere(store, me)
    assert queries.signed_in(store, here) is None


def test_an_administrator_signs_an_account_out_and_nobody_else(store: Store, person: int) -> None:
    here, there = names(store, "", "")
    other = b.a_person(store, "stabsenhed")
    b.a_password(store, other)
    theirs = name_of(commands.sign_in(store, "stabsenhed-1", b.PASSWORD).token)
    with b.refused(store, NotAllowed, "not-allowed"):
        commands.sign_out_account(store, b.hat(store, "projektchef"), person=person)
    commands.sign_out_account(store, b.administrator(store), person=person)
    assert [queries.signed_in(store, one) is not None for one in (here, there, theirs)] == [False, False, True]
    with b.refused(store, NotAllowed, "unknown"):
        commands.sign_out_account(store, b.administrator(store), person=99)


def test_one_sees_ones_own_live_sign_ins_and_which_is_this_one(store: Store, person: int, clock: Clock) -> None:
    here, ended = names(store, "", "")
    commands.sign_out(store, ended)
    opened = clock.now
    clock.turn(minutes=10)
    (there,) = names(store, "")
    rows = queries.own_sign_ins(store, b.hat(store, "aab", person), there)  # one is that of the link
    assert [(row.opened_at, row.here, row.ended_at) for row in rows] == [
        (clock.now, True, None), (opened, False, None), (opened, False, None),
    ]  # fmt: skip
    assert queries.own_sign_ins(store, b.hat(store, "aab"), here) == []


def test_an_administrator_reads_when_an_account_was_in_and_when_that_ended(
    store: Store, person: int, clock: Clock
) -> None:
    with pytest.raises(NotAllowed):
        queries.sign_ins_of(store, b.hat(store, "projektchef"), person)
    commands.sign_out_account(store, b.administrator(store), person=person)
    first = clock.turn(hours=30)
    names(store, "")
    clock.turn(minutes=settings().idle_minutes + 5)
    (left,) = names(store, "")
    clock.turn(minutes=5)
    commands.sign_out(store, left)
    rows = queries.sign_ins_of(store, b.administrator(store), person)
    assert [row.ended_at for row in rows[:2]] == [clock.now, first + timedelta(minutes=settings().idle_minutes)]
    for _ in range(25):
        names(store, "")
    assert len(queries.sign_ins_of(store, b.administrator(store), person)) == 20


def test_what_is_over_since_a_quarter_of_a_year_is_forgotten_but_for_the_newest(
    store: Store, person: int, clock: Clock
) -> None:
    dormant = b.a_person(store, "stabsenhed")
    b.a_password(store, dormant)
    last = clock.now
    names(store, "", "")
    clock.turn(days=80)
    (recent,) = names(store, "")
    clock.turn(days=12)
    names(store, "")
    rows = queries.sign_ins_of(store, b.administrator(store), person)
    assert [row.opened_at for row in rows] == [clock.now, clock.now - timedelta(days=12)]
    assert [row.opened_at for row in queries.sign_ins_of(store, b.administrator(store), dormant)] == [last]
    assert recent
