"""Who may do what: the grants of the plan file and the conditions of the rules, and nothing beside (domain.md 1.1)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import NotAllowed
from data.plan import StandingPlan
from data.plan.words import FOLLOWS
from data.rules import access
from data.rules.access import Viewer
from data.vocabulary import Verb

OWN = {
    Verb.ACCEPT_ACTION, Verb.DECLINE_ACTION, Verb.UPDATE_PROGRESS, Verb.ANSWER_PARTY, Verb.CONFIRM_RESERVATION,
    Verb.TAKE_STANCE, Verb.KEEP_PEOPLE,
}  # fmt: skip
COORDINATED = {Verb.CANCEL_ACTION, Verb.HAND_OVER, Verb.REOPEN_ACTION}
PARTIES = st.none() | st.sampled_from(["politi", "kommune", "aab"])
VIEWERS = st.builds(
    Viewer, person=st.none(), role=st.just("x"), party=PARTIES, grants=st.frozensets(st.sampled_from(Verb)),
    covered_115=st.booleans(),
)  # fmt: skip


@given(viewer=VIEWERS, verb=st.sampled_from(Verb), owner=PARTIES)
def test_no_grant_no_right_and_nobody_acts_for_another_party(viewer: Viewer, verb: Verb, owner: str | None) -> None:
    mine = owner is not None and owner == viewer.party
    expected = verb in viewer.grants and (
        mine if verb in OWN
        else viewer.covered_115 if verb is Verb.HOLD_CLOSED_ITEM
        else mine or Verb.CLOSE in viewer.grants if verb in COORDINATED else True
    )  # fmt: skip
    assert access.may(viewer, verb, owner=owner) is expected
    if expected:
        access.require(viewer, verb, owner=owner)
        return
    with pytest.raises(NotAllowed) as caught:
        access.require(viewer, verb, owner=owner)
    assert (caught.value.code, caught.value.details) == ("not-allowed", {"verb": verb})


@pytest.mark.parametrize("verb", sorted(OWN))
def test_not_even_the_coordinator_speaks_for_a_party(verb: Verb, viewer: Callable[..., Viewer]) -> None:
    assert not access.may(viewer("projektchef"), verb, owner="aab")
    assert not access.may(viewer("projektchef"), verb, owner=None)
    assert access.may(viewer("projektchef"), verb, owner="helhedsplan")


@pytest.mark.parametrize("verb", sorted(COORDINATED))
def test_the_coordinator_can_end_what_an_absent_party_left(verb: Verb, viewer: Callable[..., Viewer]) -> None:
    assert access.may(viewer("projektchef"), verb, owner="aab")
    assert access.may(viewer("projektchef"), verb, owner=None)
    assert access.may(viewer("aab"), verb, owner="aab")
    assert not access.may(viewer("aab"), verb, owner="boligselskab")
    assert not access.may(viewer("aab"), verb, owner=None)


def test_a_board_reads_and_confirms_what_is_handed_to_it_and_nothing_else(
    plan: StandingPlan, viewer: Callable[..., Viewer]
) -> None:
    for role in ("styregruppe", "bestyrelse"):
        assert {verb for verb in Verb if access.may(viewer(role), verb, owner=viewer(role).party)} == {
            Verb.READ, Verb.CONFIRM_HAND_OVER,
        }  # fmt: skip
    assert plan.role("styregruppe").party == "helhedsplan"


def test_a_role_the_plan_does_not_know_may_nothing(viewer: Callable[..., Viewer]) -> None:
    assert not any(access.may(viewer("ukendt"), verb, owner="aab") for verb in Verb)


def test_each_may_act_is_granted_to_somebody(plan: StandingPlan) -> None:
    """A button that no role of the shipped plan has would be a button nobody has tried."""
    assert {verb for verb in Verb if not plan.roles_with(verb)} == FOLLOWS


@given(viewer=VIEWERS, owner=PARTIES, administers=st.booleans(), guest=st.booleans())
def test_a_leader_keeps_the_own_partys_accounts_and_an_administrator_all(
    viewer: Viewer, owner: str | None, administers: bool, guest: bool
) -> None:
    by = replace(viewer, only=frozenset({1})) if guest else viewer
    mine = owner is not None and owner == by.party and Verb.KEEP_PEOPLE in by.grants
    expected = not guest and (Verb.ADMINISTER in by.grants or (mine and not administers))
    assert access.may_keep(by, owner=owner, administers=administers) is expected
    if expected:
        access.require_keep(by, owner=owner, administers=administers)
        assert access.keeps_people(by)
        return
    with pytest.raises(NotAllowed) as caught:
        access.require_keep(by, owner=owner, administers=administers)
    assert (caught.value.code, caught.value.details) == ("not-allowed", {"verb": Verb.KEEP_PEOPLE})
