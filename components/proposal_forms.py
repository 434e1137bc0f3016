"""The forms that say what an action is: propose it, for one incident or a plan of several, and describe it (R35-R38).

What decides the fields below (the incident, the catalogue entry, the party) stands above the form and answers at once.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final

import streamlit as st

from components import catalogue, feedback, incident_map, invitations, times
from components.action_forms import action_of, stored_now
from components.description_fields import NOBODY, Drafted, far_ahead, fields, horizon, party_field
from components.plain import bare, plain
from components.session import Me
from components.sheet import Pin, Sheet, close_form, open_form, still_there
from components.texts import t
from data import commands, queries
from data.commands import Description
from data.errors import RuleBroken
from data.plan import CatalogueEntry, StandingPlan
from data.queries import IncidentRow
from data.vocabulary import Affected, IncidentState, Verb


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
    party = party_field(sheet, plan, entry, suggested.party)
    with st.container():  # always there: see _for_whom
        if row is not None and party not in (None, NOBODY):
            invitations.warn(me, row, str(party))
    with sheet.form():
        described = fields(sheet, plan, entry, suggested, party, horizon(me, plan))
        leads_on = far_ahead(sheet) and row is not None and _may_hand_over(me, row, party)
        pressed = sheet.save_button(t("Propose"), other=t("Propose and hand over") if leads_on else "")
    if pressed and row is None:
        sheet.refuse(RuleBroken("choose-incident", field="incident"))
    elif pressed and row is not None:
        missing = invitations.missing_party(me, row, described.fields["party"])
        said = t("Proposed. {party} is not at the table yet.", party=missing) if missing else t("Proposed.")
        if pressed == "other":
            _hand_it_over(me, sheet, row, described, said)
        sheet.send(said, commands.propose_action, incident=row.id, described=described)


def _may_hand_over(me: Me, row: IncidentRow, party: str | None) -> bool:
    owner = None if party == NOBODY else party
    return me.may(Verb.HAND_OVER, owner=owner, coordinator=row.coordinator)


def _hand_it_over(me: Me, sheet: Sheet, row: IncidentRow, described: Drafted, said: str) -> None:
    """What lasts longer is proposed, and goes on to the form that hands it over (R44, R45)."""
    described.asks = None  # the question about the far deadline is answered by handing it over
    action = sheet.carry_out(commands.propose_action, incident=row.id, described=described)
    close_form()
    made = queries.action(me.store, me.viewer, action)
    if made is not None:
        open_form("hand_over", made.id, made.version)
    feedback.tell(said)
    feedback.redraw()


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
    party = party_field(sheet, plan, entry, row.party)
    with st.container():  # always there: see _for_whom
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
