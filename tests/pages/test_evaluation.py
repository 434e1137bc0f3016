"""What follows an incident on the screen: the evaluation, its lessons, and the first impression while all sit there."""

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components import evaluation, lessons, look, sheet
from components.texts import t, tn
from data import commands, queries
from data.entities import ForumMeeting, Incident, Lesson
from data.rules.access import may
from data.vocabulary import LessonPlace, LessonState, Verb
from tests import builders as b
from tests.learnt import a_lesson, called_off
from tests.pages.test_pages import PLANS, Town, everything_on, settled
from tests.reviewed import played_to_its_end, who


@pytest.fixture(scope="module", params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(request.param, tmp_path_factory.mktemp(request.param)) as made:
        yield made


@pytest.fixture(scope="module")
def ended(town: Town) -> int:
    """The exercise, played to its end."""
    return played_to_its_end(town.house.store)


def reviewed(town: Town, role: str, incident: int, form: str = "") -> AppTest:
    page = town.opened_by(role)
    page.query_params["haendelse"] = str(incident)
    if form:
        page.query_params[sheet.PARAM] = f"{form}.the-key-of-{form.replace('.', '-')}"  # saved once, a key is used up
    return page.run().switch_page("gennemgang.py").run()


def one_of_each(town: Town) -> list[str]:
    """A role that evaluates, and one that only reads."""
    hats = [b.hat(town.house.store, role) for role in town.plan.roles]
    readers = [hat for hat in hats if may(hat, Verb.READ)]
    return [next(hat.role for hat in readers if may(hat, Verb.EVALUATE) is does) for does in (True, False)]


def keys(page: AppTest) -> list[str]:
    return [str(button.key) for button in page.button]


def field(page: AppTest, name: str) -> Any:
    return next(one for one in page._tree if str(getattr(one, "key", "")).startswith(f"{name}-the-key-of-"))


def press(page: AppTest, name: str = "save") -> AppTest:
    return next(button for button in page.button if str(button.key).startswith(f"{name}-the-key-of-")).click().run()


def test_while_a_plan_runs_it_is_seen_whose_first_impression_is_missing(town: Town) -> None:
    store = town.house.store
    by = who(store, Verb.GIVE_IMPRESSION)
    plan = next(p for p in queries.plans(store, by) if p.state == "in_force")
    page = town.opened_by(by.role)
    page.query_params["plan"] = str(plan.id)
    page.run().switch_page("handlingsplan.py").run()
    [line] = [one.value for one in page.markdown if one.value.startswith(f"**{t('First impression')}**")]
    fixed = [party.short for party in town.plan.parties.values() if party.permanent]
    assert line.count("hourglass") + line.count(":material/check:") == len(fixed)
    opened = [button for button in page.button if str(button.key) == f"open-impression-{plan.id}"]
    assert len(opened) == 1


def test_the_evaluation_is_written_in_the_review_and_a_late_save_shows_both(town: Town, ended: int) -> None:
    store, role = town.house.store, who(town.house.store, Verb.EVALUATE).role
    page = reviewed(town, role, ended)
    assert t("Nobody has written the evaluation yet.") in everything_on(page)
    assert {f"open-evaluate-{ended}-section", f"open-lesson_new-{ended}-section", f"open-evaluated-{ended}"} <= set(
        keys(page)
    )
    page = reviewed(town, role, ended, f"evaluate.{ended}.0")
    assert any("Kortere vej til brandvæsenet" in one.value for one in page.markdown)  # said at closing, beside it
    page = press(page)
    assert t("Answer at least one of the questions.") in [one.value for one in page.error]
    field(page, "goal").input("Ro i området.")
    commands.evaluate(store, who(store, Verb.EVALUATE), incident=ended, why="Telefonerne var slukket.")
    page = press(page)
    assert t("Not saved: somebody saved first. Both texts stand above; choose there.") in [e.value for e in page.error]
    press(page, "both-texts")
    said = queries.evaluation(store, b.hat(store, role), ended)
    assert said is not None
    assert set(said.answers) == {"why"}  # nothing is saved before the writer has chosen
    press(page)
    said = queries.evaluation(store, b.hat(store, role), ended)
    assert said is not None
    assert {q: one.body for q, one in said.answers.items()} == {
        "goal": "Ro i området.", "why": "Telefonerne var slukket.",
    }  # fmt: skip


def test_a_lesson_is_noted_with_its_refusals_beside_the_fields(town: Town, ended: int) -> None:
    role = who(town.house.store, Verb.EVALUATE).role
    page = press(reviewed(town, role, ended, f"lesson_new.{ended}.0"))
    assert t("This cannot be empty. Write a few words.") in [one.value for one in page.error]
    field(page, "sentence").input("Flere numre på listen.")
    page = press(page)
    assert t("Choose who sees to it: a function of one of the fixed parties.") in [one.value for one in page.error]
    field(page, "owner").select_index(0)
    page = press(page)
    assert t("Choose where it belongs.") in [one.value for one in page.error]
    assert field(page, "sentence").value == "Flere numre på listen."  # nothing typed is lost


def test_only_who_evaluates_is_offered_it_and_who_reads_reads_it(town: Town, ended: int) -> None:
    store = town.house.store
    lesson = a_lesson(store, ended, place=LessonPlace.PRACTICE)
    for role in one_of_each(town):
        viewer = b.hat(store, role)
        page = reviewed(town, role, ended)
        assert not page.exception
        assert "Flere numre på listen" in everything_on(page)
        assert t("EXERCISE") in next(one.value for one in page.header if t("Evaluation") in one.value)
        offered = f"open-lesson_follow-{lesson}" in keys(page)
        assert offered is may(viewer, Verb.EVALUATE), role


def test_before_it_is_given_the_form_says_what_is_missing_and_stops_nobody(town: Town) -> None:
    store = town.house.store
    incident = called_off(store)
    page = reviewed(
        town, who(store, Verb.MARK_EVALUATED).role, incident,
        f"evaluated.{incident}.{b.seen(store, Incident, incident).version}",
    )  # fmt: skip
    [warned] = [one.value for one in page.warning if t("No lesson is noted yet.") in one.value]
    assert t("Nobody has written the evaluation yet.") in warned
    press(page)
    assert b.row_of(store, Incident, incident).evaluated_at is not None


def test_the_start_page_says_quietly_what_waits_for_its_evaluation(town: Town) -> None:
    store = town.house.store
    called_off(store)
    left = queries.unevaluated(store, who(store, Verb.EVALUATE))
    said = tn(
        "{n} exercise waits for its evaluation", "{n} exercises wait for their evaluation", len(left[True])
    )  # fmt: skip
    for role in one_of_each(town):
        links = [one.proto.label for one in town.opened_by(role).run().get("page_link")]
        assert any(said in label for label in links) is may(b.hat(store, role), Verb.EVALUATE), role


def test_a_lesson_is_followed_up_at_the_meeting_of_that_day(town: Town) -> None:
    store, by = town.house.store, who(town.house.store, Verb.EVALUATE)
    incident = called_off(store)
    lesson = a_lesson(store, incident)
    forum = next(iter(town.plan.fora))
    with store.whole() as session, session.begin():
        session.add(
            ForumMeeting(forum=forum, day=store.clock().date(), at=store.clock(), person_id=None, role="", party=None)
        )
    page = reviewed(town, by.role, incident, f"lesson_follow.{lesson}.1")
    held = queries.met_before(store, by, today=True)[0]
    assert field(page, "meeting").value == held.id  # today's is chosen: that is where one sits
    field(page, "note").input("Numrene står på listen.")
    page = press(page)
    assert t("Choose how it stands.") in [one.value for one in page.error]
    commands.follow_up_lesson(
        store, by, seen=b.seen(store, Lesson, lesson), state=LessonState.DONE, note="Numrene er på.", meeting=held.id
    )
    page = reviewed(town, by.role, incident)
    assert f"open-lesson_change-{lesson}" not in keys(page)
    assert f"open-lesson_follow-{lesson}" in keys(page)


def test_all_lessons_stand_together_grouped_and_exercises_apart(
    town: Town, ended: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The section of the fora, drawn where a page is at hand that leads to reviews."""
    monkeypatch.setattr(evaluation, "section", lambda me, _incident: lessons.section(me))
    store, by = town.house.store, who(town.house.store, Verb.EVALUATE)
    for incident in (called_off(store, exercise=False), called_off(store, exercise=False)):
        a_lesson(store, incident, place=LessonPlace.CATALOGUE)
    page = town.opened_by(by.role)
    page.query_params["haendelse"], page.query_params["hoerer"] = str(ended), "catalogue"
    page.run().switch_page("gennemgang.py").run()
    assert not page.exception
    said = everything_on(page)
    assert t("Comes back: {all} lessons after {n} incidents, {open} of them open.", all=2, n=2, open=2) in said
    assert said.count("Flere numre på listen") >= 2
    page.query_params["hoerer"] = "plan"
    page.run()
    assert t("No lesson fits the choice.") in everything_on(page)


def test_the_history_gives_each_answer_under_its_question_in_their_order(town: Town) -> None:
    store, by, incident = town.house.store, who(town.house.store, Verb.EVALUATE), called_off(town.house.store)
    said = {"why": "Vi blev ringet op.", "goal": "At være klar.", "worked": "Kaldelisten."}
    commands.evaluate(store, by, incident=incident, **said)
    page = town.opened_by(by.role)
    page.query_params["haendelse"] = str(incident)
    page.run().switch_page("historik.py").run()
    asked = [t(words) for words in look.QUESTION.values()]
    assert [one.value for one in page.caption if one.value in asked] == [asked[0], asked[2], asked[4]]
