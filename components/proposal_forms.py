"""The forms that say what an action is: propose it, for one incident or a plan of several, and describe it (R35-R38).

What decides the fields below (the incident, the catalogue entry, the party) stands above the form and answers at once.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final, NamedTuple

import streamlit as st

from components import catalogue, incident_map, invitations, look, times
from components.action_forms import action_of, stored_now
from components.catalogue import OWN
from components.plain import bare, plain
from components.session import Me
from components.sheet import Given, Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.commands import Description
from data.errors import RuleBroken
from data.plan import CatalogueEntry, StandingPlan
from data.queries import IncidentRow
from data.rules import descriptions, plans
from data.vocabulary import Affected, IncidentState, PartyKind

NOBODY: Final = "-"


class Horizon(NamedTuple):
    """From how far ahead a deadline is asked about; one that stands there already is not (R44)."""

    now: datetime
    days: int
    known: datetime | None = None

    def is_far(self, deadline: datetime | None) -> bool:
        """Whether the deadline is asked about."""
        return deadline != self.known and plans.is_long(deadline, self.now, self.days)


def horizon(me: Me, plan: StandingPlan, known: datetime | None = None) -> Horizon:
    """By the plan file's own limit."""
    return Horizon(me.now, plan.limits.short_horizon_days, known)


class Drafted:
    """The description as it stands in the form; its times become UTC when it is sent."""

    def __init__(
        self, deadline: Given, *, unchosen: bool, starts: Given | None = None, asks: Horizon | None = None,
        **fields: Any,
    ) -> None:  # fmt: skip
        self.deadline = deadline
        self.unchosen = unchosen
        self.starts = starts
        self.asks = asks
        self.fields = fields

    def moment(self) -> Description:
        """The description.

        Raises RuleBroken for a time that is none, when no party was chosen (R59), and "far-ahead" for a deadline beyond
        the short horizon until the person says that it is right (R44).
        """
        if self.unchosen:
            raise RuleBroken("choose-party", field="party")
        starts = self.starts.moment() if self.starts else None
        deadline = self.deadline.moment()
        asks = self.asks
        if asks and asks.is_far(deadline) and not self.deadline.confirmed.moment():
            raise RuleBroken("far-ahead", field=self.deadline.field, days=asks.days, at=deadline)
        return Description(deadline=deadline, starts_at=starts, **self.fields)


def propose(me: Me, pin: Pin) -> None:
    """For an incident; where its plan covers several, another one can be chosen (6.12)."""
    row = still_there(queries.incident(me.store, me.viewer, pin.id)).row
    together = _active(me, row.plan_id) if row.plan_id is not None else []
    _propose(me, pin, together if row.id in {one.id for one in together} else [row], row)


def propose_in_plan(me: Me, pin: Pin) -> None:
    """For a plan; one that covers several incidents asks for which of them (6.12)."""
    _for_plan(me, pin, Description(what=""))


def propose_support(about: Affected, me: Me, pin: Pin) -> None:
    """What the answer about support calls for: to the plan file's group of those directly affected (R10)."""
    view = still_there(queries.plan(me.store, me.viewer, pin.id))
    group = me.plan_of(view.standing_plan_id).action_plan.affected_group
    answer = view.support.get(about)
    needed = bare(answer.note) if answer and answer.needed else ""
    _for_plan(me, pin, Description(what=needed, target_groups=(group,) if group else ()))


PROPOSALS: Final[Mapping[str, Callable[[Me, Pin], None]]] = {
    "propose_in_plan": propose_in_plan,
    **{f"propose_{about}": partial(propose_support, about) for about in Affected},
}
"""Form -> what draws it, for those that are opened on a plan."""


def _for_plan(me: Me, pin: Pin, start: Description) -> None:
    rows = _active(me, pin.id)
    still_there(rows or None)
    _propose(me, pin, rows, rows[0] if len(rows) == 1 else None, start)


def _active(me: Me, plan: int) -> list[IncidentRow]:
    rows = queries.incidents(me.store, me.viewer)
    return sorted((r for r in rows if r.plan_id == plan and r.state is IncidentState.ACTIVE), key=lambda r: r.id)


def _propose(
    me: Me, pin: Pin, rows: Sequence[IncidentRow], first: IncidentRow | None, start: Description | None = None
) -> None:  # fmt: skip
    sheet = Sheet(me, pin)
    row = _incident(me, sheet, rows, first)
    plan = me.plan_of(rows[0].standing_plan_id)
    entry = catalogue.pick(sheet, plan, row.category if row else "")
    suggested = _suggested(plan, entry, me.now)
    if start is not None:
        groups = start.target_groups
        suggested = start if entry is None else Description(**{**vars(suggested), "target_groups": groups})
    party = _party(sheet, plan, entry, suggested.party)
    if row is not None and party not in (None, NOBODY):
        invitations.warn(me, row, str(party))
    with sheet.form():
        described = fields(sheet, plan, entry, suggested, party, horizon(me, plan))
        pressed = sheet.save_button(t("Propose"))
    if pressed and row is None:
        sheet.refuse(RuleBroken("choose-incident", field="incident"))
    elif pressed and row is not None:
        missing = invitations.missing_party(me, row, described.fields["party"])
        said = t("Proposed. {party} is not at the table yet.", party=missing) if missing else t("Proposed.")
        sheet.send(said, commands.propose_action, incident=row.id, described=described)


def _incident(me: Me, sheet: Sheet, rows: Sequence[IncidentRow], first: IncidentRow | None) -> IncidentRow | None:
    """The incident it is about: asked for where the plan covers several (6.12)."""
    if len(rows) == 1:
        st.markdown(f"**{plain(incident_map.name(me, rows[0]))}**")
        return rows[0]
    known = {row.id: row for row in rows}
    chosen = sheet.pick(
        "incident", t("Which incident?"), list(known), first.id if first else None,
        lambda number: incident_map.name(me, known[number]),
    )  # fmt: skip
    return known.get(chosen or 0)


def _suggested(plan: StandingPlan, entry: CatalogueEntry | None, now: datetime) -> Description:
    if entry is None:
        return Description(what="")
    hours = entry.deadline_hours
    return Description(
        what=entry.text, party=entry.party, entry=entry.code,
        networks=plan.networks if entry.networks and len(plan.networks) == 1 else (),
        deadline=None if hours is None else times.in_hours(now, hours),
    )  # fmt: skip


def describe(me: Me, pin: Pin) -> None:
    """Say better what an action is, or give it an owner."""
    row = action_of(me, pin)
    plan = me.plan_of(row.standing_plan_id)
    sheet = Sheet(me, pin)
    entry = plan.catalogue.get(row.entry or "")
    start = Description(
        what=bare(row.what), where=bare(row.where), entry=row.entry, party=row.party, leaders=row.leaders,
        target_groups=row.target_groups, deadline=row.deadline, starts_at=row.starts_at, evidence=bare(row.evidence),
        helpers=row.helpers, networks=row.networks,
    )  # fmt: skip
    party = _party(sheet, plan, entry, row.party)
    if party not in (None, NOBODY, row.party) and (view := queries.incident(me.store, me.viewer, row.incident_id)):
        invitations.warn(me, view.row, str(party))
    with sheet.form():
        known = sheet.kept("known-deadline", lambda: row.deadline)
        described = fields(sheet, plan, entry, start, party, horizon(me, plan, known))
        pressed = sheet.save_button(t("Save"))
    if pressed:
        sheet.send(
            t("Saved."), commands.describe_action, seen=pin.seen, described=described,
            latest=lambda: stored_now(me, pin),
        )  # fmt: skip


def _party(sheet: Sheet, plan: StandingPlan, entry: CatalogueEntry | None, start: str | None) -> str | None:
    """The one responsible party; NOBODY is saved as UDEN ANSVARLIG, None is nothing chosen where it must be (R59)."""
    which = entry.code if entry else OWN
    asks = entry is not None and entry.asks_which is not None
    return sheet.pick(
        f"party~{which}", t("Which housing organisation?") if asks else t("Responsible party"),
        [*_parties(plan, entry), NOBODY], start or (None if asks else NOBODY), lambda code: party_word(plan, code),
    )  # fmt: skip


def _parties(plan: StandingPlan, entry: CatalogueEntry | None) -> list[str]:
    """Whom the action may belong to: "Boligorganisationer" together is no owner (R37, R59)."""
    kind = entry.asks_which if entry else None
    today = times.today()
    return [p.code for p in plan.parties.values() if p.valid_on(today) and (kind is None or p.kind is PartyKind(kind))]


def party_word(plan: StandingPlan, code: str) -> str:
    """A party as it is chosen; UDEN ANSVARLIG for nobody."""
    return look.UNOWNED.label if code == NOBODY else plan.parties[code].name


def fields(
    sheet: Sheet, plan: StandingPlan, entry: CatalogueEntry | None, start: Description, party: str | None,
    asks: Horizon,
) -> Drafted:  # fmt: skip
    """What, where, who, for whom, from and until, how one sees it (R35-R38).

    A person-related action has no text of its own, no place and no helpers (R56).
    """
    which = entry.code if entry else OWN
    owner = None if party in (None, NOBODY) else party
    if entry is not None and entry.person_related:
        st.info(t("Concerns individuals: only started and ended are shown, and nothing is written."))
        leaders, groups = _for_whom(sheet, plan, owner, start, which)
        deadline = sheet.when("deadline", t("Deadline"), start.deadline, required=False)
        return Drafted(
            deadline, unchosen=party is None, asks=asks, what=start.what, entry=which, party=owner, leaders=leaders,
            target_groups=groups,
        )  # fmt: skip
    what = sheet.text(f"what~{which}", t("What? Detailed, concrete and clear"), start.what, lines=3)
    where = sheet.text("where", t("Where?"), start.where)
    networks = _networks(sheet, plan, start) if entry is not None and entry.networks else ()
    leaders, groups = _for_whom(sheet, plan, owner, start, which)
    left, right = st.columns(2)
    with left:
        starts = sheet.when("starts_at", t("From"), start.starts_at, required=False)
    with right:
        deadline = sheet.when("deadline", t("Deadline"), start.deadline, required=False)
    evidence = sheet.text("evidence", t("How will one see that it is done?"), start.evidence)
    helpers, own_networks = _others(sheet, plan, entry, owner, start)
    return Drafted(
        deadline, unchosen=party is None, starts=starts, asks=asks, what=what, where=where,
        entry=entry.code if entry else None, party=owner, leaders=leaders, target_groups=groups, evidence=evidence,
        helpers=helpers, networks=networks or own_networks,
    )  # fmt: skip


def _for_whom(
    sheet: Sheet, plan: StandingPlan, owner: str | None, start: Description, which: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Leaders of the responsible party, the only one if there is but one; and the target groups."""
    leaders: tuple[str, ...] = ()
    if owner is not None:
        able = [role.code for role in descriptions.leaders_of(plan, owner)]
        kept = start.leaders if owner == start.party and start.leaders else tuple(able if len(able) == 1 else ())
        leaders = sheet.several(
            f"leaders~{which}~{owner}", t("Responsible leaders"), able, kept, lambda code: plan.roles[code].title
        )
    groups = sheet.several(
        "target_groups", t("Target groups"), list(plan.target_groups), start.target_groups,
        lambda code: plan.target_groups[code],
    )  # fmt: skip
    return leaders, groups


def _networks(sheet: Sheet, plan: StandingPlan, start: Description) -> tuple[str, ...]:
    return sheet.several("networks", t("Networks"), list(plan.networks), start.networks, _as_named)


def _as_named(network: str) -> str:
    return network


def _others(
    sheet: Sheet, plan: StandingPlan, entry: CatalogueEntry | None, owner: str | None, start: Description
) -> tuple[tuple[str, ...], tuple[str, ...]]:  # fmt: skip
    """Who helps; in the group's own words networks, too. Folded away: most actions have one party (R12, R37)."""
    today = times.today()
    able = [p.code for p in plan.parties.values() if p.valid_on(today) and p.code != owner]
    own = entry is None and bool(plan.networks)
    with st.expander(
        t("Who helps? Which networks?") if own else t("Who helps?"), icon=":material/group_add:",
        expanded=bool(start.helpers or (own and start.networks)),
    ):  # fmt: skip
        helpers = sheet.several("helpers", t("Helping parties"), able, start.helpers, lambda c: plan.parties[c].short)
        return helpers, _networks(sheet, plan, start) if own else ()
