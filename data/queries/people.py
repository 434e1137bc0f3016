"""Who is signed in, in which hat, and what a stranger is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.entities import Holding, Incident, Link, Person, SignIn
from data.errors import NotAllowed
from data.plan import StandingPlan
from data.queries.wording import NOTHING, Said, said
from data.rules.access import Viewer
from data.rules.incidents import OPEN
from data.settings import settings
from data.storage import Store
from data.storage.sign_ins import holdings, name_of, only_among, worn
from data.vocabulary import FIRST_ADMINISTRATOR, Language, Mandate, Verb


class HeldRole(NamedTuple):
    """A role that somebody holds: until when (UTC, None: until ended), and as a stand-in with what mandate (R21)."""

    role: str
    until: datetime | None = None
    stands_in: bool = False
    mandate: Mandate = Mandate.FULL
    limit: Said = NOTHING
    """What a limited mandate is limited to."""


@dataclass(frozen=True)
class SignedIn:
    """A live sign-in: its name, the account, the hat worn and the hats that could be."""

    sign_in: str
    person: int
    username: str
    display: str
    role: str
    roles: tuple[str, ...]
    only: frozenset[int] | None
    """The incidents that a guest is let into; None for everybody else (R22)."""
    password: bool
    """Whether the account signs in by a password."""
    language: Language | None
    """What the account has chosen to read in, if it has chosen."""
    hats: tuple[HeldRole, ...] = ()
    """The roles once more, each as it is held."""
    until: datetime | None = None
    """When it ends whatever happens (UTC)."""
    provider: str | None = None
    """The key of the provider whose word opened it; None is the product's own account."""

    @property
    def worn(self) -> HeldRole:
        """How the role that the person acts in is held."""
        return next((hat for hat in self.hats if hat.role == self.role), HeldRole(self.role))


@dataclass(frozen=True)
class LinkView:
    """A one-time link that still works: whose, and whether it makes the first administrator."""

    username: str
    display: str
    first: bool


@dataclass(frozen=True)
class SignInPage:
    """What the sign-in page shows to a stranger."""

    title: str
    demo: tuple[tuple[str, str], ...]
    exercise: bool
    any_account: bool


def signed_in(store: Store, sign_in: str) -> SignedIn | None:
    """The live sign-in of this name; None when it ended, idled out, expired, or its person may no longer.

    Asking is no use of it: redraws ask all the time, and a page that is left open must idle out.
    """
    now = store.clock()
    with store.whole() as session:
        row = session.execute(
            select(SignIn, Person).join(Person, Person.id == SignIn.person_id).where(SignIn.id == sign_in)
        ).first()
        if row is None or not _lives(row.SignIn, row.Person, now):
            return None
        found = holdings(session, row.Person.id, now)
        hats = _held(session, [worn(found, role) for role in dict.fromkeys(h.role for h in found)])
        roles = tuple(hat.role for hat in hats)
        if not roles:
            return None
        role = row.SignIn.role if row.SignIn.role in roles else roles[0]
        only = only_among(found, role)
    person = row.Person
    return SignedIn(
        sign_in, person.id, person.username, person.display, role, roles, only, person.password_hash is not None,
        Language.named(person.language), hats, row.SignIn.expires_at,
        row.SignIn.provider,
    )  # fmt: skip


def _held(session: Session, rows: Sequence[Holding]) -> tuple[HeldRole, ...]:
    return hats_of(rows, said(session, (row.limit_id for row in rows)))


def hats_of(rows: Sequence[Holding], texts: Mapping[int | None, Said]) -> tuple[HeldRole, ...]:
    """The roles by what is held; `texts` are those of the limits."""
    return tuple(HeldRole(h.role, h.valid_until, h.stands_in, h.mandate, texts[h.limit_id]) for h in rows)


def _lives(row: SignIn, person: Person, now: datetime) -> bool:
    idle = timedelta(minutes=settings().idle_minutes)
    return row.ended_at is None and person.disabled_at is None and now < row.expires_at and now - row.used_at < idle


def link(store: Store, token: str) -> LinkView | None:
    """What a one-time link is for, or None when it does not work (any more)."""
    with store.whole() as session:
        found = session.get(Link, name_of(token))
        if found is None or found.used_at is not None or found.expires_at < store.clock():
            return None
        if found.invitation_id is not None:  # a guest joins by it, and chooses no password
            return None
        if found.person_id is None:
            return LinkView(username=FIRST_ADMINISTRATOR, display="", first=True)
        person = session.get(Person, found.person_id)
        return LinkView(person.username, person.display, first=False) if person else None


def demo_accounts(store: Store) -> list[tuple[str, str]]:
    """(username, display) of the accounts that the demo made."""
    with store.whole() as session:
        rows = session.execute(
            select(Person.username, Person.display)
            .where(Person.demo.is_(True), Person.disabled_at.is_(None))
            .order_by(Person.id)
        )
        return [(row.username, row.display) for row in rows]


def sign_in_page(store: Store) -> SignInPage:
    """What a stranger sees: the plan's title, the demo accounts, and whether this is an exercise."""
    demo = tuple(demo_accounts(store))
    with store.whole() as session:
        accounts = session.scalar(select(func.count(Person.id))) or 0
    try:
        title = store.plan().title
    except NotAllowed:
        title = ""
    return SignInPage(title=title, demo=demo, exercise=bool(demo), any_account=accounts > 0)


def viewer_of(
    plan: StandingPlan, person: int | None, role: str, mandate: Mandate = Mandate.FULL, *,
    only: frozenset[int] | None = None,
) -> Viewer:  # fmt: skip
    """The viewer that wears this role of the plan, with this mandate; a guest's if `only` for some incidents (R22).

    A role the plan does not know may nothing.
    """
    known = plan.roles.get(role)
    if known is None:
        return Viewer(person=person, role=role, only=only)
    party = plan.party_of(role)
    return Viewer(
        person=person, role=role, party=known.party, grants=known.grants, only=only, mandate=mandate,
        covered_115=bool(party and party.covered_115), coordinating=plan.coordinator.grants | {Verb.CHANGE_COORDINATOR},
    )  # fmt: skip


@dataclass(frozen=True)
class Running:
    """What the banner on every page says; no incident is told."""

    demo: bool
    """Everything here is an exercise, always."""
    exercise: bool
    """An exercise is open, or this is a demo."""
    real: bool
    """Something real is open."""


def running(store: Store) -> Running:
    """What is going on: an exercise, something real, or both."""
    return store.recent.share("running", store.revision_seen(), store.clock(), lambda: _running(store))


def _running(store: Store) -> Running:
    with store.whole() as session:
        kinds = set(session.scalars(select(Incident.exercise).where(Incident.state.in_(OPEN)).distinct()))
        demo = session.scalar(select(Person.id).where(Person.demo.is_(True)).limit(1)) is not None
    return Running(demo=demo, exercise=demo or True in kinds, real=False in kinds)
