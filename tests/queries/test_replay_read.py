"""The replay as it is read: who may, what a role could know as reading gave it then, what is gone (5.4, R6)."""

from sqlalchemy import event, select

from data import commands, queries
from data.entities import Action, ActionPlan, Incident, Invitation, Message, PlanPart
from data.queries import Replay, ReplayView
from data.rules import knowledge
from data.rules.access import Viewer
from data.rules.knowledge import Reader
from data.storage import Store
from data.vocabulary import ActionStatus, IncidentState, MessageState, PartKind, PlanState, Verb
from tests import builders as b
from tests.reviewed import an_evening

Read = dict[str, set[int]]
THINGS = {"incidents": Incident, "plans": ActionPlan, "actions": Action, "messages": Message, "parts": PlanPart}


def read(store: Store, incident: int, role: str = "aab") -> Replay:
    found = queries.replay(store, b.hat(store, role), incident)
    assert found is not None
    return found


def through(told: Replay, number: int, role: str, *, guest: bool = False) -> ReplayView:
    """A minute through the eyes of a role."""
    return told.view(number, next(one for one in told.readers if (one.role, one.guest) == (role, guest)))


def reading_gives(store: Store, viewer: Viewer) -> Read:
    """What the viewer reads now: ids of things by kind."""
    with store.reading(viewer) as session:
        return {name: set(session.scalars(select(kind.id))) for name, kind in THINGS.items()}


def reader_of(viewer: Viewer) -> Reader:
    return Reader(viewer.role, viewer.party, viewer.grants, viewer.covered_115, guest=viewer.only is not None)


def test_what_a_role_could_know_is_what_reading_gave_it_at_that_moment(store: Store) -> None:
    """An evening with two reports merged, a guest who comes and goes, and another incident under the same plan."""
    hats = [b.hat(store, role) for role in store.plan().roles]
    gave: dict[int, list[tuple[Viewer, Read]]] = {}

    def look(*further: Viewer) -> None:
        gave[store.revision()] = [(viewer, reading_gives(store, viewer)) for viewer in (*hats, *further)]
        b.later(store, minutes=1)

    chief = b.hat(store, "projektchef")
    first, second = b.an_incident(store, "aab"), b.an_incident(store, "boligselskab")
    look()
    commands.merge(store, chief, seen=b.seen(store, Incident, second), into=first)
    look()
    b.assess(store, first)
    commands.activate(store, chief, incident=first)
    look()
    _, guest = b.a_guest(store, first)
    look(guest)
    third, plan = b.an_active_incident(store), b.plan_of(store, first)
    commands.cover_incident(store, chief, seen=b.seen(store, ActionPlan, plan), incident=third)
    b.an_action(store, first)
    b.an_action(store, third)
    b.a_message(store, plan)
    b.a_part(store, plan)
    look(guest)
    with store.whole() as session:
        [invitation] = session.scalars(select(Invitation.id))
    commands.end_invitation(store, chief, invitation=invitation)
    look()
    for incident in (third, first):
        commands.call_off(store, chief, seen=b.seen(store, Incident, incident), reason="Falsk alarm.")
    told = read(store, first, "projektchef")
    compared = 0
    for revision, viewers in gave.items():
        number = max(n for n, step in enumerate(told.steps) if step.lines[0].seq <= revision)
        for viewer, then in viewers:
            view, reader = told.view(number, reader_of(viewer)), reader_of(viewer)
            lines = [line for line in told.lines if line.seq <= revision]
            known = knowledge.known(lines, reader)
            assert (known.incidents, known.plans) == (then["incidents"], then["plans"]), (revision, viewer.role)
            assert {one.told.id for one in view.actions} == then["actions"], (revision, viewer.role)
            assert {one.told.id for one in view.messages} == then["messages"], (revision, viewer.role)
            assert bool([part for part in view.parts if part.told]) is bool(then["parts"])
            compared += 1
    assert compared > 60


def test_an_evening_is_told_again_minute_by_minute(store: Store) -> None:
    told = read(store, an_evening(store))
    views = [told.view(number) for number in range(len(told.steps))]
    assert [one.step.told for one in views] == sorted({one.step.told for one in views})
    assert (views[0].state, views[0].plan, views[0].actions) == (IncidentState.RECEIVED, None, ())
    assert [one.place for one in views[0].marks] == [b.a_place(store).label]
    states = [view.plan.state for view in views if view.plan]
    assert list(dict.fromkeys(states)) == [PlanState.DRAFT, PlanState.IN_FORCE, PlanState.CLOSED]
    assert (views[-1].state, views[-1].marks) == (IncidentState.CLOSED, ())
    running = next(view for view in views if view.meeting and view.actions and view.actions[0].told.accepted_at)
    situation = next(part for part in running.parts if part.kind is PartKind.SITUATION)
    assert situation.text.body == "Tre containere brændte ved midnat."
    assert running.actions[0].told.status is ActionStatus.ACCEPTED
    done = next(view for view in views if view.actions and view.actions[0].told.status is ActionStatus.DONE)
    assert [one.told.state for one in done.messages] == [MessageState.SENT, MessageState.DRAFT]
    assert "Hold vinduerne lukkede." in [said.body for said in done.messages[0].answers]
    assert any(action.overdue for view in views for action in view.actions)


def test_of_individuals_only_the_entry_that_stands_now_is_ever_shown(store: Store) -> None:
    told = read(store, an_evening(store))
    entry = store.plan().catalogue["P1"].text
    for number in range(len(told.steps)):
        view = told.view(number)
        assert all(one.what.body == entry for one in view.actions if one.individuals)
        secret = {one.told.id for one in view.actions if one.individuals}
        assert not [row for row in view.happened if row.subject_id in secret and row.subject == "action" and row.texts]


def test_during_a_closed_item_nobody_is_told_more_than_that_it_ran(store: Store) -> None:
    told = read(store, an_evening(store), "lokalraad-politi")
    closed = [n for n in range(len(told.steps)) if told.view(n).closed_since]
    assert closed
    for number in closed:
        for role, entitled in (("aab", False), ("lokalraad-politi", True)):
            view = through(told, number, role)
            assert view.meeting is None
            assert view.closed_since
            others = [row for row in view.happened if row.subject == "meeting" and "closed_item" not in row.verb]
            assert entitled or not others
    assert told.view(closed[0] - 1).meeting is not None


def test_a_removed_text_shows_as_removed_at_every_minute(store: Store) -> None:
    incident = an_evening(store)
    told = read(store, incident)
    last = told.view(len(told.steps) - 1)
    text = next(part.text.id for part in last.parts if part.kind is PartKind.SITUATION)
    commands.redact(store, b.administrator(store), text=text)
    again = read(store, incident)
    shown = [part.text for n in range(len(again.steps)) for part in again.view(n).parts if part.text.id == text]
    assert shown
    assert {said.body for said in shown} == {None}


def test_only_who_reviews_replays_and_only_what_has_ended(store: Store) -> None:
    incident, running = an_evening(store), b.an_active_incident(store)
    _, guest = b.a_guest(store, running)
    for viewer in (guest, b.administrator(store), b.without(b.hat(store, "aab"), Verb.READ)):
        assert queries.replay(store, viewer, incident) is None
    assert queries.replay(store, b.hat(store, "aab"), running) is None
    assert queries.replay(store, b.hat(store, "aab"), 99) is None


def test_a_role_that_is_chosen_never_shows_more_than_whoever_looks_may_read(store: Store) -> None:
    """A member looks through the eyes of a receiver of reports, at an incident and a report that never spread."""
    incident = an_evening(store)
    told, alone = read(store, incident), read(store, incident, "styregruppe")
    assert {one.role for one in told.readers} >= {"projektchef", "styregruppe"}
    for number in range(len(told.steps)):
        everything = told.view(number)
        for reader in told.readers:
            view = told.view(number, reader)
            assert {row.seq for row in view.happened} <= {row.seq for row in everything.happened}
            assert {one.told.id for one in view.actions} <= {one.told.id for one in everything.actions}
        assert alone.view(number).step == everything.step
    first = through(told, 0, "styregruppe")
    assert (first.known, first.happened, first.marks) == (False, (), ())


def test_the_lines_are_read_once_however_many_minutes_are_looked_at(store: Store) -> None:
    incident = an_evening(store)
    said: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    told = read(store, incident)
    before = len(said)
    for number in range(len(told.steps)):
        told.view(number)
        told.view(number, told.readers[0])
    assert len(said) == before < 20
