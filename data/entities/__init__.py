"""What is remembered: mapped dataclasses, columns only, a module per noun."""

from data.entities.actions import Action, Progress
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
from data.entities.plans import ActionPlan, Impression, PlanAgreement, PlanEdition, PlanPart, SupportAnswer
from data.entities.screens import BoardPin, Pairing, Screen
from data.entities.standing_plans import StandingPlanVersion

__all__ = [
    "Action",
    "ActionPlan",
    "Activation",
    "AgendaStep",
    "Assessment",
    "Attendance",
    "BoardPin",
    "Call",
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
    "StandingPlanVersion",
    "Submission",
    "SupportAnswer",
    "Text",
]
