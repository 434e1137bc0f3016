"""What may be written and what not, and the duty to notify: for everybody who is signed in (R46-R53).

The statutes, the way to notify and the confidentiality line come from the plan file. There is no field here for a
child, a place or a word: the one thing that can be given is a day.
"""

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import receipt, statutes
from components.plain import plain
from components.session import Me
from components.texts import mark, t
from data.plan import Statute
from data.vocabulary import RuleTopic

MAY: Final = (
    mark("What happened, in general terms: “Windows broken in two stairwells, nobody hurt”"),
    mark("Where, as quarter, block or outdoor area: “At the car park”"),
    mark("When, and how sure it is: “About 21.40, not confirmed”"),
    mark("How many, as a number or a range: “15 to 20 young people”"),
    mark("What is done, by which party and function: “The caretaker on duty clears the entrance before 22.00”"),
    mark("Somebody hurt, without who: “A staff member was hit, crisis help is offered”"),
    mark("Decisions and agreed messages"),
)
MUST_NOT: Final = (
    mark("Names, initials and nicknames: “K.H. was there again”"),
    mark("CPR numbers, telephone numbers, e-mail addresses and number plates"),
    mark("Addresses with floor or door: “2nd floor, left”"),
    mark("Descriptions that point at one: school, class and age together, or “the caretaker’s son”"),
    mark("Who is suspected, charged or convicted of something"),
    mark("Ethnic origin, religion, illness, addiction or family matters"),
    mark("Names of groups that are only a few people"),
    mark("That somebody has been notified about, or what was said in the closed item"),
)


def writing(me: Me) -> None:
    """What may be written and what not, with examples (R46; domain.md 2.8)."""
    st.header(t("What may I write?"), anchor=False)
    st.info(plain(me.plan.confidentiality), icon=":material/shield_person:")
    left, right = st.columns(2)
    _examples(left, ":material/check_circle: " + t("Write this"), MAY)
    _examples(right, ":material/block: " + t("Never write this"), MUST_NOT)
    st.markdown(
        t(
            "**If it has happened all the same:** ask somebody who may remove texts, on the page History. It is "
            "removed for good. Tell your data protection officer, too: it may be a breach to report."
        )
    )


def _examples(column: DeltaGenerator, title: str, examples: Sequence[str]) -> None:
    with column.container(border=True, height="stretch"):
        st.markdown(f"**{title}**")
        st.markdown("\n".join(f"- {plain(t(example))}" for example in examples))


def duty(me: Me) -> None:
    """The duty to notify: one's own first, the way to notify, and that the notifier is no party (R50-R52)."""
    st.header(t("The duty to notify"), anchor=False)
    party = me.plan.party_of(me.viewer.role)
    general, sharpened = (me.plan.statutes_about(topic) for topic in (RuleTopic.GENERAL_DUTY, RuleTopic.SHARPENED_DUTY))
    if party and any(one.applies_to and party.kind in one.applies_to for one in sharpened):
        said = t("You act for {party}: the **sharpened** duty of public employees applies.", party=plain(party.name))
    elif party and general:
        said = t("You act for {party}: the **general** duty, which everybody has, applies.", party=plain(party.name))
    else:
        said = t("Everybody has the general duty; public employees have a sharpened one.")
    st.markdown(said)
    _own(me, (*sharpened, *general))
    _way(me)
    st.markdown(
        t(
            "**Whoever notifies is no party to the case.** The municipality may not tell how it goes on, so nothing "
            "here asks, follows up or shows a status. A notification never passes through this product."
        )
    )


def _way(me: Me) -> None:
    """The municipality's own way, as the plan file has it."""
    rule = me.plan.notification
    with st.container(border=True, key="notify"):
        st.markdown(t("**This is how you notify:** {way}", way=plain(rule.channel)))
        if rule.phone_as_written:
            st.markdown(f":material/call: [{plain(rule.phone_as_written)}](tel:{rule.phone})")
        if rule.link.startswith("https://"):
            st.link_button(t("Open the municipality’s page"), rule.link, icon=":material/open_in_new:")
        st.caption(t("Is a child in danger now: call 112."))


def due(me: Me) -> None:
    """The receipt: what the plan says, what is not verified about it, and the day (R53)."""
    st.header(t("The receipt"), anchor=False)
    for statute in me.plan.statutes_about(RuleTopic.RECEIPT):
        statutes.card(me, statute)
    receipt.calculator(me)


def rest(me: Me) -> None:
    """Confidentiality and disclosure; what goes its own way outside; and what concerns the others."""
    st.header(t("Confidentiality and disclosure"), anchor=False)
    _own(me, [*_about(me, RuleTopic.CONFIDENTIALITY), *_about(me, RuleTopic.DISCLOSURE), *_about(me, None)])
    if apart := me.plan.statutes_about(RuleTopic.OWN_CHANNEL):
        st.header(t("A channel of its own, outside this product"), anchor=False)
        st.markdown(
            t("It is named here so that nobody looks for it: there is no field for it, and there will be none.")
        )
        for statute in apart:
            statutes.card(me, statute)
    others = [one for one in me.plan.statutes if not statutes.ours(me, one) and one.topic is not RuleTopic.OWN_CHANNEL]
    if others:
        with st.expander(t("Rules that concern the other parties"), icon=":material/groups:", key="others"):
            for statute in others:
                statutes.card(me, statute)


def _about(me: Me, topic: RuleTopic | None) -> list[Statute]:
    return [statute for statute in me.plan.statutes if statute.topic is topic]


def _own(me: Me, found: Sequence[Statute]) -> None:
    """Those that apply to the viewer's own party."""
    for statute in found:
        if statutes.ours(me, statute):
            statutes.card(me, statute)
