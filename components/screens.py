"""The board as participants reach it: opened, printed, held; and the screens, as those with the right see them."""

import secrets

import streamlit as st

from components import feedback, finding, incident_map, sheet, times
from components.plain import plain
from components.screen_forms import CODE
from components.session import Me
from components.sheet import Pin
from components.texts import t
from data import commands, queries
from data.vocabulary import IncidentState, Verb

BOARD = "/tavle"


def ways(me: Me) -> None:
    """To the board itself, in a tab of its own."""
    if not me.may(Verb.READ) or me.viewer.only is not None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button(t("Open the board"), BOARD, icon=":material/tv:", type="primary")
        st.link_button(t("Print the situation (PDF)"), f"{BOARD}/udskrift.pdf", icon=":material/print:")
    st.caption(t("Everything on paper: the board, the call list and empty forms."))


def held(me: Me) -> None:
    """Which of several the boards show; everybody who attends may hold one (6.12)."""
    _looked_back_at(me)
    active = [row for row in queries.incidents(me.store, me.viewer) if row.state is IncidentState.ACTIVE]
    pinned = next((row for row in active if row.id == queries.pinned(me.store)), None)
    if pinned is None and len({row.plan_id or -row.id for row in active}) < 2:
        return
    st.subheader(t("What the boards show"), anchor=False)
    if pinned:
        st.markdown(t("The boards hold on to {name}.", name=f"**{plain(incident_map.name(me, pinned))}**"))
    else:
        st.caption(t("They show one after the other, 20 seconds each. Hold one, and every board stays with it."))
    if not me.may(Verb.ATTEND) or me.viewer.only is not None:
        return
    for row in active:
        if row is not pinned:
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(plain(incident_map.name(me, row)), width="content")
                _hold(me, row.id, t("Hold this one"), t("Every board holds it now."))
    if pinned:
        _hold(me, None, t("Let them take turns"), t("The boards take turns again."))


def _looked_back_at(me: Me) -> None:
    """That the boards show a review, and the way back to what they show by themselves."""
    shown = queries.reviewed(me.store)
    row = next((row for row in queries.reviewable(me.store, me.viewer) if row.id == shown), None)
    if row is None:
        return
    st.subheader(t("What the boards show"), anchor=False)
    st.markdown(t("The boards show the review of {name}.", name=f"**{plain(incident_map.name(me, row))}**"))
    if me.may(Verb.ATTEND):
        _hold(me, None, t("Take it off the boards"), t("The boards show what runs."))


def show_review(me: Me, incident: int) -> None:
    """Put the review of what has ended on the boards of the room, for as long as a council's meeting lasts."""
    if not me.may(Verb.ATTEND) or me.viewer.only is not None or not queries.screens_live(me.store):
        return
    if queries.reviewed(me.store) == incident:
        _hold(me, None, t("Take it off the boards"), t("The boards show what runs."))
    else:
        _hold(me, incident, t("Show it on the boards"), t("The boards show the review, unless something runs."))


def _hold(me: Me, incident: int | None, label: str, said: str) -> None:
    st.button(
        label, key=f"save-hold-{incident or 0}", icon=":material/push_pin:", on_click=_pin, args=(me, incident, said)
    )


def _pin(me: Me, incident: int | None, said: str) -> None:
    feedback.attempt(me, commands.pin_board, incident=incident, said=said)


def paired(me: Me) -> None:
    """The screens, for those who may pair and end them."""
    if not me.may(Verb.PAIR_SCREEN):
        return
    st.subheader(t("Screens on the wall"), anchor=False)
    rows = queries.screens(me.store, me.viewer)
    if not rows:
        site = "/".join((st.context.url or "").split("/")[:3])
        st.caption(
            t(
                "No screen is paired. On the computer of the room, open {address}; it shows a code.",
                address=plain(site + BOARD),
            )
        )
    shown = finding.found(
        rows, lambda row: f"{row.room} {feedback.role_title(me, row.role)}", key="screens-search",
        label=t("Search by room, or by who paired it"),
    )  # fmt: skip
    for row in shown:
        with st.container(border=True, key=f"screen-{row.id}"):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f"**{plain(row.room)}**", width="content")
                sheet.open_button(t("End this screen"), "end_screen", row.id, 0, icon=":material/tv_off:")
            by = t("paired {time} by {role}", time=times.when(row.at, me.now), role=feedback.role_title(me, row.role))
            seen = t("last seen {time}", time=times.when(row.seen_at, me.now)) if row.seen_at else t("not seen yet")
            st.caption(plain(f"{by} · {seen}"))
    sheet.open_button(t("Pair a screen"), "pair_screen", 0, 0, icon=":material/add_to_queue:")


def from_code(me: Me) -> None:
    """Whoever comes by the QR code of a waiting machine finds the form open, with its six figures."""
    if CODE not in st.query_params or sheet.opened() is not None:
        return
    if me.may(Verb.PAIR_SCREEN):
        st.query_params[sheet.PARAM] = str(Pin("pair_screen", 0, 0, secrets.token_urlsafe(9)))
    else:
        st.error(t("Your role may not pair a screen. Ask {coordinator}.", coordinator=plain(me.plan.coordinator.title)))
