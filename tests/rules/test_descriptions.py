"""What an action's description must hold and what it lacks (R12, R35-R37, R56)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleBroken
from data.plan import StandingPlan
from data.rules import descriptions
from data.vocabulary import Lack

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
MOMENTS = st.none() | st.integers(-600, 600).map(lambda minutes: NOON + timedelta(minutes=minutes))
COMPLETE = {
    "party": "politi", "leaders": ("lokalraad-politi",), "target_groups": ("unge",), "deadline": NOON, "evidence": True,
    "networks": (),
}  # fmt: skip


@given(starts_at=MOMENTS, deadline=MOMENTS)
def test_from_lies_before_until_where_both_are_said(starts_at: datetime | None, deadline: datetime | None) -> None:
    if starts_at is None or deadline is None or starts_at < deadline:
        descriptions.require_span(starts_at, deadline)
        return
    with pytest.raises(RuleBroken, match="ends-before-it-starts") as refused:
        descriptions.require_span(starts_at, deadline)
    assert refused.value.details["field"] == "deadline"


@pytest.mark.parametrize(
    ("party", "helpers", "fits"),
    [
        ("politi", (), True),
        ("politi", ("kommune", "aab"), True),
        ("politi", ("kommune", "politi"), False),
        (None, ("politi",), True),
    ],
)
def test_one_is_responsible_and_others_help(party: str | None, helpers: tuple[str, ...], fits: bool) -> None:
    if fits:
        descriptions.require_helpers(party, helpers)
        return
    with pytest.raises(RuleBroken, match="helps-itself"):
        descriptions.require_helpers(party, helpers)


@pytest.mark.parametrize(
    ("entry", "takes"), [("H1", True), ("KOM1", True), ("KOM2", False), ("P1", False), (None, True)]
)
def test_networks_are_chosen_where_they_are_activated_and_in_own_words(
    plan: StandingPlan, entry: str | None, takes: bool
) -> None:
    known = plan.catalogue[entry] if entry else None
    assert descriptions.takes_networks(known) is takes
    descriptions.require_networks(known, ())
    if takes:
        descriptions.require_networks(known, plan.networks)
        return
    with pytest.raises(RuleBroken, match="activates-no-network"):
        descriptions.require_networks(known, plan.networks)


@pytest.mark.parametrize(
    ("entry", "other", "lacks"),
    [
        (None, {}, ()),
        (None, {"target_groups": ()}, (Lack.TARGET_GROUP,)),
        (None, {"deadline": None}, (Lack.DEADLINE,)),
        (None, {"leaders": ()}, (Lack.LEADER,)),
        (None, {"evidence": False}, (Lack.EVIDENCE,)),
        (None, {"party": None, "leaders": ()}, ()),
        ("H1", {}, (Lack.NETWORK,)),
        ("H1", {"networks": ("SSP-netværket",)}, ()),
        ("P1", {"evidence": False, "person_related": True}, ()),
        (
            "H1",
            {"leaders": (), "target_groups": (), "deadline": None, "evidence": False},
            (Lack.NETWORK, Lack.LEADER, Lack.TARGET_GROUP, Lack.DEADLINE, Lack.EVIDENCE),
        ),
    ],
)
def test_what_is_not_said_yet_is_named(
    plan: StandingPlan, entry: str | None, other: dict[str, object], lacks: tuple[Lack, ...]
) -> None:
    known = plan.catalogue[entry] if entry else None
    assert descriptions.lacks(known, **(COMPLETE | other)) == lacks  # type: ignore[arg-type]  # the table's own values


def test_a_party_is_led_by_its_fixed_members_and_a_guest_by_whom_it_has(plan: StandingPlan) -> None:
    assert [role.code for role in descriptions.leaders_of(plan, "kommune")] == ["lokalraad-kommune"]
    assert [role.code for role in descriptions.leaders_of(plan, "beredskab-4k")] == ["brandvaesen"]
    assert descriptions.leaders_of(plan, "findes-ikke") == ()
    for party in plan.parties:
        assert all(role.party == party for role in descriptions.leaders_of(plan, party))
