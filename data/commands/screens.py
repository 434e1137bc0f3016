"""The screens on the wall: a machine shows six figures, somebody with the right confirms them, somebody ends it.

What a waiting machine shows is not part of the log: it changes nothing that anybody reads.
"""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from data.entities import BoardPin, Incident, Pairing, Screen
from data.errors import NotAllowed, RuleBroken
from data.rules import access
from data.rules.access import Viewer
from data.rules.incidents import require_state
from data.storage import Change, Store, intention
from data.storage.connect import WRITING
from data.vocabulary import Subject, Verb

CODE_LIVES: Final = timedelta(minutes=10)
RENEWED_BEFORE: Final = timedelta(minutes=2)
"""A code with less left is replaced: nobody types one that ends while they do."""
ROOM: Final = 60
"""Characters of a room's name."""
WAITING_AT_MOST: Final = 50
"""Machines that may wait at once; strangers may ask for a code, too."""


def show_code(store: Store, token_hash: str, *, new: bool = True) -> str:
    """The six figures that a machine shows while it waits, by the SHA-256 of its token; a new one when it ages.

    Raises NotAllowed: "known" for a token that was paired before, "unknown" for one that does not wait yet unless it
    is `new`; RuleBroken("too-many-waiting").
    """
    now = store.clock()
    with store.whole() as session:  # asked every few seconds: what stands is read, and nothing is locked for it
        shown = session.get(Pairing, token_hash)
        if shown is not None and shown.expires_at - now >= RENEWED_BEFORE:
            return shown.code
    with store.engine.connect().execution_options(**{WRITING: True}) as connection, Session(connection) as session:
        session.execute(delete(Pairing).where(Pairing.expires_at <= now))
        waiting = _waiting(session, token_hash, new=new)
        if waiting.expires_at - now < RENEWED_BEFORE:
            waiting.code, waiting.expires_at = _unused(session), now + CODE_LIVES
        session.add(waiting)
        code = waiting.code
        session.commit()
    return code


def _waiting(session: Session, token_hash: str, *, new: bool) -> Pairing:
    """The row of a machine that waits; a new one has no code yet, and has ended already."""
    if session.scalar(select(Screen.id).where(Screen.token_hash == token_hash)) is not None:
        raise NotAllowed("known")
    if (found := session.get(Pairing, token_hash)) is not None:
        return found
    if not new:
        raise NotAllowed("unknown")
    if (session.scalar(select(func.count(Pairing.code))) or 0) >= WAITING_AT_MOST:
        raise RuleBroken("too-many-waiting")
    return Pairing(token_hash=token_hash, code="", expires_at=datetime.min.replace(tzinfo=UTC))


def _unused(session: Session) -> str:
    shown = set(session.scalars(select(Pairing.code)))
    while (code := f"{secrets.randbelow(1_000_000):06}") in shown:
        pass
    return code


@intention
def pair_screen(store: Store, by: Viewer, key: str | None = None, *, code: str, room: str) -> int:
    """Make the machine that shows these six figures a screen of the house, named by its room; returns its id.

    The name is that of a room ("Mødelokale 2"), checked like any free text is. Raises RuleBroken "no-such-code",
    "text-missing", "text-too-long", "personal-text".
    """
    access.require(by, Verb.PAIR_SCREEN)
    with store.changing(by, key) as change:
        name = _room(change, room)
        waiting = change.session.scalar(select(Pairing).where(Pairing.code == "".join(code.split())))
        if waiting is None or waiting.expires_at <= change.now:
            raise RuleBroken("no-such-code", field="code")
        made = change.add(
            Screen(
                room=name, token_hash=waiting.token_hash, at=change.now, person_id=by.person, role=by.role,
                party=by.party,
            )
        )  # fmt: skip
        change.session.delete(waiting)
        change.outcome = made.id
        change.log(Verb.PAIR_SCREEN, Subject.SCREEN, made.id)
    return change.outcome


def _room(change: Change, room: str) -> str:
    name = " ".join(room.split())
    if not name:
        raise RuleBroken("text-missing", field="room")
    if len(name) > ROOM:
        raise RuleBroken("text-too-long", field="room", limit=ROOM, length=len(name))
    change.require_impersonal("room", name)
    return name


@intention
def end_screen(store: Store, by: Viewer, key: str | None = None, *, screen: int) -> int:
    """End a screen's sign-in; it shows nothing within seconds. Twice is once."""
    access.require(by, Verb.PAIR_SCREEN)
    with store.changing(by, key) as change:
        found = change.get(Screen, screen)
        found.ended_at = found.ended_at or change.now
        change.log(Verb.END_SCREEN, Subject.SCREEN, found.id)
    return screen


@intention
def pin_board(store: Store, by: Viewer, key: str | None = None, *, incident: int | None) -> int:
    """Let every board hold on to one incident, or with None let them take turns again; returns the pin's id.

    One that has ended is shown by its review, while nothing runs (domain.md 5.4).
    """
    access.require(by, Verb.ATTEND)
    if by.only is not None:  # a guest sees one incident, and every board is no matter of one
        raise NotAllowed("not-allowed", verb=Verb.ATTEND)
    with store.changing(by, key) as change:
        found = _shown(change, incident)
        made = change.add(
            BoardPin(incident_id=incident, at=change.now, person_id=by.person, role=by.role, party=by.party)
        )
        change.outcome = made.id
        change.log(Verb.PIN_BOARD, Subject.SCREEN, made.id, incident=found)
    return change.outcome


def _shown(change: Change, incident: int | None) -> Incident | None:
    if incident is None:
        return None
    found = change.get(Incident, incident)
    require_state(Verb.PIN_BOARD, found.state)
    return found
