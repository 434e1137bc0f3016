"""The log read back in plain words: one sentence a line, the texts under it, both times where they differ."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import streamlit as st

from components import feedback, look, sheet, times
from components.plain import plain, quote
from components.session import Me
from components.texts import NAMES, t
from data.plan import StandingPlan
from data.queries import LineRow
from data.rules import agenda
from data.vocabulary import (
    ActionStatus,
    Affected,
    Answer,
    Certainty,
    DecisionKind,
    IncidentState,
    Language,
    Mandate,
    PartKind,
    PartState,
    Response,
    Risk,
    Route,
    Source,
    Verb,
    Way,
)

Facts = Mapping[str, Any]


def lines(me: Me, rows: Sequence[LineRow], plan: StandingPlan) -> None:
    """Every line, newest first."""
    for row in rows:
        with st.container(key=f"line-{row.seq}", gap="xsmall"):
            who = plain(feedback.role_title(me, row.role))
            number = t("No. {n}", n=row.seq)
            st.markdown(f"**{times.when(row.at, me.now)}** · {who} {sentence(me, row, plan)} :gray[· {number}]")
            if row.happened_at and abs((row.at - row.happened_at).total_seconds()) > 60:
                then = times.when(row.at, me.now)
                st.caption(t("Happened {time}, registered {then}", time=times.when(row.happened_at, me.now), then=then))
            for said in row.texts.values():
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(quote(said))
                    if said.body is not None and me.may(Verb.REDACT):
                        sheet.open_button(t("Remove"), "redact", said.id, row.seq, type="tertiary")


def sentence(me: Me, row: LineRow, plan: StandingPlan) -> str:
    """What was done, with its particulars; the subject stands before it."""
    said, told = t(look.VERB[row.verb]), particulars(me, row, plan)
    return f"{said}: {told}" if told else said


def particulars(me: Me, row: LineRow, plan: StandingPlan) -> str:
    """Only its particulars, where something else says what was done."""
    tell = PARTICULARS.get(row.verb)
    return tell(me, row.facts, plan) if tell else ""


def _report(_me: Me, facts: Facts, plan: StandingPlan) -> str:
    category = plan.categories.get(str(facts.get("category")))
    council = plan.terms["council"].base if "council" in plan.terms else t("Council")
    way = look.route(Route(facts["route"]), plan.coordinator.title, council) if facts.get("route") else ""
    to = t(" to {route}", route=plain(way)) if way else ""
    name = category.name if category else str(facts.get("category"))
    broken = t(", interrupted exercise {n}", n=facts["broken_from"]) if facts.get("broken_from") else ""
    return f"{plain(name)}, {plain(str(facts.get('place')))}{to}{broken}"


def _broken(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return t("real incident {n}", n=facts["real"])


def _assess(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return t(
        "acute {acute}, unrest {unrest}, {response}, risk {risk}", acute=t(look.ANSWER[Answer(facts["acute"])]).lower(),
        unrest=t(look.ANSWER[Answer(facts["unrest"])]).lower(),
        response=t(look.RESPONSE[Response(facts["response"])]).lower(),
        risk=t(look.RISK_WORD[Risk(facts["risk"])]).lower(),
    )  # fmt: skip


def _state(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return look.INCIDENT[IncidentState(facts["state"])].label.lower()


def _response(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return t(look.RESPONSE[Response(facts["response"])]).lower()


def _action(me: Me, facts: Facts, plan: StandingPlan) -> str:
    """Which action, whose, and how it moved."""
    told = [t("action {n}", n=facts["number"]), plain(feedback.party_name(me, facts.get("responsible")))]
    if facts.get("declined"):
        told[1] = plain(feedback.party_name(me, facts["declined"]))
    if facts.get("after") and facts.get("after") != facts.get("before"):
        told.append(
            f"{look.ACTION[ActionStatus(facts['before'])].label} → {look.ACTION[ActionStatus(facts['after'])].label}"
        )
    if facts.get("deadline"):
        told.append(t("deadline {time}", time=_time(me, facts["deadline"])))
    if facts.get("forum") in plan.fora:
        told.append(plain(plan.fora[facts["forum"]].definite))
    return " · ".join(told)


def _time(me: Me, written: str) -> str:
    return times.day_and_clock(datetime.fromisoformat(written), me.now)


def _part(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    part, state = look.PART[PartKind(facts["part"])], look.PART_STATE[PartState(facts["state"])]
    return f"{t(part)} – {state.label.lower()}"


def _support(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    answer = t("Needed") if facts["needed"] else t("No need")
    return f"{t(look.AFFECTED[Affected(facts['about'])])} – {answer.lower()}"


def _in_force(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    parties = plain(", ".join(feedback.party_name(me, code) for code in facts["parties"]))
    return t("edition {n}, agreed by {parties}, end time {time}", n=facts["edition"], parties=parties,
             time=_time(me, facts["ends_at"]))  # fmt: skip


def _merged(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """Said on both sides."""
    if "into" in facts:
        return t("this incident and incident {n}, which stays", n=facts["into"])
    return t("incident {n} and this one, which stays", n=facts["merged"])


def _fact(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    source, certainty = look.SOURCE[Source(facts["source"])], look.CERTAINTY[Certainty(facts["certainty"])]
    return f"{t(source).lower()} · {certainty.label.lower()}"


def _judged(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    before, after = look.CERTAINTY[Certainty(facts["before"])], look.CERTAINTY[Certainty(facts["after"])]
    return f"{before.label.lower()} → {after.label.lower()}"


def _reopened(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return t("edition {n}, end time {time}", n=facts["edition"], time=_time(me, facts["ends_at"]))


def _extended(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return t("to {time}, extension no. {n}", time=_time(me, facts["ends_at"]), n=facts["count"])


def _item(_me: Me, facts: Facts, plan: StandingPlan) -> str:
    points = agenda.agenda_of(plan, follow_up=bool(facts["follow_up"]))
    item = int(facts["item"])
    return f"{item + 1}. {plain(points[item].text)}" if item < len(points) else f"{item + 1}."


def _meeting_called(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return t("meeting {n}, {time}", n=facts["meeting"], time=_time(me, facts["planned_at"]))


def _meeting(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return t("meeting {n}", n=facts["meeting"])


def _ended(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return t(
        "meeting {n}; decisions noted: {decisions}, nobody responsible: {unowned}, unanswered questions: {questions}",
        n=facts["meeting"], decisions=facts["decisions"], unowned=facts["unowned"], questions=facts["questions"],
    )  # fmt: skip


def _seat(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """For whom, and as what; somebody who leaves is told by the role alone."""
    told = [plain(feedback.role_title(me, facts["seated"]))]
    if "mandate" in facts:
        told.append(look.MANDATE[Mandate(facts["mandate"])].label.lower())
        told.append(look.WAY[Way(facts["way"])].label.lower())
    return " · ".join(told)


def _decision(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    told = [t(look.DECISION[DecisionKind(facts["kind"])]).lower()]
    if facts.get("takers"):
        told.append(plain(", ".join(feedback.party_name(me, code) for code in facts["takers"])))
    return " · ".join(told)


def _asked(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return plain(feedback.party_name(me, facts["asked"]))


def _language(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return NAMES[Language(facts["language"])]


PARTICULARS: Final[Mapping[Verb, Callable[[Me, Facts, StandingPlan], str]]] = {
    Verb.REPORT: _report,
    Verb.ASSESS: _assess,
    Verb.ACTIVATE: _response,
    Verb.REJECT: _state,
    Verb.BREAK_EXERCISE: _broken,
    Verb.MERGE: _merged,
    Verb.UNMERGE: _merged,
    Verb.TELL_FACT: _fact,
    Verb.JUDGE_FACT: _judged,
    Verb.PROPOSE_ACTION: _action,
    Verb.DESCRIBE_ACTION: _action,
    Verb.ACCEPT_ACTION: _action,
    Verb.DECLINE_ACTION: _action,
    Verb.UPDATE_PROGRESS: _action,
    Verb.CANCEL_ACTION: _action,
    Verb.HAND_OVER: _action,
    Verb.REOPEN_ACTION: _action,
    Verb.WRITE_PLAN: _part,
    Verb.ANSWER_SUPPORT: _support,
    Verb.PUT_IN_FORCE: _in_force,
    Verb.EXTEND: _extended,
    Verb.REOPEN: _reopened,
    Verb.CALL_MEETING: _meeting_called,
    Verb.CHANGE_MEETING: _meeting_called,
    Verb.START_MEETING: _meeting,
    Verb.NEXT_ITEM: _item,
    Verb.END_MEETING: _ended,
    Verb.SEAT: _seat,
    Verb.ATTEND: _seat,
    Verb.LEAVE_SEAT: _seat,
    Verb.DECIDE: _decision,
    Verb.ASK_PARTY: _asked,
    Verb.ANSWER_PARTY: _asked,
    Verb.APPROVE_MINUTES: _meeting,
    Verb.CORRECT_MINUTES: _decision,
    Verb.CHOOSE_LANGUAGE: _language,
}
