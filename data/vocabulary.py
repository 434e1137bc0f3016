"""Every closed word list of the product, as StrEnum.

The values are what the database and the log hold, so they never change; a new word is added beside them.
The Danish words people read stand in components/look.py, those of the plan file in data/plan/words.py.
"""

from enum import StrEnum
from typing import Final

FIRST_ADMINISTRATOR: Final = "administrator"
"""User name of the account that the first one-time link makes."""


class PartyKind(StrEnum):
    """What sort of organisation a party is. Source: plan lines 25, 47 (R14, R22)."""

    POLICE = "police"
    MUNICIPALITY = "municipality"
    HOUSING = "housing"
    MASTER_PLAN = "master_plan"
    FIRE_SERVICE = "fire_service"
    OTHER = "other"


class Verb(StrEnum):
    """Permission, log word and command name at once. Source: domain.md 1.1."""

    # Reading
    READ = "read"
    READ_REPORTS = "read_reports"
    SEE_CONTACTS = "see_contacts"
    # From a report to an activation (R4, R7, R8, R19, R24, R27)
    REPORT = "report"
    MARK_READ = "mark_read"
    ASSESS = "assess"
    ACTIVATE = "activate"
    REJECT = "reject"
    CALL_OFF = "call_off"
    BREAK_EXERCISE = "break_exercise"
    CLOSE_INFORMED = "close_informed"
    MERGE = "merge"
    UNMERGE = "unmerge"
    # What is known (domain.md 3.8, peers.md opening 12)
    TELL_FACT = "tell_fact"
    JUDGE_FACT = "judge_fact"
    # Actions (R29, R35-R38, R45)
    PROPOSE_ACTION = "propose_action"
    DESCRIBE_ACTION = "describe_action"
    ACCEPT_ACTION = "accept_action"
    DECLINE_ACTION = "decline_action"
    UPDATE_PROGRESS = "update_progress"
    CANCEL_ACTION = "cancel_action"
    HAND_OVER = "hand_over"
    REOPEN_ACTION = "reopen_action"
    # The plan (R10, R23, R30-R34, R43, domain.md 3.4)
    COVER_INCIDENT = "cover_incident"
    WRITE_PLAN = "write_plan"
    PROPOSE_CHANGE = "propose_change"
    ANSWER_CHANGE = "answer_change"
    WRITE_PICTURE = "write_picture"
    APPROVE_PICTURE = "approve_picture"
    ANSWER_SUPPORT = "answer_support"
    AGREE = "agree"
    TAKE_STANCE = "take_stance"
    PUT_IN_FORCE = "put_in_force"
    EXTEND = "extend"
    GIVE_IMPRESSION = "give_impression"
    CLOSE = "close"
    REOPEN = "reopen"
    # Communication (R11, R13, R39-R42)
    PLAN_AUDIENCE = "plan_audience"
    NAME_SPOKESPERSON = "name_spokesperson"
    WRITE_MESSAGE = "write_message"
    APPROVE_MESSAGE = "approve_message"
    SEND_MESSAGE = "send_message"
    # Calling in (R15, R18-R22, R24)
    RECORD_CALL = "record_call"
    INVITE = "invite"
    JOIN = "join"
    END_INVITATION = "end_invitation"
    CHANGE_COORDINATOR = "change_coordinator"
    MARK_EVALUATED = "mark_evaluated"
    # A guided exercise (6.13)
    LEAD_EXERCISE = "lead_exercise"
    RELEASE_INJECT = "release_inject"
    # The meeting (R20, R21, R23)
    CALL_MEETING = "call_meeting"
    CHANGE_MEETING = "change_meeting"
    CANCEL_MEETING = "cancel_meeting"
    RUN_MEETING = "run_meeting"
    START_MEETING = "start_meeting"
    NEXT_ITEM = "next_item"
    END_MEETING = "end_meeting"
    ATTEND = "attend"
    SEAT = "seat"
    LEAVE_SEAT = "leave_seat"
    DECIDE = "decide"
    ASK_PARTY = "ask_party"
    ANSWER_PARTY = "answer_party"
    CONFIRM_RESERVATION = "confirm_reservation"
    APPROVE_MINUTES = "approve_minutes"
    CORRECT_MINUTES = "correct_minutes"
    # The closed item (R47-R49)
    HOLD_CLOSED_ITEM = "hold_closed_item"
    START_CLOSED_ITEM = "start_closed_item"
    END_CLOSED_ITEM = "end_closed_item"
    # The boards (R25, R26)
    INFORM = "inform"
    # Afterwards: the fora, what was handed over, matters that are not acute (R16, R27, R28, R45)
    CONFIRM_HAND_OVER = "confirm_hand_over"
    DEAL_WITH_HAND_OVER = "deal_with_hand_over"
    KEEP_FORA = "keep_fora"
    SET_FORUM_MEETING = "set_forum_meeting"
    MOVE_FORUM_MEETING = "move_forum_meeting"
    CANCEL_FORUM_MEETING = "cancel_forum_meeting"
    RAISE_MATTER = "raise_matter"
    TREAT_AT_COUNCIL = "treat_at_council"
    BIND_MATTER = "bind_matter"
    SETTLE_MATTER = "settle_matter"
    TREAT_INCIDENT = "treat_incident"
    # Evaluation and lessons (domain.md 3.8)
    EVALUATE = "evaluate"
    ADD_LESSON = "add_lesson"
    CHANGE_LESSON = "change_lesson"
    FOLLOW_UP_LESSON = "follow_up_lesson"
    # The archive, and what is kept no longer (domain.md 2.8, 2.10)
    ARCHIVE = "archive"
    CONFIRM_ARCHIVE = "confirm_archive"
    DELETE_INCIDENT = "delete_incident"
    PROPOSE_DELETION = "propose_deletion"
    WITHDRAW_DELETION = "withdraw_deletion"
    RETIRE_NAMES = "retire_names"
    # The wall (domain.md 5.1, 5.2, 6.19)
    PAIR_SCREEN = "pair_screen"
    END_SCREEN = "end_screen"
    PIN_BOARD = "pin_board"
    # The house
    DELIVER = "deliver"
    REDACT = "redact"
    ADMINISTER = "administer"
    OPEN_ACCOUNT = "open_account"
    CHOOSE_PASSWORD = "choose_password"  # noqa: S105  a verb, not a secret
    GRANT_ROLE = "grant_role"
    END_ROLE = "end_role"
    INVITE_AGAIN = "invite_again"
    DISABLE_ACCOUNT = "disable_account"
    CHOOSE_LANGUAGE = "choose_language"
    CHOOSE_ADDRESS = "choose_address"
    KEEP_PEOPLE = "keep_people"
    SIGN_OUT_EVERYWHERE = "sign_out_everywhere"
    START_SECOND_FACTOR = "start_second_factor"
    END_SECOND_FACTOR = "end_second_factor"
    # The standing plan kept true (R17, R19)
    CONFIRM_CONTACT = "confirm_contact"
    ASK_CONTACTS = "ask_contacts"
    TEST_CALLS = "test_calls"
    LOAD_PLAN = "load_plan"


class InjectKind(StrEnum):
    """What an inject of a guided exercise becomes when it is released (6.13)."""

    REPORT = "report"
    FACT = "fact"
    QUESTION = "question"


class IncidentState(StrEnum):
    """Where an incident stands. Source: domain.md 7."""

    RECEIVED = "received"
    ASSESSED = "assessed"
    ACTIVE = "active"
    CLOSED = "closed"
    REJECTED = "rejected"
    NON_ACUTE = "non_acute"
    CALLED_OFF = "called_off"
    MERGED = "merged"


class Certainty(StrEnum):
    """How sure a fact is; a rumour that turned out to be wrong stays, marked."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    RUMOUR = "rumour"
    REFUTED = "refuted"


class Source(StrEnum):
    """Where a fact comes from: a kind of source, never a person."""

    OBSERVED = "observed"
    OWN_STAFF = "own_staff"
    OTHER_PARTY = "other_party"
    RESIDENTS = "residents"
    MEDIA = "media"
    SOCIAL_MEDIA = "social_media"
    UNKNOWN = "unknown"


class Risk(StrEnum):
    """Risk of escalation; unknown is a legal value, empty is not. Source: plan line 61 (R34)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    UNKNOWN = "unknown"


class Answer(StrEnum):
    """Yes, no or uncertain: the answers of an assessment. Source: plan line 13 (R8)."""

    YES = "yes"
    NO = "no"
    UNCERTAIN = "uncertain"


class Response(StrEnum):
    """How the plan is used: act and/or inform. Source: plan line 7 (R4)."""

    ACT = "act"
    INFORM = "inform"
    BOTH = "both"


class Route(StrEnum):
    """To whom a report was addressed, and by which road an activation came. Source: plan lines 47-49 (R24)."""

    PROJECT_CHIEF = "project_chief"
    COUNCIL = "council"


class Precision(StrEnum):
    """How finely a place is known; never finer than a block. Source: domain.md 6.22."""

    BLOCK = "block"
    ZONE = "zone"
    OUTDOORS = "outdoors"
    OUTSIDE = "outside"


class Lack(StrEnum):
    """What an action's description does not say yet: marked and listed, never refused. Source: plan lines 63-65."""

    TARGET_GROUP = "target_group"
    LEADER = "leader"
    DEADLINE = "deadline"
    EVIDENCE = "evidence"
    NETWORK = "network"


class ActionStatus(StrEnum):
    """The life of an action; overdue and unowned are computed. Source: domain.md 3.5."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"
    HANDED_OVER = "handed_over"


class PlanState(StrEnum):
    """The life of a handlingsplan. Source: domain.md 7."""

    DRAFT = "draft"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    CLOSED = "closed"


class PartKind(StrEnum):
    """The five parts of a handlingsplan. Source: plan lines 61-69 (R32-R45)."""

    SITUATION = "situation"
    PURPOSE = "purpose"
    ACTIONS = "actions"
    COMMUNICATION = "communication"
    END_TIME = "end_time"


class PartState(StrEnum):
    """Filled, deliberately not relevant, or missing: three that must look different. Source: plan line 59 (R32)."""

    FILLED = "filled"
    NOT_RELEVANT = "not_relevant"
    MISSING = "missing"


class Stance(StrEnum):
    """How a party stands to an edition of the plan (R23, R31). Silence is no stance: it has none yet."""

    AGREES = "agrees"
    RESERVES = "reserves"
    """With a reservation in words; not to be confused with a mandate that is awaited (6.10)."""
    NOT_REPRESENTED = "not_represented"


class MessageState(StrEnum):
    """The life of a message to an audience: nothing is sent unapproved, nothing sent is changed (R11, R40, 6.20)."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"
    CORRECTED = "corrected"
    """Sent, and put right since by another one."""
    DISCARDED = "discarded"
    """A draft that nobody wanted."""


class Affected(StrEnum):
    """Whom the support question is about; both are asked. Source: plan line 18 (R10)."""

    RESIDENTS = "residents"
    STAFF = "staff"


class CallResult(StrEnum):
    """What came of trying somebody; a stand-in who is reached is told apart by the call itself (R19)."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"


class Channel(StrEnum):
    """By what somebody was reached or told."""

    PHONE = "phone"
    SMS = "sms"
    E_MAIL = "e_mail"
    IN_PERSON = "in_person"
    ONLINE = "online"


class SeatKind(StrEnum):
    """As what somebody sits at the meeting; who is no management sits only as the last two (R15)."""

    MEMBER = "member"
    STAND_IN = "stand_in"
    GUEST = "guest"


class Mandate(StrEnum):
    """How far somebody may commit their organisation (R21). An unknown one commits nothing."""

    FULL = "full"
    LIMITED = "limited"
    UNKNOWN = "unknown"


class Way(StrEnum):
    """How somebody takes part."""

    ROOM = "room"
    ONLINE = "online"


class DecisionKind(StrEnum):
    """The decisions that the plan requires, D1-D12 of domain.md 1.3, and any other."""

    ACUTE = "acute"
    UNREST = "unrest"
    ACT_OR_INFORM = "act_or_inform"
    ACTIVATE = "activate"
    INVITE = "invite"
    AGREE_PLAN = "agree_plan"
    STANCE = "stance"
    """How a party stands to what was agreed (R31)."""
    ACCEPT_ACTION = "accept_action"
    END_TIME = "end_time"
    SPOKESPERSON = "spokesperson"
    CLOSED_ITEM = "closed_item"
    HAND_OVER = "hand_over"
    CLOSE = "close"
    OTHER = "other"


class Room(StrEnum):
    """Where the result of an agenda item is entered. Source: domain.md 3.3."""

    ATTENDANCE = "attendance"
    INVITATION = "invitation"
    SITUATION = "situation"
    SUPPORT = "support"
    PURPOSE = "purpose"
    ACTIONS = "actions"
    COMMUNICATION = "communication"
    END_TIME = "end_time"
    CHANGES = "changes"
    SUMMARY = "summary"


class LessonPlace(StrEnum):
    """Where a lesson belongs: what is to be changed because of it. Source: domain.md 3.8."""

    PLAN = "plan"
    CONTACTS = "contacts"
    CATALOGUE = "catalogue"
    PROGRAM = "program"
    PRACTICE = "practice"


class LessonState(StrEnum):
    """Whether a lesson is still to be followed up; a dropped one says why."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ArchiveEdition(StrEnum):
    """What an archive holds: all of it, what is given out to whoever asks for access to documents, or both (6.25)."""

    FULL = "full"
    ACCESS = "access"
    BOTH = "both"


class LeftOut(StrEnum):
    """Why something is left out of what is given out; a person decides on each (domain.md 2.9, 2.10, 6.25)."""

    CONTACTS = "contacts"
    """How functions are reached, and the addresses of online meetings."""
    WITHHELD = "withheld"
    """What somebody marked as not to be published."""
    INDIVIDUALS = "individuals"
    """What concerns individuals, beyond whether it has begun or ended."""
    ACCOUNTS = "accounts"
    """The numbers of accounts in the log."""


class MailKind(StrEnum):
    """What a mail tells."""

    SUMMONS = "summons"
    STAND_DOWN = "stand_down"


class AccountMailKind(StrEnum):
    """What a mail about an account or a contact asks for; each carries a link that works once."""

    INVITATION = "invitation"
    RESET = "reset"
    CONFIRM_CONTACT = "confirm_contact"


class ConfirmedBy(StrEnum):
    """How somebody said that a contact is still right (R17)."""

    SIGN_IN = "sign_in"
    MAIL = "mail"
    CALL_TEST = "call_test"


class MailState(StrEnum):
    """What has become of a mail. Waiting ones are tried again; a failed one is not, a withdrawn one never was sent."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class Language(StrEnum):
    """What a screen is read in, as ISO 639-1. Whoever has chosen none reads Danish."""

    DANISH = "da"
    ENGLISH = "en"

    @classmethod
    def named(cls, code: str | None) -> "Language | None":
        """The language of a code; None for none, and for one that no screen is read in."""
        return next((language for language in cls if language == code), None)


class NotAPerson(StrEnum):
    """Why a stretch that the privacy stop marks may stay: what it is instead of a person (6.1)."""

    PLACE = "place"
    ORGANISATION = "organisation"
    OTHER = "other"


class Subject(StrEnum):
    """What a log line is about."""

    INCIDENT = "incident"
    REPORT = "report"
    FACT = "fact"
    ACTION = "action"
    PLAN = "plan"
    CHANGE_PROPOSAL = "change_proposal"
    PICTURE = "picture"
    AUDIENCE = "audience"
    SPOKESPERSON = "spokesperson"
    MESSAGE = "message"
    CALL = "call"
    INVITATION = "invitation"
    MEETING = "meeting"
    SEAT = "seat"
    DECISION = "decision"
    QUESTION = "question"
    NOTICE = "notice"
    HAND_OVER = "hand_over"
    FORUM_MEETING = "forum_meeting"
    MATTER = "matter"
    EVALUATION = "evaluation"
    LESSON = "lesson"
    ARCHIVE = "archive"
    MAIL = "mail"
    ACCOUNT = "account"
    CONTACT = "contact"
    CALL_TEST = "call_test"
    SCREEN = "screen"
    STANDING_PLAN = "standing_plan"
    TEXT = "text"


class Register(StrEnum):
    """What of the standing plan is kept as data, and shown where its document has it (R1, R5, R17, R54)."""

    MEMBERS = "members"
    CATALOGUE = "catalogue"
    RULES = "rules"
    SIGNATURES = "signatures"


class RuleTopic(StrEnum):
    """What a statute text of the plan file is about. Source: plan lines 71-79 (R46-R53)."""

    CONFIDENTIALITY = "confidentiality"
    DISCLOSURE = "disclosure"
    GENERAL_DUTY = "general_duty"
    SHARPENED_DUTY = "sharpened_duty"
    RECEIPT = "receipt"
    OWN_CHANNEL = "own_channel"
