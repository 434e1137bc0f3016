"""The boards are informed: two duties an activation, and what closing asks for (R25, R26)."""

import json
from datetime import timedelta
from typing import Any

import pytest

from data import commands, queries
from data.entities import ActionPlan, Incident, Notice
from data.errors import NotAllowed, RuleBroken
from data.queries import Informing
from data.storage import Store
from data.vocabulary import Channel, Response, Subject, Verb
from tests import builders as b
from tests.conftest import BEGIN, Clock

CHIEF = "projektchef"


def stands(store: Store, role: str = CHIEF, **of: int) -> Informing:
    """How the informing of a plan, or of an incident without one, stands."""
    [found] = queries.informing(store, b.hat(store, role), **of)
    return found


def test_an_activation_opens_one_duty_a_board(store: Store, clock: Clock) -> None:
    for response in (Response.BOTH, Response.INFORM):
        incident = b.an_active_incident(store, response=response)
        of = {"plan": b.plan_of(store, incident)} if response is Response.BOTH else {"incident": incident}
        found = stands(store, **of)
        assert [duty.body for duty in found.duties] == ["bestyrelse", "styregruppe"]
        assert all(duty.open and not duty.ended and duty.since == clock() for duty in found.duties)
        assert all(duty.due_at is None for duty in found.duties), "the plan sets no rhythm"
        clock.turn(minutes=25)
    assert len(queries.informing(store, b.hat(store, CHIEF))) == 2


def test_each_board_is_told_by_itself_and_the_age_counts_up(store: Store, clock: Clock) -> None:
    incident = b.an_active_incident(store)
    plan = b.plan_of(store, incident)
    clock.turn(minutes=20)
    notice = b.inform(store, incident, told_at=BEGIN + timedelta(minutes=10), content="Brand i tre containere.")
    line = b.last_line(store)
    assert (line.word, line.about, line.subject_id, line.happened_at) == (
        Verb.INFORM, Subject.NOTICE, notice, BEGIN + timedelta(minutes=10),
    )  # fmt: skip
    assert json.loads(line.facts) == {"body": "styregruppe", "channel": "phone", "final": False}
    clock.turn(hours=3)
    found = stands(store, plan=plan)
    board, group = found.duties
    assert (board.open, group.open) == (True, False)
    assert group.age(clock()) == timedelta(hours=3, minutes=10)
    [told] = found.told
    assert (told.body, told.content.body, told.channel, told.final) == (
        "styregruppe", "Brand i tre containere.", Channel.PHONE, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"body": "lokalraad"}, "unknown-body", "body"),
        ({"body": ""}, "unknown-body", "body"),
        ({"channel": None}, "say-how-told", "channel"),
        ({"told_at": None}, "no-time", "told_at"),
        ({"told_at": BEGIN + timedelta(hours=1)}, "not-told-yet", "told_at"),
        ({"told_at": BEGIN - timedelta(hours=25)}, "time-long-ago", "told_at"),
        ({"content": " "}, "text-missing", "content"),
        ({"content": "Ring 20930931"}, "personal-text", "content"),
    ],
)
def test_a_duty_is_done_only_with_time_channel_and_content(
    store: Store, other: dict[str, Any], code: str, field: str
) -> None:
    incident = b.an_active_incident(store)
    with b.refused(store, RuleBroken, code, field=field):
        b.inform(store, incident, **other)


def test_a_time_long_ago_is_asked_about_once(store: Store) -> None:
    incident = b.an_active_incident(store)
    b.inform(store, incident, told_at=BEGIN - timedelta(hours=25), time_confirmed=True)


def test_only_what_is_activated_and_going_on_is_told_of(store: Store) -> None:
    waiting, over = b.an_assessed_incident(store), b.an_active_incident(store)
    commands.call_off(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, over), reason="Falsk alarm.")
    for incident in (waiting, over):
        with b.refused(store, RuleBroken, "not-in-this-state"):
            b.inform(store, incident)
    with b.refused(store, NotAllowed, "unknown"):
        b.inform(store, 99)


def test_a_plan_with_several_incidents_has_one_duty_a_board(store: Store, clock: Clock) -> None:
    first, second = b.an_active_incident(store), b.an_active_incident(store, response=Response.INFORM)
    plan, chief = b.plan_of(store, first), b.hat(store, CHIEF)
    b.inform(store, second, "bestyrelse")  # before it came under the plan
    commands.cover_incident(store, chief, seen=b.seen(store, ActionPlan, plan), incident=second)
    clock.turn(minutes=5)
    notice = b.inform(store, second)
    assert b.row_of(store, Notice, notice).incident_id == first
    found = stands(store, plan=plan)
    assert [duty.open for duty in found.duties] == [False, False]
    assert len(found.told) == 2
    assert queries.informing(store, chief, incident=second) == []
    commands.call_off(store, chief, seen=b.seen(store, Incident, first), reason="Den ene var falsk alarm.")
    b.inform(store, first)  # the plan goes on with the other one
    assert len(queries.informing(store, chief)) == 1


def test_a_last_notice_from_before_a_reopening_is_none_any_more(store: Store, clock: Clock) -> None:
    plan, chief = b.a_closed_plan(store), b.hat(store, CHIEF)
    assert all(duty.ended for duty in stands(store, plan=plan).duties)
    assert not stands(store, plan=plan).open
    clock.turn(hours=2)
    commands.reopen(
        store, chief, seen=b.seen(store, ActionPlan, plan), ends_at=b.ahead(store), reason="Uroen begyndte igen."
    )
    found = stands(store, plan=plan)
    assert [(duty.open, duty.ended) for duty in found.duties] == [(False, False)] * 2
    with b.refused(store, RuleBroken, "not-ready"):
        commands.close(store, chief, seen=b.seen(store, ActionPlan, plan))
    b.inform_all(store, 1)
    commands.close(store, chief, seen=b.seen(store, ActionPlan, plan))


def test_what_was_only_to_inform_closes_when_every_board_was_told(store: Store) -> None:
    incident = b.an_active_incident(store, response=Response.INFORM)
    for told, left in (("", ("bestyrelse", "styregruppe")), ("bestyrelse", ("styregruppe",))):
        if told:
            b.inform(store, incident, told)
        with b.refused(store, RuleBroken, "boards-not-informed", bodies=left):
            commands.close_informed(
                store, b.hat(store, CHIEF), seen=b.seen(store, Incident, incident), reason="Alle ved det."
            )
    b.inform(store, incident)
    commands.close_informed(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, incident), reason="Alle ved det.")
    assert not stands(store, incident=incident).open


def test_a_board_reads_what_it_was_told_and_may_enter_nothing(store: Store) -> None:
    incident = b.an_active_incident(store)
    b.inform(store, incident)
    found = stands(store, "styregruppe", plan=b.plan_of(store, incident))
    assert [row.body for row in found.told] == ["styregruppe"]
    with b.refused(store, NotAllowed, "not-allowed"):
        b.inform(store, incident, role="styregruppe")


def test_nobody_reads_a_notice_about_what_they_may_not_read(store: Store) -> None:
    b.inform(store, b.an_active_incident(store))
    assert queries.informing(store, b.hat(store, "administrator")) == []
    assert queries.informing(store, b.hat(store, "ukendt")) == []


def test_the_same_notice_sent_twice_is_one(store: Store) -> None:
    incident = b.an_active_incident(store)
    given: dict[str, Any] = {
        "incident": incident,
        "body": "styregruppe",
        "channel": Channel.SMS,
        "content": "Ro.",
        "told_at": BEGIN,
    }
    by = b.hat(store, CHIEF)
    first = commands.inform(store, by, "samme nøgle", **given)
    before = b.standing(store)
    assert commands.inform(store, by, "samme nøgle", **given) == first
    assert b.standing(store) == before
