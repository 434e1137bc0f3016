"""Part 4 in words: who is told by whom, who speaks to the press, and the messages. Source: plan line 67 (R39-R42)."""

from collections.abc import Iterator
from typing import Final

from components import look, times
from components.documents.blocks import Block, Heading, Pairs, Paragraph, Strong, Table, Tone
from components.documents.naming import Naming, missing
from components.plain import bare
from components.texts import mark, t
from data.queries import PlanDocument
from data.queries.document import DocumentAudience, DocumentMessage
from data.vocabulary import MessageState

QUESTIONS: Final = (
    mark("What has happened?"),
    mark("What is the latest?"),
    mark("What do we not know yet?"),
    mark("What should people do?"),
    mark("What is the municipality doing, and the others?"),
    mark("Whom can they contact?"),
    mark("When is the next update?"),
)
"""The seven questions of a message, in the order of its account (domain.md 3.6)."""


def communication(account: PlanDocument, naming: Naming) -> Iterator[Block]:
    """Audiences, spokespersons, messages."""
    yield Heading(t("Who is told"), 2)
    yield Table(
        (t("Audience"), t("Internal or external"), t("Who informs"), t("By what"), t("By when")),
        tuple(_audience(one, naming) for one in account.audiences),
        (23, 13, 22, 22, 24),
    )
    yield Heading(t("Press"), 2)
    if all(one.topic.id for one in account.speakers):
        yield Paragraph(t("Press: NOBODY APPOINTED"), Tone.ALERT)
    if account.speakers:
        yield Pairs(
            tuple(
                (bare(one.topic) if one.topic.id else t("Speaks to the press"),
                 f"{naming.role(one.role)}, {naming.party_of(one.role)}")
                for one in account.speakers
            )
        )  # fmt: skip
    yield Heading(t("Messages"), 2)
    if not account.messages:
        yield Paragraph(t("{missing}: there is no message yet.", missing=missing()), Tone.ALERT)
    for message in account.messages:
        yield from _message(message, naming)


def _audience(one: DocumentAudience, naming: Naming) -> tuple[str, ...]:
    kind = t("Internal") if one.internal else t("External")
    if not one.relevant:
        return naming.audience(one.who), kind, t("Not relevant: {why}", why=bare(one.reason)), "–", "–"
    return (
        naming.audience(one.who), kind, naming.party(one.informs) if one.informs else Strong(missing()),
        ", ".join(one.channels) or Strong(missing()), times.dated(one.due) if one.due else Strong(missing()),
    )  # fmt: skip


def _message(one: DocumentMessage, naming: Naming) -> Iterator[Block]:
    yield Heading(t("Message {n}: {state}", n=one.number, state=look.MESSAGE[one.state].label.lower()), 3)
    if one.state is MessageState.DRAFT:
        yield Paragraph(t("A draft: not approved, and not to be sent."), Tone.ALERT)
    rows = [
        (t("To"), ", ".join(map(naming.audience, one.audiences)) or Strong(missing())),
        (t("By what"), ", ".join(one.channels)),
        (t("Corrects"), t("message {n}", n=one.corrects) if one.corrects else ""),
    ]
    if one.approved_at:
        by = t("{time}, {who}", time=times.dated(one.approved_at), who=naming.role(one.approved_role))
        rows.append((t("Approved"), by))
    if one.sent_at:
        rows.append((t("Sent"), t("{time}, {who}", time=times.dated(one.sent_at), who=naming.role(one.sent_role))))
    rows += [(t(asked), bare(said)) for asked, said in zip(QUESTIONS, one.answers, strict=True) if said.id]
    yield Pairs(tuple((label, said) for label, said in rows if said))
