"""The standing plan as it is in use: what is outdated said plainly, and the contacts for signed-in members only."""

import streamlit as st

from components import feedback, times
from components.plain import plain
from components.session import Me
from components.texts import t
from data.vocabulary import Verb


def about(me: Me) -> None:
    """Basis, period, approval and signatures (R1-R5)."""
    plan = me.plan
    st.markdown(plain(plan.basis))
    with st.container(border=True):
        st.markdown(t("Period: **{period}**", period=plain(plan.period)))
        if plan.period_ends and plan.period_ends < times.today():
            st.warning(t("The period has expired."), icon=":material/event_busy:")
        st.markdown(t("Approval by Landsbyggefonden: **{approval}**", approval=plain(plan.approval)))
        status = plan.signature_status()
        if status.complete:
            st.markdown(t("Signed by every party that must sign."))
        else:
            missing = ", ".join(party.name for party in status.missing)
            st.warning(t("Signature missing: {parties}", parties=plain(missing)), icon=":material/ink_pen:")
        for signature in plan.signatures:
            who = [plan.parties[signature.party].name, signature.signatory, times.whole_day(signature.signed)]
            st.caption(plain(" · ".join(who if me.may(Verb.SEE_CONTACTS) else who[::2])))


def contacts(me: Me) -> None:
    """How each fixed member is reached; seen by signed-in members with the right, never on a board."""
    st.header(t("The preparedness group"), anchor=False)
    for role in me.plan.permanent_roles:
        contact = me.plan.contact_of(role.code)
        party = me.plan.party_of(role.code)
        with st.container(border=True, key=f"role-{role.code}"):
            st.markdown(f"**{plain(role.title)}** · {plain(party.name if party else '')}")
            if contact is None:
                st.caption(t("No contact in the plan file."))
            elif me.may(Verb.SEE_CONTACTS):
                st.markdown(f"{plain(contact.name)}, {plain(contact.function)}")
                phone = f"[{spaced(contact.phone)}](tel:{contact.phone})"
                st.markdown(f"{phone} · [{plain(contact.email)}](mailto:{contact.email})")
                st.caption(t("Last confirmed {day}", day=times.whole_day(contact.confirmed)))
            else:
                st.caption(t("Contacts are shown to members of the group."))


def spaced(number: str) -> str:
    """A Danish number as people read it: +45 31 70 03 61; others as they are."""
    if not (number.startswith("+45") and len(number) == 11):
        return number
    return " ".join([number[:3], *(number[i : i + 2] for i in range(3, 11, 2))])


def catalogue(me: Me) -> None:
    """The typical actions: suggestions, not a duty (R54-R60)."""
    st.header(t("Typical actions"), anchor=False)
    for entry in me.plan.catalogue.values():
        owner = feedback.party_name(me, entry.party) if entry.party else t("housing organisation")
        st.markdown(f"**{entry.code}** {plain(entry.text)} · *{plain(owner)}*")


def statutes(me: Me) -> None:
    """The statute texts with the day they were in force (R51)."""
    st.header(t("Confidentiality and the duty to notify"), anchor=False)
    st.info(plain(me.plan.confidentiality), icon=":material/shield_person:")
    for statute in me.plan.statutes:
        with st.expander(plain(statute.title), key=f"statute-{statute.code}"):
            st.markdown(plain(statute.text))
            st.caption(t("In force as of {day}", day=times.whole_day(statute.in_force_as_of)))
            if statute.note:
                st.caption(plain(statute.note))
