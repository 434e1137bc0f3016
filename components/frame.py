"""What stands round every page: the banner of an exercise, and who one is."""

import streamlit as st

from components import feedback, invitations, live, mandates, page_help, session, sheet
from components.plain import plain
from components.session import Me
from components.texts import NAMES, TAB, language, speaking, t
from components.web.leave import sign_out_button
from data import commands
from data.vocabulary import Language

HAT = "hat"
MENU = "me"


@live.follows(key="banner", seldom=True)
def banner(hats: str) -> None:
    """ØVELSE on every page while there is one (6.13); a real incident at the same time is said first, and louder.

    `hats` are those the page was drawn for (Me.hats): with others, menu and head are drawn anew as well. Not over an
    open form, which keeps what was typed: its save asks for the hat anew (components/sheet.py).
    """
    me = session.current()
    if me.hats != hats and sheet.opened() is None:
        feedback.redraw()
    running = me.running
    if running.exercise and running.real:
        st.error(
            t("**REAL INCIDENT OPEN** – an exercise is running as well; only what is marked EXERCISE belongs to it."),
            icon=":material/warning:",
        )
    elif running.exercise:
        said = t("**{word} {word} {word}** – What is marked as an exercise here has not happened.", word=t("EXERCISE"))
        st.warning(said, icon=":material/exercise:")


def head(me: Me, title: str, file: str) -> None:
    """The page's name, the area, what the page is for, and who one is."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(f"{title} · {plain(me.plan.area.short)}", anchor=False, width="content")
        with st.container(horizontal=True, width="content", gap="small"):
            page_help.draw(me, file)
            with st.popover(
                mandates.hat_word(me, me.signed_in.worn), icon=":material/account_circle:", key=MENU, on_change="rerun"
            ):
                _hat(me)
                _language(me)
                st.page_link(page_help.GUIDE, label=t("Help"), icon=":material/help:")
                _account(me)
                sign_out_button()
    invitations.guest_banner(me)


def _account(me: Me) -> None:
    """What one settles about one's own account; a guest has none of its own."""
    if me.signed_in.only is not None:
        return
    offers = [("sign_ins", t("Where you are signed in"), "devices")]
    if me.signed_in.password:
        offers = [
            ("password", t("Change your password"), "key"),
            ("second_factor", t("Two-step sign-in"), "security"),
            ("own_address", t("Your e-mail address"), "mail"),
            *offers,
        ]
    for form, label, icon in offers:
        key = f"open-{form}-{me.signed_in.person}"
        if st.button(
            label, key=key, icon=f":material/{icon}:", width="stretch", on_click=_open, args=(form, me.signed_in.person)
        ):
            feedback.redraw()


def _open(form: str, person: int) -> None:
    """Open a form of one's own account; the menu closes, or it would lie over the form."""
    st.session_state[MENU] = False
    sheet.open_form(form, person, 0)


def _hat(me: Me) -> None:
    """One's role; whoever holds several chooses (6.18)."""
    party = me.plan.party_of(me.viewer.role)
    st.caption(t("You act as"))
    roles = me.signed_in.roles
    if len(roles) == 1:
        st.markdown(f"**{plain(mandates.hat_word(me, me.signed_in.worn))}**")
    else:
        st.session_state[HAT] = me.signed_in.role  # as the sign-in has it, whatever another tab chose meanwhile
        st.selectbox(
            t("You act as"), roles, label_visibility="collapsed", key=HAT, on_change=_choose_hat, args=(me,),
            format_func=lambda role: next(
                (mandates.hat_word(me, hat) for hat in me.signed_in.hats if hat.role == role), role
            ),
        )  # fmt: skip
    if party:
        st.caption(plain(party.name))
    mandates.of_hat(me, me.signed_in.worn)


def _choose_hat(me: Me) -> None:
    commands.choose_hat(me.store, me.signed_in.sign_in, st.session_state[HAT])


def speak_to(me: Me) -> None:
    """From now on this tab is in the language of who is looking; once a page, in pages/navigation.py.

    Not while a form is open: Streamlit knows what was chosen in a field by its words, and forgets it when they change.
    """
    if TAB not in st.session_state or sheet.opened() is None:
        st.session_state[TAB] = _chosen(me).value


def _chosen(me: Me) -> Language:
    return me.signed_in.language or Language.DANISH


def _language(me: Me) -> None:
    """Dansk or English, for this account from now on; each language is told in its own words."""
    chosen = _chosen(me)
    st.segmented_control(
        t("Language"), list(Language), default=chosen, format_func=NAMES.__getitem__, key=f"language-{chosen}",
        required=True, width="stretch", on_change=_choose, args=(me, f"language-{chosen}"),
    )  # fmt: skip
    if chosen is not language():
        st.caption(t("The form that is open keeps its language until it is sent or left."))
    elif chosen is not Language.DANISH:
        st.caption(t("The words of the plan file, and what people have written, stay in Danish."))


def _choose(me: Me, key: str) -> None:
    chosen = Language.named(st.session_state[key])
    with speaking(chosen or language()):
        said = t("The language is changed, and remembered for your account.")
    feedback.attempt(me, commands.choose_language, language=chosen or "", said=said)
