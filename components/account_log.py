"""What has happened with an account, from the log: who did it, in which hat and when (R14, 6.18)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import streamlit as st

from components import feedback, look, times
from components.plain import plain
from components.session import Me
from components.texts import NAMES, t, tn
from data import queries
from data.queries import AccountLine, AccountRow
from data.queries.accounts import LINES
from data.vocabulary import AccountMailKind, Language, MailState, Mandate, Verb

Facts = Mapping[str, Any]


def history(me: Me, row: AccountRow) -> None:
    """Folded; read only once it is opened."""
    title = t("What has happened with the account")
    with st.expander(title, icon=":material/history:", key=f"account-log-{row.person}", on_change="rerun") as opened:
        if not opened.open:
            return
        lines = queries.account_history(me.store, me.viewer, row.person)
        for line in lines:
            st.markdown(f":small[**{times.when(line.at, me.now)}** · {plain(_who(me, line))} {said(me, line)}]")
        if len(lines) == LINES:
            st.caption(t("Only the newest {n} lines are shown here.", n=LINES))


def _who(me: Me, line: AccountLine) -> str:
    """The function of the account, and the hat worn where that says something else."""
    hat = feedback.role_title(me, line.role)
    if line.by is None or line.by == hat:
        return hat
    return t("{account}, as {role}", account=line.by, role=hat)


def said(me: Me, line: AccountLine) -> str:
    """What was done, with its particulars, safe for Markdown; a link is made, sent or stopped by one verb."""
    if line.verb is Verb.INVITE_AGAIN:
        return _link(line.facts)
    done = t(look.VERB[line.verb]) if line.verb in look.VERB else line.verb.value
    told = TELLS[line.verb](me, line.facts) if line.verb in TELLS else ""
    return f"{done}: {told}" if told else done


def _link(facts: Facts) -> str:
    if "stopped" in facts:
        return tn("stopped {n} link", "stopped {n} links", facts["stopped"])
    if facts.get("asked"):
        return t("had a mail sent: {kind}", kind=_kind(facts))
    if "mail" in facts:
        return t("made the link of a mail: {kind}", kind=_kind(facts))
    return t("made a link")


def _kind(facts: Facts) -> str:
    return t(look.ACCOUNT_MAIL[AccountMailKind(facts["kind"])]).lower()


def _role(me: Me, facts: Facts) -> str:
    told = [plain(feedback.role_title(me, facts.get("role")))]
    if facts.get("stand_in"):
        told += [t("as a stand-in"), look.MANDATE[Mandate(facts["stand_in"])].label.lower()]
    if facts.get("until"):
        told.append(t("until {time}", time=times.day_and_clock(datetime.fromisoformat(facts["until"]), me.now)))
    return " · ".join(told)


def _mail(_me: Me, facts: Facts) -> str:
    tries = tn("after {n} try", "after {n} tries", facts["tries"]) if facts["tries"] > 1 else ""
    state = look.MAIL[MailState(facts["state"])].label.lower()
    return " · ".join(part for part in (_kind(facts), state, tries) if part)


def _address(_me: Me, facts: Facts) -> str:
    return "" if facts.get("mail", True) else t("taken away")


def _language(_me: Me, facts: Facts) -> str:
    return NAMES[Language(facts["language"])]


TELLS: Final[Mapping[Verb, Callable[[Me, Facts], str]]] = {
    Verb.GRANT_ROLE: _role,
    Verb.END_ROLE: _role,
    Verb.DELIVER: _mail,
    Verb.CHOOSE_ADDRESS: _address,
    Verb.CHOOSE_LANGUAGE: _language,
}
