"""Who takes part, for whom, and how far they may commit: one click a row, a form for the rest (R14, R15, R21).

There is no quorum: a party that nobody sits for is shown as not represented (domain.md 1.4).
"""

from collections.abc import Sequence

import streamlit as st

from components import closed_item, feedback, look, sheet, times
from components.plain import plain, words
from components.session import Me
from components.texts import t
from data import commands, queries
from data.commands.meetings import seats_for
from data.plan import Role, StandingPlan
from data.queries import MeetingView, SeatRow
from data.rules import decisions
from data.vocabulary import Mandate, SeatKind, Verb, Way


def rows_of(plan: StandingPlan, view: MeetingView) -> list[Role]:
    """Whom the list of attendance asks for: the fixed roles, who drafts the plan, and the guests."""
    fixed = [role for role in plan.roles.values() if role.permanent or role.drafter]
    others = [*view.invited, *(seat.role for seat in view.seats)]
    return fixed + [
        plan.roles[code] for code in dict.fromkeys(others) if code in plan.roles and code not in _codes(fixed)
    ]


def _codes(roles: Sequence[Role]) -> set[str]:
    return {role.code for role in roles}


def usual(role: Role) -> tuple[SeatKind, Mandate]:
    """As what somebody sits for a role, if one click is all that is said; who is no management commits nothing yet.

    Who drafts the plan sits as a member does and binds nobody by it: `ledelse` of the plan file alone does (R14, R21).
    """
    return seats_for(role)[0], Mandate.FULL if role.level_management else Mandate.UNKNOWN


def _one_click(me: Me, role: Role) -> tuple[SeatKind, Mandate]:
    """The same for whoever presses: a stand-in seats themselves as one, with the mandate they were given (R15, R21)."""
    kind, mandate = usual(role)
    if role.code != me.viewer.role or me.viewer.mandate is Mandate.FULL:
        return kind, mandate
    return (SeatKind.STAND_IN if kind is not SeatKind.GUEST else kind), me.viewer.mandate


def _asked(kind: SeatKind, mandate: Mandate) -> bool:
    """Whether a click would say too little: to what a mandate is limited, or whether a guest binds whoever sent them.

    Somebody else of a fixed member can confirm; what a lone guest accepts without a mandate waits for ever.
    """
    return mandate is Mandate.LIMITED or (kind is SeatKind.GUEST and mandate is Mandate.UNKNOWN)


def represented(plan: StandingPlan, seats: Sequence[SeatRow]) -> list[str]:
    """The parties that somebody sits for, in the plan file's order."""
    there = {plan.roles[seat.role].party for seat in seats if seat.role in plan.roles}
    return [code for code in plan.parties if code in there]


def reserved(plan: StandingPlan, seats: Sequence[SeatRow], party: str) -> bool:
    """Whether nobody who sits for this party may commit it (R21)."""
    mandates = [s.mandate for s in seats if s.role in plan.roles and plan.roles[s.role].party == party]
    return bool(mandates) and not decisions.commits(mandates)


def named_taker(me: Me, plan: StandingPlan, seats: Sequence[SeatRow], party: str) -> str:
    """A party's name, marked where nobody who sits for it may commit it."""
    name = feedback.party_name(me, party)
    return t("{party} (reservation)", party=name) if reserved(plan, seats, party) else name


def room(me: Me, view: MeetingView) -> None:
    """The list of attendance."""
    plan = me.plan_of(view.standing_plan_id)
    there = {seat.role: seat for seat in view.present}
    order, spoken_for = list(plan.roles), represented(plan, view.present)
    away = queries.away_for_item(me.store, me.viewer, view.row.id) if view.closed else ()
    for role in rows_of(plan, view):
        seat = there.get(role.code)
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key=f"seat-{role.code}",
            gap="small",
        ):  # fmt: skip
            absent = t("not there") if role.party in spoken_for else t("not represented")
            st.markdown(f"{_mark(seat)} **{plain(role.title)}** {_told(seat, absent)}", width="content")
            if me.may(Verb.SEAT, coordinator=view.coordinator):
                with st.container(horizontal=True, width="content", gap="small"):
                    _buttons(me, view, role, seat, order.index(role.code), away)


def _mark(seat: SeatRow | None) -> str:
    return ":green[:material/check_circle:]" if seat else ":gray[:material/radio_button_unchecked:]"


def _told(seat: SeatRow | None, absent: str) -> str:
    if seat is None:
        return f":gray[{absent}]"
    parts = [t(look.SEAT[seat.kind]).lower(), look.WAY[seat.way].label.lower(), times.clock(seat.came_at)]
    if seat.mandate is not Mandate.FULL:
        parts.append(f":orange[{cannot_commit(seat)}]")
    return "· " + " · ".join(parts)


def cannot_commit(seat: SeatRow) -> str:
    """*Kan ikke forpligte ...*: why what this person accepts is a reservation (R21)."""
    if seat.mandate is Mandate.LIMITED:
        return t("can commit only to: {limit}", limit=words(seat.limit))
    return t("cannot commit the organisation: mandate unknown")


def _buttons(
    me: Me, view: MeetingView, role: Role, seat: SeatRow | None, place: int, away: Sequence[str]
) -> None:  # fmt: skip
    meeting = view.row.id
    if seat is None:
        kind, mandate = _one_click(me, role)
        if role.code in away:
            closed_item.back_one(me, meeting, role.code)
        elif not _asked(kind, mandate):
            _click(
                me, t("Present"), f"seat-{meeting}-{role.code}-{len(view.seats)}", icon=":material/how_to_reg:",
                meeting=meeting, role=role.code, kind=kind, mandate=mandate,
            )  # fmt: skip
        guest = kind is SeatKind.GUEST and _asked(kind, mandate)
        sheet.open_button(
            t("Present …") if guest else t("Stand-in / online …"), "seat", meeting, place, where=f"-{role.code}",
            type="secondary" if guest else "tertiary",
        )  # fmt: skip
    else:
        st.button(
            t("Left"), key=f"save-left-{seat.id}", type="tertiary", icon=":material/logout:",
            on_click=feedback.attempt, args=(me, commands.leave_seat, f"left-{seat.id}"),
            kwargs={"seat": seat.id, "said": t("Noted.")},
        )  # fmt: skip
        sheet.open_button(t("Change"), "seat", meeting, place, where=f"-{role.code}", type="tertiary")


def _click(
    me: Me, label: str, key: str, *, icon: str, meeting: int, role: str, kind: SeatKind, mandate: Mandate,
    primary: bool = False,
) -> None:  # fmt: skip
    st.button(
        label, key=f"save-{key}", icon=icon, type="primary" if primary else "secondary", on_click=feedback.attempt,
        args=(me, commands.seat, key),
        kwargs={
            "meeting": meeting, "role": role, "kind": kind, "mandate": mandate, "way": Way.ROOM, "said": t("Noted."),
        },
    )  # fmt: skip


def myself(me: Me, view: MeetingView, *, primary: bool, away: Sequence[str]) -> bool:
    """*Jeg er her* for whoever has not taken a seat; whether it is offered.

    Whoever left for a closed item (`away`) comes back to the seat they had, with its mandate, and takes no new one with
    a click: only the form for a stand-in stays.
    """
    plan, role = me.plan_of(view.standing_plan_id), me.viewer.role
    may = me.may(Verb.ATTEND, coordinator=view.coordinator)
    if role not in plan.roles or not may or any(seat.role == role for seat in view.present):
        return False
    kind, mandate = _one_click(me, plan.roles[role])
    with st.container(horizontal=True, vertical_alignment="center", key="myself"):
        if not _asked(kind, mandate) and role not in away:
            _click(
                me, t("I am here"), f"here-{view.row.id}-{role}-{len(view.seats)}", icon=":material/how_to_reg:",
                meeting=view.row.id, role=role, kind=kind, mandate=mandate, primary=primary,
            )  # fmt: skip
        alone = _asked(kind, mandate) and role not in away
        look_of = ("primary" if primary else "secondary") if alone else "tertiary"
        label = t("I am here …") if alone and kind is SeatKind.GUEST else t("Here as a stand-in / online …")
        sheet.open_button(label, "attend", view.row.id, 0, type=look_of)
    return True


def present(me: Me, view: MeetingView) -> None:
    """Who is there and who is not, in two lines for everybody."""
    plan = me.plan_of(view.standing_plan_id)
    there = represented(plan, view.present)
    named = [named_taker(me, plan, view.present, code) for code in there]
    if named:
        st.caption(t("Represented: {parties}", parties=plain(", ".join(named))))
    if absent := [p.short for p in plan.parties.values() if p.permanent and p.code not in there]:
        st.caption(t("Not represented: {parties}", parties=plain(", ".join(absent))))
