"""The page of a guided exercise: only who leads it reads the script; one press lets an inject go (6.13)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from components import guided
from components.texts import t
from data import commands, queries
from data.entities import Incident
from data.plan import script_of
from data.vocabulary import Verb
from tests import builders as b
from tests.pages.test_pages import PLANS, Town, everything_on, settled


@pytest.fixture(params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(request.param, tmp_path_factory.mktemp("guided")) as made:
        yield made


def shown(town: Town, role: str) -> AppTest:
    page = town.opened_by(role).run().switch_page(guided.PAGE).run()
    assert not page.exception, page.exception[0].value
    return page


def pressed(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click()
    page.run()
    assert not page.exception, page.exception[0].value
    return page


def test_an_exercise_is_begun_led_and_stopped_with_a_press_each(town: Town) -> None:
    store, chief = town.house.store, town.plan.coordinator.code
    viewer, script = b.hat(store, chief), script_of(town.plan)
    page = pressed(shown(town, chief), t("Begin the exercise"))
    led = queries.guided(store, viewer)
    assert led is not None
    assert b.row_of(store, Incident, led.incident).exercise
    told = everything_on(page)
    assert all(one.text[:10] in told for one in script), "who leads reads all of it"
    pressed(page, t("Let it go"))
    pressed(page, t("Skip"))
    led = queries.guided(store, viewer)
    assert led is not None
    assert [row.waits for row in led.rows][:4] == [False, False, False, True]
    pressed(page, t("Pause"))
    assert t("Paused") in everything_on(page)
    pressed(page, t("Go on"))
    pressed(page, t("Stop the injects"))
    led = queries.guided(store, viewer)
    assert led is not None
    assert led.stopped
    assert t("Begin the exercise") in [button.label for button in page.button]


def test_what_is_not_due_takes_two_steps_and_what_is_due_one(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second click on the place of the one that was let go must not let the next one go."""
    store, chief = town.house.store, town.plan.coordinator.code
    commands.lead_exercise(store, b.hat(store, chief))
    minutes = [one.minute for one in script_of(town.plan)[1:4]]
    assert early(shown(town, chief)) == 3
    at = store.clock() + timedelta(minutes=minutes[1])
    monkeypatch.setattr(store, "clock", lambda: at)
    assert early(shown(town, chief)) == sum(minute > minutes[1] for minute in minutes) < 3


def test_another_exercise_begins_after_one_that_ended_without_being_stopped(town: Town) -> None:
    """Its button was the same one, and counted as a second click on it."""
    store, chief = town.house.store, town.plan.coordinator.code
    viewer = b.hat(store, chief)
    pressed(shown(town, chief), t("Begin the exercise"))
    first = queries.guided(store, viewer)
    assert first is not None
    commands.reject(store, viewer, seen=b.seen(store, Incident, first.incident), non_acute=False, reason="Slut.")
    page = shown(town, chief)
    said = t(
        "Exercise {n} is over. Its review says when each inject was let go, and how long it took.",
        n=t("E{n}", n=first.number),
    )
    assert page.success[0].value.startswith(said)
    pressed(page, t("Begin the exercise"))
    second = queries.guided(store, viewer)
    assert second is not None
    assert second.incident > first.incident


def test_who_is_told_by_the_script_and_has_no_account_is_named_before_it_begins(town: Town) -> None:
    store, chief = town.house.store, town.plan.coordinator.code
    prepared = queries.prepared(store, b.hat(store, chief))
    assert chief in prepared.told
    assert set(prepared.nobody) <= set(prepared.told)
    without = t("No open account holds: {roles}. An account is opened on the page People.", roles="")[:20]
    assert (without in everything_on(shown(town, chief))) is bool(prepared.nobody)
    told = next(role for role in prepared.told if role != chief)
    administrator = b.hat(store, next(role.code for role in town.plan.roles_with(Verb.ADMINISTER)))
    for row in queries.accounts(store, administrator):
        if told in [hat.role for hat in row.roles]:
            commands.disable_account(store, administrator, person=row.person)
    assert told in queries.prepared(store, b.hat(store, chief)).nobody
    assert town.plan.roles[told].title in "".join(one.value for one in shown(town, chief).warning)


def early(page: AppTest) -> int:
    """How many injects stand behind a second step."""
    labels = [block.proto.popover.label for block in page.get("popover")]
    return labels.count(t("Before its minute …"))


def test_who_leads_is_led_back_from_the_overview_and_nobody_else_is_told(town: Town) -> None:
    store, chief = town.house.store, town.plan.coordinator.code
    commands.lead_exercise(store, b.hat(store, chief))
    begins = t("You lead the exercise: {waits}", waits="")
    assert begins in everything_on(town.opened_by(chief).run())
    good = script_of(town.plan)[-1].good.split(".")[0]
    others = [role.code for role in town.plan.roles.values() if role.code != chief]
    for role in others[:4]:
        page = town.opened_by(role).run()
        assert begins not in everything_on(page)
        assert good not in everything_on(page)
    other = next(role.code for role in town.plan.roles_with(Verb.LEAD_EXERCISE) if role.code != chief)
    page = pressed(shown(town, other), t("Begin the exercise"))
    assert town.plan.coordinator.title in page.error[0].value, "one is led at a time, and by whom is told"


def test_something_real_stops_it_and_is_said_on_top(town: Town) -> None:
    store, chief = town.house.store, town.plan.coordinator.code
    commands.lead_exercise(store, b.hat(store, chief))
    commands.report(store, b.hat(store, chief), **b.a_report(store, category=next(iter(town.plan.categories))))
    page = shown(town, chief)
    said = t("Something real is open, and it comes first. The injects wait until it is over.")
    assert said in [one.value for one in page.error], "beside the banner’s own word"
    assert all(button.disabled for button in page.button if button.label == t("Let it go"))
