"""What a found text is, how it stands and where it is shown, in words."""

from collections.abc import Mapping
from typing import Final

from components import invitations
from components.texts import mark, t
from data.queries import Hit, NameHit, OfIncident
from data.rules.shown import Shown, Standing

WHAT: Final[Mapping[str, str]] = {
    "incidents": mark("What happened, in a report"),
    "reports": mark("A report"),
    "facts": mark("Something told about an incident"),
    "assessments": mark("An assessment"),
    "actions": mark("An action"),
    "progress": mark("An update on an action"),
    "plan_parts": mark("A part of the plan"),
    "plan_editions": mark("Why a plan was extended or opened again"),
    "plan_agreements": mark("A party’s reservation"),
    "change_proposals": mark("A proposed change to the plan"),
    "situation_pictures": mark("A situation picture"),
    "support_answers": mark("An answer about support"),
    "impressions": mark("A first impression"),
    "meetings": mark("Place or link of a meeting"),
    "attendances": mark("What a mandate at a meeting is limited to"),
    "decisions": mark("A decision, or a correction of one"),
    "questions": mark("A question at a meeting, or its answer"),
    "notices": mark("What a board was told"),
    "audience_rows": mark("An audience of the communication plan"),
    "spokespersons": mark("What somebody speaks to the press about"),
    "messages": mark("A message"),
    "translations": mark("A message in another language"),
    "holdings": mark("What the mandate of an account is limited to"),
    "hand_overs": mark("What became of a handed-over action"),
    "matters": mark("A matter raised with the council, or its outcome"),
    "treatments": mark("What a council decided about an incident"),
    "evaluations": mark("An evaluation"),
    "lessons": mark("A lesson"),
    "lesson_follow_ups": mark("A follow-up of a lesson"),
}
STANDS: Final[Mapping[Standing, str]] = {
    Standing.CURRENT: mark("in use"),
    Standing.EARLIER: mark("earlier wording"),
    Standing.DRAFT: mark("draft"),
    Standing.PROPOSED: mark("proposal, not answered"),
    Standing.DISCARDED: mark("discarded or answered"),
}
PLACES: Final[Mapping[Shown, str]] = {
    Shown.OVERVIEW: mark("Overview"),
    Shown.INCIDENTS: mark("Incidents"),
    Shown.ACTIONS: mark("Actions"),
    Shown.PLAN: mark("Action plan"),
    Shown.COMMUNICATION: mark("Communication"),
    Shown.MEETING: mark("Meeting"),
    Shown.FORA: mark("Fora"),
    Shown.REVIEW: mark("Review"),
    Shown.PEOPLE: mark("People"),
    Shown.HISTORY: mark("History"),
    Shown.BOARD: mark("the board on the wall, and its copy on paper"),
    Shown.PLAN_DOCUMENT: mark("the action plan as a document"),
    Shown.PICTURE_DOCUMENT: mark("the situation picture as a document"),
    Shown.MINUTES: mark("the minutes"),
    Shown.REVIEW_DOCUMENT: mark("the review as a document"),
    Shown.POSTER: mark("posters and the forms a message leaves in"),
    Shown.MAIL: mark("mails that have not been sent yet"),
    Shown.AGENDA: mark("the agenda of a forum"),
}
NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "people": (mark("An account"), mark("Change or close it on People; its name becomes a function under Names.")),
    "screens": (mark("The room of a screen"), mark("End the screen, and pair it again under another name.")),
    "archives": (mark("The reference of an archive"), mark("It is the case system’s own; it holds no free text.")),
    "mails": (mark("The address of a mail"), mark("It goes with its incident, when that is deleted.")),
    "account_mails": (mark("The address of a mail about an account"),
                      mark("It goes when the account’s name becomes a function.")),
    "standing_plans": (mark("The plan file"), mark("Correct the file, and take it into use; older versions stay.")),
}  # fmt: skip


def what(hit: Hit) -> str:
    """What the text is, and how it stands."""
    kind = t(WHAT[hit.table]) if hit.table else t("Something written before")
    return f"{kind} · {t(STANDS[hit.standing])}"


def incident(found: OfIncident | None) -> str:
    """Which incident, marked where it is an exercise (6.13)."""
    if found is None:
        return t("Belongs to no incident")
    word = invitations.number_word(found.number, exercise=found.exercise)
    exercise = t("EXERCISE")
    return f"{exercise} · {word}" if found.exercise else word


def places(hit: Hit) -> str:
    """Where it is shown now."""
    return ", ".join(t(PLACES[place]) for place in hit.shown)


def name(hit: NameHit) -> tuple[str, str]:
    """What a name is of, and what to do about it."""
    kind, todo = NAMES[hit.table]
    return t(kind), t(todo)
