"""Others are invited, let in by a link that works once, and let out again. Source: plan line 47 (R22), domain.md 1.1.

A guest reads and acts in one incident (data/storage/reading.py), until its evaluation is given or somebody ends it.
"""

from sqlalchemy import select

from data.commands.people import make_link
from data.commands.sign_ins import Opened, open_sign_in
from data.entities import Holding, Incident, Invitation, Link, Meeting, Person, SignIn
from data.errors import NotAllowed, RuleBroken
from data.rules import incidents, invitations, meetings
from data.rules.access import Viewer
from data.rules.meetings import MeetingState, Times
from data.rules.times import day_of
from data.storage import Change, Seen, Store, guests, intention
from data.storage.reading import WHOLE
from data.storage.sign_ins import name_of
from data.vocabulary import Channel, Subject, Verb

NAME = 40
"""Characters of a role's code in the username of its guests."""


@intention
def invite(
    store: Store, by: Viewer, key: str | None = None, *, incident: int, role: str | None,
    channel: Channel | None = None, meeting: int | None = None,
) -> int:  # fmt: skip
    """Answer *Skal andre inviteres?*: a guest role of the plan file, or None for nobody. Returns the answer's id.

    Decided at a running meeting, else agreed before it by a channel. Every answer is kept; a yes may follow a no.
    Raises RuleBroken "not-in-this-state", "inform-only", "not-a-guest-role", "already-invited", "choose-channel" or
    "meeting-not-running".
    """
    with store.changing(by, key) as change:
        found = change.get(Incident, incident)
        change.require(Verb.INVITE, found)
        incidents.require_state(Verb.INVITE, found.state)
        if found.plan_id is None:
            raise RuleBroken("inform-only")
        held_at = _running(change, found, meeting)
        invitations.require_answer(
            change.plan_of(found.standing_plan_id), day_of(change.now), role=role,
            standing=frozenset(i.invited or "" for i in _standing(change, found)), channel=channel, meeting=meeting,
        )  # fmt: skip
        made = change.add(
            Invitation(
                incident_id=found.id, invited=role, channel=None if held_at else channel, meeting_id=meeting,
                guest_id=None, at=change.now, person_id=by.person, role=by.role, party=by.party,
            )
        )  # fmt: skip
        change.outcome = made.id
        change.log(
            Verb.INVITE, Subject.INVITATION, made.id, incident=found, invited=role, channel=made.channel,
            meeting=held_at.number if held_at else None,
        )  # fmt: skip
    return change.outcome


def _running(change: Change, incident: Incident, meeting: int | None) -> Meeting | None:
    if meeting is None:
        return None
    found = change.get(Meeting, meeting)
    if found.plan_id != incident.plan_id:
        raise NotAllowed("unknown")
    state = meetings.state_of(Times(found.started_at, found.ended_at, found.cancelled_at))
    meetings.require(MeetingState.RUNNING, state)
    return found


def _standing(change: Change, incident: Incident) -> list[Invitation]:
    """The invitations of parties that are guests of the incident now."""
    invited = select(Invitation).where(Invitation.incident_id == incident.id, Invitation.invited.is_not(None))
    found = list(change.session.scalars(invited.order_by(Invitation.id)))
    ended = guests.ends(change.session, found, change.now)
    return [invitation for invitation in found if ended[invitation.id] is None]


def _still_standing(change: Change, number: int) -> Invitation:
    """The invitation. Raises RuleBroken "invitation-ended", also for a no."""
    found = change.get(Invitation, number)
    if found.invited is None or guests.ends(change.session, [found], change.now)[found.id] is not None:
        raise RuleBroken("invitation-ended")
    return found


def guest_link(store: Store, by: Viewer, *, invitation: int) -> str:
    """Make the personal link by which an invited party joins, once; returns its token, shown once.

    Opens the guest's account if there is none yet; older unused links stop working. Raises RuleBroken
    "invitation-ended", or "unknown-role" when the plan in use has no such role any more.
    """
    with store.changing(by) as change:
        change.require(Verb.INVITE, change.get(Invitation, invitation))
        found = _still_standing(change, invitation)
        incident = change.get(Incident, found.incident_id)
        if found.guest_id is None:
            found.guest_id = _open_account(change, incident, found.invited or "")
        token = make_link(change, found.guest_id, invitation=found.id)
        change.log(
            Verb.INVITE_AGAIN, Subject.INVITATION, found.id, incident=incident, invited=found.invited,
        )  # fmt: skip
    return token


def _open_account(change: Change, incident: Incident, role: str) -> int:
    """An account named by function, that holds the role for this incident alone."""
    known = change.plan.roles.get(role)
    if known is None:
        raise RuleBroken("unknown-role", field="role")
    person = change.add(
        Person(username=_username(change, incident, role), display=known.title, opened_at=change.now),
    )  # fmt: skip
    change.log(Verb.OPEN_ACCOUNT, Subject.ACCOUNT, person.id)
    change.add(Holding(person_id=person.id, role=role, valid_from=change.now, incident_id=incident.id))
    change.log(Verb.GRANT_ROLE, Subject.ACCOUNT, person.id, role=role, until=None, guest_of=incident.number)
    return person.id


def _username(change: Change, incident: Incident, role: str) -> str:
    """gaest-e12-brandvaesen, and gaest-e12-brandvaesen-2 for whoever is invited once more."""
    first = f"gaest-{'e' if incident.exercise else ''}{incident.number}-{role[:NAME]}"
    taken = set(change.session.scalars(select(Person.username).where(Person.username.startswith(first))))
    names = (first, *(f"{first}-{n}" for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def join(store: Store, token: str) -> Opened:
    """Join as a guest by a personal link, which that spends; no password is chosen. Raises NotAllowed("link-used")."""
    with store.whole() as session:
        found = guests.of_link(session, name_of(token), store.clock())
    if found is None or found.guest_id is None:
        raise NotAllowed("link-used")
    party = store.plan().party_of(found.invited)
    by = Viewer(found.guest_id, found.invited or "", party.code if party else None, only=frozenset({found.incident_id}))
    with store.changing(by) as change:
        link = change.session.get(Link, name_of(token))
        if link is None or guests.of_link(change.session, link.token_hash, change.now) is None:
            raise NotAllowed("link-used")
        link.used_at = change.now
        incident = change.session.get(Incident, found.incident_id, execution_options={WHOLE: True})
        change.log(Verb.JOIN, Subject.INVITATION, found.id, incident=incident, invited=found.invited)
    return open_sign_in(store, found.guest_id)


@intention
def end_invitation(store: Store, by: Viewer, key: str | None = None, *, invitation: int) -> int:
    """End a guest's access now, on every open page and by every link. Raises RuleBroken "invitation-ended"."""
    with store.changing(by, key) as change:
        change.require(Verb.INVITE, change.get(Invitation, invitation))
        found = _still_standing(change, invitation)
        _end(change, found)
        incident = change.get(Incident, found.incident_id)
        change.log(Verb.END_INVITATION, Subject.INVITATION, found.id, incident=incident, invited=found.invited)
    return invitation


def _end(change: Change, invitation: Invitation) -> None:
    invitation.ended_at = change.now
    guest = invitation.guest_id
    for holding in change.session.scalars(select(Holding).where(Holding.person_id == guest)):
        holding.valid_until = change.now
    for sign_in in change.session.scalars(select(SignIn).where(SignIn.person_id == guest, SignIn.ended_at.is_(None))):
        sign_in.ended_at = change.now
    for link in change.session.scalars(select(Link).where(Link.person_id == guest, Link.used_at.is_(None))):
        link.used_at = change.now


@intention
def mark_evaluated(store: Store, by: Viewer, key: str | None = None, *, seen: Seen) -> int:
    """Note that the evaluation of an ended incident is given: the access of its guests ends now (R22)."""
    with store.changing(by, key) as change:
        change.require(Verb.MARK_EVALUATED, change.get(Incident, seen.id))
        incident = change.again(Incident, seen)
        incidents.require_state(Verb.MARK_EVALUATED, incident.state)
        if incident.evaluated_at is not None:
            raise RuleBroken("already-evaluated")
        incident.evaluated_at = change.now
        ended = _standing(change, incident)
        for invitation in ended:
            _end(change, invitation)
        change.log(
            Verb.MARK_EVALUATED, Subject.INCIDENT, incident.id, incident=incident,
            guests=[invitation.invited for invitation in ended],
        )  # fmt: skip
    return incident.id
