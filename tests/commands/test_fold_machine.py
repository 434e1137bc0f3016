"""The log alone tells what the tables say: whatever is pressed, its lines give every row that a review shows."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from inspect import signature
from random import Random
from typing import Any, Final, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data import commands, queries
from data.entities import (
    Action,
    ActionPlan,
    Assessment,
    Attendance,
    Call,
    ChangeProposal,
    ClosedItem,
    Evaluation,
    HandOver,
    Impression,
    Incident,
    Lesson,
    LessonFollowUp,
    Meeting,
    Message,
    Notice,
    PlanEdition,
    PlanPart,
    Progress,
    ReportReading,
    Spokesperson,
    SupportAnswer,
)
from data.errors import Refusal
from data.queries.review import lines_of
from data.rules import lessons as questions
from data.rules.fold import Folded, Point, fold
from data.rules.messages import QUESTIONS
from data.rules.parts import Involved
from data.rules.replay import part_states
from data.storage import Seen, Store
from data.storage.part_states import part_states as stored_part_states
from data.storage.plan_versions import plan_version
from data.vocabulary import (
    ActionStatus,
    Affected,
    Answer,
    CallResult,
    LessonPlace,
    LessonState,
    MessageState,
    PartKind,
    PartState,
    Response,
    Risk,
    Route,
    Verb,
)
from tests import builders as b
from tests.commands.test_machine import OPEN, Buttons, P, almost_closed
from tests.conftest import Databases

ROLES = ("aab", "lokalraad-politi", "projektchef", "brandvaesen")


class Walk(Buttons):
    """The same house, walked through by chance, with messages and meetings beside its buttons."""

    def __init__(self, chance: Random) -> None:
        super().__init__()
        self.chance = chance

    def step(self) -> None:
        """One more press, by somebody who may most of the time."""
        name = self.chance.choice(PRESSES)
        which = {"who": self.chance.randrange(200), "which": self.chance.randrange(200)}
        wanted = {argument: self.chance.choice(said) for argument, said in GIVEN.get(name, {}).items()}
        self.clock.turn(minutes=self.chance.choice([0, 1, 7, 45]))
        taken = signature(getattr(type(self), name)).parameters
        common = {argument: said for argument, said in {"behind": 0, **which}.items() if argument in taken}
        getattr(self, name)(**common, **wanted)

    # -- messages

    def a_message_moves(self, which: int, rows: tuple[str, ...], steps: Sequence[str]) -> None:
        plan = self.one(ActionPlan, which, P.DRAFT, P.IN_FORCE, P.AGREED)
        self.quietly(lambda: b.a_message(self.store, plan, audiences=rows))
        for step in ("approve", "send", *steps) if which % 2 else steps:
            self.clock.turn(minutes=1)
            self.quietly(lambda step=step: self.move_message(which, plan, step))

    def move_message(self, which: int, plan: int, step: str) -> None:
        press, state, role, given = {
            "approve": (commands.approve_message, MessageState.DRAFT, "lokalraad-kommune", {}),
            "send": (commands.send_message, MessageState.APPROVED, "stabsenhed", {}),
            "discard": (commands.discard_message, MessageState.DRAFT, "stabsenhed", {}),
            "correct": (commands.correct_message, MessageState.SENT, "stabsenhed", {"wording": b.wording()}),
            "write": (
                commands.write_message, MessageState.APPROVED, "stabsenhed",
                {"plan": plan, "wording": b.wording(happened="Der er ro nu.")},
            ),
        }[step]  # fmt: skip
        number = self.one(Message, which, state)
        press(self.store, self.hats[role], seen=b.seen(self.store, Message, number), **given)

    def name_spokesperson(self, which: int, speaker: str, topic: str) -> None:
        plan = self.one(ActionPlan, which, P.DRAFT, P.IN_FORCE)
        with self.store.whole() as session:
            now = session.scalar(
                select(Spokesperson.id).where(
                    Spokesperson.plan_id == plan, Spokesperson.topic_id.is_(None), Spokesperson.ended_at.is_(None)
                )
            )
        self.press(
            commands.name_spokesperson, "lokalraad-kommune", plan=plan, speaker=speaker, topic=topic, before=now or 0
        )

    def end_spokesperson(self, number: int) -> None:
        self.press(commands.end_spokesperson, "lokalraad-kommune", spokesperson=number)

    # -- meetings

    def a_meeting_is_held(
        self, which: int, roles: Sequence[str], item: int | None, back: bool, end: bool, first: str
    ) -> None:
        """Called, perhaps moved or called off, begun, sat at, with or without a closed item, and perhaps ended."""
        plan = self.one(ActionPlan, which, P.DRAFT, P.IN_FORCE, P.AGREED)
        self.quietly(lambda: self.call_meeting(plan, first))
        with self.store.whole() as session:
            found = select(Meeting.id).where(Meeting.plan_id == plan, Meeting.ended_at.is_(None))
            meeting = session.scalar(found.order_by(Meeting.id.desc()).limit(1)) or 1
        self.clock.turn(minutes=10)
        seen = b.seen(self.store, Meeting, meeting) if b.row_of(self.store, Meeting, meeting) else Seen(meeting, 1)
        self.quietly(lambda: commands.start_meeting(self.store, self.hats["projektchef"], seen=seen))
        for role in roles:
            self.clock.turn(minutes=1)
            self.quietly(lambda role=role: b.a_seat(self.store, meeting, role))
        if item:
            self.quietly(lambda: self.hold_a_closed_item(meeting, item, back))
        if end:
            self.quietly(lambda: b.end_meeting(self.store, meeting))

    def call_meeting(self, plan: int, first: str) -> None:
        chief = self.hats["projektchef"]
        given = {"planned_at": b.ahead(self.store, minutes=20), "chair": "projektchef", "place": "Brohuset"}
        meeting = commands.call_meeting(self.store, chief, plan=plan, **given)
        if first == "move":
            moved = given | {"planned_at": b.ahead(self.store, hours=3), "chair": "lokalraad-kommune"}
            commands.change_meeting(self.store, chief, seen=b.seen(self.store, Meeting, meeting), **moved)
        if first == "cancel":
            seen = b.seen(self.store, Meeting, meeting)
            commands.cancel_meeting(self.store, chief, seen=seen, reason="Der er ro igen.")

    def hold_a_closed_item(self, meeting: int, minutes: int, back: bool) -> None:
        police = self.hats["lokalraad-politi"]
        item = b.a_closed_item(self.store, meeting)
        self.clock.turn(minutes=minutes)
        commands.end_closed_item(self.store, police, item=item)
        if back:
            away = queries.away_for_item(self.store, police, meeting)
            commands.come_back(self.store, self.hats["stabsenhed"], meeting=meeting, roles=away)

    def plan_audience(self, which: int, code: str, informs: str | None) -> None:
        plan = self.one(ActionPlan, which, P.DRAFT, P.IN_FORCE, P.AGREED)
        given = {"relevant": bool(informs), "reason": "" if informs else SAID[0], "informs": informs}
        self.quietly(lambda: b.an_audience(self.store, plan, code=code, channels=(), **given))

    def change_is_proposed(self, which: int) -> None:
        plan, kind = self.one(ActionPlan, which, P.DRAFT, P.IN_FORCE), self.chance.choice(WRITTEN)
        police = self.hats["lokalraad-politi"]
        revision = queries.part(self.store, police, plan, kind).revision if self.has(plan) else 0
        words = f"Roligt kl. {self.clock():%H.%M}"
        self.quietly(lambda: b.a_proposal(self.store, plan, kind=kind, revision=revision, text=words))

    def change_is_taken(self, rewritten: bool) -> None:
        """As it was proposed, or in other words; onto whatever revision the part is at."""
        with self.store.whole() as session:
            waiting = session.scalars(select(ChangeProposal).where(ChangeProposal.answered_at.is_(None))).all()
        if not waiting:
            return
        one, hat = self.chance.choice(waiting), self.hats["stabsenhed"]
        given: dict[str, Any] = b.answers(self.store, one.kind)
        given |= {"text": SAID[0]} if rewritten else {}
        revision = queries.part(self.store, hat, one.plan_id, one.kind).revision
        self.quietly(
            lambda: commands.take_change(self.store, hat, seen=Seen(one.id, one.version), revision=revision, **given)
        )

    def has(self, plan: int) -> bool:
        return b.row_of(self.store, ActionPlan, plan) is not None

    def leave(self, which: int) -> None:
        """Somebody who sits there: the line names the role alone, so it cannot tell a seat that was left before."""
        with self.store.whole() as session:
            sitting = session.scalars(select(Attendance.id).where(Attendance.left_at.is_(None))).all()
        self.press(commands.leave_seat, "stabsenhed", seat=sitting[which % len(sitting)] if sitting else 1)

    def mark_evaluated(self, which: int, behind: int) -> None:
        states = [state for state in type(OPEN[0]) if state not in OPEN]
        self.on_incident(commands.mark_evaluated, Verb.MARK_EVALUATED, 1, which, behind, *states)

    # -- afterwards

    def over(self, which: int) -> int:
        """An incident that has ended, or one that has not."""
        return self.one(Incident, which, *[state for state in type(OPEN[0]) if state not in OPEN])

    def evaluated_in_turn(self, which: int, question: str, emptied: bool) -> None:
        incident, hat = self.over(which), self.hats["projektchef"]
        with self.store.whole() as session:
            found = session.scalar(select(Evaluation.id).where(Evaluation.incident_id == incident))
        said = {question: f"Roligt kl. {self.clock():%H.%M}"} | ({} if emptied else {"goal": SAID[0]})
        if found is None:
            self.quietly(lambda: commands.evaluate(self.store, hat, incident=incident, **said))
        else:
            seen = b.seen(self.store, Evaluation, found)
            self.quietly(lambda: commands.evaluate(self.store, hat, seen=seen, **said))

    def a_lesson_is_learnt(self, which: int, days: int, better: bool, states: Sequence[LessonState]) -> None:
        """Noted, perhaps said better, and followed up or not."""
        hat, incident = self.hats["projektchef"], self.over(which)
        given: dict[str, Any] = {"due": b.in_days(self.store, days), "place": LessonPlace.CONTACTS}
        given |= {"sentence": f"Flere numre kl. {self.clock():%H.%M}", "owner": "projektchef"}
        self.quietly(lambda: commands.add_lesson(self.store, hat, incident=incident, **given))
        with self.store.whole() as session:
            lesson = session.scalar(select(func.max(Lesson.id))) or 1
        if better:
            given |= {"place": LessonPlace.PLAN}
            self.quietly(
                lambda: commands.change_lesson(self.store, hat, seen=b.seen(self.store, Lesson, lesson), **given)
            )
        for state in states:
            self.clock.turn(minutes=1)
            self.quietly(
                lambda state=state: commands.follow_up_lesson(
                    self.store, hat, seen=b.seen(self.store, Lesson, lesson), state=state, note=SAID[0]
                )
            )

    def take_up_again(self, who: int, which: int, words: str) -> None:
        number = self.one(ActionPlan, which, P.CLOSED)
        given = {"ends_at": self.moment(24), "reason": words}
        self.press(commands.reopen, self.role(who, Verb.REOPEN), seen=self.seen(ActionPlan, number, 0), **given)

    def agree(self, which: int, hours: int | None) -> None:
        """Agreed without or with an end; by then somebody has sat at a meeting, or not."""
        plan = self.one(ActionPlan, which, P.DRAFT, P.AGREED)
        unowned = frozenset(range(1, 40))
        ends = self.moment(hours)
        self.quietly(lambda: b.agree(self.store, plan, ends_at=ends, confirmed_unowned=unowned))

    def extend(self, which: int, hours: int) -> None:
        number = self.one(ActionPlan, which, P.IN_FORCE)
        given = {"meeting_at": self.clock(), "ends_at": self.moment(hours), "reason": SAID[0], "end_confirmed": True}
        self.press(commands.extend, "projektchef", seen=self.seen(ActionPlan, number, 0), **given)

    def impression(self, which: int) -> None:
        plan = self.one(ActionPlan, which, P.IN_FORCE)
        self.quietly(lambda: b.an_impression(self.store, plan, self.chance.choice(["aab", "lokalraad-politi"])))

    def close_at_last(self, which: int) -> None:
        """Whatever stops the closing is done first, most of the time."""
        number = self.one(ActionPlan, which, P.IN_FORCE)
        with self.store.whole() as session:
            incident = session.scalar(select(Incident.id).where(Incident.plan_id == number).order_by(Incident.id))
            going = session.scalars(select(Action.id).where(Action.plan_id == number, Action.party.is_not(None))).all()
        for action in going:
            self.quietly(
                lambda action=action: commands.cancel_action(
                    self.store, self.hats["projektchef"], seen=b.seen(self.store, Action, action), note=SAID[0]
                )
            )
        self.quietly(lambda: b.answer_support(self.store, number))
        self.quietly(lambda: b.an_impression(self.store, number))
        self.quietly(lambda: b.inform_all(self.store, incident or 0))
        self.quietly(
            lambda: commands.close(self.store, self.hats["projektchef"], seen=b.seen(self.store, ActionPlan, number))
        )

    def quietly(self, act: Callable[[], object]) -> None:
        """Several presses at once; what is refused is refused."""
        try:
            act()
        except (Refusal, AttributeError, TypeError, LookupError):
            return


def folding_gives_what_the_tables_say(store: Store) -> None:
    """Every incident of the house."""
    members = [role.code for role in store.plan().permanent_roles]
    with store.whole() as session:
        for incident in session.scalars(select(Incident).order_by(Incident.id)).all():
            found = fold(lines_of(session, incident), incident.id, members)
            _its_life(session, incident, found)
            _its_plan(session, incident, found)
            _what_was_told(session, found)
            _who_met(session, found)
            _what_followed(session, incident, found)


def _its_life(session: Session, incident: Incident, found: Folded) -> None:
    assert (found.state, found.at(Point.CLOSED)) == (incident.state, incident.ended_at)
    assert found.at(Point.HAPPENED) == incident.happened_at
    assert found.at(Point.REPORTED) == incident.reported_at
    assert found.at(Point.ACTIVATED) == incident.activated_at
    assert found.at(Point.EVALUATED) == incident.evaluated_at
    assert (found.response, found.category) == (incident.response, incident.category)
    read = select(ReportReading.at).where(ReportReading.incident_id.in_(found.scope.reports))
    assert found.at(Point.READ) == min(session.scalars(read), default=None)
    made = select(Assessment).where(Assessment.incident_id == incident.id).order_by(Assessment.id)
    assessed = session.scalars(made).all()
    assert found.at(Point.ASSESSED) == (assessed[0].at if assessed else None)
    assert found.risk == (assessed[-1].risk if assessed else None)


def _its_plan(session: Session, incident: Incident, found: Folded) -> None:
    assert found.scope.plan == incident.plan_id
    if incident.plan_id is None:
        assert (found.actions, found.messages, found.ends_at, found.edition) == ((), (), None, 0)
        return
    plan = session.get_one(ActionPlan, incident.plan_id)
    assert stood(found) == stands(session, incident)
    assert found.plan is not None
    file = plan_version(session, incident.standing_plan_id)[1]
    mandatory = [audience.code for audience in file.audiences if audience.mandatory]
    assert part_states(found, mandatory) == stored_part_states(session, plan.id, file, ends_at=plan.ends_at)
    assert (found.ends_at, found.extensions, found.edition) == (plan.ends_at, plan.extensions, plan.edition)
    together = set(session.scalars(select(Incident.id).where(Incident.plan_id == plan.id)))
    assert found.scope.together == together
    editions = select(PlanEdition.at).where(PlanEdition.plan_id == plan.id).order_by(PlanEdition.number)
    assert found.at(Point.AGREED) == next(iter(session.scalars(editions)), None)
    situation = select(PlanPart).where(PlanPart.plan_id == plan.id, PlanPart.kind == PartKind.SITUATION)
    told = situation.where(PlanPart.risk.is_not(None)).order_by(PlanPart.revision.desc())
    part = session.scalar(told.limit(1))
    assert (found.involved is None) is (part is None)
    if part and found.involved:
        assert (found.involved.low, found.involved.high) == (part.involved_from, part.involved_to)
    rows = session.scalars(select(Action).where(Action.plan_id == plan.id).order_by(Action.number)).all()
    assert [
        (a.id, a.number, a.party, a.status, a.deadline, a.forum, a.reserved, a.what, a.proposed_at)
        for a in found.actions
    ] == [
        (a.id, a.number, a.party, a.status, _second(a.deadline), a.forum, a.reserved, a.what_id, a.proposed_at)
        for a in rows
    ]  # fmt: skip
    for action in found.actions:
        noted = select(Progress.happened_at).where(
            Progress.action_id == action.id, Progress.status == ActionStatus.DONE
        )
        last = session.scalar(noted.order_by(Progress.id.desc()).limit(1))
        done = action.status is ActionStatus.DONE
        assert (action.done.at if action.done else None) == (last if done else None)
    begun = select(Progress.happened_at).where(
        Progress.action_id.in_([row.id for row in rows]),
        Progress.status.in_((ActionStatus.IN_PROGRESS, ActionStatus.DONE)),
    )
    assert found.at(Point.BEGUN) == min(session.scalars(begun), default=None)
    answers = session.scalars(select(SupportAnswer).where(SupportAnswer.plan_id == plan.id).order_by(SupportAnswer.id))
    assert found.support == {answer.about: answer.needed for answer in answers}
    given = session.scalars(select(Impression).where(Impression.plan_id == plan.id).order_by(Impression.id))
    assert [(i.party, i.at, i.good, i.better) for i in found.impressions] == [
        (i.party, i.at, i.good_id, i.better_id) for i in given
    ]


def stood(found: Folded) -> dict[str, Any]:
    """What a replay shows of an incident, as its lines give it."""
    plan = found.plan
    return {
        "incident": (found.state, found.scope.plan, found.risk or Risk.UNKNOWN),
        "plan": (plan.state, plan.edition, plan.ends_at) if plan else None,
        "parts": {
            kind: (
                part.revision, part.state, part.text, part.risk, part.risk_reason, part.as_of, part.target_groups,
                part.role, part.at, part.involved,
            )
            for kind, part in (plan.parts if plan else {}).items()
        },
        "actions": [(a.id, a.number, a.incident, a.status, a.party, a.deadline, a.what) for a in found.actions],
        "messages": [(m.id, m.number, m.state, m.audiences, dict(m.answers)) for m in found.messages],
    }  # fmt: skip


def stands(session: Session, incident: Incident) -> dict[str, Any]:
    """The same, as the tables say it now."""
    number = incident.plan_id
    plan = session.get_one(ActionPlan, number) if number else None
    parts = select(PlanPart).where(PlanPart.plan_id == number).order_by(PlanPart.revision)
    actions = session.scalars(select(Action).where(Action.plan_id == number).order_by(Action.number)).all()
    messages = session.scalars(select(Message).where(Message.plan_id == number).order_by(Message.number)).all()
    return {
        "incident": (incident.state, number, incident.risk),
        "plan": (plan.state, plan.edition, _second(plan.ends_at)) if plan else None,
        "parts": {
            part.kind: (
                part.revision, part.state, part.text_id, part.risk, part.risk_reason_id, _second(part.as_of),
                tuple(part.target_groups), part.role, part.at,
                Involved(part.involved_from, part.involved_to) if part.risk else None,
            )
            for part in session.scalars(parts)
        },
        "actions": [
            (a.id, a.number, a.incident_id, a.status, a.party, _second(a.deadline), a.what_id) for a in actions
        ],
        "messages": [
            (m.id, m.number, m.state, tuple(m.audiences), {
                q: getattr(m, f"{q}_id") for q in QUESTIONS if getattr(m, f"{q}_id") is not None
            })
            for m in messages
        ],
    }  # fmt: skip


def _second(moment: datetime | None) -> datetime | None:
    return moment.replace(microsecond=0) if moment else None


def _what_was_told(session: Session, found: Folded) -> None:
    plan = found.scope.plan
    rows = session.scalars(select(Message).where(Message.plan_id == plan).order_by(Message.number)).all()
    assert [
        (m.id, m.number, m.state, m.audiences, m.approved_at, m.approved_role, m.sent_at, m.sent_role, m.corrects)
        for m in found.messages
    ] == [
        (m.id, m.number, m.state, tuple(m.audiences), m.approved_at, m.approved_role, m.sent_at, m.sent_role,
         m.corrects_id)
        for m in rows
    ]  # fmt: skip
    assert found.at(Point.TOLD) == min((m.sent_at for m in rows if m.sent_at), default=None)
    speaks = select(Spokesperson).where(Spokesperson.plan_id == plan, Spokesperson.ended_at.is_(None))
    assert {(s.id, s.role, s.topic) for s in found.speakers} == {
        (s.id, s.speaker, s.topic_id) for s in session.scalars(speaks)
    }
    notices: dict[str, list[Notice]] = {}
    for notice in session.scalars(select(Notice).where(Notice.incident_id.in_(found.scope.together))):
        notices.setdefault(notice.body, []).append(notice)
    assert {body: (one.first.at, one.count, one.final) for body, one in found.notices.items()} == {
        body: (min(n.told_at for n in given), len(given), any(n.final for n in given))
        for body, given in notices.items()
    }


def _who_met(session: Session, found: Folded) -> None:
    rows = session.scalars(select(Meeting).where(Meeting.plan_id.in_(found.scope.plans)).order_by(Meeting.id)).all()
    assert [(m.id, m.number, m.chair, m.started_at, m.ended_at) for m in found.meetings] == [
        (m.id, m.number, m.chair, m.started_at, m.ended_at) for m in rows
    ]
    for meeting in found.meetings:
        seats = session.scalars(select(Attendance).where(Attendance.meeting_id == meeting.id).order_by(Attendance.id))
        assert [(s.role, s.kind, s.mandate, s.way, s.came_at, s.left_at) for s in meeting.seats] == [
            (s.seated, s.seat, s.mandate, s.way, s.came_at, s.left_at) for s in seats
        ]
        items = session.scalars(select(ClosedItem).where(ClosedItem.meeting_id == meeting.id).order_by(ClosedItem.id))
        assert list(meeting.closed) == [item.ended_at - item.started_at for item in items if item.ended_at]
    tried: dict[str, dict[int | None, CallResult]] = {}
    for call in session.scalars(select(Call).where(Call.incident_id.in_(found.scope.together)).order_by(Call.id)):
        ended = session.get_one(Incident, call.incident_id).ended_at
        if ended is None or call.at <= ended:
            tried.setdefault(call.called, {})[call.stand_in] = call.result
    for role, results in tried.items():
        if CallResult.REACHED in results.values():
            assert found.calls[role].reached_at is not None


def _what_followed(session: Session, incident: Incident, found: Folded) -> None:
    over = session.scalars(
        select(HandOver)
        .join(Action, Action.id == HandOver.action_id)
        .where(Action.id.in_([a.id for a in found.actions]), HandOver.withdrawn_at.is_(None))
        .where(Action.status == ActionStatus.HANDED_OVER)  # what was dealt with may be opened again; its row stays
        .order_by(HandOver.id)
    ).all()
    assert {
        number: (one.forum, one.receiver, one.due, one.confirmed_at, one.confirmed_role, one.answered_on, one.dealt_at,
                 one.outcome)
        for number, one in found.hand_overs.items()
    } == {
        one.action_id: (
            one.forum, one.receiver, one.due, one.confirmed_at, one.confirmed_role, one.answered_on, one.dealt_at,
            one.outcome_id,
        )
        for one in over
    }  # fmt: skip
    written = session.scalar(select(Evaluation).where(Evaluation.incident_id == incident.id))
    answers = {q: getattr(written, f"{q}_id") for q in questions.QUESTIONS} if written else {}
    assert (found.evaluation.answers if found.evaluation else {}) == {q: i for q, i in answers.items() if i}
    rows = session.scalars(select(Lesson).where(Lesson.incident_id == incident.id).order_by(Lesson.id)).all()
    assert [(one.id, one.sentence, one.owner, one.due, one.place, one.state) for one in found.lessons] == [
        (row.id, row.sentence_id, row.owner, row.due, row.place, row.state) for row in rows
    ]
    for one in found.lessons:
        told = select(LessonFollowUp).where(LessonFollowUp.lesson_id == one.id).order_by(LessonFollowUp.id)
        assert [(f.at, f.role, f.state, f.note, f.meeting) for f in one.followed] == [
            (f.at, f.role, f.state, f.note_id, f.forum_meeting_id) for f in session.scalars(told)
        ]


PRESSES: Final = (
    "report", "report", "assess", "assess", "activate", "activate", "mark_read", "reject", "merge", "merge", "unmerge",
    "call_off", "plan_audience", "plan_audience", "change_is_proposed", "change_is_taken",
    "close_informed", "break_exercise", "cover_incident", "cover_incident", "record_call", "record_call",
    "change_coordinator", "propose_action", "propose_action", "propose_action", "describe_action", "accept_action",
    "accept_action", "accept_without_a_mandate", "confirm_reservation", "update_progress", "update_progress",
    "update_progress", "decline_action", "cancel_action", "reopen_action", "hand_over", "write_part", "answer_support",
    "a_message_moves", "a_message_moves", "name_spokesperson", "name_spokesperson", "end_spokesperson",
    "a_meeting_is_held", "a_meeting_is_held", "leave", "inform", "inform", "agree", "agree", "extend", "impression",
    "close_at_last", "take_up_again", "mark_evaluated", "register_hand_over", "confirm_hand_over",
    "deal_with_hand_over", "evaluated_in_turn", "a_lesson_is_learnt",
)  # fmt: skip
WRITTEN: Final = (PartKind.SITUATION, PartKind.PURPOSE, PartKind.COMMUNICATION)
SAID: Final = ("Der er ro i gården nu.",)
HOURS: Final = (48, 24, 1, None)
GIVEN: Final[dict[str, dict[str, Sequence[Any]]]] = {
    "report": {"what": SAID, "exercise": (False, False, False, True), "route": tuple(Route)},
    "assess": {
        "acute": (Answer.YES,), "unrest": (Answer.YES,), "response": (Response.BOTH, Response.BOTH, Response.INFORM),
        "risk": tuple(Risk), "sentence": SAID,
    },
    "reject": {"non_acute": (False, True), "reason": SAID},
    "merge": {"into": range(200)},
    "call_off": {"reason": SAID}, "close_informed": {"reason": SAID}, "break_exercise": {"what": SAID},
    "cover_incident": {"incident": range(200)},
    "record_call": {
        "role": ("aab", "lokalraad-politi"), "stand_in": (None, None, 0), "result": tuple(CallResult),
    },
    "change_coordinator": {"role": ("projektchef", "lokalraad-politi"), "unreachable": (False, True)},
    "propose_action": {"what": SAID, "party": ("aab", "boligselskab", "politi", None), "hours": HOURS},
    "describe_action": {"what": SAID, "party": ("aab", "boligselskab", "politi", None), "hours": HOURS},
    "update_progress": {
        "status": (ActionStatus.IN_PROGRESS, ActionStatus.DONE), "note": SAID, "seen_by": SAID,
    },
    "decline_action": {"note": SAID}, "cancel_action": {"note": SAID}, "reopen_action": {"note": SAID},
    "plan_audience": {"code": ("beboere", "omverdenen", "naboer"), "informs": ("aab", "politi", None)},
    "change_is_taken": {"rewritten": (False, False, True)},
    "hand_over": {"forum": ("lokalraad", "bestyrelse"), "days": (30,), "receiver": (None, "stabsenhed")},
    "confirm_hand_over": {"days": (0, -1, None)}, "register_hand_over": {"days": (30,)},
    "deal_with_hand_over": {"outcome": SAID},
    "evaluated_in_turn": {"question": questions.QUESTIONS, "emptied": (False, False, True)},
    "a_lesson_is_learnt": {
        "days": (30, 90), "better": (False, True),
        "states": ((), (LessonState.DONE,), (LessonState.OPEN, LessonState.DONE, LessonState.OPEN)),
    },
    "write_part": {"kind": tuple(PartKind), "revision": (0, 0, 1), "state": tuple(PartState), "text": SAID},
    "answer_support": {"about": tuple(Affected), "needed": (False, True), "note": SAID},
    "inform": {"body": ("styregruppe", "bestyrelse"), "final": (False, True)},
    "a_message_moves": {
        "rows": (("beboere",), ("omverdenen", "beboere")),
        "steps": ((), ("approve",), ("send",), ("correct", "approve", "send"), ("write",), ("discard",)),
    },
    "name_spokesperson": {"speaker": ROLES, "topic": ("", "", "Efterforskningen")},
    "end_spokesperson": {"number": range(1, 5)},
    "a_meeting_is_held": {
        "roles": (ROLES, ROLES[:2], ROLES[1:2] * 2, ()), "item": (None, 4, 15), "back": (False, True),
        "end": (False, True, True), "first": ("", "", "", "move", "cancel"),
    },
    "agree": {"hours": (48, 24, None)}, "extend": {"hours": (96, 72)}, "take_up_again": {"words": SAID},
}  # fmt: skip
"""What each press is told beside who presses and on what."""


ROUNDS: Final = int(os.environ.get("EVENINGS", "12"))
"""How many evenings are walked through: `EVENINGS=1000 pytest tests/commands/test_fold_machine.py` is the long run."""


def walking(databases: Databases) -> Callable[[Random], Walk]:
    """Makes a house to walk through."""
    made: Any = type("Bound", (Walk,), {"databases": databases, "scene": almost_closed(databases)})
    return cast("Callable[[Random], Walk]", made)


def test_what_is_replayed_is_what_the_tables_said_then(databases: Databases) -> None:
    """Twenty moments of an evening by chance, looked at when they were; then told again by the log alone."""
    house = walking(databases)(Random(20))  # noqa: S311  chance, no secret
    try:
        presses = 70
        looked_at = sorted(house.chance.sample(range(presses), 20))
        seen: dict[int, dict[int, dict[str, Any]]] = {}
        for press in range(presses):
            house.step()
            if press in looked_at:
                with house.store.whole() as session:
                    seen[house.store.revision()] = {
                        one.id: stands(session, one) for one in session.scalars(select(Incident))
                    }
        with house.store.whole() as session:
            told = {one.id: lines_of(session, one) for one in session.scalars(select(Incident))}
        assert len(seen) > 15, "moments at which something had happened"
        for revision, then in seen.items():
            for incident, as_it_was in then.items():
                lines = [line for line in told[incident] if line.seq <= revision]
                assert stood(fold(lines, incident)) == as_it_was, (revision, incident)
    finally:
        house.teardown()


def test_folding_the_log_gives_what_the_tables_say(databases: Databases) -> None:
    """So many evenings by chance, each of seventy presses; fewer on PostgreSQL, which is slower to make."""
    bound = walking(databases)
    for seed in range(ROUNDS if databases.kind == "sqlite" else ROUNDS // 4):
        house = bound(Random(seed))  # noqa: S311  chance, no secret
        try:
            for _ in range(70):
                house.step()
            folding_gives_what_the_tables_say(house.store)
        except AssertionError as wrong:
            wrong.add_note(f"evening {seed}")
            raise
        finally:
            house.teardown()
