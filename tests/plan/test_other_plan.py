"""Another area is another file: nothing of the shipped place is left in it or in the code that reads it."""

import re
from datetime import date
from pathlib import Path

import pytest

from data.places import Places
from data.plan import Aged, StandingPlan, load, remarks
from data.plan.words import FOLLOWS, INJECTS, PARTS, PARTY_KINDS, ROOMS, ROUTES, VERBS
from data.vocabulary import InjectKind, PartKind, PartyKind, Room, Route, Verb

OTHER = Path("tests/plan/eksempelparken.yaml")
OF_THE_SHIPPED_PLACE = re.compile("ishøj|ishoej|vejleå|lokalråd|lokalraad", re.IGNORECASE)


@pytest.fixture
def other() -> StandingPlan:
    return load(OTHER)


def test_the_other_plan_shares_no_word_with_the_shipped_place(other: StandingPlan) -> None:
    """B8, domain.md 4.1."""
    everything = f"{other.text} {other!r} {Places.from_plan(other).base_map()}"
    assert not OF_THE_SHIPPED_PLACE.search(everything)


def test_no_module_of_plan_or_places_names_the_shipped_place() -> None:
    modules = [*Path("data/plan").glob("*.py"), *Path("data/places").glob("*.py")]
    assert modules
    assert [module for module in modules if OF_THE_SHIPPED_PLACE.search(module.read_text(encoding="utf-8"))] == []


def test_three_housing_organisations_a_two_monthly_council_and_no_fire_service(other: StandingPlan) -> None:
    assert len(other.parties_of_kind(PartyKind.HOUSING)) == 3
    assert other.parties_of_kind(PartyKind.FIRE_SERVICE) == ()
    assert other.fora["samraad"].every_months == 2
    assert other.terms["council"].genitive == "Samrådets"
    assert other.levels == ("Grøn", "Gul", "Rød")


def test_a_party_without_the_flag_is_not_covered_by_115(other: StandingPlan) -> None:
    """R47."""
    assert not other.party("nordbo").covered_115


def test_a_missing_signature_is_named(other: StandingPlan) -> None:
    """R2."""
    status = other.signature_status()
    assert not status.complete
    assert [party.code for party in status.missing] == ["midtbo"]
    assert (Aged.SIGNATURE_MISSING, "midtbo", None) in remarks(other, date(2027, 3, 1))


def test_stand_ins_stand_in_the_order_they_are_tried(other: StandingPlan) -> None:
    """R21."""
    assert [(one.function, one.mandate_as_written, one.phone) for one in other.stand_ins_of("nordbo")] == [
        ("souschef", "fuldt mandat", "+4570000007"),
        ("vagt", "", "+4570000008"),
    ]


def test_the_role_without_a_party_and_an_unknown_role_speak_for_nobody(other: StandingPlan) -> None:
    assert other.party_of("systemansvarlig") is None
    assert other.party_of("af en ældre plan") is None
    assert other.party_of(None) is None
    party = other.party_of("leder")
    assert party
    assert [role.code for role in other.roles_of(party.code)] == ["leder", "foelgegruppe", "direktion"]


def test_a_revision_that_is_due_is_told(other: StandingPlan) -> None:
    due = {
        day: Aged.REVISION_DUE in {r.aged for r in remarks(other, day)} for day in (date(2028, 5, 31), date(2028, 6, 1))
    }
    assert due == {date(2028, 5, 31): False, date(2028, 6, 1): True}


def test_every_word_of_the_vocabulary_can_be_written_in_a_file() -> None:
    assert set(VERBS.values()) | FOLLOWS == set(Verb)
    assert not set(VERBS.values()) & FOLLOWS
    assert set(PARTY_KINDS.values()) == set(PartyKind)
    assert set(ROUTES.values()) == set(Route)
    assert set(PARTS.values()) == set(PartKind)
    assert set(ROOMS.values()) == set(Room)
    assert set(INJECTS.values()) == set(InjectKind)
