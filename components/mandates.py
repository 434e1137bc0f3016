"""How a role is held, and what waits for a party's confirmation because its stand-in cannot commit it (R21, 6.10)."""

from collections.abc import Callable, Sequence

import streamlit as st

from components import feedback, look, times
from components.plain import plain, short, words
from components.session import Me
from components.texts import t, tn
from data import commands, queries
from data.queries import ActionRow, HeldRole, PlanView
from data.rules import mandates
from data.storage import Seen
from data.vocabulary import Mandate, PlanState, Verb

FOREMOST = 5
"""Tasks on the overview; the cards hold them all."""


def hat_word(me: Me, hat: HeldRole) -> str:
    """The role's title, and that one only stands in for it."""
    title = feedback.role_title(me, hat.role)
    return t("{role} (stand-in)", role=title) if hat.stands_in else title


def held(me: Me, hat: HeldRole) -> str:
    """One line about a role that an account holds, safe for Markdown."""
    ends = t("until {time}", time=times.day_and_clock(hat.until, me.now)) if hat.until else t("until ended")
    parts = [plain(hat_word(me, hat)), ends]
    if hat.stands_in:
        parts.insert(1, _mandate_word(hat))
    return " · ".join(parts)


def _mandate_word(hat: HeldRole) -> str:
    how = look.MANDATE[hat.mandate]
    limited = hat.mandate is Mandate.LIMITED and hat.limit.id
    return f"{how.icon} {how.label}" + (f": {words(hat.limit)}" if limited else "")


def of_hat(me: Me, hat: HeldRole) -> None:
    """Under *You act as*: with what mandate one stands in, and what that means for what one accepts."""
    if not hat.stands_in:
        return
    st.markdown(_mandate_word(hat))
    if hat.until:
        st.caption(t("until {time}", time=times.day_and_clock(hat.until, me.now)))
    if hat.mandate is not Mandate.FULL:
        st.caption(t("What you accept is a reservation until somebody of your party with a full mandate confirms it."))


def warn_of_own(me: Me) -> None:
    """Above the button that accepts an action: that one cannot commit one's party."""
    if me.viewer.mandate is not Mandate.FULL:
        party = plain(feedback.party_in_full(me, me.viewer.party))
        st.caption(t("You cannot commit {party}: what you accept awaits confirmation.", party=party))


def tell_accepted(me: Me, action: int) -> None:
    """Say it when what was accepted is a reservation: the seat at the meeting decides that too."""
    row = queries.action(me.store, me.viewer, action)
    if row is not None and row.reserved:
        feedback.tell(t("Accepted with a reservation. Your party must confirm it."))


def of_action(me: Me, row: ActionRow) -> None:
    """On an action's card: who cannot commit whom, and the one click that confirms."""
    if not row.reserved:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":orange[{look.RESERVED.icon}] {_sentence(me, row.party)}")
        if not row.closed:
            _confirm_action(me, row, "")


def _sentence(me: Me, party: str | None) -> str:
    return t("Whoever accepted this cannot commit {party}; it awaits confirmation.",
             party=plain(feedback.party_in_full(me, party)))  # fmt: skip


def _may_confirm(me: Me, party: str | None) -> bool:
    return me.may(Verb.CONFIRM_RESERVATION, owner=party) and mandates.may_confirm(me.viewer.mandate)


def _confirm_action(me: Me, row: ActionRow, where: str) -> None:
    if _may_confirm(me, row.party):
        st.button(
            t("Confirm"), key=f"save-reserved-{row.id}{where}", type="primary", icon=look.MANDATE[Mandate.FULL].icon,
            on_click=feedback.attempt, args=(me, commands.confirm_reservation, f"reserved-{row.id}-{row.version}"),
            kwargs={"seen": Seen(row.id, row.version), "said": t("Confirmed.")},
        )  # fmt: skip


def warn_of_reserved(me: Me, rows: Sequence[ActionRow], number: Callable[[ActionRow], str]) -> None:
    """Above the matrix: how many actions stand with a reservation, and whose."""
    waiting = [row for row in rows if row.reserved]
    if waiting:
        named = ", ".join(f"{number(row)} {feedback.party_name(me, row.party)}" for row in waiting)
        st.warning(
            t("{word}: {n} ({actions})", word=look.RESERVED.label, n=len(waiting), actions=plain(named)),
            icon=look.RESERVED.icon,
        )


def of_plan(me: Me, plan: PlanView) -> None:
    """Under who agreed: each party that somebody agreed for who cannot commit it."""
    for party in plan.reserved:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":orange[{look.RESERVED.icon}] {_agreed(me, party)}")
            if plan.state is not PlanState.CLOSED:
                _confirm_agreement(me, plan, party, "")


def _agreed(me: Me, party: str) -> str:
    name = plain(feedback.party_in_full(me, party))
    return t("Whoever agreed to the plan cannot commit {party}; it awaits confirmation.", party=name)


def _confirm_agreement(me: Me, plan: PlanView, party: str, where: str) -> None:
    if _may_confirm(me, party):
        agreement = plan.reserved[party]
        st.button(
            t("Confirm"), key=f"save-agreement-{agreement}{where}", type="primary",
            icon=look.MANDATE[Mandate.FULL].icon, on_click=feedback.attempt,
            args=(me, commands.confirm_agreement, f"agreement-{agreement}"),
            kwargs={"agreement": agreement, "said": t("Confirmed.")},
        )  # fmt: skip


def tasks(me: Me, rows: Sequence[ActionRow], plans: Sequence[PlanView]) -> None:
    """On the overview: what waits for the confirmation of one's own party."""
    place = st.container(key="reservations")  # also when empty: what stands below keeps its place
    own = me.viewer.party
    if own is None or not me.may(Verb.CONFIRM_RESERVATION, owner=own):
        return
    mine = [row for row in rows if row.reserved and row.party == own]
    with place:
        for plan in (plan for plan in plans if own in plan.reserved):
            with st.container(horizontal=True, vertical_alignment="center", key=f"task-plan-{plan.id}"):
                st.warning(_agreed(me, own), icon=look.RESERVED.icon, width="stretch")
                _confirm_agreement(me, plan, own, "-task")
        for row in mine[:FOREMOST]:
            with st.container(horizontal=True, vertical_alignment="center", key=f"task-action-{row.id}"):
                said = f"**{plain(short(row.what, 60))}** · {_sentence(me, own)}"
                st.warning(said, icon=look.RESERVED.icon, width="stretch")
                _confirm_action(me, row, "-task")
        if len(mine) > FOREMOST:
            more = len(mine) - FOREMOST
            st.caption(tn("… and {n} more reservation.", "… and {n} more reservations.", more))
