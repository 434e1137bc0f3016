"""Every command against every role of the plan: who holds the verb is let in, everybody else is refused, unchanged."""

from collections.abc import Callable
from typing import Any

import pytest

from data import commands
from data.entities import Action, ActionPlan, Incident, Person
from data.errors import NotAllowed, Refusal
from data.plan import StandingPlan
from data.rules import access
from data.rules.access import Viewer
from data.storage import Seen, Store
from data.storage.connect import connect
from data.vocabulary import ActionStatus, Affected, Answer, PartKind, PartState, Response, Risk, Verb
from tests import builders as b
from tests.conftest import Clock, Databases

PASSWORD = "en ganske anden sætning"
Press = Callable[[Store, Viewer], Any]


def _reported(store: Store, by: Viewer) -> int:
    return commands.report(store, by, **b.a_report(store))


def _assessed(store: Store, by: Viewer) -> int:
    return commands.assess(
        store, by, seen=b.seen(store, Incident, RECEIVED), acute=Answer.NO, unrest=Answer.NO, response=Response.ACT,
        risk=Risk.LOW, sentence="Det er røg fra en grill.",
    )  # fmt: skip


def _action(store: Store) -> Seen:
    return b.seen(store, Action, ACTION)


def _plan(store: Store) -> Seen:
    return b.seen(store, ActionPlan, PLAN)


RECEIVED, ASSESSED, ACTIVE, INFORM, EXERCISE = 1, 2, 3, 4, 5
ACTION, PLAN, PERSON = 1, 1, 1
PRESSES: dict[str, tuple[Verb, str | None, Press]] = {
    "report": (Verb.REPORT, None, _reported),
    "mark_read": (Verb.MARK_READ, None, lambda s, by: commands.mark_read(s, by, incident=RECEIVED)),
    "assess": (Verb.ASSESS, None, _assessed),
    "activate": (Verb.ACTIVATE, None, lambda s, by: commands.activate(s, by, incident=ASSESSED)),
    "reject": (Verb.REJECT, None, lambda s, by: commands.reject(s, by, seen=b.seen(s, Incident, RECEIVED), non_acute=True, reason="Røg.")),
    "call_off": (Verb.CALL_OFF, None, lambda s, by: commands.call_off(s, by, seen=b.seen(s, Incident, ACTIVE), reason="Falsk alarm.")),
    "close_informed": (Verb.CLOSE_INFORMED, None, lambda s, by: commands.close_informed(s, by, seen=b.seen(s, Incident, INFORM), reason="Alle ved det.")),
    "break_exercise": (Verb.BREAK_EXERCISE, None, lambda s, by: commands.break_exercise(s, by, seen=b.seen(s, Incident, EXERCISE), what="Rigtig brand", category="ildspaasaettelse", place=b.a_place(s))),
    "propose_action": (Verb.PROPOSE_ACTION, None, lambda s, by: commands.propose_action(s, by, incident=ACTIVE, described=b.described())),
    "describe_action": (Verb.DESCRIBE_ACTION, None, lambda s, by: commands.describe_action(s, by, seen=_action(s), described=b.described(what="Mere"))),
    "accept_action": (Verb.ACCEPT_ACTION, "aab", lambda s, by: commands.accept_action(s, by, seen=b.seen(s, Action, 2))),
    "decline_action": (Verb.DECLINE_ACTION, "aab", lambda s, by: commands.decline_action(s, by, seen=_action(s), note="Ingen folk.")),
    "update_progress": (Verb.UPDATE_PROGRESS, "aab", lambda s, by: commands.update_progress(s, by, seen=_action(s), status=ActionStatus.IN_PROGRESS)),
    "cancel_action": (Verb.CANCEL_ACTION, "aab", lambda s, by: commands.cancel_action(s, by, seen=_action(s), note="Ikke nødvendig.")),
    "hand_over": (Verb.HAND_OVER, "aab", lambda s, by: commands.hand_over(s, by, seen=_action(s), forum="lokalraad")),
    "reopen_action": (Verb.REOPEN_ACTION, "aab", lambda s, by: commands.reopen_action(s, by, seen=b.seen(s, Action, 3), note="Den blussede op.")),
    "cover_incident": (Verb.COVER_INCIDENT, None, lambda s, by: commands.cover_incident(s, by, seen=_plan(s), incident=INFORM)),
    "write_part": (Verb.WRITE_PLAN, None, lambda s, by: commands.write_part(s, by, plan=PLAN, kind=PartKind.PURPOSE, revision=0, state=PartState.FILLED, text="Ro.")),
    "answer_support": (Verb.ANSWER_SUPPORT, None, lambda s, by: commands.answer_support(s, by, plan=PLAN, about=Affected.STAFF, needed=False)),
    "put_in_force": (Verb.PUT_IN_FORCE, None, lambda s, by: commands.put_in_force(s, by, seen=_plan(s), meeting_at=s.clock(), parties=("aab",), ends_at=b.ahead(s))),
    "extend": (Verb.EXTEND, None, lambda s, by: commands.extend(s, by, seen=_plan(s), ends_at=b.ahead(s, days=9), reason="Uroen fortsætter.")),
    "give_impression": (Verb.GIVE_IMPRESSION, None, lambda s, by: commands.give_impression(s, by, plan=PLAN, good="Tempo.", better="Udstyr.")),
    "close": (Verb.CLOSE, None, lambda s, by: commands.close(s, by, seen=_plan(s))),
    "redact": (Verb.REDACT, None, lambda s, by: commands.redact(s, by, text=1)),
    "open_account": (Verb.ADMINISTER, None, lambda s, by: commands.open_account(s, by, username="vagt", display="Vagt", role="aab")),
    "grant_role": (Verb.ADMINISTER, None, lambda s, by: commands.grant_role(s, by, person=PERSON, role="aab")),
    "end_role": (Verb.ADMINISTER, None, lambda s, by: commands.end_role(s, by, person=PERSON, role="aab")),
    "invite_again": (Verb.ADMINISTER, None, lambda s, by: commands.invite_again(s, by, person=PERSON)),
    "disable_account": (Verb.ADMINISTER, None, lambda s, by: commands.disable_account(s, by, person=PERSON)),
}  # fmt: skip
OF_NOBODY = {
    "choose_hat",
    "choose_password",
    "first_link",
    "load_plan",
    "sign_in",
    "sign_in_demo",
    "sign_out",
    "use_link",
}
"""Commands that ask for no verb: the house itself at start, and what everybody does with their own sign-in."""


@pytest.fixture(scope="module")
def scene(sqlite: Databases) -> Store:
    """One of everything that can be acted on; each test throws its copy away."""
    url = sqlite.fresh()
    store = Store(connect(url), Clock())
    b.an_incident(store, "projektchef")
    b.an_assessed_incident(store)
    active = b.an_active_incident(store)
    b.an_active_incident(store, response=Response.INFORM)
    b.an_incident(store, exercise=True)
    b.an_accepted_action(store, active)
    b.an_action(store, active)
    b.a_finished_action(store, active)
    b.a_plan_in_force(store, active)
    b.a_person(store, "stabsenhed")
    store.close()
    return store


@pytest.fixture
def copy(scene: Store, sqlite: Databases) -> Store:
    return Store(connect(sqlite.another(scene.engine.url.database or "")), Clock())


def test_every_command_is_pressed() -> None:
    assert set(PRESSES) | OF_NOBODY == set(commands.__all__) - {"Description", "Opened"}


@pytest.mark.parametrize("name", PRESSES)
def test_who_holds_the_verb_is_let_in_and_nobody_else(copy: Store, plan: StandingPlan, name: str) -> None:
    verb, owner, press = PRESSES[name]
    let_in = []
    for role in [*plan.roles, "ukendt"]:
        by = b.hat(copy, role)
        if not access.may(by, verb, owner=owner):
            with b.refused(copy, NotAllowed):
                press(copy, by)
        else:
            let_in.append(role)
    assert let_in
    before = copy.revision()
    try:
        press(copy, b.hat(copy, let_in[0]))
    except Refusal as refusal:
        code = refusal.code
    else:
        code = ""
    assert code == ("not-ready" if name == "close" else "")
    assert (copy.revision() > before) is (name != "close")
    copy.close()


@pytest.mark.parametrize("name", PRESSES)
def test_without_the_verb_not_even_the_party_itself_may(copy: Store, name: str) -> None:
    verb, owner, press = PRESSES[name]
    everything = Viewer(None, "projektchef", owner or "helhedsplan", frozenset(Verb))
    with b.refused(copy, NotAllowed, "not-allowed", verb=verb):
        press(copy, b.without(everything, verb))
    copy.close()


@pytest.mark.parametrize("name", [name for name, (_, owner, _) in PRESSES.items() if owner])
def test_nobody_acts_for_another_party(copy: Store, name: str) -> None:
    verb, _, press = PRESSES[name]
    other = Viewer(None, "boligselskab", "boligselskab", frozenset(Verb) - {Verb.CLOSE})
    with b.refused(copy, NotAllowed, "not-allowed", verb=verb):
        press(copy, other)
    copy.close()


def test_one_person_with_two_hats_has_the_rights_of_the_hat_that_is_worn(copy: Store) -> None:
    """6.18: the log shows which one."""
    person = b.a_person(copy, "stabsenhed", "to-hatte")
    commands.grant_role(copy, b.administrator(copy), person=person, role="lokalraad-kommune")
    incident = b.an_assessed_incident(copy)
    with b.refused(copy, NotAllowed, "not-allowed"):
        commands.activate(copy, b.hat(copy, "stabsenhed", person), incident=incident)
    commands.activate(copy, b.hat(copy, "lokalraad-kommune", person), incident=incident)
    with b.refused(copy, NotAllowed, "not-allowed"):
        b.commands.write_part(
            copy, b.hat(copy, "lokalraad-kommune", person), plan=PLAN, kind=PartKind.PURPOSE, revision=0,
            state=PartState.FILLED, text="Ro.",
        )  # fmt: skip
    b.commands.write_part(
        copy, b.hat(copy, "stabsenhed", person), plan=PLAN, kind=PartKind.PURPOSE, revision=0,
        state=PartState.FILLED, text="Ro.",
    )  # fmt: skip
    assert b.last_line(copy).role == "stabsenhed"
    assert b.last_line(copy).person_id == person
    assert b.row_of(copy, Person, person).username == "to-hatte"
    copy.close()


REPLAYED = [name for name in PRESSES if name not in ("close", "invite_again")]


@pytest.mark.parametrize("name", REPLAYED)
def test_the_same_submission_twice_is_one_change_with_one_answer(
    copy: Store, plan: StandingPlan, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """6.7: a click repeated after the answer was lost."""
    verb, owner, press = PRESSES[name]
    role = next(r for r in plan.roles if access.may(b.hat(copy, r), verb, owner=owner))
    command = getattr(commands, name)
    monkeypatch.setattr(commands, name, lambda s, by, **given: command(s, by, "samme nøgle", **given))
    first = press(copy, b.hat(copy, role))
    before = b.standing(copy)
    assert press(copy, b.hat(copy, role)) == first != 0
    assert b.standing(copy) == before
    copy.close()


def test_closing_twice_with_one_key_is_one_closing(store: Store) -> None:
    plan = b.a_plan_ready_to_close(store)
    shown = b.seen(store, ActionPlan, plan)
    first = commands.close(store, b.hat(store, "projektchef"), "k", seen=shown)
    before = b.standing(store)
    assert commands.close(store, b.hat(store, "projektchef"), "k", seen=shown) == first == plan
    assert b.standing(store) == before
