"""The standing plan as people signed it, in the document's order; what is outdated is said plainly (R1-R5, R14-R17).

The words come from the plan file. Names and numbers are for those who may see contacts, never on a board.
"""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from components import feedback, statutes, times
from components.plain import plain
from components.session import Me
from components.texts import mark, t
from data import queries
from data.plan import Kept, Party, Role, Section, StandingPlan, last_confirmed, successors
from data.vocabulary import Register, Verb

HEADINGS: Final[Mapping[Register, str]] = {
    Register.MEMBERS: mark("The preparedness group"),
    Register.CATALOGUE: mark("Typical actions"),
    Register.RULES: mark("Confidentiality and the duty to notify"),
    Register.SIGNATURES: mark("Signatures"),
}
"""Of a register that the plan file's document does not place."""


def about(me: Me) -> None:
    """Basis, period, approval and edition (R1-R3)."""
    plan = me.plan
    with st.container(border=True, key="plan-about"):
        st.markdown(t("Edition: **{revision}**", revision=plain(plan.revision)))
        st.markdown(t("Basis: {basis}", basis=plain(plan.basis)))
        st.markdown(t("Period: **{period}**", period=plain(plan.period)))
        if plan.period_ends and plan.period_ends < times.today():
            st.warning(t("The period has expired."), icon=":material/event_busy:")
        if plan.funding_note:
            st.caption(plain(plan.funding_note))
        approval = plain(plan.approval)
        if plan.approved_on:
            approval += f" ({times.whole_day(plan.approved_on)})"
        st.markdown(t("Approval by Landsbyggefonden: **{approval}**", approval=approval))
        signed = plan.signature_status()
        if signed.complete and signed.last:
            day = times.whole_day(signed.last)
            st.markdown(t("Signed by every party that must sign, the last on {day}.", day=day))
        elif signed.missing:
            missing = ", ".join(party.name for party in signed.missing)
            st.warning(t("Signature missing: {parties}", parties=plain(missing)), icon=":material/ink_pen:")


def document(me: Me) -> None:
    """Every section, with what stands there as data."""
    for number, section in enumerate(me.plan.sections):
        st.header(plain(heading(me, section)), anchor=False)
        with st.container(key=f"section-{number}", gap="small"):
            _words(me, section)
        for register in section.shows:
            SHOWN[register](me)


def heading(me: Me, section: Section) -> str:
    """The document's own; its beginning has the plan's title, and a register without words its own."""
    return section.heading or (me.plan.title if section.paragraphs else t(HEADINGS[section.shows[0]]))


def _words(me: Me, section: Section) -> None:
    """The document's own words, and what has become of those it names."""
    if not section.paragraphs:
        return
    told, before = [], False
    for one in section.paragraphs:
        told.append(("\n" if before and one.point else "\n\n") + ("- " if one.point else "") + plain(one.text))
        before = one.point
    st.markdown("".join(told).strip())
    for party in outdated(me, section):
        st.warning(plain(fate(me, party)), icon=":material/history_toggle_off:")
    first, last = section.paragraphs[0].line, section.paragraphs[-1].line
    st.caption(
        t("The signed document, line {line}", line=first)
        if first == last
        else t("The signed document, lines {first}–{last}", first=first, last=last)
    )


def outdated(me: Me, section: Section) -> tuple[Party, ...]:
    """The parties a section names that exist no more (R22; domain.md 2.7)."""
    said = " ".join(one.text for one in section.paragraphs)
    return tuple(p for p in me.plan.parties.values() if p.valid_to and p.valid_to < times.today() and p.name in said)


def fate(me: Me, party: Party) -> str:
    """What has become of an outdated party; plain text."""
    told = t("{party} ended on {day}.", party=party.name, day=times.whole_day(party.valid_to)) if party.valid_to else ""
    now = ", ".join(one.name for one in successors(me.plan, party, times.today()))
    return " ".join([told, t("Now: {parties}.", parties=now)] if now else [told])


def in_order(plan: StandingPlan) -> list[Role]:
    """The fixed members as the document lists their contacts, then those it lists none for."""
    listed = [contact.role for contact in plan.contacts]
    return sorted(plan.permanent_roles, key=lambda role: [*listed, role.code].index(role.code))


def _members(me: Me) -> None:
    """How each fixed member is reached (R14, R17)."""
    kept = queries.kept(me.store)
    for role in in_order(me.plan):
        contact, party = me.plan.contact_of(role.code), me.plan.party_of(role.code)
        with st.container(border=True, key=f"role-{role.code}"):
            st.markdown(f"**{plain(role.title)}** · {plain(party.name if party else '')}")
            if contact is None:
                st.caption(t("No contact in the plan file."))
                continue
            if not me.may(Verb.SEE_CONTACTS):
                st.caption(t("Contacts are shown to members of the group."))
                continue
            st.markdown(f"{plain(contact.name)}, {plain(contact.function)}, {plain(contact.organisation)}")
            phone = f":material/call: [{spaced(contact.phone)}](tel:{contact.phone})"
            st.markdown(f"{phone} · :material/mail: [{plain(contact.email)}](mailto:{contact.email})")
            written = t("In the document: {phone}", phone=contact.phone_as_written)
            confirmed = t("Last confirmed {day}", day=times.whole_day(last_confirmed(role.code, contact, kept)))
            st.caption(plain(f"{written} · {confirmed}"))
            _stand_ins(me, role.code, kept)


def _stand_ins(me: Me, role: str, kept: Kept) -> None:
    """Who answers when the holder cannot, in the order they are tried (R21)."""
    for one in me.plan.stand_ins_of(role):
        told = t("Stand-in: {name}, {function}", name=one.name, function=one.function)
        st.markdown(f"{plain(told)} · :material/call: [{spaced(one.phone)}](tel:{one.phone})")
        mandate = t("Mandate: {mandate}", mandate=one.mandate_as_written or t("unknown"))
        confirmed = t("Last confirmed {day}", day=times.whole_day(last_confirmed(role, one, kept)))
        st.caption(plain(f"{mandate} · {confirmed}"))


def spaced(number: str) -> str:
    """A Danish number as people read it: +45 31 70 03 61; others as they are."""
    if not (number.startswith("+45") and len(number) == 11):
        return number
    return " ".join([number[:3], *(number[i : i + 2] for i in range(3, 11, 2))])


def _catalogue(me: Me) -> None:
    """The typical actions as the product offers them: suggestions, not a duty (R54-R60)."""
    with st.expander(t("As the product offers them"), icon=":material/checklist:", key="catalogue"):
        for entry in me.plan.catalogue.values():
            owner = feedback.party_name(me, entry.party) if entry.party else t("housing organisation")
            told = [plain(entry.text), f"*{plain(owner)}*"]
            if entry.person_related:
                told.append(t("only begun or finished is shown"))
            st.markdown(f"**{entry.code}** " + " · ".join(told))


def _rules(me: Me) -> None:
    """The statute texts with the day they were in force (R51), and the way to what they mean for one's own writing."""
    with st.expander(t("The rules today"), icon=":material/gavel:", key="rules"):
        for statute in me.plan.statutes:
            statutes.card(me, statute)
    st.page_link(
        "vejledning.py", label=t("What may I write? Confidentiality and duty to notify"), icon=":material/help:"
    )


def _signatures(me: Me) -> None:
    """Every signature as it was written and as a day (R5)."""
    for signature in me.plan.signatures:
        party = me.plan.parties[signature.party]
        with st.container(key=f"signature-{signature.party}", gap="xxsmall"):
            st.markdown(f":material/ink_pen: **{plain(party.name)}** · {times.whole_day(signature.signed)}")
            written = t("Written as “{day}”", day=signature.as_written)
            who = " ".join(part for part in (signature.on_behalf, signature.signatory) if part)
            st.caption(plain(f"{who} · {written}" if me.may(Verb.SEE_CONTACTS) else written))
    for party in me.plan.signature_status().missing:
        st.warning(t("Signature missing: {parties}", parties=plain(party.name)), icon=":material/ink_pen:")


SHOWN: Final[Mapping[Register, Callable[[Me], None]]] = {
    Register.MEMBERS: _members,
    Register.CATALOGUE: _catalogue,
    Register.RULES: _rules,
    Register.SIGNATURES: _signatures,
}
