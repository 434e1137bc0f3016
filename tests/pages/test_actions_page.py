"""What cards, part 3 and the forms of actions say: marks, help, contact, the call task (R35-R38, R44, R58, 6.4)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components import history, look, session, sheet
from components.plain import plain
from components.texts import t
from data import commands, queries
from data.entities import ActionPlan
from data.rules.access import Viewer
from data.rules.invitations import guest_roles
from data.vocabulary import Affected, Lack, Verb
from tests.builders import seen
from tests.pages.test_pages import Town, everything_on, settled

KEY = "a-key-of-a-test"


@pytest.fixture(params=["shipped", "another"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with settled(request.param, tmp_path) as made:
        yield made


def chief(town: Town) -> Viewer:
    return queries.viewer_of(town.plan, None, town.plan.coordinator.code)


def plan_in(town: Town) -> queries.PlanView:
    return queries.plans(town.house.store, chief(town))[0]


def proposed(town: Town, **described: Any) -> int:
    given = {"what": "Ekstra lys i gården", "party": town.plan.coordinator.party} | described
    incident = plan_in(town).incidents[0][0]
    return commands.propose_action(
        town.house.store, chief(town), incident=incident, described=commands.Description(**given)
    )


def page(town: Town, name: str, role: str = "", **query: str) -> AppTest:
    opened = town.opened_by(role or town.plan.coordinator.code)
    for key, value in query.items():
        opened.query_params[key] = value
    opened.run().switch_page(f"{name}.py").run()
    assert not opened.exception, opened.exception[0].value
    return opened


def form(town: Town, what: str, number: int) -> AppTest:
    opened = town.opened_by(town.plan.coordinator.code)
    opened.query_params[sheet.PARAM] = str(sheet.Pin(what, number, 0, KEY))
    opened.run()
    assert not opened.exception, opened.exception[0].value
    return opened


def keys(opened: AppTest) -> set[str]:
    return {button.key for button in opened.button if button.key}


def guest_party(town: Town) -> str:
    party = guest_roles(town.plan, town.house.store.clock().date())[0].party
    assert party
    return party


def test_what_is_missing_is_marked_on_the_card_and_listed_at_part_3(town: Town) -> None:
    proposed(town)
    missing = ", ".join(t(look.LACK[lack]) for lack in (Lack.LEADER, Lack.TARGET_GROUP, Lack.DEADLINE, Lack.EVIDENCE))
    told = t("Missing: {what}", what=missing)
    assert told in everything_on(page(town, "indsatser"))
    assert everything_on(page(town, "handlingsplan")).count(told) == 2


def test_a_card_says_who_helps_which_network_from_when_and_how_one_sees_it(town: Town) -> None:
    store, now = town.house.store, town.house.store.clock()
    helper = next(code for code, p in town.plan.parties.items() if p.permanent and code != town.plan.coordinator.party)
    action = proposed(
        town, helpers=(helper,), networks=town.plan.networks[:1], evidence="Lyset er tændt", starts_at=now,
        deadline=now + timedelta(hours=4),
    )  # fmt: skip
    shown = page(town, "indsatser", status="alle", part=helper)
    assert f"more-{action}-1" in everything_on(shown), "who helps finds it among its own"
    said = "\n".join(caption.value for caption in shown.caption)
    for words in (plain(town.plan.networks[0]), "Lyset er tændt", t("from {time}", time="").strip()):
        assert words in said
    assert t("With help from {parties}", parties=town.plan.parties[helper].short) in said
    line = queries.history(store, chief(town), plan_in(town).incidents[0][0])[0]
    me = session.Me(store, None, chief(town), town.plan, store.clock())  # type: ignore[arg-type]  # nobody is signed in
    told = history.sentence(me, line, town.plan)
    assert t("with help from {parties}", parties=town.plan.parties[helper].short) in told


def test_a_party_that_is_not_there_is_marked_and_stands_as_a_call_until_it_is_reached(town: Town) -> None:
    proposed(town, party=guest_party(town))
    for name in ("overblik", "handlingsplan"):
        opened = page(town, name)
        assert look.ABSENT.label in everything_on(opened)
        assert any(key.startswith("save-task-") for key in keys(opened)), name
        assert any(key.startswith("save-invite-") for key in keys(opened)), name
    assert look.ABSENT.label in everything_on(page(town, "indsatser"))
    opened = page(town, "overblik")
    opened.button(key=next(key for key in keys(opened) if key.endswith("-reached"))).click().run()
    assert not any(key.startswith("save-task-") for key in keys(opened))
    assert look.ABSENT.label in everything_on(page(town, "indsatser"))


def test_who_may_not_ring_reads_the_task_and_is_offered_nothing(town: Town) -> None:
    proposed(town, party=guest_party(town))
    reader = next(r.code for r in town.plan.roles.values() if r.may(Verb.READ) and not r.may(Verb.RECORD_CALL))
    opened = page(town, "overblik", reader)
    assert look.ABSENT.label in everything_on(opened)
    assert not any(key.startswith(("save-task-", "save-invite-")) for key in keys(opened))


def test_contacts_are_a_click_away_for_who_may_see_them_and_nobody_else(town: Town) -> None:
    role = town.plan.coordinator.code
    action = proposed(town, leaders=(role,))
    contact = town.plan.contact_of(role)
    assert contact is not None
    assert contact.phone not in everything_on(page(town, "indsatser", status="alle"))
    opened = town.opened_by(role)
    opened.session_state[f"reach-{action}"] = True
    said = everything_on(opened.run().switch_page("indsatser.py").run())
    assert f"tel:{contact.phone}" in said
    assert f"mailto:{contact.email}" in said
    reader = next(r.code for r in town.plan.roles.values() if r.may(Verb.READ) and not r.may(Verb.SEE_CONTACTS))
    opened = town.opened_by(reader)
    opened.session_state[f"reach-{action}"] = True
    said = everything_on(opened.run().switch_page("indsatser.py").run())
    assert contact.phone not in said
    assert town.plan.roles[role].title in said


def test_a_deadline_far_ahead_is_asked_about_and_its_card_offers_to_hand_it_over(town: Town) -> None:
    action = proposed(town, deadline=town.house.store.clock() + timedelta(days=60))
    opened = page(town, "indsatser")
    assert t("long horizon: hand it over to a forum?") in everything_on(opened)
    assert f"open-hand_over-{action}-long" in keys(opened)
    on_the_plan = keys(page(town, "handlingsplan"))  # beside the agreement and on the card
    assert {f"open-hand_over-{action}-long", f"open-hand_over-{action}-horizon"} <= on_the_plan
    near = proposed(town, deadline=town.house.store.clock() + timedelta(days=2))
    assert f"open-hand_over-{near}-long" not in keys(page(town, "indsatser"))


def test_the_catalogue_narrows_by_party_and_keeps_own_words(town: Town) -> None:
    opened = form(town, "propose", plan_in(town).incidents[0][0])
    everything = opened.selectbox(key=f"entry-{KEY}").options
    assert len(everything) == len(town.plan.catalogue) + 1
    assert everything[0] == t("In our own words")
    entry = next(e for e in town.plan.catalogue.values() if e.party)
    owner = town.plan.parties[entry.party or ""].short
    opened.button_group(key=f"narrow-{KEY}").set_value(owner).run()
    narrowed = opened.selectbox(key=f"entry-{KEY}").options
    assert narrowed[0] == t("In our own words")
    assert all(f"({owner})" in word for word in narrowed[1:])
    assert 1 < len(narrowed) < len(everything)


def test_an_entry_brings_its_networks_and_its_deadline_along_when_it_is_chosen(town: Town) -> None:
    """The form opens with own words, whose empty fields must not stand for the entry's."""
    opened = form(town, "propose", plan_in(town).incidents[0][0])
    for entry in town.plan.catalogue.values():
        opened.selectbox(key=f"entry-{KEY}").set_value(entry.code).run()
        assert not opened.exception
        if entry.networks:
            field = next(g for g in opened.button_group if g.key == f"networks~{entry.code}-{KEY}")
            assert field.value == (list(town.plan.networks) if len(town.plan.networks) == 1 else [])
        due = next(field for field in opened.text_input if (field.key or "").startswith("deadline"))
        assert bool(due.value) is bool(entry.deadline_hours)


def test_a_person_related_entry_asks_for_no_word(town: Town) -> None:
    opened = form(town, "propose", plan_in(town).incidents[0][0])
    entry = next(e for e in town.plan.catalogue.values() if e.person_related)
    opened.selectbox(key=f"entry-{KEY}").set_value(entry.code).run()
    assert not opened.exception
    assert not opened.text_area
    assert [field.key for field in opened.text_input] == [f"deadline-clock-{KEY}"]


def test_support_that_is_needed_is_one_click_from_an_action_for_those_affected(town: Town) -> None:
    opened = page(town, "handlingsplan")
    button = f"open-propose_{Affected.STAFF}-{plan_in(town).id}"
    assert button in keys(opened)
    assert f"open-propose_{Affected.RESIDENTS}-{plan_in(town).id}" not in keys(opened), "nobody has said it is needed"
    drawn = form(town, f"propose_{Affected.STAFF}", plan_in(town).id)
    assert drawn.text_area[0].value == plan_in(town).support[Affected.STAFF].note.body
    group = town.plan.action_plan.affected_group
    groups = next(g for g in drawn.button_group if g.key == f"target_groups-{KEY}")
    assert groups.value == ([group] if group else [])


def test_a_plan_of_several_incidents_asks_for_which(town: Town) -> None:
    store, second = town.house.store, queries.incidents(town.house.store, chief(town))
    plan = plan_in(town)
    other = next(row for row in second if row.id != plan.incidents[0][0])
    commands.activate(store, chief(town), incident=other.id)
    own = queries.plans(store, chief(town))[0]
    if own.id != plan.id:
        commands.cover_incident(store, chief(town), seen=seen(store, ActionPlan, plan.id), incident=other.id)
    opened = form(town, "propose_in_plan", plan.id)
    assert opened.selectbox(key=f"incident-{KEY}").value is None
    assert len(opened.selectbox(key=f"incident-{KEY}").options) == 2
    pinned = form(town, "propose", other.id)
    assert str(other.number) in str(pinned.selectbox(key=f"incident-{KEY}").value)
