"""The signed standing plan as data: model, loader with line-precise Danish problems, and the shipped file.

Another area is another file; nothing here or above knows the name of a place.
"""

from data.plan.hygiene import Aged, Remark, remarks
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
    Party,
    Retention,
    Role,
    Signature,
    StandIn,
    Statute,
    Term,
)
from data.plan.problems import PlanRefused, Problem

__all__ = [
    "ActionPlanRules",
    "Aged",
    "AgendaItem",
    "Area",
    "Audience",
    "CatalogueEntry",
    "Category",
    "Contact",
    "Forum",
    "Limits",
    "MapFiles",
    "Notification",
    "Party",
    "PlanRefused",
    "Problem",
    "Remark",
    "Retention",
    "Role",
    "Signature",
    "SignatureStatus",
    "StandIn",
    "StandingPlan",
    "Statute",
    "Term",
    "digest_of",
    "load",
    "parse",
    "remarks",
]
