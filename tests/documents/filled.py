"""A handlingsplan with something in every place that a document reads, written as the rows of its tables."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from data.entities import (
    Action,
    ActionPlan,
    AudienceRow,
    Fact,
    Incident,
    Message,
    PlanAgreement,
    PlanEdition,
    PlanPart,
    SituationPicture,
    Spokesperson,
    SupportAnswer,
    Text,
)
from data.storage import Store, log
from data.vocabulary import (
    ActionStatus,
    Affected,
    Certainty,
    MessageState,
    PartKind,
    PartState,
    PlanState,
    Risk,
    Source,
    Stance,
)
from tests import builders as b

SAID = {
    "situation": "Brand i tre containere og stenkast mod brandvæsenet ved Brohuset.",
    "risk": "Videoer på sociale medier kan trække flere til.",
    "purpose": "At skabe ro og at beboerne ved, hvor de kan henvende sig.",
    "what": "Opsøgende gadeplansarbejde", "where": "Stien ved Brohuset",
    "evidence": "Ingen grupper på stien efter midnat.",
    "support": "Krisehjælp til en medarbejder.",
    "communication": "Én stemme udadtil.",
    "audience": "Idrætsforeningen", "unconcerned": "Butikkerne har lukket.",
    "topic": "Efterforskningen",
    "happened": "Der har været brand i tre containere.", "latest": "Branden er slukket.",
    "unknown": "Årsagen kendes ikke.", "advice": "Hold vinduerne lukket.", "doing": "Flere medarbejdere er i området.",
    "contact": "Ejendomskontoret.", "next": "I morgen klokken ti.",
    "reservation": "Kun hvis overarbejdet betales.", "extension": "Uroen fortsatte i nat.",
    "place": "Brohuset, lokale 2", "limit": "Driften i egen afdeling",
    "changes": "To nye brande siden midnat.", "outlook": "Flere ventes i aften.",
    "consequences": "Skolen holder lukket.", "needs": "To nattevagter mere.", "media": "Et opslag er delt meget.",
    "questions": "Hvem står bag?", "withheld": "Tidspunktet for patruljerne.", "fact": "Tre containere brændte.",
    "rumour": "Nogle siger, at skolen er brændt.",
}  # fmt: skip


def spoken(field: str) -> str:
    """What is said in a field when nothing else is asked for."""
    return SAID[field]


class Filler:
    """Writes rows of one plan, each text of them said by `say`."""

    def __init__(self, store: Store, session: Session, plan: int, incident: int, say: Callable[[str], str]) -> None:
        self.session, self.plan, self.incident, self.say = session, plan, incident, say
        self.now = store.clock()

    def text(self, field: str) -> int:
        row = Text(body=self.say(field), salt=log.salt())
        self.session.add(row)
        self.session.flush()
        return row.id

    def add(self, entity: type[Any], /, role: str = "stabsenhed", party: str = "kommune", **given: Any) -> Any:
        made = {"at": self.now, "person_id": None, "role": role, "party": party}
        known = {name: value for name, value in made.items() if name in entity.__mapper__.columns and name not in given}
        place = {"plan_id": self.plan, "incident_id": self.incident}
        known |= {name: value for name, value in place.items() if name in entity.__mapper__.columns}
        row = entity(**(known | given))
        self.session.add(row)
        self.session.flush()
        return row


def a_whole_plan(store: Store, say: Callable[[str], str] = spoken, *, exercise: bool = False) -> int:
    """A plan in force, extended once, with something in every place; its id."""
    incident = b.an_active_incident(store, exercise=exercise)
    plan = b.plan_of(store, incident)
    meeting = b.a_running_meeting(store, incident)
    b.a_full_table(store, meeting)
    with Session(store.engine) as session:
        fill = Filler(store, session, plan, incident, say)
        _parts(fill)
        _actions(fill)
        _communication(fill)
        _agreed(fill)
        session.commit()
    store.recent.__init__()  # type: ignore[misc]  # rows were written past the log
    return plan


def _parts(fill: Filler) -> None:
    written = {"state": PartState.FILLED, "revision": 1}
    fill.add(
        PlanPart, kind=PartKind.SITUATION, text_id=fill.text("situation"), involved_from=15, involved_to=20,
        risk=Risk.MEDIUM, risk_reason_id=fill.text("risk"), as_of=fill.now, **written,
    )  # fmt: skip
    fill.add(PlanPart, kind=PartKind.PURPOSE, text_id=fill.text("purpose"), target_groups=["unge", "beboere"],
             **written)  # fmt: skip
    fill.add(PlanPart, kind=PartKind.COMMUNICATION, text_id=fill.text("communication"), **written)
    fill.add(SupportAnswer, about=Affected.STAFF, needed=True, note_id=fill.text("support"))
    fill.add(SupportAnswer, about=Affected.RESIDENTS, needed=False, note_id=None)


def _actions(fill: Filler) -> None:
    said = {"what_id": fill.text("what"), "where_id": fill.text("where"), "evidence_id": fill.text("evidence")}
    common: dict[str, Any] = {
        "person_related": False, "leaders": [], "target_groups": ["unge"], "proposed_at": fill.now,
        "told_at": fill.now, "deadline": fill.now + timedelta(hours=20), "entry": None,
    }  # fmt: skip
    fill.add(
        Action, number=1, status=ActionStatus.IN_PROGRESS, starts_at=fill.now,
        **(said | common | {"party": "politi", "leaders": ["lokalraad-politi"], "helpers": ["kommune", "aab"],
                            "networks": ["SSP-netværket"], "entry": "P3"}),
    )  # fmt: skip
    for number, given in enumerate(
        (
            {"party": None, "status": ActionStatus.PROPOSED, "deadline": None, "target_groups": []},
            {"party": "aab", "status": ActionStatus.ACCEPTED, "leaders": ["aab"], "reserved": True},
            {"party": "helhedsplan", "status": ActionStatus.HANDED_OVER, "forum": "styregruppe"},
        ),
        2,
    ):
        texts = {name: fill.text(name.removesuffix("_id")) for name in ("what_id", "where_id", "evidence_id")}
        fill.add(Action, **(texts | common | given), number=number)
    fill.add(
        Action, number=5, status=ActionStatus.IN_PROGRESS,
        **(common | said | {"party": "politi", "leaders": ["lokalraad-politi"], "person_related": True, "entry": "P1"}),
    )  # fmt: skip


def _communication(fill: Filler) -> None:
    fill.add(AudienceRow, code="beboere", name_id=None, internal=False, informs="kommune",
             channels=["Opslag i opgangene", "SMS til beboere"], due=fill.now + timedelta(hours=1))  # fmt: skip
    fill.add(AudienceRow, code="naboer", name_id=None, internal=False, relevant=False,
             reason_id=fill.text("unconcerned"))  # fmt: skip
    added = fill.add(AudienceRow, code=None, name_id=fill.text("audience"), internal=False, informs="aab")
    fill.add(Spokesperson, speaker="lokalraad-kommune", topic_id=None)
    fill.add(Spokesperson, speaker="lokalraad-politi", topic_id=fill.text("topic"))
    questions = ("happened", "latest", "unknown", "advice", "doing", "contact", "next")
    approved = {"approved_at": fill.now, "approved_role": "projektchef", "approved_party": "helhedsplan"}
    sent = {"sent_at": fill.now, "sent_role": "stabsenhed", "sent_party": "kommune"}
    first = fill.add(
        Message, number=1, state=MessageState.CORRECTED, audiences=["beboere", f"#{added.id}"],
        channels=["SMS til beboere"], **(approved | sent | {f"{q}_id": fill.text(q) for q in questions}),
    )  # fmt: skip
    fill.add(Message, number=2, state=MessageState.SENT, audiences=["beboere"], latest_id=fill.text("latest"),
             corrects_id=first.id, **(approved | sent))  # fmt: skip
    fill.add(Message, number=3, state=MessageState.DRAFT, audiences=["omverdenen"], happened_id=fill.text("happened"))
    fill.add(Message, number=4, state=MessageState.DISCARDED, audiences=["omverdenen"])


def _agreed(fill: Filler) -> None:
    plan = fill.session.get_one(ActionPlan, fill.plan)
    met, ends = fill.now - timedelta(minutes=20), fill.now + timedelta(days=2)
    first = fill.add(PlanEdition, number=1, meeting_at=met, ends_at=fill.now + timedelta(hours=22))
    fill.add(PlanAgreement, edition_id=first.id, party="politi")
    second = fill.add(PlanEdition, number=2, meeting_at=met, ends_at=ends, reason_id=fill.text("extension"))
    for party, stance, other in (
        ("politi", Stance.AGREES, {}),
        ("kommune", Stance.AGREES, {"reserved": True}),
        ("aab", Stance.RESERVES, {"note_id": fill.text("reservation")}),
        ("boligselskab", Stance.NOT_REPRESENTED, {}),
    ):
        fill.add(PlanAgreement, edition_id=second.id, party=party, stance=stance, role="projektchef", **other)
    plan.state, plan.edition, plan.meeting_at, plan.ends_at, plan.extensions = PlanState.IN_FORCE, 2, met, ends, 1


def a_picture(store: Store, plan: int, say: Callable[[str], str] = spoken, *, approved: bool = True) -> int:
    """A situation picture of the plan, approved or the working copy; its id."""
    told = ("changes", "outlook", "consequences", "needs", "media", "questions", "withheld")
    with Session(store.engine) as session:
        incident = session.query(Incident.id).filter_by(plan_id=plan).first()
        fill = Filler(store, session, plan, incident[0] if incident else 0, say)
        for field, sure in (("fact", Certainty.CONFIRMED), ("rumour", Certainty.RUMOUR)):
            fill.add(Fact, what_id=fill.text(field), report_id=None, source=Source.OBSERVED, certainty=sure,
                     happened_at=fill.now)  # fmt: skip
        row = fill.add(SituationPicture, number=1, next_at=fill.now + timedelta(hours=3),
                       **{f"{name}_id": fill.text(name) for name in told})  # fmt: skip
        if approved:
            row.approved_at, row.approved_role, row.approved_party = fill.now, "projektchef", "helhedsplan"
            row.frozen = _frozen(session, plan)
        session.commit()
        return int(row.id)


def _frozen(session: Session, plan: int) -> dict[str, Any]:
    """What the approval of a picture holds on to."""
    part = session.query(PlanPart).filter_by(plan_id=plan, kind=PartKind.SITUATION).order_by(PlanPart.revision).all()
    moment = lambda at: at.isoformat() if at else None  # noqa: E731  said once, for three kinds of rows
    return {
        "revision": part[-1].revision if part else 0,
        "involved_from": part[-1].involved_from if part else None,
        "involved_to": part[-1].involved_to if part else None,
        "involved_unknown": part[-1].involved_unknown if part else False,
        "risk": part[-1].risk.value if part and part[-1].risk else None,
        "actions": [
            {"number": a.number, "what": a.what_id, "party": a.party, "status": a.status.value,
             "deadline": moment(a.deadline), "person_related": a.person_related, "entry": a.entry}
            for a in session.query(Action).filter_by(plan_id=plan).order_by(Action.number)
        ],
        "messages": [
            {"number": m.number, "state": m.state.value, "audiences": m.audiences, "sent_at": moment(m.sent_at)}
            for m in session.query(Message).filter_by(plan_id=plan).order_by(Message.number) if m.sent_at
        ],
        "facts": [
            {"what": f.what_id, "certainty": f.certainty.value, "at": moment(f.happened_at)}
            for f in session.query(Fact).join(Incident, Incident.id == Fact.incident_id).filter_by(plan_id=plan)
        ],
    }  # fmt: skip
