"""The handlingsplan: written, agreed at a meeting, extended, closed, and still ever after (R10, R23, R30-R32, R43)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from data import commands, queries
from data import plan as plan_files
from data.entities import Action, ActionPlan, Incident, PlanPart
from data.errors import NotAllowed, RuleBroken, Stale
from data.rules.plans import Missing
from data.storage import Seen, Store
from data.vocabulary import (
    ActionStatus,
    Affected,
    IncidentState,
    PartKind,
    PartState,
    PlanState,
    Response,
    Stance,
    Verb,
)
from tests import builders as b
from tests.conftest import BEGIN, Clock

CHIEF = "projektchef"


def view(store: Store, plan: int, role: str = CHIEF) -> queries.PlanView:
    found = queries.plan(store, b.hat(store, role), plan)
    assert found is not None
    return found


def shown(store: Store, plan: int) -> Seen:
    return b.seen(store, ActionPlan, plan)


@pytest.fixture
def draft(store: Store) -> int:
    """A plan that has just come with its incident's activation."""
    return b.plan_of(store, b.an_active_incident(store))


def test_a_fresh_plan_misses_five_parts(store: Store, draft: int) -> None:
    parts = view(store, draft).parts
    assert list(parts) == list(PartKind)
    assert {(part.state, part.revision) for part in parts.values()} == {(PartState.MISSING, 0)}


def test_every_revision_of_a_part_is_kept_and_the_newest_counts(store: Store, draft: int, clock: Clock) -> None:
    assert b.a_part(store, draft) == 1
    clock.turn(minutes=6)
    assert b.a_part(store, draft, revision=1, text="Fire containere.") == 2
    part = queries.part(store, b.hat(store, "aab"), draft, PartKind.SITUATION)
    assert (part.state, part.text.body, part.revision) == (PartState.FILLED, "Fire containere.", 2)
    assert (part.role, part.at) == ("stabsenhed", clock())
    with store.whole() as session:
        assert len(session.scalars(select(PlanPart)).all()) == 2


def test_a_part_that_somebody_saved_in_between_is_stale(store: Store, draft: int, clock: Clock) -> None:
    b.a_part(store, draft)
    for revision in (0, 2, -1):
        with b.refused(store, Stale, "stale", role="stabsenhed", party="kommune", at=clock()):
            b.a_part(store, draft, revision=revision, text="Noget andet.")
    with b.refused(store, Stale, "stale", role=None):
        b.a_part(store, draft, revision=3, kind=PartKind.PURPOSE)


def test_two_parts_never_collide(store: Store, draft: int) -> None:
    b.a_part(store, draft)
    assert b.a_part(store, draft, kind=PartKind.PURPOSE, text="Ro i området.") == 1


@pytest.mark.parametrize("kind", PartKind)
def test_not_relevant_says_why(store: Store, draft: int, kind: PartKind) -> None:
    with b.refused(store, RuleBroken, "text-missing", field="text"):
        b.a_part(store, draft, kind=kind, state=PartState.NOT_RELEVANT, text="")
    b.a_part(store, draft, kind=kind, state=PartState.NOT_RELEVANT, text="Pressen er ikke interesseret.")
    assert view(store, draft).parts[kind].state is PartState.NOT_RELEVANT


@pytest.mark.parametrize("kind", [PartKind.ACTIONS, PartKind.END_TIME])
def test_two_parts_fill_themselves(store: Store, draft: int, kind: PartKind) -> None:
    with b.refused(store, RuleBroken, "part-fills-itself", field="state"):
        b.a_part(store, draft, kind=kind)
    b.an_action(store, 1)
    b.agree(store, draft)
    assert view(store, draft).parts[kind].state is PartState.FILLED


def test_a_part_may_be_taken_back_without_words(store: Store, draft: int) -> None:
    b.a_part(store, draft)
    b.a_part(store, draft, revision=1, state=PartState.MISSING, text="")
    assert view(store, draft).parts[PartKind.SITUATION].state is PartState.MISSING


def test_the_text_of_a_part_names_nobody(store: Store, draft: int) -> None:
    with b.refused(store, RuleBroken, "personal-text", field="text"):
        b.a_part(store, draft, text="Han bor 2. tv.")


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"meeting_at": None}, "no-meeting", "meeting"),
        ({"meeting_at": BEGIN + timedelta(minutes=1)}, "meeting-not-held", "meeting"),
        ({"parties": ()}, "nobody-agreed", "stances"),
        ({"stances": {"aab": (Stance.RESERVES, "For dyrt.")}}, "nobody-agreed", "stances"),
        ({"parties": ("aab", "lidl")}, "unknown-party", "stances"),
        ({"ends_at": BEGIN}, "end-in-the-past", "ends_at"),
    ],
)
def test_a_plan_is_agreed_at_a_meeting_until_a_concrete_moment(
    store: Store, draft: int, other: dict[str, Any], code: str, field: str
) -> None:
    with b.refused(store, RuleBroken, code, field=field):
        b.agree(store, draft, **other)
    assert view(store, draft).state is PlanState.DRAFT


def test_an_agreed_plan_tells_by_whom_when_and_until_when(store: Store, draft: int) -> None:
    assert b.agree(store, draft) == 1
    found = view(store, draft, "boligselskab")
    assert (found.state, found.edition, found.agreed) == (PlanState.IN_FORCE, 1, ("politi", "kommune", "aab"))
    assert (found.meeting_at, found.ends_at) == (BEGIN - timedelta(minutes=5), BEGIN + timedelta(days=2))
    assert not found.overrun


def test_a_plan_is_agreed_anew_as_a_new_edition(store: Store, draft: int) -> None:
    b.agree(store, draft)
    assert b.agree(store, draft, parties=("politi",), ends_at=b.ahead(store, days=3)) == 2
    found = view(store, draft)
    assert [edition.parties for edition in found.editions] == [("politi", "kommune", "aab"), ("politi",)]
    assert found.agreed == ("politi",)


def test_what_nobody_has_is_confirmed_one_by_one(store: Store, draft: int) -> None:
    one, two = b.an_action(store, 1, party=None), b.an_action(store, 1, party=None)
    gone = b.an_action(store, 1, party=None)
    commands.cancel_action(store, b.hat(store, CHIEF), seen=b.seen(store, Action, gone), note="Dobbelt.")
    with b.refused(store, RuleBroken, "unowned-actions", field="confirmed", actions=[one, two]):
        b.agree(store, draft)
    with b.refused(store, RuleBroken, "unowned-actions", field="confirmed", actions=[two]):
        b.agree(store, draft, confirmed_unowned=frozenset({one}))
    b.agree(store, draft, confirmed_unowned=frozenset({one, two}))
    assert view(store, draft).state is PlanState.IN_FORCE


def test_an_incident_keeps_the_parties_of_the_plan_file_it_began_under(store: Store, draft: int) -> None:
    party = "\nparter:\n  brandskole:\n    navn: Brandskolen\n    kort_navn: Skolen\n    art: anden\n    symbol: BS\n"
    newer = plan_files.parse(store.plan().text.replace("\nparter:\n", party, 1))
    commands.load_plan(store, newer)
    with b.refused(store, RuleBroken, "unknown-party", field="stances"):
        b.agree(store, draft, parties=("aab", "brandskole"))
    later = b.plan_of(store, b.an_active_incident(store))
    assert b.agree(store, later, parties=("aab", "brandskole")) == 1


def test_the_end_time_passes_and_nothing_closes_by_itself(store: Store, draft: int, clock: Clock) -> None:
    b.agree(store, draft)
    clock.turn(days=2)
    found = view(store, draft)
    assert (found.state, found.overrun) == (PlanState.IN_FORCE, True)


def extend(store: Store, plan: int, role: str = CHIEF, **other: Any) -> int:
    given = {
        "seen": shown(store, plan), "meeting_at": store.clock(), "ends_at": b.ahead(store, days=4),
        "reason": "Uroen fortsætter i weekenden.",
    }  # fmt: skip
    return commands.extend(store, b.hat(store, role), **(given | other))


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"ends_at": None}, "no-end-time", "ends_at"),
        ({"ends_at": BEGIN - timedelta(hours=1)}, "end-in-the-past", "ends_at"),
        ({"ends_at": BEGIN + timedelta(days=2)}, "end-not-later", "ends_at"),
        ({"reason": "  "}, "say-why", "reason"),
        ({"meeting_at": None}, "no-meeting", "meeting"),
        ({"meeting_at": BEGIN + timedelta(minutes=1)}, "meeting-not-held", "meeting"),
        ({"reason": "Ring 20930931"}, "personal-text", "reason"),
    ],
)
def test_an_extension_is_later_and_says_why(
    store: Store, draft: int, other: dict[str, Any], code: str, field: str
) -> None:
    b.agree(store, draft)
    with b.refused(store, RuleBroken, code, field=field):
        extend(store, draft, **other)


def test_extensions_are_counted_as_editions_with_their_reason(store: Store, draft: int, clock: Clock) -> None:
    b.agree(store, draft)
    clock.turn(days=3)
    assert extend(store, draft) == 1
    assert extend(store, draft, ends_at=b.ahead(store, days=5)) == 2
    found = view(store, draft)
    assert (found.edition, found.extensions, found.overrun) == (3, 2, False)
    assert found.agreed == ("politi", "kommune", "aab")
    assert found.editions[1].reason.body == "Uroen fortsætter i weekenden."


def test_a_draft_is_not_extended(store: Store, draft: int) -> None:
    with b.refused(store, RuleBroken, "plan-not-in-force", state=PlanState.DRAFT):
        extend(store, draft)


def test_support_is_asked_for_residents_and_for_staff_and_the_newest_answer_counts(store: Store, draft: int) -> None:
    with b.refused(store, RuleBroken, "text-missing", field="note"):
        commands.answer_support(store, b.hat(store, CHIEF), plan=draft, about=Affected.STAFF, needed=True)
    commands.answer_support(store, b.hat(store, CHIEF), plan=draft, about=Affected.STAFF, needed=False)
    commands.answer_support(
        store,
        b.hat(store, "stabsenhed"),
        plan=draft,
        about=Affected.STAFF,
        needed=True,
        note="Krisehjælp til en medarbejder.",
    )
    answers = view(store, draft).support
    assert set(answers) == {Affected.STAFF}
    assert (answers[Affected.STAFF].needed, answers[Affected.STAFF].role) == (True, "stabsenhed")


def test_an_impression_is_one_good_and_one_to_do_better_of_a_plan_in_force(store: Store, draft: int) -> None:
    with b.refused(store, RuleBroken, "plan-not-in-force"):
        b.an_impression(store, draft)
    b.agree(store, draft)
    for good, better in (("", "Mere lys."), ("Tempo.", " ")):
        with b.refused(store, RuleBroken, "text-missing"):
            commands.give_impression(store, b.hat(store, "aab"), plan=draft, good=good, better=better)
    b.an_impression(store, draft)
    assert view(store, draft).impressions[0].party == "aab"


def close(store: Store, plan: int, **other: Any) -> int:
    return commands.close(store, b.hat(store, CHIEF), **({"seen": shown(store, plan)} | other))


def test_closing_is_refused_until_everything_holds(store: Store, draft: int) -> None:
    one = b.an_accepted_action(store, 1)
    two = b.an_action(store, 1)
    with b.refused(store, RuleBroken, "plan-not-in-force"):
        close(store, draft)
    b.agree(store, draft)
    boards = [Missing("last-notice", body="bestyrelse"), Missing("last-notice", body="styregruppe")]
    rest = [Missing("support-residents"), Missing("support-staff"), Missing("first-impression"), *boards]
    with b.refused(store, RuleBroken, "not-ready", missing=[Missing("actions-not-ended", 2), *rest]):
        close(store, draft)
    b.tell(store, one, ActionStatus.DONE)
    b.hand_over(store, two, "aab")
    with b.refused(store, RuleBroken, "not-ready", missing=rest):
        close(store, draft)
    commands.answer_support(store, b.hat(store, CHIEF), plan=draft, about=Affected.RESIDENTS, needed=False)
    with b.refused(store, RuleBroken, "not-ready", missing=rest[1:]):
        close(store, draft)
    commands.answer_support(store, b.hat(store, CHIEF), plan=draft, about=Affected.STAFF, needed=False)
    with b.refused(store, RuleBroken, "not-ready", missing=rest[2:]):
        close(store, draft)
    assert view(store, draft).missing == (Missing("first-impression"), *boards)
    b.an_impression(store, draft)
    b.inform(store, 1)
    with b.refused(store, RuleBroken, "not-ready", missing=boards):
        close(store, draft)
    b.inform(store, 1, final=True)
    with b.refused(store, RuleBroken, "not-ready", missing=boards[:1]):
        close(store, draft)
    b.inform(store, 1, "bestyrelse", final=True)
    assert view(store, draft).missing == ()
    close(store, draft)
    found = b.row_of(store, Incident, 1)
    assert (view(store, draft).state, found.state, found.ended_at) == (PlanState.CLOSED, IncidentState.CLOSED, BEGIN)


def test_a_late_closing_says_by_how_many_minutes(store: Store, clock: Clock) -> None:
    plan = b.a_plan_ready_to_close(store)
    clock.turn(days=2, minutes=75, seconds=50)
    close(store, plan)
    assert '"overdue_minutes":75' in b.last_line(store).facts


@pytest.mark.parametrize("change", ["extend", "agree", "cover"])
def test_a_page_from_before_is_told_who_changed_the_plan(store: Store, clock: Clock, change: str) -> None:
    plan = b.a_plan_ready_to_close(store)
    other = b.an_active_incident(store)
    old = shown(store, plan)
    clock.turn(minutes=2)
    {
        "extend": lambda: extend(store, plan),
        "agree": lambda: b.agree(store, plan, CHIEF),
        "cover": lambda: commands.cover_incident(store, b.hat(store, CHIEF), seen=old, incident=other),
    }[change]()
    attempts: tuple[Callable[[], int], ...] = (
        lambda: extend(store, plan, seen=old),
        lambda: b.agree(store, plan, seen=old),
        lambda: close(store, plan, seen=old),
        lambda: commands.cover_incident(store, b.hat(store, CHIEF), seen=old, incident=other),
    )
    for attempt in attempts:
        with b.refused(store, Stale, "stale", role=CHIEF, at=clock()):
            attempt()


def test_a_plan_covers_a_further_incident_with_its_actions(store: Store) -> None:
    first, second = b.an_active_incident(store), b.an_active_incident(store)
    b.an_action(store, first)
    one, two = b.an_action(store, second), b.an_action(store, second)
    plan, left = b.plan_of(store, first), b.plan_of(store, second)
    commands.cover_incident(store, b.hat(store, "stabsenhed"), seen=shown(store, plan), incident=second)
    found = view(store, plan)
    assert [number for _, number, _, _ in found.incidents] == [1, 2]
    moved = queries.actions(store, b.hat(store, "aab"), plan=plan)
    assert sorted((a.id, a.number, a.incident_number) for a in moved) == [(1, 1, 1), (one, 2, 2), (two, 3, 2)]
    assert b.row_of(store, ActionPlan, left).state is PlanState.CLOSED
    assert queries.plan(store, b.hat(store, CHIEF), left) is None
    assert [p.id for p in queries.plans(store, b.hat(store, CHIEF), closed=True)] == []


def test_closing_closes_everything_the_plan_covers(store: Store) -> None:
    plan = b.a_plan_ready_to_close(store)
    second = b.an_active_incident(store, response=Response.INFORM)
    commands.cover_incident(store, b.hat(store, CHIEF), seen=shown(store, plan), incident=second)
    close(store, plan)
    with store.whole() as session:
        assert set(session.scalars(select(Incident.state))) == {IncidentState.CLOSED}


def test_an_exercise_and_a_real_incident_never_share_a_plan(store: Store) -> None:
    real, exercise = b.an_active_incident(store), b.an_active_incident(store, exercise=True)
    for plan, incident in ((b.plan_of(store, real), exercise), (b.plan_of(store, exercise), real)):
        with b.refused(store, RuleBroken, "exercise-and-real", field="incident"):
            commands.cover_incident(store, b.hat(store, CHIEF), seen=shown(store, plan), incident=incident)
    with store.whole() as session:
        assert session.scalars(select(ActionPlan.number).order_by(ActionPlan.id)).all() == [1, 1]


def test_an_incident_is_covered_once_and_only_while_it_is_active(store: Store) -> None:
    first, waiting = b.an_active_incident(store), b.an_assessed_incident(store)
    plan = b.plan_of(store, first)
    for incident, code in ((first, "already-covered"), (waiting, "not-in-this-state")):
        with b.refused(store, RuleBroken, code):
            commands.cover_incident(store, b.hat(store, CHIEF), seen=shown(store, plan), incident=incident)


def test_a_plan_that_is_agreed_or_shared_is_not_taken_apart(store: Store) -> None:
    first, second, third = (b.an_active_incident(store) for _ in range(3))
    b.agree(store, b.plan_of(store, second))
    chief = b.hat(store, CHIEF)
    with b.refused(store, RuleBroken, "plan-already-agreed", field="incident"):
        commands.cover_incident(store, chief, seen=shown(store, b.plan_of(store, first)), incident=second)
    commands.cover_incident(store, chief, seen=shown(store, b.plan_of(store, first)), incident=third)
    with b.refused(store, RuleBroken, "plan-already-agreed", field="incident"):
        commands.cover_incident(store, chief, seen=shown(store, b.plan_of(store, second)), incident=first)


def test_after_the_closing_nothing_is_changeable(store: Store) -> None:
    plan = b.a_closed_plan(store)
    action = 1
    other = b.an_active_incident(store)
    aab, unit = b.hat(store, "aab"), b.hat(store, "stabsenhed")
    here, there = shown(store, plan), b.seen(store, Action, action)
    before = view(store, plan), queries.actions(store, b.hat(store, CHIEF), plan=plan)
    attempts: tuple[tuple[str, Callable[[], int]], ...] = (
        ("closed", lambda: b.a_part(store, plan)),
        ("closed", lambda: commands.answer_support(store, unit, plan=plan, about=Affected.STAFF, needed=False)),
        ("closed", lambda: b.agree(store, plan)),
        ("plan-not-in-force", lambda: extend(store, plan)),
        ("plan-not-in-force", lambda: b.an_impression(store, plan)),
        ("plan-not-in-force", lambda: close(store, plan)),
        ("closed", lambda: commands.cover_incident(store, unit, seen=here, incident=other)),
        ("closed", lambda: commands.describe_action(store, unit, seen=there, described=b.described())),
        ("closed", lambda: commands.accept_action(store, aab, seen=there)),
        ("closed", lambda: commands.update_progress(store, aab, seen=there, status=ActionStatus.DONE, note="x")),
        ("closed", lambda: commands.decline_action(store, aab, seen=there, note="x")),
        ("closed", lambda: commands.cancel_action(store, aab, seen=there, note="x")),
        ("closed", lambda: commands.hand_over(store, aab, seen=there, forum="lokalraad")),
        ("closed", lambda: commands.reopen_action(store, aab, seen=there, note="x")),
        ("closed", lambda: commands.confirm_reservation(store, aab, seen=there)),
        ("closed", lambda: commands.confirm_agreement(store, aab, agreement=3)),
        ("not-in-this-state", lambda: b.inform(store, 1)),
        ("not-in-this-state", lambda: b.an_action(store, 1)),
    )
    for code, attempt in attempts:
        with b.refused(store, RuleBroken, code):
            attempt()
    assert (view(store, plan), queries.actions(store, b.hat(store, CHIEF), plan=plan)) == before


def test_a_plan_that_is_not_there_is_unknown(store: Store) -> None:
    for press in (
        lambda: b.a_part(store, 99),
        lambda: commands.answer_support(store, b.hat(store, CHIEF), plan=99, about=Affected.STAFF, needed=False),
        lambda: commands.extend(
            store,
            b.hat(store, CHIEF),
            seen=Seen(99, 1),
            meeting_at=BEGIN,
            ends_at=b.ahead(store),
            reason="x",
        ),
    ):
        with b.refused(store, NotAllowed, "unknown"):
            press()


def reopen(store: Store, plan: int, reason: str = "Uroen begyndte igen.", **other: Any) -> int:
    given = {"ends_at": store.clock() + timedelta(days=2), "reason": reason, **other}
    return commands.reopen(store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, plan), **given)


def test_a_closed_plan_goes_on_as_a_new_edition_with_its_incidents(store: Store, clock: Clock) -> None:
    one, other = b.an_active_incident(store), b.an_active_incident(store)
    plan = b.a_plan_ready_to_close(store, one)
    chief = b.hat(store, "projektchef")
    commands.cover_incident(store, chief, seen=b.seen(store, ActionPlan, plan), incident=other)
    commands.call_off(store, chief, seen=b.seen(store, Incident, other), reason="Falsk alarm.")
    clock.turn(hours=1)
    commands.close(store, chief, seen=b.seen(store, ActionPlan, plan))
    clock.turn(hours=3)
    assert reopen(store, plan) == 2
    found = view(store, plan)
    assert (found.state, found.edition, found.extensions, found.closed_at) == (PlanState.IN_FORCE, 2, 0, None)
    assert [(e.number, e.reopens, e.reason.body) for e in found.editions] == [
        (1, False, ""), (2, True, "Uroen begyndte igen."),
    ]  # fmt: skip
    assert found.ends_at == clock() + timedelta(days=2)
    assert b.row_of(store, Incident, one).state is IncidentState.ACTIVE
    assert b.row_of(store, Incident, one).ended_at is None
    assert b.row_of(store, Incident, other).state is IncidentState.CALLED_OFF, "it did not close with the plan"
    assert b.last_line(store).verb == Verb.REOPEN
    b.an_action(store, one)
    told_before_it_went_on = ["last-notice", "last-notice"]
    assert [missing.code for missing in view(store, plan).missing] == ["actions-not-ended", *told_before_it_went_on]


def test_reopening_needs_a_closed_plan_a_reason_and_an_end_ahead(store: Store) -> None:
    plan = b.a_plan_ready_to_close(store)
    with b.refused(store, RuleBroken, "plan-not-closed"):
        reopen(store, plan)
    commands.close(store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, plan))
    with b.refused(store, RuleBroken, "say-why", field="reason"):
        reopen(store, plan, " ")
    for ends_at, code in ((None, "no-end-time"), (store.clock(), "end-in-the-past")):
        with b.refused(store, RuleBroken, code, field="ends_at"):
            reopen(store, plan, ends_at=ends_at)


def test_a_plan_that_ended_with_a_false_alarm_is_not_reopened(store: Store) -> None:
    incident = b.an_active_incident(store)
    plan = b.plan_of(store, incident)
    commands.call_off(store, b.hat(store, "projektchef"), seen=b.seen(store, Incident, incident), reason="Falsk alarm.")
    with b.refused(store, RuleBroken, "nothing-to-reopen"):
        reopen(store, plan)
