"""How the leaders of an action are reached, in one click from it. Source: plan line 65 (R38).

Function, telephone and mail for whoever may see contacts, and nothing is drawn before the click. Everybody else reads
function and party on the card itself; no shared screen has more.
"""

import streamlit as st

from components import feedback, look, times
from components.plain import plain
from components.session import Me
from components.standing_plan import spaced
from components.texts import t
from data.plan import Contact, StandIn, StandingPlan
from data.queries import ActionRow
from data.rules import descriptions
from data.vocabulary import Verb


def of(plan: StandingPlan, row: ActionRow) -> list[str]:
    """Role codes: the leaders, or where none is named those who could be."""
    named = [code for code in row.leaders if code in plan.roles]
    return named or [role.code for role in descriptions.leaders_of(plan, row.party or "")]


def reach(me: Me, row: ActionRow) -> None:
    """The button with what it opens; none where nobody is responsible or the viewer may not see contacts."""
    plan = me.plan_of(row.standing_plan_id)
    if not me.may(Verb.SEE_CONTACTS) or not (roles := of(plan, row)):
        return
    with st.popover(
        t("Contact"), icon=":material/call:", key=f"reach-{row.id}", on_change="rerun", type="tertiary"
    ) as shown:
        if shown.open:
            for code in roles:
                _leader(me, plan, code)


def _leader(me: Me, plan: StandingPlan, role: str) -> None:
    """One leader, and the stand-ins in the order they are tried (R21)."""
    party, title = plan.party_of(role), feedback.role_title(me, role)
    named = f" · {plain(party.short)}" if party and title not in (party.name, party.short) else ""
    st.markdown(f"**{plain(title)}**{named}")
    contact = plan.contact_of(role)
    if contact is None:
        st.caption(t("No contact in the plan file."))
    else:
        st.markdown(_ways(contact))
    for place, stand_in in enumerate(plan.stand_ins_of(role), start=1):
        if stand_in.valid_on(times.today()):
            stands_in, mandate = t("stand-in no. {n}", n=place), look.MANDATE[stand_in.mandate].label.lower()
            st.caption(f"{stands_in} · {mandate}")
            st.markdown(_ways(stand_in))


def _ways(found: Contact | StandIn) -> str:
    """Function, a number to press and an address to press."""
    told = [plain(found.function), f":material/call: [**{spaced(found.phone)}**](tel:{found.phone})"]
    if found.email:
        told.append(f":material/mail: [{plain(found.email)}](mailto:{found.email})")
    return "  \n".join(told)
