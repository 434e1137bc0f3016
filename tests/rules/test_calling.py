"""Who of a role is reached, who is tried next, and whom to tell that it is off (R19, R21, 6.14)."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import plan as plan_files
from data.errors import RuleBroken
from data.plan import StandingPlan
from data.rules import calling
from data.rules.calling import Person, Reach, Try
from data.vocabulary import CallResult

BEGIN = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
YES, NO = CallResult.REACHED, CallResult.NOT_REACHED
HOLDER: Person = None
TRIES = st.lists(st.tuples(st.sampled_from([HOLDER, 0, 1]), st.sampled_from(CallResult)), max_size=9)
ORDERS = st.sampled_from([(HOLDER,), (HOLDER, 0), (HOLDER, 0, 1), (0, 1), (1,)])


def made(*tries: tuple[Person, CallResult]) -> list[Try]:
    """Tries a minute apart."""
    return [Try(person, result, BEGIN + timedelta(minutes=n)) for n, (person, result) in enumerate(tries)]


@pytest.mark.parametrize(
    ("tries", "reach", "reached", "following"),
    [
        ([], Reach.NOT_TRIED, None, HOLDER),
        ([(HOLDER, YES)], Reach.REACHED, HOLDER, 0),
        ([(HOLDER, NO)], Reach.NOT_REACHED, None, 0),
        ([(HOLDER, NO), (0, NO)], Reach.NOT_REACHED, None, 1),
        ([(HOLDER, NO), (0, NO), (1, NO)], Reach.NOT_REACHED, None, HOLDER),
        ([(HOLDER, NO), (0, YES)], Reach.STAND_IN, 0, 1),
        ([(1, NO)], Reach.NOT_REACHED, None, HOLDER),
        ([(HOLDER, YES), (HOLDER, NO)], Reach.NOT_REACHED, None, 0),
        ([(HOLDER, NO), (0, YES), (HOLDER, YES)], Reach.REACHED, HOLDER, 1),
        ([(HOLDER, NO), (2, YES)], Reach.STAND_IN, 2, 0),
    ],
    ids=["none", "holder", "no-answer", "two-tried", "from-the-start", "stand-in", "out-of-order", "corrected", "both",
         "whom-the-plan-does-not-name"],
)  # fmt: skip
def test_where_a_role_stands(
    tries: list[tuple[Person, CallResult]], reach: Reach, reached: Person, following: Person
) -> None:
    standing = calling.standing(made(*tries), (HOLDER, 0, 1))
    assert (standing.reach, standing.reached, standing.next) == (reach, reached, following)
    assert standing.unresolved is (reach in (Reach.NOT_TRIED, Reach.NOT_REACHED))


def test_who_activated_need_not_be_called_but_may_be() -> None:
    assert calling.standing([], (HOLDER,), takes_part=True).reach is Reach.TAKES_PART
    assert calling.standing(made((HOLDER, YES)), (HOLDER,), takes_part=True).reach is Reach.REACHED
    assert calling.standing(made((HOLDER, NO)), (HOLDER,), takes_part=True).unresolved


@given(tries=TRIES, order=ORDERS)
def test_nobody_who_is_here_waits_to_be_called(
    tries: list[tuple[Person, CallResult]], order: tuple[Person, ...]
) -> None:
    standing = calling.standing(made(*tries), order, here=True)
    assert not standing.unresolved
    assert (standing.reach is Reach.TAKES_PART) is (YES not in dict(tries).values())


@given(tries=TRIES, order=ORDERS)
def test_a_role_waits_until_somebodys_last_word_is_reached(
    tries: list[tuple[Person, CallResult]], order: tuple[Person, ...]
) -> None:
    standing = calling.standing(made(*tries), order)
    assert standing.unresolved is (YES not in dict(tries).values())
    assert standing.next in order
    if not standing.unresolved:
        assert dict(tries)[standing.reached] is YES


@given(order=ORDERS, rounds=st.integers(1, 4))
def test_everybody_is_tried_once_before_anybody_is_tried_again(order: tuple[Person, ...], rounds: int) -> None:
    tries: list[Try] = []
    for _ in range(rounds * len(order)):
        tries.append(Try(calling.standing(tries, order).next, NO, BEGIN))
        counts = Counter(one.person for one in tries)
        assert max(counts.values()) - min(counts[person] for person in order) <= 1
    assert set(counts.values()) == {rounds}


@pytest.fixture(scope="module")
def another() -> StandingPlan:
    return plan_files.load(Path(__file__).parents[1] / "plan" / "eksempelparken.yaml")


def test_stand_ins_are_tried_in_the_order_of_the_file_and_only_while_they_are_valid(another: StandingPlan) -> None:
    first, second = another.stand_ins_of("nordbo")
    today = first.confirmed
    assert calling.people(another, "nordbo", today) == (None, 0, 1)
    assert calling.people(another, "sydbo", today) == (None,)
    gone = first.model_copy(update={"valid_to": today - timedelta(days=1)})
    changed = another.model_copy(update={"stand_ins": (gone, second)})
    assert calling.people(changed, "nordbo", today) == (None, 1)
    nameless = changed.model_copy(update={"contacts": ()})
    assert calling.people(nameless, "nordbo", today) == (1,)
    assert calling.people(nameless, "sydbo", today) == (None,)


def test_somebody_whom_the_plan_does_not_name_may_pick_the_telephone_up(another: StandingPlan) -> None:
    assert [calling.unnamed(another, role) for role in ("nordbo", "sydbo")] == [2, 0]
    for person in (None, 0, 1, 2):
        calling.require_known(another, "nordbo", person)
    for role, person, code in (("ukendt", None, "unknown-role"), ("nordbo", 3, "unknown-stand-in"),
                               ("nordbo", -1, "unknown-stand-in")):  # fmt: skip
        with pytest.raises(RuleBroken) as caught:
            calling.require_known(another, role, person)
        assert caught.value.code == code


def test_two_clicks_within_a_moment_are_one() -> None:
    reached, missed = Try(None, CallResult.REACHED, BEGIN), Try(None, CallResult.NOT_REACHED, BEGIN)
    soon, later = BEGIN + timedelta(seconds=1), BEGIN + timedelta(seconds=2)
    assert not calling.is_echo(None, CallResult.REACHED, BEGIN)
    for last, result, echo in (
        (reached, CallResult.REACHED, True),
        (reached, CallResult.NOT_REACHED, True),
        (missed, CallResult.NOT_REACHED, True),
        (missed, CallResult.REACHED, False),
    ):
        assert calling.is_echo(last, result, soon) is echo
        assert not calling.is_echo(last, result, later)


def test_who_was_in_is_told_until_it_is_noted() -> None:
    ended = BEGIN + timedelta(minutes=10)
    after = Try(None, YES, ended + timedelta(minutes=1))
    tries = {
        "politi": [Try(None, YES, BEGIN)],
        "aab": [Try(None, NO, BEGIN), Try(0, YES, BEGIN)],
        "boligselskab": [Try(None, NO, BEGIN)],
        "projektchef": [Try(None, YES, BEGIN), after],
        "kommune": [Try(None, YES, BEGIN), Try(None, NO, BEGIN), after],
    }
    told = calling.to_tell(tries, {"stab"}, ended)
    assert told == {("politi", None): False, ("aab", 0): False, ("projektchef", None): True, ("stab", None): False}
    missed = {"politi": [*tries["politi"], Try(None, NO, after.at)]}
    assert calling.to_tell(missed, (), ended) == {("politi", None): False}
