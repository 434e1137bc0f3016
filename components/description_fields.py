"""The fields of an action's description, and what they become when they are sent (R35-R38, R44, R56).

The times become UTC at sending; what is missing is allowed, what is wrong is refused beside its field.
"""

from datetime import datetime
from typing import Any, Final, NamedTuple

import streamlit as st

from components import look, times
from components.catalogue import OWN
from components.session import Me
from components.sheet import Given, Sheet
from components.texts import t
from data.commands import Description
from data.errors import RuleBroken
from data.plan import CatalogueEntry, StandingPlan
from data.rules import descriptions, plans
from data.vocabulary import PartyKind

NOBODY: Final = "-"


class Horizon(NamedTuple):
    """From how far ahead a deadline is asked about; one that stands there already is not (R44)."""

    now: datetime
    days: int
    known: datetime | None = None

    def is_far(self, deadline: datetime | None) -> bool:
        """Whether the deadline is asked about."""
        return deadline != self.known and plans.is_long(deadline, self.now, self.days)


def horizon(me: Me, plan: StandingPlan, known: datetime | None = None) -> Horizon:
    """By the plan file's own limit."""
    return Horizon(me.now, plan.limits.short_horizon_days, known)


def far_ahead(sheet: Sheet) -> bool:
    """Whether the person was asked about a deadline beyond the short horizon (R44)."""
    return bool(st.session_state.get(sheet.name("asked-deadline"), {}).get(False))


class Drafted:
    """The description as it stands in the form; its times become UTC when it is sent."""

    def __init__(
        self, deadline: Given, *, unchosen: bool, starts: Given | None = None, asks: Horizon | None = None,
        **fields: Any,
    ) -> None:  # fmt: skip
        self.deadline = deadline
        self.unchosen = unchosen
        self.starts = starts
        self.asks = asks
        self.fields = fields

    def moment(self) -> Description:
        """The description.

        Raises RuleBroken for a time that is none, when no party was chosen (R59), and "far-ahead" for a deadline beyond
        the short horizon until the person says that it is right (R44).
        """
        if self.unchosen:
            raise RuleBroken("choose-party", field="party")
        starts = self.starts.moment() if self.starts else None
        deadline = self.deadline.moment()
        asks = self.asks
        if asks and asks.is_far(deadline) and not self.deadline.confirmed.moment():
            raise RuleBroken("far-ahead", field=self.deadline.field, days=asks.days, at=deadline)
        return Description(deadline=deadline, starts_at=starts, **self.fields)


def party_field(sheet: Sheet, plan: StandingPlan, entry: CatalogueEntry | None, start: str | None) -> str | None:
    """The one responsible party, above the form; None is nothing chosen where it must be (R37, R59)."""
    which = entry.code if entry else OWN
    asks = entry is not None and entry.asks_which is not None
    return sheet.pick(
        f"party~{which}", t("Which housing organisation?") if asks else t("Responsible party"),
        [*_parties(plan, entry), NOBODY], start or (None if asks else NOBODY), lambda code: party_word(plan, code),
    )  # fmt: skip


def _parties(plan: StandingPlan, entry: CatalogueEntry | None) -> list[str]:
    """Whom the action may belong to: "Boligorganisationer" together is no owner (R37, R59)."""
    kind = entry.asks_which if entry else None
    today = times.today()
    return [p.code for p in plan.parties.values() if p.valid_on(today) and (kind is None or p.kind is PartyKind(kind))]


def party_word(plan: StandingPlan, code: str) -> str:
    """A party as it is chosen; UDEN ANSVARLIG for nobody."""
    return look.UNOWNED.label if code == NOBODY else plan.parties[code].name


def fields(
    sheet: Sheet, plan: StandingPlan, entry: CatalogueEntry | None, start: Description, party: str | None,
    asks: Horizon,
) -> Drafted:  # fmt: skip
    """What, where, who, for whom, from and until, how one sees it (R35-R38).

    A person-related action has no text of its own, no place and no helpers (R56).
    """
    which = entry.code if entry else OWN
    owner = None if party in (None, NOBODY) else party
    if entry is not None and entry.person_related:
        st.info(t("Concerns individuals: only started and ended are shown, and nothing is written."))
        leaders, groups = _for_whom(sheet, plan, owner, start, which)
        deadline = sheet.when(_due(entry), t("Deadline"), start.deadline, required=False)
        return Drafted(
            deadline, unchosen=party is None, asks=asks, what=start.what, entry=which, party=owner, leaders=leaders,
            target_groups=groups,
        )  # fmt: skip
    what = sheet.text(f"what~{which}", t("What? Detailed, concrete and clear"), start.what, lines=3)
    where = sheet.text("where", t("Where?"), start.where)
    networks = _networks(sheet, plan, entry, start) if entry is not None and entry.networks else ()
    leaders, groups = _for_whom(sheet, plan, owner, start, which)
    left, right = st.columns(2)
    with left:
        starts = sheet.when("starts_at", t("From"), start.starts_at, required=False)
    with right:
        deadline = sheet.when(_due(entry), t("Deadline"), start.deadline, required=False)
    evidence = sheet.text("evidence", t("How will one see that it is done?"), start.evidence)
    helpers, own_networks = _others(sheet, plan, entry, owner, start)
    return Drafted(
        deadline, unchosen=party is None, starts=starts, asks=asks, what=what, where=where,
        entry=entry.code if entry else None, party=owner, leaders=leaders, target_groups=groups, evidence=evidence,
        helpers=helpers, networks=networks or own_networks,
    )  # fmt: skip


def _for_whom(
    sheet: Sheet, plan: StandingPlan, owner: str | None, start: Description, which: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Leaders of the responsible party, the only one if there is but one; and the target groups."""
    leaders: tuple[str, ...] = ()
    slot = st.container()  # always there: what comes and goes with the party must move nothing that somebody types in
    if owner is not None:
        able = [role.code for role in descriptions.leaders_of(plan, owner)]
        kept = start.leaders if owner == start.party and start.leaders else tuple(able if len(able) == 1 else ())
        with slot:
            leaders = sheet.several(
                f"leaders~{which}~{owner}", t("Responsible leaders"), able, kept, lambda code: plan.roles[code].title
            )
    groups = sheet.several(
        "target_groups", t("Target groups"), list(plan.target_groups), start.target_groups,
        lambda code: plan.target_groups[code],
    )  # fmt: skip
    return leaders, groups


def _due(entry: CatalogueEntry | None) -> str:
    """The field of the deadline: an entry that suggests one brings its own; else what stands there stays."""
    return f"deadline~{entry.code}" if entry is not None and entry.deadline_hours else "deadline"


def _networks(sheet: Sheet, plan: StandingPlan, entry: CatalogueEntry | None, start: Description) -> tuple[str, ...]:
    """Of an entry that is about networks a field of its own: the only one there is, is chosen (R60)."""
    field = f"networks~{entry.code}" if entry is not None else "networks"
    return sheet.several(field, t("Networks"), list(plan.networks), start.networks, _as_named)


def _as_named(network: str) -> str:
    return network


def _others(
    sheet: Sheet, plan: StandingPlan, entry: CatalogueEntry | None, owner: str | None, start: Description
) -> tuple[tuple[str, ...], tuple[str, ...]]:  # fmt: skip
    """Who helps; in the group's own words networks, too. Folded away: most actions have one party (R12, R37)."""
    today = times.today()
    able = [p.code for p in plan.parties.values() if p.valid_on(today) and p.code != owner]
    own = entry is None and bool(plan.networks)
    with st.expander(
        t("Who helps? Which networks?") if own else t("Who helps?"), icon=":material/group_add:",
        expanded=bool(start.helpers or (own and start.networks)),
    ):  # fmt: skip
        helpers = sheet.several("helpers", t("Helping parties"), able, start.helpers, lambda c: plan.parties[c].short)
        return helpers, _networks(sheet, plan, None, start) if own else ()
