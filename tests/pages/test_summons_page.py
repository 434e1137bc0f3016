"""The meeting that is called, as it is shown: with a mail server and without one, and in both languages (R19)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from components import look, times
from components.plain import plain
from components.texts import t
from data import commands, queries
from data.entities import Meeting
from data.rules.mails import Fate, Outcome
from data.settings import settings
from data.storage.outbox import claim
from data.vocabulary import Verb
from tests import builders as b
from tests.pages.test_pages import Town, settled


@pytest.fixture(params=["shipped", "another"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(request.param, tmp_path_factory.mktemp("summons")) as made:
        yield made


def call(town: Town, **other: object) -> int:
    """The coordinator calls a meeting about the plan of the demo."""
    store, chief = town.house.store, b.hat(town.house.store, town.plan.coordinator.code)
    plan = queries.plans(store, chief)[0].id
    given = {"planned_at": store.clock() + timedelta(minutes=25, seconds=30), "chair": chief.role, "place": "Rådhuset"}
    return commands.call_meeting(store, chief, plan=plan, **(given | other))


def opened(town: Town, role: str) -> AppTest:
    page = town.opened_by(role).run()
    page.switch_page("moede.py").run()
    assert not page.exception, page.exception[0].value
    return page


def marked(page: AppTest) -> str:
    return "\n".join(shown.value for kind in (page.markdown, page.caption, page.warning, page.info) for shown in kind)


def test_before_a_meeting_is_called_there_is_one_thing_to_do(town: Town) -> None:
    page = opened(town, town.plan.coordinator.code)
    assert t("Call a meeting") in [button.label for button in page.button]
    reader = next(code for code, role in town.plan.roles.items() if role.party and len(role.grants) <= 2)
    page = opened(town, reader)
    assert t("Call a meeting") not in [button.label for button in page.button]
    assert t("{coordinator} calls the meeting.", coordinator=town.plan.coordinator.title) in marked(page)


def test_the_mail_is_read_before_it_goes(town: Town) -> None:
    page = opened(town, town.plan.coordinator.code)
    next(button for button in page.button if button.label == t("Call a meeting")).click().run()
    [letter] = [code.value for code in page.code]
    assert t("[the place that you write]") in letter
    assert town.plan.coordinator.title in letter
    assert not queries.summons(town.house.store, b.hat(town.house.store, town.plan.coordinator.code), 1)


def test_without_a_mail_server_the_text_is_there_to_copy(town: Town) -> None:
    call(town)
    page = opened(town, town.plan.coordinator.code)
    assert t("in {span}", span=t("{n} min", n=25)) in marked(page)
    assert t("Mail is not set up here. Copy the text and send it yourself, or ring.") in marked(page)
    short, long = (code.value for code in page.code)
    for text in (long, short):
        assert "Rådhuset" in text
        assert text.startswith("ØVELSE ØVELSE")
        assert text.strip().endswith("ØVELSE ØVELSE")
    assert len(short) <= 160
    assert t("Mail waiting") not in str(page)


def test_with_one_the_fate_is_shown_by_function_with_its_reason(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEREDSKAB_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("BEREDSKAB_MAIL_FROM", "beredskab@example.dk")
    settings.cache_clear()
    store, meeting = town.house.store, call(town)
    for outcome in (Outcome(Fate.SENT), Outcome(Fate.REFUSED, "550 user unknown"), Outcome(Fate.NOT_NOW, "silent")):
        claimed = claim(store)
        assert claimed is not None
        commands.deliver(store, claimed, outcome)
    page = opened(town, town.plan.coordinator.code)
    said = marked(page)
    assert t("The mail server said: “{answer}”.", answer="550 user unknown") in said
    assert t("Ring instead.") in said
    assert t("The mail server does not answer.") in said
    assert "@" not in said.replace(t("No mail address in the plan file: {who}. Ring instead."), "")
    view = queries.summons_of(store, b.hat(store, town.plan.coordinator.code), meeting)
    assert view is not None
    assert all(town.plan.roles[row.recipient].title in said.replace("\\", "") for row in view.mails)


def test_a_meeting_that_is_called_off_says_so_and_another_can_be_called(town: Town) -> None:
    store, meeting = town.house.store, call(town)
    chief = b.hat(store, town.plan.coordinator.code)
    commands.cancel_meeting(store, chief, seen=b.seen(store, Meeting, meeting), reason="Ro igen.")
    page = opened(town, chief.role)
    assert t("Copy the message that it is called off") in [box.label for box in page.expander]
    assert t("Call a meeting") in [button.label for button in page.button]
    assert "Ro igen" not in "\n".join(code.value for code in page.code)


def test_the_history_tells_it_in_plain_words(town: Town) -> None:
    """Called, sent, off: which meeting, when, to whom by function; no address."""
    store = town.house.store
    meeting = call(town)
    claimed = claim(store)
    assert claimed is not None
    commands.deliver(store, claimed, Outcome(Fate.SENT))
    chief = b.hat(store, town.plan.coordinator.code)
    commands.cancel_meeting(store, chief, seen=b.seen(store, Meeting, meeting), reason="Ro igen.")
    page = town.opened_by(chief.role)
    page.query_params["haendelse"] = str(queries.plans(store, chief)[0].incidents[0][0])
    page.run().switch_page("historik.py").run()
    assert not page.exception, page.exception[0].value
    lines = {
        verb: next(shown.value for shown in page.markdown if f" {t(look.VERB[verb])}: " in shown.value)
        for verb in (Verb.CALL_MEETING, Verb.DELIVER, Verb.CANCEL_MEETING)
    }
    soon = times.day_and_clock(store.clock() + timedelta(minutes=25, seconds=30), store.clock())
    for verb in (Verb.CALL_MEETING, Verb.CANCEL_MEETING):
        assert f"{t('meeting {n}', n=1)} · {soon}" in lines[verb]
    assert t("chair: {role}", role=chief_title(town)) in lines[Verb.CALL_MEETING]
    assert f"{t('Summons')} – " in lines[Verb.DELIVER]
    assert t("Mail sent") in lines[Verb.DELIVER]
    assert t("the system") in lines[Verb.DELIVER]
    assert not [line for line in lines.values() if "@" in line]


def chief_title(town: Town) -> str:
    """The coordinator, as the plan file says it."""
    return plain(town.plan.coordinator.title)


def test_a_new_summons_is_promised_only_where_mails_are_sent(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = call(town)
    promise = t("Everybody who was called gets a new summons; their calendar moves the meeting by itself.")
    for host in ("", "127.0.0.1"):
        monkeypatch.setenv("BEREDSKAB_SMTP_HOST", host)
        monkeypatch.setenv("BEREDSKAB_MAIL_FROM", "beredskab@example.dk")
        settings.cache_clear()
        page = town.opened_by(town.plan.coordinator.code)
        page.query_params["formular"] = f"change_meeting.{meeting}.1.a-key-of-a-test"
        page.run()
        assert not page.exception
        assert (promise in [one.value for one in page.caption]) is bool(host)
        warned = t("Mail is not set up: pass it on yourself.") in [one.value for one in page.warning]
        assert warned is not bool(host)
