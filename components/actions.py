"""Actions: the matrix of parties x status, the list with its filter, and a card with three large buttons."""

from collections.abc import Collection, Sequence
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import (
    action_marks,
    address,
    feedback,
    hand_over_words,
    invitations,
    leaders,
    look,
    mandates,
    sheet,
    times,
)
from components.action_marks import number
from components.plain import plain, quote, words
from components.session import Me
from components.texts import t
from data import commands, queries
from data.queries import ActionRow, ProgressRow
from data.rules import facts, progress
from data.storage import Seen
from data.vocabulary import ActionStatus, Verb

EVERYBODY: Final = "alle"
NOBODY: Final = "ingen"
OVERDUE: Final = "forsinket"
OPEN: Final = "aabne"
AMBER: Final = "background-color: #ffd978; color: #241a00; font-weight: 600"
"""A party that is silent; dark on amber in both themes (contrast 12:1)."""
TOLD: Final = frozenset({ActionStatus.ACCEPTED, ActionStatus.IN_PROGRESS})
"""Statuses in which the party tells how it goes."""


def shown_parties(me: Me, rows: Sequence[ActionRow]) -> list[str]:
    """The fixed members, and whoever else owns an action or helps."""
    owners = {code for row in rows for code in (row.party, *row.helpers)}
    return [code for code, party in me.plan.parties.items() if party.permanent or code in owners]


def matrix(me: Me, rows: Sequence[ActionRow]) -> None:
    """Parties x status, with overdue and the time since each party's last word; unowned on top."""
    st.header(t("Actions by party"), anchor=False)
    unowned = [row for row in rows if row.unowned]
    if unowned:
        st.error(
            t(
                "NOBODY RESPONSIBLE: {n} (no. {numbers})",
                n=len(unowned),
                numbers=", ".join(number(r) for r in unowned),
            ),
            icon=look.UNOWNED.icon,
        )
    mandates.warn_of_reserved(me, rows, number)
    worded, silent = me.shared(("matrix", tuple(row.id for row in rows)), lambda: _told(me, rows))
    shown: Any = worded
    if any(silent):  # a styled table costs as much again as all the rest of it
        amber = [AMBER if one else "" for one in silent]
        shown = worded.to_pandas().style.apply(lambda _: amber, subset=[t("Latest update")])
    st.dataframe(shown, hide_index=True, height="content", alt=t("Actions by party and status"))


def _told(me: Me, rows: Sequence[ActionRow]) -> tuple[pa.Table, list[bool]]:
    """The matrix in the reader's words, as Streamlit sends it, and which of its parties are silent."""
    frame = queries.matrix(rows, shown_parties(me, rows))
    silent = _silent(me, frame)
    absent = {row.party for row in rows if row.absent}
    return pa.Table.from_pandas(_worded(me, frame, silent, absent), preserve_index=False), silent


def _silent(me: Me, frame: pd.DataFrame) -> list[bool]:
    """Which parties have said nothing for longer than the plan file allows, in the frame's order."""
    limit = me.plan.limits.silence_minutes
    if limit is None:
        return [False] * len(frame)
    moments = frame[["told_at", "asked_at"]].astype(object).where(frame[["told_at", "asked_at"]].notna(), None)
    return [facts.is_silent(told, asked, me.now, limit) for told, asked in moments.itertuples(index=False)]


def _present(me: Me, party: str, absent: Collection[str | None]) -> str:
    """A party's name, marked where actions wait for it because it is not there (6.4)."""
    name = feedback.party_name(me, party)
    return t("{party} – not present", party=name) if party in absent else name


def _worded(me: Me, frame: pd.DataFrame, silent: Sequence[bool], absent: Collection[str | None]) -> pd.DataFrame:
    """The frame in the reader's words; nothing is shown as a dash, never as a zero that has to be read."""
    worded = pd.DataFrame({t("Party"): [_present(me, str(code), absent) for code in frame.index]})
    for status in queries.STANDS:
        worded[look.ACTION[status].label] = [str(n) if n else "–" for n in frame[status.value]]
    worded[look.OVERDUE.label] = [f"! {n}" if n else "–" for n in frame["overdue"]]
    words_ago = [
        t("none yet") if pd.isna(at) else t("{span} ago", span=times.ago(at.to_pydatetime(), me.now))
        for at in frame["told_at"]
    ]
    worded[t("Latest update")] = [
        t("SILENT: {ago}", ago=ago) if still else ago for ago, still in zip(words_ago, silent, strict=True)
    ]
    return worded


def filtered(me: Me, rows: Sequence[ActionRow]) -> list[ActionRow]:
    """The rows that the filter in the address lets through."""
    parties = [EVERYBODY, NOBODY, *shown_parties(me, rows)]
    states = [OPEN, OVERDUE, *(s.value for s in ActionStatus), EVERYBODY]
    left, right = st.columns(2)
    with left:
        first = own_or_all(me, parties)
        label = t("Responsible or helping")
        party = address.pick(label, "part", parties, lambda code: _party_word(me, code), default=first)
    with right:
        state = address.pick(t("Status"), "status", states, _state_word, default=OPEN)
    return [row for row in rows if _is_of(row, party or EVERYBODY) and _stands(row, state or OPEN)]


def own_or_all(me: Me, parties: Sequence[str]) -> str:
    """Whoever keeps the overview begins with all; a party that carries out begins with its own."""
    own = me.viewer.party
    return own if own is not None and own in parties and not me.may(Verb.READ_REPORTS) else EVERYBODY


def _party_word(me: Me, code: str) -> str:
    special = {EVERYBODY: t("All parties"), NOBODY: look.UNOWNED.label}
    return special.get(code) or feedback.party_name(me, code)


def _state_word(code: str) -> str:
    special = {OPEN: t("Not ended"), OVERDUE: look.OVERDUE.label, EVERYBODY: t("All")}
    return special.get(code) or look.ACTION[ActionStatus(code)].label


def _is_of(row: ActionRow, party: str) -> bool:
    """Whether it is of the party, helping included (R37)."""
    if party == NOBODY:
        return row.party is None
    return party == EVERYBODY or row.concerns(party)


def _stands(row: ActionRow, state: str) -> bool:
    if state == OPEN:
        return row.status not in progress.TERMINAL
    return state == EVERYBODY or (row.overdue if state == OVERDUE else row.status == state)


def card(me: Me, row: ActionRow, *, among_several: bool = False) -> None:
    """One action: what, who, by when, what was last told - and what this person may do with it."""
    with st.container(border=True, key=f"action-{row.id}"):
        with st.container(horizontal=True, gap="small"):
            status = look.action(row.status, person_related=row.person_related)
            st.badge(status.label, icon=status.icon, color=status.colour)
            flags = (
                (row.unowned, look.UNOWNED),
                (row.absent, look.ABSENT),
                (row.overdue, look.OVERDUE),
                (row.reserved, look.RESERVED),
            )
            for how in (h for flag, h in flags if flag):
                st.badge(how.label, icon=how.icon, color=how.colour)
        st.markdown(f"**{number(row)} · {words(row.what)}**")
        if among_several:
            st.caption(f":material/location_on: {plain(action_marks.incident(me, row))}")
        st.caption(" · ".join(_details(me, row)))
        _further(me, row)
        if row.note.id:
            st.markdown(quote(row.note))
        mandates.of_action(me, row)
        if not row.closed:
            invitations.awaited(me, row)
            action_marks.too_long(me, row)
            _buttons(me, row)
        if row.status is not ActionStatus.PROPOSED or row.note.id:
            with st.expander(t("Updates on it"), key=f"told-{row.id}", on_change="rerun") as opened:
                if opened.open:
                    told(me, queries.progress_of(me.store, me.viewer, row.id))


def _details(me: Me, row: ActionRow) -> list[str]:
    plan = me.plan_of(row.standing_plan_id)
    parts = [plain(feedback.party_name(me, row.party))]
    parts += [title for role in row.leaders if (title := plain(feedback.role_title(me, role))) not in parts]
    if row.where.id:
        parts.append(words(row.where))
    parts.append(action_marks.span(me, row))
    if row.target_groups:
        parts.append(plain(", ".join(plan.target_groups.get(g, g) for g in row.target_groups)))
    if row.networks:
        parts.append(plain(", ".join(row.networks)))
    if row.forum and row.forum in plan.fora:
        parts.append(t("handed over to {forum}", forum=plain(plan.fora[row.forum].definite)))
    if row.handed:
        parts.append(hand_over_words.standing(row.handed, plain(feedback.role_title(me, row.handed.receiver))))
    return parts


def _further(me: Me, row: ActionRow) -> None:
    """Who helps, how one will see it, and what is not said yet."""
    if row.helpers:
        parties = ", ".join(feedback.party_name(me, code) for code in row.helpers)
        helped = t("With help from {parties}", parties=plain(parties))
        st.caption(f":material/group_add: {helped}")
    if row.evidence.id and row.status not in progress.TERMINAL:
        planned = t("To be seen by: {said}", said=words(row.evidence))
        st.caption(f":material/visibility: {planned}")
    if missing := action_marks.mark(row):
        st.markdown(f":small[{missing}]")


def _buttons(me: Me, row: ActionRow) -> None:
    """The next step in large buttons, the rest behind *Mere*."""
    accepts = row.status is ActionStatus.PROPOSED and me.may(Verb.ACCEPT_ACTION, owner=row.party)
    tells = row.status in TOLD and me.may(Verb.UPDATE_PROGRESS, owner=row.party)
    if accepts:
        mandates.warn_of_own(me)
    if accepts or tells:
        row_of_buttons = st.grid(3 if tells else 2, min_column_width=80, wrap=False, gap="small")
        places = [row_of_buttons.cell() for _ in range(3 if tells else 2)]
        if tells:
            _start(me, row, places[0])
            with places[1]:
                sheet.open_button(
                    t("Finished"), "finish", row.id, row.version,  type="primary",
                    width="stretch",
                )  # fmt: skip
        else:  # to the right: a second press of the same click must not land on "in progress"
            places[-1].button(
                t("Accept"), type="primary", icon=":material/handshake:", key=f"save-accept-{row.id}", width="stretch",
                on_click=feedback.attempt, args=(me, commands.accept_action, f"accept-{row.id}-{row.version}"),
                kwargs={"seen": Seen(row.id, row.version), "said": t("Accepted."), "then": mandates.tell_accepted},
            )  # fmt: skip
        with places[-1 if tells else 0]:
            sheet.open_button(t("We cannot"), "decline", row.id, row.version, width="stretch")
    with st.container(horizontal=True, gap="small"):
        _rest(me, row)
        leaders.reach(me, row)


def _start(me: Me, row: ActionRow, place: DeltaGenerator) -> None:
    """*I gang* in one click."""
    place.button(
        t("Started"), type="primary", key=f"save-start-{row.id}", width="stretch",
        disabled=row.status is ActionStatus.IN_PROGRESS, on_click=feedback.attempt,
        args=(me, commands.update_progress, f"start-{row.id}-{row.version}"),
        kwargs={"seen": Seen(row.id, row.version), "status": ActionStatus.IN_PROGRESS, "said": t("In progress.")},
    )  # fmt: skip


def _rest(me: Me, row: ActionRow) -> None:
    """The full form, and the side exits; what nobody owns shows its remedy at once."""
    if row.unowned and me.may(Verb.DESCRIBE_ACTION):
        sheet.open_button(
            t("Assign it to a party"), "describe", row.id, row.version, icon=":material/person_add:", type="primary"
        )
    offered = {form: (label, icon) for (form, label, icon), may in _side_exits(me, row) if may}
    if offered:
        chosen = st.menu_button(
            t("More"), list(offered), key=f"more-{row.id}-{row.version}", icon=":material/more_horiz:",
            format_func=lambda form: " ".join(reversed(offered[form])),
        )  # fmt: skip
        if chosen:
            sheet.open_form(chosen, row.id, row.version)
            feedback.redraw()


def _side_exits(me: Me, row: ActionRow) -> list[tuple[tuple[str, str, str], bool]]:
    """(form, label, icon) and whether this person may, now."""
    ended = row.status in progress.TERMINAL
    owner, coordinator = row.party, row.coordinator
    return [
        (
            ("progress", t("Add an update"), ":material/edit_note:"),
            row.status in TOLD and me.may(Verb.UPDATE_PROGRESS, owner=owner),
        ),
        (
            ("describe", t("Describe"), ":material/edit:"),
            not ended and not row.unowned and me.may(Verb.DESCRIBE_ACTION),
        ),
        (
            ("hand_over", t("Hand over"), ":material/forward:"),
            not ended and me.may(Verb.HAND_OVER, owner=owner, coordinator=coordinator),
        ),
        (
            ("cancel_action", t("Cancel the action"), ":material/cancel:"),
            not ended and me.may(Verb.CANCEL_ACTION, owner=owner, coordinator=coordinator),
        ),
        (
            ("reopen_action", t("Open again"), ":material/undo:"),
            ended and me.may(Verb.REOPEN_ACTION, owner=owner, coordinator=coordinator),
        ),
    ]


def cards(me: Me, rows: Sequence[ActionRow]) -> None:
    """Cards side by side where there is room."""
    grid = st.grid(3, min_column_width=380, gap="small")
    among_several = action_marks.several(rows)
    for row in rows:
        with grid.cell():
            card(me, row, among_several=among_several)


def told(me: Me, rows: Sequence[ProgressRow]) -> None:
    """Everything told about an action: when it happened, apart from when it was registered (6.9)."""
    for row in rows:
        how = look.ACTION[row.status]
        late = abs((row.at - row.happened_at).total_seconds()) > 60
        registered = " · " + t("registered {time}", time=times.when(row.at, me.now)) if late else ""
        st.caption(
            f"{how.icon} {how.label} · {times.when(row.happened_at, me.now)}{registered} · "
            f"{plain(feedback.role_title(me, row.role))}"
        )
        if row.note.id:
            st.markdown(quote(row.note))
        if row.seen_by.id:
            st.markdown(t("Seen by: {said}", said=words(row.seen_by)))


def mine(me: Me, rows: Sequence[ActionRow]) -> None:
    """The way to report, and to one's own party's actions: what a phone is taken out for."""
    own = [row for row in rows if row.party is not None and row.party == me.viewer.party]
    left = [row for row in own if row.status not in progress.TERMINAL]
    late = sum(row.overdue for row in own)
    with st.container(horizontal=True, key="first-steps"):
        if me.may(Verb.REPORT):
            st.page_link("melding.py", label=t("New report"), icon=":material/add_alert:")
        if left:
            told = (
                t("Our actions: {n}, {late} overdue", n=len(left), late=late)
                if late
                else t("Our actions: {n}", n=len(left))
            )
            st.page_link(
                "indsatser.py", label=told, icon=":material/checklist:", query_params={"part": str(me.viewer.party)}
            )
