"""What is known of an incident: each fact with its source, its age and how sure it is; and the forms about it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from components import feedback, look, rebuttal, sheet, times
from components.plain import plain, quote, words
from components.session import Me
from components.sheet import Latest, Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.queries import FactRow, IncidentRow, Said
from data.rules.facts import TELLABLE
from data.rules.incidents import OPEN
from data.storage import Seen
from data.vocabulary import Certainty, Source, Verb

FOREMOST = 4
"""Facts that are seen at once; the older ones are a click away."""


def known(me: Me, row: IncidentRow, facts: Sequence[FactRow]) -> None:
    """All that was told, newest first."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(t("What we know"), anchor=False, width="content")
        if row.state in OPEN and me.may(Verb.TELL_FACT):
            sheet.open_button(t("Tell something new"), "fact", row.id, 0, icon=":material/add_comment:")
    told = _rebutted(me, row, facts)
    for fact in facts[:FOREMOST]:
        _card(me, row, fact, told)
    if older := facts[FOREMOST:]:
        with st.expander(t("Earlier ({n})", n=len(older)), key=f"facts-{row.id}"):
            for fact in older:
                _card(me, row, fact, told)


def briefly(me: Me, facts: Sequence[FactRow]) -> None:
    """The newest, one line each, with age and how sure they are: for the round at the table."""
    st.markdown("\n".join(
        f"- {look.CERTAINTY[fact.certainty].icon} {words(fact.what)} "
        f":gray[· {look.CERTAINTY[fact.certainty].label.lower()} · {times.ago(fact.happened_at, me.now)}]"
        for fact in facts[:FOREMOST]
    ))  # fmt: skip


def _card(me: Me, row: IncidentRow, fact: FactRow, told: Mapping[int, tuple[int, int]]) -> None:
    how = look.CERTAINTY[fact.certainty]
    with st.container(border=True, gap="xsmall", key=f"fact-{fact.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(how.label, icon=how.icon, color=how.colour)
            st.caption(
                t("{span} ago · {source} · told by {who}", span=times.ago(fact.happened_at, me.now),
                  source=t(look.SOURCE[fact.source]), who=plain(feedback.role_title(me, fact.role)))
            )  # fmt: skip
        refuted = fact.certainty is Certainty.REFUTED and fact.what.body
        st.markdown(f"~~{words(fact.what)}~~" if refuted else words(fact.what))
        _judged(me, fact)
        for earlier in fact.before:
            said = _said(me, earlier.certainty, earlier.at, earlier.role, earlier.reason)
            told_before = t("Before: {judged}", judged=said)
            st.markdown(f":small[:gray[{told_before}]]")
        if row.state in OPEN and me.may(Verb.JUDGE_FACT, coordinator=row.coordinator):
            _buttons(me, fact)
        if fact.certainty is Certainty.REFUTED:
            rebuttal.offer(me, row, fact, told.get(fact.id))


def _judged(me: Me, fact: FactRow) -> None:
    """Who said last how sure it is, when, and what is true instead."""
    if fact.judged_at and fact.judged_role:
        st.caption(_said(me, fact.certainty, fact.judged_at, fact.judged_role))
    if fact.reason.id:
        st.markdown(quote(fact.reason))


def _said(me: Me, certainty: Certainty, at: datetime, role: str, reason: Said | None = None) -> str:
    """*Afkræftet 17.22 af Politi*, and the reason behind it."""
    told = t(
        "{certainty} {time} by {who}", certainty=look.CERTAINTY[certainty].label, time=times.when(at, me.now),
        who=plain(feedback.role_title(me, role)),
    )  # fmt: skip
    return f"{told}: “{words(reason)}”" if reason and reason.id else told


def _rebutted(me: Me, row: IncidentRow, facts: Sequence[FactRow]) -> Mapping[int, tuple[int, int]]:
    """Which refuted ones a message puts right already."""
    refuted = [fact.id for fact in facts if fact.certainty is Certainty.REFUTED]
    return queries.rebuttals(me.store, me.viewer, refuted) if refuted and row.plan_id else {}


def _buttons(me: Me, fact: FactRow) -> None:
    """Confirm in one click what nobody has judged; anything else has its form, that says what it takes back."""
    icon = look.CERTAINTY[Certainty.CONFIRMED].icon
    with st.container(horizontal=True):
        if fact.certainty is not Certainty.CONFIRMED and fact.judged_at:
            sheet.open_button(t("Confirm …"), "confirm_fact", fact.id, fact.version, icon=icon)
        elif fact.certainty is not Certainty.CONFIRMED:
            st.button(
                t("Confirm"), icon=icon, key=f"save-confirm-{fact.id}",
                on_click=feedback.attempt, args=(me, commands.judge_fact, f"confirm-{fact.id}-{fact.version}"),
                kwargs={
                    "seen": Seen(fact.id, fact.version), "certainty": Certainty.CONFIRMED,
                    "said": t("Confirmed."),
                },
            )  # fmt: skip
        if fact.certainty is not Certainty.REFUTED:
            sheet.open_button(t("Refute"), "refute", fact.id, fact.version, icon=look.CERTAINTY[Certainty.REFUTED].icon)


def tell(me: Me, pin: Pin) -> None:
    """Something new about an incident: what, from where, how sure, when."""
    still_there(queries.incident(me.store, me.viewer, pin.id))
    form = Sheet(me, pin)
    with form.form():
        what = form.text("what", t("What do we know now?"), lines=3)
        source = form.one("source", t("From where?"), list(Source), None, lambda s: t(look.SOURCE[s]))
        certainty = form.choice(
            "certainty", t("How sure is it?"), list(TELLABLE), Certainty.UNCONFIRMED, lambda c: look.CERTAINTY[c].label
        )
        happened = form.when("when", t("When was it so?"), form.kept("opened", lambda: me.now))
        pressed = form.save_button(t("Save"))
    if pressed:
        form.send(
            t("Told. Everybody sees it now."), commands.tell_fact, incident=pin.id, what=what, source=source,
            certainty=certainty, happened_at=happened, time_confirmed=happened.confirmed,
        )  # fmt: skip


def refute(me: Me, pin: Pin) -> None:
    """A rumour, or anything else that was told, is wrong; what is true instead is said, and the old text stays."""
    _judge(
        me, pin, Certainty.REFUTED, asked=t("What is true instead?"),
        stays=t("The text stays, marked as refuted: whoever has heard it must be able to see that it is wrong."),
        button=t("Refute"), said=t("Refuted. Everybody sees it now."),
    )  # fmt: skip


def confirm(me: Me, pin: Pin) -> None:
    """What somebody has judged otherwise turns out to be true: whose judgement is taken back stands there first."""
    _judge(
        me, pin, Certainty.CONFIRMED, asked=t("How do we know now that it is true?"),
        stays=t("What was said before stays, marked as earlier: whoever has heard it must be able to read it."),
        button=t("Confirm"), said=t("Confirmed."),
    )  # fmt: skip


def _judge(
    me: Me, pin: Pin, certainty: Certainty, *, asked: str, stays: str, button: str, said: str
) -> None:  # fmt: skip
    """The form of a judgement: what it is about, who judged it before, and the reason."""
    fact = _fact(me, pin)
    form = Sheet(me, pin)
    st.markdown(quote(fact.what))
    _judged(me, fact)
    with form.form():
        reason = form.text("reason", asked, lines=2)
        st.caption(stays)
        pressed = form.save_button(button)
    if pressed:
        form.send(said, commands.judge_fact, seen=pin.seen, certainty=certainty, reason=reason,
                  latest=lambda: _now(me, pin))  # fmt: skip


def _fact(me: Me, pin: Pin) -> FactRow:
    return still_there(queries.fact(me.store, me.viewer, pin.id))


def _now(me: Me, pin: Pin) -> Latest:
    fact = _fact(me, pin)
    fields = [(t("How sure is it?"), look.CERTAINTY[fact.certainty].label)]
    if fact.reason.id:
        refuted = fact.certainty is Certainty.REFUTED
        label = t("What is true instead?") if refuted else t("How do we know now that it is true?")
        fields.append((label, fact.reason.body or ""))
    return Latest(fact.version, fields)
