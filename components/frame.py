"""What stands round every page: the banner of an exercise, and who one is."""

import streamlit as st

from components import feedback, live, session
from components.session import Me
from components.texts import t
from data import commands, queries


@live.follows(key="banner")
def banner() -> None:
    """ØVELSE on every page while there is one (6.13); a real incident at the same time is said louder."""
    me = session.current()
    exercise, real = queries.exercise_running(me.store)
    if exercise:
        what = t("A real incident is open at the same time.") if real else t("Nothing here has happened.")
        st.warning(what, title=t("EXERCISE EXERCISE EXERCISE"), icon=":material/exercise:")


def sidebar(me: Me) -> None:
    """Who is signed in, in which hat, and the way out."""
    with st.sidebar:
        with st.container(border=True):
            st.caption(t("You act as"))
            _hat(me)
            party = me.plan.party_of(me.viewer.role)
            if party:
                st.caption(party.name)
        leave = t("Sign out / change user")
        st.html(f'<a href="/log-ud" target="_self">{leave}</a>')


def _hat(me: Me) -> None:
    """One's role; whoever holds several chooses (6.18)."""
    roles = me.signed_in.roles
    if len(roles) == 1:
        st.markdown(f"**{feedback.role_title(me, roles[0])}**")
        return
    chosen = st.selectbox(
        t("You act as"), roles, roles.index(me.signed_in.role), label_visibility="collapsed", key="hat",
        format_func=lambda role: feedback.role_title(me, role),
    )  # fmt: skip
    if chosen != me.signed_in.role:
        commands.choose_hat(me.store, me.signed_in.sign_in, chosen)
        feedback.redraw()
