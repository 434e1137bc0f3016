"""The account of a situation picture that every format shares: as it was approved, or a draft of what stands now.

What an approved one froze are codes, numbers and ids of texts: a text that was removed since is gone from it, too, and
a guest finds nothing in it of incidents that the invitation is not for (R22). Source: domain.md 3.4.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.entities import Action, ActionPlan, Fact, Incident, Message, PlanPart, SituationPicture
from data.queries.document import PictureAction, PictureDocument, PictureFact, PictureMessage, Scale
from data.queries.filed_messages import names_of
from data.queries.filing import covered_by, newest_parts, scale_of, told
from data.queries.wording import NOTHING, Said, said
from data.rules import progress
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import ActionStatus, Certainty, MessageState, PartKind, PlanState, Risk

TOLD = ("changes", "outlook", "consequences", "needs", "media", "questions", "withheld")
"""What a picture tells that part 1 does not."""


@dataclass(frozen=True)
class _Held:
    """What stands in a picture beside its own texts."""

    situation: Said
    scale: Scale
    actions: tuple[PictureAction, ...]
    messages: tuple[PictureMessage, ...]
    facts: tuple[PictureFact, ...]


def newest_picture(store: Store, viewer: Viewer, plan: int) -> int | None:
    """The id of the picture of a plan that was approved last."""
    with store.reading(viewer) as session:
        approved = select(SituationPicture.id).where(
            SituationPicture.plan_id == plan, SituationPicture.approved_at.is_not(None)
        )
        return session.scalar(approved.order_by(SituationPicture.number.desc()).limit(1))


def picture_document(store: Store, viewer: Viewer, plan: int, picture: int | None = None) -> PictureDocument | None:
    """An approved picture of a plan, or without one the draft of what stands now; None if the viewer reads no such."""
    with store.reading(viewer) as session:
        found, covered = session.get(ActionPlan, plan), covered_by(session, plan)
        if found is None or not covered:
            return None
        row = _row(session, plan, picture)
        if picture is not None and row is None:
            return None
        approved = row is not None and row.approved_at is not None
        held = _frozen(session, plan, row) if row and approved else _now(session, found, covered, store.clock())
        texts = said(session, [getattr(row, f"{name}_id") for name in TOLD] if row else [])
        return PictureDocument(
            at=store.clock(), plan_id=plan, standing_plan_id=covered[0].standing_plan_id, plan_number=found.number,
            exercise=found.exercise, extract=viewer.only is not None,
            number=row.number if row else _next(session, plan), made_role=row.role if row else None,
            approved_at=row.approved_at if row else None, approved_role=row.approved_role if row else None,
            incidents=told(covered), situation=held.situation, scale=held.scale,
            next_at=row.next_at if row else None, actions=held.actions, messages=held.messages, facts=held.facts,
            **{name: texts[getattr(row, f"{name}_id")] if row else NOTHING for name in TOLD},
        )  # fmt: skip


def _row(session: Session, plan: int, picture: int | None) -> SituationPicture | None:
    """The approved picture with this id, or the working copy."""
    wanted = select(SituationPicture).where(SituationPicture.plan_id == plan)
    if picture is None:
        return session.scalar(wanted.where(SituationPicture.approved_at.is_(None)))
    return session.scalar(wanted.where(SituationPicture.id == picture, SituationPicture.approved_at.is_not(None)))


def _next(session: Session, plan: int) -> int:
    numbers = session.scalars(select(SituationPicture.number).where(SituationPicture.plan_id == plan))
    return max(numbers, default=0) + 1


def _now(session: Session, found: ActionPlan, covered: Sequence[Incident], now: datetime) -> _Held:
    plan, goes_on = found.id, found.state is not PlanState.CLOSED
    part = newest_parts(session, plan).get(PartKind.SITUATION)
    actions = session.scalars(select(Action).where(Action.plan_id == plan).order_by(Action.number)).all()
    messages = session.scalars(
        select(Message)
        .where(Message.plan_id == plan, Message.state.in_([MessageState.SENT, MessageState.CORRECTED]))
        .order_by(Message.number)
    ).all()
    facts = session.scalars(
        select(Fact).where(Fact.incident_id.in_([i.id for i in covered])).order_by(Fact.happened_at, Fact.id)
    ).all()
    texts = said(session, [*(a.what_id for a in actions), *(f.what_id for f in facts), part.text_id if part else None])
    named = names_of(session, plan, [code for m in messages for code in m.audiences])
    return _Held(
        situation=texts[part.text_id] if part else NOTHING, scale=scale_of(session, part),
        actions=tuple(
            PictureAction(
                a.number, texts[a.what_id], a.party, a.status, a.deadline, a.person_related,
                goes_on and progress.is_overdue(a.status, a.deadline, now),
            )
            for a in actions
        ),
        messages=tuple(
            PictureMessage(m.number, m.state, tuple(named[code] for code in m.audiences), m.sent_at) for m in messages
        ),
        facts=tuple(PictureFact(texts[f.what_id], f.source, f.certainty, f.happened_at) for f in facts),
    )  # fmt: skip


def _frozen(session: Session, plan: int, row: SituationPicture) -> _Held:
    """What was frozen at the approval, as far as the viewer reads it."""
    frozen, approved_at = row.frozen, row.approved_at or row.at
    part = session.scalar(
        select(PlanPart).where(
            PlanPart.plan_id == plan, PlanPart.kind == PartKind.SITUATION,
            PlanPart.revision == frozen.get("revision", 0),
        )
    )  # fmt: skip
    readable = set(session.scalars(select(Action.number).where(Action.plan_id == plan)))
    said_then = [one["what"] for one in frozen.get("facts", ())]
    told_by = select(Fact.what_id, Fact.source).where(Fact.what_id.in_(said_then))  # a fact keeps its source
    sources = {row.what_id: row.source for row in session.execute(told_by)}
    actions = [one for one in frozen.get("actions", ()) if one["number"] in readable]
    facts = [one for one in frozen.get("facts", ()) if one["what"] in sources]
    messages = frozen.get("messages", ())
    texts = said(session, [*(one["what"] for one in [*actions, *facts]), part.text_id if part else None])
    named = names_of(session, plan, [code for one in messages for code in one["audiences"]])
    return _Held(
        situation=texts[part.text_id] if part else NOTHING, scale=_scale(scale_of(session, part), frozen),
        actions=tuple(
            PictureAction(
                one["number"], texts[one["what"]], one["party"], ActionStatus(one["status"]),
                due := _moment(one["deadline"]), bool(one.get("person_related")),
                progress.is_overdue(ActionStatus(one["status"]), due, approved_at),
            )
            for one in actions
        ),
        messages=tuple(
            PictureMessage(
                one["number"], MessageState(one["state"]), tuple(named[code] for code in one["audiences"]),
                _moment(one["sent_at"]),
            )
            for one in messages
        ),
        facts=tuple(
            PictureFact(texts[one["what"]], sources[one["what"]], Certainty(one["certainty"]), at)
            for one in facts
            if (at := _moment(one["at"]))
        ),
    )  # fmt: skip


def _scale(written: Scale, frozen: dict[str, Any]) -> Scale:
    """The numbers as they were frozen; why and "pr. kl." are those of the frozen revision."""
    risk = frozen.get("risk")
    return replace(
        written, involved_from=frozen.get("involved_from", written.involved_from),
        involved_to=frozen.get("involved_to", written.involved_to),
        involved_unknown=bool(frozen.get("involved_unknown", written.involved_unknown)),
        risk=Risk(risk) if risk else written.risk,
    )  # fmt: skip


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
