"""Who is summoned to a meeting, moved with it and told when it is off, within the call itself (R19, 6.14)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from data import commands, queries
from data.entities import Call, Incident, Invitation, Mail, Meeting
from data.errors import RuleBroken, Stale
from data.plan import StandIn, StandingPlan
from data.rules.meetings import MeetingState
from data.storage import Change, Store, outbox
from data.vocabulary import CallResult, Channel, MailKind, MailState, Subject, Verb
from tests import builders as b
from tests.conftest import BEGIN

MEMBERS = {"projektchef", "lokalraad-politi", "lokalraad-kommune", "aab", "boligselskab"}
LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_12345678%40thread.v2/0"


def recipients(store: Store, kind: MailKind = MailKind.SUMMONS) -> list[tuple[str, int | None]]:
    with store.whole() as session:
        written = select(Mail.recipient, Mail.stand_in).where(Mail.kind == kind).order_by(Mail.id)
        return [(row.recipient, row.stand_in) for row in session.execute(written)]


def change(store: Store, meeting: int, **other: object) -> int:
    given = {"planned_at": b.ahead(store, hours=1), "chair": "projektchef", "place": "Rådhuset"}
    return commands.change_meeting(
        store, b.hat(store, "projektchef"), seen=b.seen(store, Meeting, meeting), **(given | other)
    )


def cancel(store: Store, meeting: int, reason: str = "Det løste sig.") -> int:
    return commands.cancel_meeting(
        store, b.hat(store, "projektchef"), seen=b.seen(store, Meeting, meeting), reason=reason
    )


def test_every_fixed_member_with_an_address_is_summoned(store: Store) -> None:
    """The staff unit keeps the minutes and has no address in the plan file: it is rung."""
    b.a_called_meeting(store)
    assert {role for role, _ in recipients(store)} == MEMBERS
    assert '"mails":5' in b.last_line(store).facts.replace(" ", "")
    assert "@" not in b.last_line(store).facts


def test_a_guest_who_is_invited_and_a_stand_in_who_was_reached_are_summoned_too(
    store: Store, plan: StandingPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = StandIn.model_validate(
        {"rolle": "aab", "navn": "En Anden", "funktion": "vagt", "telefon": "33 76 01 08", "e_post": "vagt@example.dk",
         "senest_bekræftet": "2026-10-01"}
    )  # fmt: skip
    changed = plan.model_copy(update={"stand_ins": (stand_in,)})
    monkeypatch.setattr(Change, "plan_of", lambda *_: changed)
    incident = b.an_active_incident(store)
    by = {"at": store.clock(), "person_id": None, "role": "projektchef", "party": "helhedsplan"}
    with store.changing(b.hat(store, "projektchef")) as made:
        made.add(
            Call(incident_id=incident, called="aab", stand_in=0, result=CallResult.REACHED, channel=Channel.PHONE, **by)
        )
        made.add(
            Invitation(
                incident_id=incident, invited="brandvaesen", channel=Channel.PHONE, meeting_id=None, guest_id=None, **by
            )
        )
        made.log(Verb.RECORD_CALL, Subject.CALL, 1, incident=made.get(Incident, incident))
    meeting = b.a_called_meeting(store, incident)
    with store.changing(b.hat(store, "projektchef")) as made:
        called = outbox.summoned(made, made.get(Meeting, meeting), made.get(Incident, incident))
        made.log(Verb.RECORD_CALL, Subject.CALL, 1, incident=made.get(Incident, incident))
    assert set(called) == {(role, None) for role in (*MEMBERS, "stabsenhed", "brandvaesen")} | {("aab", 0)}
    assert set(recipients(store)) == {(role, None) for role in MEMBERS} | {("aab", 0)}


def test_a_summons_that_has_not_gone_is_not_written_twice(store: Store) -> None:
    meeting = b.a_called_meeting(store)
    for hours in (1, 2, 3):
        change(store, meeting, planned_at=b.ahead(store, hours=hours))
    assert len(recipients(store)) == len(MEMBERS)


def test_calling_off_tells_everybody_who_was_to_come_and_withdraws_what_waits(store: Store) -> None:
    meeting = b.a_called_meeting(store)
    cancel(store, meeting)
    assert {role for role, _ in recipients(store, MailKind.STAND_DOWN)} == MEMBERS
    with store.whole() as session:
        assert set(session.scalars(select(Mail.state).where(Mail.kind == MailKind.SUMMONS))) == {MailState.WITHDRAWN}
    view = queries.summons(store, b.hat(store, "aab"), b.row_of(store, Meeting, meeting).plan_id)
    assert view is not None
    assert view.meeting.state is MeetingState.CANCELLED
    line = b.last_line(store)
    assert line.verb == Verb.CANCEL_MEETING
    assert "løste" not in line.facts
    lines = queries.history(store, b.hat(store, "aab"), 1)
    assert lines[0].texts["reason"].body == "Det løste sig."


def test_after_a_meeting_was_called_off_another_one_can_be_called(store: Store) -> None:
    incident = b.an_active_incident(store)
    cancel(store, b.a_called_meeting(store, incident))
    again = b.a_called_meeting(store, incident)
    found = b.row_of(store, Meeting, again)
    assert (found.number, found.follow_up) == (2, False)


def test_a_meeting_is_called_off_with_a_reason_and_before_it_begins(store: Store) -> None:
    meeting = b.a_called_meeting(store)
    with b.refused(store, RuleBroken, "say-why", field="reason"):
        cancel(store, meeting, reason="  ")
    late = b.seen(store, Meeting, meeting)
    commands.start_meeting(store, b.hat(store, "projektchef"), seen=late)
    with b.refused(store, Stale):
        commands.cancel_meeting(store, b.hat(store, "projektchef"), seen=late, reason="Nej.")
    with b.refused(store, RuleBroken, "meeting-not-called"):
        cancel(store, meeting)


def test_a_meeting_is_not_called_in_the_past(store: Store) -> None:
    for minutes, allowed in ((-4, True), (-6, False)):
        planned = store.clock() + timedelta(minutes=minutes)
        if allowed:
            b.a_called_meeting(store, planned_at=planned)
        else:
            incident = b.an_active_incident(store)
            with b.refused(store, RuleBroken, "meeting-in-the-past", field="planned_at"):
                b.a_called_meeting(store, incident, planned_at=planned)
    with b.refused(store, RuleBroken, "meeting-in-the-past"):
        change(store, 1, planned_at=BEGIN - timedelta(days=1))


def test_the_address_of_an_online_meeting_is_taken_and_nothing_else_is(store: Store) -> None:
    incident = b.an_active_incident(store)
    for written, code in (
        ("ring 12345678", "not-a-link"),
        (f"{LINK} kode 12345678", "not-a-link"),
        ("http://example.dk/rum", "not-a-link"),
        ("https://example.dk/010203-1234", "personal-text"),
    ):
        with b.refused(store, RuleBroken, code, field="link"):
            b.a_called_meeting(store, incident, link=written)
    meeting = b.a_called_meeting(store, incident, place="", link=f"  {LINK}\n")
    view = queries.summons_of(store, b.hat(store, "aab"), meeting)
    assert view is not None
    assert (view.meeting.place.body, view.meeting.link.body) == ("", LINK)


def test_who_may_not_read_the_incident_reads_neither_meeting_nor_mails(store: Store) -> None:
    meeting = b.a_called_meeting(store)
    assert queries.summons_of(store, b.hat(store, "administrator"), meeting) is None
    assert queries.summons(store, b.hat(store, "administrator"), 1) is None
