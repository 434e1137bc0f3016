"""Others are invited, let in by a link that works once, and let out again (R22)."""

from datetime import timedelta

import pytest

from data import commands, queries
from data.entities import Action, ActionPlan, Incident, Invitation, Meeting, Person
from data.errors import NotAllowed, RuleBroken, Stale
from data.storage import Store
from data.storage.sign_ins import name_of
from data.vocabulary import Channel, IncidentState, Response, Verb
from tests import builders as b

CHIEF = "projektchef"


def invited(store: Store, incident: int) -> list[queries.InvitationRow]:
    """The answers about an incident, oldest first."""
    view = queries.inviting(store, b.hat(store, CHIEF), plan=b.plan_of(store, incident))
    return [row for question in view if question.incident == incident for row in question.answers]


def link_for(store: Store, invitation: int) -> str:
    return commands.guest_link(store, b.hat(store, CHIEF), invitation=invitation)


def end(store: Store, invitation: int) -> int:
    return commands.end_invitation(store, b.hat(store, CHIEF), invitation=invitation)


def called_off(store: Store, incident: int) -> None:
    commands.call_off(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, incident), reason="Falsk alarm.")


def evaluate(store: Store, incident: int) -> int:
    return commands.mark_evaluated(store, b.hat(store, CHIEF), seen=b.seen(store, Incident, incident))


def test_every_answer_is_kept_and_a_yes_may_follow_a_no(store: Store) -> None:
    incident = b.an_active_incident(store)
    assert invited(store, incident) == []
    b.an_invitation(store, incident, role=None)
    store.clock.turn(minutes=5)  # type: ignore[attr-defined]  # the tests' clock
    meeting = b.a_running_meeting(store, incident)
    b.an_invitation(store, incident, channel=None, meeting=meeting)
    no, yes = invited(store, incident)
    assert (no.invited, no.channel, no.meeting) == (None, Channel.PHONE, None)
    assert (yes.invited, yes.channel, yes.meeting, yes.role) == ("brandvaesen", None, 1, CHIEF)
    assert no.at < yes.at
    line = b.last_line(store)
    assert (line.verb, line.facts) == (Verb.INVITE, '{"channel":null,"invited":"brandvaesen","meeting":1}')


def test_what_was_decided_at_the_meeting_is_not_said_to_be_agreed_by_telephone(store: Store) -> None:
    incident = b.an_active_incident(store)
    b.an_invitation(store, incident, meeting=b.a_running_meeting(store, incident))
    assert invited(store, incident)[0].channel is None


def test_nobody_is_invited_twice_until_the_first_access_has_ended(store: Store) -> None:
    incident = b.an_active_incident(store)
    first = b.an_invitation(store, incident)
    with b.refused(store, RuleBroken, "already-invited", field="role"):
        b.an_invitation(store, incident)
    end(store, first)
    b.an_invitation(store, incident)
    assert [row.ended_at is None for row in invited(store, incident)] == [False, True]


def test_one_invites_to_an_active_incident_with_a_plan_alone(store: Store) -> None:
    received, informed = b.an_incident(store), b.an_active_incident(store, response=Response.INFORM)
    with b.refused(store, RuleBroken, "not-in-this-state", state=IncidentState.RECEIVED):
        b.an_invitation(store, received)
    with b.refused(store, RuleBroken, "inform-only"):
        b.an_invitation(store, informed)


def test_an_answer_at_a_meeting_needs_that_meeting_to_run_about_that_plan(store: Store) -> None:
    incident, other = b.an_active_incident(store), b.an_active_incident(store)
    called, elsewhere = b.a_called_meeting(store, incident), b.a_running_meeting(store, other)
    with b.refused(store, RuleBroken, "meeting-not-running"):
        b.an_invitation(store, incident, meeting=called)
    with b.refused(store, NotAllowed, "unknown"):
        b.an_invitation(store, incident, meeting=elsewhere)
    with b.refused(store, NotAllowed, "unknown"):
        b.an_invitation(store, incident, meeting=999)
    assert b.row_of(store, Meeting, called).started_at is None


def test_a_guest_joins_by_one_press_and_without_a_password(store: Store) -> None:
    incident = b.an_active_incident(store)
    _, guest = b.a_guest(store, incident)
    assert guest.only == {incident}
    assert (guest.role, guest.party) == ("brandvaesen", "beredskab-4k")
    person = b.row_of(store, Person, guest.person or 0)
    assert (person.username, person.display, person.password_hash) == ("gaest-1-brandvaesen", "Beredskab 4K", None)
    line = b.last_line(store)
    assert (line.verb, line.person_id, line.role, line.incident_id) == (Verb.JOIN, guest.person, guest.role, incident)
    row = invited(store, incident)[0]
    assert row.joined_at == row.link_at == store.clock()


def test_a_link_works_once(store: Store) -> None:
    token = link_for(store, b.an_invitation(store))
    commands.join(store, token)
    with b.refused(store, NotAllowed, "link-used"):
        commands.join(store, token)
    assert queries.guest_link(store, token) is None


def test_looking_at_a_link_does_not_spend_it_and_says_little(store: Store) -> None:
    token = link_for(store, b.an_invitation(store))
    for _ in range(2):
        assert queries.guest_link(store, token) == queries.GuestLink("brandvaesen", exercise=False)
    commands.join(store, token)


def test_a_new_link_makes_older_unused_ones_stop_working(store: Store) -> None:
    invitation = b.an_invitation(store)
    old, new = link_for(store, invitation), link_for(store, invitation)
    with b.refused(store, NotAllowed, "link-used"):
        commands.join(store, old)
    commands.join(store, new)
    with store.whole() as session:
        assert session.get(Person, 2) is None  # both were for one account


def test_a_further_link_lets_the_same_guest_in_again(store: Store) -> None:
    """Their sign-in idles out like everybody's, and they have no password."""
    incident = b.an_active_incident(store)
    name, guest = b.a_guest(store, incident)
    again, same = b.as_guest(store, commands.join(store, link_for(store, invited(store, incident)[0].id)))
    assert (same, again != name) == (guest, True)


def test_a_link_is_forgotten_after_a_day(store: Store) -> None:
    token = link_for(store, b.an_invitation(store))
    b.later(store, hours=25)
    assert queries.guest_link(store, token) is None
    with b.refused(store, NotAllowed, "link-used"):
        commands.join(store, token)


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --"])
def test_an_invented_link_opens_nothing(lite: Store, token: str) -> None:
    assert queries.guest_link(lite, token) is None
    with b.refused(lite, NotAllowed, "link-used"):
        commands.join(lite, token)


def test_a_guests_link_chooses_no_password_and_a_password_link_lets_no_guest_in(store: Store) -> None:
    """Else a guest would come back by a password after their sign-in has ended."""
    token = link_for(store, b.an_invitation(store))
    assert queries.link(store, token) is None
    with b.refused(store, NotAllowed, "link-used"):
        commands.use_link(store, token, password=b.PASSWORD)
    person = b.a_person(store, "brandvaesen")
    theirs = commands.invite_again(store, b.administrator(store), person=person)
    assert queries.guest_link(store, theirs) is None
    with b.refused(store, NotAllowed, "link-used"):
        commands.join(store, theirs)
    commands.join(store, token)


def test_a_guests_account_never_becomes_anything_else(store: Store) -> None:
    _, guest = b.a_guest(store)
    with b.refused(store, RuleBroken, "guest-account"):
        commands.grant_role(store, b.administrator(store), person=guest.person or 0, role="aab")
    with b.refused(store, RuleBroken, "guest-account"):
        commands.invite_again(store, b.administrator(store), person=guest.person or 0)


def test_an_account_that_holds_the_role_for_good_keeps_todays_rights(store: Store) -> None:
    person = b.a_person(store, "brandvaesen")
    theirs = commands.invite_again(store, b.administrator(store), person=person)
    opened = commands.use_link(store, theirs, password=b.PASSWORD)
    incident, other = b.an_active_incident(store), b.an_active_incident(store)
    b.a_guest(store, incident)
    _, fire = b.as_guest(store, opened)
    assert fire.only is None
    assert {row.id for row in queries.incidents(store, fire)} == {incident, other}


def test_ending_an_access_ends_it_everywhere_at_once(store: Store) -> None:
    incident = b.an_active_incident(store)
    name, _ = b.a_guest(store, incident)
    invitation = invited(store, incident)[0].id
    unused = link_for(store, invitation)
    assert queries.signed_in(store, name) is not None
    end(store, invitation)
    assert queries.signed_in(store, name) is None
    with b.refused(store, NotAllowed, "link-used"):
        commands.join(store, unused)
    assert invited(store, incident)[0].ended_at == store.clock()
    with b.refused(store, RuleBroken, "invitation-ended"):
        end(store, invitation)
    with b.refused(store, RuleBroken, "invitation-ended"):
        link_for(store, invitation)


def test_a_no_has_no_link_and_no_access_to_end(store: Store) -> None:
    no = b.an_invitation(store, role=None)
    with b.refused(store, RuleBroken, "invitation-ended"):
        link_for(store, no)
    with b.refused(store, RuleBroken, "invitation-ended"):
        end(store, no)


def test_a_guest_who_is_invited_once_more_comes_by_an_account_of_their_own(store: Store) -> None:
    incident = b.an_active_incident(store)
    old, first = b.a_guest(store, incident)
    end(store, invited(store, incident)[0].id)
    new, second = b.a_guest(store, incident)
    assert first.person != second.person
    assert b.row_of(store, Person, second.person or 0).username == "gaest-1-brandvaesen-2"
    assert queries.signed_in(store, old) is None
    assert queries.signed_in(store, new) is not None


def test_an_exercise_and_a_real_incident_of_one_number_have_guests_of_their_own(store: Store) -> None:
    _, real = b.a_guest(store, b.an_active_incident(store))
    _, played = b.a_guest(store, b.an_active_incident(store, exercise=True))
    names = {b.row_of(store, Person, guest.person or 0).username for guest in (real, played)}
    assert names == {"gaest-1-brandvaesen", "gaest-e1-brandvaesen"}


def test_the_administrator_ends_it_on_the_list_of_accounts(store: Store) -> None:
    incident = b.an_active_incident(store)
    name, guest = b.a_guest(store, incident)
    by = b.administrator(store)
    account = next(row for row in queries.accounts(store, by) if row.person == guest.person)
    assert account.guest == queries.GuestRow("brandvaesen", 1, exercise=False, ended_at=None)
    commands.end_role(store, by, person=guest.person or 0, role=guest.role)
    assert queries.signed_in(store, name) is None
    row = invited(store, incident)[0]
    assert row.ended_at == store.clock()
    with b.refused(store, RuleBroken, "invitation-ended"):
        link_for(store, row.id)
    b.an_invitation(store, incident)
    account = next(row for row in queries.accounts(store, by) if row.person == guest.person)
    assert account.guest is not None
    assert account.guest.ended_at == store.clock()


def test_guests_stay_after_the_end_and_until_the_evaluation_is_given(store: Store) -> None:
    incident = b.an_active_incident(store)
    name, _ = b.a_guest(store, incident)
    with b.refused(store, RuleBroken, "not-in-this-state"):
        evaluate(store, incident)
    called_off(store, incident)
    assert queries.signed_in(store, name) is not None
    evaluate(store, incident)
    assert queries.signed_in(store, name) is None
    assert invited(store, incident)[0].ended_at == store.clock()
    assert b.row_of(store, Incident, incident).evaluated_at == store.clock()
    assert b.last_line(store).facts == '{"guests":["brandvaesen"]}'
    with b.refused(store, RuleBroken, "already-evaluated"):
        evaluate(store, incident)


def test_who_looked_at_it_before_is_told(store: Store) -> None:
    incident = b.an_active_incident(store)
    before = b.seen(store, Incident, incident)
    called_off(store, incident)
    with b.refused(store, Stale):
        commands.mark_evaluated(store, b.hat(store, CHIEF), seen=before)


def test_an_incident_that_is_opened_again_is_evaluated_again(store: Store) -> None:
    incident = b.an_active_incident(store)
    plan = b.a_plan_ready_to_close(store, incident)
    commands.close(store, b.hat(store, CHIEF), seen=b.seen(store, ActionPlan, plan))
    evaluate(store, incident)
    commands.reopen(
        store, b.hat(store, CHIEF), seen=b.seen(store, ActionPlan, plan), ends_at=store.clock() + timedelta(days=4),
        reason="Det blussede op.",
    )  # fmt: skip
    assert b.row_of(store, Incident, incident).evaluated_at is None
    _, guest = b.a_guest(store, incident)
    assert guest.only == {incident}


def test_a_double_click_invites_once(store: Store) -> None:
    incident = b.an_active_incident(store)
    first = commands.invite(
        store, b.hat(store, CHIEF), "k", incident=incident, role="brandvaesen", channel=Channel.PHONE
    )
    before = b.standing(store)
    again = commands.invite(
        store, b.hat(store, CHIEF), "k", incident=incident, role="brandvaesen", channel=Channel.PHONE
    )
    assert (again, b.standing(store)) == (first, before)
    assert b.row_of(store, Invitation, first).guest_id is None


def test_a_guest_acts_for_their_own_party_in_their_incident(store: Store) -> None:
    """Domain.md 1.1: accept and tell progress of one's own actions, and report."""
    incident, other = b.an_active_incident(store), b.an_active_incident(store)
    _, guest = b.a_guest(store, incident)
    of_fire = {"party": "beredskab-4k", "entry": "B1"}
    here, there = b.an_action(store, incident, **of_fire), b.an_action(store, other, **of_fire)
    commands.accept_action(store, guest, seen=b.seen(store, Action, here))
    with b.refused(store, NotAllowed, "unknown"):
        commands.accept_action(store, guest, seen=b.seen(store, Action, there))
    reported = commands.report(store, guest, **b.a_report(store))
    assert b.row_of(store, Incident, reported).reported_party == "beredskab-4k"
    assert {row.id for row in queries.incidents(store, guest)} == {incident}


def test_a_guests_action_gets_a_number_of_its_own_in_a_plan_that_covers_more(store: Store) -> None:
    """Of one plan's two incidents the guest sees one, and must not give the other's number again."""
    incident, other = b.an_active_incident(store), b.an_active_incident(store)
    plan = b.plan_of(store, other)
    commands.cover_incident(store, b.hat(store, CHIEF), seen=b.seen(store, ActionPlan, plan), incident=incident)
    b.an_action(store, other)
    _, guest = b.a_guest(store, incident)
    commands.propose_action(store, guest, incident=incident, described=b.described(party=None, entry=None, what="Vagt"))
    rows = queries.actions(store, b.hat(store, CHIEF), plan=plan)
    assert sorted(row.number for row in rows) == [1, 2]
    assert [row.number for row in queries.actions(store, guest)] == [2]


def test_the_name_of_a_sign_in_tells_nothing(store: Store) -> None:
    token = link_for(store, b.an_invitation(store))
    assert name_of(commands.join(store, token).token) != name_of(token)
