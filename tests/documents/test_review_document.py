"""The review on paper: the same words in both formats, two pages and an annex, marked when it was an exercise."""

import re

import pytest

from components.documents import review
from components.documents.blocks import NewPage, texts
from components.documents.made import WRITERS, Format
from components.documents.review_buttons import review_file
from components.texts import t
from data import commands, queries
from data.entities import ActionPlan, Incident
from data.errors import NotAllowed, RuleBroken
from data.queries import Review
from data.storage import Store
from tests import builders as b
from tests.documents.read import bare, docx_text, pdf_pages, pdf_text, whole, word
from tests.reviewed import an_evening

LONG = "Vi var samlet hurtigt, men vidste ikke, hvem der skulle ringe til hvem. "


def account(store: Store, *, exercise: bool = False) -> Review:
    incident = an_evening(store, exercise=exercise)
    found = queries.review(store, b.hat(store, "aab"), incident)
    assert found is not None
    return found


def test_both_formats_say_the_same_words(lite: Store) -> None:
    sheet = review.sheet(account(lite), lite.plan())
    assert docx_text(WRITERS[Format.DOCX](sheet)) == whole(sheet)
    assert pdf_text(WRITERS[Format.PDF](sheet), sheet) == whole(sheet, pdf=True)


def test_two_pages_stand_before_the_annex(lite: Store) -> None:
    sheet = review.sheet(account(lite), lite.plan())
    pages = [bare(page) for page in pdf_pages(WRITERS[Format.PDF](sheet))]
    annex = bare(t("Annex: all actions"))
    assert [annex in page for page in pages[:3]] == [False, False, True]
    assert bare(t("To decide")) in pages[0]
    assert bare(t("First impressions")) in pages[1]
    assert sum(isinstance(block, NewPage) for block in sheet.blocks) == 1
    broken = [run for one in word(WRITERS[Format.DOCX](sheet)).paragraphs for run in one.runs if "w:br" in run._r.xml]
    assert len([run for run in broken if 'w:type="page"' in run._r.xml]) == 1


def test_long_words_are_cut_in_front_and_stand_whole_in_the_annex(lite: Store) -> None:
    incident = b.an_active_incident(lite)
    plan = b.plan_of(lite, incident)
    for _ in range(30):
        b.an_action(lite, incident, what=LONG * 8)
        b.a_message(lite, plan)
    b.agree(lite, plan)
    for role in ("aab", "boligselskab", "lokalraad-politi", "lokalraad-kommune"):
        commands.give_impression(lite, b.hat(lite, role), plan=plan, good=LONG * 12, better=LONG * 12)
    chief = b.hat(lite, "projektchef")
    commands.call_off(lite, chief, seen=b.seen(lite, Incident, incident), reason="Falsk alarm.")
    found = queries.review(lite, chief, incident)
    assert found is not None
    sheet = review.sheet(found, lite.plan())
    pages = [bare(page) for page in pdf_pages(WRITERS[Format.PDF](sheet))]
    assert next(n for n, page in enumerate(pages) if bare(t("Annex: all actions")) in page) == 2
    assert list(texts(sheet)).count((LONG * 12).strip()) == 8, "whole in the annex, and cut before it"
    assert list(texts(sheet)).count((LONG * 8).strip()) == 30


@pytest.mark.parametrize("exercise", [False, True])
def test_an_exercise_is_marked_on_every_page_and_in_the_name(lite: Store, exercise: bool) -> None:
    found = account(lite, exercise=exercise)
    sheet = review.sheet(found, lite.plan())
    mark = bare(t("EXERCISE – nothing here is real"))
    assert all((mark in bare(page)) is exercise for page in pdf_pages(WRITERS[Format.PDF](sheet)))
    assert (mark in bare(word(WRITERS[Format.DOCX](sheet)).sections[0].header.paragraphs[0].text)) is exercise
    shown = re.fullmatch(r"(OEVELSE-)?gennemgang-haendelse-1-\d{8}-\d{4}", review.name(found))
    assert shown is not None
    assert bool(shown[1]) is exercise


def test_what_is_not_registered_says_so_and_nothing_is_zero_for_it(lite: Store) -> None:
    said = list(texts(review.sheet(account(lite), lite.plan())))
    treated = t("Dealt with by {council}", council=lite.plan().terms["council"].definite)
    for name in (t("Evaluated"), treated, t("All fixed members reached")):
        assert said[said.index(name) + 1] == t("not registered")
    assert t("{n} min", n=0) not in said


def test_nobody_is_named_and_individuals_are_told_of_by_nothing_but_their_entry(lite: Store) -> None:
    found = account(lite)
    said = " ".join(texts(review.sheet(found, lite.plan())))
    assert not [contact.name for contact in lite.plan().contacts if contact.name in said]
    assert "Samtale i aften" not in said
    [row] = [one for one in found.actions if one.individuals]
    assert lite.plan().catalogue["P1"].text in said
    assert row.told.done is not None, "the log knows it"


def test_who_may_not_read_it_gets_no_file_and_nobody_while_it_runs(lite: Store) -> None:
    incident = an_evening(lite)
    made = review_file(lite, b.hat(lite, "aab"), incident, Format.PDF)
    assert made.name.endswith(".pdf")
    for viewer in (b.administrator(lite), b.a_guest(lite, b.an_active_incident(lite))[1]):
        with pytest.raises(NotAllowed):
            review_file(lite, viewer, incident, Format.DOCX)
    chief = b.hat(lite, "projektchef")
    seen = b.seen(lite, ActionPlan, b.plan_of(lite, incident))
    commands.reopen(lite, chief, seen=seen, ends_at=b.ahead(lite), reason="Uroen er tilbage.")
    with pytest.raises(NotAllowed):
        review_file(lite, chief, incident, Format.PDF)


def test_no_file_is_made_while_a_closed_item_about_its_plan_runs_but_for_the_entitled(lite: Store) -> None:
    first, second = b.an_active_incident(lite), b.an_active_incident(lite)
    chief, plan = b.hat(lite, "projektchef"), b.plan_of(lite, first)
    commands.cover_incident(lite, chief, seen=b.seen(lite, ActionPlan, plan), incident=second)
    commands.call_off(lite, chief, seen=b.seen(lite, Incident, second), reason="Falsk alarm.")
    meeting = b.a_running_meeting(lite, first)
    b.a_full_table(lite, meeting)
    item = b.a_closed_item(lite, meeting)
    with pytest.raises(RuleBroken, match="closed-item-running"):
        review_file(lite, b.hat(lite, "aab"), second, Format.PDF)
    assert review_file(lite, b.hat(lite, "lokalraad-politi"), second, Format.PDF).content
    commands.end_closed_item(lite, b.hat(lite, "lokalraad-politi"), item=item)
    assert review_file(lite, b.hat(lite, "aab"), second, Format.PDF).content


def test_the_injects_of_a_guided_exercise_stand_in_the_annex(lite: Store) -> None:
    """6.13: which were let go, and how long until each was dealt with; what nobody dealt with says so."""
    chief = b.hat(lite, "projektchef")
    incident = b.a_led_exercise(lite)
    b.later(lite, minutes=4)
    b.assess(lite, incident)
    commands.activate(lite, chief, incident=incident)
    commands.release_inject(lite, chief, incident=incident, number=2)
    commands.call_off(lite, chief, seen=b.seen(lite, Incident, incident), reason="Øvelsen er slut.")
    found = queries.review(lite, b.hat(lite, "aab"), incident)
    assert found is not None
    sheet = review.sheet(found, lite.plan())
    said = list(texts(sheet))
    annex = said[said.index(t("Annex: injects of the exercise")) :]
    assert [one.inject.text in annex for one in found.injects] == [True] * len(found.injects)
    first = annex.index(found.injects[0].inject.text)
    assert annex[first + 4] == t("{n} min", n=4)
    assert annex[annex.index(found.injects[1].inject.text) + 4] == t("not registered")
    assert pdf_text(WRITERS[Format.PDF](sheet), sheet) == whole(sheet, pdf=True)
