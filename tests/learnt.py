"""What is learnt from something that has ended, in any town."""

from datetime import timedelta

from data import commands, queries
from data.entities import Incident
from data.rules import lessons
from data.storage import Store
from data.vocabulary import Answer, LessonPlace, Response, Risk, Verb
from tests import builders as b
from tests.reviewed import who


def called_off(store: Store, *, exercise: bool = True) -> int:
    """An incident that was activated for information and called off; its id."""
    category = next(iter(store.plan().categories))
    report = b.a_report(store, exercise=exercise, category=category)
    incident = commands.report(store, who(store, Verb.REPORT), **report)
    commands.assess(
        store, who(store, Verb.ASSESS), seen=b.seen(store, Incident, incident), acute=Answer.YES, unrest=Answer.YES,
        response=Response.INFORM, risk=Risk.LOW, sentence="Kun en øvelse i at orientere.",
    )  # fmt: skip
    commands.activate(store, who(store, Verb.ACTIVATE), incident=incident)
    seen = b.seen(store, Incident, incident)
    return commands.call_off(store, who(store, Verb.CALL_OFF), seen=seen, reason="Det var det.")


def a_lesson(store: Store, incident: int, *, place: LessonPlace = LessonPlace.CONTACTS, days: int = 90) -> int:
    """A lesson of the first role that can have one; its id."""
    return commands.add_lesson(
        store, who(store, Verb.EVALUATE), incident=incident, sentence="Flere numre på listen.",
        owner=lessons.owners(store.plan())[0], due=store.clock().date() + timedelta(days=days), place=place,
    )  # fmt: skip


def learnt(store: Store) -> tuple[int, int]:
    """An exercise that was called off, and a lesson of it: their ids, the same each time."""
    if found := queries.lessons(store, who(store, Verb.EVALUATE)):
        return found[0].incident_id, found[0].id
    incident = called_off(store)
    return incident, a_lesson(store, incident)
