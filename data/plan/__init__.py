"""The signed standing plan as data: model, loader with line-precise Danish problems, and the shipped file.

Another area is another file; nothing here or above knows the name of a place.
"""

from data.plan.changes import Difference, differences, line_of
from data.plan.hygiene import MENDED_AT, Aged, Line, Remark, lines, remarks, successors
from data.plan.loader import digest_of, load, parse
from data.plan.model import SignatureStatus, StandingPlan
from data.plan.parts import (
    ActionPlanRules,
    AgendaItem,
    Area,
    Audience,
    CatalogueEntry,
    Category,
    Contact,
    Forum,
    Limits,
    MapFiles,
    Notification,
    Paragraph,
    Party,
    Retention,
    Role,
    Section,
    Signature,
    StandIn,
    Statute,
    Term,
)
from data.plan.problems import PlanRefused, Problem

__all__ = [
    "MENDED_AT",
    "ActionPlanRules",
    "Aged",
    "AgendaItem",
    "Area",
    "Audience",
    "CatalogueEntry",
    "Category",
    "Contact",
    "Difference",
    "Forum",
    "Limits",
    "Line",
    "MapFiles",
    "Notification",
    "Paragraph",
    "Party",
    "PlanRefused",
    "Problem",
    "Remark",
    "Retention",
    "Role",
    "Section",
    "Signature",
    "SignatureStatus",
    "StandIn",
    "StandingPlan",
    "Statute",
    "Term",
    "differences",
    "digest_of",
    "line_of",
    "lines",
    "load",
    "parse",
    "remarks",
    "successors",
]
