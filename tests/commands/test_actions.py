"""Actions: proposed by anybody, taken on and told about by their own party only (R29, R35-R38, R45, R56; 6.3, 6.6)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from data import commands, queries
from data.entities import Action, Incident, Progress, Text
from data.errors import NotAllowed, RuleBroken, Stale
from data.storage import Store
from data.vocabulary import ActionStatus, Verb
from tests import builders as b
from tests.conftest import BEGIN, Clock

S = ActionStatus


def row(store: Store, action: int, role: str = "projektchef") -> queries.ActionRow:
    found = queries.action(store, b.hat(store, role), action)
    assert found is not None
    return found


def press(store: Store, command: Callable[..., int], action: int, role: str = "aab", **given: Any) -> int:
    """Open the form now and send it."""
    return command(store, b.hat(store, role), **({"seen": b.seen(store, Action, action)} | given))


def test_an_action_is_proposed_until_its_party_takes_it_on(store: Store) -> None:
    deadline = b.ahead(store, hours=3)
    action = b.an_action(
        store, leaders=("aab",), target_groups=("beboere", "unge"), deadline=deadline, where="Ved containerne"
    )
    found = row(store, action)
    assert (found.status, found.number, found.party, found.entry) == (S.PROPOSED, 1, "aab", "O2")
    assert (found.what.body, found.where.body) == ("Øget opsyn fra ejendomsdriften", "Ved containerne")
    assert (found.leaders, found.target_groups, found.deadline) == (("aab",), ("beboere", "unge"), deadline)
    assert (found.overdue, found.unowned) == (False, False)
    press(store, commands.accept_action, action)
    assert row(store, action).status is S.ACCEPTED
    assert b.last_line(store).verb == Verb.ACCEPT_ACTION


def test_a_groups_own_words_need_no_entry_of_the_catalogue(store: Store) -> None:
    action = b.an_action(store, entry=None, what="Lys i gården hele natten", party="boligselskab")
    assert (row(store, action).entry, row(store, action).what.body) == (None, "Lys i gården hele natten")


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"what": "  "}, "text-missing", "what"),
        ({"what": "Tal med ham i 2. tv."}, "personal-text", "what"),
        ({"where": "tlf. 33760108"}, "personal-text", "where"),
        ({"what": "x" * 601}, "text-too-long", "what"),
        ({"entry": "O9"}, "unknown-code", "entry"),
        ({"party": "lidl"}, "unknown-code", "party"),
        ({"leaders": ("aab", "hvem")}, "unknown-code", "leaders"),
        ({"target_groups": ("alle",)}, "unknown-code", "target_groups"),
        ({"leaders": ("projektchef",)}, "leader-of-another-party", "leaders"),
    ],
)
def test_an_action_that_cannot_stand_is_refused(store: Store, other: dict[str, Any], code: str, field: str) -> None:
    incident = b.an_active_incident(store)
    with b.refused(store, RuleBroken, code, field=field):
        b.an_action(store, incident, **other)
    action = b.an_action(store, incident)
    with b.refused(store, RuleBroken, code, field=field):
        press(store, commands.describe_action, action, described=b.described(**other))


@pytest.mark.parametrize("build", [b.an_incident, b.an_assessed_incident])
def test_before_the_activation_there_are_no_actions(store: Store, build: Callable[..., int]) -> None:
    incident = build(store)
    with b.refused(store, RuleBroken, "not-in-this-state"):
        b.an_action(store, incident)


def test_actions_are_numbered_within_their_plan(store: Store) -> None:
    first, second = b.an_active_incident(store), b.an_active_incident(store)
    numbers = [row(store, b.an_action(store, incident)).number for incident in (first, second, first, first)]
    assert numbers == [1, 1, 2, 3]


def test_unowned_is_saved_and_stands_on_top(store: Store) -> None:
    incident = b.an_active_incident(store)
    late = b.an_action(store, incident, deadline=b.ahead(store, minutes=10))
    b.an_action(store, incident)
    unowned = b.an_action(store, incident, party=None, entry=None)
    b.later(store, minutes=20)
    listed = queries.actions(store, b.hat(store, "aab"))
    assert [found.id for found in listed][:2] == [unowned, late]
    assert [(found.unowned, found.overdue) for found in listed] == [(True, False), (False, True), (False, False)]


def test_nobody_takes_on_an_action_that_nobody_has(store: Store) -> None:
    action = b.an_action(store, party=None)
    for role in ("aab", "projektchef", "lokalraad-politi"):
        with b.refused(store, NotAllowed, "not-allowed"):
            press(store, commands.accept_action, action, role)
    press(store, commands.describe_action, action, "stabsenhed", described=b.described(party="boligselskab"))
    press(store, commands.accept_action, action, "boligselskab")
    assert row(store, action).status is S.ACCEPTED


def test_another_role_of_the_same_party_speaks_for_it(store: Store) -> None:
    action = b.an_action(store, party="kommune", entry="KOM1")
    press(store, commands.accept_action, action, "lokalraad-kommune")
    press(store, commands.update_progress, action, "stabsenhed", status=S.IN_PROGRESS)
    assert row(store, action).status is S.IN_PROGRESS


def test_what_a_party_took_on_changes_hands_only_through_it(store: Store) -> None:
    action = b.an_accepted_action(store)
    with b.refused(store, RuleBroken, "already-accepted", field="party"):
        press(store, commands.describe_action, action, "stabsenhed", described=b.described(party="boligselskab"))
    with b.refused(store, RuleBroken, "already-accepted", field="party"):
        press(store, commands.describe_action, action, "stabsenhed", described=b.described(party=None))
    press(store, commands.describe_action, action, "stabsenhed", described=b.described(what="Opsyn til kl. 02.00"))
    assert row(store, action).what.body == "Opsyn til kl. 02.00"
    press(store, commands.decline_action, action, note="Vagten er syg.")
    found = row(store, action)
    assert (found.status, found.party, found.leaders, found.unowned) == (S.PROPOSED, None, (), True)
    assert found.note.body == "Vagten er syg."
    press(store, commands.describe_action, action, "stabsenhed", described=b.described(party="boligselskab"))
    assert row(store, action).party == "boligselskab"


def test_progress_is_told_step_by_step_with_both_times(store: Store, clock: Clock) -> None:
    action = b.an_accepted_action(store)
    clock.turn(minutes=30)
    happened = clock() - timedelta(minutes=20)
    b.tell(store, action, S.IN_PROGRESS, note="To vagter er på vej.", happened_at=happened)
    clock.turn(minutes=30)
    b.tell(store, action, S.DONE, note="Vagten er gået hjem.", seen_by="Gården er tom.")
    told = queries.progress_of(store, b.hat(store, "boligselskab"), action)
    assert [(t.status, t.note.body, t.seen_by.body) for t in told] == [
        (S.DONE, "Vagten er gået hjem.", "Gården er tom."),
        (S.IN_PROGRESS, "To vagter er på vej.", ""),
        (S.ACCEPTED, "", ""),
    ]
    assert (told[1].happened_at, told[1].at) == (happened, BEGIN + timedelta(minutes=30))
    assert row(store, action).told_at == clock()
    assert row(store, action).note.body == "Vagten er gået hjem."


@pytest.mark.parametrize("minutes", [5, -60 * 25])
def test_an_odd_time_of_progress_is_asked_about_once(store: Store, minutes: int) -> None:
    action = b.an_accepted_action(store)
    when = BEGIN + timedelta(minutes=minutes)
    with b.refused(store, RuleBroken, "time-ahead" if minutes > 0 else "time-long-ago", field="when"):
        b.tell(store, action, S.IN_PROGRESS, happened_at=when)
    b.tell(store, action, S.IN_PROGRESS, happened_at=when, time_confirmed=True)


def test_only_what_was_done_can_be_told_without_moving(store: Store) -> None:
    action = b.an_accepted_action(store)
    b.tell(store, action, S.ACCEPTED, note="Vi har talt med beboerne.")
    assert (row(store, action).status, row(store, action).note.body) == (S.ACCEPTED, "Vi har talt med beboerne.")
    with b.refused(store, RuleBroken, "text-missing", field="note"):
        b.tell(store, action, S.ACCEPTED, note=" ")


@pytest.mark.parametrize(
    ("status", "given", "code"),
    [
        (S.DONE, {"seen_by": ""}, "say-how-seen"),
        (S.PROPOSED, {"note": "x"}, "no-such-move"),
        (S.CANCELLED, {"note": "Nej."}, "no-such-move"),
        (S.HANDED_OVER, {"note": "Nej."}, "no-such-move"),
        (S.IN_PROGRESS, {"note": "Ring 20930931"}, "personal-text"),
        (S.DONE, {"seen_by": "Ring 20930931"}, "personal-text"),
    ],
)
def test_telling_is_moving_forward_and_the_side_exits_have_forms_of_their_own(
    store: Store, status: S, given: dict[str, str], code: str
) -> None:
    action = b.an_accepted_action(store)
    with b.refused(store, RuleBroken, code):
        b.tell(store, action, status, **given)


def test_a_proposal_is_not_told_about_before_it_is_taken_on(store: Store) -> None:
    action = b.an_action(store)
    for status in (S.IN_PROGRESS, S.DONE, S.ACCEPTED):
        with b.refused(store, RuleBroken, "no-such-move"):
            b.tell(store, action, status)


@pytest.mark.parametrize("status", [S.DONE, S.CANCELLED, S.HANDED_OVER])
def test_an_ended_action_stands_still_until_it_is_opened_again(store: Store, status: S) -> None:
    action = b.an_accepted_action(store)
    if status is S.DONE:
        b.tell(store, action, S.DONE)
    elif status is S.CANCELLED:
        press(store, commands.cancel_action, action, note="Det er ikke nødvendigt mere.")
    else:
        b.hand_over(store, action, note="Varer hele vinteren.")
    assert row(store, action).status is status
    for again, code in (
        (lambda: b.tell(store, action, S.IN_PROGRESS), "no-such-move"),
        (lambda: b.tell(store, action, status, note="mere"), "action-ended" if status is S.DONE else ""),
        (lambda: press(store, commands.accept_action, action), "no-such-move"),
        (lambda: press(store, commands.decline_action, action, note="nej"), "no-such-move"),
        (lambda: press(store, commands.cancel_action, action, note="nej"), "no-such-move"),
        (lambda: press(store, commands.hand_over, action, forum="lokalraad"), "no-such-move"),
        (lambda: press(store, commands.describe_action, action, described=b.described()), "action-ended"),
        (lambda: press(store, commands.reopen_action, action, note=" "), "say-why"),
    ):
        with b.refused(store, RuleBroken, code):
            again()
    press(store, commands.reopen_action, action, note="Det blussede op igen.")
    assert row(store, action).status is (S.IN_PROGRESS if status is S.DONE else S.PROPOSED)
    assert row(store, action).forum is None


def test_cancelling_and_declining_say_why(store: Store) -> None:
    action = b.an_accepted_action(store)
    for command in (commands.cancel_action, commands.decline_action):
        with b.refused(store, RuleBroken, "say-why", field="note"):
            press(store, command, action, note="\n")
        with b.refused(store, RuleBroken, "personal-text", field="note"):
            press(store, command, action, note="Ring 20930931")


def test_what_an_absent_party_left_is_ended_by_the_coordinator(store: Store) -> None:
    incident = b.an_active_incident(store)
    chief = "projektchef"
    first, second, third = (b.an_accepted_action(store, incident) for _ in range(3))
    press(store, commands.cancel_action, first, chief, note="Parten er ikke til stede.")
    b.hand_over(store, second, forum="bestyrelse")
    with b.refused(store, NotAllowed, "not-allowed"):
        press(store, commands.cancel_action, third, "lokalraad-politi", note="Parten er der ikke.")
    with b.refused(store, NotAllowed, "not-allowed"):
        b.tell(store, third, S.DONE, chief)
    assert row(store, second).forum == "bestyrelse"
    b.later(store, minutes=5)
    assert row(store, first).told_at == BEGIN  # the coordinator's word is not the party's own


PERSON_RELATED = {"entry": "P1", "party": "politi"}


def test_a_person_related_action_carries_the_catalogues_words_and_nothing_else(store: Store) -> None:
    incident = b.an_active_incident(store)
    with b.refused(store, RuleBroken, "person-related", field="where"):
        b.an_action(store, incident, **PERSON_RELATED, where="hos familien i hjørnet")
    action = b.an_action(store, incident, **PERSON_RELATED, what="noget man selv har skrevet")
    found = row(store, action)
    assert (found.person_related, found.where.body) == (True, "")
    assert found.what.body == store.plan().catalogue["P1"].text
    with store.whole() as session:
        assert "noget man selv har skrevet" not in session.scalars(select(Text.body)).all()


def test_a_person_related_action_takes_no_text_whatever_is_done_with_it(store: Store) -> None:
    incident = b.an_active_incident(store)
    police = "lokalraad-politi"

    def fresh() -> int:
        return b.an_accepted_action(store, incident, police, **PERSON_RELATED)

    one, two, three, four = fresh(), fresh(), fresh(), fresh()
    for attempt, field in (
        (lambda: b.tell(store, one, S.IN_PROGRESS, police, note="Han var hjemme."), "note"),
        (lambda: b.tell(store, one, S.DONE, police, seen_by="Han åbnede."), "seen_by"),
        (lambda: press(store, commands.decline_action, one, police, note="Han flyttede."), "note"),
        (lambda: press(store, commands.cancel_action, one, police, note="Han flyttede."), "note"),
        (lambda: b.hand_over(store, one, police, note="Han flyttede."), "note"),
    ):
        with b.refused(store, RuleBroken, "person-related", field=field):
            attempt()
    texts = _texts(store)
    b.tell(store, one, S.IN_PROGRESS, police)
    b.tell(store, one, S.DONE, police, seen_by="")
    with b.refused(store, RuleBroken, "person-related", field="note"):
        press(store, commands.reopen_action, one, police, note="Han kom tilbage.")
    press(store, commands.reopen_action, one, police, note="")
    press(store, commands.decline_action, two, police, note="")
    press(store, commands.cancel_action, three, police, note="")
    b.hand_over(store, four, police)
    assert _texts(store) == texts


def _texts(store: Store) -> int:
    with store.whole() as session:
        return session.scalar(select(func.count(Text.id))) or 0


def test_of_two_who_saw_the_same_the_second_is_told_who_was_first(store: Store, clock: Clock) -> None:
    """6.6, for every button of the card."""
    action = b.an_accepted_action(store)
    shown = b.seen(store, Action, action)
    clock.turn(minutes=4)
    b.tell(store, action, S.IN_PROGRESS)
    attempts: list[tuple[Callable[..., int], dict[str, Any]]] = [
        (commands.describe_action, {"described": b.described()}),
        (commands.accept_action, {}),
        (commands.update_progress, {"status": S.DONE, "seen_by": "Tomt."}),
        (commands.decline_action, {"note": "Nej."}),
        (commands.cancel_action, {"note": "Nej."}),
        (commands.hand_over, {"forum": "lokalraad"}),
        (commands.reopen_action, {"note": "Nej."}),
    ]
    for command, given in attempts:
        with b.refused(store, Stale, "stale", role="aab", party="aab", at=clock()):
            command(store, b.hat(store, "aab"), seen=shown, **given)


def test_what_has_passed_its_deadline_is_late_until_it_ends(store: Store, clock: Clock) -> None:
    action = b.an_accepted_action(store, deadline=b.ahead(store, minutes=30))
    clock.turn(minutes=30)
    assert not row(store, action).overdue
    clock.turn(seconds=1)
    assert row(store, action).overdue
    b.tell(store, action, S.DONE)
    assert not row(store, action).overdue


def test_everything_told_stays(store: Store) -> None:
    action = b.a_finished_action(store)
    press(store, commands.reopen_action, action, note="Igen.")
    with store.whole() as session:
        assert session.scalars(select(Progress.status).order_by(Progress.id)).all() == [
            S.ACCEPTED, S.DONE, S.IN_PROGRESS,
        ]  # fmt: skip


def test_an_action_of_a_hidden_incident_is_unknown(store: Store) -> None:
    with b.refused(store, NotAllowed, "unknown"):
        commands.accept_action(store, b.hat(store, "aab"), seen=b.Seen(99, 1))
    action = b.an_action(store)
    with b.refused(store, NotAllowed, "unknown"):
        commands.accept_action(store, b.administrator(store), seen=b.seen(store, Action, action))
    assert b.row_of(store, Incident, 1)


def test_two_notes_written_at_once_are_both_kept(store: Store, clock: Clock) -> None:
    action = b.an_accepted_action(store)
    opened = b.seen(store, Action, action)
    for note in ("Den første har ringet rundt", "Den anden er på stedet"):
        clock.turn(minutes=1)
        press(store, commands.update_progress, action, seen=opened, status=S.ACCEPTED, note=note)
    told = [line.note.body for line in queries.progress_of(store, b.hat(store, "aab"), action)]
    assert told[:2] == ["Den anden er på stedet", "Den første har ringet rundt"]
    with b.refused(store, Stale):
        press(store, commands.update_progress, action, seen=opened, status=S.IN_PROGRESS)
