"""Things in the state a test wants them in, made as people make them: through commands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import delete, func, select

from data import commands, queries
from data import plan as plan_files
from data.entities import (
    AccountMail,
    Action,
    ActionPlan,
    Archive,
    Entity,
    HandOver,
    Holding,
    Incident,
    LogLine,
    Meeting,
    Message,
    Person,
    SituationPicture,
    Submission,
    Text,
)
from data.errors import Refusal
from data.places import Place, Places
from data.rules import second_factor, times
from data.rules.access import Viewer
from data.rules.parts import Involved, Proportions
from data.storage import Seen, Store
from data.storage.sign_ins import name_of
from data.vocabulary import (
    ActionStatus,
    Affected,
    Answer,
    ArchiveEdition,
    Channel,
    DecisionKind,
    MailState,
    Mandate,
    PartKind,
    PartState,
    Response,
    Risk,
    Route,
    SeatKind,
    Stance,
    Subject,
    Verb,
    Way,
)

COPENHAGEN = times.COPENHAGEN
PASSWORD = "en lang adgangssætning"


def hat(store: Store, role: str, person: int | None = None) -> Viewer:
    """Somebody wearing a role of the plan in use."""
    return queries.viewer_of(store.plan(), person, role)


def seen(store: Store, kind: type[Entity], number: int) -> Seen:
    """The thing as somebody who opens a form now sees it."""
    with store.whole() as session:
        found: Any = session.get(kind, number)
        return Seen(found.id, found.version)


def row_of(store: Store, kind: type[Entity], number: int) -> Any:
    """The thing as it is remembered now."""
    with store.whole() as session:
        return session.get(kind, number)


def standing(store: Store) -> tuple[int, int, int]:
    """What no refusal may touch: the revision, the texts, the submissions that were answered."""
    with store.whole() as session:
        texts = session.scalar(select(func.count(Text.id))) or 0
        sent = session.scalar(select(func.count(Submission.key))) or 0
    return store.revision(), texts, sent


@contextmanager
def refused(store: Store, kind: type[Refusal], code: str = "", **details: object) -> Iterator[None]:
    """What happens inside is refused, for that reason, and changes nothing."""
    before = standing(store)
    with pytest.raises(kind) as caught:
        yield
    assert type(caught.value) is kind
    if code:
        assert caught.value.code == code
    assert {name: caught.value.details.get(name) for name in details} == details
    assert standing(store) == before


def a_place(store: Store, number: int = 0) -> Place:
    """A block of the area."""
    places = Places.from_plan(store.plan())
    return places.at_block(places.blocks[number].id)


def a_place_outside(store: Store) -> Place:
    """A point well outside the area."""
    lat, lon = store.plan().area.centre
    return Places.from_plan(store.plan()).snap(lat + 0.2, lon)


def a_report(store: Store, **other: Any) -> dict[str, Any]:
    """What a person fills into the form of a report."""
    given = {
        "what": "Brand i tre containere kl. 21.40", "category": "ildspaasaettelse", "place": a_place(store),
        "happened_at": store.clock(), "route": Route.COUNCIL, "exercise": False,
    }  # fmt: skip
    return given | other


def an_incident(store: Store, role: str = "aab", **other: Any) -> int:
    """An incident as it was reported; its id."""
    return commands.report(store, hat(store, role), **a_report(store, **other))


def an_assessed_incident(
    store: Store,
    role: str = "lokalraad-kommune",
    acute: Answer = Answer.YES,
    unrest: Answer = Answer.YES,
    response: Response = Response.BOTH,
    **other: Any,
) -> int:
    """An incident that somebody has assessed; its id."""
    return assess(store, an_incident(store, **other), role, acute, unrest, response)


def assess(
    store: Store,
    incident: int,
    role: str = "lokalraad-kommune",
    acute: Answer = Answer.YES,
    unrest: Answer = Answer.YES,
    response: Response = Response.BOTH,
) -> int:
    """Somebody assesses an incident; its id."""
    return commands.assess(
        store, hat(store, role), seen=seen(store, Incident, incident), acute=acute, unrest=unrest, response=response,
        risk=Risk.MEDIUM, sentence="Stenkast mod brandvæsenet kan trække flere til.",
    )  # fmt: skip


def an_active_incident(store: Store, role: str = "lokalraad-kommune", **other: Any) -> int:
    """An activated incident; its id."""
    incident = an_assessed_incident(store, role, **other)
    return commands.activate(store, hat(store, role), incident=incident)


def plan_of(store: Store, incident: int) -> int:
    """The id of the plan that covers an incident."""
    found: int = row_of(store, Incident, incident).plan_id
    return found


def described(**other: Any) -> commands.Description:
    """An action of a housing organisation."""
    return commands.Description(**({"what": "Øget opsyn fra ejendomsdriften", "entry": "O2", "party": "aab"} | other))


def an_action(store: Store, incident: int | None = None, role: str = "stabsenhed", **other: Any) -> int:
    """A proposed action; its id."""
    incident = an_active_incident(store) if incident is None else incident
    return commands.propose_action(store, hat(store, role), incident=incident, described=described(**other))


def without_mandate(store: Store, role: str = "aab", mandate: Mandate = Mandate.UNKNOWN) -> Viewer:
    """A stand-in in a role who cannot commit its party (R21)."""
    return queries.viewer_of(store.plan(), None, role, mandate)


def a_reserved_action(store: Store, incident: int | None = None, role: str = "aab", **other: Any) -> int:
    """An action that a stand-in without a mandate has accepted; its id."""
    action = an_action(store, incident, **other)
    return commands.accept_action(store, without_mandate(store, role), seen=seen(store, Action, action))


def an_accepted_action(store: Store, incident: int | None = None, role: str = "aab", **other: Any) -> int:
    """An action that its party has taken on; its id."""
    action = an_action(store, incident, **other)
    return commands.accept_action(store, hat(store, role), seen=seen(store, Action, action))


def tell(store: Store, action: int, status: ActionStatus, role: str = "aab", **other: Any) -> int:
    """The party tells where its action stands."""
    given = {"seen_by": "Gården er ryddet."} if status is ActionStatus.DONE else {}
    return commands.update_progress(
        store, hat(store, role), seen=seen(store, Action, action), status=status, **(given | other)
    )


def a_finished_action(store: Store, incident: int | None = None, **other: Any) -> int:
    """An action that is done; its id."""
    action = an_accepted_action(store, incident, **other)
    return tell(store, action, ActionStatus.DONE)


def hand_over(store: Store, action: int, role: str = "projektchef", **other: Any) -> int:
    """An action goes to the council, to be taken up in thirty days; the action's id."""
    given = {"forum": "lokalraad", "due": in_days(store, 30)}
    return commands.hand_over(store, hat(store, role), seen=seen(store, Action, action), **(given | other))


def in_days(store: Store, days: int) -> date:
    """A day from today on."""
    return store.clock().astimezone(COPENHAGEN).date() + timedelta(days=days)


def a_hand_over(store: Store, incident: int | None = None, **other: Any) -> int:
    """A proposed action that the council has on its list; the hand-over's id."""
    action = hand_over(store, an_action(store, incident), **other)
    return hand_over_of(store, action).id


def hand_over_of(store: Store, action: int) -> HandOver:
    """The newest hand-over of an action."""
    with store.whole() as session:
        wanted = select(HandOver).where(HandOver.action_id == action).order_by(HandOver.id.desc()).limit(1)
        return session.scalars(wanted).one()


def handed_over_before(store: Store, incident: int | None = None, **other: Any) -> int:
    """An action that was handed over before receiver and day were kept: no row says who has it; the action's id."""
    action = hand_over(store, an_action(store, incident), **other)
    with store.whole() as session:
        session.execute(delete(HandOver).where(HandOver.action_id == action))
        session.commit()
    return action


def agree(store: Store, plan: int, role: str = "projektchef", **other: Any) -> int:
    """Put a plan in force for two days; the edition. `parties` are those that agree; `stances` says more."""
    now = store.clock()
    parties = other.pop("parties", ("politi", "kommune", "aab"))
    given = {
        "seen": seen(store, ActionPlan, plan), "meeting_at": now - timedelta(minutes=5),
        "stances": dict.fromkeys(parties, (Stance.AGREES, "")), "ends_at": now + timedelta(days=2),
    }  # fmt: skip
    return commands.agree(store, hat(store, role), **(given | other))


def an_agreed_plan(store: Store, incident: int | None = None, **other: Any) -> int:
    """A plan that was agreed at a meeting without an end time: not in force; its id."""
    plan = plan_of(store, an_active_incident(store) if incident is None else incident)
    agree(store, plan, **({"ends_at": None} | other))
    return plan


def answers_for_itself(store: Store, plan: int, role: str = "boligselskab", **other: Any) -> int:
    """A party says for itself how it stands to the newest edition; the agreement's id."""
    by = hat(store, role)
    given = {"edition": row_of(store, ActionPlan, plan).edition, "party": by.party, "stance": Stance.AGREES}
    return commands.take_stance(store, by, plan=plan, **(given | other))


def a_plan_in_force(store: Store, incident: int | None = None, **other: Any) -> int:
    """A plan that was agreed at a meeting; its id."""
    plan = plan_of(store, an_active_incident(store) if incident is None else incident)
    agree(store, plan, **other)
    return plan


def a_part(store: Store, plan: int, role: str = "stabsenhed", revision: int = 0, **other: Any) -> int:
    """A part as the staff unit writes it; the new revision."""
    given = {"kind": PartKind.SITUATION, "state": PartState.FILLED, "text": "Tre containere brændte ved midnat."}
    given |= answers(store, other.get("kind", PartKind.SITUATION)) | other
    return commands.write_part(store, hat(store, role), plan=plan, revision=revision, **given)


def proportions(store: Store, low: int | None = 15, high: int | None = 20, **other: Any) -> Proportions:
    """How many were involved, and the risk that it escalates, as of now (R34)."""
    given = {"risk": Risk.MEDIUM, "reason": "Flere er på vej.", "as_of": store.clock()}
    return Proportions(Involved(low, high), **(given | other))


def answers(store: Store, kind: PartKind) -> dict[str, Any]:
    """What a part takes beside its text when it is filled in."""
    if kind is PartKind.SITUATION:
        return {"proportions": proportions(store)}
    return {"target_groups": tuple(store.plan().target_groups)[:2]} if kind is PartKind.PURPOSE else {}


def a_proposal(store: Store, plan: int, role: str = "lokalraad-politi", revision: int = 0, **other: Any) -> int:
    """A change that the police propose to the situation; the proposal's id."""
    given = {"kind": PartKind.SITUATION, "text": "Fire containere brændte ved midnat.", "reason": "Talt på stedet."}
    return commands.propose_change(store, hat(store, role), plan=plan, revision=revision, **(given | other))


def a_picture(store: Store, plan: int, number: int = 1, role: str = "stabsenhed", **other: Any) -> int:
    """A working copy of the situation picture; its id."""
    given = {"changes": "Roligere end kl. 22.", "questions": "Hvor mange er taget hjem?"}
    return commands.write_picture(store, hat(store, role), plan=plan, number=number, **(given | other))


def an_approved_picture(store: Store, plan: int, number: int = 1, role: str = "projektchef", **other: Any) -> int:
    """A situation picture that was approved and locked; its id. Part 1 must be written."""
    made = a_picture(store, plan, number, **other)
    revision = queries.part(store, hat(store, role), plan, PartKind.SITUATION).revision
    return commands.approve_picture(
        store, hat(store, role), seen=seen(store, SituationPicture, made), revision=revision
    )


def wording(**other: Any) -> commands.Wording:
    """A message to the residents."""
    given = {
        "audiences": ("beboere",), "happened": "Der var brand i tre containere.", "advice": "Hold vinduerne lukkede.",
    }  # fmt: skip
    return commands.Wording(**(given | other))


def a_message(store: Store, plan: int, role: str = "stabsenhed", **other: Any) -> int:
    """A draft; its id."""
    return commands.write_message(store, hat(store, role), plan=plan, wording=wording(**other))


def an_approved_message(store: Store, plan: int, role: str = "lokalraad-kommune", **other: Any) -> int:
    """A message that may go out; its id."""
    message = a_message(store, plan, **other)
    return commands.approve_message(store, hat(store, role), seen=seen(store, Message, message))


def a_sent_message(store: Store, plan: int, role: str = "stabsenhed", **other: Any) -> int:
    """A message that went out; its id."""
    message = an_approved_message(store, plan, **other)
    return commands.send_message(store, hat(store, role), seen=seen(store, Message, message))


def an_audience(store: Store, plan: int, role: str = "stabsenhed", **other: Any) -> int:
    """The residents, told by a housing organisation; the row's id."""
    given = {"code": "beboere", "informs": "aab", "channels": store.plan().channels[:1]}
    return commands.plan_audience(store, hat(store, role), plan=plan, **(given | other))


def a_speaker(store: Store, plan: int, speaker: str = "lokalraad-politi", **other: Any) -> int:
    """Who speaks to the press; the id."""
    return commands.name_spokesperson(store, hat(store, "lokalraad-kommune"), plan=plan, speaker=speaker, **other)


def answer_support(store: Store, plan: int, role: str = "projektchef") -> None:
    """Answer the question of support for residents and for staff (R10)."""
    for about in Affected:
        commands.answer_support(store, hat(store, role), plan=plan, about=about, needed=False)


def an_impression(store: Store, plan: int, role: str = "aab") -> int:
    """A party's first impression."""
    return commands.give_impression(
        store, hat(store, role), plan=plan, good="Vi var samlet på en time.", better="Kortere vej til brandvæsenet."
    )


def inform(store: Store, incident: int, body: str = "styregruppe", role: str = "projektchef", **other: Any) -> int:
    """A board is informed by telephone, now; the notice's id."""
    given = {
        "channel": Channel.PHONE, "content": "Anledningen er brand og stenkast.", "told_at": store.clock(),
    }  # fmt: skip
    return commands.inform(store, hat(store, role), **({"incident": incident, "body": body} | given | other))


def inform_all(store: Store, incident: int, *, final: bool = True) -> None:
    """Every board that must be informed, for the last time unless said otherwise (R25, R26)."""
    for body in store.plan().informed_bodies:
        inform(store, incident, body.code, final=final)


def a_plan_ready_to_close(store: Store, incident: int | None = None) -> int:
    """A plan whose every readiness rule holds; its id."""
    incident = an_active_incident(store) if incident is None else incident
    a_finished_action(store, incident)
    plan = a_plan_in_force(store, incident)
    answer_support(store, plan)
    an_impression(store, plan)
    inform_all(store, incident)
    return plan


def a_closed_plan(store: Store) -> int:
    """A closed plan; its id."""
    plan = a_plan_ready_to_close(store)
    return commands.close(store, hat(store, "projektchef"), seen=seen(store, ActionPlan, plan))


def a_called_meeting(store: Store, incident: int | None = None, role: str = "projektchef", **other: Any) -> int:
    """A meeting in twenty minutes about the plan of an active incident; its id."""
    plan = plan_of(store, an_active_incident(store) if incident is None else incident)
    given = {
        "planned_at": ahead(store, minutes=20),
        "chair": "projektchef",
        "recorder": "stabsenhed",
        "place": "Brohuset",
    }
    return commands.call_meeting(store, hat(store, role), **({"plan": plan} | given | other))


def a_running_meeting(store: Store, incident: int | None = None, role: str = "projektchef", **other: Any) -> int:
    """A meeting that has begun; its id."""
    meeting = a_called_meeting(store, incident, role, **other)
    return commands.start_meeting(store, hat(store, role), seen=seen(store, Meeting, meeting))


def a_seat(store: Store, meeting: int, role: str = "aab", by: str = "stabsenhed", **other: Any) -> int:
    """Somebody seated for a role, as its holder with a full mandate; the seat's id."""
    given = {"kind": SeatKind.MEMBER, "mandate": Mandate.FULL, "way": Way.ROOM}
    return commands.seat(store, hat(store, by), meeting=meeting, role=role, **(given | other))


def a_full_table(store: Store, meeting: int, *further: str) -> None:
    """Police, municipality, the chair, a housing organisation (online) and a guest at a running meeting."""
    for role in ("lokalraad-politi", "lokalraad-kommune", "projektchef", *further):
        a_seat(store, meeting, role)
    a_seat(store, meeting, "aab", way=Way.ONLINE, kind=SeatKind.STAND_IN, mandate=Mandate.LIMITED, limit="Driften.")
    a_seat(store, meeting, "brandvaesen", kind=SeatKind.GUEST)


def a_closed_item(store: Store, meeting: int, role: str = "lokalraad-politi") -> int:
    """The closed item of a meeting runs; its id."""
    named = queries.leaving_for_item(store, hat(store, role), meeting).parting.leaving
    return commands.start_closed_item(store, hat(store, role), meeting=meeting, named=named)


def an_ended_item(store: Store, meeting: int, role: str = "lokalraad-politi") -> int:
    """A closed item that was held; its id."""
    return commands.end_closed_item(store, hat(store, role), item=a_closed_item(store, meeting, role))


def an_invitation(store: Store, incident: int | None = None, role: str = "brandvaesen", **other: Any) -> int:
    """A party invited by telephone before the meeting; the invitation's id."""
    incident = an_active_incident(store) if incident is None else incident
    given = {"incident": incident, "role": role, "channel": Channel.PHONE}
    return commands.invite(store, hat(store, "projektchef"), **(given | other))


def a_guest(store: Store, incident: int | None = None, role: str = "brandvaesen") -> tuple[str, Viewer]:
    """A guest who has joined by the link: the name of the sign-in, and the hat."""
    invitation = an_invitation(store, incident, role)
    token = commands.guest_link(store, hat(store, "projektchef"), invitation=invitation)
    return as_guest(store, commands.join(store, token))


def as_guest(store: Store, opened: commands.Opened) -> tuple[str, Viewer]:
    """Who has just joined: the name of the sign-in, and the hat."""
    found = queries.signed_in(store, name_of(opened.token))
    assert found is not None
    return found.sign_in, queries.viewer_of(store.plan(), found.person, found.role, only=found.only)


def a_decision(store: Store, meeting: int, by: str = "stabsenhed", **other: Any) -> int:
    """A decision in words of a party that has a seat; its id."""
    given = {"kind": DecisionKind.OTHER, "text": "Alle holder telefonerne åbne i nat.", "takers": ("aab",), "item": 1}
    return commands.decide(store, hat(store, by), meeting=meeting, **(given | other))


def a_question(store: Store, plan: int, by: str = "projektchef", **other: Any) -> int:
    """A question to a party; its id."""
    given = {"asked": "politi", "text": "Hvor længe bliver patruljerne?"}
    return commands.ask_party(store, hat(store, by), plan=plan, **(given | other))


def incident_of(store: Store, meeting: int) -> int:
    """The incident that a meeting is about."""
    with store.whole() as session:
        found = select(Incident.id).where(Incident.plan_id == session.get_one(Meeting, meeting).plan_id)
        return session.scalars(found).one()


def go_to(store: Store, meeting: int, item: int, role: str = "projektchef") -> int:
    """The meeting goes to an item of its agenda."""
    return commands.next_item(store, hat(store, role), seen=seen(store, Meeting, meeting), item=item)


def an_ended_meeting(store: Store, incident: int | None = None, **other: Any) -> int:
    """A meeting that was read back and has ended; its id."""
    meeting = a_running_meeting(store, incident, **other)
    a_seat(store, meeting)
    a_decision(store, meeting)
    return end_meeting(store, meeting)


def end_meeting(store: Store, meeting: int, role: str = "projektchef", **other: Any) -> int:
    """Go to the summary and end it, every unowned action confirmed."""
    go_to(store, meeting, 8)
    plan = row_of(store, Meeting, meeting).plan_id
    unowned = frozenset(row.id for row in queries.actions(store, hat(store, role), plan=plan) if row.unowned)
    given = {"seen": seen(store, Meeting, meeting), "read_back": True, "confirmed_unowned": unowned}
    return commands.end_meeting(store, hat(store, role), **(given | other))


def administrator(store: Store) -> Viewer:
    """Somebody who administers, without an account of their own."""
    return hat(store, "administrator")


def a_person(store: Store, role: str = "aab", username: str = "", **other: Any) -> int:
    """An account with its first role; the person's id."""
    given = {"username": username or f"{role}-1", "display": f"Konto for {role}", "role": role}
    return commands.open_account(store, administrator(store), **(given | other))


def an_administrator(store: Store) -> tuple[int, Viewer]:
    """The first administrator, made through the first link: the person's id and hat."""
    commands.use_link(store, commands.first_link(store), password=PASSWORD)
    person = queries.accounts(store, administrator(store))[0].person
    return person, hat(store, "administrator", person)


def a_password(store: Store, person: int, password: str = PASSWORD) -> None:
    """Let the person choose a password by a link."""
    commands.use_link(store, commands.invite_again(store, administrator(store), person=person), password=password)


def a_second_factor(store: Store, person: int, *, skew: int = 0) -> tuple[str, tuple[str, ...]]:
    """Two-step sign-in for an account with a password: its secret and its recovery codes.

    The first code, which is used up by it, is the one of the step before now, and as many steps more as `skew` says.
    """
    secret, codes = second_factor.fresh_secret(), second_factor.fresh_codes()
    with store.whole() as session:
        role = session.scalars(select(Holding.role).where(Holding.person_id == person)).first()
    commands.start_second_factor(
        store, hat(store, role or "", person), secret=secret, code=code_of(store, secret, skew - 1), codes=codes,
        password=PASSWORD,
    )  # fmt: skip
    return secret, codes


def code_of(store: Store, secret: str, later: int = 0) -> str:
    """What the app shows now, or so many steps later."""
    return pyotp.TOTP(secret).at(store.clock(), counter_offset=later)


def without(viewer: Viewer, *verbs: Verb) -> Viewer:
    """The same hat with fewer rights."""
    return Viewer(viewer.person, viewer.role, viewer.party, viewer.grants - set(verbs))


def last_line(store: Store) -> LogLine:
    """The newest line of the log."""
    found: LogLine = row_of(store, LogLine, store.revision())
    return found


def ahead(store: Store, **forward: float) -> datetime:
    """A moment ahead of the store's clock: two days, unless said otherwise."""
    return store.clock() + timedelta(**(forward or {"days": 2}))


def later(store: Store, **forward: float) -> datetime:
    """Let time pass on the store's own clock."""
    turn: Callable[..., datetime] = store.clock.turn  # type: ignore[attr-defined]  # the tests' clock
    return turn(**forward)


def a_changed_plan(store: Store, added: str = "# rettet", **instead: str) -> dict[str, Any]:
    """What taking a changed plan file into use asks for; `instead`: a word of the file -> what it says now."""
    text = store.plan().text
    for old, new in instead.items():
        assert old in text
        text = text.replace(old, new)
    changed = plan_files.parse(f"{text}\n{added}\n", store.plan().folder)
    return {"plan": changed, "shown": changed.digest, "replaces": store.plan_version()}


def a_call_test(store: Store, role: str = "projektchef") -> int:
    """A call test that has just begun; its id."""
    return commands.start_call_test(store, hat(store, role))


def a_led_exercise(store: Store, role: str = "projektchef") -> int:
    """A guided exercise, begun by that role; nothing real may be open."""
    return commands.lead_exercise(store, hat(store, role))


def led_as_well(store: Store, incident: int, role: str = "projektchef") -> int:
    """An exercise that is led although something real is open by now: it began before."""
    with store.changing(hat(store, role), None) as change:
        found = change.get(Incident, incident)
        change.log(Verb.LEAD_EXERCISE, Subject.INCIDENT, incident, incident=found, step="started")
    return incident


def a_mail_to_confirm(store: Store, role: str = "aab", stand_in: int | None = None, token: str = "") -> str:
    """A mail that asks about a contact, gone a moment ago; the token of its link, which the sender makes."""
    commands.ask_contacts(store, hat(store, "projektchef"), asked=((role, stand_in),))
    token = token or f"token-{role}-{stand_in}-{store.revision()}"
    with store.changing(Viewer(None, "system", grants=frozenset(Verb))) as change:
        newest = select(AccountMail).where(AccountMail.recipient == role).order_by(AccountMail.id.desc()).limit(1)
        mail = change.session.scalars(newest).one()
        mail.token_hash, mail.state, mail.sent_at = name_of(token), MailState.SENT, change.now
        change.log(Verb.ASK_CONTACTS, Subject.MAIL, mail.id, asked=[role])
    return token


def an_archive(store: Store, incident: int, *, received: bool = False, role: str = "stabsenhed", **other: Any) -> int:
    """An archive of an incident that has ended, as its maker says it in the log; its id."""
    given = {
        "incident": incident, "revision": store.revision(), "made_at": store.clock(), "digest": "a" * 64,
        "edition": ArchiveEdition.FULL,
    }  # fmt: skip
    made = commands.make_archive(store, hat(store, role), **(given | other))
    if received:
        pinned = seen(store, Archive, made)
        commands.confirm_archive(
            store, hat(store, role), seen=pinned, reference="2031-117", received_at=store.clock()
        )  # fmt: skip
    return made


def years_later(store: Store, years: int = 6) -> None:
    """The time of keeping is over."""
    later(store, days=366 * years)


def deletable(store: Store, incident: int) -> int:
    """An ended incident whose time is over, with an archive that was received; the archive's id."""
    years_later(store)
    return an_archive(store, incident, received=True)


def named(store: Store, role: str = "stabsenhed") -> Viewer:
    """Somebody with an account in this role."""
    with store.whole() as session:
        found = session.scalar(select(Person.id).where(Person.username == f"navngiven-{role}"))
    return hat(store, role, found or a_person(store, role, f"navngiven-{role}"))


def a_proposed_deletion(store: Store, incident: int) -> int:
    """An incident whose deletion is proposed; the archive's id."""
    archive = deletable(store, incident)
    return commands.propose_deletion(store, named(store), seen=seen(store, Archive, archive))
