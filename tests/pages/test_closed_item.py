"""The meeting's page while its closed item runs, as every role, under both plan files: a notice, a clock, no field.

Source: plan line 73 (R47-R49), domain.md 6.2.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from google.protobuf import text_format
from streamlit.testing.v1 import AppTest

from components import closed_item, feedback, look, sheet
from components.texts import t
from data import commands, queries
from data.entities import Meeting
from data.rules import closed_item as rules
from data.storage import Seen
from data.vocabulary import Mandate, SeatKind, Verb, Way
from tests.pages.test_pages import PLANS, Town, settled

NOTICE = "Closed item (section 115 of the Administration of Justice Act)"
FIELDS = (
    "text_input", "text_area", "number_input", "date_input", "time_input", "datetime_input", "selectbox", "multiselect",
    "file_uploader", "chat_input", "checkbox", "toggle", "radio", "slider", "select_slider", "color_picker",
    "data_editor", "camera_input", "audio_input", "feedback", "form",
)  # fmt: skip


@dataclass
class Held(Town):
    """A demo whose meeting runs, with the chair, a housing organisation and those who may stay at the table."""

    meeting: int = 0

    def hat(self, role: str) -> rules.Viewer:
        return queries.viewer_of(self.plan, None, role)

    @property
    def holders(self) -> list[str]:
        return [role for role in self.plan.roles if rules.may_hold(self.hat(role))]

    def page(self, role: str, **query: str) -> AppTest:
        """The meeting's page, as the role opens it by its address."""
        page = self.opened_by(role).run().switch_page("moede.py")
        for name, value in query.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception, (role, query, page.exception[0].value)
        return page

    def starts(self) -> int:
        store, by = self.house.store, self.hat(self.holders[0])
        named = queries.leaving_for_item(store, by, self.meeting).parting.leaving
        assert named
        return commands.start_closed_item(store, by, meeting=self.meeting, named=named)

    def ends(self) -> None:
        if found := queries.running_item(self.house.store, self.hat(self.holders[-1])):
            commands.end_closed_item(self.house.store, self.hat(self.holders[-1]), item=found.id)


@pytest.fixture(scope="module", params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with settled(request.param, tmp_path_factory.mktemp(request.param)) as made:
        held = Held(made.name, made.house)
        store, chief = held.house.store, held.hat(held.plan.coordinator.code)
        plan = queries.plans(store, chief)[0].id
        held.meeting = queries.running_meeting(store, chief, plan) or commands.call_meeting(
            store, chief, plan=plan, planned_at=store.clock(), chair=chief.role, place="Rådhuset"
        )
        commands.start_meeting(store, chief, seen=Seen(held.meeting, 1))
        yield held


@pytest.fixture
def running(town: Held) -> Iterator[Held]:
    """Everybody sits, then the closed item runs."""
    store, chief = town.house.store, town.hat(town.plan.coordinator.code)
    for role in town.plan.permanent_roles:
        commands.seat(
            store, chief, meeting=town.meeting, role=role.code, kind=SeatKind.STAND_IN, mandate=Mandate.FULL,
            way=Way.ROOM,
        )  # fmt: skip
    town.starts()
    yield town
    town.ends()


def sent(page: AppTest) -> str:
    """Every word the page was sent, dialogs among them."""
    nodes = [node.proto for node in page._tree if getattr(node, "proto", None) is not None]
    return "\n".join(text_format.MessageToString(proto, as_utf8=True) for proto in nodes)


def fields(page: AppTest) -> list[str]:
    """The fields of the page itself; one's own menu lies behind its own button on every page."""
    return [
        element.type for kind in FIELDS for element in page.get(kind) if "popover" not in _above(element)
    ]  # fmt: skip


def _above(element: object) -> list[str]:
    kinds, parent = [], getattr(element, "parent", None)
    while parent is not None:
        kinds.append(str(getattr(parent, "type", "")))
        parent = getattr(parent, "parent", None)
    return kinds


def main_words(page: AppTest) -> list[str]:
    """What is said below the page's head."""
    return [*(h.value for h in page.header), *(h.value for h in page.subheader), *(m.value for m in page.markdown)]


def readers(town: Held) -> list[str]:
    return [role for role in town.plan.roles if town.plan.roles[role].may(Verb.READ)]


def test_everybody_sees_the_notice_and_the_clock_and_no_field(running: Held) -> None:
    for role in readers(running):
        page = running.page(role)
        assert t(NOTICE) in page.header[0].value
        assert len(page.header) == len(page.subheader) == 1
        assert not fields(page), role


OWN = ("open-password-", "open-own_address-", "open-second_factor-", "open-sign_ins-")
"""What stands in everybody's own menu, whatever happens."""


def test_only_the_entitled_see_who_has_left_and_only_holders_a_stop(running: Held) -> None:
    found = queries.running_item(running.house.store, running.hat(running.holders[0]))
    assert found is not None
    assert found.left
    for role in readers(running):
        page, viewer = running.page(role), running.hat(role)
        stops = [button for button in page.button if str(button.key).startswith("save-end-item")]
        assert bool(stops) is rules.may_hold(viewer), role
        words = "\n".join(main_words(page))
        me = [running.plan.roles[left].title for left in found.left if left != role]
        assert all(title in words.replace("\\", "") for title in me) is rules.is_entitled(viewer), role
        if not rules.is_entitled(viewer):
            assert not [button.key for button in page.button if str(button.key).startswith(("save-", "open-"))
                        and not str(button.key).startswith(OWN)]  # fmt: skip


@pytest.mark.parametrize("form", [closed_item.FORM, "propose", "part_situation", "progress", "put_in_force", "fact"])
def test_no_address_opens_a_form_over_it(running: Held, form: str) -> None:
    for role in (running.holders[0], running.plan.coordinator.code):
        page = running.page(role, **{sheet.PARAM: f"{form}.1.1.a-key-of-a-test"})
        assert t(NOTICE) in page.header[0].value
        assert not fields(page)
        assert "dialog {" not in sent(page)


@pytest.mark.parametrize("query", [{"plan": "1"}, {"plan": "99"}, {"plan": "x"}, {"moede": "1"}, {"punkt": "10"}, {}])
def test_no_address_leads_round_it(running: Held, query: dict[str, str]) -> None:
    page = running.page(running.plan.coordinator.code, **query)
    assert t(NOTICE) in page.header[0].value
    assert not fields(page)


def test_a_page_that_was_open_before_goes_blank_and_its_buttons_do_nothing(town: Held) -> None:
    """The chair's page, the way back on it pressed late; and a holder's form that was open when another one started."""
    store, chief = town.house.store, town.plan.coordinator.code
    commands.seat(
        store, town.hat(chief), meeting=town.meeting, role=chief, kind=SeatKind.STAND_IN, mandate=Mandate.FULL,
        way=Way.ROOM,
    )  # fmt: skip
    town.starts()
    town.ends()
    page = town.page(chief)
    back = next(button for button in page.button if str(button.key).startswith(f"save-back-{town.meeting}"))
    other = town.page(town.holders[-1])
    other.query_params[sheet.PARAM] = f"{closed_item.FORM}.{town.meeting}.0.a-key-of-a-holder"
    other.run()
    assert t("They have left – start the closed item") in sent(other)
    by = town.hat(town.holders[0])
    named = queries.leaving_for_item(store, by, town.meeting).parting.leaving
    commands.start_closed_item(store, by, meeting=town.meeting, named=named)
    before = store.revision()
    back.click()
    page.run()
    assert t(NOTICE) in page.header[0].value
    assert t(feedback.SENTENCES["closed-item-running"]) in [error.value for error in page.error]
    other.run()
    assert sheet.PARAM not in other.query_params
    assert t("They have left – start the closed item") not in sent(other)
    assert store.revision() == before
    town.ends()


def test_the_confirm_step_names_everybody_and_offers_no_field(town: Held) -> None:
    store, chief = town.house.store, town.hat(town.plan.coordinator.code)
    for role in town.plan.permanent_roles:
        commands.seat(
            store, chief, meeting=town.meeting, role=role.code, kind=SeatKind.STAND_IN, mandate=Mandate.FULL,
            way=Way.ONLINE,
        )  # fmt: skip
    leaving = queries.leaving_for_item(store, chief, town.meeting)
    assert leaving.online == leaving.parting.leaving
    page = town.page(town.holders[0], **{sheet.PARAM: f"{closed_item.FORM}.{town.meeting}.0.a-key-of-a-test"})
    words = sent(page)
    for role in (*leaving.parting.leaving, *leaving.parting.staying):
        assert town.plan.roles[role].title in words.replace("\\", "")
    covered = [party.name for party in town.plan.parties.values() if party.covered_115]
    assert len(covered) < 2 or f"{covered[-2]} og {covered[-1]}" in words.replace("\\", "")
    assert not [kind for kind in fields(page) if kind != "form"]
    for role in readers(town):
        if role not in town.holders:
            page = town.page(role, **{sheet.PARAM: f"{closed_item.FORM}.{town.meeting}.0.a-key-of-a-test"})
            assert t("They have left – start the closed item") not in sent(page)


def test_the_history_tells_others_who_left_only_when_it_has_ended(running: Held) -> None:
    chief = running.plan.coordinator.code
    told = t("left: {left} · stayed: {stayed}").split("{", maxsplit=1)[0]

    covered = queries.plans(running.house.store, running.hat(chief))[0].incidents[0][0]

    def says(role: str) -> bool:
        page = running.opened_by(role)
        page.query_params["haendelse"] = str(covered)
        page.run().switch_page("historik.py").run()
        verbs = [t(look.VERB[verb]) for verb in (Verb.START_CLOSED_ITEM, Verb.END_CLOSED_ITEM)]
        newest = next(said.value for said in page.markdown if any(verb in said.value for verb in verbs))
        return told in newest

    assert not says(chief)
    assert says(running.holders[0])
    running.ends()
    assert says(chief)


def test_the_meeting_of_another_plan_goes_on(running: Held) -> None:
    """An exercise whose item is closed stops nothing real."""
    store, viewer = running.house.store, running.hat(running.plan.coordinator.code)
    plans = queries.plans(store, viewer)
    assert queries.running_item(store, viewer, plans[0].id) is not None
    assert queries.running_item(store, viewer, plans[0].id + 99) is None
    assert isinstance(running.meeting, int)
    with store.whole() as session:
        held = session.get(Meeting, running.meeting)
        assert held is not None
        assert held.plan_id == plans[0].id


SHARED = """
from components import closed_item, session
assert closed_item.blanks(session.current(), None, shared=True)
"""


def test_on_a_shared_screen_nobody_is_entitled_whoever_signed_in_on_it(running: Held) -> None:
    for role in (running.holders[0], running.plan.coordinator.code):
        page = AppTest.from_string(SHARED, default_timeout=120)
        page.user["sign_in"] = running.opened_by(role).user["sign_in"]
        page.run()
        assert not page.exception
        assert [t(NOTICE) in header.value for header in page.header] == [True]
        assert len(page.subheader) == 1
        assert not [*page.markdown, *page.button, *fields(page), *page.get("page_link")]
