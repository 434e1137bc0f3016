"""The handlingsplan as DOCX and PDF: one account, the same words in the same order, every fact of plan lines 59-69."""

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from pathlib import Path

import pytest

from components.documents import docx, made, pdf, plan
from components.documents.blocks import Sheet, Table
from components.documents.made import Format
from components.texts import speaking
from data import commands, queries
from data.entities import ActionPlan
from data.queries import PlanDocument
from data.storage import Store
from data.vocabulary import ActionStatus, Language, PartKind, PartState, Stance
from tests import builders as b
from tests.conftest import Clock
from tests.documents.filled import SAID, a_whole_plan
from tests.documents.read import bare, docx_text, pdf_pages, pdf_text, whole, word, xml

ROOT, HOME = str(Path(plan.__file__).parents[2]).encode(), str(Path.home()).encode() + b"/"
UNSAID_HERE = {
    "place", "limit", "changes", "outlook", "consequences", "needs", "media", "questions", "withheld", "fact", "rumour",
}  # fmt: skip
"""What is said of a meeting and of a picture."""


def account(store: Store, role: str = "projektchef", **other: bool) -> PlanDocument:
    found = queries.plan_document(store, b.hat(store, role), a_whole_plan(store, **other))
    assert found is not None
    return found


def sheet_of(store: Store, told: PlanDocument) -> Sheet:
    return plan.sheet(told, store.plan(told.standing_plan_id))


def both(store: Store, told: PlanDocument) -> Iterator[tuple[str, str]]:
    """The text of each format."""
    sheet = sheet_of(store, told)
    yield "docx", docx_text(docx.document(sheet))
    yield "pdf", pdf_text(pdf.document(sheet), sheet)


def test_both_formats_say_the_same_words_in_the_same_order(lite: Store) -> None:
    told = account(lite)
    sheet = sheet_of(lite, told)
    assert docx_text(docx.document(sheet)) == whole(sheet)
    assert pdf_text(pdf.document(sheet), sheet) == whole(sheet, pdf=True)


FACTS = {
    "R30": ["Udarbejdet af", "Stabsenhed"],
    "R31": ["Udgave 2", "Københavns Vestegns Politi", "Enig", "24.10.2026 kl. 21.20"],
    "R21": ["Enig (forbehold – afventer)", SAID["reservation"], "Ikke repræsenteret", "Ikke svaret"],
    "R33": ["1. Situation", SAID["situation"], "Pr.", "24.10.2026 kl. 21.40"],
    "R34": ["Antal involverede", "15–20", "Eskaleringsrisiko", "Middel", SAID["risk"]],
    "R35": ["2. Formål og målgrupper", SAID["purpose"], "Målgrupper", "Børn og unge, Beboere"],
    "R36": ["3. Indsats", SAID["what"], SAID["where"], "Fra", "25.10.2026 kl. 16.40", SAID["evidence"]],
    "R37": ["Ansvarlig part", "Ansvarlige ledere", "UDEN ANSVARLIG", "Ishøj Kommune, Boligforeningen AAB"],
    "R12": ["Netværk", "SSP-netværket"],
    "R38": ["Politikommisær", "tlf. 7258 7474", "jmn001@politi.dk"],
    "R10": ["Bistand til direkte berørte", "Beboere", "Intet behov", "Medarbejdere", SAID["support"]],
    "R39": ["4. Kommunikationsplan", "Intern", "Ekstern", "Omverdenen", SAID["audience"], SAID["unconcerned"]],
    "R40": ["Budskab 1: rettet", SAID["happened"], SAID["next"], "Godkendt", "Udsendt", "Retter", "budskab 1"],
    "R41": ["Hvem informerer", "Opslag i opgangene, SMS til beboere", "24.10.2026 kl. 22.40", "MANGLER"],
    "R42": ["Presse", "Udtaler sig til pressen", "Lokalråd – kommune", SAID["topic"], "Lokalråd – politi"],
    "R43": ["5. Sluttidspunkt", "mandag 26. oktober 2026 kl. 20.40 (dansk tid)"],
    "R44": ["Forlænget 1 gang", "Udgave 2: forlænget til 26.10.2026 kl. 20.40", SAID["extension"]],
    "R45": ["Overdraget til", "Helhedsplanens styregruppe"],
    "R20": ["Møder og deltagere", "Hastemøde", "Ordstyrer", "Stedfortræder, online", "Begrænset mandat: Driften."],
}  # fmt: skip


def test_every_fact_of_the_plan_is_found_in_both_formats(lite: Store) -> None:
    for format, text in both(lite, account(lite)):
        for requirement, facts in FACTS.items():
            assert [fact for fact in facts if bare(fact) not in text] == [], (format, requirement)


def test_everything_that_was_written_is_in_both(lite: Store) -> None:
    for format, text in both(lite, account(lite)):
        assert {field for field, said in SAID.items() if bare(said) not in text} == UNSAID_HERE, format


def test_the_five_parts_stand_in_the_plans_own_order(lite: Store) -> None:
    for _, text in both(lite, account(lite)):
        text = text[text.index("1.Situation") :]  # the head names what is missing
        places = [text.index(bare(part)) for part in ("1.Situation", "2.Formål", "3.Indsats", "4.Kommunik", "5.Slut")]
        assert places == sorted(places)


def test_the_account_is_frozen_all_the_way_down(lite: Store) -> None:
    def frozen(value: object) -> bool:
        if is_dataclass(value):
            assert type(value).__dataclass_params__.frozen, type(value)  # type: ignore[attr-defined]  # of every one
            return all(frozen(getattr(value, one.name)) for one in fields(value))
        return all(map(frozen, value)) if isinstance(value, tuple) else not isinstance(value, list | dict | set)

    told = account(lite)
    assert frozen(told)
    with pytest.raises(FrozenInstanceError):
        told.number = 2  # type: ignore[misc]  # that it cannot be


def test_the_document_is_danish_on_an_english_screen(lite: Store) -> None:
    told = account(lite)
    danish = sheet_of(lite, told)
    with speaking(Language.ENGLISH):
        assert sheet_of(lite, told) == danish
        assert pdf_pages(pdf.document(danish))[0].count("side 1 af")
        assert "side " in word(docx.document(danish)).sections[0].footer.paragraphs[0].text


def test_nobody_is_named_and_contacts_are_for_those_who_may_see_them(lite: Store) -> None:
    told = account(lite)
    numbers = [contact.phone_as_written for contact in lite.plan().contacts]
    for _, text in both(lite, told):
        assert not [c.name for c in lite.plan().contacts if bare(c.name) in text]
        assert [number for number in numbers if bare(number) in text]
    without = queries.plan_document(lite, b.hat(lite, "styregruppe"), told.plan_id)
    assert without is not None
    for _, text in both(lite, without):
        assert not [number for number in numbers if bare(number) in text]
        assert bare("Se ringelisten") in text
        assert "@" not in text


def test_an_address_that_spells_a_name_is_left_out(lite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    contact = next(one for one in lite.plan().contacts if one.role == "lokalraad-politi")
    number = a_whole_plan(lite)
    kept = [one for one in lite.plan().contacts if one is not contact]
    spelled = contact.model_copy(update={"email": "moeller.nielsen@politi.dk"})
    monkeypatch.setattr(
        "data.queries.filing.plan_version",
        lambda *_: (1, lite.plan().model_copy(update={"contacts": (spelled, *kept)})),
    )
    told = queries.plan_document(lite, b.hat(lite, "projektchef"), number)
    assert told is not None
    leader = told.actions[0].leaders[0]
    assert (leader.email, leader.phone) == ("", "7258 7474")


def test_an_action_about_individuals_says_its_entry_and_whether_it_has_begun(lite: Store) -> None:
    told = account(lite)
    action = next(one for one in told.actions if one.person_related)
    assert (action.where.body, action.evidence.body) == ("", "")
    for _, text in both(lite, told):
        shown = text.rpartition("Indsats5")[2].partition(bare("Bistand til direkte"))[0]
        assert "Igangsat" in shown
        assert not [word for word in ("Hvor", "Målgrupper", "Frist", "Underudførelse") if word in shown]


def test_a_done_action_says_how_its_party_saw_that_it_was_done(lite: Store) -> None:
    incident = b.an_active_incident(lite)
    for evidence, asked in (("", False), ("Porten er låst", True)):
        action = b.an_accepted_action(lite, incident, evidence=evidence)
        b.tell(lite, action, ActionStatus.DONE, seen_by="Kantstenen er fejet")
        told = queries.plan_document(lite, b.hat(lite, "aab"), b.plan_of(lite, incident))
        assert told is not None
        assert [one.seen.body for one in told.actions[-1:]] == ["Kantstenen er fejet"]
        for _, text in both(lite, told):
            shown = text.rpartition(bare("Sådan blev det set"))[0].rpartition(bare("Hvad"))[2]
            assert bare("Kantstenen er fejet") in text
            assert (bare("Sådan ses det") in shown) is asked, "what nobody planned is not said to be missing once seen"


def test_a_fresh_plan_says_of_each_part_that_it_is_missing(lite: Store) -> None:
    number = b.plan_of(lite, b.an_active_incident(lite))
    told = queries.plan_document(lite, b.hat(lite, "aab"), number)
    assert told is not None
    assert {part.state for part in told.parts} == {PartState.MISSING}
    for _, text in both(lite, told):
        assert text.count(bare("MANGLER. Ingen har udfyldt denne del.")) == 5
        for loud in (
            "Udkast, ikke aftalt",
            "Presse: IKKE UDPEGET",
            "MANGLER: der er intet budskab",
            "ikke aftalt endnu",
        ):
            assert bare(loud) in text, loud
        assert "Underskrift" not in text


def test_a_part_that_is_not_relevant_says_why(lite: Store) -> None:
    number = b.plan_of(lite, b.an_active_incident(lite))
    b.a_part(lite, number, kind=PartKind.COMMUNICATION, state=PartState.NOT_RELEVANT, text="Ingen ved det endnu.")
    told = queries.plan_document(lite, b.hat(lite, "aab"), number)
    assert told is not None
    for _, text in both(lite, told):
        assert bare("Ikke relevant.Ingen ved det endnu.") in text
        assert "IKKEUDPEGET" not in text


def test_what_was_changed_after_it_was_agreed_is_said(lite: Store, clock: Clock) -> None:
    number = a_whole_plan(lite)
    clock.turn(minutes=5)
    b.a_part(lite, number, revision=1, text="Nu også ved skolen.")
    told = queries.plan_document(lite, b.hat(lite, "aab"), number)
    assert told is not None
    for _, text in both(lite, told):
        assert text.count(bare("Ændret, efter at udgave 2 blev aftalt.")) == 1
    sheet = sheet_of(lite, told)
    assert "med ændringer, der ikke er aftalt" in sheet.below
    assert all(bare("med ændringer, der ikke er aftalt") in bare(page) for page in pdf_pages(pdf.document(sheet)))
    assert "ikke er aftalt" not in sheet_of(lite, replace(told, changed=False)).foot


def test_who_has_not_answered_stands_on_the_first_page_and_may_sign(lite: Store) -> None:
    told, plan = account(lite), lite.plan()
    edition = told.editions[-1]
    taken = {one.party for one in edition.stances}
    silent = [party.name for code, party in plan.parties.items() if party.permanent and code not in taken]
    sheet = sheet_of(lite, told)
    first = bare(pdf_pages(pdf.document(sheet))[0])
    assert silent
    assert all(bare(f"{name}: Ikke svaret") in first for name in silent)
    [signed] = [block for block in sheet.blocks if isinstance(block, Table) and "Dato og underskrift" in block.head]
    rows = [row[0] for row in signed.rows]
    absent = [plan.parties[one.party].name for one in edition.stances if one.stance is Stance.NOT_REPRESENTED]
    assert set(rows) == {p.name for p in plan.parties.values() if p.permanent} - set(absent)


def test_a_filed_paper_says_nothing_of_how_to_fill_in_a_form(lite: Store) -> None:
    assert lite.plan().confidentiality not in whole(sheet_of(lite, account(lite)))


def test_a_voice_for_one_topic_alone_is_nobody_for_the_press(lite: Store) -> None:
    told = account(lite)
    for speakers, loud in ((told.speakers, False), (told.speakers[1:], True)):
        for _, text in both(lite, replace(told, speakers=speakers)):
            assert (bare("Presse: IKKE UDPEGET") in text) is loud


def test_an_exercise_says_so_on_every_page(lite: Store) -> None:
    told = account(lite, exercise=True)
    sheet = sheet_of(lite, told)
    pages = pdf_pages(pdf.document(sheet))
    assert len(pages) > 3
    assert all(page.count("ØVELSE – intet her er virkeligt") == 1 for page in pages)
    section = word(docx.document(sheet)).sections[0]
    assert section.header.paragraphs[0].text == "ØVELSE – intet her er virkeligt"
    assert not section.different_first_page_header_footer
    assert plan.name(told) == "OEVELSE-handlingsplan-1-udgave-2-20261024-2140"


def test_something_real_says_nothing_of_an_exercise(lite: Store) -> None:
    told = account(lite)
    sheet = sheet_of(lite, told)
    assert plan.name(told) == "handlingsplan-1-udgave-2-20261024-2140"
    assert not [page for page in pdf_pages(pdf.document(sheet)) if "ØVELSE" in page]
    assert word(docx.document(sheet)).sections[0].header.paragraphs[0].text == ""


def test_every_page_says_which_of_how_many_and_of_what(lite: Store) -> None:
    sheet = sheet_of(lite, account(lite))
    pages = pdf_pages(pdf.document(sheet))
    for number, page in enumerate(pages, 1):
        assert f"side {number} af {len(pages)}" in page
        assert "Handlingsplan 1 · udgave 2, i kraft · udskrevet 24.10.2026 kl. 21.40" in page
    foot = word(docx.document(sheet)).sections[0].footer.paragraphs[0]
    assert [part.text.strip() for part in foot._p.iter("{*}instrText")] == ["PAGE", "NUMPAGES"]
    assert "udskrevet 24.10.2026 kl. 21.40" in foot.text


def test_the_docx_is_one_an_officer_can_go_on_with(lite: Store) -> None:
    content = docx.document(sheet_of(lite, account(lite)))
    file = word(content)
    headings = [p.text for p in file.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert [h[0] for h in headings[:5]] == list("12345")
    repeated = [
        t for t in file.tables if t.rows[0]._tr.trPr is not None and t.rows[0]._tr.find(".//{*}tblHeader") is not None
    ]
    assert {t.rows[0].cells[0].text for t in repeated} >= {"Nr.", "Modtagere", "Funktion", "Part"}
    said = file.core_properties
    assert (said.language, said.title, said.author, said.last_modified_by) == ("da-DK", "Handlingsplan 1", "", "")
    assert said.created is not None
    assert said.created.isoformat() == "2026-10-24T19:40:00+00:00"
    styles = xml(content)["/word/styles.xml"].decode()
    assert 'w:val="da-DK"' in styles
    assert 'w:val="en-US"' not in styles
    width = sum(int(column.width or 0) for column in file.tables[0].columns)
    section = file.sections[0]
    assert width <= int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)


def test_neither_file_names_a_machine_or_its_tools_paths(lite: Store) -> None:
    told = account(lite)
    viewer = b.hat(lite, "projektchef")
    for format in Format:
        content = made.plan_file(lite, viewer, told.plan_id, format).content
        held = b"".join(xml(content).values()) if format is Format.DOCX else content
        assert not [sign for sign in (b"python-docx", ROOT, HOME) if sign in held], format


def test_a_guest_gets_an_extract_of_their_own_incident(lite: Store) -> None:
    number = a_whole_plan(lite)
    other = b.an_active_incident(lite)

    commands.cover_incident(lite, b.hat(lite, "projektchef"), seen=b.seen(lite, ActionPlan, number), incident=other)
    b.an_action(lite, other, what="Ekstra belysning ved søen")
    _, guest = b.a_guest(lite, other)
    told = queries.plan_document(lite, guest, number)
    assert told is not None
    assert told.extract
    assert [one.number for one in told.incidents] == [2]
    for _, text in both(lite, told):
        assert bare("Uddrag: det, der vedrører andre hændelser") in text
        assert bare("Ekstra belysning ved søen") in text
        assert bare(SAID["where"]) not in text


def test_an_extension_agrees_to_its_end_alone_and_keeps_the_words_of_what_was_reserved_before(lite: Store) -> None:
    """As the page says it (R31): what was changed before the extension stays said to be changed after it."""
    number = b.a_plan_in_force(
        lite, stances={"politi": (Stance.AGREES, ""), "aab": (Stance.RESERVES, "Ingen vagter i weekenden.")}
    )
    b.later(lite, minutes=5)
    b.a_part(lite, number, text="Nu også ved skolen.")
    b.later(lite, minutes=5)
    commands.extend(
        lite, b.hat(lite, "projektchef"), seen=b.seen(lite, ActionPlan, number), meeting_at=lite.clock(),
        ends_at=b.ahead(lite, days=3), reason="Uroen er ikke slut.",
        stances={"aab": (Stance.AGREES, ""), "politi": (Stance.AGREES, "")},
    )  # fmt: skip
    told = queries.plan_document(lite, b.hat(lite, "aab"), number)
    assert told is not None
    assert [part.kind for part in told.parts if part.changed] == [PartKind.SITUATION]
    for _, text in both(lite, told):
        assert bare("Ændret, efter at udgave 2 blev aftalt.") in text
        assert bare("forbehold (“Ingen vagter i weekenden.”)") in text
