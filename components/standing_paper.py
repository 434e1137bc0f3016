"""The standing plan on paper: what its page shows, in the document's order, for who asks (R1-R5, R17).

Names and numbers stand on it for those alone who may see contacts.
"""

from datetime import datetime

from components import hygiene, standing_plan, statutes, times
from components.session import Me
from components.texts import language, t
from components.wall.paper import FONT, Paper, Printed, spelled
from data import queries
from data.plan import Section, last_confirmed, lines
from data.vocabulary import Register, Verb


def printed(me: Me) -> Printed:
    """The paper for this viewer."""
    plan = me.plan
    paper = Paper(t("Printed {time}", time=_moment(me.now)), exercise=False)
    paper.set_lang(language())
    paper.set_title(spelled(plan.title))
    paper.set_creation_date(me.now)
    paper.add_page()
    paper.heading(plan.title, 20)
    _about(paper, me)
    _aged(paper, me)
    for section in plan.sections:
        _section(paper, me, section)
    return Printed(f"beredskabsplan-{times.local(me.now):%Y%m%d-%H%M}.pdf", bytes(paper.output()))


def _moment(at: datetime) -> str:
    return f"{times.whole_day(times.local(at))} {times.clock(at)}"


def _about(paper: Paper, me: Me) -> None:
    plan = me.plan
    period = [plan.period]
    if plan.period_ends and plan.period_ends < times.today():
        period.append(t("The period has expired."))
    for label, value in (
        (t("Edition"), plan.revision),
        (t("Basis"), plan.basis),
        (t("Period"), " – ".join(period)),
        ("", plan.funding_note),
        (t("Approval by Landsbyggefonden"), plan.approval),
    ):
        if value:
            paper.line_of(label, value)
    paper.ln(3)


def _aged(paper: Paper, me: Me) -> None:
    """What is outdated, said before the document itself."""
    if found := lines(me.plan, times.today(), queries.kept(me.store)):
        paper.heading(t("What to look after"), 13)
        for line in found:
            told = hygiene.tell(me.plan, line, times.today())
            paper.line_of("", f"– {told.what} {told.remedy}")
        paper.ln(3)


def _section(paper: Paper, me: Me, section: Section) -> None:
    paper.ln(2)
    paper.heading(standing_plan.heading(me, section), 14)
    for one in section.paragraphs:
        paper.line_of("", f"– {one.text}" if one.point else one.text)
        paper.ln(1)
    for party in standing_plan.outdated(me, section):
        _note(paper, standing_plan.fate(me, party))
    for register in section.shows:
        _REGISTERS[register](paper, me)


def _note(paper: Paper, text: str) -> None:
    paper.set_text_color(120, 60, 0)
    paper.line_of("!", text)
    paper.set_text_color(0, 0, 0)


def _members(paper: Paper, me: Me) -> None:
    rows, kept = [], queries.kept(me.store)
    for role in standing_plan.in_order(me.plan):
        party, contact = me.plan.party_of(role.code), me.plan.contact_of(role.code)
        cells = [role.title, party.name if party else ""]
        if me.may(Verb.SEE_CONTACTS):
            reached = f"{standing_plan.spaced(contact.phone)}\n{contact.email}" if contact else "–"
            cells += [f"{contact.name}, {contact.function}" if contact else "–", reached]
            cells.append(times.whole_day(last_confirmed(role.code, contact, kept)) if contact else "–")
        rows.append(cells)
    if me.may(Verb.SEE_CONTACTS):
        head = [t("Function"), t("Party"), t("Name"), t("Telephone and e-mail"), t("Confirmed")]
        paper.grid(head, rows, (30, 38, 42, 48, 22), 6)
    else:
        paper.grid([t("Function"), t("Party")], rows, (60, 120), 6)


def _catalogue(paper: Paper, me: Me) -> None:
    rows = []
    for entry in me.plan.catalogue.values():
        owner = me.plan.party(entry.party).name if entry.party else t("housing organisation")
        rows.append([entry.code, entry.text, owner])
    paper.grid([t("Code"), t("Action"), t("Party")], rows, (18, 100, 62), 6)


def _rules(paper: Paper, me: Me) -> None:
    paper.heading(t("The rules today"), 12)
    for statute in me.plan.statutes:
        paper.line_of(statute.title, "")
        paper.line_of("", statute.text)
        if statute.note:
            _note(paper, t("Not verified in full. Reservation: {note}", note=statute.note))
        paper.set_font(FONT, "", 9)
        paper.line_of("", statutes.stamp(me, statute))
        paper.ln(2)


def _signatures(paper: Paper, me: Me) -> None:
    rows = []
    for one in me.plan.signatures:
        who = " ".join(part for part in (one.on_behalf, one.signatory) if part)
        cells = [me.plan.party(one.party).name, one.as_written, times.whole_day(one.signed)]
        rows.append([cells[0], who, *cells[1:]] if me.may(Verb.SEE_CONTACTS) else cells)
    if me.may(Verb.SEE_CONTACTS):
        head = [t("Party"), t("Signed by"), t("As written"), t("Day")]
        paper.grid(head, rows, (70, 50, 32, 28), 6)
    else:
        paper.grid([t("Party"), t("As written"), t("Day")], rows, (100, 40, 40), 6)


_REGISTERS = {
    Register.MEMBERS: _members,
    Register.CATALOGUE: _catalogue,
    Register.RULES: _rules,
    Register.SIGNATURES: _signatures,
}
