"""Icon, colour and word of every status: one table that list, map, board and documents share.

Colour is never alone: each has an icon and a word. Colours are Streamlit's named ones, so that both themes fit.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from components.texts import mark as say
from components.texts import t
from data.rules.calling import Reach
from data.rules.injects import Step
from data.vocabulary import (
    AccountMailKind,
    ActionStatus,
    Affected,
    Answer,
    ArchiveEdition,
    CallResult,
    Certainty,
    Channel,
    ConfirmedBy,
    DecisionKind,
    IncidentState,
    InjectKind,
    Lack,
    LessonPlace,
    LessonState,
    MailKind,
    MailState,
    Mandate,
    MessageState,
    PartKind,
    PartState,
    PlanState,
    Precision,
    Response,
    Risk,
    Route,
    SeatKind,
    Source,
    Stance,
    Verb,
    Way,
)

Colour = Literal["red", "orange", "yellow", "blue", "green", "violet", "gray", "primary"]


class Look(NamedTuple):
    """How something is shown; `word` is an English source string, translated by `label`."""

    word: str
    icon: str
    colour: Colour
    letter: str = ""

    @property
    def label(self) -> str:
        """The word in the reader's language."""
        return t(self.word)


INCIDENT: Mapping[IncidentState, Look] = {
    IncidentState.RECEIVED: Look(say("Received"), ":material/mark_email_unread:", "orange", say("state-letter|R")),
    IncidentState.ASSESSED: Look(say("Assessed"), ":material/rule:", "yellow", say("state-letter|S")),
    IncidentState.ACTIVE: Look(say("Active"), ":material/campaign:", "red", say("state-letter|A")),
    IncidentState.CLOSED: Look(say("Closed"), ":material/task_alt:", "gray", say("state-letter|C")),
    IncidentState.REJECTED: Look(say("Rejected"), ":material/block:", "gray", say("state-letter|X")),
    IncidentState.NON_ACUTE: Look(say("Non-acute"), ":material/event_upcoming:", "gray", say("state-letter|N")),
    IncidentState.CALLED_OFF: Look(say("Called off"), ":material/cancel:", "gray", say("state-letter|O")),
    IncidentState.MERGED: Look(say("Merged"), ":material/merge:", "gray", say("state-letter|M")),
}
CERTAINTY: Mapping[Certainty, Look] = {
    Certainty.CONFIRMED: Look(say("Confirmed"), ":material/verified:", "green"),
    Certainty.UNCONFIRMED: Look(say("Unconfirmed"), ":material/help:", "orange"),
    Certainty.RUMOUR: Look(say("Rumour"), ":material/hearing:", "violet"),
    Certainty.REFUTED: Look(say("Refuted"), ":material/cancel:", "gray"),
}
SOURCE: Mapping[Source, str] = {
    Source.OBSERVED: say("Seen ourselves"),
    Source.OWN_STAFF: say("Own staff"),
    Source.OTHER_PARTY: say("Another party"),
    Source.RESIDENTS: say("Residents"),
    Source.MEDIA: say("News media"),
    Source.SOCIAL_MEDIA: say("Social media"),
    Source.UNKNOWN: say("Source unknown"),
}
RISK: Mapping[Risk, Look] = {
    Risk.LOW: Look(say("Low risk"), ":material/circle:", "blue"),
    Risk.MEDIUM: Look(say("Medium risk"), ":material/square:", "orange"),
    Risk.HIGH: Look(say("High risk"), ":material/diamond:", "red"),
    Risk.UNKNOWN: Look(say("Risk unknown"), ":material/help:", "gray"),
}
RISK_WORD: Mapping[Risk, str] = {
    Risk.LOW: say("Low"),
    Risk.MEDIUM: say("Medium"),
    Risk.HIGH: say("High"),
    Risk.UNKNOWN: say("Unknown"),
}
ACTION: Mapping[ActionStatus, Look] = {
    ActionStatus.PROPOSED: Look(say("Proposed"), ":material/lightbulb:", "violet"),
    ActionStatus.ACCEPTED: Look(say("Accepted"), ":material/handshake:", "blue"),
    ActionStatus.IN_PROGRESS: Look(say("In progress"), ":material/play_circle:", "blue"),
    ActionStatus.DONE: Look(say("Done"), ":material/check_circle:", "green"),
    ActionStatus.CANCELLED: Look(say("Cancelled"), ":material/cancel:", "gray"),
    ActionStatus.HANDED_OVER: Look(say("Handed over"), ":material/forward:", "gray"),
}
OF_INDIVIDUALS: Mapping[ActionStatus, Look] = {
    ActionStatus.IN_PROGRESS: ACTION[ActionStatus.IN_PROGRESS]._replace(word=say("Begun")),
    ActionStatus.DONE: ACTION[ActionStatus.DONE]._replace(word=say("Ended")),
}
"""What is told of an action that concerns individuals: begun or ended, and no more (R56)."""
ABSENT = Look(say("Party not present"), ":material/group_off:", "orange")
LACK: Mapping[Lack, str] = {
    Lack.TARGET_GROUP: say("target group"),
    Lack.LEADER: say("responsible leader"),
    Lack.DEADLINE: say("deadline"),
    Lack.EVIDENCE: say("how one sees it is done"),
    Lack.NETWORK: say("which network"),
}
OVERDUE = Look(say("Overdue"), ":material/alarm:", "red")
UNOWNED = Look(say("NOBODY RESPONSIBLE"), ":material/person_off:", "red")
PLAN: Mapping[PlanState, Look] = {
    PlanState.DRAFT: Look(say("Draft"), ":material/edit_note:", "orange"),
    PlanState.AGREED: Look(say("Agreed"), ":material/handshake:", "blue"),
    PlanState.IN_FORCE: Look(say("In force"), ":material/verified:", "green"),
    PlanState.CLOSED: Look(say("Closed"), ":material/task_alt:", "gray"),
}
PART: Mapping[PartKind, str] = {
    PartKind.SITUATION: say("1. Situation"),
    PartKind.PURPOSE: say("2. Purpose and target groups"),
    PartKind.ACTIONS: say("3. Actions"),
    PartKind.COMMUNICATION: say("4. Communication plan"),
    PartKind.END_TIME: say("5. End time"),
}
PART_STATE: Mapping[PartState, Look] = {
    PartState.FILLED: Look(say("Filled in"), ":material/check_circle:", "green"),
    PartState.NOT_RELEVANT: Look(say("Not relevant"), ":material/remove_circle:", "gray"),
    PartState.MISSING: Look(say("Missing"), ":material/error:", "red"),
}
STANCE: Mapping[Stance, Look] = {
    Stance.AGREES: Look(say("Agrees"), ":material/thumb_up:", "green"),
    Stance.RESERVES: Look(say("Reservation"), ":material/front_hand:", "orange"),
    Stance.NOT_REPRESENTED: Look(say("Not represented"), ":material/group_off:", "gray"),
}
NO_STANCE = Look(say("Not answered yet"), ":material/hourglass_empty:", "gray")
MESSAGE: Mapping[MessageState, Look] = {
    MessageState.DRAFT: Look(say("Draft"), ":material/edit_note:", "orange"),
    MessageState.APPROVED: Look(say("Approved"), ":material/verified:", "blue"),
    MessageState.SENT: Look(say("Sent"), ":material/send:", "green"),
    MessageState.CORRECTED: Look(say("Corrected"), ":material/published_with_changes:", "gray"),
    MessageState.DISCARDED: Look(say("Discarded"), ":material/delete_sweep:", "gray"),
}
ANSWER: Mapping[Answer, str] = {Answer.YES: say("Yes"), Answer.NO: say("No"), Answer.UNCERTAIN: say("Uncertain")}
RESPONSE: Mapping[Response, str] = {
    Response.ACT: say("Act"),
    Response.INFORM: say("Inform only"),
    Response.BOTH: say("Act and inform"),
}
AFFECTED: Mapping[Affected, str] = {Affected.RESIDENTS: say("Residents"), Affected.STAFF: say("Staff")}
CALL: Mapping[CallResult, Look] = {
    CallResult.REACHED: Look(say("Reached"), ":material/check_circle:", "green"),
    CallResult.NOT_REACHED: Look(say("Not reached"), ":material/phone_missed:", "orange"),
}
RINGS = Look(say("Rings the others"), ":material/phone_forwarded:", "blue")
NOT_RUNG = Look(say("Not rung yet"), ":material/call:", "gray")
CONFIRMED_BY: Mapping[ConfirmedBy, str] = {
    ConfirmedBy.SIGN_IN: say("by who is signed in"),
    ConfirmedBy.MAIL: say("by the link of a mail"),
    ConfirmedBy.CALL_TEST: say("in a call test"),
}
STAND_IN_REACHED = Look(say("Stand-in reached"), ":material/check_circle:", "green")
REACH: Mapping[Reach, Look] = {
    Reach.REACHED: CALL[CallResult.REACHED],
    Reach.STAND_IN: STAND_IN_REACHED,
    Reach.TAKES_PART: Look(say("Takes part already"), ":material/check_circle:", "green"),
    Reach.NOT_REACHED: CALL[CallResult.NOT_REACHED],
    Reach.NOT_TRIED: Look(say("Not tried yet"), ":material/call:", "red"),
}
CHANNEL: Mapping[Channel, str] = {
    Channel.PHONE: say("Telephone"),
    Channel.SMS: say("Text message"),
    Channel.E_MAIL: say("E-mail"),
    Channel.IN_PERSON: say("In person"),
    Channel.ONLINE: say("Online"),
}
SEAT: Mapping[SeatKind, str] = {
    SeatKind.MEMBER: say("Member"),
    SeatKind.STAND_IN: say("Stand-in"),
    SeatKind.GUEST: say("Guest"),
}
MANDATE: Mapping[Mandate, Look] = {
    Mandate.FULL: Look(say("Full mandate"), ":material/verified_user:", "green"),
    Mandate.LIMITED: Look(say("Limited mandate"), ":material/policy:", "orange"),
    Mandate.UNKNOWN: Look(say("Mandate unknown"), ":material/help:", "orange"),
}
NOTICE_OPEN = Look(say("Not informed yet"), ":material/notification_important:", "orange")
NOTICE_TOLD = Look(say("Informed"), ":material/notifications:", "blue")
NOTICE_LAST = Look(say("Last notice given"), ":material/check_circle:", "green")
RESERVED = Look(say("Reservation – awaiting"), ":material/pending:", "orange")
HAND_OVER_UNREGISTERED = Look(say("Not registered"), ":material/help:", "red")
HAND_OVER_OPEN = Look(say("Not confirmed"), ":material/hourglass_top:", "orange")
HAND_OVER_CONFIRMED = Look(say("Confirmed"), ":material/handshake:", "green")
HAND_OVER_DEALT = Look(say("Dealt with"), ":material/task_alt:", "gray")
WAY: Mapping[Way, Look] = {
    Way.ROOM: Look(say("In the room"), ":material/meeting_room:", "blue"),
    Way.ONLINE: Look(say("Online"), ":material/videocam:", "blue"),
}
DECISION: Mapping[DecisionKind, str] = {
    DecisionKind.ACUTE: say("Is it acute?"),
    DecisionKind.UNREST: say("Could it lead to unrest?"),
    DecisionKind.ACT_OR_INFORM: say("Act or inform?"),
    DecisionKind.ACTIVATE: say("Activation"),
    DecisionKind.INVITE: say("Are others to be invited?"),
    DecisionKind.AGREE_PLAN: say("The plan is agreed"),
    DecisionKind.STANCE: say("Stance on the plan"),
    DecisionKind.ACCEPT_ACTION: say("Action accepted"),
    DecisionKind.END_TIME: say("End time"),
    DecisionKind.SPOKESPERSON: say("Who speaks to the press"),
    DecisionKind.CLOSED_ITEM: say("Closed item"),
    DecisionKind.HAND_OVER: say("Handed over"),
    DecisionKind.CLOSE: say("Closing"),
    DecisionKind.OTHER: say("Other decision"),
}
MAIL: Mapping[MailState, Look] = {
    MailState.WAITING: Look(say("Mail waiting"), ":material/schedule_send:", "orange"),
    MailState.SENT: Look(say("Mail sent"), ":material/mark_email_read:", "green"),
    MailState.FAILED: Look(say("Mail not delivered"), ":material/cancel_schedule_send:", "red"),
    MailState.WITHDRAWN: Look(say("Mail withdrawn"), ":material/unsubscribe:", "gray"),
}
MAIL_KIND: Mapping[MailKind, str] = {
    MailKind.SUMMONS: say("Summons"),
    MailKind.STAND_DOWN: say("Stand-down"),
}
ACCOUNT_MAIL: Mapping[AccountMailKind, str] = {
    AccountMailKind.INVITATION: say("Invitation"),
    AccountMailKind.RESET: say("New password"),
    AccountMailKind.CONFIRM_CONTACT: say("Confirm the contact"),
}
QUESTION: Mapping[str, str] = {
    "goal": say("What was the goal?"),
    "happened": say("What came of it?"),
    "worked": say("What worked well? (keep it)"),
    "worse": say("What worked less well? (change it)"),
    "why": say("Why did it turn out otherwise?"),
}
"""The questions of the evaluation, in their order."""
PRECISION: Mapping[Precision, str] = {
    Precision.BLOCK: say("A block"),
    Precision.ZONE: say("A quarter of the area"),
    Precision.OUTDOORS: say("In the open"),
    Precision.OUTSIDE: say("Outside the area"),
}
LESSON: Mapping[LessonState, Look] = {
    LessonState.OPEN: Look(say("Open lesson"), ":material/pending:", "blue"),
    LessonState.DONE: Look(say("Done"), ":material/check_circle:", "green"),
    LessonState.DROPPED: Look(say("Dropped"), ":material/cancel:", "gray"),
}
LESSON_PLACE: Mapping[LessonPlace, str] = {
    LessonPlace.PLAN: say("The plan"),
    LessonPlace.CONTACTS: say("The contact list"),
    LessonPlace.CATALOGUE: say("The catalogue"),
    LessonPlace.PROGRAM: say("The program"),
    LessonPlace.PRACTICE: say("How we work together"),
}
ARCHIVE: Mapping[ArchiveEdition, Look] = {
    ArchiveEdition.FULL: Look(say("The whole incident"), ":material/inventory_2:", "blue"),
    ArchiveEdition.ACCESS: Look(say("For access to documents"), ":material/visibility:", "violet"),
    ArchiveEdition.BOTH: Look(say("The whole incident, and for access to documents"), ":material/inventory_2:", "blue"),
}
INJECT: Mapping[InjectKind, str] = {
    InjectKind.REPORT: say("Becomes a report"),
    InjectKind.FACT: say("Becomes something told"),
    InjectKind.QUESTION: say("Becomes a question to the party"),
}
EXERCISE_STEP: Mapping[Step, str] = {
    Step.STARTED: say("began"),
    Step.PAUSED: say("paused it"),
    Step.RESUMED: say("let it go on"),
    Step.SKIPPED: say("passed over"),
    Step.STOPPED: say("stopped the injects"),
    Step.RELEASED: say("released"),
}
VERB: Mapping[Verb, str] = {
    Verb.REPORT: say("reported"),
    Verb.MARK_READ: say("has seen the report"),
    Verb.ASSESS: say("assessed"),
    Verb.ACTIVATE: say("activated"),
    Verb.REJECT: say("rejected"),
    Verb.CALL_OFF: say("called it off"),
    Verb.BREAK_EXERCISE: say("stopped the exercise"),
    Verb.CLOSE_INFORMED: say("closed the incident"),
    Verb.MERGE: say("merged"),
    Verb.UNMERGE: say("took apart"),
    Verb.TELL_FACT: say("told something new"),
    Verb.JUDGE_FACT: say("said how sure it is"),
    Verb.PROPOSE_ACTION: say("proposed an action"),
    Verb.DESCRIBE_ACTION: say("described an action again"),
    Verb.ACCEPT_ACTION: say("accepted an action"),
    Verb.DECLINE_ACTION: say("cannot carry out an action"),
    Verb.UPDATE_PROGRESS: say("gave an update on an action"),
    Verb.CANCEL_ACTION: say("cancelled an action"),
    Verb.HAND_OVER: say("handed an action over"),
    Verb.CONFIRM_HAND_OVER: say("confirmed what was handed over"),
    Verb.DEAL_WITH_HAND_OVER: say("noted that the forum has dealt with it"),
    Verb.REOPEN_ACTION: say("opened an action again"),
    Verb.COVER_INCIDENT: say("let the plan cover this incident as well"),
    Verb.WRITE_PLAN: say("wrote in the plan"),
    Verb.PROPOSE_CHANGE: say("proposed a change to the plan"),
    Verb.ANSWER_CHANGE: say("answered a proposed change"),
    Verb.WRITE_PICTURE: say("wrote in the situation picture"),
    Verb.APPROVE_PICTURE: say("approved the situation picture"),
    Verb.ANSWER_SUPPORT: say("answered the question of support"),
    Verb.AGREE: say("noted that the plan is agreed"),
    Verb.TAKE_STANCE: say("took a stance on the plan"),
    Verb.PUT_IN_FORCE: say("brought the plan into force"),
    Verb.EXTEND: say("extended the plan"),
    Verb.GIVE_IMPRESSION: say("gave a first impression"),
    Verb.CLOSE: say("closed the plan"),
    Verb.REOPEN: say("opened the plan again"),
    Verb.PLAN_AUDIENCE: say("planned who is told"),
    Verb.NAME_SPOKESPERSON: say("named who speaks to the press"),
    Verb.WRITE_MESSAGE: say("wrote a message"),
    Verb.APPROVE_MESSAGE: say("approved a message"),
    Verb.SEND_MESSAGE: say("sent a message"),
    Verb.RECORD_CALL: say("called in"),
    Verb.INVITE: say("answered whether others are invited"),
    Verb.INVITE_AGAIN: say("made a guest’s link"),
    Verb.JOIN: say("joined as a guest"),
    Verb.END_INVITATION: say("ended a guest’s access"),
    Verb.CHANGE_COORDINATOR: say("passed the coordination on"),
    Verb.MARK_EVALUATED: say("noted that the evaluation is given"),
    Verb.EVALUATE: say("wrote in the evaluation"),
    Verb.ADD_LESSON: say("noted a lesson"),
    Verb.CHANGE_LESSON: say("changed a lesson"),
    Verb.FOLLOW_UP_LESSON: say("followed a lesson up"),
    Verb.CALL_MEETING: say("called a meeting"),
    Verb.CHANGE_MEETING: say("changed the meeting"),
    Verb.CANCEL_MEETING: say("called the meeting off"),
    Verb.START_MEETING: say("opened the meeting"),
    Verb.NEXT_ITEM: say("went to an item of the agenda"),
    Verb.END_MEETING: say("ended the meeting"),
    Verb.ATTEND: say("joined the meeting"),
    Verb.SEAT: say("noted who takes part"),
    Verb.LEAVE_SEAT: say("left the meeting"),
    Verb.DECIDE: say("noted a decision"),
    Verb.ASK_PARTY: say("asked a question"),
    Verb.ANSWER_PARTY: say("answered a question"),
    Verb.CONFIRM_RESERVATION: say("confirmed what was accepted with a reservation"),
    Verb.APPROVE_MINUTES: say("approved the minutes"),
    Verb.CORRECT_MINUTES: say("corrected the minutes"),
    Verb.START_CLOSED_ITEM: say("started a closed item"),
    Verb.END_CLOSED_ITEM: say("ended a closed item"),
    Verb.INFORM: say("informed a board"),
    Verb.SET_FORUM_MEETING: say("set a date of a forum"),
    Verb.MOVE_FORUM_MEETING: say("moved a meeting of a forum"),
    Verb.CANCEL_FORUM_MEETING: say("called a meeting of a forum off"),
    Verb.RAISE_MATTER: say("raised it as a matter that is not acute"),
    Verb.BIND_MATTER: say("put a matter on an agenda"),
    Verb.SETTLE_MATTER: say("noted the outcome of a matter"),
    Verb.TREAT_INCIDENT: say("noted that the incident was dealt with"),
    Verb.DELIVER: say("dealt with a mail"),
    Verb.PAIR_SCREEN: say("paired a screen"),
    Verb.END_SCREEN: say("ended a screen"),
    Verb.PIN_BOARD: say("chose what the boards show"),
    Verb.ARCHIVE: say("made an archive"),
    Verb.CONFIRM_ARCHIVE: say("noted that the archive is received"),
    Verb.REDACT: say("removed a text"),
    Verb.PROPOSE_DELETION: say("proposed that the incident be deleted"),
    Verb.WITHDRAW_DELETION: say("withdrew the proposal to delete"),
    Verb.DELETE_INCIDENT: say("deleted the incident"),
    Verb.RETIRE_NAMES: say("let a name become its function"),
    Verb.OPEN_ACCOUNT: say("opened the account"),
    Verb.GRANT_ROLE: say("gave a role"),
    Verb.END_ROLE: say("ended a role"),
    Verb.DISABLE_ACCOUNT: say("closed the account"),
    Verb.CHOOSE_PASSWORD: say("chose a password"),
    Verb.CHOOSE_ADDRESS: say("changed the e-mail address"),
    Verb.SIGN_OUT_EVERYWHERE: say("signed the account out everywhere"),
    Verb.START_SECOND_FACTOR: say("turned two-step sign-in on"),
    Verb.END_SECOND_FACTOR: say("turned two-step sign-in off"),
    Verb.CHOOSE_LANGUAGE: say("chose a language"),
    Verb.CONFIRM_CONTACT: say("confirmed a contact"),
    Verb.ASK_CONTACTS: say("asked by mail whether contacts are right"),
    Verb.TEST_CALLS: say("tried out the call list"),
    Verb.LEAD_EXERCISE: say("led the exercise"),
    Verb.RELEASE_INJECT: say("let an inject go"),
}


def letter(look: Look) -> str:
    """The one letter of a state on the map."""
    return t(look.letter).rpartition("|")[2]


def action(status: ActionStatus, *, person_related: bool) -> Look:
    """How an action stands."""
    return OF_INDIVIDUALS.get(status, ACTION[status]) if person_related else ACTION[status]


def reserved() -> str:
    """*Forbehold – afventer* beside what was accepted without the mandate to."""
    return f":{RESERVED.colour}[{RESERVED.icon} {RESERVED.label}]"


def route(way: Route | None, project_chief: str, council: str) -> str:
    """To whom a report goes, in the plan file's own words."""
    return {Route.PROJECT_CHIEF: project_chief, Route.COUNCIL: council, None: "–"}[way]
