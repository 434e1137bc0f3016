"""What is remembered: mapped dataclasses, columns only, a module per noun."""

from data.entities.actions import Action, Progress
from data.entities.communication import AudienceRow, Message, Spokesperson, Translation
from data.entities.incidents import Activation, Assessment, Fact, Incident, Merge, Report, ReportReading
from data.entities.log import LogLine, Submission, Text
from data.entities.mapping import Entity, Made, OfIncident, OfPlan, Posted
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
from data.entities.people import AccountMail, Holding, Link, Person, RecoveryCode, SignIn
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
from data.entities.readiness import CallTest, ContactConfirmation, TriedCall
from data.entities.screens import BoardPin, Pairing, Screen
from data.entities.standing_plans import StandingPlanVersion

__all__ = [
    "AccountMail",
    "Action",
    "ActionPlan",
    "Activation",
    "AgendaStep",
    "Assessment",
    "Attendance",
    "AudienceRow",
    "BoardPin",
    "Call",
    "CallTest",
    "ChangeProposal",
    "ClosedItem",
    "ContactConfirmation",
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
    "Posted",
    "Progress",
    "Question",
    "RecoveryCode",
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
    "TriedCall",
    "Writing",
]
