"""The tables of an archive in words: what each is called, its columns, and what stands in a cell.

What has no word here yet keeps its own name, so that a new table is filed before it is named.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from components import look, times
from components.documents.naming import Naming
from components.plain import bare
from components.texts import mark, t
from data.places import Places
from data.queries import Said
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
    Way,
)

TABLES: Final[Mapping[str, str]] = {
    "action_plans": mark("table|action-plans"), "actions": mark("table|actions"),
    "activations": mark("table|activations"), "agenda_steps": mark("table|agenda-items"),
    "assessments": mark("table|assessments"), "attendances": mark("table|attendance"),
    "audience_rows": mark("table|audiences"), "calls": mark("table|calls"),
    "change_proposals": mark("table|proposed-changes"), "closed_items": mark("table|closed-items"),
    "decisions": mark("table|decisions"), "evaluations": mark("table|evaluation"), "facts": mark("table|information"),
    "forum_meetings": mark("table|forum-meetings"), "hand_overs": mark("table|hand-overs"),
    "impressions": mark("table|first-impressions"), "incidents": mark("table|incidents"),
    "invitations": mark("table|invitations"), "lesson_follow_ups": mark("table|lessons-followed-up"),
    "lessons": mark("table|lessons"), "matters": mark("table|matters"), "meetings": mark("table|meetings"),
    "merges": mark("table|merged"), "messages": mark("table|messages"), "notices": mark("table|notices"),
    "plan_agreements": mark("table|stances"), "plan_editions": mark("table|editions"),
    "plan_parts": mark("table|plan-parts"), "progress": mark("table|progress"), "questions": mark("table|questions"),
    "report_readings": mark("table|reports-seen"), "reports": mark("table|reports"),
    "situation_pictures": mark("table|situation-pictures"), "spokespersons": mark("table|spokespersons"),
    "support_answers": mark("table|support"), "translations": mark("table|translations"),
    "treatments": mark("table|treated-at-forum"),
}  # fmt: skip
COLUMNS: Final[Mapping[str, str]] = {
    "id": mark("Id"), "about": mark("About"), "action_id": mark("Action (id)"), "activated_at": mark("Activated"),
    "acute": mark("Acute"), "advice": mark("What to do"), "answer": mark("Answer"), "answered_at": mark("Answered"),
    "answered_on": mark("Day of the forum’s answer"), "answered_role": mark("Answered by"),
    "approved_at": mark("Approved"), "approved_party": mark("Approved by (party)"),
    "approved_role": mark("Approved by"), "as_of": mark("As of"), "asked": mark("Who was asked"),
    "at": mark("Registered"), "audiences": mark("Audiences"), "better": mark("To be done better"),
    "block": mark("Block"), "body": mark("Board"), "broken_from_id": mark("Stopped exercise (id)"),
    "called": mark("Called"), "came_at": mark("Came"), "cancelled_at": mark("Called off at"),
    "category": mark("Category"), "certainty": mark("How sure"), "chair": mark("Chair"), "changes": mark("Changes"),
    "channel": mark("By what"), "channels": mark("By what"), "closed_at": mark("Closed"), "code": mark("Code"),
    "confirmed_at": mark("Confirmed"), "confirmed_role": mark("Confirmed by"),
    "consequences": mark("Consequences"), "contact": mark("Whom to contact"), "content": mark("What was told"),
    "coordinator": mark("Coordinator"), "corrects_id": mark("Corrects (id)"), "day": mark("Day"),
    "deadline": mark("Deadline"), "dealt_at": mark("Dealt with"), "decision": mark("Decision"),
    "doing": mark("What is done"), "due": mark("By when"), "edition": mark("Edition"),
    "edition_id": mark("Edition (id)"), "end_reason": mark("Why it ended"), "ended_at": mark("Ended"),
    "ended_role": mark("Ended by"), "ends_at": mark("End time"), "entry": mark("Catalogue entry"),
    "evaluated_at": mark("Evaluated"), "evidence": mark("How one sees that it is done"),
    "exercise": mark("Exercise"), "extensions": mark("Extensions"), "final": mark("Last notice"),
    "follow_up": mark("Follow-up meeting"), "forum": mark("Forum"), "forum_meeting_id": mark("Forum meeting (id)"),
    "goal": mark("Goal"), "good": mark("Worked well"), "happened": mark("What happened"),
    "happened_at": mark("Happened"), "helpers": mark("Help from"), "incident_id": mark("Incident (id)"),
    "informs": mark("Who informs"), "internal": mark("Internal"), "into_id": mark("Merged into (id)"),
    "invited": mark("Invited"), "invited_at": mark("Invited at"), "involved_from": mark("Involved, from"),
    "involved_to": mark("Involved, to"), "involved_unknown": mark("Number unknown"), "item": mark("Item"),
    "judged_at": mark("Judged"), "judged_party": mark("Judged by (party)"), "judged_role": mark("Judged by"),
    "kind": mark("Kind"), "language": mark("Language"), "lat": mark("Latitude"), "latest": mark("The latest"),
    "leaders": mark("Responsible leaders"), "left": mark("Left the meeting"), "left_at": mark("Left"),
    "lesson_id": mark("Lesson (id)"), "limit": mark("Limit of the mandate"), "link": mark("Online address"),
    "lon": mark("Longitude"), "mandate": mark("Mandate"), "media": mark("Media"), "meeting_at": mark("Meeting"),
    "meeting_id": mark("Meeting (id)"), "message_id": mark("Message (id)"), "name": mark("Name"),
    "needed": mark("Needed"), "needs": mark("Needs"), "networks": mark("Networks"), "next": mark("Next update"),
    "next_at": mark("Next update"), "note": mark("Note"), "number": mark("No."), "opened_at": mark("Opened"),
    "outcome": mark("Outcome"), "outlook": mark("Outlook"), "outside_reason": mark("Why outside the area"),
    "owner": mark("Who sees to it"), "party": mark("Party"), "person_related": mark("Concerns individuals"),
    "place": mark("Place"), "plan_id": mark("Action plan (id)"), "planned_at": mark("Planned"),
    "precision": mark("How finely the place is known"), "proposed_at": mark("Proposed"),
    "questions": mark("Not known"), "reason": mark("Reason"), "rebuts_id": mark("Rebuts (id)"),
    "receiver": mark("Receiver"), "recorder": mark("Recorder"), "relevant": mark("Relevant"),
    "reopens": mark("Opened again"), "report_id": mark("Report (id)"), "reported_at": mark("Reported"),
    "reported_party": mark("Reported by (party)"), "reserved": mark("With a reservation"), "response": mark("Use"),
    "result": mark("Result"), "revision": mark("Revision"), "risk": mark("Risk"),
    "risk_reason": mark("Why that risk"), "role": mark("Function"), "route": mark("Addressed to"),
    "seat": mark("As what"), "seated": mark("For which function"), "seen_by": mark("How it is seen"),
    "sent_at": mark("Sent"), "sent_party": mark("Sent by (party)"), "sent_role": mark("Sent by"),
    "sentence": mark("In words"), "settled_at": mark("Settled"), "source": mark("Source"),
    "speaker": mark("Who speaks"), "stance": mark("Stance"), "stand_in": mark("Stand-in no."),
    "started_at": mark("Began"), "started_role": mark("Begun by"), "starts_at": mark("From"),
    "state": mark("State"), "status": mark("Status"), "stayed": mark("Stayed"), "taken": mark("Taken over"),
    "takers": mark("Decided by"), "target_groups": mark("Target groups"), "text": mark("Text"),
    "told_at": mark("Told"), "topic": mark("About what"), "undone_at": mark("Undone"),
    "unknown": mark("Not known yet"), "unrest": mark("Could lead to unrest"), "way": mark("Way"),
    "what": mark("What"), "where": mark("Where"), "why": mark("Why"), "withdrawn_at": mark("Withdrawn"),
    "withheld": mark("Not to be published"), "worked": mark("Worked well"), "worse": mark("Worked less well"),
    "zone": mark("Zone"),
}  # fmt: skip
ASCII: Final = {0xE6: "ae", 0xF8: "oe", 0xE5: "aa"}
"""The three letters of Danish that an old machine unpacks wrongly."""
ROLES: Final = frozenset(
    {
        "role", "answered_role", "approved_role", "called", "chair", "confirmed_role", "coordinator", "ended_role",
        "invited", "judged_role", "leaders", "left", "owner", "receiver", "recorder", "seated", "sent_role", "speaker",
        "started_role", "stayed",
    }
)  # fmt: skip
PARTIES: Final = frozenset(
    {"party", "approved_party", "asked", "helpers", "informs", "judged_party", "reported_party", "sent_party", "takers"}
)
WORDS: Final[Mapping[type[StrEnum], Mapping[Any, Any]]] = {
    ActionStatus: look.ACTION, Affected: look.AFFECTED, Answer: look.ANSWER, CallResult: look.CALL,
    Certainty: look.CERTAINTY, Channel: look.CHANNEL, DecisionKind: look.DECISION, IncidentState: look.INCIDENT,
    LessonPlace: look.LESSON_PLACE, LessonState: look.LESSON, Precision: look.PRECISION,
    Mandate: look.MANDATE, MessageState: look.MESSAGE, PartKind: look.PART, PartState: look.PART_STATE,
    PlanState: look.PLAN, Response: look.RESPONSE, Risk: look.RISK_WORD, SeatKind: look.SEAT, Source: look.SOURCE,
    Stance: look.STANCE, Way: look.WAY,
}  # fmt: skip


def title(name: str) -> str:
    """What a table's file is called."""
    return file_word(TABLES[name]) if name in TABLES else name.replace("_", "-")


def file_word(source: str) -> str:
    """The name of a file in letters that every machine unpacks."""
    return t(source).rpartition("|")[2].translate(ASCII)


def heading(column: str) -> str:
    """What a column is called; of a text the name without its `_id`."""
    name = column if column in COLUMNS else column.removesuffix("_id")
    return t(COLUMNS[name]) if name in COLUMNS else column


def cell(value: Any, column: str, naming: Naming) -> str | int | float | None:
    """A value in words; numbers stay numbers."""
    if isinstance(value, Said):
        return bare(value) if value.id else ""
    if isinstance(value, bool):
        return t("Yes") if value else t("No")
    if value is None or (isinstance(value, int | float) and not isinstance(value, StrEnum)):
        return value
    if isinstance(value, datetime):
        return times.on_a_sheet(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(str(cell(one, column, naming)) for one in value)
    return _word(value, column, naming)


def _word(value: Any, column: str, naming: Naming) -> str:
    if column in ROLES:
        return naming.role(str(value))
    if column in PARTIES:
        return naming.party(str(value))
    special = SPECIAL.get(column)
    if special is not None:
        return special(value, naming)
    words = WORDS.get(type(value), {}).get(value)
    if words is None:
        return str(value)
    return words.label if isinstance(words, look.Look) else t(words)


def _category(value: Any, naming: Naming) -> str:
    known = naming.plan.categories.get(str(value))
    return known.name if known else str(value)


def _route(value: Any, naming: Naming) -> str:
    council = naming.plan.terms["council"].base if "council" in naming.plan.terms else t("Council")
    return look.route(Route(value), naming.plan.coordinator.title, council)


def _group(value: Any, naming: Naming) -> str:
    return naming.plan.target_groups.get(str(value), str(value))


def _audience(value: Any, naming: Naming) -> str:
    known = naming.plan.audience_rows.get(str(value))
    return known.name if known else str(value)


def _forum(value: Any, naming: Naming) -> str:
    return naming.forum(str(value))


def _zone(value: Any, naming: Naming) -> str:
    return Places.from_plan(naming.plan).zone_name(str(value))


SPECIAL: Final[Mapping[str, Callable[[Any, Naming], str]]] = {
    "category": _category, "route": _route, "target_groups": _group, "audiences": _audience, "forum": _forum,
    "body": _forum, "zone": _zone,
}  # fmt: skip
