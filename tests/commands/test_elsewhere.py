"""Going off to a provider and coming back once; which account a confirmed address opens, and that it makes none."""

from typing import Any

import pytest
from sqlalchemy import select

from data import commands, queries
from data.entities import Departure, Person
from data.errors import NotAllowed
from data.storage import Store
from data.storage.sign_ins import name_of
from data.vocabulary import Language
from tests import builders as b
from tests.conftest import Clock

AWAY: dict[str, Any] = {"provider": "nord", "browser": "b", "onward": "/historik", "language": None}
ADDRESS = "Vagt@nord.example"


def opened(store: Store, address: str = "vagt@nord.example") -> queries.SignedIn:
    found = queries.signed_in(store, name_of(commands.sign_in_elsewhere(store, provider="nord", address=address).token))
    assert found is not None
    return found


def why(store: Store, address: str = "vagt@nord.example") -> object:
    before = store.revision()
    with pytest.raises(NotAllowed) as refused:
        commands.sign_in_elsewhere(store, provider="nord", address=address)
    assert refused.value.code == "not-here"
    assert store.revision() == before
    return refused.value.details["why"]


def account(store: Store, username: str = "vagt", address: str = ADDRESS, **given: Any) -> int:
    return commands.open_account(
        store, b.administrator(store), username=username, display="Vagt", role="aab", email=address, **given
    )


def test_whoever_comes_back_goes_on_once(store: Store) -> None:
    state = commands.depart(store, **{**AWAY, "language": Language.ENGLISH})
    back = {"provider": "nord", "browser": "b", "state": state}
    assert commands.returned(store, **back) == commands.Returned("/historik", Language.ENGLISH)
    with b.refused(store, NotAllowed, "no-departure"):
        commands.returned(store, **back)


@pytest.mark.parametrize("wrong", [{"provider": "syd"}, {"browser": "c"}, {"browser": ""}, {"state": "x"}])
def test_another_browser_provider_or_state_opens_and_spends_nothing(store: Store, wrong: dict[str, str]) -> None:
    back = {"provider": "nord", "browser": "b", "state": commands.depart(store, **AWAY)}
    with b.refused(store, NotAllowed, "no-departure"):
        commands.returned(store, **{**back, **wrong})
    assert commands.returned(store, **back).onward == "/historik"


def test_after_ten_minutes_it_is_too_late_and_nothing_is_kept(store: Store, clock: Clock) -> None:
    state = commands.depart(store, **AWAY)
    clock.turn(minutes=10)
    with b.refused(store, NotAllowed, "no-departure"):
        commands.returned(store, provider="nord", browser="b", state=state)
    later = commands.depart(store, **AWAY)
    with store.whole() as session:
        rows = session.scalars(select(Departure)).all()
    assert [(row.state_hash, row.browser_hash) for row in rows] == [(name_of(later), name_of("b"))]


def test_the_address_opens_its_account_in_its_roles_and_changes_nothing(store: Store) -> None:
    person, before = account(store), store.revision()
    found = opened(store)
    assert (found.person, found.roles, found.provider) == (person, ("aab",), "nord")
    assert store.revision() == before
    assert [row.provider for row in queries.sign_ins_of(store, b.administrator(store), person)] == ["nord"]


def test_an_address_that_stands_on_none_makes_none(store: Store) -> None:
    assert why(store) == "unknown"
    with store.whole() as session:
        assert session.scalar(select(Person.id).where(Person.email.is_not(None))) is None


def test_two_accounts_with_one_address_are_none_until_one_is_left(store: Store) -> None:
    one, two = account(store), account(store, "vagt-2", ADDRESS.lower())
    assert why(store) == "ambiguous"
    commands.disable_account(store, b.administrator(store), person=one)
    assert opened(store).person == two


def test_a_disabled_account_and_one_without_a_role_are_refused(store: Store) -> None:
    person = account(store)
    commands.end_role(store, b.administrator(store), person=person, role="aab")
    assert why(store) == "no-role"
    commands.disable_account(store, b.administrator(store), person=person)
    assert why(store) == "disabled-or-not-vouched"


def test_a_demo_account_is_opened_by_no_address(store: Store) -> None:
    account(store, demo=True)
    assert why(store) == "unknown"


def test_an_address_one_chose_oneself_opens_nothing_until_it_is_vouched_for(store: Store) -> None:
    """Else an unlocked screen would be enough to move into an account for good, past its second factor."""
    person = account(store, address="")
    commands.choose_address(store, b.hat(store, "aab", person), email=ADDRESS)
    assert why(store) == "disabled-or-not-vouched"
    commands.change_address(store, b.administrator(store), person=person, email=ADDRESS)
    assert opened(store).person == person
    commands.choose_address(store, b.hat(store, "aab", person), email=ADDRESS.upper())
    assert opened(store).person == person  # the same address, and nobody new
    commands.choose_address(store, b.hat(store, "aab", person), email="ny@nord.example")
    assert why(store, "ny@nord.example") == "disabled-or-not-vouched"


def test_an_address_that_somebody_else_chose_takes_nobody_elses_place(store: Store) -> None:
    person, other = account(store), account(store, "anden", "")
    commands.choose_address(store, b.hat(store, "aab", other), email=ADDRESS)
    assert opened(store).person == person


def test_a_leader_vouches_for_the_own_party_but_not_for_the_own_account(store: Store) -> None:
    leader, person = account(store, "leder", ""), account(store)
    hat = b.hat(store, "aab", leader)
    commands.change_address(store, hat, person=person, email="ny@nord.example")
    assert opened(store, "ny@nord.example").person == person
    commands.change_address(store, hat, person=leader, email="leder@nord.example")
    assert why(store, "leder@nord.example") == "disabled-or-not-vouched"
