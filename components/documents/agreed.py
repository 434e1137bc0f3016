"""Who met and who agreed, in words: participants by function, stances with their reservations, room to sign.

Source: plan lines 47, 59 (R20, R21, R23, R31).
"""

from collections.abc import Iterator

from components import look, times
from components.documents.blocks import Block, Heading, Pairs, Paragraph, Strong, Table, Tone
from components.documents.naming import Naming
from components.plain import bare
from components.texts import t
from data.queries import PlanDocument, SeatRow
from data.queries.document import DocumentEdition, HeldMeeting, PartyStance
from data.vocabulary import Mandate, PlanState, Stance


def summary(account: PlanDocument, naming: Naming) -> str:
    """Which edition was agreed where, and how each party stands."""
    edition = _agreed(account)
    if edition is None:
        return Strong(t("not agreed yet"))
    when = times.dated(edition.meeting_at) if edition.meeting_at else times.dated(edition.at)
    stood = [f"{naming.party(one.party)}: {_stance(one).lower()}" for one in edition.stances]
    stood += [f"{naming.party(code)}: {look.NO_STANCE.label}" for code in _silent(edition, naming)]
    return "\n".join([t("Edition {n} at the meeting {time}", n=edition.number, time=when), *stood])


def meetings(account: PlanDocument, naming: Naming) -> Iterator[Block]:
    """Every meeting that was held about the plan, with who sat for what."""
    if not account.meetings:
        return
    yield Heading(t("Meetings and participants"))
    for one in account.meetings:
        kind = t("Follow-up meeting {n}", n=one.number) if one.follow_up else t("Emergency meeting")
        yield Heading(f"{kind}, {times.dated(one.started_at)}", 2)
        yield Pairs(tuple((label, said) for label, said in _meeting(one, naming) if said))
        if one.seats:
            yield Table(
                (t("Function"), t("Party"), t("Takes part as"), t("Mandate"), t("Present")),
                tuple(_seat(seat, naming) for seat in one.seats), (28, 26, 17, 22, 14),
            )  # fmt: skip


def _meeting(one: HeldMeeting, naming: Naming) -> Iterator[tuple[str, str]]:
    yield t("Place"), bare(one.place)
    yield t("Ended at"), times.dated(one.ended_at) if one.ended_at else t("still running")
    yield t("Chair"), naming.role(one.chair)
    yield t("Recorder"), naming.role(one.recorder) if one.recorder else ""


def _seat(seat: SeatRow, naming: Naming) -> tuple[str, ...]:
    limited = seat.mandate is Mandate.LIMITED and seat.limit.id
    mandate = look.MANDATE[seat.mandate].label + (f": {bare(seat.limit)}" if limited else "")
    left = times.clock(seat.left_at) if seat.left_at else ""
    return (
        naming.role(seat.role), naming.party_of(seat.role),
        t("{kind}, {way}", kind=t(look.SEAT[seat.kind]), way=look.WAY[seat.way].label.lower()),
        mandate, f"{times.clock(seat.came_at)}–{left}",
    )  # fmt: skip


def editions(account: PlanDocument, naming: Naming) -> Iterator[Block]:
    """The stances to the newest edition that has any, the editions before it, and where to sign."""
    yield Heading(t("Agreement"))
    edition = _agreed(account)
    if edition is None:
        yield Paragraph(t("The plan is a draft: no party has agreed to it yet."), Tone.ALERT)
        return
    yield from _stances(edition, naming)
    newer = [one for one in account.editions if one.number > edition.number]
    for one in newer:
        yield Paragraph(t("No party’s stance is recorded for edition {n}.", n=one.number), Tone.ALERT)
    if len(account.editions) > 1:
        yield Heading(t("All editions"), 2)
        yield Table(
            (t("Edition"), t("Agreed at the meeting"), t("End time"), t("Stances")),
            tuple(_edition(one, naming) for one in account.editions), (12, 22, 22, 50),
        )  # fmt: skip
    if account.state is not PlanState.DRAFT:
        yield from _signatures(edition, naming)


def _agreed(account: PlanDocument) -> DocumentEdition | None:
    """The newest edition that somebody took a stance to; without stances the newest one."""
    taken = [one for one in account.editions if one.stances] or list(account.editions)
    return taken[-1] if taken else None


def _stances(edition: DocumentEdition, naming: Naming) -> Iterator[Block]:
    rows = [_row(one, edition, naming) for one in edition.stances]
    rows += [(naming.party(code), Strong(look.NO_STANCE.label), "–", "–") for code in _silent(edition, naming)]
    yield Heading(t("Stances to edition {n}", n=edition.number), 2)
    yield Table((t("Party"), t("Stance"), t("When"), t("Reservation or remark")), tuple(rows), (30, 20, 24, 36))


def _silent(edition: DocumentEdition, naming: Naming) -> list[str]:
    """The permanent parties that have not answered to it."""
    taken = {one.party for one in edition.stances}
    return [code for code, party in naming.plan.parties.items() if party.permanent and code not in taken]


def _row(one: PartyStance, edition: DocumentEdition, naming: Naming) -> tuple[str, ...]:
    when = times.dated(one.at or edition.meeting_at or edition.at)
    by = f", {naming.role(one.role)}" if one.role else ""
    said = _stance(one)
    loud = one.reserved or one.stance is not Stance.AGREES
    return naming.party(one.party), Strong(said) if loud else said, f"{when}{by}", bare(one.note) or "–"


def _stance(one: PartyStance) -> str:
    """The stance, and that it awaits somebody with a mandate (6.10)."""
    said = look.STANCE[one.stance].label
    return f"{said} ({look.RESERVED.label.lower()})" if one.reserved else said


def _because(one: PartyStance) -> str:
    """A reservation's own words stand beside every mark, also those of an edition that another one followed (R31)."""
    return f" (“{bare(one.note)}”)" if one.note.id else ""


def _edition(one: DocumentEdition, naming: Naming) -> tuple[str, ...]:
    stood = "; ".join(f"{naming.party(row.party)}: {_stance(row).lower()}{_because(row)}" for row in one.stances)
    met = times.dated(one.meeting_at) if one.meeting_at else "–"
    return str(one.number), met, times.dated(one.ends_at) if one.ends_at else "–", stood or "–"


def _signatures(edition: DocumentEdition, naming: Naming) -> Iterator[Block]:
    """Whoever signs writes their own name: the account holds none. Who has not answered may still sign."""
    stood = [one.party for one in edition.stances if one.stance is not Stance.NOT_REPRESENTED]
    if present := [*stood, *_silent(edition, naming)]:
        yield Heading(t("Signatures, edition {n}", n=edition.number), 2)
        yield Table(
            (t("Party"), t("Name and function"), t("Date and signature")),
            tuple((naming.party(code), "\n\n", "\n\n") for code in present), (30, 35, 40),
        )  # fmt: skip
