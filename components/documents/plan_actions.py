"""Part 3 in words: an overview, then each action whole; and the support that must be answered for.

Of an action that concerns individuals stand its entry and whether it has begun, nothing else. Source: plan line 65
(R36-R38), R10, 6.1.
"""

from collections.abc import Iterator

from components import hand_over_words, look, times
from components.documents.blocks import Block, Heading, Pairs, Paragraph, Strong, Table, Tone
from components.documents.naming import Naming, missing, moment
from components.plain import bare, short
from components.texts import t, tn
from data.queries import PlanDocument
from data.queries.document import DocumentAction
from data.rules import progress
from data.vocabulary import ActionStatus, Affected

BRIEF = 70
"""Letters of an action in the overview; it stands whole below."""


def actions(account: PlanDocument, naming: Naming) -> Iterator[Block]:
    """All actions of the plan."""
    if not account.actions:
        return
    yield Table(
        (t("No."), t("Action"), t("Responsible"), t("Deadline"), t("Status")),
        tuple(_overview(one, naming) for one in account.actions),
        (5, 32, 25, 24, 18),
    )
    if unowned := [str(one.number) for one in account.actions if one.unowned]:
        listed = tn("{n} action has nobody responsible", "{n} actions have nobody responsible", len(unowned))
        yield Paragraph(t("{what}: no. {numbers}", what=listed, numbers=", ".join(unowned)), Tone.ALERT)
    for one in account.actions:
        yield Heading(t("Action {n}", n=one.number), 2)
        if one.new:
            yield Paragraph(t("Proposed after edition {n} was agreed.", n=account.edition), Tone.ALERT)
        yield Pairs(tuple(_whole(one, naming, contacts=account.contacts)))


def status(one: ActionStatus, *, person_related: bool, overdue: bool) -> str:
    """Where it stands, and that it is late; of what concerns individuals only whether it has begun or ended."""
    if not person_related:
        told = look.ACTION[one].label
        return Strong(f"{told}, {look.OVERDUE.label.lower()}") if overdue else told
    if one in progress.TERMINAL:
        return t("Brought to an end")
    return t("Begun") if one is ActionStatus.IN_PROGRESS else t("Not begun")


def owner(party: str | None, naming: Naming, *, unowned: bool) -> str:
    """Who is responsible, or loudly nobody."""
    return Strong(look.UNOWNED.label) if unowned else (naming.party(party) if party else "–")


def _overview(one: DocumentAction, naming: Naming) -> tuple[str, ...]:
    told = status(one.status, person_related=one.person_related, overdue=one.overdue)
    if one.absent:
        told = type(told)(f"{told}, {look.ABSENT.label.lower()}")
    due = "–" if one.person_related else (moment(one.deadline) if one.deadline else Strong(missing()))
    return (
        str(one.number), short(one.what, BRIEF), owner(one.party, naming, unowned=one.unowned), due, told,
    )  # fmt: skip


def _whole(one: DocumentAction, naming: Naming, *, contacts: bool) -> Iterator[tuple[str, str]]:
    yield t("What"), bare(one.what)
    if not one.person_related:
        unsaid = t("not said")
        yield t("Where"), bare(one.where) or unsaid
        yield t("From"), times.dated(one.starts_at) if one.starts_at else unsaid
        yield t("Until"), times.dated(one.deadline) if one.deadline else Strong(missing())
        if one.evidence.id or not one.seen.id:
            yield t("How one sees that it is done"), bare(one.evidence) or unsaid
        if one.seen.id:
            yield t("How it was seen to be done"), bare(one.seen)
    yield t("Responsible party"), owner(one.party, naming, unowned=one.unowned)
    if one.party:
        yield t("Responsible leaders"), "\n".join(map(naming.leader, one.leaders)) or Strong(missing())
        if not contacts and one.leaders:
            yield t("Contact"), t("See the call list: this copy is made without telephone numbers.")
    if not one.person_related:
        yield from _around(one, naming)
    yield t("Status"), status(one.status, person_related=one.person_related, overdue=False)
    yield from _warnings(one, naming)


def _around(one: DocumentAction, naming: Naming) -> Iterator[tuple[str, str]]:
    if one.helpers:
        yield t("Help from"), ", ".join(map(naming.party, one.helpers))
    if one.networks:
        yield t("Networks"), ", ".join(one.networks)
    yield t("Target groups"), naming.groups(one.target_groups) or Strong(missing())


def _warnings(one: DocumentAction, naming: Naming) -> Iterator[tuple[str, str]]:
    if one.absent:
        yield t("Note"), Strong(look.ABSENT.label)
    if one.reserved:
        yield t("Reservation"), Strong(look.RESERVED.label)
    if one.forum:
        handed = one.handed
        told = f", {hand_over_words.standing(handed, naming.role(handed.receiver))}" if handed else ""
        yield t("Handed over to"), f"{naming.forum(one.forum)}{told}"
    if one.overdue and not one.person_related:
        yield t("Note"), Strong(look.OVERDUE.label)


def support(account: PlanDocument, naming: Naming) -> Iterator[Block]:
    """Support to those directly affected, residents and staff, with the answers (R10)."""
    yield Heading(t("Support for those directly affected"), 2)
    answers = {one.about: one for one in account.support}
    rows: list[tuple[str, str]] = []
    for about in Affected:
        one = answers.get(about)
        if one is None:
            rows.append((t(look.AFFECTED[about]), Strong(f"{missing()}: {t('Not answered').lower()}")))
            continue
        by = t("{time}, {who}", time=times.dated(one.at), who=naming.role(one.role))
        said = t("Needed") if one.needed else t("No need")
        rows.append((t(look.AFFECTED[about]), f"{said} ({by})" + (f"\n{bare(one.note)}" if one.note.id else "")))
    yield Pairs(tuple(rows))
