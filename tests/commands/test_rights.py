"""Every command against every role of the plan: who holds the verb is let in, everybody else is refused, unchanged."""

import inspect
import pkgutil
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import select

from data import commands, queries
from data.entities import (
    Action,
    ActionPlan,
    Archive,
    ChangeProposal,
    Entity,
    Fact,
    HandOver,
    Incident,
    Lesson,
    Matter,
    Meeting,
    Message,
    Person,
    PlanAgreement,
    Question,
    SituationPicture,
)
from data.errors import NotAllowed, Refusal, RuleBroken
from data.plan import StandingPlan
from data.rules import access
from data.rules.access import Viewer
from data.storage import Store
from data.storage.connect import connect
from data.vocabulary import (
    ActionStatus,
    Affected,
    Answer,
    CallResult,
    Certainty,
    Channel,
    DecisionKind,
    IncidentState,
    LessonPlace,
    LessonState,
    Mandate,
    PartKind,
    PartState,
    Response,
    Risk,
    SeatKind,
    Source,
    Stance,
    Verb,
    Way,
)
from tests import builders as b
from tests.conftest import BEGIN, Clock, Databases

Form = Callable[[Store], dict[str, Any]]
RECEIVED, ASSESSED, ACTIVE, INFORM, EXERCISE = 1, 2, 3, 4, 5
ACCEPTED, PROPOSED, DONE, RESERVED = 1, 2, 3, 5
PLAN = PERSON = FACT = 1
CLOSED, MERGED = 2, 7
CALLED, RUNNING = 1, 2
UNCALLED = 5
"""A plan without a meeting."""
SEATED = 1
SCREEN = 1
HELD = 3
"""A meeting that has ended."""
DECIDED = 1
"""At the meeting that has ended."""
ASKED, ASKED_ABOUT_RUNNING = 1, 2
ITEM = 1
PARTED = 5
"""A meeting that a housing organisation left for a closed item."""
INVITED = PROPOSAL = PICTURE = 1
ENDED = 6
"""An incident that closed with its plan."""
SPEAKER = 1
DRAFTED, APPROVED, SENT = 1, 2, 3
"""Messages."""
AGREED_PLAN = 8
"""Agreed at a meeting, and not in force."""
HANDED_OVER, HANDED_OVER_BEFORE = 1, 7
"""A hand-over, and an action from before these were kept."""
CALL_TEST = 1
"""Began before any real incident."""
ARCHIVED = 1
BLOCKED = {
    "lead_exercise": "real-incident-open", "release_inject": "real-incident-open",
    "resume_exercise": "exercise-not-paused",
    "close": "not-ready", "start_call_test": "real-incident-runs", "try_call": "real-incident-runs",
    "propose_deletion": "kept-longer", "withdraw_deletion": "not-proposed", "delete_incident": "kept-longer",
    "retire_names": "names-not-agreed",
}  # fmt: skip
"""What the rules refuse in this scene even to who holds the verb: the plan is unfinished, real incidents are active,
and nothing is old enough to be deleted."""
LESSON = 1
RAISED = 1
"""A matter that is not acute."""
COUNCIL_MEETS, NEVER_SET = BEGIN.date() + timedelta(days=30), BEGIN.date() + timedelta(days=40)
"""A day on which the council meets, and one on which it does not."""
AGREEMENT = 7
"""Of a party whose seat could not commit it."""


def seeing(kind: type[Entity], number: int, **rest: Any) -> Form:
    """A form that was opened on a thing as it is now."""
    return lambda store: {"seen": b.seen(store, kind, number), **rest}


def on(**rest: Any) -> Form:
    return lambda _: rest


ASSESSMENT = {
    "acute": Answer.NO, "unrest": Answer.NO, "response": Response.ACT, "risk": Risk.LOW, "sentence": "Grillrøg.",
}  # fmt: skip
PART = {
    "plan": PLAN, "kind": PartKind.PURPOSE, "revision": 0, "state": PartState.FILLED, "text": "Ro i området.",
    "target_groups": ("beboere",),
}  # fmt: skip
OTHER_WORDS = {"plan": PLAN, "kind": PartKind.SITUATION, "revision": 1, "text": "Fire containere."}
AGREED = {"stances": {"aab": (Stance.AGREES, "")}, "meeting_at": BEGIN, "ends_at": BEGIN + timedelta(days=3)}
LATER = {"meeting_at": BEGIN, "ends_at": BEGIN + timedelta(days=9), "reason": "Uro."}
REAL = {"what": "Rigtig brand", "category": "ildspaasaettelse"}
CALL = {"planned_at": BEGIN + timedelta(minutes=30), "chair": "projektchef", "place": "Brohuset"}
SEAT = {"kind": SeatKind.STAND_IN, "mandate": Mandate.UNKNOWN, "way": Way.ONLINE}
NOTICE = {"body": "styregruppe", "channel": Channel.PHONE, "content": "Brand og stenkast.", "told_at": BEGIN}
WHAT_WAS_LEARNT: dict[str, Any] = {
    "sentence": "Lygter til alle opgange.", "owner": "aab", "due": BEGIN.date() + timedelta(days=90),
    "place": LessonPlace.CATALOGUE,
}  # fmt: skip
PRESSES: dict[str, tuple[Verb, str | None, Form]] = {
    "report": (Verb.REPORT, None, b.a_report),
    "mark_read": (Verb.MARK_READ, None, on(incident=RECEIVED)),
    "assess": (Verb.ASSESS, None, seeing(Incident, RECEIVED, **ASSESSMENT)),
    "activate": (Verb.ACTIVATE, None, on(incident=ASSESSED)),
    "reject": (Verb.REJECT, None, seeing(Incident, RECEIVED, non_acute=True, reason="Røg.")),
    "call_off": (Verb.CALL_OFF, None, seeing(Incident, ACTIVE, reason="Falsk alarm.")),
    "close_informed": (Verb.CLOSE_INFORMED, None, seeing(Incident, INFORM, reason="Alle ved det.")),
    "break_exercise": (
        Verb.BREAK_EXERCISE, None, lambda s: seeing(Incident, EXERCISE, place=b.a_place(s), **REAL)(s),
    ),
    "merge": (Verb.MERGE, None, seeing(Incident, RECEIVED, into=ASSESSED)),
    "unmerge": (Verb.UNMERGE, None, seeing(Incident, MERGED)),
    "tell_fact": (
        Verb.TELL_FACT, None,
        on(incident=ACTIVE, what="20 unge.", source=Source.OBSERVED, certainty=Certainty.RUMOUR, happened_at=BEGIN),
    ),
    "judge_fact": (Verb.JUDGE_FACT, None, seeing(Fact, FACT, certainty=Certainty.CONFIRMED)),
    "propose_action": (Verb.PROPOSE_ACTION, None, on(incident=ACTIVE, described=b.described())),
    "describe_action": (Verb.DESCRIBE_ACTION, None, seeing(Action, ACCEPTED, described=b.described(what="Mere"))),
    "accept_action": (Verb.ACCEPT_ACTION, "aab", seeing(Action, PROPOSED)),
    "confirm_reservation": (Verb.CONFIRM_RESERVATION, "aab", seeing(Action, RESERVED)),
    "confirm_agreement": (Verb.CONFIRM_RESERVATION, "aab", on(agreement=AGREEMENT)),
    "decline_action": (Verb.DECLINE_ACTION, "aab", seeing(Action, ACCEPTED, note="Ingen folk.")),
    "update_progress": (Verb.UPDATE_PROGRESS, "aab", seeing(Action, ACCEPTED, status=ActionStatus.IN_PROGRESS)),
    "cancel_action": (Verb.CANCEL_ACTION, "aab", seeing(Action, ACCEPTED, note="Ikke nødvendig.")),
    "hand_over": (
        Verb.HAND_OVER, "aab",
        seeing(Action, ACCEPTED, forum="lokalraad", receiver="stabsenhed", due=(BEGIN + timedelta(days=30)).date()),
    ),
    "register_hand_over": (
        Verb.CONFIRM_HAND_OVER, None, seeing(Action, HANDED_OVER_BEFORE, due=(BEGIN + timedelta(days=30)).date()),
    ),
    "confirm_hand_over": (Verb.CONFIRM_HAND_OVER, None, seeing(HandOver, HANDED_OVER, answered_on=BEGIN.date())),
    "deal_with_hand_over": (Verb.CONFIRM_HAND_OVER, None, seeing(HandOver, HANDED_OVER, outcome="Lyset er sat op.")),
    "reopen_action": (Verb.REOPEN_ACTION, "aab", seeing(Action, DONE, note="Den blussede op.")),
    "cover_incident": (Verb.COVER_INCIDENT, None, seeing(ActionPlan, PLAN, incident=INFORM)),
    "write_part": (Verb.WRITE_PLAN, None, on(**PART)),
    "propose_change": (Verb.PROPOSE_CHANGE, None, on(**OTHER_WORDS)),
    "take_change": (Verb.WRITE_PLAN, None, seeing(ChangeProposal, PROPOSAL, revision=1)),
    "decline_change": (Verb.WRITE_PLAN, None, seeing(ChangeProposal, PROPOSAL, reason="Det står der alt.")),
    "write_picture": (Verb.WRITE_PLAN, None, on(plan=UNCALLED, number=1, changes="Der er ro.")),
    "approve_picture": (Verb.APPROVE_PICTURE, None, seeing(SituationPicture, PICTURE, revision=1)),
    "answer_support": (Verb.ANSWER_SUPPORT, None, on(plan=PLAN, about=Affected.STAFF, needed=False)),
    "agree": (Verb.PUT_IN_FORCE, None, seeing(ActionPlan, PLAN, **AGREED)),
    "put_in_force": (Verb.PUT_IN_FORCE, None, seeing(ActionPlan, AGREED_PLAN, ends_at=BEGIN + timedelta(days=3))),
    "take_stance": (
        Verb.TAKE_STANCE, "aab", on(plan=PLAN, edition=1, party="aab", stance=Stance.RESERVES, note="Uden vagter."),
    ),
    "extend": (Verb.EXTEND, None, seeing(ActionPlan, PLAN, **LATER)),
    "give_impression": (Verb.GIVE_IMPRESSION, None, on(plan=PLAN, good="Tempo.", better="Udstyr.")),
    "close": (Verb.CLOSE, None, seeing(ActionPlan, PLAN)),
    "reopen": (
        Verb.REOPEN, None, seeing(ActionPlan, CLOSED, ends_at=BEGIN + timedelta(days=9), reason="Det blussede op."),
    ),
    "call_meeting": (Verb.CALL_MEETING, None, on(plan=UNCALLED, **CALL)),
    "change_meeting": (Verb.CALL_MEETING, None, seeing(Meeting, CALLED, **CALL)),
    "cancel_meeting": (Verb.CALL_MEETING, None, seeing(Meeting, CALLED, reason="Det løste sig.")),
    "start_meeting": (Verb.RUN_MEETING, None, seeing(Meeting, CALLED)),
    "seat": (Verb.SEAT, None, on(meeting=RUNNING, role="lokalraad-kommune", **SEAT)),
    "leave_seat": (Verb.SEAT, None, on(seat=SEATED)),
    "pair_screen": (Verb.PAIR_SCREEN, None, lambda s: {"code": commands.show_code(s, "0" * 64), "room": "Salen"}),
    "end_screen": (Verb.PAIR_SCREEN, None, on(screen=SCREEN)),
    "pin_board": (Verb.ATTEND, None, on(incident=ACTIVE)),
    "start_closed_item": (Verb.HOLD_CLOSED_ITEM, None, on(meeting=RUNNING, named=("aab",))),
    "end_closed_item": (Verb.HOLD_CLOSED_ITEM, None, on(item=ITEM)),
    "come_back": (Verb.SEAT, None, on(meeting=PARTED, roles=("aab", "projektchef"))),
    "record_call": (
        Verb.RECORD_CALL, None, on(incident=ACTIVE, role="aab", result=CallResult.REACHED, channel=Channel.SMS),
    ),
    "change_coordinator": (
        Verb.CHANGE_COORDINATOR, None,
        on(incident=ACTIVE, before="projektchef", role="lokalraad-politi", unreachable=True),
    ),
    "invite": (Verb.INVITE, None, on(incident=ACTIVE, role=None, channel=Channel.PHONE)),
    "guest_link": (Verb.INVITE, None, on(invitation=INVITED)),
    "end_invitation": (Verb.INVITE, None, on(invitation=INVITED)),
    "mark_evaluated": (Verb.MARK_EVALUATED, None, seeing(Incident, ENDED)),
    "evaluate": (Verb.EVALUATE, None, on(incident=ENDED, worked="Vi var samlet på en time.")),
    "add_lesson": (Verb.EVALUATE, None, on(incident=ENDED, **WHAT_WAS_LEARNT)),
    "change_lesson": (
        Verb.EVALUATE, None, seeing(Lesson, LESSON, **{**WHAT_WAS_LEARNT, "place": LessonPlace.CONTACTS}),
    ),
    "follow_up_lesson": (Verb.EVALUATE, None, seeing(Lesson, LESSON, state=LessonState.DONE, note="Lampen hænger.")),
    "make_archive": (
        Verb.ARCHIVE, None,
        lambda s: {"incident": ENDED, "revision": s.revision(), "made_at": s.clock(), "digest": "0" * 64},
    ),
    "confirm_archive": (Verb.ARCHIVE, None, seeing(Archive, ARCHIVED, reference="26/012345", received_at=BEGIN)),
    "inform": (Verb.INFORM, None, on(incident=ACTIVE, **NOTICE)),
    "next_item": (Verb.RUN_MEETING, None, seeing(Meeting, RUNNING, item=2)),
    "end_meeting": (Verb.RUN_MEETING, None, seeing(Meeting, RUNNING, read_back=True)),
    "decide": (
        Verb.DECIDE, None, on(meeting=RUNNING, kind=DecisionKind.OTHER, text="Vi er åbne.", takers=("politi",)),
    ),
    "decide_action": (
        Verb.DECIDE, None, lambda s: on(
            meeting=RUNNING, incident=b.incident_of(s, RUNNING), described=b.described(), takers=("politi",),
        )(s),
    ),
    "correct_minutes": (Verb.CORRECT_MINUTES, None, on(meeting=HELD, corrects=DECIDED, text="Til kl. 02.")),
    "approve_minutes": (Verb.APPROVE_MINUTES, None, seeing(Meeting, HELD)),
    "ask_party": (Verb.ASK_PARTY, None, on(plan=PLAN, asked="aab", text="Hvornår er der ryddet?")),
    "answer_party": (Verb.ANSWER_PARTY, "aab", seeing(Question, ASKED, text="I morgen kl. 8.")),
    "note_answer": (Verb.DECIDE, None, seeing(Question, ASKED_ABOUT_RUNNING, text="I nat.")),
    "take_plan": (Verb.ADMINISTER, None, b.a_changed_plan),
    "plan_audience": (Verb.PLAN_AUDIENCE, None, on(plan=PLAN, code="omverdenen", informs="kommune")),
    "name_spokesperson": (Verb.NAME_SPOKESPERSON, None, on(plan=PLAN, speaker="lokalraad-kommune", topic="Driften")),
    "end_spokesperson": (Verb.NAME_SPOKESPERSON, None, on(spokesperson=SPEAKER)),
    "write_message": (Verb.WRITE_MESSAGE, None, on(plan=PLAN, wording=b.wording())),
    "approve_message": (Verb.APPROVE_MESSAGE, None, seeing(Message, DRAFTED)),
    "send_message": (Verb.SEND_MESSAGE, None, seeing(Message, APPROVED)),
    "correct_message": (Verb.WRITE_MESSAGE, None, seeing(Message, SENT, wording=b.wording())),
    "discard_message": (Verb.WRITE_MESSAGE, None, seeing(Message, DRAFTED)),
    "translate_message": (Verb.WRITE_MESSAGE, None, seeing(Message, DRAFTED, language="Polski", text="Pożar.")),
    "lead_exercise": (Verb.LEAD_EXERCISE, None, on()),
    "release_inject": (Verb.LEAD_EXERCISE, None, on(incident=EXERCISE, number=2)),
    "skip_inject": (Verb.LEAD_EXERCISE, None, on(incident=EXERCISE, number=2)),
    "pause_exercise": (Verb.LEAD_EXERCISE, None, on(incident=EXERCISE)),
    "resume_exercise": (Verb.LEAD_EXERCISE, None, on(incident=EXERCISE)),
    "stop_exercise": (Verb.LEAD_EXERCISE, None, on(incident=EXERCISE)),
    "start_call_test": (Verb.TEST_CALLS, None, on()),
    "try_call": (Verb.TEST_CALLS, None, on(test=CALL_TEST, role="aab", stand_in=None, result=CallResult.REACHED)),
    "end_call_test": (Verb.TEST_CALLS, None, on(test=CALL_TEST)),
    "ask_contacts": (Verb.TEST_CALLS, None, on(asked=(("aab", None),))),
    "set_forum_meeting": (Verb.KEEP_FORA, None, on(forum="lokalraad", day=NEVER_SET)),
    "move_forum_meeting": (
        Verb.KEEP_FORA, None, on(forum="lokalraad", day=COUNCIL_MEETS, version=1, to=NEVER_SET),
    ),
    "cancel_forum_meeting": (Verb.KEEP_FORA, None, on(forum="lokalraad", day=COUNCIL_MEETS, version=1)),
    "raise_matter": (Verb.RAISE_MATTER, None, on(forum="lokalraad", what="Belysningen på stien.")),
    "bind_matter": (Verb.TREAT_AT_COUNCIL, None, seeing(Matter, RAISED, day=COUNCIL_MEETS, invited=("aab",))),
    "settle_matter": (Verb.TREAT_AT_COUNCIL, None, seeing(Matter, RAISED, outcome="Der kommer nye lamper.")),
    "treat_incident": (
        Verb.TREAT_AT_COUNCIL, None,
        on(incident=ENDED, forum="lokalraad", day=BEGIN.date(), decision="Taget til efterretning."),
    ),
    "redact": (Verb.REDACT, None, on(text=1)),
    "propose_deletion": (Verb.DELETE_INCIDENT, None, seeing(Archive, ARCHIVED)),
    "withdraw_deletion": (Verb.DELETE_INCIDENT, None, seeing(Archive, ARCHIVED)),
    "delete_incident": (Verb.DELETE_INCIDENT, None, lambda s: {"seen": b.seen(s, Archive, ARCHIVED), "number": 6}),
    "retire_names": (Verb.ADMINISTER, None, on(people=(), before=BEGIN)),
    "open_account": (Verb.KEEP_PEOPLE, "kommune", on(username="vagt", display="Vagt", role="stabsenhed")),
    "grant_role": (Verb.KEEP_PEOPLE, "kommune", on(person=PERSON, role="lokalraad-kommune")),
    "end_role": (Verb.KEEP_PEOPLE, "kommune", on(person=PERSON, role="stabsenhed")),
    "invite_again": (Verb.KEEP_PEOPLE, "kommune", on(person=PERSON)),
    "send_link": (Verb.KEEP_PEOPLE, "kommune", on(person=PERSON)),
    "change_address": (Verb.KEEP_PEOPLE, "kommune", on(person=PERSON, email="stab@example.dk")),
    "withdraw_link": (Verb.KEEP_PEOPLE, "kommune", on(person=PERSON)),
    "disable_account": (Verb.KEEP_PEOPLE, "kommune", on(person=PERSON)),
    "sign_out_account": (Verb.KEEP_PEOPLE, "kommune", on(person=PERSON)),
    "drop_second_factor": (Verb.KEEP_PEOPLE, "kommune", on(person=PERSON)),
}  # fmt: skip
"""Command -> its verb, the party that owns what it acts on (None: nobody's own), and a form that is filled in well."""
OF_NOBODY = {
    "ask_reset", "choose_address", "choose_hat", "choose_language", "choose_password", "confirm_by_mail",
    "confirm_contact", "deliver", "depart", "end_second_factor", "first_link", "halfway_name", "join", "load_plan",
    "make_mailed_link", "returned", "second_step", "show_code", "sign_in", "sign_in_demo", "sign_in_elsewhere",
    "sign_out", "sign_out_everywhere", "start_second_factor", "use_link",
}  # fmt: skip
"""Commands that ask for no verb: the house itself at start, and what everybody does with what is their own."""

SHAPES = {"Description", "Halfway", "Opened", "Returned", "SecondStep", "Wording"}
"""What commands take and give, offered beside them."""
WITHIN = {"halfway_or_in", "open_sign_in"}
"""What several of those share, after each has asked who it is."""


def may(by: Viewer, verb: Verb, owner: str | None) -> bool:
    """Whether the verb is theirs; accounts are kept by administrators as well (data/rules/access.py)."""
    if verb is Verb.KEEP_PEOPLE:
        return access.may_keep(by, owner=owner, administers=False)
    return access.may(by, verb, owner=owner)


def press(name: str, store: Store, by: Viewer, *key: str) -> Any:
    return getattr(commands, name)(store, by, *key, **PRESSES[name][2](store))


@pytest.fixture(scope="module")
def scene(sqlite: Databases) -> str:
    """A database with one of everything that can be acted on; each test has a copy of its own."""
    url = sqlite.fresh()
    store = Store(connect(url), Clock())
    assert b.a_call_test(store) == CALL_TEST
    b.an_incident(store, "projektchef")
    b.an_assessed_incident(store)
    active = b.an_active_incident(store)
    b.an_active_incident(store, response=Response.INFORM)
    assert b.led_as_well(store, b.an_incident(store, exercise=True)) == EXERCISE
    b.an_accepted_action(store, active)
    b.an_action(store, active)
    b.a_finished_action(store, active)
    b.a_plan_in_force(store, active)
    b.a_part(store, PLAN)
    assert b.a_proposal(store, PLAN, revision=1) == PROPOSAL
    assert b.a_picture(store, PLAN) == PICTURE
    b.a_password(store, b.a_person(store, "stabsenhed", email="stabsenhed@example.dk"))
    b.a_second_factor(store, PERSON)
    done = b.a_plan_ready_to_close(store)
    commands.close(store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, done))
    again = b.an_incident(store, "projektchef")
    commands.merge(store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, again), into=ASSESSED)
    assert (done, again) == (CLOSED, MERGED)
    assert b.a_called_meeting(store, active) == CALLED
    assert b.a_running_meeting(store) == RUNNING
    assert b.a_seat(store, RUNNING, "lokalraad-politi") == SEATED
    b.a_seat(store, RUNNING, "aab", kind=SeatKind.STAND_IN, mandate=Mandate.UNKNOWN)
    b.agree(store, b.row_of(store, Meeting, RUNNING).plan_id, parties=("aab",))
    assert b.row_of(store, PlanAgreement, AGREEMENT).reserved
    assert b.a_reserved_action(store, active) == RESERVED
    b.inform_all(store, INFORM, final=False)
    b.go_to(store, RUNNING, 8)
    over = b.an_active_incident(store)
    assert b.an_ended_meeting(store, over, chair="lokalraad-politi") == HELD
    assert b.a_question(store, PLAN, asked="aab") == ASKED
    assert b.a_question(store, b.row_of(store, Meeting, RUNNING).plan_id) == ASKED_ABOUT_RUNNING
    assert b.plan_of(store, b.an_active_incident(store)) == UNCALLED
    code = commands.show_code(store, "1" * 64)
    assert commands.pair_screen(store, b.hat(store, "projektchef"), code=code, room="Mødelokale 2") == SCREEN
    assert b.a_closed_item(store, b.a_running_meeting(store)) == ITEM
    assert b.a_running_meeting(store) == PARTED
    b.a_seat(store, PARTED)
    assert b.a_speaker(store, PLAN) == SPEAKER
    assert b.a_message(store, PLAN) == DRAFTED
    assert b.an_approved_message(store, PLAN) == APPROVED
    assert b.a_sent_message(store, PLAN) == SENT
    b.an_ended_item(store, PARTED)
    assert b.an_invitation(store, active) == INVITED
    assert b.an_agreed_plan(store) == AGREED_PLAN
    assert b.a_hand_over(store, active) == HANDED_OVER
    assert b.handed_over_before(store, active) == HANDED_OVER_BEFORE
    assert b.row_of(store, Incident, ENDED).state is IncidentState.CLOSED
    assert commands.add_lesson(store, b.hat(store, "aab"), incident=ENDED, **WHAT_WAS_LEARNT) == LESSON
    commands.set_forum_meeting(store, b.hat(store, "projektchef"), forum="lokalraad", day=COUNCIL_MEETS)
    assert commands.raise_matter(store, b.hat(store, "projektchef"), forum="lokalraad", what="Mørke stier.") == RAISED
    assert b.an_archive(store, ENDED) == ARCHIVED
    store.close()
    return url


@pytest.fixture
def copy(scene: str, sqlite: Databases) -> Store:
    return sqlite.open(sqlite.copy_of(scene), Clock())


def test_every_command_is_pressed() -> None:
    assert set(PRESSES) | OF_NOBODY == set(commands.__all__) - SHAPES


def test_no_command_is_left_out_of_the_list() -> None:
    """Whatever a file of data/commands lets somebody do is a command, offered by name and so pressed above."""
    rooms = [import_module(f"{commands.__name__}.{room.name}") for room in pkgutil.iter_modules(commands.__path__)]
    found = {
        name
        for room in rooms
        for name, made in vars(room).items()
        if inspect.isfunction(made) and made.__module__ == room.__name__ and not name.startswith("_")
        and next(iter(inspect.signature(made).parameters), "") == "store"
    }  # fmt: skip
    assert found - WITHIN == set(commands.__all__) - SHAPES


@pytest.mark.parametrize("name", PRESSES)
def test_who_holds_the_verb_is_let_in_and_nobody_else(copy: Store, plan: StandingPlan, name: str) -> None:
    verb, owner, _ = PRESSES[name]
    let_in = []
    for role in [*plan.roles, "ukendt"]:
        by = b.hat(copy, role)
        if not may(by, verb, owner):
            with b.refused(copy, NotAllowed):
                press(name, copy, by)
        else:
            let_in.append(role)
    assert let_in
    before = copy.revision()
    try:
        press(name, copy, b.hat(copy, let_in[0]))
    except Refusal as refusal:
        code = refusal.code
    else:
        code = ""
    assert code == BLOCKED.get(name, "")
    assert (copy.revision() > before) is (name not in BLOCKED)
    copy.close()


@pytest.mark.parametrize("name", PRESSES)
def test_without_the_verb_not_even_the_party_itself_may(copy: Store, name: str) -> None:
    verb, owner, _ = PRESSES[name]
    everything = b.without(Viewer(None, "projektchef", owner or "helhedsplan", frozenset(Verb)), Verb.ADMINISTER)
    with b.refused(copy, NotAllowed, "not-allowed", verb=verb):
        press(name, copy, b.without(everything, verb))
    copy.close()


@pytest.mark.parametrize("name", [name for name, (_, owner, _) in PRESSES.items() if owner])
def test_nobody_acts_for_another_party(copy: Store, name: str) -> None:
    verb = PRESSES[name][0]
    other = Viewer(None, "boligselskab", "boligselskab", frozenset(Verb) - {Verb.CLOSE, Verb.ADMINISTER})
    with b.refused(copy, NotAllowed, "not-allowed", verb=verb):
        press(name, copy, other)
    copy.close()


def test_one_person_with_two_hats_has_the_rights_of_the_hat_that_is_worn(copy: Store) -> None:
    """6.18: the log shows which one."""
    person = b.a_person(copy, "stabsenhed", "to-hatte")
    commands.grant_role(copy, b.administrator(copy), person=person, role="lokalraad-kommune")
    incident = b.an_assessed_incident(copy)
    with b.refused(copy, NotAllowed, "not-allowed"):
        commands.activate(copy, b.hat(copy, "stabsenhed", person), incident=incident)
    commands.activate(copy, b.hat(copy, "lokalraad-kommune", person), incident=incident)
    with b.refused(copy, NotAllowed, "not-allowed"):
        press("write_part", copy, b.hat(copy, "lokalraad-kommune", person))
    press("write_part", copy, b.hat(copy, "stabsenhed", person))
    assert b.last_line(copy).role == "stabsenhed"
    assert b.last_line(copy).person_id == person
    assert b.row_of(copy, Person, person).username == "to-hatte"
    copy.close()


AT_A_MEETING = {
    "ask_party", "answer_party", "come_back", "decide", "decide_action", "end_meeting", "next_item", "note_answer",
    "start_closed_item",
}  # fmt: skip
"""What writes at a meeting, besides taking a seat; each stands still while its closed item runs, for everybody."""


@pytest.mark.parametrize("name", sorted(AT_A_MEETING & set(PRESSES)))
def test_nothing_is_written_at_a_meeting_while_its_closed_item_runs(copy: Store, plan: StandingPlan, name: str) -> None:
    verb, owner, _ = PRESSES[name]
    start = b.seen(copy, Meeting, CALLED)  # what is asked is asked about its plan
    commands.start_meeting(copy, b.hat(copy, "projektchef"), seen=start)
    with copy.whole() as session:
        held = select(Meeting.id).where(Meeting.started_at.is_not(None), Meeting.ended_at.is_(None))
        meetings = session.scalars(held).all()
    police = b.hat(copy, "lokalraad-politi")
    for meeting in meetings:
        if queries.running_item(copy, police, b.row_of(copy, Meeting, meeting).plan_id) is None:
            b.a_closed_item(copy, meeting)
    let_in = [role for role in plan.roles if may(b.hat(copy, role), verb, owner)]
    assert let_in
    for role in let_in:
        with b.refused(copy, RuleBroken, "closed-item-running"):
            press(name, copy, b.hat(copy, role))
    copy.close()


OF_NO_INCIDENT = {"report"}
"""Commands that act on no incident that is there: a guest may report. A guest keeps no accounts, whatever the role."""


@pytest.mark.parametrize("name", [name for name in PRESSES if name not in OF_NO_INCIDENT])
def test_a_guest_of_another_incident_does_nothing_here_whatever_the_role_may(copy: Store, name: str) -> None:
    """R22: with every right there is, and for the party that owns the thing."""
    elsewhere = b.an_active_incident(copy)
    party = PRESSES[name][1] or "beredskab-4k"
    everything = frozenset(Verb) - {Verb.ADMINISTER}
    guest = Viewer(None, "brandvaesen", party, everything, covered_115=True, only=frozenset({elsewhere}))
    with b.refused(copy, NotAllowed):
        press(name, copy, guest)
    copy.close()


REPLAYED = [name for name in PRESSES if name not in {*BLOCKED, "guest_link", "invite_again"}]


@pytest.mark.parametrize("name", REPLAYED)
def test_the_same_submission_twice_is_one_change_with_one_answer(copy: Store, plan: StandingPlan, name: str) -> None:
    """6.7: a click repeated after the answer was lost, with the form as it was filled in."""
    verb, owner, form = PRESSES[name]
    by = next(b.hat(copy, r) for r in plan.roles if may(b.hat(copy, r), verb, owner))
    filled_in, command = form(copy), getattr(commands, name)
    first = command(copy, by, "samme nøgle", **filled_in)
    before = b.standing(copy)
    assert command(copy, by, "samme nøgle", **filled_in) == first != 0
    assert b.standing(copy) == before
    copy.close()


def test_closing_twice_with_one_key_is_one_closing(store: Store) -> None:
    plan = b.a_plan_ready_to_close(store)
    shown = b.seen(store, ActionPlan, plan)
    first = commands.close(store, b.hat(store, "projektchef"), "k", seen=shown)
    before = b.standing(store)
    assert commands.close(store, b.hat(store, "projektchef"), "k", seen=shown) == first == plan
    assert b.standing(store) == before
