"""Lines of a log folded by hand: what is not told is not there, and what is taken back is gone (5.4)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from data.rules.fold import Folded, Point, fold
from data.rules.fold_lines import Line, Moment
from data.vocabulary import ActionStatus, IncidentState, MessageState, Subject, Verb
from tests.conftest import BEGIN

OWN, PLAN = 1, 7
SEAT = {"seat": "member", "mandate": "full", "way": "room"}


def minute(count: float) -> datetime:
    return BEGIN + timedelta(minutes=count)


class Log:
    """Lines as commands write them, a minute apart unless said otherwise."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def tell(
        self, verb: Verb, subject: Subject = Subject.INCIDENT, about: int = OWN, /, *, at: float | None = None,
        happened: float | None = None, incident: int | None = OWN, plan: int | None = None, role: str = "projektchef",
        texts: dict[str, int] | None = None, **facts: Any,
    ) -> "Log":  # fmt: skip
        count = len(self.lines)
        when = minute(count if at is None else at)
        past = None if happened is None else minute(happened)
        self.lines.append(
            Line(count + 1, when, past, role, "helhedsplan", verb, subject, about, incident, plan, facts, texts or {})
        )
        return self

    def reported(self, incident: int = OWN, **other: Any) -> "Log":
        given = {"number": incident, "category": "ild", "place": "Gården", "texts": {"what": 100 + incident}}
        return self.tell(Verb.REPORT, Subject.INCIDENT, incident, incident=incident, **(given | other))

    def activated(self, incident: int = OWN, plan: int | None = PLAN) -> "Log":
        self.tell(Verb.ASSESS, Subject.INCIDENT, incident, incident=incident, risk="medium")
        return self.tell(
            Verb.ACTIVATE, Subject.INCIDENT, incident, incident=incident, plan=plan, response="both", route="council"
        )

    def action(self, verb: Verb, number: int = 1, **facts: Any) -> "Log":
        given: dict[str, Any] = {"number": number, "responsible": "aab", "plan": PLAN}
        return self.tell(verb, Subject.ACTION, number, **{**given, **facts})

    def of_plan(self, verb: Verb, **facts: Any) -> "Log":
        return self.tell(verb, Subject.PLAN, PLAN, plan=PLAN, **facts)

    def met(self, verb: Verb, **facts: Any) -> "Log":
        return self.tell(verb, Subject.MEETING, 5, plan=PLAN, meeting=1, **facts)

    def fold(self, *members: str) -> Folded:
        return fold(self.lines, OWN, members)


def test_what_no_line_tells_is_not_there_and_never_zero() -> None:
    found = Log().reported().fold("projektchef")
    assert set(found.moments) == {Point.HAPPENED, Point.REPORTED}
    assert found.at(Point.ACTIVATED) is None
    assert (found.ends_at, found.involved, found.risk, found.response, found.route) == (None,) * 5
    assert (found.actions, found.messages, found.meetings, found.impressions) == ((),) * 4
    assert (found.calls, found.notices, found.support) == ({}, {}, {})
    assert found.state is IncidentState.RECEIVED


def test_when_it_happened_and_when_it_was_registered_are_two_things() -> None:
    found = Log().reported(at=10, happened=0).fold()
    assert found.moments[Point.HAPPENED] == Moment(minute(0), minute(10))
    assert found.moments[Point.REPORTED] == Moment(minute(10), minute(10))


def test_a_merged_report_counts_until_it_is_taken_apart() -> None:
    log = Log().reported(at=10, happened=8).reported(2, at=11, happened=3)
    assert log.fold().at(Point.HAPPENED) == minute(8)
    log.tell(Verb.MERGE, Subject.INCIDENT, 2, incident=2, into=1)
    assert (log.fold().at(Point.HAPPENED), log.fold().scope.reports) == (minute(3), {1, 2})
    assert log.fold().at(Point.READ) == log.lines[-1].at
    log.tell(Verb.UNMERGE, Subject.INCIDENT, 2, incident=2, into=1)
    assert log.fold().at(Point.HAPPENED) == minute(8)


def test_a_plan_that_is_taken_up_again_is_open_and_not_evaluated() -> None:
    log = Log().reported().activated().of_plan(Verb.PUT_IN_FORCE, edition=1, parties=["aab"], ends_at=None)
    log.of_plan(Verb.CLOSE).tell(Verb.MARK_EVALUATED, guests=[])
    closed = log.fold()
    assert closed.state is IncidentState.CLOSED
    assert {Point.CLOSED, Point.EVALUATED} <= set(closed.moments)
    log.of_plan(Verb.REOPEN, edition=2, ends_at=minute(600).isoformat(), incidents=1)
    again = log.fold()
    assert (again.state, again.ends_at, again.edition) == (IncidentState.ACTIVE, minute(600), 2)
    assert not {Point.CLOSED, Point.EVALUATED} & set(again.moments)


def test_what_was_called_off_before_its_plan_closed_stays_called_off() -> None:
    log = Log().reported().activated().tell(Verb.CALL_OFF, plan=PLAN, mails=0)
    ended = log.fold().at(Point.CLOSED)
    log.of_plan(Verb.CLOSE).of_plan(Verb.REOPEN, edition=1, ends_at=None)
    assert (log.fold().state, log.fold().at(Point.CLOSED)) == (IncidentState.CALLED_OFF, ended)


def test_an_end_that_is_put_off_is_counted_and_the_last_one_holds() -> None:
    log = (
        Log()
        .reported()
        .activated()
        .of_plan(Verb.PUT_IN_FORCE, edition=1, parties=["aab"], ends_at=minute(60).isoformat())
    )
    for edition, end in ((2, 120), (3, 180)):
        log.of_plan(Verb.EXTEND, edition=edition, ends_at=minute(end).isoformat(), count=edition - 1)
    found = log.fold()
    assert (found.ends_at, found.extensions, found.edition) == (minute(180), 2, 3)
    assert found.at(Point.IN_FORCE) == found.at(Point.AGREED)


def test_a_meeting_that_nobody_ran_here_is_known_by_what_was_agreed_at_it() -> None:
    log = Log().reported().activated()
    agreed = {"edition": 1, "parties": ["aab"], "ends_at": None}
    log.of_plan(Verb.AGREE, at=50, meeting_at=minute(20).isoformat(), **agreed)
    assert log.fold().moments[Point.MEETING] == Moment(minute(20), minute(50))


def test_an_action_that_is_given_back_is_nobodys_and_not_accepted() -> None:
    log = Log().reported().activated().action(Verb.PROPOSE_ACTION, deadline=None, texts={"what": 9})
    log.action(Verb.ACCEPT_ACTION, before="proposed", after="accepted", reserved=True)
    assert (log.fold().actions[0].reserved, log.fold().actions[0].accepted_at) == (True, log.lines[-1].at)
    log.action(Verb.DECLINE_ACTION, before="accepted", after="proposed", responsible=None, declined="aab")
    [action] = log.fold().actions
    assert (action.party, action.status, action.unowned) == (None, ActionStatus.PROPOSED, True)
    assert (action.accepted_at, action.reserved, action.declined, action.what) == (None, False, ("aab",), 9)


@pytest.mark.parametrize(("done", "late"), [(29, False), (31, True)])
def test_late_is_what_happened_after_the_deadline_whenever_it_was_told(done: int, late: bool) -> None:
    log = Log().reported().activated().action(Verb.PROPOSE_ACTION, deadline=minute(30).isoformat())
    log.action(Verb.UPDATE_PROGRESS, at=90, happened=done, before="accepted", after="done")
    [action] = log.fold().actions
    assert (action.late, action.begun, action.done) == (late, action.done, Moment(minute(done), minute(90)))


def test_a_deadline_that_is_put_off_is_counted_and_one_brought_forward_is_not() -> None:
    log = Log().reported().activated().action(Verb.PROPOSE_ACTION, deadline=minute(30).isoformat())
    for due in (60, 45, 45, 90):
        log.action(Verb.DESCRIBE_ACTION, deadline=minute(due).isoformat())
    assert (log.fold().actions[0].moved, log.fold().actions[0].deadline) == (2, minute(90))


def test_what_is_opened_again_was_neither_done_nor_handed_over() -> None:
    log = Log().reported().activated()
    for number, verb, after in ((1, Verb.UPDATE_PROGRESS, "done"), (2, Verb.HAND_OVER, "handed_over")):
        log.action(Verb.PROPOSE_ACTION, number, deadline=None)
        log.action(verb, number, before="accepted", after=after, forum="styregruppe", texts={"note": 4})
    before = log.fold()
    assert before.actions[1].forum == "styregruppe"
    assert Point.DONE in before.moments
    log.action(Verb.REOPEN_ACTION, 1, before="done", after="in_progress")
    log.action(Verb.REOPEN_ACTION, 2, before="handed_over", after="proposed")
    first, second = log.fold().actions
    assert (first.done, first.ended, second.forum, second.note, second.ended_at) == (None, False, None, None, None)
    assert Point.DONE not in log.fold().moments
    assert Point.BEGUN in log.fold().moments


def test_a_draft_that_another_plan_takes_in_brings_its_actions_numbered_on() -> None:
    log = Log().reported(2).activated(2, plan=8).reported().activated()
    log.tell(Verb.PROPOSE_ACTION, Subject.ACTION, 1, number=1, responsible="aab", plan=PLAN, deadline=None)
    log.tell(Verb.PROPOSE_ACTION, Subject.ACTION, 2, number=1, responsible="aab", plan=8, incident=2, deadline=None)
    log.tell(Verb.COVER_INCIDENT, Subject.PLAN, 8, plan=8, left=PLAN, coordinator="projektchef")
    found = log.fold()
    assert [(one.id, one.number) for one in found.actions] == [(2, 1), (1, 2)]
    assert (found.scope.plan, found.scope.plans, found.scope.together) == (8, {PLAN, 8}, {1, 2})


def test_a_corrected_message_is_corrected_once_the_other_one_is_sent() -> None:
    log = Log().reported().activated()
    common = {"plan": PLAN, "audiences": ["beboere"]}
    for number, more in ((1, {}), (2, {"corrects": 1})):
        log.tell(Verb.WRITE_MESSAGE, Subject.MESSAGE, number, message=number, state="draft", **common, **more)
        log.tell(Verb.APPROVE_MESSAGE, Subject.MESSAGE, number, message=number, state="approved", own=False, **common)
        log.tell(Verb.SEND_MESSAGE, Subject.MESSAGE, number, message=number, state="sent", channels=["SMS"], **common,
                 **more)  # fmt: skip
        if number == 1:
            assert log.fold().messages[0].state is MessageState.SENT
    first, second = log.fold().messages
    assert (first.state, second.state, second.corrects) == (MessageState.CORRECTED, MessageState.SENT, 1)
    assert log.fold().at(Point.TOLD) == first.sent_at


def test_a_closed_item_is_a_length_and_whoever_left_for_it_left() -> None:
    log = Log().reported().activated().met(Verb.CALL_MEETING, planned_at=minute(9).isoformat(), chair="projektchef")
    log.met(Verb.START_MEETING)
    for role in ("projektchef", "aab"):
        log.met(Verb.SEAT, seated=role, **SEAT)
    log.met(Verb.START_CLOSED_ITEM, at=40, left=["aab"], stayed=["projektchef"])
    log.met(Verb.END_CLOSED_ITEM, at=55, started_at="", ended_at="", left=["aab"], stayed=["projektchef"])
    log.met(Verb.SEAT, at=56, seated="aab", **SEAT)
    log.met(Verb.SEAT, at=58, seated="aab", **(SEAT | {"seat": "stand_in"}))
    [meeting] = log.fold().meetings
    assert meeting.closed == (timedelta(minutes=15),)
    assert [(seat.role, seat.left_at) for seat in meeting.seats] == [
        ("projektchef", None), ("aab", minute(40)), ("aab", minute(58)), ("aab", None),
    ]  # fmt: skip


def test_all_are_reached_when_the_last_of_them_is_and_not_while_one_is_missing() -> None:
    log = Log().reported().activated()
    call = {"stand_in": None, "channel": "phone", "after_end": False, "plan": PLAN}
    log.tell(Verb.RECORD_CALL, Subject.CALL, called="aab", result="not_reached", **call)
    assert Point.REACHED not in log.fold("projektchef", "aab").moments
    log.tell(Verb.RECORD_CALL, Subject.CALL, called="aab", result="reached", **(call | {"stand_in": 0}))
    reached = log.fold("projektchef", "aab")
    assert reached.at(Point.REACHED) == log.lines[-1].at
    assert (reached.calls["aab"].stand_in, reached.calls["aab"].tried) == (True, 2)
    assert reached.calls["projektchef"].reached_at == reached.at(Point.ACTIVATED)
    assert Point.REACHED not in log.fold("projektchef", "aab", "politi").moments
    assert Point.REACHED not in log.fold().moments, "nobody to reach is nothing registered"
