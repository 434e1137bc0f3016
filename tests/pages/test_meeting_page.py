"""The page of the meeting in every phase, for every role, under both plans; one foremost step at a time (R20, R23)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import attendance, look, sheet
from components.texts import t
from data import commands, queries
from data.plan import AgendaItem
from data.queries import MeetingView
from data.rules import agenda
from data.rules.invitations import guest_roles
from data.storage import Seen
from data.vocabulary import DecisionKind, IncidentState, Mandate, Room, SeatKind, Verb, Way
from tests.pages.test_pages import PLANS, Town, everything_on, settled

DECIDED = "Alle holder telefonerne åbne i nat"
ASKED = "hvor længe patruljerne bliver"


@pytest.fixture(params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with settled(request.param, tmp_path) as made:
        yield made


def opened(town: Town, role: str, **query: str) -> AppTest:
    """The meeting's page as a role sees it."""
    page = town.opened_by(role)
    page.query_params.update(query)
    page.run()
    page.switch_page("moede.py").run()
    assert not page.exception, (role, page.exception[0].value)
    return page


def chief(town: Town) -> str:
    return town.plan.coordinator.code


def call(town: Town) -> int:
    """A meeting is called by the coordinator, who leads it."""
    store, by = town.house.store, queries.viewer_of(town.plan, None, chief(town))
    plan = queries.plans(store, by)[0].id
    return commands.call_meeting(
        store, by, plan=plan, planned_at=store.clock(), chair=by.role, place="Mødelokalet",
        link="https://moede.example/1",
    )  # fmt: skip


def view(town: Town, meeting: int) -> MeetingView:
    found = queries.meeting(town.house.store, queries.viewer_of(town.plan, None, chief(town)), meeting)
    assert found is not None
    return found


def start(town: Town) -> int:
    """The meeting runs; the coordinator sits there, and a housing organisation with an unknown mandate."""
    store, by = town.house.store, queries.viewer_of(town.plan, None, chief(town))
    meeting = call(town)
    commands.start_meeting(store, by, seen=Seen(meeting, view(town, meeting).row.version))
    for role, kind, mandate in (
        (chief(town), SeatKind.MEMBER, Mandate.FULL), (housing(town), SeatKind.STAND_IN, Mandate.UNKNOWN),
    ):  # fmt: skip
        commands.seat(store, by, meeting=meeting, role=role, kind=kind, mandate=mandate, way=Way.ROOM)
    return meeting


def housing(town: Town) -> str:
    """Somebody who takes part without leading."""
    return next(
        r.code for r in town.plan.roles.values() if r.permanent and r.may(Verb.ATTEND) and not r.may(Verb.RUN_MEETING)
    )


def go_on(town: Town, meeting: int, item: int) -> None:
    by = queries.viewer_of(town.plan, None, chief(town))
    commands.next_item(town.house.store, by, seen=Seen(meeting, view(town, meeting).row.version), item=item)


def points(town: Town) -> list[AgendaItem]:
    return list(agenda.agenda_of(town.plan, follow_up=False))


def foremost(page: AppTest) -> list[str]:
    """The words of the primary buttons that stand on the page."""
    return [
        button.label for button in page.button if button.proto.type == "primary" and not button.proto.is_form_submitter
    ]


def readers(town: Town) -> list[str]:
    return [role.code for role in town.plan.roles.values() if role.may(Verb.READ)]


def test_before_a_meeting_is_called_the_page_says_so(town: Town) -> None:
    for role in readers(town):
        page = opened(town, role)
        assert t("No meeting is called yet. The plan is agreed at a meeting.") in everything_on(page)
        assert len(foremost(page)) <= 1


def test_a_called_meeting_is_opened_by_who_leads_and_the_others_are_told(town: Town) -> None:
    call(town)
    for role in readers(town):
        page, leads = opened(town, role), town.plan.roles[role].may(Verb.RUN_MEETING)
        assert foremost(page) == ([t("Open the meeting")] if leads else [])
        told = t("The meeting has not begun. {who} opens it; this page follows by itself.").partition("{")[0]
        assert any(info.value.startswith(told) for info in page.info) is not leads
    page = opened(town, chief(town))
    next(b for b in page.button if b.label == t("Open the meeting")).click().run()
    assert points(town)[0].text in page.subheader[0].value.replace("\\", "")


def test_everybody_sees_the_running_item_and_has_at_most_one_foremost_step(town: Town) -> None:
    meeting = start(town)
    for item in agenda.steps(points(town)):
        if item:
            go_on(town, meeting, item)
        for role in (housing(town), readers(town)[item % len(readers(town))]):  # every role, over the items
            page = opened(town, role)
            assert points(town)[item].text in page.subheader[0].value.replace("\\", ""), (role, item)
            assert len(foremost(page)) <= 1, (role, item, foremost(page))
        last = agenda.next_of(points(town), item, {s.item for s in view(town, meeting).steps}) is None
        assert foremost(opened(town, chief(town))) == [t("End the meeting") if last else t("Next item")]


def test_a_participant_takes_their_seat_with_one_click(town: Town) -> None:
    meeting = start(town)
    others = [r for r in readers(town) if town.plan.roles[r].may(Verb.ATTEND) and town.plan.roles[r].permanent]
    other = next(role for role in others if role not in (chief(town), housing(town)))
    page = opened(town, other)
    assert foremost(page) == [t("I am here")]
    next(b for b in page.button if b.label == t("I am here")).click().run()
    assert [(seat.role, seat.mandate) for seat in view(town, meeting).present][-1] == (other, Mandate.FULL)
    assert t("I am here") not in [b.label for b in page.button]


def test_one_click_commits_a_party_by_its_management_alone(town: Town) -> None:
    """R14, R21: who drafts sits as a member and binds nobody by a click; of a guest it is asked."""
    meeting, store = start(town), town.house.store
    by = queries.viewer_of(town.plan, None, chief(town))
    guest = guest_roles(town.plan, store.clock().date())[0].code
    commands.invite(store, by, incident=view(town, meeting).incidents[0], role=guest, meeting=meeting)
    page = opened(town, chief(town))
    offered = {str(button.key) for button in page.button}
    for role in attendance.rows_of(town.plan, view(town, meeting)):
        commits = attendance.usual(role)[1] is Mandate.FULL
        assert commits is role.level_management, role.code
    assert not [key for key in offered if key.startswith(f"save-seat-{meeting}-{guest}-")]
    assert f"open-seat-{meeting}-{guest}" in offered
    drafter = next(role.code for role in town.plan.roles.values() if role.drafter)
    next(b for b in page.button if str(b.key).startswith(f"save-seat-{meeting}-{drafter}-")).click().run()
    assert [(seat.role, seat.kind, seat.mandate) for seat in view(town, meeting).present][-1] == (
        drafter, SeatKind.MEMBER, Mandate.UNKNOWN,
    )  # fmt: skip


def test_the_second_press_of_a_double_click_goes_nowhere(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    now = town.house.store.clock()
    monkeypatch.setattr(town.house.store, "clock", lambda: now)
    meeting = start(town)
    page = opened(town, chief(town))
    for later, item in ((0, 0), (2, 1), (0, 1), (2, 2)):
        now += timedelta(seconds=later)
        next(b for b in page.button if b.label == t("Next item")).click().run()
        assert view(town, meeting).row.item == item, (later, item)


def test_what_is_owed_and_decided_stands_beside_the_item_and_a_missing_mandate_is_said(town: Town) -> None:
    meeting = start(town)
    store, by = town.house.store, queries.viewer_of(town.plan, None, chief(town))
    stand_in = town.plan.roles[housing(town)].party
    assert stand_in is not None
    commands.decide(store, by, meeting=meeting, kind=DecisionKind.OTHER, text=DECIDED, takers=(stand_in,))
    commands.ask_party(store, by, plan=view(town, meeting).row.plan_id, asked=stand_in, text=ASKED)
    said = everything_on(opened(town, chief(town)))
    assert DECIDED in said
    assert ASKED in said
    name = town.plan.parties[stand_in].short
    assert t("{party} (reservation)", party=name) in said.replace("\\", "")
    own = opened(town, housing(town))
    assert t("Answer") in [b.label for b in own.button]
    assert t("Note the answer") not in [b.label for b in own.button]


def test_minutes_are_ready_and_approved_with_one_click_and_stay_as_they_were(town: Town) -> None:
    meeting = start(town)
    store, by = town.house.store, queries.viewer_of(town.plan, None, chief(town))
    commands.decide(store, by, meeting=meeting, kind=DecisionKind.OTHER, text=DECIDED, takers=(str(by.party),))
    go_on(town, meeting, agenda.summary_of(points(town)) or 0)
    unowned = frozenset(r.id for r in queries.actions(store, by, plan=view(town, meeting).row.plan_id) if r.unowned)
    commands.end_meeting(
        store, by, seen=Seen(meeting, view(town, meeting).row.version), read_back=True, confirmed_unowned=unowned
    )
    before = queries.agreed(store, by, meeting=meeting)
    assert {row.id for row in before if row.party is None} >= unowned
    page = opened(town, chief(town))
    assert DECIDED in everything_on(page)
    assert foremost(page) == [t("Approve the minutes")]
    next(b for b in page.button if b.label == t("Approve the minutes")).click().run()
    assert foremost(page) == []
    assert view(town, meeting).row.approved_role == chief(town)
    commands.propose_action(
        store, by, incident=view(town, meeting).incidents[0], described=commands.Description(what="Efter mødet")
    )
    assert queries.agreed(store, by, meeting=meeting) == before
    assert "Efter mødet" not in everything_on(opened(town, chief(town)))
    reader = opened(town, housing(town))
    assert not foremost(reader)


def test_minutes_say_what_they_are_of_and_mark_what_was_corrected(town: Town) -> None:
    meeting = start(town)
    store, by = town.house.store, queries.viewer_of(town.plan, None, chief(town))
    commands.decide(store, by, meeting=meeting, kind=DecisionKind.OTHER, text=DECIDED, takers=(str(by.party),))
    go_on(town, meeting, agenda.summary_of(points(town)) or 0)
    unowned = frozenset(r.id for r in queries.actions(store, by, plan=view(town, meeting).row.plan_id) if r.unowned)
    commands.end_meeting(
        store, by, seen=Seen(meeting, view(town, meeting).row.version), read_back=True, confirmed_unowned=unowned
    )
    said = everything_on(opened(town, chief(town))).replace("\\", "")
    assert f"{t('EXERCISE')} · {t('Minutes of meeting {n}', n=1)}" in said
    plan = queries.plans(store, by)[0]
    for _, number, category, place in plan.incidents:
        assert f"{t('E{n}', n=number)} · {town.plan.categories[category].name} · {place}" in said
    assert t("corrected, see the corrections") not in said
    commands.correct_minutes(
        store, by, meeting=meeting, text="Kun to af dem", corrects=view(town, meeting).decisions[0].id
    )
    after = everything_on(opened(town, chief(town)))
    assert after.count(t("corrected, see the corrections")) == 1


def test_of_a_plan_that_was_called_off_nobody_is_called_in_or_informed(town: Town) -> None:
    store, by = town.house.store, queries.viewer_of(town.plan, None, chief(town))
    [plan] = queries.plans(store, by)
    assert t("Call the group in") in everything_on(opened(town, chief(town)))
    for number, *_ in plan.incidents:
        found = queries.incident(store, by, number)
        assert found is not None
        if found.row.state is IncidentState.ACTIVE:
            commands.call_off(store, by, seen=Seen(number, found.row.version), reason="Grillrøg.")
    for role in readers(town):
        page = opened(town, role, plan=str(plan.id))
        said = everything_on(page)
        assert t("Who was called in must be told so.") in said
        assert t("Call the group in") not in said
        assert t("Informing the boards") not in said
        assert not [one.key for one in page.button if one.key and one.key.startswith(("save-call-", "open-inform"))]


def test_what_a_click_answers_keeps_the_number_of_the_item(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    now = town.house.store.clock()
    monkeypatch.setattr(town.house.store, "clock", lambda: now)
    start(town)
    now += timedelta(seconds=2)  # sooner it is the second press of a double click
    page = opened(town, chief(town))
    next(b for b in page.button if b.label == t("Next item")).click().run()
    assert [toast.value for toast in page.toast] == [f"2\\. {points(town)[1].text}"]


def test_while_the_closed_item_runs_there_is_nothing_else_here(town: Town) -> None:
    meeting = start(town)
    store, by = town.house.store, queries.viewer_of(town.plan, None, chief(town))
    commands.decide(store, by, meeting=meeting, kind=DecisionKind.OTHER, text=DECIDED, takers=(str(by.party),))
    holder = queries.viewer_of(town.plan, None, town.plan.roles_with(Verb.HOLD_CLOSED_ITEM)[0].code)
    named = queries.leaving_for_item(store, holder, meeting).parting.leaving
    commands.start_closed_item(store, holder, meeting=meeting, named=named)
    for role in readers(town):
        page = opened(town, role)
        assert DECIDED not in everything_on(page), role
        assert len(foremost(page)) <= 1, role


def test_a_running_meeting_is_one_line_on_the_overview(town: Town) -> None:
    words = t("A meeting is running ({span})").partition("{")[0]
    before = everything_on(town.opened_by(chief(town)).run())
    start(town)
    after = everything_on(town.opened_by(housing(town)).run())
    assert words not in before
    assert words in after


def test_the_history_tells_the_meeting_in_plain_words(town: Town) -> None:
    meeting = start(town)
    store, by = town.house.store, queries.viewer_of(town.plan, None, chief(town))
    commands.decide(store, by, meeting=meeting, kind=DecisionKind.OTHER, text=DECIDED, takers=(str(by.party),))
    asked = commands.ask_party(store, by, plan=view(town, meeting).row.plan_id, asked=by.party, text=ASKED)
    commands.note_answer(store, by, seen=Seen(asked, 1), text="Til kl. 2")
    go_on(town, meeting, 1)
    page = town.opened_by(chief(town))
    page.query_params["haendelse"] = "1"
    said = everything_on(page.run().switch_page("historik.py").run())
    for verb in ("opened the meeting", "went to an item of the agenda", "noted a decision", "asked a question"):
        assert t(verb) in said


def shown_in(page: AppTest, label: str) -> tuple[list[str], list[str]]:
    """What a choice offers, and what of it is chosen."""
    [found] = [group for group in page.get("button_group") if group.proto.label == label]
    options = [option.content for option in found.proto.options]
    return options, list(found.proto.raw_values) or [options[n] for n in found.proto.default]


@pytest.mark.parametrize("form", ["decide", "decide_action"])
def test_a_party_that_leaves_while_a_form_stands_open_takes_no_decision_and_what_was_typed_stays(
    town: Town, form: str
) -> None:
    meeting = start(town)
    store, by = town.house.store, queries.viewer_of(town.plan, None, chief(town))
    own, other = (town.plan.parties[str(town.plan.roles[r].party)].short for r in (chief(town), housing(town)))
    page = opened(town, chief(town), **{sheet.PARAM: f"{form}.{meeting}.1.a-key-of-a-test"})
    assert sorted(shown_in(page, t("Decided by"))[1]) == sorted([own, other])
    page.session_state["text-a-key-of-a-test" if form == "decide" else "what-a-key-of-a-test"] = DECIDED
    left = next(seat.id for seat in view(town, meeting).present if seat.role == housing(town))
    commands.leave_seat(store, by, seat=left)
    page.run()
    assert not page.exception, page.exception[0].value
    assert shown_in(page, t("Decided by")) == ([own], [own])
    assert page.text_area[0].value == DECIDED


def after_a_closed_item(town: Town) -> int:
    """The meeting goes on after a closed item for which a stand-in with an unknown mandate left, online."""
    meeting = start(town)
    store, by = town.house.store, queries.viewer_of(town.plan, None, chief(town))
    commands.seat(
        store, by, meeting=meeting, role=housing(town), kind=SeatKind.STAND_IN, mandate=Mandate.LIMITED,
        limit="drift", way=Way.ONLINE,
    )  # fmt: skip
    holder = queries.viewer_of(town.plan, None, town.plan.roles_with(Verb.HOLD_CLOSED_ITEM)[0].code)
    named = queries.leaving_for_item(store, holder, meeting).parting.leaving
    assert housing(town) in named
    commands.end_closed_item(
        store, holder, item=commands.start_closed_item(store, holder, meeting=meeting, named=named)
    )
    return meeting


def pressed(page: AppTest, start: str) -> None:
    next(button for button in page.button if str(button.key).startswith(start)).click().run()


def as_they_sat(town: Town, meeting: int) -> None:
    [back] = [seat for seat in view(town, meeting).present if seat.role == housing(town)]
    assert (back.kind, back.mandate, back.way) == (SeatKind.STAND_IN, Mandate.LIMITED, Way.ONLINE)
    assert back.limit.body == "drift"


def test_who_left_for_a_closed_item_comes_back_to_the_seat_they_had(town: Town) -> None:
    meeting = after_a_closed_item(town)
    page = opened(town, housing(town))
    assert foremost(page) == [t("I am back")]
    assert t("I am here") not in [button.label for button in page.button]
    pressed(page, f"save-back-{meeting}")
    as_they_sat(town, meeting)
    assert t("I am back") not in [button.label for button in page.button]


def test_whoever_keeps_the_attendance_has_all_back_above_the_item_and_one_back_in_the_list(town: Town) -> None:
    meeting = after_a_closed_item(town)
    page = opened(town, chief(town))
    assert foremost(page) == [t("All are back")]
    labels = [button.label for button in page.button]
    assert labels.index(t("All are back")) < labels.index(t("Next item"))
    keys = [str(button.key) for button in page.button]
    assert not any(key.startswith(f"save-seat-{meeting}-{housing(town)}") for key in keys)
    assert f"save-back-{meeting}-{housing(town)}-list" in keys
    pressed(page, f"save-back-{meeting}-{housing(town)}-list")
    as_they_sat(town, meeting)


@pytest.mark.parametrize("town", ["shipped"], indirect=True)  # the other agenda names no rooms
def test_a_stand_ins_mandate_is_asked_for_and_a_reserved_acceptance_is_told(town: Town) -> None:
    """Nothing is chosen before somebody says it; the toast and the round say that the party must confirm."""
    meeting = start(town)
    store, by = town.house.store, queries.viewer_of(town.plan, None, chief(town))
    page = opened(town, housing(town), **{sheet.PARAM: f"attend.{meeting}.0.a-key-of-a-test"})
    assert shown_in(page, t("Mandate"))[1] == []
    described = commands.Description(what=DECIDED, party=town.plan.roles[housing(town)].party)
    action = commands.propose_action(store, by, incident=view(town, meeting).incidents[0], described=described)
    item = next(n for n, point in enumerate(points(town)) if point.room is Room.ACTIONS)
    go_on(town, meeting, item)
    page = opened(town, housing(town))
    pressed(page, f"save-accept-{action}")
    assert t("Accepted with a reservation. Your party must confirm it.") in [toast.value for toast in page.toast]
    assert look.RESERVED.label in everything_on(page)
