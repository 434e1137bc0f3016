"""A running exercise, made by commands alone: two incidents, a plan in force, actions in every status.

`demo` makes it in an empty database with accounts by function; `load` makes it for an administrator who wants to try.
The times are those of the store's clock, some minutes back, so that it looks as it would in the middle of an evening.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from data import commands, queries
from data.commands import Description, Wording
from data.commands.people import HOUSE
from data.entities import Incident
from data.errors import RuleBroken
from data.places import Place, Places
from data.plan import StandingPlan
from data.rules.access import Viewer
from data.rules.parts import Involved, Proportions
from data.storage import Seen, Store
from data.vocabulary import (
    ActionStatus,
    Affected,
    Answer,
    CallResult,
    Certainty,
    Channel,
    PartKind,
    PartState,
    PartyKind,
    Response,
    Risk,
    Route,
    Source,
    Stance,
    Verb,
)


def is_offered(store: Store) -> bool:
    """Whether there is nothing yet that an exercise could disturb."""
    with store.whole() as session:
        return session.scalar(select(Incident.id).limit(1)) is None


def demo(store: Store) -> None:
    """Accounts named by function that sign in by being chosen, and the exercise. Raises RuleBroken("has-accounts")."""
    if queries.sign_in_page(store).any_account:
        raise RuleBroken("has-accounts")
    plan = store.plan()
    house = Viewer(person=None, role=HOUSE.role, grants=frozenset({Verb.ADMINISTER}))
    people = {
        role.code: commands.open_account(
            store, house, username=role.code, display=role.title, role=role.code, demo=True
        )
        for role in plan.roles.values()
    }
    _play(store, lambda role: queries.viewer_of(plan, people[role], role))


def load(store: Store, *, person: int) -> None:
    """The exercise, carried out by one person in every role. Raises RuleBroken("has-incidents")."""
    if not is_offered(store):
        raise RuleBroken("has-incidents")
    plan = store.plan()
    _play(store, lambda role: queries.viewer_of(plan, person, role))


class _Cast:
    """Which role of the plan plays which part: read from the plan, whatever the town calls them."""

    def __init__(self, plan: StandingPlan, acts: Callable[[str], Viewer]) -> None:
        self.plan = plan
        self.chief = acts(plan.coordinator.code)
        self.writer = acts(plan.roles_with(Verb.WRITE_PLAN)[-1].code)
        self.council = acts(plan.roles_receiving(Route.COUNCIL)[-1].code)
        self._acts = acts

    def of(self, kind: PartyKind, number: int = 0) -> Viewer:
        """Who speaks for a party of the kind."""
        parties = [p for p in self.plan.parties_of_kind(kind) if p.permanent]
        roles = [r for r in self.plan.roles_of(parties[number % len(parties)].code) if r.permanent]
        return self._acts(roles[0].code)

    def party(self, kind: PartyKind, number: int = 0) -> str:
        """The party's code."""
        found = self.of(kind, number).party
        assert found is not None
        return found


def _play(store: Store, acts: Callable[[str], Viewer]) -> None:
    plan = store.plan()
    cast = _Cast(plan, acts)
    places = Places.from_plan(plan)
    now = store.clock()
    zones = list(places.zones)
    fire, fight = list(plan.categories)[2 % len(plan.categories)], next(iter(plan.categories))
    first = commands.report(
        store, cast.of(PartyKind.HOUSING), what="Brand i tre containere, stenkast mod brandvæsenet", category=fire,
        place=places.at_zone(zones[-1].code) if zones else places.outdoors(),
        happened_at=now - timedelta(minutes=95), route=Route.COUNCIL, exercise=True,
    )  # fmt: skip
    _activate(store, cast.council, first, Risk.MEDIUM)
    _call_in(store, cast, first)
    second = commands.report(
        store, cast.of(PartyKind.HOUSING, 1), what="Opgør mellem to grupper unge ved legepladsen, nu roligt",
        category=fight, place=_somewhere(places),
        happened_at=now - timedelta(minutes=25), route=Route.PROJECT_CHIEF, exercise=True,
    )  # fmt: skip
    _assess(store, cast.chief, second, Risk.LOW)
    _write(store, cast, now)
    _actions(store, cast, first, now)
    _agree(store, cast, now)
    _inform(store, cast, first)
    _progress(store, cast)
    _tell(store, cast, first, now)
    _speak(store, cast, now)


def _somewhere(places: Places) -> Place:
    """A block in the middle; a quarter where the plan has no blocks yet, the area where it has neither."""
    if places.blocks:
        return places.at_block(places.blocks[len(places.blocks) // 3].id)
    return places.at_zone(places.zones[0].code) if places.zones else places.outdoors()


def _call_in(store: Store, cast: _Cast, incident: int) -> None:
    """Everybody is reached but the last one, who did not answer; whoever activated is there already."""
    roles = [role.code for role in cast.plan.permanent_roles if role.code != cast.council.role]
    for role in roles:
        result = CallResult.NOT_REACHED if role == roles[-1] else CallResult.REACHED
        commands.record_call(store, cast.council, incident=incident, role=role, result=result)


def _tell(store: Store, cast: _Cast, incident: int, now: datetime) -> None:
    """What is known: something confirmed, something not, and a rumour that was refuted."""
    police, housing = cast.of(PartyKind.POLICE), cast.of(PartyKind.HOUSING)

    def told(by: Viewer, what: str, source: Source, certainty: Certainty, minutes: int) -> int:
        return commands.tell_fact(
            store, by, incident=incident, what=what, source=source, certainty=certainty,
            happened_at=now - timedelta(minutes=minutes),
        )  # fmt: skip

    rumour = told(housing, "Flere er på vej hertil fra nabobyen", Source.SOCIAL_MEDIA, Certainty.RUMOUR, 60)
    told(housing, "En opgangsdør er ødelagt", Source.OWN_STAFF, Certainty.UNCONFIRMED, 35)
    told(police, "Brandene er slukket, der er ro på stedet", Source.OBSERVED, Certainty.CONFIRMED, 20)
    fact = queries.fact(store, cast.council, rumour)
    assert fact is not None
    commands.judge_fact(
        store, cast.council, seen=Seen(fact.id, fact.version), certainty=Certainty.REFUTED,
        reason="Politiet har ikke set tegn på det; stationen er rolig.",
    )  # fmt: skip


def _speak(store: Store, cast: _Cast, now: datetime) -> None:
    """Who tells whom, who speaks to the press, and a first message that is approved and sent."""
    plan = _plan_id(store, cast.writer)
    first, second, *rest = (one.code for one in cast.plan.audiences)
    for code, kind, minutes in ((first, PartyKind.HOUSING, -20), (second, PartyKind.MUNICIPALITY, 60)):
        commands.plan_audience(
            store, cast.writer, plan=plan, code=code, informs=cast.party(kind), channels=cast.plan.channels[:2],
            due=now + timedelta(minutes=minutes),
        )  # fmt: skip
    for code in rest[:1]:
        commands.plan_audience(store, cast.writer, plan=plan, code=code, informs=cast.party(PartyKind.MUNICIPALITY))
    commands.name_spokesperson(store, cast.council, plan=plan, speaker=cast.of(PartyKind.POLICE).role)
    wording = Wording(
        audiences=(first,), channels=cast.plan.channels[:2],
        happened="Der har været brand i tre containere. Brandene er slukket, og der er ro på stedet.",
        advice="Hold vinduer og døre lukkede, indtil røgen er væk. Gå ikke hen til pladsen.",
        doing="Politi og ejendomsdrift er til stede i området hele aftenen.",
        contact="Ejendomskontoret i åbningstiden. Politiet på 114, og ved fare 112.", next="I morgen formiddag.",
    )  # fmt: skip
    message = commands.write_message(store, cast.writer, plan=plan, wording=wording)
    for by, step in ((cast.council, commands.approve_message), (cast.writer, commands.send_message)):
        written = queries.message(store, by, message)
        assert written is not None
        step(store, by, seen=Seen(message, written.version))


def _assess(store: Store, by: Viewer, incident: int, risk: Risk) -> None:
    view = queries.incident(store, by, incident)
    assert view is not None
    commands.assess(
        store, by, seen=Seen(incident, view.row.version), acute=Answer.YES, unrest=Answer.YES, response=Response.BOTH,
        risk=risk, sentence="Akut; kan føre til uro eller særlig utryghed i området.",
    )  # fmt: skip


def _activate(store: Store, by: Viewer, incident: int, risk: Risk) -> None:
    _assess(store, by, incident, risk)
    commands.activate(store, by, incident=incident)


def _plan_id(store: Store, by: Viewer) -> int:
    return queries.plans(store, by)[0].id


def _write(store: Store, cast: _Cast, now: datetime) -> None:
    """Situation and purpose by whoever writes; the police propose other words for one of them."""
    plan = _plan_id(store, cast.writer)
    commands.write_part(
        store, cast.writer, plan=plan, kind=PartKind.SITUATION, revision=0, state=PartState.FILLED,
        text="Tre containere brænder, brandvæsenet er mødt med stenkast. Gruppen er samlet ved pladsen.",
        proportions=Proportions(
            Involved(15, 20), Risk.MEDIUM, "Flere unge er på vej, og videoer deles på sociale medier.",
            as_of=now - timedelta(minutes=15),
        ),
    )  # fmt: skip
    commands.write_part(
        store, cast.writer, plan=plan, kind=PartKind.PURPOSE, revision=0, state=PartState.FILLED,
        text="Skabe ro i aften og tryghed de næste dage for beboere og medarbejdere i kvarteret.",
        target_groups=tuple(cast.plan.target_groups)[:2],
    )  # fmt: skip
    commands.answer_support(
        store, cast.council, plan=plan, about=Affected.STAFF, needed=True, note="Krisehjælp til en medarbejder"
    )
    police = cast.of(PartyKind.POLICE)
    if Verb.PROPOSE_CHANGE in police.grants:
        commands.propose_change(
            store, police, plan=plan, kind=PartKind.SITUATION, revision=1,
            text="Tre containere brændte, brandvæsenet er mødt med stenkast. Gruppen er spredt fra pladsen.",
            reason="Brandene er slukket, og der er ro på stedet.",
        )  # fmt: skip


def _actions(store: Store, cast: _Cast, incident: int, now: datetime) -> None:
    """One in every status: proposed, accepted, in progress (overdue), done, cancelled, handed over, and one unowned."""
    police, housing = cast.party(PartyKind.POLICE), cast.party(PartyKind.HOUSING)
    municipality, other = cast.party(PartyKind.MUNICIPALITY), cast.party(PartyKind.HOUSING, 1)
    group = tuple(cast.plan.target_groups)[:1]
    street: dict[str, Any] = {
        "where": "Torvet og stierne ved centret", "starts_at": now - timedelta(hours=1), "helpers": (housing, police),
        "evidence": "Gadeplansmedarbejderne har talt med de unge, og torvet er roligt",
    }  # fmt: skip
    talk: dict[str, Any] = {"networks": cast.plan.networks[:1]}
    for what, party, hours, more in (
        ("Synlig udvidet patruljering i aften", police, 3.0, {"evidence": "To patruljer går i området"}),
        (
            "Øget opsyn i området fra ejendomsdriften",
            housing,
            -0.5,
            {"evidence": "Ejendomsfunktionærerne går runde hver time"},
        ),
        ("Hurtig fjernelse af brændte containere", other, 12.0, {"evidence": "Pladsen er ryddet"}),
        ("Fokuseret gadeplansindsats ved centret", municipality, 5.0, street),
        ("Udvidet klubtilbud fredag og lørdag", municipality, 48.0, {}),
        ("Ekstra belysning på stien", other, 24.0, {"evidence": "Stien er lyst op hele aftenen"}),
        ("Bedre belysning langs banen", municipality, 72.0, {"evidence": "Lamperne er sat op"}),
        ("Samtale med naboer til pladsen", None, 20.0, talk),
    ):
        commands.propose_action(
            store, cast.writer, incident=incident,
            described=Description(
                what=what, party=party, target_groups=group, deadline=now + timedelta(hours=hours),
                leaders=tuple(r.code for r in cast.plan.roles_of(party) if r.permanent)[:1] if party else (), **more,
            ),
        )  # fmt: skip


def _agree(store: Store, cast: _Cast, now: datetime) -> None:
    view = queries.plans(store, cast.chief)[0]
    unowned = [row.id for row in queries.actions(store, cast.chief, plan=view.id) if row.unowned]
    parties = tuple(code for code, party in cast.plan.parties.items() if party.permanent)[:-1]
    commands.agree(
        store, cast.chief, seen=Seen(view.id, view.version), meeting_at=now - timedelta(minutes=40),
        stances=dict.fromkeys(parties, (Stance.AGREES, "")),
        ends_at=(now + timedelta(hours=26)).replace(minute=0, second=0, microsecond=0),
        confirmed_unowned=frozenset(unowned),
    )  # fmt: skip


def _inform(store: Store, cast: _Cast, incident: int) -> None:
    """The last of the boards has just been told of the reason; the other duties stand open."""
    for body in cast.plan.informed_bodies[-1:]:
        commands.inform(
            store, cast.chief, incident=incident, body=body.code, channel=Channel.PHONE,
            content="Der er aktiveret efter brand og stenkast; mødet er holdt, og der er en plan.",
            told_at=store.clock(),
        )  # fmt: skip


def _progress(store: Store, cast: _Cast) -> None:
    rows = {row.number: row for row in queries.actions(store, cast.chief)}

    def seen(number: int) -> Seen:
        row = queries.action(store, cast.chief, rows[number].id)
        assert row is not None
        return Seen(row.id, row.version)

    police, housing = cast.of(PartyKind.POLICE), cast.of(PartyKind.HOUSING)
    municipality, other = cast.of(PartyKind.MUNICIPALITY), cast.of(PartyKind.HOUSING, 1)
    for by, numbers in ((police, (1,)), (housing, (2,)), (other, (3, 6)), (municipality, (4, 7))):
        for number in numbers:
            commands.accept_action(store, by, seen=seen(number))
    commands.update_progress(
        store, police, seen=seen(1), status=ActionStatus.IN_PROGRESS, note="To patruljer på stedet"
    )
    commands.update_progress(store, housing, seen=seen(2), status=ActionStatus.IN_PROGRESS)
    commands.update_progress(
        store, other, seen=seen(3), status=ActionStatus.DONE, seen_by="Pladsen er ryddet og fejet",
        happened_at=store.clock() - timedelta(minutes=10),
    )  # fmt: skip
    commands.cancel_action(store, other, seen=seen(6), note="Klares af en anden indsats")
    forum = next(code for code, f in cast.plan.fora.items() if f.receives_handover)
    commands.hand_over(
        store, municipality, seen=seen(7), forum=forum, due=store.clock().date() + timedelta(days=30),
        note="Varer længere end den akutte fase",
    )  # fmt: skip
