"""What is remembered: mapped dataclasses, columns only, a module per noun."""

from data.entities.actions import Action, Progress
from data.entities.communication import AudienceRow, Message, Spokesperson, Translation
from data.entities.incidents import Activation, Assessment, Fact, Incident, Merge, Report, ReportReading
from data.entities.log import LogLine, Submission, Text
from data.entities.mapping import Entity, Made, OfIncident, OfPlan
from data.entities.meetings import (
    AgendaStep,
    Attendance,
    Call,
    ClosedItem,
    Decision,
    Invitation,
    Mail,
    Meeting,
    Notice,
    Question,
)
from data.entities.people import Holding, Link, Person, SignIn
from data.entities.plans import (
    ActionPlan,
    ChangeProposal,
    Impression,
    PlanAgreement,
    PlanEdition,
    PlanPart,
    SituationPicture,
    SupportAnswer,
    Writing,
)
from data.entities.screens import BoardPin, Pairing, Screen
from data.entities.standing_plans import StandingPlanVersion

__all__ = [
    "Action",
    "ActionPlan",
    "Activation",
    "AgendaStep",
    "Assessment",
    "Attendance",
    "AudienceRow",
    "BoardPin",
    "Call",
    "ChangeProposal",
    "ClosedItem",
    "Decision",
    "Entity",
    "Fact",
    "Holding",
    "Impression",
    "Incident",
    "Invitation",
    "Link",
    "LogLine",
    "Made",
    "Mail",
    "Meeting",
    "Merge",
    "Message",
    "Notice",
    "OfIncident",
    "OfPlan",
    "Pairing",
    "Person",
    "PlanAgreement",
    "PlanEdition",
    "PlanPart",
    "Progress",
    "Question",
    "Report",
    "ReportReading",
    "Screen",
    "SignIn",
    "SituationPicture",
    "Spokesperson",
    "StandingPlanVersion",
    "Submission",
    "SupportAnswer",
    "Text",
    "Translation",
    "Writing",
]
