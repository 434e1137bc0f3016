"""A name that got past the stop is found by searching, removed, and then nowhere: no file, no table, no document (6.1).

What the pages show is asked in tests/pages/test_removal_page.py; a text's bytes in PostgreSQL's files in test_purge.py.
"""

from collections.abc import Iterator

from sqlalchemy import LargeBinary, String, cast, select, update

from components.documents import docx, pdf, picture, plan, review
from data import commands, queries
from data.entities import ActionPlan, Entity, Incident, LogLine
from data.rules import privacy
from data.rules.known_words import known_words
from data.storage import Store, verify
from data.storage.overruling import overruling, words_of
from data.vocabulary import ActionStatus, NotAPerson
from tests import builders as b
from tests.documents.read import docx_text
from tests.storage.test_chain import disarm
from tests.storage.test_purge import bytes_of

NAME = "Kim Testesen"
SAID = f"{NAME} var ved containeren."


def planted(store: Store) -> int:
    """A closed incident in which somebody overruled the stop in one text after the other; its id."""
    found = privacy.findings(SAID, known_words(store.plan()))
    assert found, "the stop marks it"
    with overruling({words_of(SAID, one): NotAPerson.OTHER for one in found}):
        incident = b.an_active_incident(store, what=SAID)
        number = b.plan_of(store, incident)
        b.a_part(store, number, text=SAID)
        b.a_part(store, number, revision=1, text="Ingen er nævnt her.")
        b.a_proposal(store, number, revision=2, text=SAID)
        b.an_accepted_action(store, incident, what=SAID)
        b.a_sent_message(store, number, happened=SAID)
        b.an_approved_picture(store, number, changes=SAID)
        b.a_seat(store, b.a_running_meeting(store, incident))
        b.a_decision(store, 1, text=SAID)
        b.a_question(store, number, text=SAID)
        b.end_meeting(store, 1)
    action = queries.actions(store, b.hat(store, "projektchef"), plan=number)[0]
    b.tell(store, action.id, ActionStatus.DONE)
    b.a_plan_ready_to_close(store, incident)
    commands.close(store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, number))
    return incident


def documents(store: Store, incident: int) -> Iterator[str]:
    """What can be filed of the incident, as text and as it lies in its file."""
    chief, number = b.hat(store, "projektchef"), b.plan_of(store, incident)
    told = queries.plan_document(store, chief, number)
    shown = queries.picture_document(store, chief, queries.pictures(store, chief, plan=number)[0].id)
    looked_back = queries.review(store, chief, incident)
    assert told
    assert shown
    assert looked_back
    standing = store.plan()
    for sheet in (plan.sheet(told, standing), picture.sheet(shown, standing), review.sheet(looked_back, standing)):
        yield docx_text(docx.document(sheet))
        yield repr(sheet)
        yield pdf.document(sheet).decode("latin-1")


def kept(store: Store) -> list[str]:
    """Every value of every column of every table, as text."""
    with store.whole() as session:
        return [
            str(value)
            for table in Entity.metadata.sorted_tables
            for column in table.columns
            if not isinstance(column.type, LargeBinary)
            for value in session.scalars(select(cast(column, String)).where(column.is_not(None)))
        ]


def test_a_planted_name_is_found_removed_and_then_nowhere(store: Store) -> None:
    incident, chief = planted(store), b.hat(store, "projektchef")
    found = queries.find(store, chief, "kim testesen")
    assert len(found.hits) >= 8
    assert any(NAME in words for words in documents(store, incident))
    assert any(NAME in words for words in kept(store))
    with store.whole() as session:
        assert verify(session).whole
    for hit in found.hits:
        commands.redact(store, chief, text=hit.text)
    with store.whole() as session:
        assert verify(session).whole
    assert queries.find(store, chief, "testesen").hits == ()
    assert [words for words in kept(store) if "estesen" in words] == []
    assert [words for words in documents(store, incident) if "estesen" in words] == []
    if store.engine.dialect.name == "sqlite":
        assert b"estesen" not in bytes_of(store)
    with store.whole() as session:  # and whoever edits a line by hand is found
        disarm(session)
        session.execute(update(LogLine).where(LogLine.seq == 3).values(role="aab"))
        verdict = verify(session)
        session.rollback()
    assert (verdict.broken, verdict.why) == (3, "line-changed")
    assert b.row_of(store, Incident, incident).number == 1
