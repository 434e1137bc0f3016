"""An incident that has ended, for whoever looks back at it: the exercise of the demo played to its end, in any town."""

from datetime import timedelta

from sqlalchemy import select

from data import commands, queries
from data.entities import Action, ActionPlan, Incident, Meeting
from data.rules import agenda
from data.rules.access import Viewer, may
from data.rules.progress import TERMINAL
from data.storage import Store
from data.vocabulary import ActionStatus, Affected, CallResult, Channel, Mandate, SeatKind, Verb, Way
from tests import builders as b


def who(store: Store, verb: Verb, owner: str | None = None) -> Viewer:
    """Somebody of the plan in use who may, the coordinator first."""
    plan = store.plan()
    roles = [plan.coordinator.code, *plan.roles]
    return next(hat for role in roles if may(hat := b.hat(store, role), verb, owner=owner))


def played_to_its_end(store: Store) -> int:
    """Hold a meeting with a closed item, end every action, and close; the id of the exercise's first incident."""
    with store.whole() as session:
        plan = session.scalars(select(ActionPlan.id).order_by(ActionPlan.id)).first() or 0
        incident = session.scalars(select(Incident.id).where(Incident.plan_id == plan)).first() or 0
    _meet(store, plan)
    with store.whole() as session:
        going = [
            a.id for a in session.scalars(select(Action).where(Action.plan_id == plan)) if a.status not in TERMINAL
        ]
    for action in going:
        by = who(store, Verb.CANCEL_ACTION)
        commands.cancel_action(store, by, seen=b.seen(store, Action, action), note="Der er ro igen.")
    for about in Affected:
        commands.answer_support(store, who(store, Verb.ANSWER_SUPPORT), plan=plan, about=about, needed=False)
    commands.give_impression(
        store, who(store, Verb.GIVE_IMPRESSION), plan=plan, good="Vi var samlet på en time.",
        better="Kortere vej til brandvæsenet.",
    )  # fmt: skip
    for body in store.plan().informed_bodies:
        commands.inform(
            store, who(store, Verb.INFORM), incident=incident, body=body.code, channel=Channel.PHONE, final=True,
            content="Planen lukkes i aften.", told_at=store.clock(),
        )  # fmt: skip
    commands.close(store, who(store, Verb.CLOSE), seen=b.seen(store, ActionPlan, plan))
    return incident


def _meet(store: Store, plan: int) -> None:
    """All fixed members but the last one sit; the closed item runs for no time at all, which is a length as well."""
    standing, chief = store.plan(), who(store, Verb.CALL_MEETING)
    meeting = commands.call_meeting(
        store, chief, plan=plan, planned_at=store.clock() + timedelta(minutes=20), chair=chief.role, place="Beboerhuset"
    )
    commands.start_meeting(store, chief, seen=b.seen(store, Meeting, meeting))
    for number, role in enumerate([role.code for role in standing.permanent_roles][:-1]):
        commands.seat(
            store, who(store, Verb.SEAT), meeting=meeting, role=role,
            kind=SeatKind.STAND_IN if number == 1 else SeatKind.MEMBER, mandate=Mandate.FULL, way=Way.ROOM,
        )  # fmt: skip
    police = who(store, Verb.HOLD_CLOSED_ITEM)
    leaving = queries.leaving_for_item(store, police, meeting).parting.leaving
    item = commands.start_closed_item(store, police, meeting=meeting, named=leaving)
    commands.end_closed_item(store, police, item=item)
    summary = agenda.summary_of(agenda.agenda_of(standing, follow_up=False)) or 0
    commands.next_item(store, chief, seen=b.seen(store, Meeting, meeting), item=summary)
    unowned = frozenset(row.id for row in queries.actions(store, chief, plan=plan) if row.unowned)
    seen = b.seen(store, Meeting, meeting)
    commands.end_meeting(store, chief, seen=seen, read_back=True, confirmed_unowned=unowned)


def an_evening(store: Store, *, exercise: bool = False) -> int:
    """A fire from its report to the day after, on the tests' clock and in the shipped town; the incident's id.

    21.40 happened, 21.46 reported, 21.52 read and assessed, 21.55 activated, 22.30 met, 23.10 agreed, 23.20 told,
    closed the day after at 18.00. One action is done in time, one late, one is put off, one handed over, one given
    back, one concerns individuals; one housing organisation is tried twice and sits at no meeting.
    """
    begun = store.clock()
    b.later(store, minutes=6)
    incident = b.an_incident(store, happened_at=begun, exercise=exercise)
    b.later(store, minutes=6)
    b.assess(store, incident)
    b.later(store, minutes=3)
    commands.activate(store, b.hat(store, "lokalraad-kommune"), incident=incident)
    plan = b.plan_of(store, incident)
    _call(store, incident)
    meeting = b.a_called_meeting(store, incident)
    b.later(store, minutes=29)
    commands.start_meeting(store, b.hat(store, "projektchef"), seen=b.seen(store, Meeting, meeting))
    for role in ("lokalraad-politi", "lokalraad-kommune", "projektchef"):
        b.a_seat(store, meeting, role)
    b.a_seat(store, meeting, "aab", kind=SeatKind.STAND_IN)
    b.a_part(store, plan)
    numbers = _propose(store, incident)
    b.later(store, minutes=20)
    item = b.a_closed_item(store, meeting)
    b.later(store, minutes=15)
    commands.end_closed_item(store, b.hat(store, "lokalraad-politi"), item=item)
    b.later(store, minutes=5)
    b.agree(store, plan, ends_at=b.ahead(store, hours=20))
    b.inform(store, incident, "styregruppe")
    b.end_meeting(store, meeting)
    b.later(store, minutes=10)
    b.a_sent_message(store, plan)
    b.a_message(store, plan, audiences=("omverdenen",))
    b.a_speaker(store, plan)
    _go_on(store, numbers)
    b.answer_support(store, plan)
    b.an_impression(store, plan)
    b.an_impression(store, plan, "lokalraad-politi")
    b.inform_all(store, incident)
    b.later(store, minutes=(17 * 60) - 20)
    commands.close(store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, plan))
    return incident


def _call(store: Store, incident: int) -> None:
    """Everybody is reached but one housing organisation."""
    b.later(store, minutes=1)
    for role in store.plan().permanent_roles:
        result = CallResult.NOT_REACHED if role.code == "boligselskab" else CallResult.REACHED
        for _ in range(2 if role.code == "boligselskab" else 1):
            b.later(store, seconds=40)
            commands.record_call(
                store, b.hat(store, "lokalraad-kommune"), incident=incident, role=role.code, result=result
            )


def _propose(store: Store, incident: int) -> list[int]:
    """Six actions, accepted by who has them; the fourth is given back and taken by somebody else."""
    told = (
        ("aab", "O2", 3), ("aab", "O2", 1), ("politi", "P3", 4), ("boligselskab", "O2", 5), ("politi", "P1", None),
        ("kommune", None, 200),
    )  # fmt: skip
    numbers = []
    for party, entry, hours in told:
        due = b.ahead(store, hours=hours) if hours else None
        what = {"O2": "Øget opsyn fra ejendomsdriften", "P3": "Udvidet patruljering", "P1": "Samtale i aften"}
        described = {"what": what.get(entry or "", "Bedre belysning på stien"), "entry": entry, "party": party}
        numbers.append(b.an_action(store, incident, deadline=due, **described))
    for action, role in zip(numbers, ("aab", "aab", "lokalraad-politi"), strict=False):
        commands.accept_action(store, b.hat(store, role), seen=b.seen(store, Action, action))
    by = b.hat(store, "boligselskab")
    commands.decline_action(store, by, seen=b.seen(store, Action, numbers[3]), note="Vi har ingen folk i aften.")
    again = b.described(deadline=b.ahead(store, hours=9), party="aab", what="Opsyn ved garagerne")
    commands.describe_action(
        store, b.hat(store, "stabsenhed"), seen=b.seen(store, Action, numbers[3]), described=again
    )  # fmt: skip
    commands.accept_action(store, b.hat(store, "aab"), seen=b.seen(store, Action, numbers[3]))
    commands.accept_action(store, b.hat(store, "lokalraad-politi"), seen=b.seen(store, Action, numbers[4]))
    return numbers


def _go_on(store: Store, numbers: list[int]) -> None:
    """The first is done in time, the second an hour late, the third is cancelled, the last handed over."""
    b.later(store, minutes=20)
    b.tell(store, numbers[0], ActionStatus.IN_PROGRESS)
    b.later(store, hours=1)
    b.tell(store, numbers[0], ActionStatus.DONE)
    b.tell(store, numbers[1], ActionStatus.DONE)
    police = b.hat(store, "lokalraad-politi")
    commands.cancel_action(store, police, seen=b.seen(store, Action, numbers[2]), note="Der er ro igen.")
    b.tell(store, numbers[3], ActionStatus.DONE)
    commands.update_progress(
        store, police, seen=b.seen(store, Action, numbers[4]), status=ActionStatus.DONE
    )  # fmt: skip
    commands.hand_over(
        store, b.hat(store, "lokalraad-kommune"), seen=b.seen(store, Action, numbers[5]), forum="lokalraad",
        due=b.in_days(store, 30), note="Varer længere end den akutte fase.",
    )  # fmt: skip
