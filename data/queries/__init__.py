"""What a screen or a document reads, shaped for it. Every read is narrowed to its viewer by the store."""

from data.queries.actions import STANDS, ActionRow, ProgressRow, action, actions, matrix, progress_of
from data.queries.history import LineRow, history, said_in_log
from data.queries.incidents import (
    AssessmentRow,
    IncidentRow,
    IncidentView,
    ReportRow,
    incident,
    incidents,
)
from data.queries.people import (
    AccountRow,
    LinkView,
    SignedIn,
    SignInPage,
    accounts,
    demo_accounts,
    exercise_running,
    link,
    sign_in_page,
    signed_in,
    viewer_of,
)
from data.queries.plans import PartRow, PlanView, SupportRow, part, plan, plans
from data.queries.wording import Said

__all__ = [
    "STANDS",
    "AccountRow",
    "ActionRow",
    "AssessmentRow",
    "IncidentRow",
    "IncidentView",
    "LineRow",
    "LinkView",
    "PartRow",
    "PlanView",
    "ProgressRow",
    "ReportRow",
    "Said",
    "SignInPage",
    "SignedIn",
    "SupportRow",
    "accounts",
    "action",
    "actions",
    "demo_accounts",
    "exercise_running",
    "history",
    "incident",
    "incidents",
    "link",
    "matrix",
    "part",
    "plan",
    "plans",
    "progress_of",
    "said_in_log",
    "sign_in_page",
    "signed_in",
    "viewer_of",
]
