"""What an action is, as a form hands it over, and how it is put into an action. Source: plan line 65 (R35-R38, R56)."""

from dataclasses import dataclass
from datetime import datetime

from data.entities import Action
from data.errors import RuleBroken
from data.plan import CatalogueEntry, StandingPlan
from data.rules import descriptions
from data.storage import Change


@dataclass(frozen=True)
class Description:
    """What an action is: codes are those of the incident's plan file; times in UTC.

    `entry` is a catalogue code or None for the group's own words; `party` None is UDEN ANSVARLIG. `helpers` are parties
    beside the responsible one, `networks` as the plan file names them, `evidence` how one will see that it is done.
    """

    what: str
    where: str = ""
    entry: str | None = None
    party: str | None = None
    leaders: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    deadline: datetime | None = None
    starts_at: datetime | None = None
    evidence: str = ""
    helpers: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """A description that holds, with its texts stored."""

    person_related: bool
    what: int
    where: int | None
    evidence: int | None


def check(change: Change, standing: StandingPlan, described: Description) -> Checked:
    """Every code is the plan file's, and everything fits together. Raises RuleBroken with the field to blame."""
    _require_known(standing, described)
    entry = standing.catalogue.get(described.entry or "")
    descriptions.require_span(described.starts_at, described.deadline)
    descriptions.require_helpers(described.party, described.helpers)
    descriptions.require_networks(entry, described.networks)
    if entry is not None and entry.person_related:
        return _of_individuals(change, entry, described)
    return Checked(
        person_related=False, what=change.text("what", described.what),
        where=change.maybe_text("where", described.where), evidence=change.maybe_text("evidence", described.evidence),
    )  # fmt: skip


def _require_known(standing: StandingPlan, described: Description) -> None:
    for field, codes, known in (
        ("entry", {described.entry} - {None}, standing.catalogue),
        ("party", {described.party} - {None}, standing.parties),
        ("leaders", set(described.leaders), standing.roles),
        ("target_groups", set(described.target_groups), standing.target_groups),
        ("helpers", set(described.helpers), standing.parties),
        ("networks", set(described.networks), standing.networks),
    ):
        if codes - set(known):
            raise RuleBroken("unknown-code", field=field)
    if described.party is not None and any(standing.roles[r].party != described.party for r in described.leaders):
        raise RuleBroken("leader-of-another-party", field="leaders")


def _of_individuals(change: Change, entry: CatalogueEntry, described: Description) -> Checked:
    """A person-related action carries the catalogue's words and nothing else that anybody typed (R56)."""
    for field in ("where", "evidence"):
        if getattr(described, field).strip():
            raise RuleBroken("person-related", field=field)
    if described.helpers:
        raise RuleBroken("person-related", field="helpers")
    return Checked(person_related=True, what=change.text("what", entry.text), where=None, evidence=None)


def put(action: Action, described: Description, checked: Checked) -> None:
    """Let the action be what is described."""
    action.entry, action.person_related = described.entry, checked.person_related
    action.what_id, action.where_id, action.evidence_id = checked.what, checked.where, checked.evidence
    action.party, action.leaders = described.party, list(described.leaders)
    action.helpers, action.networks = list(described.helpers), list(described.networks)
    action.target_groups = list(described.target_groups)
    action.starts_at, action.deadline = described.starts_at, described.deadline


def facts(described: Description) -> dict[str, object]:
    """What the log says of it: codes and times alone."""
    told: dict[str, object] = {"deadline": described.deadline}
    for name in ("starts_at", "helpers", "networks"):
        if value := getattr(described, name):
            told[name] = list(value) if isinstance(value, tuple) else value
    return told
