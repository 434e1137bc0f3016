"""Lines of a log folded by hand: what is not told is not there, and what is taken back is gone (5.4)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from data.rules.fold import Folded, Point, fold
from data.rules.fold_lines import Line, Moment
from data.rules.parts import Involved
from data.rules.replay import part_states, stand, steps
from data.vocabulary import (
    ActionStatus,
    IncidentState,
    LessonPlace,
    LessonState,
    MessageState,
    PartKind,
    PartState,
    PlanState,
    Subject,
    Verb,
)
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

    def treated(self, day: str = "2026-11-10", **other: Any) -> "Log":
        given = {"meeting": 3, "forum": "lokalraad", "day": day, "texts": {"decision": 60}}
        return self.tell(Verb.TREAT_INCIDENT, **(given | other))

    def lesson(self, verb: Verb, number: int = 1, **facts: Any) -> "Log":
        given: dict[str, Any] = {"owner": "aab", "due": "2026-12-01", "place": "practice"}
        given = given if verb is not Verb.FOLLOW_UP_LESSON else {"meeting": None}
        return self.tell(verb, Subject.LESSON, number, **(given | facts))

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


def test_the_first_message_is_the_first_one_to_residents_where_the_plan_file_says_who_they_are() -> None:
    log = Log().reported().activated()
    for number, rows in ((1, ["omverdenen"]), (2, ["naboer", "beboere"])):
        told = {"message": number, "audiences": rows, "plan": PLAN}
        log.tell(Verb.WRITE_MESSAGE, Subject.MESSAGE, number, state="draft", **told)
        log.tell(Verb.SEND_MESSAGE, Subject.MESSAGE, number, state="sent", channels=[], **told)
    first, second = log.fold().messages
    assert log.fold().at(Point.TOLD) == first.sent_at
    assert fold(log.lines, OWN, residents=["beboere"]).at(Point.TOLD) == second.sent_at
    assert Point.TOLD not in fold(log.lines, OWN, residents=["unge"]).moments


def test_an_answer_that_is_taken_out_of_a_message_stands_there_no_longer() -> None:
    log, told = Log().reported().activated(), {"message": 1, "audiences": ["beboere"], "plan": PLAN, "state": "draft"}
    log.tell(Verb.WRITE_MESSAGE, Subject.MESSAGE, 1, texts={"happened": 11, "advice": 12}, **told)
    log.tell(Verb.WRITE_MESSAGE, Subject.MESSAGE, 1, texts={"advice": 13}, emptied=["happened"], **told)
    assert log.fold().messages[0].answers == {"advice": 13}


def test_a_hand_over_is_confirmed_and_dealt_with_until_its_action_is_opened_again() -> None:
    log = Log().reported().activated().action(Verb.PROPOSE_ACTION, 9, deadline=None)
    handed = {"before": "proposed", "after": "handed_over", "forum": "lokalraad"}
    log.action(Verb.HAND_OVER, 9, **handed)
    assert (log.fold().hand_overs[9].receiver, log.fold().hand_overs[9].due) == (None, None), "from before it was asked"
    about = {"action": 9, "forum": "lokalraad", "plan": PLAN}
    log.tell(Verb.HAND_OVER, Subject.HAND_OVER, 5, receiver="lokalraad-politi", due="2026-11-01", **about)
    over = log.fold().hand_overs[9]
    assert (over.receiver, over.due, over.confirmed_at, over.dealt_at) == (
        "lokalraad-politi", date(2026, 11, 1), None, None,
    )  # fmt: skip
    assert (over.late(date(2026, 11, 1)), over.late(date(2026, 11, 2))) == (False, True)
    log.tell(Verb.CONFIRM_HAND_OVER, Subject.HAND_OVER, 5, answered_on="2026-10-30", role="aab", **about)
    over = log.fold().hand_overs[9]
    assert (over.confirmed_at, over.confirmed_role, over.answered_on) == (
        log.lines[-1].at, "aab", date(2026, 10, 30),
    )  # fmt: skip
    log.tell(Verb.DEAL_WITH_HAND_OVER, Subject.HAND_OVER, 5, texts={"outcome": 70}, **about)
    over = log.fold().hand_overs[9]
    assert (over.dealt_at, over.outcome, over.late(date(2027, 1, 1))) == (log.lines[-1].at, 70, False)
    log.action(Verb.REOPEN_ACTION, 9, before="handed_over", after="proposed")
    assert log.fold().hand_overs == {}
    log.action(Verb.HAND_OVER, 9, receiver="aab", due="2027-01-01", **handed)
    assert log.fold().hand_overs[9].confirmed_at is None


def test_the_evaluation_is_what_was_written_last_and_not_what_was_taken_out() -> None:
    log = Log().reported()
    assert log.fold().evaluation is None
    log.tell(Verb.EVALUATE, Subject.EVALUATION, 1, texts={"goal": 20, "worked": 21})
    log.tell(Verb.EVALUATE, Subject.EVALUATION, 1, texts={"worked": 22}, emptied=["goal"])
    found = log.fold().evaluation
    assert found is not None
    assert found.answers == {"worked": 22}


def test_a_lesson_is_what_it_was_changed_to_and_stands_as_it_was_followed_up() -> None:
    log = Log().reported().lesson(Verb.ADD_LESSON, texts={"sentence": 30}).lesson(Verb.ADD_LESSON, 2, due="2026-11-01")
    log.lesson(Verb.FOLLOW_UP_LESSON, state="open", texts={"note": 40})
    log.lesson(Verb.CHANGE_LESSON, owner="projektchef", due="2027-01-01", place="plan")
    log.lesson(Verb.FOLLOW_UP_LESSON, 2, state="done", meeting=3, texts={"note": 41})
    first, second = log.fold().lessons
    assert (first.sentence, first.owner, first.due, first.place) == (
        30,
        "projektchef",
        date(2027, 1, 1),
        LessonPlace.PLAN,
    )
    assert (first.state, [one.note for one in first.followed]) == (LessonState.OPEN, [40])
    assert (second.state, second.late(date(2027, 1, 1))) == (LessonState.DONE, False)
    assert first.late(date(2027, 1, 2))


def test_the_council_dealt_with_it_on_the_day_of_its_first_meeting_about_it() -> None:
    later = (datetime(2026, 11, 12, 9, tzinfo=UTC) - BEGIN) / timedelta(minutes=1)
    log = Log().reported().treated("2026-11-12", at=later).treated("2026-11-10", at=later + 1, texts={})
    found = log.fold()
    assert [(one.day.day, one.decision) for one in found.treatments] == [(12, 60), (10, None)]
    assert found.moments[Point.REVIEWED] == Moment(datetime(2026, 11, 9, 23, tzinfo=UTC), minute(later + 1))
    assert log.treated("2026-11-12", at=later + 2).fold().treatments[0].moment.at == minute(later)


def test_a_part_is_the_revision_that_held_and_what_was_proposed_for_it_once_it_is_taken() -> None:
    log = Log().reported().activated()
    said = {"part": "situation", "state": "filled", "involved": [3, 5], "risk": "high", "as_of": minute(2).isoformat()}
    log.of_plan(Verb.WRITE_PLAN, revision=1, texts={"text": 50, "risk_reason": 51}, **said)
    log.tell(Verb.PROPOSE_CHANGE, Subject.CHANGE_PROPOSAL, 6, plan=PLAN, part="situation", texts={"text": 52})
    plan = log.fold().plan
    assert plan is not None
    assert (plan.parts[PartKind.SITUATION].text, plan.state) == (50, PlanState.DRAFT)
    log.tell(Verb.ANSWER_CHANGE, Subject.CHANGE_PROPOSAL, 6, plan=PLAN, taken=True, revision=2, **said)
    log.tell(Verb.ANSWER_CHANGE, Subject.CHANGE_PROPOSAL, 7, plan=PLAN, part="situation", taken=False)
    plan = log.fold().plan
    assert plan is not None
    part = plan.parts[PartKind.SITUATION]
    assert (part.revision, part.text, part.risk_reason, part.involved) == (2, 52, 51, Involved(3, 5))
    assert part_states_of(log)[PartKind.COMMUNICATION] is PartState.MISSING
    log.tell(Verb.PLAN_AUDIENCE, Subject.AUDIENCE, 1, plan=PLAN, audience="beboere", relevant=True, informs="aab")
    log.tell(Verb.NAME_SPOKESPERSON, Subject.SPOKESPERSON, 1, plan=PLAN, speaker="politi", ended=False)
    assert part_states_of(log)[PartKind.COMMUNICATION] is PartState.FILLED


def part_states_of(log: Log) -> dict[PartKind, PartState]:
    return part_states(log.fold(), ["beboere"])


def test_the_minutes_of_a_replay_begin_with_the_first_report_of_it_and_tell_all_of_a_minute_at_once() -> None:
    log = Log().reported(2, at=0).reported(at=5).tell(Verb.MERGE, Subject.INCIDENT, 2, incident=2, into=1, at=5.4)
    found = steps(log.activated().lines, OWN)
    assert [(one.told, len(one.lines)) for one in found] == [(1, 1), (3, 2), (4, 1), (5, 1)]
    assert stand(log.lines[:1], OWN).folded is None
    assert stand(log.lines[:1], OWN).incidents[2].state is IncidentState.RECEIVED
    assert stand(log.lines[:3], OWN).folded is not None
