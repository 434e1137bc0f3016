"""Situation pictures: a working copy that the staff unit writes, and those that were approved and locked (3.4)."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import select

from data.commands.plans import covered, require_open
from data.entities import ActionPlan, PlanPart, SituationPicture
from data.errors import RuleBroken, Stale
from data.rules import pictures
from data.rules.access import Viewer
from data.storage import Change, Seen, Store, intention, log
from data.storage.frozen import picture_of
from data.vocabulary import PartKind, PartState, Subject, Verb


def _working_copy(change: Change, plan: int) -> SituationPicture | None:
    return change.session.scalar(
        select(SituationPicture).where(SituationPicture.plan_id == plan, SituationPicture.approved_at.is_(None))
    )


def _log(change: Change, verb: Verb, plan: ActionPlan, picture: SituationPicture, **facts: Any) -> None:
    incident = next(iter(covered(change, plan)), None)
    change.log(
        verb, Subject.PICTURE, picture.id, incident=incident, plan=plan.id, number=picture.number, **facts
    )  # fmt: skip


@intention
def write_picture(
    store: Store, by: Viewer, key: str | None = None, *, plan: int, number: int, version: int = 0, changes: str = "",
    outlook: str = "", consequences: str = "", needs: str = "", media: str = "", questions: str = "",
    withheld: str = "", next_at: datetime | None = None,
) -> int:  # fmt: skip
    """Write in the working copy of the situation picture; the first time makes it. Returns its id.

    `number` and `version` are those of the working copy that was looked at (version 0: none yet). Raises Stale when
    somebody wrote in it or approved it in between, "picture-empty", "end-in-the-past" for the next update.
    """
    with store.changing(by, key) as change:
        found = change.get(ActionPlan, plan)
        change.require(Verb.WRITE_PLAN, found)
        require_open(found)
        copy = _working_copy(change, plan)
        _require_unchanged(change, copy, plan, number, version)
        if next_at is not None and next_at <= change.now:
            raise RuleBroken("next-in-the-past", field="next_at")
        said = dict(
            zip(pictures.FIELDS, (changes, outlook, consequences, needs, media, questions, withheld), strict=True)
        )
        pictures.require_something(list(said.values()))
        ids: dict[str, Any] = {f"{name}_id": change.maybe_text(name, body) for name, body in said.items()}
        made: dict[str, Any] = {"at": change.now, "person_id": by.person, "role": by.role, "party": by.party}
        if copy is None:
            copy = change.add(SituationPicture(plan_id=plan, number=number, **ids, **made, next_at=next_at))
        else:
            for name, value in (ids | made).items():
                setattr(copy, name, value)
            copy.next_at = next_at
        change.outcome = copy.id
        _log(change, Verb.WRITE_PICTURE, found, copy)
    return change.outcome


def _require_unchanged(change: Change, copy: SituationPicture | None, plan: int, number: int, version: int) -> None:
    if copy is not None:
        if (copy.number, copy.version) != (number, version):
            raise Stale(role=copy.role, party=copy.party, at=copy.at)
        return
    last = change.session.scalar(
        select(SituationPicture)
        .where(SituationPicture.plan_id == plan)
        .order_by(SituationPicture.number.desc())
        .limit(1)
    )
    if version or number != (last.number if last else 0) + 1:
        if last is None:
            raise Stale(role=None, party=None, at=None)
        raise Stale(role=last.approved_role, party=last.approved_party, at=last.approved_at)


@intention
def approve_picture(store: Store, by: Viewer, key: str | None = None, *, seen: Seen, revision: int) -> int:
    """Approve the working copy and lock it, with all of the plan as it stands now. Returns its id.

    `revision` is that of part 1 which was looked at. Raises Stale when either was changed in between.
    """
    with store.changing(by, key) as change:
        plan = change.get(ActionPlan, change.get(SituationPicture, seen.id).plan_id)
        change.require(Verb.APPROVE_PICTURE, plan)
        picture = change.again(SituationPicture, seen)
        require_open(plan)
        part = change.session.scalar(
            select(PlanPart)
            .where(PlanPart.plan_id == plan.id, PlanPart.kind == PartKind.SITUATION)
            .order_by(PlanPart.revision.desc())
            .limit(1)
        )
        state = part.state if part else PartState.MISSING
        pictures.require_approvable(state, approved=picture.approved_at is not None)
        assert part is not None
        if part.revision != revision:
            raise Stale(role=part.role, party=part.party, at=part.at)
        picture.frozen = picture_of(change.session, plan.id)
        picture.approved_at, picture.approved_role, picture.approved_party = change.now, by.role, by.party
        proof = hashlib.sha256(log.canonical(picture.frozen).encode()).hexdigest()
        _log(change, Verb.APPROVE_PICTURE, plan, picture, revision=revision, contents=proof)
    return picture.id
