"""The shipped file says what the signed document says, and grants what domain.md 1.1 grants."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from data.plan import Aged, StandingPlan, load, parse, remarks
from data.vocabulary import PartyKind, Route, Verb

PLAN = Path("data/plan/vejleaaparken.yaml")
DOCUMENT_ROLES = {"projektchef", "lokalraad-politi", "lokalraad-kommune", "aab", "boligselskab"}


@pytest.fixture
def plan() -> StandingPlan:
    return load(PLAN)


def test_basis_period_and_missing_approval_are_as_in_the_document(plan: StandingPlan) -> None:
    """R1, R3."""
    assert "§ 6, stk. 6 nr. 5" in plan.basis
    assert (plan.period, plan.period_ends) == ("2015–2018", date(2018, 12, 31))
    assert (plan.approval, plan.approved_on) == ("ikke dokumenteret", None)


def test_the_five_signatures_have_iso_dates(plan: StandingPlan) -> None:
    """R5."""
    signed = {signature.party: signature.signed.isoformat() for signature in plan.signatures}
    assert signed == {
        "politi": "2017-08-31",
        "boligselskab": "2017-09-04",
        "kommune": "2017-09-01",
        "aab": "2017-09-04",
        "helhedsplan": "2017-09-04",
    }
    assert plan.signature_status() == (True, (), date(2017, 9, 4))


def test_a_signatory_need_not_be_the_contact(plan: StandingPlan) -> None:
    """R5: the police signed by another person than the contact."""
    police = next(signature for signature in plan.signatures if signature.party == "politi")
    contact = plan.contact_of("lokalraad-politi")
    assert contact
    assert police.signatory != contact.name


def test_the_five_contacts_are_parsed_and_kept_as_written(plan: StandingPlan) -> None:
    """R17."""
    assert [(contact.role, contact.phone_as_written, contact.phone, contact.email) for contact in plan.contacts] == [
        ("lokalraad-politi", "7258 7474", "+4572587474", "jmn001@politi.dk"),
        ("lokalraad-kommune", "20930931", "+4520930931", "37315@ishoj.dk"),
        ("aab", "33 76 01 08", "+4533760108", "gev@aab.dk"),
        ("boligselskab", "76 64 65 63", "+4576646563", "tlf@domea.dk"),
        ("projektchef", "31700361", "+4531700361", "lm@vparken.dk"),
    ]
    assert {contact.confirmed for contact in plan.contacts} == {date(2017, 9, 4)}


def test_the_catalogue_has_fifteen_entries_of_the_right_parties(plan: StandingPlan) -> None:
    """R54-R60."""
    owners = {code: entry.party or entry.asks_which for code, entry in plan.catalogue.items()}
    assert owners == {
        **dict.fromkeys(("KOM1", "KOM2", "KOM3"), "kommune"),
        **dict.fromkeys(("P1", "P2", "P3", "P4", "P5"), "politi"),
        **dict.fromkeys(("B1", "B2", "B3"), "beredskab-4k"),
        **dict.fromkeys(("O1", "O2", "O3"), PartyKind.HOUSING),
        "H1": "helhedsplan",
    }
    assert {code for code, entry in plan.catalogue.items() if entry.person_related} == {"P1", "P2"}


def test_the_fire_service_is_no_fixed_member(plan: StandingPlan) -> None:
    """R58, R22."""
    assert not any(party.permanent for party in plan.parties_of_kind(PartyKind.FIRE_SERVICE))


def test_the_fire_service_of_the_day_is_suggested_for_arson(plan: StandingPlan) -> None:
    """R22."""
    suggested = {
        day: [party.code for party in plan.suggested_parties("ildspaasaettelse", day)]
        for day in (date(2019, 12, 31), date(2020, 1, 1))
    }
    assert suggested == {date(2019, 12, 31): ["oestsjaellands-beredskab"], date(2020, 1, 1): ["beredskab-4k"]}


def test_only_police_and_municipality_are_covered_by_115(plan: StandingPlan) -> None:
    """R47."""
    assert {party.code for party in plan.parties.values() if party.covered_115} == {"politi", "kommune"}


def test_the_categories_are_those_of_the_document(plan: StandingPlan) -> None:
    """R7."""
    assert [category.name for category in plan.categories.values()] == [
        "Opgør mellem ungdomsgrupperinger",
        "Stenkast mod politi/brandvæsen",
        "Ildspåsættelse",
        "Lignende begivenhed",
    ]
    assert [code for code, category in plan.categories.items() if category.needs_text] == ["lignende"]


def test_the_group_is_the_five_roles_of_the_document(plan: StandingPlan) -> None:
    """R14, R18, R30."""
    assert {role.code for role in plan.permanent_roles} == DOCUMENT_ROLES
    assert all(role.level_management for role in plan.permanent_roles)
    assert plan.coordinator.code == "projektchef"
    assert [role.code for role in plan.roles.values() if role.drafter] == ["stabsenhed"]


def test_reports_go_to_the_project_chief_or_the_council(plan: StandingPlan) -> None:
    """R24."""
    assert [role.code for role in plan.roles_receiving(Route.PROJECT_CHIEF)] == ["projektchef"]
    assert {role.code for role in plan.roles_receiving(Route.COUNCIL)} == {"lokalraad-politi", "lokalraad-kommune"}


GRANTED = {
    Verb.ACTIVATE: {"projektchef", "lokalraad-politi", "lokalraad-kommune"},
    Verb.ASSESS: {"projektchef", "lokalraad-politi", "lokalraad-kommune"},
    Verb.READ_REPORTS: {"projektchef", "lokalraad-politi", "lokalraad-kommune", "stabsenhed"},
    Verb.REPORT: {*DOCUMENT_ROLES, "stabsenhed", "brandvaesen"},
    Verb.ACCEPT_ACTION: {*DOCUMENT_ROLES, "stabsenhed", "brandvaesen"},
    Verb.DECLINE_ACTION: {*DOCUMENT_ROLES, "stabsenhed", "brandvaesen"},
    Verb.DESCRIBE_ACTION: {*DOCUMENT_ROLES, "stabsenhed"},
    Verb.WRITE_PLAN: {"stabsenhed"},
    Verb.PROPOSE_CHANGE: {*DOCUMENT_ROLES, "brandvaesen"},
    Verb.TAKE_STANCE: {*DOCUMENT_ROLES, "brandvaesen"},
    Verb.APPROVE_MESSAGE: {"projektchef", "lokalraad-politi", "lokalraad-kommune"},
    Verb.CLOSE: {"projektchef"},
    Verb.EXTEND: {"projektchef"},
    Verb.REDACT: {"projektchef", "lokalraad-kommune", "administrator"},
    Verb.ADMINISTER: {"administrator"},
    Verb.SEE_CONTACTS: {*DOCUMENT_ROLES, "stabsenhed", "brandvaesen"},
    Verb.READ: {
        *DOCUMENT_ROLES,
        "stabsenhed",
        "brandvaesen",
        "styregruppe",
        "bestyrelse",
        "lokalraad-medlem-politi",
        "lokalraad-medlem-kommune",
    },
    Verb.CONFIRM_HAND_OVER: {"projektchef", "lokalraad-politi", "lokalraad-kommune", "styregruppe", "bestyrelse"},
    Verb.KEEP_FORA: {"projektchef", "lokalraad-politi", "lokalraad-kommune", "stabsenhed"},
    Verb.RAISE_MATTER: {"projektchef", "lokalraad-politi", "lokalraad-kommune"},
    Verb.TREAT_AT_COUNCIL: {"lokalraad-politi", "lokalraad-kommune", "stabsenhed"},
    Verb.EVALUATE: {*DOCUMENT_ROLES, "stabsenhed"},
    Verb.ARCHIVE: {"projektchef", "lokalraad-kommune", "stabsenhed"},
    Verb.DELETE_INCIDENT: {"lokalraad-kommune", "stabsenhed"},
}


@pytest.mark.parametrize("verb", GRANTED)
def test_each_verb_is_granted_to_the_right_roles(plan: StandingPlan, verb: Verb) -> None:
    """Domain.md 1.1."""
    assert {role.code for role in plan.roles_with(verb)} == GRANTED[verb]


def test_steering_group_and_board_must_be_informed_read_and_answer_for_what_they_are_handed(plan: StandingPlan) -> None:
    """R25, R45."""
    assert {forum.code for forum in plan.fora.values() if forum.must_be_informed} == {"styregruppe", "bestyrelse"}
    assert all(forum.receives_handover for forum in plan.fora.values())
    assert plan.role("styregruppe").grants == plan.role("bestyrelse").grants == {
        Verb.READ, Verb.CONFIRM_HAND_OVER,
    }  # fmt: skip
    assert {code: forum.answering for code, forum in plan.fora.items()} == {
        "lokalraad": ("lokalraad-politi", "lokalraad-kommune"), "bestyrelse": ("bestyrelse",),
        "styregruppe": ("styregruppe",),
    }  # fmt: skip
    assert plan.role("lokalraad-medlem-politi").grants == {Verb.READ}


def test_no_meeting_and_no_time_limit_is_invented(plan: StandingPlan) -> None:
    """R16; domain.md 0.9."""
    assert not any(forum.meetings for forum in plan.fora.values())
    assert not any(entry.deadline_hours for entry in plan.catalogue.values())
    assert plan.limits.silence_minutes is None


def test_residents_and_the_outside_world_are_preset_audiences(plan: StandingPlan) -> None:
    """R13, R39: two mandatory rows, and both internal and external ones."""
    assert [audience.code for audience in plan.audiences if audience.mandatory] == ["beboere", "omverdenen"]
    assert {audience.internal for audience in plan.audiences} == {True, False}


def test_the_closed_item_is_the_last_of_both_agendas(plan: StandingPlan) -> None:
    """R48; domain.md 3.3."""
    assert len(plan.agenda) == 10
    for agenda in (plan.agenda, plan.follow_up_agenda):
        assert [item.closed for item in agenda] == [False] * (len(agenda) - 1) + [True]


def test_every_statute_text_has_its_day_and_its_source(plan: StandingPlan) -> None:
    """R51."""
    assert all(statute.source and statute.in_force_as_of for statute in plan.statutes)
    assert any("§ 135" in statute.title for statute in plan.statutes)


def test_the_file_is_aged_and_says_so(plan: StandingPlan) -> None:
    """R1-R3, R17, 6.28; acceptance step 1."""
    found = {(remark.aged, remark.code) for remark in remarks(plan, date(2026, 11, 23))}
    assert {
        (Aged.PERIOD_ENDED, ""),
        (Aged.APPROVAL_NOT_DOCUMENTED, ""),
        (Aged.PARTY_OUTDATED, "oestsjaellands-beredskab"),
        (Aged.NO_NEXT_MEETING, "lokalraad"),
        *((Aged.CONTACT_UNCONFIRMED, role) for role in DOCUMENT_ROLES),
    } <= found


def test_on_the_day_of_the_last_signature_nobody_was_outdated(plan: StandingPlan) -> None:
    about_people = {Aged.PARTY_OUTDATED, Aged.CONTACT_UNCONFIRMED, Aged.CONTACT_MISSING, Aged.SIGNATURE_MISSING}
    assert not [remark for remark in remarks(plan, date(2017, 9, 4)) if remark.aged in about_people]


def test_a_plan_is_frozen_and_parsed_once(plan: StandingPlan) -> None:
    assert load(PLAN) is plan
    assert parse(plan.text, PLAN.resolve().parent) is plan
    assert hash(load(PLAN)) == hash(plan)
    with pytest.raises(ValidationError):
        plan.title = "en anden"  # type: ignore[misc]  frozen: that is what is shown


def test_the_digest_names_the_text(plan: StandingPlan) -> None:
    assert len(plan.digest) == 64
    assert plan.text == PLAN.read_text(encoding="utf-8")


def test_every_term_has_its_three_forms(plan: StandingPlan) -> None:
    assert set(plan.terms) == {"group", "council", "master_plan", "staff_unit", "steering_group", "board"}
    council = plan.terms["council"]
    assert (council.base, council.definite, council.genitive) == ("Lokalråd", "Lokalrådet", "Lokalrådets")
