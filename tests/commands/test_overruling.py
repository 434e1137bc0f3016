"""What the writer says is no person: kept for that one submission, counted in the log, its words nowhere (6.1)."""

import json

import pytest
from sqlalchemy import select

from data import commands
from data.entities import LogLine
from data.errors import RuleBroken
from data.rules.privacy import findings
from data.storage import Store
from data.storage.change import OVERRULED
from data.storage.overruling import Words, overruling, words_of
from data.vocabulary import NotAPerson
from tests import builders as b

CAFE = "Uro ved Selmas og Ingrid Sofies; ring 20 93 09 31"
CPR = "Han er 010199-1234"


def marked(text: str) -> list[Words]:
    return [words_of(text, finding) for finding in findings(text)]


def facts(store: Store) -> list[dict[str, object]]:
    with store.whole() as session:
        return [json.loads(line.facts) for line in session.scalars(select(LogLine).order_by(LogLine.seq))]


def test_a_name_is_stopped_at_the_one_door(store: Store) -> None:
    with b.refused(store, RuleBroken, "personal-text", field="what"):
        b.an_incident(store, what="Mohammed slog en anden dreng")


def test_the_people_of_the_plan_file_are_people(store: Store) -> None:
    name = store.plan().contacts[0].name.split()[-1]
    with b.refused(store, RuleBroken, "personal-text", field="what"):
        b.an_incident(store, what=f"Vent på {name}")


def test_what_the_plan_file_names_is_nobody(store: Store) -> None:
    plan = store.plan()
    for party in plan.parties.values():
        b.an_incident(store, what=f"Vi har talt med {party.name} om det")


def test_what_is_no_person_is_kept_and_counted_without_its_words(store: Store) -> None:
    with overruling(dict.fromkeys(marked(CAFE), NotAPerson.PLACE)):
        b.an_incident(store, what=CAFE)
    told = [line[OVERRULED] for line in facts(store) if OVERRULED in line]
    assert told == [{"place": len(marked(CAFE))}]
    assert "selma" not in json.dumps(facts(store)).lower()


def test_it_holds_for_that_submission_alone(store: Store) -> None:
    with overruling(dict.fromkeys(marked(CAFE), NotAPerson.ORGANISATION)):
        b.an_incident(store, what=CAFE)
    with b.refused(store, RuleBroken, "personal-text", field="what"):
        b.an_incident(store, what=CAFE)


def test_another_name_beside_it_is_still_stopped(store: Store) -> None:
    with overruling(dict.fromkeys(marked(CAFE), NotAPerson.PLACE)), b.refused(store, RuleBroken, "personal-text"):
        b.an_incident(store, what=f"{CAFE}; spørg Fatima")


@pytest.mark.parametrize("why", NotAPerson)
def test_a_cpr_number_is_never_overruled(store: Store, why: NotAPerson) -> None:
    with overruling(dict.fromkeys(marked(CPR), why)), b.refused(store, RuleBroken, "personal-text", field="what"):
        b.an_incident(store, what=CPR)


def test_a_line_without_an_overruling_says_nothing_of_it(store: Store) -> None:
    b.an_incident(store)
    commands.mark_read(store, b.hat(store, "lokalraad-kommune"), incident=b.an_incident(store))
    assert not [line for line in facts(store) if OVERRULED in line]
