"""The forms about an incident: assess, reject, call off, close, stop an exercise."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components import address, calls, duplicates, feedback, incident_map, look, place_field
from components.plain import bare, plain, quote
from components.session import Me
from components.sheet import Latest, Pin, Sheet, close_form, still_there
from components.texts import mark, speaking, t
from data import commands, queries
from data.errors import Refusal, RuleBroken
from data.queries import IncidentView
from data.rules.incidents import may_activate as may_carry
from data.vocabulary import Answer, Language, Response, Risk, Verb


def _view(me: Me, pin: Pin) -> IncidentView:
    return still_there(queries.incident(me.store, me.viewer, pin.id))


def assess(me: Me, pin: Pin) -> None:
    """Acute? could it lead to unrest? act and/or inform? An editable sentence; activation in the same click."""
    view = _view(me, pin)
    made = view.assessment
    sheet = Sheet(me, pin)
    st.markdown(f"**{plain(incident_map.name(me, view.row))}**")
    st.markdown(quote(view.row.what))
    duplicates.warn(me, view.row)
    with sheet.form():
        acute = sheet.choice("acute", t("Is it acute?"), list(Answer), made.acute if made else Answer.YES, _answer)
        unrest = sheet.choice(
            "unrest",
            t("Could it lead to unrest or insecurity?"),
            list(Answer),
            made.unrest if made else Answer.YES,
            _answer,
        )
        response = sheet.choice(
            "response", t("What does it call for?"), list(Response), made.response if made else Response.BOTH,
            lambda r: t(look.RESPONSE[r]),
        )  # fmt: skip
        risk = sheet.choice(
            "risk", t("Risk that it escalates"), list(Risk), made.risk if made else Risk.UNKNOWN,
            lambda r: t(look.RISK_WORD[r]),
        )  # fmt: skip
        prefilled = (
            bare(made.sentence) if made else t("Acute; may lead to unrest or particular insecurity in the area.")
        )
        sentence = sheet.text("sentence", t("Why, in one sentence"), prefilled, lines=2)
        st.caption(t("If you leave it as it is, the sentence follows your answers."))
        may_activate = view.row.activated_at is None and me.may(Verb.ACTIVATE)
        pressed = sheet.save_button(t("Save the assessment"), other=t("Save and activate") if may_activate else "")
    if not pressed:
        return
    if acute is None or unrest is None or response is None or risk is None:
        answers = {"acute": acute, "unrest": unrest, "response": response, "risk": risk}
        sheet.refuse(RuleBroken("unanswered", field=next(name for name, said in answers.items() if said is None)))
        return
    if pressed == "other" and not may_carry(acute, unrest, response):
        sheet.refuse(RuleBroken("assessed-non-acute"))
    sheet.carry_out(
        commands.assess, seen=pin.seen, latest=lambda: _assessment_now(me, pin), acute=acute, unrest=unrest,
        response=response, risk=risk, sentence=standard(acute, unrest) if sentence in standards() else sentence,
    )  # fmt: skip
    if pressed == "other":
        _activate(me, pin)
        calls.go_on(me, pin.id)
    sheet.done(t("Activated. Everybody sees it now.") if pressed == "other" else t("The assessment is saved."))


def standard(acute: Answer, unrest: Answer) -> str:
    """The sentence that says no more than the answers."""
    first = {
        Answer.YES: t("Acute"),
        Answer.NO: t("Not acute"),
        Answer.UNCERTAIN: t("Uncertain whether acute"),
    }[acute]
    then = {
        Answer.YES: t("may lead to unrest or particular insecurity in the area."),
        Answer.NO: t("not expected to lead to unrest or particular insecurity."),
        Answer.UNCERTAIN: t("uncertain whether it may lead to unrest."),
    }[unrest]
    return f"{first}; {then}"


def standards() -> set[str]:
    """Every such sentence in every language: one that nobody has edited follows the answers."""
    found = set()
    for language in Language:
        with speaking(language):
            found |= {standard(acute, unrest) for acute in Answer for unrest in Answer}
    return found


def _answer(answer: Answer) -> str:
    return t(look.ANSWER[answer])


def _activate(me: Me, pin: Pin) -> None:
    """The second half of "save and activate"; a refusal is told on the page, for the assessment itself is saved."""
    try:
        commands.activate(me.store, me.viewer, f"activate-{pin.id}", incident=pin.id)
    except Refusal as refusal:
        close_form()
        feedback.tell(feedback.sentence(me, refusal), done=False)
        feedback.redraw()


def _assessment_now(me: Me, pin: Pin) -> Latest:
    view = _view(me, pin)
    sentence = bare(view.assessment.sentence) if view.assessment else "–"
    state = look.INCIDENT[view.row.state].label
    fields = [(t("State"), state), (t("Why, in one sentence"), sentence)]
    return Latest(view.row.version, fields, {"sentence": sentence} if view.assessment else {})


def reject(me: Me, pin: Pin) -> None:
    """Reject a report, or move it to the non-acute matters (R27)."""
    view = _view(me, pin)
    sheet = Sheet(me, pin)
    with sheet.form():
        st.markdown(f"**{plain(incident_map.name(me, view.row))}**")
        non_acute = sheet.choice(
            "kind", t("What becomes of it?"), [True, False], True,
            lambda later: t("Non-acute: take it up later") if later else t("Reject"),
        )  # fmt: skip
        reason = sheet.text("reason", t("Why?"), lines=2)
        pressed = sheet.save_button(t("Save"))
    if pressed:
        sheet.send(
            t("Saved with the reason."), commands.reject, seen=pin.seen, non_acute=non_acute is not False,
            reason=reason, latest=lambda: _assessment_now(me, pin),
        )  # fmt: skip


def _with_reason(command: Callable[..., int], said: str) -> Callable[[Me, Pin], None]:
    def draw(me: Me, pin: Pin) -> None:
        view = _view(me, pin)
        sheet = Sheet(me, pin)
        with sheet.form():
            st.markdown(f"**{plain(incident_map.name(me, view.row))}**")
            reason = sheet.text("reason", t("Why?"), lines=2)
            pressed = sheet.save_button(t("Save"))
        if pressed:
            sheet.send(t(said), command, seen=pin.seen, reason=reason, latest=lambda: _assessment_now(me, pin))

    return draw


call_off = _with_reason(commands.call_off, mark("Called off."))
close_informed = _with_reason(commands.close_informed, mark("Closed."))


def break_exercise(me: Me, pin: Pin) -> None:
    """*Afbryd øvelse - reel hændelse*: the exercise ends and a new, real incident begins (6.13)."""
    view = _view(me, pin)
    plan = me.plan
    sheet = Sheet(me, pin)
    st.error(t("All of the exercise ends at once. In danger: call 112 first."), icon=":material/warning:")
    with sheet.form():
        category = sheet.one(
            "category", t("What kind?"), list(plan.categories), view.row.category, lambda c: plan.categories[c].name
        )
        codes = place_field.codes(me)
        known = place_field.code_of(me, view.row)
        start = known if known in codes else None
        where = sheet.pick("place", t("Where?"), codes, start, lambda code: place_field.label(me, code))
        outside = sheet.text("outside_reason", t("If it is outside the area: why does it concern us?"))
        what = sheet.text("what", t("What happened, briefly"), lines=3)
        pressed = sheet.save_button(t("Start the real incident"))
    if pressed:
        values: dict[str, Any] = {"what": what, "category": category or "", "outside_reason": outside}
        place = place_field.place(me, where or "")
        if place is None:
            sheet.refuse(RuleBroken("no-place", field="place"))
            return
        number = sheet.carry_out(commands.break_exercise, seen=pin.seen, place=place, **values)
        address.name("haendelse", str(number))
        sheet.done(t("A real incident is started. Assess and activate it here."))
