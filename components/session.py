"""Who is looking, and at which house: the one place where a script or a route gets its store."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from hashlib import sha256
from typing import Final, TypeVar

import streamlit as st

from components.texts import language, t
from data import queries
from data.places import Places
from data.plan import StandingPlan
from data.queries import Running, SignedIn
from data.rules import access
from data.rules.access import Viewer
from data.settings import Settings, settings
from data.storage import Store
from data.storage.reading import rights
from data.vocabulary import Verb

T = TypeVar("T")
HATS: Final = "beredskab-hats"
"""Key of the roles that this tab has last found the person to hold, and which of them is worn."""


@dataclass(frozen=True)
class House:
    """What one process serves: a store and the settings it was opened with."""

    store: Store
    settings: Settings


@cache
def house() -> House:
    """The house of this process, opened at the first call (by the server's start, before anybody is let in)."""
    chosen = settings()
    return House(Store.open(chosen.url), chosen)


@dataclass(frozen=True)
class Me:
    """Who is looking, in which hat, at which plan. Made anew in every run: rights are never remembered."""

    store: Store
    signed_in: SignedIn
    viewer: Viewer
    plan: StandingPlan
    now: datetime
    _plans: dict[int, StandingPlan] = field(default_factory=dict, repr=False)

    def may(self, verb: Verb, *, owner: str | None = None, coordinator: str | None = None) -> bool:
        """Whether the person may, in this hat; `coordinator` is the role that coordinates what it is about."""
        return access.may(self.viewer, verb, owner=owner, coordinator=coordinator)

    @cached_property
    def running(self) -> Running:
        """Whether an exercise or something real is open; read once in a run."""
        return queries.running(self.store)

    @property
    def hats(self) -> str:
        """A word for the roles held, how they are held, and which is worn: another one as soon as any of it changes."""
        return sha256(repr((self.viewer.role, self.signed_in.hats)).encode()).hexdigest()[:12]

    @property
    def places(self) -> Places:
        """The map data of the plan in use."""
        return Places.from_plan(self.plan)

    def shared(self, what: Hashable, make: Callable[[], T]) -> T:
        """What is made of shared readings, made once for all who may read the same in the same language.

        `what` names all else that it depends on. For what costs more to make than to read, such as a table.
        """
        asked = (what, language(), rights(self.viewer))
        return self.store.recent.share(asked, self.store.revision_seen(), self.now, make)

    def plan_of(self, version: int) -> StandingPlan:
        """The standing plan an incident began under; read once in a run."""
        if version not in self._plans:
            self._plans[version] = self.store.plan(version)
        return self._plans[version]


def current() -> Me:
    """Who is looking at this very moment; the script stops with a sentence if the sign-in has ended."""
    store = house().store
    name = st.user.get("sign_in")
    found = queries.signed_in(store, str(name)) if name else None
    if found is None:
        st.error(t("Your sign-in has ended. Sign in again; what is saved is kept."))
        st.link_button(t("Sign in"), "/log-ind")
        st.stop()
    plan = store.plan()
    worn = found.worn.mandate
    viewer = queries.viewer_of(plan, found.person, found.role, worn, only=found.only)
    me = Me(store, found, viewer, plan, store.clock())
    st.session_state[HATS] = me.hats
    return me
