"""The forms about an action: propose, describe, tell progress, finish, give back, cancel, hand over, open again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import streamlit as st

from components import feedback, incident_map, invitations, look, times
from components.plain import bare, plain, words
from components.session import Me
from components.sheet import Given, Latest, Pin, Sheet, still_there
from components.texts import mark, t
from data import commands, queries
from data.commands import Description
from data.errors import RuleBroken
from data.plan import CatalogueEntry, StandingPlan
from data.queries import ActionRow
from data.vocabulary import ActionStatus, PartyKind

OWN = "-"
"""The choice of the group's own words instead of a catalogue entry."""
NOBODY = "-"


def _action(me: Me, pin: Pin) -> ActionRow:
    return still_there(queries.action(me.store, me.viewer, pin.id))


def _title(row: ActionRow) -> None:
    st.markdown(f"**{row.number}. {words(row.what)}**")


def _now(me: Me, pin: Pin) -> Latest:
    """What is stored now: for the one who comes late."""
    row = _action(me, pin)
    fields = [
        (t("Status"), look.ACTION[row.status].label),
        (t("Responsible"), feedback.party_name(me, row.party)),
        (t("What"), bare(row.what)),
        (t("Where"), bare(row.where)),
        (t("What was done"), bare(row.note)),
    ]
    return Latest(row.version, fields)


def propose(me: Me, pin: Pin) -> None:
    """From the catalogue or in own words; the catalogue asks which housing organisation (R54-R59)."""
    view = still_there(queries.incident(me.store, me.viewer, pin.id))
    plan = me.plan_of(view.row.standing_plan_id)
    sheet = Sheet(me, pin)
    st.markdown(f"**{plain(incident_map.name(me, view.row))}**")
    entry = _entry(sheet, plan, view.row.category)
    if entry and entry.party:
        invitations.warn(me, view.row, entry.party)
    with sheet.form():
        described = _fields(sheet, plan, entry, _suggested(plan, entry, me.now), "")
        pressed = sheet.save_button(t("Propose"))
    if pressed:
        missing = invitations.missing_party(me, view.row, described.fields["party"])
        said = t("Proposed. {party} is not invited yet.", party=missing) if missing else t("Proposed.")
        sheet.send(said, commands.propose_action, incident=pin.id, described=described)


def describe(me: Me, pin: Pin) -> None:
    """Say better what an action is, or give it an owner."""
    row = _action(me, pin)
    plan = me.plan_of(row.standing_plan_id)
    sheet = Sheet(me, pin)
    entry = plan.catalogue.get(row.entry or "")
    with sheet.form():
        start = Description(
            what=bare(row.what), where=bare(row.where), entry=row.entry, party=row.party, leaders=row.leaders,
            target_groups=row.target_groups, deadline=row.deadline,
        )  # fmt: skip
        described = _fields(sheet, plan, entry, start, bare(row.what))
        pressed = sheet.save_button(t("Save"))
    if pressed:
        sheet.send(
            t("Saved."), commands.describe_action, seen=pin.seen, described=described,
            latest=lambda: _now(me, pin),
        )  # fmt: skip


def _entry(sheet: Sheet, plan: StandingPlan, category: str) -> CatalogueEntry | None:
    """The catalogue, what the category suggests first; choosing fills the form below."""
    suggested = plan.categories[category].suggested_entries if category in plan.categories else ()
    codes = [OWN, *suggested, *(code for code in plan.catalogue if code not in suggested)]
    chosen = sheet.pick("entry", t("From the catalogue"), codes, None, lambda code: _entry_word(plan, code))
    return plan.catalogue.get(chosen or OWN)


def _entry_word(plan: StandingPlan, code: str) -> str:
    if code == OWN:
        return t("In our own words")
    entry = plan.catalogue[code]
    owner = plan.parties[entry.party].short if entry.party else t("housing organisation")
    return f"{code} · {entry.text} ({owner})"


def _suggested(plan: StandingPlan, entry: CatalogueEntry | None, now: datetime) -> Description:
    if entry is None:
        return Description(what="")
    hours = entry.deadline_hours
    leaders = tuple(r.code for r in plan.roles_of(entry.party or "") if r.permanent)[:1]
    return Description(
        what=entry.text, party=entry.party, entry=entry.code, leaders=leaders,
        deadline=None if hours is None else times.in_hours(now, hours),
    )  # fmt: skip


class Drafted:
    """The description as it stands in the form; its deadline becomes UTC when it is sent."""

    def __init__(self, deadline: Given, *, unchosen: bool, **fields: Any) -> None:
        self.deadline = deadline
        self.unchosen = unchosen
        self.fields = fields

    def moment(self) -> Description:
        """The description. Raises RuleBroken for a deadline that is no time, and when no party was chosen (R59)."""
        if self.unchosen:
            raise RuleBroken("choose-party", field="party")
        return Description(deadline=self.deadline.moment(), **self.fields)


def _fields(sheet: Sheet, plan: StandingPlan, entry: CatalogueEntry | None, start: Description, what: str) -> Drafted:
    """What, where, who, for whom, by when (R35-R38); a person-related action has no text of its own (R56)."""
    which = entry.code if entry else OWN
    related = entry is not None and entry.person_related
    if related:
        st.info(t("Concerns individuals: only started and ended are shown, and nothing is written."))
    said = (
        start.what
        if related
        else sheet.text(f"what~{which}", t("What? Detailed, concrete and clear"), what or start.what, lines=3)
    )
    where = "" if related else sheet.text("where", t("Where?"), start.where)
    parties = _parties(plan, entry)
    asks = entry is not None and entry.asks_which is not None
    party = sheet.pick(
        f"party~{which}", t("Which housing organisation?") if asks else t("Responsible party"), [*parties, NOBODY],
        start.party or (None if asks else NOBODY), lambda code: party_word(plan, code),
    )  # fmt: skip
    leaders = sheet.several(
        f"leaders~{which}", t("Responsible leaders"), [r.code for r in plan.roles.values() if r.party and r.permanent],
        start.leaders, lambda code: plan.roles[code].title,
    )  # fmt: skip
    groups = sheet.several(
        "target_groups", t("Target groups"), list(plan.target_groups), start.target_groups,
        lambda code: plan.target_groups[code],
    )  # fmt: skip
    deadline = sheet.when("deadline", t("Deadline"), start.deadline, required=False)
    return Drafted(
        deadline, unchosen=party is None, what=said, where=where, entry=entry.code if entry else None,
        party=None if party in (None, NOBODY) else party, leaders=leaders, target_groups=groups,
    )  # fmt: skip


def _parties(plan: StandingPlan, entry: CatalogueEntry | None) -> list[str]:
    """Whom the action may belong to: "Boligorganisationer" together is no owner (R37, R59)."""
    kind = entry.asks_which if entry else None
    today = times.today()
    return [p.code for p in plan.parties.values() if p.valid_on(today) and (kind is None or p.kind is PartyKind(kind))]


def party_word(plan: StandingPlan, code: str) -> str:
    return look.UNOWNED.label if code == NOBODY else plan.parties[code].name


def progress(me: Me, pin: Pin) -> None:
    """The full form: status, what was done, when it happened, and for *gennemført* how one can see it."""
    row = _action(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form():
        _title(row)
        steps = [row.status, *(s for s in (ActionStatus.IN_PROGRESS, ActionStatus.DONE) if s is not row.status)]
        status = sheet.choice("status", t("Status"), steps, sheet.kept("status-now", lambda: row.status), _status)
        note = "" if row.person_related else sheet.text("note", t("What was done?"), lines=3)
        seen_by = "" if row.person_related else sheet.text("seen_by", t("If it is done: how can one tell?"))
        when = sheet.when("when", t("When did it happen?"), me.now)
        pressed = sheet.save_button(t("Save"))
    if pressed:
        _tell(me, sheet, status or row.status, note, seen_by, when)


def _status(status: ActionStatus) -> str:
    return look.ACTION[status].label


def finish(me: Me, pin: Pin) -> None:
    """*Færdig*: how one can see it, and when."""
    row = _action(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form():
        _title(row)
        seen_by = "" if row.person_related else sheet.text("seen_by", t("How can one tell that it is done?"), lines=2)
        note = "" if row.person_related else sheet.text("note", t("What was done? (may be left empty)"), lines=2)
        when = sheet.when("when", t("When was it done?"), me.now)
        pressed = sheet.save_button(t("Done"))
    if pressed:
        _tell(me, sheet, ActionStatus.DONE, note, seen_by, when)


def _tell(me: Me, sheet: Sheet, status: ActionStatus, note: str, seen_by: str, when: Given) -> None:
    sheet.send(
        t("Saved."), commands.update_progress, seen=sheet.pin.seen, status=status, note=note, seen_by=seen_by,
        happened_at=when, time_confirmed=when.confirmed, latest=lambda: _now(me, sheet.pin),
    )  # fmt: skip


def _with_note(command: Callable[..., int], label: str, said: str) -> Callable[[Me, Pin], None]:
    def draw(me: Me, pin: Pin) -> None:
        row = _action(me, pin)
        sheet = Sheet(me, pin)
        with sheet.form():
            _title(row)
            note = "" if row.person_related else sheet.text("note", t(label), lines=2)
            pressed = sheet.save_button(t("Save"))
        if pressed:
            sheet.send(t(said), command, seen=pin.seen, note=note, latest=lambda: _now(me, pin))

    return draw


decline = _with_note(
    commands.decline_action, mark("Why can you not?"), mark("Handed back. It now needs somebody responsible.")
)
cancel_action = _with_note(commands.cancel_action, mark("Why is it cancelled?"), mark("The action is cancelled."))
reopen_action = _with_note(commands.reopen_action, mark("Why is it opened again?"), mark("The action is open again."))


def hand_over(me: Me, pin: Pin) -> None:
    """To an ordinary forum: what lasts longer than the acute phase (R45)."""
    row = _action(me, pin)
    fora = {code: f for code, f in me.plan_of(row.standing_plan_id).fora.items() if f.receives_handover}
    sheet = Sheet(me, pin)
    with sheet.form():
        _title(row)
        forum = sheet.pick("forum", t("To which forum?"), list(fora), None, lambda code: fora[code].name)
        note = "" if row.person_related else sheet.text("note", t("What should the forum know?"), lines=2)
        pressed = sheet.save_button(t("Hand over"))
    if pressed:
        sheet.send(
            t("Handed over to {forum}.", forum=plain(fora[forum].definite) if forum in fora else "?"),
            commands.hand_over, seen=pin.seen, forum=forum or "", note=note, latest=lambda: _now(me, pin),
        )  # fmt: skip
