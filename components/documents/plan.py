"""The handlingsplan in words: its head, the five parts in the plan's own order, and who agreed.

Source: plan lines 59-69 (R30-R45). Parts 3 and 4 have modules of their own.
"""

from collections.abc import Iterator

from components import look, times
from components.documents import agreed, plan_actions, plan_messages
from components.documents.blocks import Block, Heading, Pairs, Paragraph, Sheet, Strong, Tone, written
from components.documents.naming import Naming, area, capital, exercise_mark, file_name, involved, missing, moment
from components.plain import bare
from components.texts import speaking, t, tn
from data.plan import StandingPlan
from data.queries import PlanDocument
from data.queries.document import DocumentPart
from data.vocabulary import Language, PartKind, PartState, PlanState


def sheet(account: PlanDocument, standing: StandingPlan) -> Sheet:
    """The account in words, in Danish whatever the screen is read in."""
    with speaking(Language.DANISH):
        naming = Naming(standing, account.exercise)
        return written(
            Sheet(
                title=_title(account), below=capital(_state(account)), mark=exercise_mark(exercise=account.exercise),
                foot=t("{title} · {state} · printed {time}", title=_title(account), state=_state(account),
                       time=times.dated(account.at)),
                at=account.at, language="da-DK", blocks=tuple(_blocks(account, naming)),
            )
        )  # fmt: skip


def name(account: PlanDocument) -> str:
    """The file's name without its ending."""
    with speaking(Language.DANISH):
        word = f"handlingsplan-{account.number}-udgave-{account.edition}"
        return file_name(word, account.at, exercise=account.exercise)


def _title(account: PlanDocument) -> str:
    if account.exercise:
        return t("Handlingsplan {n} (exercise)", n=account.number)
    return t("Handlingsplan {n}", n=account.number)


def _state(account: PlanDocument) -> str:
    state = look.PLAN[account.state].label.lower()
    if not account.edition:
        return t("draft, not agreed") if account.state is PlanState.DRAFT else state
    said = t("edition {n}, {state}", n=account.edition, state=state)
    return t("{edition}, with changes that are not agreed", edition=said) if account.changed else said


def _blocks(account: PlanDocument, naming: Naming) -> Iterator[Block]:
    yield from _head(account, naming)
    for kind in PartKind:
        part = account.part(kind)
        yield Heading(t(look.PART[kind]))
        yield from _stands(account, part, naming)
        yield from _holds(account, part, naming)
        if kind is PartKind.ACTIONS:
            yield from plan_actions.support(account, naming)
    yield from agreed.meetings(account, naming)
    yield from agreed.editions(account, naming)


def _head(account: PlanDocument, naming: Naming) -> Iterator[Block]:
    plan = naming.plan
    drafter = next((role.title for role in plan.roles.values() if role.drafter), "")
    ends = t("{time} (Danish time)", time=times.in_full(account.ends_at)) if account.ends_at else Strong(missing())
    rows = [
        (t("Area"), area(plan)),
        (t("Under"), f"{plan.title} ({plan.revision})"),
        (t("Covers"), "\n".join(naming.incident(one) for one in account.incidents)),
        (t("Coordinator"), naming.role(account.coordinator)),
        (t("Drawn up by"), drafter),
        (t("Agreed"), agreed.summary(account, naming)),
        (t("End time"), ends),
    ]
    if account.closed_at:
        rows.append((t("Closed"), times.dated(account.closed_at)))
    yield Pairs(tuple((label, said) for label, said in rows if said))
    if account.extract:
        yield Paragraph(t("An extract: what concerns incidents other than those named above is left out."), Tone.ALERT)
    gaps = [t(look.PART[part.kind]) for part in account.parts if part.state is PartState.MISSING]
    if gaps:
        yield Paragraph(t("{missing}: {parts}", missing=missing(), parts=", ".join(gaps)), Tone.ALERT)


def _stands(account: PlanDocument, part: DocumentPart, naming: Naming) -> Iterator[Block]:
    """How the part stands, what it says, and who wrote it when."""
    if part.state is PartState.NOT_RELEVANT:
        yield Paragraph(f"{look.PART_STATE[part.state].label}.", Tone.ALERT)
    elif part.state is PartState.MISSING:
        yield Paragraph(t("{missing}. Nobody has filled in this part.", missing=missing()), Tone.ALERT)
    if part.text.id:
        yield Paragraph(bare(part.text), Tone.SAID)
    if part.role and part.at:
        said = t("Written {time} by {who}, revision {n}", time=times.dated(part.at), who=naming.role(part.role),
                 n=part.revision)  # fmt: skip
        yield Paragraph(said, Tone.NOTE)
    if part.changed:
        yield Paragraph(t("Changed after edition {n} was agreed.", n=account.edition), Tone.ALERT)


def _holds(account: PlanDocument, part: DocumentPart, naming: Naming) -> Iterator[Block]:
    """What a part holds beside its text."""
    match part.kind:
        case PartKind.SITUATION if part.state is not PartState.NOT_RELEVANT:
            yield _scale(account)
        case PartKind.PURPOSE if part.state is not PartState.NOT_RELEVANT:
            groups = naming.groups(account.target_groups) or Strong(missing())
            yield Pairs(((t("Target groups"), groups),))
        case PartKind.ACTIONS:
            yield from plan_actions.actions(account, naming)
        case PartKind.COMMUNICATION if part.state is not PartState.NOT_RELEVANT:
            yield from plan_messages.communication(account, naming)
        case PartKind.END_TIME:
            yield from _end(account)


def _scale(account: PlanDocument) -> Pairs:
    scale = account.scale
    risk = t(look.RISK_WORD[scale.risk]) if scale.risk else Strong(missing())
    number = involved(scale)
    rows = [
        (t("Number involved"), Strong(number) if number == missing() else number),
        (t("Risk of escalation"), risk),
        (t("Why"), bare(scale.reason)),
        (t("As of"), moment(scale.as_of) if scale.as_of else ""),
    ]
    return Pairs(tuple((label, said) for label, said in rows if said))


def _end(account: PlanDocument) -> Iterator[Block]:
    if account.ends_at:
        yield Pairs(((t("End time"), t("{time} (Danish time)", time=times.in_full(account.ends_at))),))
    if account.extensions:
        yield Paragraph(tn("Extended {n} time", "Extended {n} times", account.extensions) + ".")
    for edition in account.editions:
        if edition.reason.id and edition.ends_at:
            told = t("Opened again, until {end}") if edition.reopens else t("Extended to {end}")
            said = told.format(end=times.dated(edition.ends_at))
            yield Paragraph(t("Edition {n}: {what}. Reason:", n=edition.number, what=said))
            yield Paragraph(bare(edition.reason), Tone.SAID)
