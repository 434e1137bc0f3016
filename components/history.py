"""The log read back in plain words: one sentence a line, the texts under it, both times where they differ."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import streamlit as st

from components import feedback, look, proportions, sheet, times
from components.plain import plain, quote, words
from components.session import Me
from components.texts import NAMES, t, tn
from data import queries
from data.plan import StandingPlan
from data.queries import IncidentRow, LineRow, Said
from data.rules import agenda, closed_item
from data.rules.injects import Step
from data.rules.parts import Involved
from data.storage.change import OVERRULED
from data.vocabulary import (
    ActionStatus,
    Affected,
    Answer,
    ArchiveEdition,
    CallResult,
    Certainty,
    Channel,
    ConfirmedBy,
    DecisionKind,
    IncidentState,
    Language,
    LessonPlace,
    LessonState,
    MailKind,
    MailState,
    Mandate,
    MessageState,
    PartKind,
    PartState,
    Response,
    Risk,
    Route,
    Source,
    Stance,
    Verb,
    Way,
)

Facts = Mapping[str, Any]


SEARCHED: Final = 12
"""Lines from which a search is offered."""
SHOWN: Final = 100
"""Lines at first, and more at each press: a long incident has some thousand."""


def page(me: Me, incident: IncidentRow) -> None:
    """The newest lines of an incident, more of them by a press; or those that hold a word, where somebody searches.

    A search reads all the lines of this incident, since its words are those of the sentences; the rest reads what it
    shows. `lines` is how one of them is drawn.
    """
    plan, key = me.plan_of(incident.standing_plan_id), f"history-shown-{incident.id}"
    shown = st.session_state.get(key, SHOWN)
    rows = queries.history(me.store, me.viewer, incident.id, most=shown + 1)
    wanted = ""
    if len(rows) >= SEARCHED:
        wanted = st.text_input(
            t("Search in the history"), key="history-search", type="search", live=True,
            placeholder=t("A word, a party, a number"),
        )  # fmt: skip
    if wanted.strip():
        every = queries.history(me.store, me.viewer, incident.id)
        rows = [row for row in every if matches(me, row, plan, wanted)]
        st.caption(tn("{n} line found", "{n} lines found", len(rows)))
    lines(me, rows[:shown], plan)
    if len(rows) > shown:
        st.button(
            t("Show older lines"), key="history-older", on_click=_more, args=(key, shown), icon=":material/expand_more:"
        )


def _more(key: str, shown: int) -> None:
    st.session_state[key] = shown + SHOWN


def lines(me: Me, rows: Sequence[LineRow], plan: StandingPlan) -> None:
    """Each line with its texts under it, and both times where they differ."""
    for row in rows:
        with st.container(key=f"line-{row.seq}", gap="xsmall"):
            who = plain(feedback.role_title(me, row.role))
            number = t("No. {n}", n=row.seq)
            st.markdown(f"**{times.when(row.at, me.now)}** · {who} {sentence(me, row, plan)} :gray[· {number}]")
            if row.happened_at and abs((row.at - row.happened_at).total_seconds()) > 60:
                then = times.when(row.at, me.now)
                st.caption(t("Happened {time}, registered {then}", time=times.when(row.happened_at, me.now), then=then))
            if kept := sum(row.facts.get(OVERRULED, {}).values()):
                st.caption(tn("{n} place kept: said to be no person", "{n} places kept: said to be no person", kept))
            for field, said in _in_order(row):
                if asked := t(look.QUESTION[field]) if field in look.QUESTION and row.verb is Verb.EVALUATE else "":
                    st.caption(asked)
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(quote(said))
                    if said.body is not None and me.may(Verb.REDACT):
                        sheet.open_button(t("Remove"), "redact", said.id, row.seq, type="tertiary")


def _in_order(row: LineRow) -> list[tuple[str, Said]]:
    """What was written in a line by its field; the answers of an evaluation as they are asked."""
    asked = list(look.QUESTION)
    return sorted(row.texts.items(), key=lambda one: asked.index(one[0]) if row.verb is Verb.EVALUATE else 0)


def matches(me: Me, row: LineRow, plan: StandingPlan, wanted: str) -> bool:
    """Whether every word that is wanted stands in the line: who, what was done, what was written, its number."""
    texts = [said.body or "" for said in row.texts.values()]
    whole = " ".join([feedback.role_title(me, row.role), sentence(me, row, plan), *texts, str(row.seq)]).casefold()
    return all(word in whole for word in wanted.casefold().split())


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
    council = plan.terms["council"].definite if "council" in plan.terms else t("the council")
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
    if facts.get("starts_at"):
        told.append(t("from {time}", time=_time(me, facts["starts_at"])))
    if facts.get("deadline"):
        told.append(t("deadline {time}", time=_time(me, facts["deadline"])))
    if facts.get("helpers"):
        told.append(t("with help from {parties}", parties=plain(_parties(me, facts["helpers"]))))
    if facts.get("networks"):
        told.append(t("networks: {names}", names=plain(", ".join(facts["networks"]))))
    if facts.get("forum") in plan.fora:
        told.append(plain(plan.fora[facts["forum"]].definite))
    if facts.get("receiver"):
        told.append(t("receiver: {role}", role=plain(feedback.role_title(me, facts["receiver"]))))
    if facts.get("due"):
        told.append(t("by {day}", day=times.whole_day(date.fromisoformat(facts["due"]))))
    if facts.get("withdrawn"):
        told.append(t("no longer with {forum}", forum=plain(feedback.body_name(me, facts["withdrawn"]))))
    if facts.get("reserved"):
        told.append(look.RESERVED.label.lower())
    return " · ".join(told)


def _parties(me: Me, codes: Sequence[str]) -> str:
    return ", ".join(feedback.party_name(me, code) for code in codes)


def _handed(_me: Me, facts: Facts, plan: StandingPlan) -> str:
    """Which action, with which forum, and on which day that answered if somebody else says that it has it."""
    forum = plan.fora[facts["forum"]].definite if facts["forum"] in plan.fora else facts["forum"]
    told = [t("action {n}", n=facts["number"]), plain(forum)]
    if facts.get("answered_on"):
        told.append(t("it answered on {day}", day=times.whole_day(date.fromisoformat(facts["answered_on"]))))
    return " · ".join(told)


def _confirmed(me: Me, facts: Facts, plan: StandingPlan) -> str:
    """An action, or the party's agreement to an edition of the plan."""
    return t("edition {n}", n=facts["edition"]) if "edition" in facts else _action(me, facts, plan)


def _informed(_me: Me, facts: Facts, plan: StandingPlan) -> str:
    """Which board, how, and whether it was the last notice."""
    body = plan.fora[facts["body"]].definite if facts["body"] in plan.fora else facts["body"]
    told = [plain(body), t(look.CHANNEL[Channel(facts["channel"])]).lower()]
    return " · ".join([*told, t("last notice")] if facts["final"] else told)


def _time(me: Me, written: str) -> str:
    return times.day_and_clock(datetime.fromisoformat(written), me.now)


def _part(_me: Me, facts: Facts, plan: StandingPlan) -> str:
    """Which part, and its answers: numbers and codes, never its words."""
    part, state = look.PART[PartKind(facts["part"])], look.PART_STATE[PartState(facts["state"])]
    told = [f"{t(part)} – {state.label.lower()}"]
    if "involved" in facts:
        told.append(plain(proportions.involved_word(Involved(*facts["involved"]))))
        told.append(look.RISK[Risk(facts["risk"])].label.lower())
    told += [plain(plan.target_groups.get(code, code)) for code in facts.get("target_groups", ())]
    return " · ".join(told)


def _proposed(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """For which part, and once it is answered, how."""
    told = [t(look.PART[PartKind(facts["part"])])]
    if "taken" in facts:
        told.append(t("taken over") if facts["taken"] else t("declined"))
    return " – ".join(told)


def _picture(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return t("no. {n}", n=facts["number"])


def _support(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    answer = t("Needed") if facts["needed"] else t("No need")
    return f"{t(look.AFFECTED[Affected(facts['about'])])} – {answer.lower()}"


def _in_force(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """An edition: until when, and how each party stood when it was noted."""
    told = [t("edition {n}", n=facts["edition"])]
    if facts.get("ends_at"):
        told.append(t("end time {time}", time=_time(me, facts["ends_at"])))
    return " · ".join([*told, *_stances(me, facts)])


def _stances(me: Me, facts: Facts) -> list[str]:
    """Who agreed, who did not, and whose mandate was awaited; lines from before stances know who agreed alone."""
    noted = facts.get("stances", dict.fromkeys(facts.get("parties", ()), Stance.AGREES.value))
    told = []
    for stance, how in look.STANCE.items():
        if named := [feedback.party_name(me, code) for code, said in noted.items() if said == stance]:
            told.append(f"{how.label.lower()}: {plain(', '.join(named))}")
    if waits := [feedback.party_name(me, code) for code in facts.get("reserved") or ()]:
        told.append(t("mandate awaits confirmation: {parties}", parties=plain(", ".join(waits))))
    return told


def _stance(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    told = [t("edition {n}", n=facts["edition"]), look.STANCE[Stance(facts["stance"])].label.lower()]
    return " · ".join([*told, t("mandate awaits confirmation")] if facts.get("reserved") else told)


def objections(me: Me, row: LineRow) -> str:
    """The reservations that a line noted, in their own words: they stand beside the mark."""
    told = []
    for field, said in row.texts.items():
        about, _, party = field.partition("-")
        if about == "note" and row.verb in (Verb.AGREE, Verb.PUT_IN_FORCE, Verb.EXTEND, Verb.TAKE_STANCE):
            name = plain(feedback.party_name(me, party or row.party))
            told.append(f" · {name}: “{words(said)}”")
    return "".join(told)


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
    said = t("to {time}, extension no. {n}", time=_time(me, facts["ends_at"]), n=facts["count"])
    return " · ".join([said, *_stances(me, facts)])


def _item_started(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """While it runs, who left and who stayed is for the entitled; the line of its end tells everybody."""
    return _parted(me, facts) if closed_item.is_entitled(me.viewer) else ""


def _item_ended(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    length = datetime.fromisoformat(facts["ended_at"]) - datetime.fromisoformat(facts["started_at"])
    return f"{times.span(length)} · {_parted(me, facts)}"


def _parted(me: Me, facts: Facts) -> str:
    left, stayed = (
        plain(", ".join(feedback.role_title(me, role) for role in facts[name])) or "–" for name in ("left", "stayed")
    )
    return t("left: {left} · stayed: {stayed}", left=left, stayed=stayed)


def _meeting(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """Which meeting, and when it is."""
    told = [t("meeting {n}", n=facts["meeting"])]
    if facts.get("planned_at"):
        told.append(_time(me, facts["planned_at"]))
    if facts.get("chair"):
        told.append(t("chair: {role}", role=plain(feedback.role_title(me, facts["chair"]))))
    if facts.get("mails"):
        told.append(tn("{n} mail", "{n} mails", facts["mails"]))
    return " · ".join(told)


def _mail(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """What it told, to whom by function, and how the try ended; of an account nothing here (components/account_log)."""
    if facts["kind"] not in set(MailKind):
        return look.MAIL[MailState(facts["state"])].label
    to = plain(feedback.role_title(me, facts["recipient"]))
    if facts.get("stand_in") is not None:
        to = t("{role} (stand-in)", role=to)
    state = look.MAIL[MailState(facts["state"])].label
    tries = tn("after {n} try", "after {n} tries", facts["tries"]) if facts["tries"] > 1 else ""
    kind = t(look.MAIL_KIND[MailKind(facts["kind"])])
    return " · ".join(part for part in (f"{kind} – {to}", state, tries) if part)


def _invited(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """Whom, and how it was decided if the line says so."""
    told = [plain(feedback.role_title(me, facts["invited"])) if facts["invited"] else t("nobody else")]
    if facts.get("meeting") is not None:
        told.append(t("at meeting {n}", n=facts["meeting"]))
    elif facts.get("channel"):
        way = t(look.CHANNEL[Channel(facts["channel"])]).lower()
        told.append(t("agreed before the meeting: {channel}", channel=way))
    return " · ".join(told)


def _evaluated(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    if not facts["guests"]:
        return ""
    titles = ", ".join(feedback.role_title(me, code) for code in facts["guests"])
    return t("the access of {guests} ended", guests=plain(titles))


def _item(_me: Me, facts: Facts, plan: StandingPlan) -> str:
    points = agenda.agenda_of(plan, follow_up=bool(facts["follow_up"]))
    item = int(facts["item"])
    return f"{item + 1}. {plain(points[item].text)}" if item < len(points) else f"{item + 1}."


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


def _call(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """Whom of the role, with what result, by what; once it is called off, that they were told."""
    who = feedback.role_title(me, facts["called"])
    person = t("the holder") if facts["stand_in"] is None else t("a stand-in")
    result = t("told that it is called off") if facts["after_end"] else look.CALL[CallResult(facts["result"])].label
    channel = t(look.CHANNEL[Channel(facts["channel"])])
    return f"{plain(who)}, {person} · {result.lower()} · {channel.lower()}"


def _passed_on(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    before, after = (plain(feedback.role_title(me, facts[name])) for name in ("before", "after"))
    why = t("could not be reached") if facts["unreachable"] else t("handed over")
    return f"{before} → {after} · {why}"


def _audience(me: Me, facts: Facts, plan: StandingPlan) -> str:
    """Which audience, who tells it and by when; one of the plan's own is named by its text."""
    row = plan.audience_rows.get(str(facts.get("audience")))
    told = [plain(row.name)] if row else []
    if not facts["relevant"]:
        return " · ".join([*told, look.PART_STATE[PartState.NOT_RELEVANT].label.lower()])
    told.append(plain(feedback.party_name(me, facts["informs"])) if facts["informs"] else t("nobody tells them"))
    if facts.get("due"):
        told.append(t("by {time}", time=_time(me, facts["due"])))
    return " · ".join(told)


def _speaker(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    who = plain(feedback.role_title(me, facts["speaker"]))
    return t("{who} speaks no longer", who=who) if facts["ended"] else who


def _message(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """Which message, and what became of it."""
    told = [t("message {n}", n=facts["message"]), look.MESSAGE[MessageState(facts["state"])].label.lower()]
    if facts.get("corrects"):
        told.append(t("corrects message {n}", n=facts["corrects"]))
    if facts.get("translated"):
        told.append(t("in another language"))
    if facts.get("rebuts"):
        told.append(t("puts a rumour right"))
    if facts.get("own"):
        told.append(t("the same function wrote it"))
    return " · ".join(told)


def _contact(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """Whose contact, by function, and how it was confirmed."""
    person = t("the holder") if facts["stand_in"] is None else t("a stand-in")
    who = plain(feedback.role_title(me, facts["confirmed"]))
    return f"{who}, {person} · {t(look.CONFIRMED_BY[ConfirmedBy(facts['way'])])}"


def _forum(me: Me, code: str) -> str:
    return plain(feedback.body_name(me, code))


def _forum_day(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """Which forum, on which day; from where it was moved."""
    told = [_forum(me, facts["forum"]), _whole(facts["day"])]
    if facts.get("before") and facts["before"] != facts["day"]:
        told.append(t("before: {day}", day=_whole(facts["before"])))
    return " · ".join(told)


def _matter(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """Which matter; to which meeting of the forum it was bound, and who was invited."""
    told = [t("matter {n}", n=facts["matter"]), _forum(me, facts["forum"])]
    if facts.get("day"):
        told.append(_whole(facts["day"]))
    if facts.get("invited"):
        told.append(plain(", ".join(feedback.party_name(me, code) for code in facts["invited"])))
    return " · ".join(told)


def _whole(day: str) -> str:
    return times.whole_day(date.fromisoformat(day))


def _asked_contacts(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return plain(", ".join(feedback.role_title(me, role) for role in dict.fromkeys(facts["asked"])))


def _call_test(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """Begun; somebody rung; or ended, with what came of it."""
    if facts["step"] == "started":
        return t("began")
    if facts["step"] == "ended":
        return t("ended, {n} of {total} reached", n=facts["reached"], total=facts["total"])
    person = t("the holder") if facts["stand_in"] is None else t("a stand-in")
    result = look.CALL[CallResult(facts["result"])].label.lower()
    return f"{plain(feedback.role_title(me, facts['called']))}, {person} · {result}"


def _led(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    said = t(look.EXERCISE_STEP[Step(facts["step"])])
    return t("{what}, inject {n}", what=said, n=facts["inject"]) if facts.get("inject") else said


def _released(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return t("no. {n}", n=facts["inject"])


def _stood_down(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    return tn("{n} mail", "{n} mails", facts["mails"]) if facts.get("mails") else ""


def _evaluation(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """What was taken out again: what was written stands under the line."""
    taken = [t(look.QUESTION[question]) for question in facts.get("emptied", ())]
    return t("taken out: {what}", what=plain(", ".join(taken))) if taken else ""


def _lesson(me: Me, facts: Facts, _plan: StandingPlan) -> str:
    owner, day = feedback.role_title(me, facts["owner"]), times.whole_day(date.fromisoformat(facts["due"]))
    return plain(t("{owner}, by {day} · {place}", owner=owner, day=day,
                   place=t(look.LESSON_PLACE[LessonPlace(facts["place"])])))  # fmt: skip


def _followed_up(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    state = look.LESSON[LessonState(facts["state"])].label.lower()
    return t("{state}, at a meeting", state=state) if facts.get("meeting") is not None else state


def _archive(_me: Me, facts: Facts, _plan: StandingPlan) -> str:
    """Which edition, what was left out of it, and the digest of its manifest, whole: it is what `verify` is told."""
    told = [look.ARCHIVE[ArchiveEdition(facts["kind"])].label.lower()] if "kind" in facts else []
    if places := sum(facts.get("left_out", {}).values()):
        told.append(tn("{n} thing left out", "{n} things left out", places))
    return " · ".join([*told, t("manifest {digest}", digest=facts["digest"])])


PARTICULARS: Final[Mapping[Verb, Callable[[Me, Facts, StandingPlan], str]]] = {
    Verb.REPORT: _report,
    Verb.ASSESS: _assess,
    Verb.ACTIVATE: _response,
    Verb.REJECT: _state,
    Verb.BREAK_EXERCISE: _broken,
    Verb.CALL_OFF: _stood_down,
    Verb.RECORD_CALL: _call,
    Verb.CHANGE_COORDINATOR: _passed_on,
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
    Verb.CONFIRM_HAND_OVER: _handed,
    Verb.DEAL_WITH_HAND_OVER: _handed,
    Verb.SET_FORUM_MEETING: _forum_day,
    Verb.MOVE_FORUM_MEETING: _forum_day,
    Verb.CANCEL_FORUM_MEETING: _forum_day,
    Verb.TREAT_INCIDENT: _forum_day,
    Verb.RAISE_MATTER: _matter,
    Verb.BIND_MATTER: _matter,
    Verb.SETTLE_MATTER: _matter,
    Verb.REOPEN_ACTION: _action,
    Verb.WRITE_PLAN: _part,
    Verb.PROPOSE_CHANGE: _proposed,
    Verb.ANSWER_CHANGE: _proposed,
    Verb.WRITE_PICTURE: _picture,
    Verb.APPROVE_PICTURE: _picture,
    Verb.ANSWER_SUPPORT: _support,
    Verb.AGREE: _in_force,
    Verb.PUT_IN_FORCE: _in_force,
    Verb.TAKE_STANCE: _stance,
    Verb.EXTEND: _extended,
    Verb.REOPEN: _reopened,
    Verb.PLAN_AUDIENCE: _audience,
    Verb.NAME_SPOKESPERSON: _speaker,
    Verb.WRITE_MESSAGE: _message,
    Verb.APPROVE_MESSAGE: _message,
    Verb.SEND_MESSAGE: _message,
    Verb.START_CLOSED_ITEM: _item_started,
    Verb.END_CLOSED_ITEM: _item_ended,
    Verb.CALL_MEETING: _meeting,
    Verb.CHANGE_MEETING: _meeting,
    Verb.CANCEL_MEETING: _meeting,
    Verb.DELIVER: _mail,
    Verb.INVITE: _invited,
    Verb.INVITE_AGAIN: _invited,
    Verb.END_INVITATION: _invited,
    Verb.MARK_EVALUATED: _evaluated,
    Verb.EVALUATE: _evaluation,
    Verb.ADD_LESSON: _lesson,
    Verb.CHANGE_LESSON: _lesson,
    Verb.FOLLOW_UP_LESSON: _followed_up,
    Verb.CONFIRM_RESERVATION: _confirmed,
    Verb.INFORM: _informed,
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
    Verb.ARCHIVE: _archive,
    Verb.CONFIRM_ARCHIVE: _archive,
    Verb.CHOOSE_LANGUAGE: _language,
    Verb.CONFIRM_CONTACT: _contact,
    Verb.ASK_CONTACTS: _asked_contacts,
    Verb.TEST_CALLS: _call_test,
    Verb.LEAD_EXERCISE: _led,
    Verb.RELEASE_INJECT: _released,
}
