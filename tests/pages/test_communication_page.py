"""The page of the communication, part 4 on the plan's page, and the way from a rumour to a message (R11, R39-R42)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import feedback, history, look, sheet
from components.communication import PLACES
from components.texts import t
from data import commands, queries
from data.entities import Message
from data.rules.access import Viewer
from data.vocabulary import MessageState, PartKind, PartState, Verb
from tests import builders as b
from tests.pages.test_pages import Town, everything_on, settled

PAGE = "kommunikation.py"


@pytest.fixture(params=["shipped", "another"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with settled(request.param, tmp_path) as made:
        yield made


def holding(town: Town, *verbs: Verb, without: Verb | None = None) -> str:
    """A role that may all of these, and not that."""
    return next(
        r.code for r in town.plan.roles.values()
        if all(map(r.may, verbs)) and not (without and r.may(without))
    )  # fmt: skip


def viewer(town: Town, role: str) -> Viewer:
    return queries.viewer_of(town.plan, None, role)


def plan_in(town: Town) -> queries.PlanView:
    return queries.plans(town.house.store, viewer(town, town.plan.coordinator.code))[0]


def messages_of(town: Town) -> tuple[queries.MessageRow, ...]:
    found = queries.communication(town.house.store, viewer(town, town.plan.coordinator.code), plan_in(town).id)
    assert found is not None
    return found.messages


def keys(page: AppTest) -> set[str]:
    return {button.key for button in page.button if button.key}


def a_draft(town: Town) -> int:
    first = town.plan.audiences[0].code
    by = viewer(town, holding(town, Verb.WRITE_MESSAGE, without=Verb.APPROVE_MESSAGE))
    return commands.write_message(
        town.house.store, by, plan=plan_in(town).id, wording=b.wording(audiences=(first,), advice="Bliv inde.")
    )


def test_a_draft_is_approved_and_sent_in_one_click_each_by_those_who_may(town: Town) -> None:
    message = a_draft(town)
    writer = holding(town, Verb.WRITE_MESSAGE, without=Verb.APPROVE_MESSAGE)
    page = town.opened_by(writer).run().switch_page(PAGE).run()
    assert f"save-approve-{message}" not in keys(page)
    assert t("Copy or print the text") in [box.label for box in page.expander]  # of the one that was sent
    approver = holding(town, Verb.APPROVE_MESSAGE, Verb.SEND_MESSAGE)
    page = town.opened_by(approver).run().switch_page(PAGE).run()
    assert f"save-sent-{message}" not in keys(page)
    page.button(key=f"save-approve-{message}").click().run()
    assert messages_of(town)[0].state is MessageState.APPROVED
    page.button(key=f"save-sent-{message}").click().run()
    assert messages_of(town)[0].state is MessageState.SENT
    assert f"open-message_correct-{message}" in keys(page)
    assert f"open-message_edit-{message}" not in keys(page)


def test_a_draft_offers_nothing_to_copy_and_says_what_it_does_not_answer(town: Town) -> None:
    before = town.opened_by(town.plan.coordinator.code).run().switch_page(PAGE).run()
    message = a_draft(town)
    page = town.opened_by(town.plan.coordinator.code).run().switch_page(PAGE).run()
    assert [box.label for box in page.expander].count(t("Copy or print the text")) == len(before.expander)
    assert t("As a text message") in [box.label for box in page.expander]  # to read before it is approved
    assert len(page.code) == len(before.code)
    assert "Ikke besvaret: " in everything_on(page)
    commands.approve_message(
        town.house.store, viewer(town, town.plan.coordinator.code), seen=b.seen(town.house.store, Message, message)
    )
    page = page.run()
    assert len(page.expander) == len(before.expander) + 1
    for text in [code.value for code in page.code]:
        assert text.startswith("ØVELSE")
        assert text.endswith("ØVELSE")


def test_the_form_keeps_what_was_typed_when_a_number_of_a_person_is_in_it(town: Town) -> None:
    writer = holding(town, Verb.WRITE_MESSAGE)
    page = town.opened_by(writer)
    page.query_params[sheet.PARAM] = f"message_new.{plan_in(town).id}.0.a-key-of-a-test"
    page.run()
    before = town.house.store.revision()
    audiences, ways = page.pills(key="audiences-a-key-of-a-test"), page.pills(key="channels-a-key-of-a-test")
    assert (audiences.value, ways.value) == ([], [])  # nobody is told by accident
    page.text_area(key="happened-a-key-of-a-test").set_value("Der er ro igen.")
    page.button(key="save-a-key-of-a-test").click().run()
    assert town.house.store.revision() == before
    assert t(feedback.SENTENCES["no-audience"]) in [one.value for one in page.error]
    page.pills(key="audiences-a-key-of-a-test").set_value([town.plan.audiences[0].code])
    page.text_area(key="happened-a-key-of-a-test").set_value("Der er ro igen.")
    page.text_area(key="contact-a-key-of-a-test").set_value("Ring til 010190-1234")
    page.button(key="save-a-key-of-a-test").click().run()
    assert town.house.store.revision() == before
    assert page.text_area(key="happened-a-key-of-a-test").value == "Der er ro igen."
    page.text_area(key="contact-a-key-of-a-test").set_value("Ejendomskontoret")
    page.button(key="save-a-key-of-a-test").click().run()
    newest = messages_of(town)[0]
    assert (newest.state, newest.answers["contact"].body) == (MessageState.DRAFT, "Ejendomskontoret")
    assert newest.audiences == (town.plan.audiences[0].code,)


def test_an_approved_message_is_discarded_by_those_who_approve_and_asked_about(town: Town) -> None:
    message, store = a_draft(town), town.house.store
    writer, approver = holding(town, Verb.WRITE_MESSAGE, without=Verb.APPROVE_MESSAGE), town.plan.coordinator.code
    page = town.opened_by(writer).run().switch_page(PAGE).run()
    assert f"open-message_discard_draft-{message}" in keys(page)
    commands.approve_message(store, viewer(town, approver), seen=b.seen(store, Message, message))
    page = town.opened_by(writer).run().switch_page(PAGE).run()
    assert not {f"open-message_discard_draft-{message}", f"open-message_discard-{message}"} & keys(page)
    page = town.opened_by(approver).run().switch_page(PAGE).run()
    assert f"open-message_discard_draft-{message}" not in keys(page)
    page.button(key=f"open-message_discard-{message}").click().run()
    assert messages_of(town)[0].state is MessageState.APPROVED
    [ask] = [one for one in page.button if one.label == t("Discard it")]
    ask.click().run()
    assert messages_of(town)[0].state is MessageState.DISCARDED


def test_a_correction_reminds_of_the_languages_of_what_it_corrects(town: Town) -> None:
    store, by = town.house.store, viewer(town, town.plan.coordinator.code)
    [sent] = [one for one in messages_of(town) if one.state is MessageState.SENT]
    commands.translate_message(
        store, by, seen=b.seen(store, Message, sent.id), language="Türkçe", text="Pencereleri kapatın."
    )
    wording = b.wording(audiences=sent.audiences, advice="Bliv inde.")
    commands.correct_message(store, by, seen=b.seen(store, Message, sent.id), wording=wording)
    page = town.opened_by(by.role).run().switch_page(PAGE).run()
    assert any("Husk sprogene: " in one.value and "Türkçe" in one.value for one in page.caption)


def test_a_row_of_the_plan_file_is_planned_in_its_form(town: Town) -> None:
    index = len(town.plan.audiences) - 1
    page = town.opened_by(holding(town, Verb.PLAN_AUDIENCE))
    view = queries.communication(town.house.store, viewer(town, town.plan.coordinator.code), plan_in(town).id)
    assert view is not None
    row = view.rows[index]
    page.query_params[sheet.PARAM] = f"audience.{plan_in(town).id * PLACES + index}.{row.version}.a-key-of-a-test"
    page.run()
    page.selectbox(key="informs-a-key-of-a-test").select_index(0)
    page.button(key="save-a-key-of-a-test").click().run()
    assert sheet.PARAM not in page.query_params
    told = queries.communication(town.house.store, viewer(town, town.plan.coordinator.code), plan_in(town).id)
    assert told is not None
    assert told.rows[index].informs in town.plan.parties


def test_part_four_says_what_it_lacks_and_who_speaks(town: Town) -> None:
    store, namer = town.house.store, viewer(town, holding(town, Verb.NAME_SPOKESPERSON))
    assert plan_in(town).parts[PartKind.COMMUNICATION].state is PartState.FILLED
    [speaker] = plan_in(town).communicating.press
    title = town.plan.roles[speaker.speaker].title
    for page in ("overblik.py", "handlingsplan.py", PAGE):
        said = everything_on(town.opened_by(namer.role).run().switch_page(page).run())
        assert t("NOT NAMED") not in said, page
        assert title in said.replace("\\", "") or title.replace("–", "-") in said, page
    commands.end_spokesperson(store, namer, spokesperson=speaker.id)
    commands.name_spokesperson(  # one topic is not everything
        store, namer, plan=plan_in(town).id, speaker=speaker.speaker, topic="Børn"
    )
    for page in ("overblik.py", "handlingsplan.py", PAGE):
        assert t("NOT NAMED") in everything_on(town.opened_by(namer.role).run().switch_page(page).run()), page
    assert plan_in(town).parts[PartKind.COMMUNICATION].state is PartState.MISSING


def test_a_refuted_rumour_becomes_a_draft_in_one_click(town: Town) -> None:
    store, role = town.house.store, holding(town, Verb.WRITE_MESSAGE, Verb.JUDGE_FACT)
    incident = plan_in(town).incidents[0][0]
    [fact] = [f for f in queries.facts(store, viewer(town, role), incident=incident) if f.reason.id]
    page = town.opened_by(role)
    page.query_params["haendelse"] = str(incident)
    page.run().switch_page("haendelser.py").run()
    page.button(key=f"save-rebut-{fact.id}").click().run()
    draft = messages_of(town)[0]
    assert (draft.state, draft.rebuts) == (MessageState.DRAFT, fact.id)
    assert (
        draft.answers["happened"].body
        == f"Der går et rygte: “{(fact.what.body or '').rstrip('.')}”. Det er ikke rigtigt."
    )
    assert draft.answers["latest"].body == fact.reason.body


def test_the_history_tells_what_became_of_each(town: Town) -> None:
    store = town.house.store
    me_plan, role = plan_in(town), town.plan.coordinator.code
    lines = queries.history(store, viewer(town, role), me_plan.incidents[0][0])
    told = {line.verb: line for line in lines}
    page = town.opened_by(role).run()
    page.query_params["haendelse"] = str(me_plan.incidents[0][0])
    page.switch_page("historik.py").run()
    said = everything_on(page)
    for verb in (
        Verb.PLAN_AUDIENCE,
        Verb.NAME_SPOKESPERSON,
        Verb.WRITE_MESSAGE,
        Verb.APPROVE_MESSAGE,
        Verb.SEND_MESSAGE,
    ):
        assert verb in told
        assert verb in history.PARTICULARS
        assert t(look.VERB[verb]) in said
