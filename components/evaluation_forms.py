"""The forms of what follows an incident: its evaluation, and a lesson noted, changed, followed up (domain.md 3.8)."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from components import feedback, invitations, look, times
from components.plain import bare, plain, words
from components.session import Me
from components.sheet import Field, Latest, Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.queries import EvaluationView, LessonRow, MetRow
from data.rules.lessons import MOVES, QUESTIONS, owners
from data.storage import Seen
from data.vocabulary import LessonPlace, LessonState

BETWEEN = 0
"""Followed up at no meeting."""


def evaluate(me: Me, pin: Pin) -> None:
    """The questions of the template; several write in turn, and what the parties said at closing stands beside them."""
    view = _evaluation(me, pin)
    form = Sheet(me, pin)
    _name(view.number, exercise=view.exercise)
    st.caption(t("To learn, not to judge. What happened when is in the log; leave open what you cannot answer."))
    with form.form():
        answers = {}
        for question in QUESTIONS:
            stood = view.answers.get(question)
            answers[question] = form.text(
                question, t(look.QUESTION[question]), (stood.body or "") if stood else "", lines=2
            )
            _first_impressions(me, view, question)
        pressed = form.save_button(t("Save"))
    if pressed:
        about = {"seen": Seen(view.id, pin.version)} if pin.version else {"incident": pin.id}
        form.send(t("The evaluation is saved."), commands.evaluate, latest=lambda: _stands(me, pin), **about, **answers)


def _evaluation(me: Me, pin: Pin) -> EvaluationView:
    return still_there(queries.evaluation(me.store, me.viewer, pin.id))


def _name(number: int, *, exercise: bool) -> None:
    st.markdown(f"**{invitations.number_word(number, exercise=exercise)}**")


def _first_impressions(me: Me, view: EvaluationView, question: str) -> None:
    """What the parties said when it closed, under the question that it answers."""
    if question not in ("worked", "worse") or not view.impressions:
        return
    told = [(row.party, row.good if question == "worked" else row.better) for row in view.impressions]
    lines = "  \n".join(f":small[**{plain(feedback.party_name(me, party))}:** {words(said)}]" for party, said in told)
    heading = t("Said when it closed:")
    st.markdown(f":small[{heading}]  \n{lines}")


def _stands(me: Me, pin: Pin) -> Latest:
    view = _evaluation(me, pin)
    texts = {question: said.body or "" for question, said in view.answers.items()}
    fields: list[Field] = [(t(look.QUESTION[question]), texts.get(question, "")) for question in QUESTIONS]
    return Latest(view.version, fields, {question: texts.get(question, "") for question in QUESTIONS})


def new(me: Me, pin: Pin) -> None:
    """One sentence, who sees to it, by when, where it belongs."""
    view = _evaluation(me, pin)
    form = Sheet(me, pin)
    _name(view.number, exercise=view.exercise)
    with form.form():
        sentence, owner, place, due = _fields(me, form, None)
        pressed = form.save_button(t("Save the lesson"))
    if pressed:
        form.send(
            t("The lesson is noted."), commands.add_lesson, incident=pin.id, sentence=sentence, owner=owner, due=due,
            place=place,
        )  # fmt: skip


def change(me: Me, pin: Pin) -> None:
    """Other words, another owner, day or place."""
    row = _lesson(me, pin)
    form = Sheet(me, pin)
    _name(row.incident_number, exercise=row.exercise)
    with form.form():
        sentence, owner, place, due = _fields(me, form, row)
        pressed = form.save_button(t("Save the lesson"))
    if pressed:
        form.send(
            t("The lesson is changed."), commands.change_lesson, seen=pin.seen, sentence=sentence, owner=owner, due=due,
            place=place, latest=lambda: _lesson_now(me, pin),
        )  # fmt: skip


def _lesson(me: Me, pin: Pin) -> LessonRow:
    return still_there(queries.lesson(me.store, me.viewer, pin.id))


def _fields(me: Me, form: Sheet, row: LessonRow | None) -> tuple[str, str | None, LessonPlace | None, date | None]:
    """A lesson that one changes has what it has; a new one has nothing that somebody did not choose."""
    known = list(owners(me.plan))
    if row and row.owner not in known:
        known.append(row.owner)
    sentence = form.text(
        "sentence", t("What is to be different next time? One sentence"), (row.sentence.body or "") if row else "",
        lines=2,
    )  # fmt: skip
    place = form.one(
        "place", t("Where does it belong?"), list(LessonPlace), row.place if row else None,
        lambda one: t(look.LESSON_PLACE[one]),
    )  # fmt: skip
    owner = form.pick(
        "owner", t("Who sees to it?"), known, row.owner if row else None, lambda code: feedback.role_title(me, code)
    )
    due = form.day("due", t("By when?"), row.due if row else None)
    form.also(t("Where does it belong?"), t(look.LESSON_PLACE[place]) if place else "")
    form.also(t("Who sees to it?"), feedback.role_title(me, owner) if owner else "")
    form.also(t("By when?"), times.whole_day(due) if due else "")
    return sentence, owner, place, due


def _lesson_now(me: Me, pin: Pin) -> Latest:
    row = _lesson(me, pin)
    fields: list[Field] = [
        (t("What is to be different next time? One sentence"), bare(row.sentence)),
        (t("Where does it belong?"), t(look.LESSON_PLACE[row.place])),
        (t("Who sees to it?"), feedback.role_title(me, row.owner)),
        (t("By when?"), times.whole_day(row.due)),
        (t("How does it stand?"), look.LESSON[row.state].label),
    ]
    return Latest(row.version, fields, {"sentence": row.sentence.body or ""})


def follow(me: Me, pin: Pin) -> None:
    """How it stands, at which meeting, and a note; what ends it or opens it again says why."""
    row = _lesson(me, pin)
    form = Sheet(me, pin)
    _name(row.incident_number, exercise=row.exercise)
    st.markdown(words(row.sentence))
    st.caption(f"{feedback.role_title(me, row.owner)} · {times.whole_day(row.due)}")
    was = form.kept("was", lambda: row.state)
    states = [state for state in LessonState if state in MOVES[was]]
    held = queries.met_before(me.store, me.viewer, today=True)
    with form.form():
        state = form.choice("state", t("How does it stand?"), states, states[0] if len(states) == 1 else None, _stand)
        note = form.text("note", t("What was done, or why (needed unless it is still open)"), lines=2)
        meeting = _meeting(me, form, held)
        pressed = form.save_button(t("Save"))
    if pressed:
        form.send(
            t("Saved."), commands.follow_up_lesson, seen=pin.seen, state=state, note=note, meeting=meeting or None,
            latest=lambda: _lesson_now(me, pin),
        )  # fmt: skip


def _stand(state: LessonState) -> str:
    return t("Still open") if state is LessonState.OPEN else look.LESSON[state].label


def _meeting(me: Me, form: Sheet, held: list[MetRow]) -> int | None:
    """At which meeting, if one was held; today's is chosen, since that is where one sits."""
    if not held:
        return None
    rows = {row.id: row for row in held}
    today = next((row.id for row in held if row.day == times.local(me.now).date()), BETWEEN)
    return form.pick("meeting", t("At which meeting?"), [BETWEEN, *rows], today, _met(me, rows))


def _met(me: Me, rows: dict[int, MetRow]) -> Callable[[int], str]:
    return lambda number: met(me, rows[number]) if number else t("At none, between two meetings")


def met(me: Me, row: MetRow) -> str:
    """A meeting by its forum and day."""
    return f"{feedback.body_name(me, row.forum)} {times.whole_day(row.day)}"
