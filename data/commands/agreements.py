"""The handlingsplan is agreed at a meeting, in force until its end, extended, opened again (R23, R31, R43; 6.5).

Each of them makes an edition, which holds what was agreed by version; each party's stance stands beside it.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import select

from data.commands.plans import covered, log, require_open, standing_plan_of, touch
from data.entities import ActionPlan, PlanAgreement, PlanEdition
from data.errors import RuleBroken, Stale
from data.rules import access, agreement, mandates
from data.rules.access import Viewer
from data.rules.agreement import Position
from data.storage import Change, Seen, Store, intention
from data.storage.contents import contents, prepared, with_end
from data.storage.seats import agreed_by, agreeing_seats, running_seats
from data.vocabulary import IncidentState, PlanState, Stance, Verb

NOBODY: Final[Mapping[str, Position]] = MappingProxyType({})


def _horizon(change: Change, plan: ActionPlan, *, confirmed: bool) -> agreement.Horizon:
    return agreement.Horizon(standing_plan_of(change, plan).limits.short_horizon_days, confirmed)


@intention
def agree(
    store: Store,
    by: Viewer,
    key: str | None = None,
    *,
    seen: Seen,
    meeting_at: datetime | None,
    stances: Mapping[str, Position],
    ends_at: datetime | None,
    confirmed_unowned: frozenset[int] = frozenset(),
    end_confirmed: bool = False,
) -> int:
    """Agree the plan at a meeting as a new edition (R23, R31): with an end time in force at once (R43), else agreed.

    `stances` are those of the parties that were asked; a party without one answers from its own browser. Raises
    RuleBroken: what stops it, "edition-unchanged", "unknown-party". Returns the edition.
    """
    with store.changing(by, key) as change:
        change.require(Verb.PUT_IN_FORCE, change.get(ActionPlan, seen.id))
        plan = change.again(ActionPlan, seen)
        file = standing_plan_of(change, plan)
        now = contents(change.session, plan.id, ends_at=ends_at)
        plan.state = agreement.require_agreed(
            plan.state,
            prepared(
                change.session, plan.id, file, held=meeting_at is not None, parties=len(agreement.agreeing(stances)),
                ends_at=ends_at, confirmed=confirmed_unowned,
            ),
            now=change.now, meeting_at=meeting_at, ends_at=ends_at,
            changed=agreement.changes(_newest_contents(change, plan), now) != agreement.Changes(),
            horizon=_horizon(change, plan, confirmed=end_confirmed),
        )  # fmt: skip
        edition = _new_edition(change, plan, ends_at, now, meeting_at=meeting_at)
        facts = _note(change, plan, edition, stances)
        in_force = plan.state is PlanState.IN_FORCE
        change.outcome = plan.edition
        log(
            change, Verb.PUT_IN_FORCE if in_force else Verb.AGREE, plan, edition=plan.edition, meeting_at=meeting_at,
            ends_at=ends_at, unowned=len(confirmed_unowned), **facts,
        )  # fmt: skip
    return change.outcome


@intention
def put_in_force(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, ends_at: datetime | None,
    end_confirmed: bool = False,
) -> int:  # fmt: skip
    """Bring what is agreed into force until a concrete moment (R43). Returns the edition.

    What nobody owned was confirmed when it was agreed; what has come since is not. Raises RuleBroken
    "plan-not-agreed", "closed", what stops it, "end-in-the-past", "far-ahead".
    """
    with store.changing(by, key) as change:
        change.require(Verb.PUT_IN_FORCE, change.get(ActionPlan, seen.id))
        plan = change.again(ActionPlan, seen)
        edition = _newest(change, plan)
        known = edition.contents.get("actions", {}) if edition else {}
        agreement.require_force(
            plan.state,
            prepared(
                change.session, plan.id, standing_plan_of(change, plan), held=True, parties=1, ends_at=ends_at,
                confirmed=frozenset(int(number) for number in known),
            ),
            now=change.now, ends_at=ends_at, horizon=_horizon(change, plan, confirmed=end_confirmed),
        )  # fmt: skip
        assert ends_at is not None
        assert edition is not None
        edition.ends_at, edition.contents = ends_at, with_end(edition.contents, ends_at)
        plan.state, plan.ends_at = PlanState.IN_FORCE, ends_at
        change.outcome = plan.edition
        log(change, Verb.PUT_IN_FORCE, plan, edition=plan.edition, ends_at=ends_at)
    return change.outcome


@intention
def take_stance(
    store: Store, by: Viewer, key: str | None = None, *, plan: int, edition: int, party: str, stance: Stance,
    note: str = "",
) -> int:  # fmt: skip
    """A party says how it stands to the newest edition: it agrees, or with a reservation in words (R31).

    `edition` is the one it looked at; raises Stale when a newer one was agreed meanwhile. Without a full mandate an
    agreement waits for confirmation (6.10). Returns the id of the agreement.
    """
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        change.require(Verb.TAKE_STANCE, found, owner=party)
        newest = _newest(change, found)
        if newest is not None and newest.number != edition:
            raise Stale(role=newest.role, party=newest.party, at=newest.at)
        file = standing_plan_of(change, found)
        row = _agreement(change, newest, party)
        agreement.require_stance(found.state, stance, row.stance if row else None)
        if party not in file.parties:
            raise RuleBroken("unknown-party", field="stance")
        assert newest is not None
        binds = mandates.commits(by.mandate, by.role, running_seats(change.session, plan, file, party))
        if row is not None and row.reserved and mandates.is_own(by.person, agreed_by(change.session, row.id)):
            binds = False  # nobody lifts the reservation that they made themselves
        if row is None:
            row = change.add(PlanAgreement(plan_id=plan, edition_id=newest.id, party=party))
        row.stance, row.at, row.role, row.person_id = stance, change.now, by.role, by.person
        row.note_id = change.text("note", note) if stance is Stance.RESERVES else None
        row.reserved = stance is Stance.AGREES and not binds
        change.outcome = row.id
        log(change, Verb.TAKE_STANCE, found, edition=edition, stance=stance, reserved=row.reserved)
    return change.outcome


@intention
def confirm_agreement(store: Store, by: Viewer, key: str | None = None, *, agreement: int) -> int:
    """Confirm that the own party agrees to an edition that somebody agreed to without the mandate to (6.10).

    Raises RuleBroken "closed", "no-mandate" or "nothing-reserved".
    """
    with store.changing(by, key) as change:
        found = change.get(PlanAgreement, agreement)
        access.require(by, Verb.CONFIRM_RESERVATION, owner=found.party)
        plan = change.get(ActionPlan, found.plan_id)
        require_open(plan)
        own = mandates.is_own(by.person, agreed_by(change.session, found.id))
        mandates.require_confirmable(by.mandate, reserved=found.reserved, by_itself=own)
        found.reserved = False
        touch(plan)
        log(change, Verb.CONFIRM_RESERVATION, plan, edition=change.get(PlanEdition, found.edition_id).number)
        change.outcome = found.id
    return change.outcome


@intention
def extend(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, meeting_at: datetime | None,
    ends_at: datetime | None, reason: str, stances: Mapping[str, Position] = NOBODY, end_confirmed: bool = False,
) -> int:  # fmt: skip
    """Extend the plan with a reason, agreed at a meeting: a new edition, counted (6.5). Returns how many there are.

    The parties are asked about the later end alone: what else has changed since the edition before stays open.
    """
    with store.changing(by, key) as change:
        change.require(Verb.EXTEND, change.get(ActionPlan, seen.id))
        plan = change.again(ActionPlan, seen)
        agreement.require_extension(
            plan.state, now=change.now, meeting_at=meeting_at, old_end=plan.ends_at, ends_at=ends_at, reason=reason,
            horizon=_horizon(change, plan, confirmed=end_confirmed),
        )  # fmt: skip
        assert ends_at is not None
        old, frozen = plan.ends_at, with_end(_newest_contents(change, plan), ends_at)
        because = change.text("reason", reason)
        edition = _new_edition(change, plan, ends_at, frozen, meeting_at=meeting_at, reason_id=because)
        facts = _note(change, plan, edition, stances)
        plan.extensions += 1
        change.outcome = plan.extensions
        log(
            change, Verb.EXTEND, plan, edition=plan.edition, meeting_at=meeting_at, from_end=old, ends_at=ends_at,
            count=plan.extensions, **facts,
        )  # fmt: skip
    return change.outcome


@intention
def reopen(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, ends_at: datetime | None, reason: str,
    end_confirmed: bool = False,
) -> int:  # fmt: skip
    """Take a closed plan up again, with every incident that closed with it: a new edition. Returns its number.

    Raises RuleBroken "plan-not-closed", "nothing-to-reopen", "no-end-time", "end-in-the-past", "say-why".
    """
    with store.changing(by, key) as change:
        change.require(Verb.REOPEN, change.get(ActionPlan, seen.id))
        plan = change.again(ActionPlan, seen)
        closed = [i for i in covered(change, plan) if i.state is IncidentState.CLOSED and i.ended_at == plan.closed_at]
        agreement.require_reopening(
            plan.state, now=change.now, closed_with_it=len(closed), ends_at=ends_at, reason=reason,
            horizon=_horizon(change, plan, confirmed=end_confirmed),
        )  # fmt: skip
        assert ends_at is not None
        frozen = with_end(_newest_contents(change, plan), ends_at)
        because = change.text("reason", reason)
        _new_edition(change, plan, ends_at, frozen, meeting_at=None, reason_id=because, reopens=True)
        plan.state, plan.closed_at = PlanState.IN_FORCE, None
        for incident in closed:
            incident.state, incident.ended_at, incident.evaluated_at = IncidentState.ACTIVE, None, None
        change.outcome = plan.edition
        log(change, Verb.REOPEN, plan, edition=plan.edition, ends_at=ends_at, incidents=len(closed))
    return change.outcome


def _newest(change: Change, plan: ActionPlan) -> PlanEdition | None:
    found = select(PlanEdition).where(PlanEdition.plan_id == plan.id).order_by(PlanEdition.number.desc()).limit(1)
    return change.session.scalar(found)


def _newest_contents(change: Change, plan: ActionPlan) -> dict[str, Any]:
    edition = _newest(change, plan)
    return dict(edition.contents) if edition else {}


def _agreement(change: Change, edition: PlanEdition | None, party: str) -> PlanAgreement | None:
    if edition is None:
        return None
    found = select(PlanAgreement).where(PlanAgreement.edition_id == edition.id, PlanAgreement.party == party)
    return change.session.scalar(found)


def _new_edition(
    change: Change, plan: ActionPlan, ends_at: datetime | None, frozen: dict[str, Any], *, meeting_at: datetime | None,
    reason_id: int | None = None, reopens: bool = False,
) -> PlanEdition:  # fmt: skip
    plan.edition += 1
    plan.ends_at = ends_at
    plan.meeting_at = meeting_at or plan.meeting_at
    by = change.by
    return change.add(
        PlanEdition(
            plan_id=plan.id, number=plan.edition, meeting_at=meeting_at, ends_at=ends_at, reason_id=reason_id,
            reopens=reopens, contents=frozen, at=change.now, person_id=by.person, role=by.role, party=by.party,
        )
    )  # fmt: skip


def _note(
    change: Change, plan: ActionPlan, edition: PlanEdition, stances: Mapping[str, Position]
) -> dict[str, Any]:  # fmt: skip
    """Write down how each party stands, as its seat could commit it; what the log says of it (R21, R31)."""
    file = standing_plan_of(change, plan)
    if set(stances) - set(file.parties):
        raise RuleBroken("unknown-party", field="stances")
    agreeing = agreement.agreeing(stances)
    reserved = [p for p in agreeing if not mandates.agrees(agreeing_seats(change.session, plan.id, file, p))]
    for party, (stance, note) in stances.items():
        words = change.text(f"note-{party}", note) if stance is Stance.RESERVES else None
        change.add(
            PlanAgreement(
                plan_id=plan.id, edition_id=edition.id, party=party, reserved=party in reserved, stance=stance,
                note_id=words, at=change.now, role=change.by.role, person_id=change.by.person,
            )
        )  # fmt: skip
    told = {party: stance.value for party, (stance, _) in stances.items()}
    return {"parties": list(agreeing), "stances": told, "reserved": reserved}
