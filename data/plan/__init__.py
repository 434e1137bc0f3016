"""The signed standing plan as data: model, loader with line-precise Danish problems, and the shipped file.

Another area is another file; nothing here or above knows the name of a place.
"""

from data.plan.changes import Difference, differences, line_of
from data.plan.contacts import Anybody, Place, contact_at, contact_digest, contacts_on
from data.plan.hygiene import (
    MENDED_AT,
    NOTHING_KEPT,
    Aged,
    Kept,
    Line,
    Remark,
    is_old,
    last_confirmed,
    lines,
    remarks,
    successors,
)
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
    Inject,
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
from data.plan.problems import PlanRefused, Problem, where
from data.plan.script import script_of
from data.plan.template import TemplateRefused, write_template
from data.plan.told import told

__all__ = [
    "MENDED_AT",
    "NOTHING_KEPT",
    "ActionPlanRules",
    "Aged",
    "AgendaItem",
    "Anybody",
    "Area",
    "Audience",
    "CatalogueEntry",
    "Category",
    "Contact",
    "Difference",
    "Forum",
    "Inject",
    "Kept",
    "Limits",
    "Line",
    "MapFiles",
    "Notification",
    "Paragraph",
    "Party",
    "Place",
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
    "TemplateRefused",
    "Term",
    "contact_at",
    "contact_digest",
    "contacts_on",
    "differences",
    "digest_of",
    "is_old",
    "last_confirmed",
    "line_of",
    "lines",
    "load",
    "parse",
    "remarks",
    "script_of",
    "successors",
    "told",
    "where",
    "write_template",
]
