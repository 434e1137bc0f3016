"""A word is found wherever somebody wrote it, by whoever may remove it, and by nobody else (domain.md 6.25)."""

from dataclasses import replace

import pytest
from sqlalchemy import String, UnicodeText, select

from data import commands, queries
from data.entities import Entity, Fact, Incident, LogLine, Person, Text
from data.errors import NotAllowed, RuleBroken
from data.queries.finding import NAMES
from data.rules.shown import WHERE, Shown, Standing
from data.storage import Store
from data.vocabulary import Certainty, Verb
from tests import builders as b
from tests.commands.test_removal import a_rich_incident

CHIEF = "projektchef"


def found(store: Store, word: str, role: str = CHIEF) -> queries.Found:
    return queries.find(store, b.hat(store, role), word)


def test_every_column_that_refers_to_a_text_is_known_with_its_places() -> None:
    referring = {
        table.name
        for table in Entity.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "texts"
    }
    assert referring == set(WHERE)


def test_every_column_of_words_is_a_text_a_name_that_is_searched_or_a_code() -> None:
    """A new column in which somebody could be named must be searched, or be said here to hold codes alone."""
    codes = (
        "role", "party", "code", "hash", "digest", "key", "forum", "kind", "verb", "subject", "category", "zone",
        "block", "place", "coordinator", "entry", "speaker", "informs", "chair", "recorder", "seated", "asked",
        "called", "invited", "confirmed", "recipient", "owner", "receiver", "body", "title", "language", "previous",
        "facts", "texts", "totp_secret", "sign_in_id", "id", "provider",
        "onward",  # an address of this product, for ten minutes
    )  # fmt: skip
    words = {
        (table.name, column.name)
        for table in Entity.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | UnicodeText) and table.name != "texts"
    }
    unknown = {
        (table, column) for table, column in words
        if (table, column) not in NAMES and column not in codes and not column.endswith(("_role", "_party", "_hash"))
    }  # fmt: skip
    assert unknown == set()


def test_every_text_of_a_rich_incident_is_found_with_its_place(store: Store) -> None:
    a_rich_incident(store)
    with store.whole() as session:
        texts = dict(session.execute(select(Text.id, Text.body)).all())
    for number, body in texts.items():
        hits = {hit.text: hit for hit in found(store, body or "").hits}
        assert number in hits, body
        assert hits[number].said is not None
        assert hits[number].shown
        with store.whole() as session:
            assert f'"id":{number}}}' in session.get_one(LogLine, hits[number].seq).texts


def test_a_hit_says_what_it_is_where_it_stands_and_who_wrote_it(store: Store) -> None:
    incident = b.an_incident(store, what="Katten er væk", exercise=True)
    hit = found(store, "KATTEN").hits[0]
    assert (hit.role, hit.verb, hit.table, hit.standing) == ("aab", Verb.REPORT, "incidents", Standing.CURRENT)
    assert hit.incident == queries.OfIncident(incident, 1, exercise=True)
    assert {Shown.BOARD, Shown.HISTORY, Shown.MAIL} <= set(hit.shown)


def test_earlier_wordings_drafts_and_proposals_are_found_and_said_to_be(store: Store) -> None:
    plan = b.plan_of(store, b.an_active_incident(store))
    b.a_part(store, plan, text="Den gamle kat.")
    b.a_part(store, plan, revision=1, text="Den nye kat.")
    b.a_proposal(store, plan, revision=2, text="Den foreslåede kat.")
    b.a_message(store, plan, happened="Kladdens kat.")
    stands = {hit.said.body: hit.standing for hit in found(store, "kat").hits if hit.said}
    assert stands["Den gamle kat."] is Standing.EARLIER
    assert stands["Den nye kat."] is Standing.CURRENT
    assert stands["Den foreslåede kat."] is Standing.PROPOSED
    assert stands["Kladdens kat."] is Standing.DRAFT


def test_an_earlier_judgement_of_a_fact_is_said_to_stand_beside_it(lite: Store) -> None:
    incident, police = b.an_active_incident(lite), b.hat(lite, "lokalraad-politi")
    [fact] = queries.facts(lite, police, incident=incident)
    for certainty, reason in ((Certainty.REFUTED, "Det var en kat."), (Certainty.CONFIRMED, "")):
        commands.judge_fact(lite, police, seen=b.seen(lite, Fact, fact.id), certainty=certainty, reason=reason)
    [hit] = found(lite, "en kat").hits
    assert (hit.table, hit.standing) == ("facts", Standing.EARLIER)
    assert set(hit.shown) == {Shown.INCIDENTS, Shown.HISTORY}


def test_the_administrator_finds_everything_and_reads_the_surroundings_alone(store: Store) -> None:
    b.an_incident(store, what="x" * 200 + " katten " + "y" * 200)
    hit = found(store, "katten", "administrator").hits[0]
    assert hit.said is None
    assert "katten" in hit.around
    assert len(hit.around) < 120
    assert hit.incident is not None


@pytest.mark.parametrize("role", ["aab", "stabsenhed", "styregruppe", "lokalraad-politi", "ukendt"])
def test_nobody_else_searches(lite: Store, role: str) -> None:
    b.an_incident(lite)
    with pytest.raises(NotAllowed):
        found(lite, "brand", role)


def test_a_guest_with_the_right_finds_their_own_incident_alone(lite: Store) -> None:
    mine, other = b.an_active_incident(lite, what="Katten her"), b.an_active_incident(lite, what="Katten der")
    _, guest = b.a_guest(lite, mine)
    allowed = replace(guest, grants=guest.grants | {Verb.REDACT, Verb.READ})
    hits = queries.find(lite, allowed, "katten").hits
    assert {hit.incident.id for hit in hits if hit.incident} == {mine}
    assert other != mine


def test_names_that_are_no_texts_are_found_by_those_who_may_know_them(store: Store) -> None:
    person = b.a_person(store, "aab", "kattevagt", display="Kattevagten", email="kat@example.dk")
    hits = found(store, "kat", "administrator").names
    assert {(hit.table, hit.column) for hit in hits} >= {
        ("people", "username"), ("people", "display"), ("people", "email"),
    }  # fmt: skip
    assert [hit for hit in found(store, "kattevagt").names if hit.table == "people"] == []
    assert b.row_of(store, Person, person).username == "kattevagt"


def test_a_search_leaves_no_trace(store: Store) -> None:
    b.an_incident(store)
    before = b.standing(store)
    found(store, "hemmeligt navn")
    assert b.standing(store) == before
    with pytest.raises(RuleBroken):
        found(store, "x")


def test_what_was_removed_is_found_no_more_and_what_left_the_house_is_said(store: Store) -> None:
    incident = b.an_active_incident(store, what="Katten var her")
    text = b.row_of(store, Incident, incident).what_id
    commands.call_off(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, incident), reason="Falsk alarm.")
    b.an_archive(store, incident, received=True)
    hit = queries.removable(store, b.hat(store, CHIEF), text)
    assert hit is not None
    told = queries.outside(store, b.hat(store, CHIEF), hit)
    assert [reference for _, reference in told.archives] == ["2031-117"]
    commands.redact(store, b.hat(store, CHIEF), text=text)
    assert found(store, "katten").hits == ()
    assert queries.removable(store, b.hat(store, CHIEF), text) is None
