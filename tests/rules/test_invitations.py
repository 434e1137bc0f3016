"""Who may be a guest, and what an answer to *Skal andre inviteres?* must say (R22)."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import plan as plan_files
from data.errors import RuleBroken
from data.plan import StandingPlan
from data.rules import invitations
from data.vocabulary import Channel, Verb

TODAY, BEFORE = date(2026, 10, 24), date(2018, 5, 1)
ANOTHER = plan_files.load(Path(__file__).parents[1] / "plan" / "eksempelparken.yaml")
DAYS = st.dates(date(2015, 1, 1), date(2040, 1, 1))


def codes(roles: object) -> list[str]:
    return [role.code for role in roles]  # type: ignore[attr-defined]  # roles


def test_the_shipped_plan_knows_one_guest_and_only_while_its_party_exists(plan: StandingPlan) -> None:
    assert codes(invitations.guest_roles(plan, TODAY)) == ["brandvaesen"]
    assert codes(invitations.guest_roles(plan, BEFORE)) == []
    assert codes(invitations.guest_roles(ANOTHER, TODAY)) == ["klubleder"]


@pytest.mark.parametrize(
    ("category", "on", "suggested"),
    [
        ("ildspaasaettelse", TODAY, ["brandvaesen"]),
        ("ildspaasaettelse", BEFORE, []),
        ("opgoer", TODAY, []),
        ("findes-ikke", TODAY, []),
    ],
)
def test_fire_suggests_the_fire_service_of_the_day(
    plan: StandingPlan, category: str, on: date, suggested: list[str]
) -> None:
    assert codes(invitations.suggested_roles(plan, category, on)) == suggested


@given(on=DAYS)
def test_no_fixed_member_no_dissolved_party_and_nobody_who_administers_is_ever_a_guest(on: date) -> None:
    for plan in (plan_files.load(Path(plan_files.__file__).parent / "vejleaaparken.yaml"), ANOTHER):
        for role in invitations.guest_roles(plan, on):
            party = plan.parties[role.party or ""]
            assert not role.permanent
            assert not party.permanent
            assert party.valid_on(on)
            assert Verb.READ in role.grants
            assert Verb.ADMINISTER not in role.grants
        for category in plan.categories:
            suggested = invitations.suggested_roles(plan, category, on)
            assert set(codes(suggested)) <= set(codes(invitations.guest_roles(plan, on)))


NOBODY = frozenset[str]()


@pytest.mark.parametrize(
    ("role", "standing", "channel", "meeting", "code"),
    [
        (None, NOBODY, Channel.PHONE, None, ""),
        (None, frozenset({"brandvaesen"}), None, 3, ""),
        ("brandvaesen", NOBODY, Channel.SMS, None, ""),
        ("brandvaesen", NOBODY, None, 3, ""),
        ("brandvaesen", NOBODY, None, None, "choose-channel"),
        (None, NOBODY, None, None, "choose-channel"),
        ("brandvaesen", frozenset({"brandvaesen"}), Channel.PHONE, None, "already-invited"),
        ("aab", NOBODY, Channel.PHONE, None, "not-a-guest-role"),
        ("administrator", NOBODY, Channel.PHONE, None, "not-a-guest-role"),
        ("styregruppe", NOBODY, Channel.PHONE, None, "not-a-guest-role"),
        ("findes-ikke", NOBODY, Channel.PHONE, None, "not-a-guest-role"),
    ],
)
def test_an_answer_says_whom_and_how_it_was_decided(
    plan: StandingPlan, role: str | None, standing: frozenset[str], channel: Channel | None, meeting: int | None,
    code: str,
) -> None:  # fmt: skip
    def asked() -> None:
        invitations.require_answer(plan, TODAY, role=role, standing=standing, channel=channel, meeting=meeting)

    if not code:
        asked()
        return
    with pytest.raises(RuleBroken) as caught:
        asked()
    assert caught.value.code == code
