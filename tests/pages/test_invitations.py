"""What the pages say about guests, and what a guest's own pages offer (R22, R58)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import history, people, session
from components.texts import t
from data import commands, queries
from data.entities import Incident
from data.rules.access import Viewer
from data.rules.invitations import guest_roles
from data.storage import Store
from data.storage.sign_ins import name_of
from data.vocabulary import Channel, Verb
from tests.builders import seen
from tests.pages.test_pages import ROOT, Town, everything_on, offered, settled


@pytest.fixture(params=["shipped", "another"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with settled(request.param, tmp_path) as made:
        yield made


def plan_in(town: Town) -> queries.PlanView:
    return queries.plans(town.house.store, chief_of(town))[0]


def chief_of(town: Town) -> Viewer:
    return queries.viewer_of(town.plan, None, town.plan.coordinator.code)


def guest_role(town: Town) -> str:
    return guest_roles(town.plan, town.house.store.clock().date())[0].code


def invite(town: Town) -> int:
    incident = plan_in(town).incidents[0][0]
    given = {"incident": incident, "role": guest_role(town), "channel": Channel.PHONE}
    return commands.invite(town.house.store, chief_of(town), **given)


def joined(town: Town, invitation: int) -> AppTest:
    """The product as a guest who has just joined sees it."""
    store = town.house.store
    opened = commands.join(store, commands.guest_link(store, chief_of(town), invitation=invitation))
    page = AppTest.from_file(str(ROOT / "pages" / "navigation.py"), default_timeout=120)
    page.user["sign_in"] = name_of(opened.token)
    return page


def test_the_question_stands_open_until_it_is_answered(town: Town) -> None:
    page = town.opened_by(town.plan.coordinator.code).run().switch_page("moede.py").run()
    assert t("Not answered") in everything_on(page)
    incident = plan_in(town).incidents[0][0]
    page.button(key=f"save-invite-none-{incident}").click().run()
    said = everything_on(page)
    assert t("Not answered") not in said
    assert t("No, nobody else") in said
    assert f"save-invite-none-{incident}" not in {button.key for button in page.button}


def test_who_may_not_invite_reads_the_answer_and_is_offered_nothing(town: Town) -> None:
    reader = next(r.code for r in town.plan.roles.values() if r.may(Verb.READ) and not r.may(Verb.INVITE))
    page = town.opened_by(reader).run().switch_page("moede.py").run()
    assert t("Not answered") in everything_on(page)
    assert not [button.key for button in page.button if button.key and "invite" in button.key]


def test_a_yes_may_follow_and_each_answer_says_who_and_how(town: Town) -> None:
    incident = plan_in(town).incidents[0][0]
    commands.invite(town.house.store, chief_of(town), incident=incident, role=None, channel=Channel.PHONE)
    invite(town)
    said = everything_on(town.opened_by(town.plan.coordinator.code).run().switch_page("moede.py").run())
    assert t("No, nobody else") in said
    assert t("No link made yet") in said
    assert said.count(t("agreed before the meeting: {channel}", channel=t("Telephone").lower())) == 2


def test_a_guest_sees_of_what_they_are_a_guest_on_every_page_and_nothing_else(town: Town) -> None:
    store: Store = town.house.store
    page = joined(town, invite(town)).run()
    hidden = [row for row in queries.incidents(store, chief_of(town)) if row.id != plan_in(town).incidents[0][0]]
    assert hidden
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        page.switch_page("fora.py")  # the fora are no guest's
    for name in sorted({*offered(town, guest_role(town))} - {"fora"}):
        said = everything_on(page.switch_page(f"{name}.py").run())
        assert not page.exception, name
        assert t("Exercise incident {n}", n=plan_in(town).incidents[0][1]) in said, name
        for row in hidden:
            assert (row.what.body or "?") not in said, name
        assert not [button.key for button in page.button if (button.key or "").startswith("open-password")], name


def test_the_administrator_reads_of_what_an_account_is_a_guest_and_ends_it(town: Town) -> None:
    store = town.house.store
    joined(town, invite(town))
    administrator = town.plan.roles_with(Verb.ADMINISTER)[0].code
    guest = queries.accounts(store, queries.viewer_of(town.plan, None, administrator))[-1]
    page = town.opened_by(administrator).run().switch_page("personer.py").run()
    page.segmented_control(people.FILTER).set_value(people.Kind.GUESTS).run()
    assert t("until the evaluation is given") in everything_on(page)
    keys = {button.key for button in page.button}
    assert f"open-end_role-{guest.person}" in keys
    assert not keys & {f"link-{guest.person}", f"open-role-{guest.person}", f"open-disable-{guest.person}"}
    by = queries.viewer_of(town.plan, None, administrator)
    commands.end_role(store, by, person=guest.person, role=guest_role(town))
    page = town.opened_by(administrator).run().switch_page("personer.py").run()
    page.segmented_control(people.FILTER).set_value(people.Kind.GUESTS).run()
    assert t("until the evaluation is given") not in everything_on(page)
    assert f"open-end_role-{guest.person}" not in {button.key for button in page.button}


def test_the_address_of_the_form_alone_shows_no_link(town: Town) -> None:
    """After a reload, in another tab, for whoever the address was sent to: a new one must be made."""
    invitation = invite(town)
    commands.guest_link(town.house.store, chief_of(town), invitation=invitation)
    before = town.house.store.revision()
    page = town.opened_by(town.plan.coordinator.code)
    page.query_params["formular"] = f"guest_link.{invitation}.0.a-key-of-a-test"
    page.run()
    assert not page.code
    once = t("A link is shown once. Close this, and press “Show the link” for a new one.")
    assert once in [info.value for info in page.info]
    assert town.house.store.revision() == before


def test_the_log_reads_back_in_plain_words(town: Town) -> None:
    store, role = town.house.store, guest_role(town)
    invitation = invite(town)
    joined(town, invitation)
    commands.end_invitation(store, chief_of(town), invitation=invitation)
    page = town.opened_by(town.plan.coordinator.code)
    found = queries.signed_in(store, str(page.user["sign_in"]))
    assert found is not None
    me = session.Me(store, found, chief_of(town), town.plan, store.clock())
    lines = queries.history(store, chief_of(town), plan_in(town).incidents[0][0])[:4]
    title = town.plan.roles[role].title
    assert [history.sentence(me, line, town.plan) for line in reversed(lines)] == [
        f"{t('answered whether others are invited')}: {title} · "
        + t("agreed before the meeting: {channel}", channel=t("Telephone").lower()),
        f"{t('made a guest’s link')}: {title}",
        t("joined as a guest"),
        f"{t('ended a guest’s access')}: {title}",
    ]


def test_an_ended_incident_asks_for_its_evaluation_until_that_is_given(town: Town) -> None:
    store, chief = town.house.store, chief_of(town)
    incident = plan_in(town).incidents[0][0]
    key = f"open-evaluated-{incident}"

    def shown() -> AppTest:
        page = town.opened_by(town.plan.coordinator.code)
        page.query_params["haendelse"] = str(incident)
        return page.run().switch_page("haendelser.py").run()

    assert key not in {button.key for button in shown().button}
    commands.call_off(store, chief, seen=seen(store, Incident, incident), reason="Falsk alarm.")
    assert key in {button.key for button in shown().button}
    commands.mark_evaluated(store, chief, seen=seen(store, Incident, incident))
    page = shown()
    assert key not in {button.key for button in page.button}
    given = t("Evaluation given {time}", time="").strip()
    assert any(caption.value.startswith(given) for caption in page.caption)
