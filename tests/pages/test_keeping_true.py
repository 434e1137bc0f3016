"""What people see of contacts and call tests: the start page, the plan's own page, the mail before it goes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.mail.contact_words import contact_words
from components.texts import t
from data import commands, queries
from data.rules.access import may
from data.settings import settings
from data.vocabulary import CallResult, Verb
from tests import builders as b
from tests.pages.test_english import told as sent
from tests.pages.test_pages import Town, settled


@pytest.fixture(params=["shipped", "another"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with settled(request.param, tmp_path / "home") as made:
        yield made


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[Town]:
    with settled("shipped", tmp_path / "home") as made:
        yield made


@pytest.fixture
def mailing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that sends mails with links."""
    monkeypatch.setenv("BEREDSKAB_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("BEREDSKAB_MAIL_FROM", "beredskab@eksempel.dk")
    monkeypatch.setenv("BEREDSKAB_PUBLIC_URL", "https://beredskab.eksempel.dk")
    settings.cache_clear()


def plan_page(town: Town, role: str) -> AppTest:
    page = town.opened_by(role).run().switch_page("beredskabsplan.py").run()
    assert not page.exception, page.exception[0].value
    return page


def words(page: AppTest) -> str:
    return sent(page).replace("\\", "")


def buttons(page: AppTest) -> list[str]:
    return [one.label for one in page.button]


def press(page: AppTest, label: str) -> AppTest:
    next(one for one in page.button if one.label == t(label)).click().run()
    assert not page.exception, page.exception[0].value
    return page


def test_a_holder_is_asked_on_the_start_page_and_answers_with_one_press(shipped: Town) -> None:
    page = shipped.opened_by("aab").run()
    contact = shipped.plan.contact_of("aab")
    assert contact is not None
    assert t("**Are your contact details still right?**") in [one.value for one in page.markdown]
    assert contact.email in words(page)
    press(page, "Yes, they are right")
    assert t("Thank you. Your contact is confirmed.") in [one.value for one in page.toast]
    assert t("**Are your contact details still right?**") not in [one.value for one in page.markdown]
    row = next(one for one in page.expander if one.label.startswith("Beredskabsplanen: "))
    assert "AAB, Ishøj" not in row.markdown[3].value  # no longer among the contacts that are too old


def test_a_no_says_whom_to_tell_and_stores_nothing(shipped: Town) -> None:
    before = shipped.house.store.revision()
    page = shipped.opened_by("aab").run()
    assert "Fortæl **Projektchef**, hvad der skal ændres." in words(page)
    assert shipped.house.store.revision() == before


def test_who_has_no_contact_in_the_file_is_not_asked(town: Town) -> None:
    for role in town.plan.roles.values():
        if role.may(Verb.READ) and town.plan.contact_of(role.code) is None:
            page = town.opened_by(role.code).run()
            assert t("Yes, they are right") not in buttons(page), role.code


def test_only_who_may_try_the_list_out_is_offered_it(town: Town) -> None:
    for role in town.plan.roles:
        offers = buttons(plan_page(town, role))
        assert (t("Start a call test") in offers) is may(b.hat(town.house.store, role), Verb.TEST_CALLS), role


def rung(town: Town) -> queries.CallTestView:
    """The test that is running."""
    found = queries.running_call_test(town.house.store, b.hat(town.house.store, town.plan.coordinator.code))
    assert found is not None
    return found


def test_a_call_test_is_worked_down_and_told_by_its_result(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    store, chief = town.house.store, town.plan.coordinator.code
    page = press(plan_page(town, chief), "Start a call test")
    for row in rung(town).rows:
        assert f"tel:{row.phone}" in words(page)
    for minutes, label in enumerate(("Reached", "Undo", "Not reached", "Reached"), 1):  # of the first on the list
        moment = datetime.now(UTC) + timedelta(minutes=minutes)  # what follows within a moment is the same click
        monkeypatch.setattr(store, "clock", lambda at=moment: at)
        press(page, label)
        assert (rung(town).rows[0].result is CallResult.REACHED) is (label == "Reached")
    for row in rung(town).rows[1:]:
        commands.try_call(
            store, b.hat(store, chief), test=rung(town).id, role=row.role, stand_in=row.stand_in,
            result=CallResult.NOT_REACHED,
        )  # fmt: skip
    total = rung(town).total
    page = press(plan_page(town, chief), "End the call test")
    (held,) = [one for one in page.expander if (one.proto.icon or "") == ":material/phone_missed:"]
    assert held.label.replace("\\", "").endswith(t("{day}: {n} of {total} reached", day="", n=1, total=total))
    assert t("Start a call test") in buttons(page)
    assert "Ringelisten er aldrig prøvet." not in words(page)


def test_who_is_reached_may_say_that_the_contact_is_right(shipped: Town) -> None:
    page = press(plan_page(shipped, "projektchef"), "Start a call test")
    assert t("The contact is right") not in buttons(page)
    press(page, "Reached")
    press(page, "The contact is right")
    assert t("Contact confirmed") in words(page)
    assert "bekræftet i over 6 måneder: Lokalråd – politi" in words(page)


def test_who_sees_no_contacts_rings_by_function_alone(town: Town) -> None:
    store = town.house.store
    role = town.plan.roles_with(Verb.ADMINISTER)[0].code
    commands.start_call_test(store, b.hat(store, role))
    page = plan_page(town, role)
    assert "tel:" not in words(page)
    assert t("Reached") in buttons(page)
    assert t("Names and numbers are shown to those alone who may see contacts.") in words(page)


def test_the_second_who_begins_is_told_who_began(shipped: Town) -> None:
    page = plan_page(shipped, "lokalraad-politi")
    commands.start_call_test(shipped.house.store, b.hat(shipped.house.store, "projektchef"))
    press(page, "Start a call test")
    assert any("af Projektchef. Fortsæt i den." in one.value for one in page.error)


def test_a_real_incident_stops_the_ringing_and_says_why(shipped: Town) -> None:
    store = shipped.house.store
    commands.start_call_test(store, b.hat(store, "projektchef"))
    b.an_active_incident(store)
    page = plan_page(shipped, "projektchef")
    said = t("A real incident is active, and it comes first. The call test waits until it is over.")
    assert said in [one.value for one in page.warning]
    assert t("Reached") not in buttons(page)
    press(page, "End the call test")
    assert next(one for one in page.button if one.label == t("Start a call test")).disabled


def test_without_mail_nobody_is_offered_to_send_one(town: Town) -> None:
    page = plan_page(town, town.plan.coordinator.code)
    assert not [one for one in page.button if one.key == "open-ask_contacts-0"]


@pytest.mark.usefixtures("mailing")
def test_the_mail_is_seen_before_it_goes(shipped: Town) -> None:
    page = plan_page(shipped, "projektchef")
    before = shipped.house.store.revision()
    page.button(key="open-ask_contacts-0").click().run()
    subject, paragraphs = contact_words(
        shipped.plan, "projektchef", None, t("[the link: it is made when the mail is sent]")
    )
    (shown,) = [one.value for one in page.code if subject in one.value]
    assert all(said in shown for said in paragraphs)
    assert shipped.house.store.revision() == before
    press(page, "Send the mails")
    assert t("The mails are on their way.") in [one.value for one in page.toast]
    page = plan_page(shipped, "projektchef")
    assert "Spurgt pr. mail og ikke bekræftet endnu: Projektchef, " in words(page)
    assert not [one for one in page.button if one.key == "open-ask_contacts-0"]


def test_the_mail_names_nobody_and_no_number(town: Town) -> None:
    for contact in town.plan.contacts:
        subject, paragraphs = contact_words(town.plan, contact.role, None, "https://x.dk/bekraeft?noegle=abc")
        body = "\n\n".join(paragraphs)
        whole = subject + body
        assert "\n" not in subject
        assert "https://x.dk/bekraeft?noegle=abc\n" in body
        for word in (contact.name, contact.email, contact.phone, contact.phone_as_written):
            assert word not in whole
        assert town.plan.role(contact.role).title in body
    for one in town.plan.stand_ins:
        assert "stedfortræder for" in contact_words(town.plan, one.role, 0, "x")[1][0]
