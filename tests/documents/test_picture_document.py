"""The situation picture on one page: as it was approved, or a draft of what stands now. Source: domain.md 3.4."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy.orm import Session

from components import look
from components.documents import docx, pdf, picture
from components.documents.blocks import Paragraph, Sheet, Table
from components.texts import t
from data import commands, queries
from data.entities import Action, ActionPlan, PlanPart, SituationPicture, Text
from data.queries import PictureDocument
from data.queries.wording import NOTHING
from data.rules import progress
from data.storage import Store
from data.vocabulary import ActionStatus, PartKind, Source
from tests import builders as b
from tests.conftest import Clock
from tests.documents.filled import SAID, a_picture, a_whole_plan, spoken
from tests.documents.read import bare, docx_text, pdf_pages, pdf_text, whole, word

HERE = ("situation", "risk", "changes", "outlook", "consequences", "needs", "media", "questions", "withheld", "fact",
        "rumour")  # fmt: skip


def of(store: Store, *, approved: bool = True, say: Callable[[str], str] = spoken, **other: bool) -> PictureDocument:
    plan = a_whole_plan(store, say, **other)
    row = a_picture(store, plan, say, approved=approved)
    found = queries.picture_document(store, b.hat(store, "aab"), plan, row if approved else None)
    assert found is not None
    return found


def sheet_of(store: Store, told: PictureDocument) -> Sheet:
    return picture.sheet(told, store.plan(told.standing_plan_id))


def both(store: Store, told: PictureDocument) -> Iterator[str]:
    sheet = sheet_of(store, told)
    yield docx_text(docx.document(sheet))
    yield pdf_text(pdf.document(sheet), sheet)


def test_both_formats_say_the_same_and_all_of_it_on_one_page(lite: Store) -> None:
    told = of(lite)
    sheet = sheet_of(lite, told)
    content = pdf.document(sheet)
    assert docx_text(docx.document(sheet)) == whole(sheet)
    assert pdf_text(content, sheet) == whole(sheet, pdf=True)
    assert len(pdf_pages(content)) == 1
    facts = ["Situationsbillede 1", "Godkendt 24.10.2026 kl. 21.40 af Projektchef", "15–20", "Middel",
             "Næste opdatering", "25.10.2026 kl. 00.40", "UDEN ANSVARLIG", "Under udførelse", "Igangsat", "Udsendt",
             "Rettet", "Rygte",
             "Idrætsforeningen", "MÅ IKKE OFFENTLIGGØRES", *(SAID[field] for field in HERE)]  # fmt: skip
    for text in both(lite, told):
        assert not [fact for fact in facts if bare(fact) not in text]


def test_an_approved_picture_stays_as_it_was(lite: Store) -> None:
    told = of(lite)
    with Session(lite.engine) as session:
        action = session.query(Action).filter_by(number=1).one()
        action.status, action.party = ActionStatus.DONE, "aab"
        new = Text(body="Alt er slukket.", salt=b"0" * 16)
        session.add(new)
        session.flush()
        session.add(
            PlanPart(plan_id=told.plan_id, kind=PartKind.SITUATION, revision=2, text_id=new.id, person_id=None,
                     state=session.query(PlanPart).first().state, at=lite.clock(), role="stabsenhed",  # type: ignore[union-attr]  # there is one
                     party="kommune")
        )  # fmt: skip
        session.commit()
    again = queries.picture_document(lite, b.hat(lite, "aab"), told.plan_id, _id(lite))
    assert again == told
    now = queries.picture_document(lite, b.hat(lite, "aab"), told.plan_id)
    assert now is not None
    assert (now.situation.body, now.number) == ("Alt er slukket.", 2)
    assert {a.status for a in now.actions if a.number == 1} == {ActionStatus.DONE}


def _id(store: Store) -> int:
    with store.whole() as session:
        return session.query(SituationPicture).filter(SituationPicture.approved_at.is_not(None)).one().id


def test_what_stands_now_is_a_draft_and_says_so(lite: Store) -> None:
    told = of(lite, approved=False)
    assert told.approved_at is None
    assert picture.name(told) == "situationsbillede-1-udkast-20261024-2140"
    for text in both(lite, told):
        assert bare("UDKAST, ikke godkendt. Som det står 24.10.2026 kl. 21.40") in text
        assert not [field for field in HERE if bare(SAID[field]) not in text]


def test_without_anything_written_it_says_what_is_missing(lite: Store) -> None:
    plan = b.plan_of(lite, b.an_active_incident(lite))
    told = queries.picture_document(lite, b.hat(lite, "aab"), plan)
    assert told is not None
    assert queries.newest_picture(lite, b.hat(lite, "aab"), plan) is None
    for text in both(lite, told):
        assert text.count("MANGLER") == 3


def test_what_is_late_says_so_and_what_is_told_says_by_whom(lite: Store) -> None:
    told = of(lite)
    action = replace(told.actions[0], overdue=True)
    for text in both(lite, replace(told, actions=(action, *told.actions[1:]))):
        assert ", forsinket".replace(" ", "") in text
        assert bare(t(look.SOURCE[Source.OBSERVED])) in text


def test_what_was_late_when_it_was_approved_stays_late(lite: Store, clock: Clock) -> None:
    plan = a_whole_plan(lite)
    clock.turn(hours=30)
    row = a_picture(lite, plan)
    for number in (None, row):
        found = queries.picture_document(lite, b.hat(lite, "aab"), plan, number)
        assert found is not None
        assert [a.number for a in found.actions if a.overdue] == [
            a.number for a in found.actions if a.deadline and a.status not in progress.TERMINAL
        ]


def test_actions_stand_by_party(lite: Store) -> None:
    told = of(lite)
    again = replace(told.actions[0], number=9, status=ActionStatus.DONE)
    table = next(
        block for block in sheet_of(lite, replace(told, actions=(*told.actions, again))).blocks
        if isinstance(block, Table)
    )  # fmt: skip
    parties = [row[0] for row in table.rows]
    assert len([1 for one, other in pairwise(parties) if one != other]) == len(set(parties)) - 1


def test_what_must_not_be_made_public_marks_the_picture_at_its_top(lite: Store) -> None:
    told = of(lite)
    sheet = sheet_of(lite, told)
    assert isinstance(sheet.blocks[0], Paragraph)
    assert sheet.blocks[0].text.startswith("MÅ IKKE OFFENTLIGGØRES")
    assert not isinstance(sheet_of(lite, replace(told, withheld=NOTHING)).blocks[0], Paragraph)
    assert lite.plan().confidentiality not in whole(sheet)


def test_a_working_copy_is_no_approved_picture(lite: Store) -> None:
    told = of(lite, approved=False)
    with lite.whole() as session:
        row = session.query(SituationPicture).one().id
    assert queries.picture_document(lite, b.hat(lite, "aab"), told.plan_id, row) is None


@pytest.mark.parametrize(
    "said",
    ["Meget langt. " * 150, "Q" * 1990, "\n" * 900 + "Sidst.", "ÆØÅ " * 500],
    ids=["sentences", "one-word", "lines", "words"],
)
def test_one_page_is_a_promise(lite: Store, said: str) -> None:
    told = of(lite, say=lambda _: said)
    with Session(lite.engine) as session:
        row = session.query(Action).filter_by(number=1).one()
        for number in range(10, 60):
            session.add(
                Action(plan_id=row.plan_id, incident_id=row.incident_id, number=number, entry=None, party="aab",
                       person_related=False, what_id=row.what_id, where_id=None, leaders=[], target_groups=[],
                       deadline=row.deadline, status=row.status, proposed_at=row.proposed_at, told_at=row.told_at)
            )  # fmt: skip
        session.commit()
    now = queries.picture_document(lite, b.hat(lite, "aab"), told.plan_id)
    assert now is not None
    for one in (told, now):
        sheet = sheet_of(lite, one)
        assert len(pdf_pages(pdf.document(sheet))) == 1
        text = docx_text(docx.document(sheet))
        assert bare("… (fortsættes i handlingsplanen)") in text
    assert bare("mere i handlingsplanen") in text


def test_an_exercise_is_marked_on_it(lite: Store) -> None:
    told = of(lite, exercise=True)
    sheet = sheet_of(lite, told)
    assert picture.name(told).startswith("OEVELSE-situationsbillede-1-")
    assert "ØVELSE – intet her er virkeligt" in pdf_pages(pdf.document(sheet))[0]
    assert word(docx.document(sheet)).sections[0].header.paragraphs[0].text == "ØVELSE – intet her er virkeligt"


def test_a_removed_text_shows_that_it_was_removed(lite: Store) -> None:
    told = of(lite)
    with Session(lite.engine) as session:
        text = session.get_one(Text, told.changes.id)
        assert text.body == SAID["changes"]
    gone = PictureDocument(**{**told.__dict__, "changes": queries.Said(told.changes.id, None)})
    for text in both(lite, gone):
        assert bare("Ændringer siden sidst (tekst fjernet)") in text


def test_a_guest_finds_nothing_of_another_incident_in_what_was_frozen(lite: Store) -> None:
    plan = a_whole_plan(lite)
    other = b.an_active_incident(lite)
    commands.cover_incident(lite, b.hat(lite, "projektchef"), seen=b.seen(lite, ActionPlan, plan), incident=other)
    b.an_action(lite, other, what="Ekstra belysning ved søen")
    row = a_picture(lite, plan)
    _, guest = b.a_guest(lite, other)
    told = queries.picture_document(lite, guest, plan, row)
    assert told is not None
    assert told.extract
    assert [action.what.body for action in told.actions] == ["Ekstra belysning ved søen"]
    assert SAID["fact"] not in [fact.what.body for fact in told.facts]
