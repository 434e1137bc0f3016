"""The second factor: no sign-in before the code, each code once, and the ways out (RFC 6238)."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from data import commands, queries
from data.commands import Halfway, Opened
from data.entities import LogLine, RecoveryCode
from data.errors import NotAllowed, Refusal, RuleBroken
from data.rules import second_factor
from data.storage import Store
from data.storage.sign_ins import name_of
from data.vocabulary import Verb
from tests import builders as b
from tests.conftest import Clock

Kept = tuple[str, tuple[str, ...]]
OTHER = "en helt anden sætning"


@pytest.fixture
def person(store: Store) -> int:
    made = b.a_person(store)
    b.a_password(store, made)
    return made


@pytest.fixture
def kept(store: Store, person: int) -> Kept:
    """The secret and the recovery codes."""
    return b.a_second_factor(store, person)


def halfway(store: Store, password: str = b.PASSWORD) -> str:
    """The state after the right password."""
    made = commands.sign_in(store, "aab-1", password)
    assert isinstance(made, Halfway)
    return made.token


def gets_in(store: Store, token: str, code: str) -> bool:
    try:
        done = commands.second_step(store, token, code)
    except NotAllowed as refused:
        if refused.code not in ("wrong-code", "halfway-over"):
            raise
        return False
    return queries.signed_in(store, name_of(done.opened.token)) is not None


def test_without_a_second_factor_the_password_is_enough(store: Store, person: int) -> None:
    assert isinstance(commands.sign_in(store, "aab-1", b.PASSWORD), Opened)


def test_with_one_the_password_opens_nothing(store: Store, kept: Kept) -> None:
    token = halfway(store)
    assert queries.signed_in(store, name_of(token)) is None
    assert queries.signed_in(store, token) is None
    assert commands.halfway_name(store, token) == "aab-1"
    with b.refused(store, NotAllowed, "wrong-password"):
        commands.sign_in(store, "aab-1", "forkert kodeord")


def test_a_code_opens_the_sign_in_and_never_works_twice(store: Store, kept: Kept) -> None:
    code = b.code_of(store, kept[0])
    assert gets_in(store, halfway(store), code)
    assert not gets_in(store, halfway(store), code)
    assert gets_in(store, halfway(store), b.code_of(store, kept[0], 1))
    assert not gets_in(store, halfway(store), b.code_of(store, kept[0], 0))


def test_the_code_that_turned_it_on_is_used_up(store: Store, kept: Kept) -> None:
    assert not gets_in(store, halfway(store), b.code_of(store, kept[0], -1))


@pytest.mark.parametrize(
    "code", ["", "000000 ", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "' OR 1=1 --", "\0" * 6, "x" * 9999]
)
def test_a_wrong_code_opens_nothing(store: Store, kept: Kept, code: str) -> None:
    assert not gets_in(store, halfway(store), code)


def test_phones_whose_clock_differs_by_half_a_minute_get_in(store: Store, kept: Kept, clock: Clock) -> None:
    clock.turn(minutes=5)
    assert not gets_in(store, halfway(store), b.code_of(store, kept[0], -2))
    assert gets_in(store, halfway(store), b.code_of(store, kept[0], -1))
    clock.turn(minutes=5)
    assert not gets_in(store, halfway(store), b.code_of(store, kept[0], 2))
    assert gets_in(store, halfway(store), b.code_of(store, kept[0], 1))


def test_two_at_once_with_one_code_are_one_sign_in(store: Store, kept: Kept) -> None:
    for code in (b.code_of(store, kept[0]), kept[1][0]):
        tokens = [halfway(store) for _ in range(4)]
        with ThreadPoolExecutor(4) as pool:
            got = list(pool.map(lambda token, code=code: gets_in(store, token, code), tokens))
        assert got.count(True) == 1


def test_a_recovery_code_works_once_and_says_how_many_are_left(store: Store, kept: Kept) -> None:
    done = commands.second_step(store, halfway(store), kept[1][3].upper().replace("-", " "))
    assert done.left == 9
    with pytest.raises(NotAllowed, match="wrong-code"):
        commands.second_step(store, halfway(store), kept[1][3])
    assert commands.second_step(store, halfway(store), kept[1][4]).left == 8
    assert commands.second_step(store, halfway(store), b.code_of(store, kept[0])).left is None


def test_recovery_codes_are_stored_as_their_hashes_and_are_nobody_elses(store: Store, kept: Kept) -> None:
    with store.whole() as session:
        stored = session.scalars(select(RecoveryCode.code_hash)).all()
    assert not {one.replace("-", "") for one in kept[1]} & set(stored)
    other = b.a_person(store, "aab", "aab-2")
    b.a_password(store, other)
    _, theirs = b.a_second_factor(store, other)
    assert not gets_in(store, halfway(store), theirs[0])
    assert gets_in(store, halfway(store), kept[1][0])


def test_the_way_between_the_steps_ends_after_minutes(store: Store, kept: Kept, clock: Clock) -> None:
    token = halfway(store)
    clock.now += second_factor.HALFWAY_LASTS
    assert commands.halfway_name(store, token) is None
    assert not gets_in(store, token, b.code_of(store, kept[0]))
    assert gets_in(store, halfway(store), b.code_of(store, kept[0]))


def test_a_new_password_and_a_closed_account_end_it_too(store: Store, person: int, kept: Kept) -> None:
    token = halfway(store)
    commands.choose_password(store, b.hat(store, "aab", person), old=b.PASSWORD, new=OTHER)
    assert not gets_in(store, token, b.code_of(store, kept[0]))
    token = halfway(store, OTHER)
    b.a_person(store, "administrator", "it")
    commands.disable_account(store, b.administrator(store), person=person)
    assert not gets_in(store, token, b.code_of(store, kept[0]))


@pytest.mark.parametrize(
    "token", ["", "x", "1", "1.9999999999.x.y", "999999999.1.2.3", "å.å.å.å", "1" * 500, "-1.2.3.4"]
)
def test_an_invented_state_opens_nothing(store: Store, kept: Kept, token: str) -> None:
    assert commands.halfway_name(store, token) is None
    assert not gets_in(store, token, b.code_of(store, kept[0]))


def test_a_link_for_a_new_password_is_no_way_round_it(store: Store, person: int, kept: Kept) -> None:
    here = commands.second_step(store, halfway(store), kept[1][0]).opened
    link = commands.invite_again(store, b.administrator(store), person=person)
    made = commands.use_link(store, link, password=OTHER)
    assert isinstance(made, Halfway)
    assert queries.signed_in(store, name_of(here.token)) is None
    assert gets_in(store, made.token, b.code_of(store, kept[0]))


def test_without_a_role_nobody_gets_in_and_the_code_is_not_spent(store: Store, person: int, kept: Kept) -> None:
    commands.end_role(store, b.administrator(store), person=person, role="aab")
    for _ in range(2):
        with pytest.raises(NotAllowed, match="no-role"):
            commands.second_step(store, halfway(store), kept[1][0])


# -- turning it on and off


def start(store: Store, person: int, **other: object) -> int:
    secret = second_factor.fresh_secret()
    given = {
        "secret": secret, "code": b.code_of(store, secret), "codes": second_factor.fresh_codes(),
        "password": b.PASSWORD,
    }  # fmt: skip
    by: Any = given | other
    return commands.start_second_factor(store, b.hat(store, "aab", person), **by)


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [({"code": "000000"}, "wrong-code", "code"), ({"password": "forkert"}, "wrong-password", "old")],
)
def test_it_is_turned_on_by_whoever_knows_the_password_and_has_the_app(
    store: Store, person: int, other: dict[str, object], code: str, field: str
) -> None:
    with b.refused(store, RuleBroken, code, field=field):
        start(store, person, **other)
    assert isinstance(commands.sign_in(store, "aab-1", b.PASSWORD), Opened)


def test_turning_it_on_ends_other_sign_ins_and_is_not_done_twice(store: Store, person: int) -> None:
    here, there = (name_of(commands.sign_in(store, "aab-1", b.PASSWORD).token) for _ in range(2))
    start(store, person, here=here)
    assert queries.signed_in(store, here) is not None
    assert queries.signed_in(store, there) is None
    with b.refused(store, RuleBroken, "second-factor-on"):
        start(store, person)


def test_an_account_without_a_password_has_no_second_factor(store: Store) -> None:
    demo = b.a_person(store, "aab", "aab-demo", demo=True)
    with b.refused(store, RuleBroken, "no-password"):
        start(store, demo)


def test_it_is_turned_off_by_password_and_code(store: Store, person: int, kept: Kept) -> None:
    by = b.hat(store, "aab", person)
    code = b.code_of(store, kept[0])
    with b.refused(store, RuleBroken, "wrong-password", field="old"):
        commands.end_second_factor(store, by, password="forkert kodeord", code=code)
    with b.refused(store, RuleBroken, "wrong-code", field="code"):
        commands.end_second_factor(store, by, password=b.PASSWORD, code="000000")
    commands.end_second_factor(store, by, "k", password=b.PASSWORD, code=code)
    assert commands.end_second_factor(store, by, "k", password=b.PASSWORD, code=code) == person
    assert isinstance(commands.sign_in(store, "aab-1", b.PASSWORD), Opened)
    with b.refused(store, RuleBroken, "second-factor-off"):
        commands.end_second_factor(store, by, password=b.PASSWORD, code=code)
    own = queries.own_account(store, by)
    assert (own.second_factor, own.codes_left) == (False, 0)


def test_a_recovery_code_turns_it_off_too(store: Store, person: int, kept: Kept) -> None:
    commands.end_second_factor(store, b.hat(store, "aab", person), password=b.PASSWORD, code=kept[1][9])
    assert not queries.own_account(store, b.hat(store, "aab", person)).second_factor


def test_an_administrator_turns_it_off_for_somebody_else_alone(store: Store, person: int, kept: Kept) -> None:
    me, admin = b.a_person(store, "administrator", "it"), b.hat(store, "administrator")
    b.a_password(store, me)
    b.a_second_factor(store, me)
    own = b.hat(store, "administrator", me)
    with b.refused(store, RuleBroken, "own-second-factor"):
        commands.drop_second_factor(store, own, person=me)
    open_one = commands.second_step(store, halfway(store), kept[1][0]).opened
    commands.drop_second_factor(store, own, person=person)
    assert queries.signed_in(store, name_of(open_one.token)) is None
    assert isinstance(commands.sign_in(store, "aab-1", b.PASSWORD), Opened)
    with b.refused(store, RuleBroken, "second-factor-off"):
        commands.drop_second_factor(store, admin, person=person)
    with b.refused(store, NotAllowed, "unknown"):
        commands.drop_second_factor(store, admin, person=99)


def test_the_log_says_who_turned_it_on_and_off_and_holds_no_secret(store: Store, person: int, kept: Kept) -> None:
    commands.end_second_factor(store, b.hat(store, "aab", person), password=b.PASSWORD, code=kept[1][0])
    with store.whole() as session:
        lines = session.scalars(select(LogLine)).all()
    words = [line.verb for line in lines if line.subject_id == person]
    assert words[-2:] == [Verb.START_SECOND_FACTOR, Verb.END_SECOND_FACTOR]
    said = "".join(f"{line.facts}{line.texts}" for line in lines)
    assert not [one for one in (kept[0], *kept[1]) if one in said or one.replace("-", "") in said]


def test_recovery_codes_that_the_product_did_not_make_are_no_input(store: Store, person: int) -> None:
    for codes in ((), ("x",) * 10, second_factor.fresh_codes()[:9]):
        with pytest.raises(AssertionError):
            start(store, person, codes=codes)
    assert not isinstance(commands.sign_in(store, "aab-1", b.PASSWORD), Refusal)
