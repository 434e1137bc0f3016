"""The calendar of the fora, matters that are not acute, and incidents that a council has dealt with (R16, R27, R28)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from data import commands, queries
from data import plan as plan_files
from data.entities import ForumMeeting, Incident, LogLine, Matter, Treatment
from data.errors import NotAllowed, RuleBroken, Stale
from data.plan import StandingPlan
from data.queries import ForumView
from data.rules.times import COPENHAGEN
from data.storage import Store
from data.vocabulary import IncidentState, Verb
from tests import builders as b
from tests.conftest import BEGIN, SHIPPED, Clock

COUNCIL = "lokalraad"
TODAY = BEGIN.astimezone(COPENHAGEN).date()
SOON, LATER = TODAY + timedelta(days=30), TODAY + timedelta(days=120)
PLANNED = TODAY + timedelta(days=60)
"""A date of the plan file, where a test loads one that has it."""


def at(day: date, hour: int = 14) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=COPENHAGEN)


def with_a_date(store: Store) -> None:
    """Take a plan file into use in which the council has a date."""
    text = SHIPPED.read_text("utf-8").replace("møder: []", f"møder: [{PLANNED.isoformat()}]", 1)
    commands.load_plan(store, plan_files.parse(text, SHIPPED.parent))


def keep(store: Store, day: date = SOON, **other: Any) -> int:
    return commands.set_forum_meeting(store, b.hat(store, "projektchef"), forum=COUNCIL, day=day, **other)


def view(store: Store, role: str = "aab") -> ForumView:
    return next(one for one in queries.forum_views(store, b.hat(store, role)) if one.code == COUNCIL)


def days(store: Store) -> dict[date, bool]:
    return {one.day: not one.cancelled for one in view(store).dates}


def change(store: Store, day: date, **other: Any) -> dict[str, Any]:
    """A form that was opened on a date as it stands now."""
    found = queries.forum_date(store, b.hat(store, "projektchef"), COUNCIL, day)
    return {"forum": COUNCIL, "day": day, "version": found.version if found else 0, **other}


def a_matter(store: Store, **other: Any) -> int:
    given = {"forum": COUNCIL, "what": "Belysningen på stien er for svag."} | other
    return commands.raise_matter(store, b.hat(store, "projektchef"), **given)


def bind(store: Store, matter: int, day: date = SOON, invited: tuple[str, ...] = ("aab", "boligselskab")) -> int:
    return commands.bind_matter(
        store, b.hat(store, "lokalraad-kommune"), seen=b.seen(store, Matter, matter), day=day, invited=invited
    )


def closed(store: Store) -> int:
    """A closed incident."""
    incident = b.an_active_incident(store)
    commands.call_off(
        store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, incident), reason="Det løste sig."
    )
    return incident


def treat(store: Store, incident: int, day: date = TODAY, **other: Any) -> int:
    given = {"forum": COUNCIL, "decision": "Vi øver ringelisten."} | other
    return commands.treat_incident(store, b.hat(store, "lokalraad-politi"), incident=incident, day=day, **given)


def test_a_date_is_set_and_everybody_who_reads_sees_it_next(store: Store) -> None:
    assert view(store).following is None
    made = keep(store, LATER)
    assert keep(store, SOON, starts_at=at(SOON)) != made
    for role in ("aab", "styregruppe", "lokalraad-medlem-politi"):
        following = view(store, role).following
        assert following
        assert (following.day, following.starts_at) == (SOON, at(SOON))
    assert queries.forum_views(store, b.hat(store, "administrator")) == []
    assert queries.forum_views(store, b.a_guest(store)[1]) == []
    with b.refused(store, RuleBroken, "forum-meets-then", field="day"):
        keep(store, SOON)
    with b.refused(store, RuleBroken, "unknown-forum"):
        commands.set_forum_meeting(store, b.hat(store, "projektchef"), forum="intet", day=SOON)


def test_a_date_of_the_plan_file_is_kept_here_only_once_something_happens_to_it(store: Store) -> None:
    with_a_date(store)
    following = view(store).following
    assert following
    assert (following.day, following.id) == (PLANNED, None)
    made = keep(store, PLANNED, starts_at=at(PLANNED))
    following = view(store).following
    assert following
    assert (following.id, following.starts_at) == (made, at(PLANNED))


def test_a_planned_date_that_is_moved_leaves_nothing_behind_and_can_come_back(store: Store) -> None:
    with_a_date(store)
    chief = b.hat(store, "projektchef")
    moved = commands.move_forum_meeting(store, chief, **change(store, PLANNED, to=LATER, starts_at=at(LATER)))
    assert days(store) == {PLANNED: False, LATER: True}
    back = commands.move_forum_meeting(store, chief, **change(store, LATER, to=PLANNED))
    assert back == moved
    assert days(store) == {PLANNED: True, LATER: False}
    with b.refused(store, RuleBroken, "nothing-changed"):
        commands.move_forum_meeting(store, chief, **change(store, PLANNED, to=PLANNED))
    keep(store, LATER)
    with b.refused(store, RuleBroken, "forum-meets-then"):
        commands.move_forum_meeting(store, chief, **change(store, LATER, to=PLANNED))


def test_a_planned_date_that_is_called_off_is_off_and_can_be_set_again(store: Store) -> None:
    with_a_date(store)
    chief = b.hat(store, "projektchef")
    made = commands.cancel_forum_meeting(store, chief, **change(store, PLANNED))
    assert view(store).following is None
    with b.refused(store, RuleBroken, "forum-meeting-off"):
        commands.cancel_forum_meeting(store, chief, **change(store, PLANNED))
    assert keep(store, PLANNED) == made
    assert days(store) == {PLANNED: True}
    with b.refused(store, NotAllowed, "unknown"):
        commands.cancel_forum_meeting(store, chief, **change(store, LATER))


def test_who_comes_late_to_a_date_is_told_who_moved_it(store: Store) -> None:
    keep(store)
    shown = change(store, SOON)
    commands.move_forum_meeting(store, b.hat(store, "stabsenhed"), **shown, to=SOON, starts_at=at(SOON))
    with b.refused(store, Stale, role="stabsenhed"):
        commands.cancel_forum_meeting(store, b.hat(store, "projektchef"), **shown)


def test_a_matter_goes_through_one_meeting(store: Store, clock: Clock) -> None:
    """R27, R28: raised, bound, the housing organisations invited, settled; and read by who is invited."""
    matter = a_matter(store)
    agenda = queries.forum_agenda(store, b.hat(store, "aab"), COUNCIL)
    assert agenda
    assert [row.number for row in agenda.matters] == [1], "it waits, though no date is set"
    with_a_date(store)
    bind(store, matter, PLANNED)
    assert [line.verb for line in lines_of_fora(store)] == [Verb.RAISE_MATTER, Verb.SET_FORUM_MEETING,
                                                              Verb.BIND_MATTER]  # fmt: skip
    row = queries.matter(store, b.hat(store, "aab"), matter)
    assert row
    assert (row.invited, row.invited_at) == (("aab", "boligselskab"), store.clock())
    assert row.meeting
    assert row.meeting.day == PLANNED
    keep(store, SOON)
    agenda = queries.forum_agenda(store, b.hat(store, "aab"), COUNCIL)
    assert agenda
    assert agenda.matters == (), "the next meeting is another one"
    clock.now += timedelta(days=61)
    agenda = queries.forum_agenda(store, b.hat(store, "aab"), COUNCIL)
    assert agenda
    assert [one.number for one in agenda.missed] == [1]
    commands.settle_matter(
        store, b.hat(store, "stabsenhed"), seen=b.seen(store, Matter, matter), outcome="Der sættes to lamper op."
    )
    row = queries.matter(store, b.hat(store, "styregruppe"), matter)
    assert row
    assert row.outcome.body == "Der sættes to lamper op."
    with b.refused(store, RuleBroken, "matter-settled"):
        bind(store, matter, LATER)


def lines_of_fora(store: Store) -> list[LogLine]:
    """The log lines about fora, as somebody who only reads sees them."""
    with store.reading(b.hat(store, "styregruppe")) as session:
        return list(session.scalars(select(LogLine).order_by(LogLine.seq)))


def test_a_report_that_was_not_acute_is_raised_once_in_its_own_words(store: Store) -> None:
    report = b.an_incident(store, what="Lygten ved legepladsen er gået.")
    police, chief = b.hat(store, "lokalraad-politi"), b.hat(store, "projektchef")
    with b.refused(store, RuleBroken, "not-non-acute"):
        a_matter(store, incident=report)
    commands.reject(store, police, seen=b.seen(store, Incident, report), non_acute=True, reason="Kan vente.")
    assert [row.id for row in queries.raisable(store, chief)] == [report]
    matter = a_matter(store, incident=report)
    assert b.row_of(store, Matter, matter).what_id == b.row_of(store, Incident, report).what_id
    assert queries.raisable(store, chief) == []
    with b.refused(store, RuleBroken, "matter-raised"):
        a_matter(store, incident=report)
    assert b.row_of(store, Incident, report).state is IncidentState.NON_ACUTE
    commands.redact(store, b.administrator(store), text=b.row_of(store, Matter, matter).what_id)
    row = queries.matter(store, b.hat(store, "aab"), matter)
    assert row
    assert row.what.body is None, "one text: removed everywhere"


def test_an_exercise_is_never_raised_as_a_matter(store: Store) -> None:
    report = b.an_incident(store, exercise=True)
    commands.reject(
        store, b.hat(store, "lokalraad-politi"), seen=b.seen(store, Incident, report), non_acute=True, reason="Øvelse."
    )
    assert queries.raisable(store, b.hat(store, "projektchef")) == []
    with b.refused(store, RuleBroken, "not-non-acute"):
        a_matter(store, incident=report)


def test_a_meeting_that_is_moved_takes_its_matters_along_and_one_that_is_off_lets_them_wait(store: Store) -> None:
    keep(store)
    matter, chief = a_matter(store), b.hat(store, "projektchef")
    bind(store, matter)
    commands.move_forum_meeting(store, chief, **change(store, SOON, to=LATER))
    row = queries.matter(store, chief, matter)
    assert row
    assert row.meeting
    assert row.meeting.day == LATER
    commands.cancel_forum_meeting(store, chief, **change(store, LATER))
    row = queries.matter(store, chief, matter)
    assert row
    assert (row.meeting, row.invited, row.invited_at) == (None, (), None)
    with b.refused(store, RuleBroken, "forum-meeting-off"):
        bind(store, matter, LATER)


@pytest.mark.parametrize(
    ("what", "code"), [("", "text-missing"), ("Ring til Jens Hansen på 22334455", "personal-text")]
)
def test_a_matter_says_something_and_nothing_about_persons(store: Store, what: str, code: str) -> None:
    with b.refused(store, RuleBroken, code):
        a_matter(store, what=what)


def test_an_incident_is_dealt_with_once_a_meeting_and_leaves_the_agenda(store: Store, clock: Clock) -> None:
    incident, chief = closed(store), b.hat(store, "projektchef")
    clock.now += timedelta(days=31)
    keep(store, SOON)
    agenda = queries.forum_agenda(store, chief, COUNCIL)
    assert agenda
    assert [one.about.id for one in agenda.reviews] == [incident]
    assert treat(store, incident, SOON) == incident
    line = b.last_line(store)
    assert (line.verb, line.incident_id) == (Verb.TREAT_INCIDENT, incident)
    assert f'"day":"{SOON.isoformat()}"' in line.facts
    with b.refused(store, RuleBroken, "already-treated"):
        treat(store, incident, SOON)
    agenda = queries.forum_agenda(store, chief, COUNCIL)
    assert agenda
    assert agenda.reviews == ()
    (told,) = queries.treated(store, b.hat(store, "aab"), COUNCIL)
    assert (told.day, told.decision.body) == (SOON, "Vi øver ringelisten.")
    with b.refused(store, RuleBroken, "forum-meeting-used"):
        commands.cancel_forum_meeting(store, chief, **change(store, SOON))
    with b.refused(store, RuleBroken, "forum-meeting-used"):
        commands.move_forum_meeting(store, chief, **change(store, SOON, to=LATER))


def test_what_is_open_and_a_meeting_to_come_are_not_dealt_with(store: Store) -> None:
    active = b.an_active_incident(store)
    with b.refused(store, RuleBroken, "not-reviewable"):
        treat(store, active)
    incident = closed(store)
    with b.refused(store, RuleBroken, "forum-not-met-yet", field="day"):
        treat(store, incident, SOON)
    with b.refused(store, RuleBroken, "met-before-it-ended", field="day"):
        treat(store, incident, TODAY - timedelta(days=1))
    treat(store, incident)
    assert b.row_of(store, Treatment, 1).forum_meeting_id == 1
    assert b.row_of(store, ForumMeeting, 1).day == TODAY, "the date was made for it"


def test_only_who_keeps_the_fora_makes_a_date_that_nobody_has_set(store: Store, plan: StandingPlan) -> None:
    matter = a_matter(store)
    by = b.without(b.hat(store, "lokalraad-kommune"), Verb.KEEP_FORA)
    with b.refused(store, NotAllowed, verb=Verb.KEEP_FORA):
        commands.bind_matter(store, by, seen=b.seen(store, Matter, matter), day=SOON, invited=("aab",))
    with_a_date(store)
    commands.bind_matter(store, by, seen=b.seen(store, Matter, matter), day=PLANNED, invited=("aab",))


def test_a_later_meeting_has_an_agenda_of_its_own(store: Store) -> None:
    """R28: a matter is on the list of the meeting it is bound to, and what waits on that of the next one."""
    keep(store)
    keep(store, LATER)
    bound, waiting, viewer = a_matter(store), a_matter(store), b.hat(store, "aab")
    bind(store, bound, LATER)
    for day, shown in ((None, [waiting]), (SOON, [waiting]), (LATER, [bound])):
        agenda = queries.forum_agenda(store, viewer, COUNCIL, day)
        assert agenda
        assert [row.id for row in agenda.matters] == shown
        assert agenda.meeting
        assert agenda.meeting.day == (day or SOON)
    commands.cancel_forum_meeting(store, b.hat(store, "projektchef"), **change(store, LATER))
    assert queries.forum_agenda(store, viewer, COUNCIL, LATER) is None
    assert queries.forum_agenda(store, viewer, COUNCIL, PLANNED) is None


def test_exercises_stand_last_and_marked_on_the_agenda(store: Store) -> None:
    exercise = b.an_active_incident(store, exercise=True)
    commands.call_off(store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, exercise), reason="Slut.")
    real = closed(store)
    agenda = queries.forum_agenda(store, b.hat(store, "styregruppe"), COUNCIL)
    assert agenda
    assert [(one.about.id, one.about.exercise) for one in agenda.reviews] == [(real, False), (exercise, True)]
    board = queries.forum_agenda(store, b.hat(store, "styregruppe"), "bestyrelse")
    assert board
    assert board.empty, "another forum looks at what it is handed alone"
    assert queries.forum_agenda(store, b.hat(store, "aab"), "intet") is None
