"""Several at the same thing: no text is lost, nobody is disturbed, one click counts once. Source: 6.6, 6.7, 6.16."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Frame, expect
from sqlalchemy import select

from components import feedback, look
from data import commands, queries
from data.entities import Action, SignIn
from data.storage import Store
from data.vocabulary import ActionStatus, PartKind, Risk, Verb
from tests.browser.conftest import Comes
from tests.browser.person import Person, beginning, t
from tests.builders import COPENHAGEN, a_part, an_assessed_incident, an_incident, hat, proportions, seen

pytestmark = pytest.mark.browser

LABEL = "The text, or why it is not relevant"
THEIRS, MINE = "Politiet taler med pressen i aften", "Stabsenheden taler med beboerne"


def texts_of(store: Store, kind: PartKind) -> list[str | None]:
    """Every text of a part that was ever saved, the newest last."""
    lines = queries.history(store, hat(store, "projektchef"), 1)
    return [
        line.texts["text"].body
        for line in reversed(lines)
        if line.verb is Verb.WRITE_PLAN and line.facts["part"] == kind
    ]


def saves_meanwhile(store: Store, kind: PartKind, text: str) -> None:
    """Somebody else of the staff unit saves the part while one has it open."""
    a_part(store, 1, revision=queries.part(store, hat(store, "stabsenhed"), 1, kind).revision, kind=kind, text=text)


def opens_the_part(person: Person, kind: PartKind, text: str) -> None:
    """Write in a part, and not save yet."""
    person.opens("/handlingsplan").press("Write", inside=person.card("part", kind))
    person.writes(LABEL, text)


def comes_late(comes: Comes, kind: PartKind, meanwhile: Callable[[], None]) -> Person:
    """Somebody opens a part and types; the other's save is drawn behind the form; then they save."""
    person = comes("stabsenhed")
    opens_the_part(person, kind, MINE)
    meanwhile()
    expect(person.card("part", kind)).to_contain_text(THEIRS)
    expect(person.field(LABEL)).to_have_value(MINE)
    person.press("Save", inside=person.form)
    expect(person.button(t("Save mine instead"))).to_be_visible()
    return person


def test_a_late_save_shows_both_texts_and_who_and_when(comes: Comes, store: Store) -> None:
    other = comes("stabsenhed")
    opens_the_part(other, PartKind.COMMUNICATION, THEIRS)
    person = comes_late(comes, PartKind.COMMUNICATION, lambda: other.press("Save", inside=other.form))
    title = store.plan().role("stabsenhed").title
    told = person.sees(beginning("Not saved: {who} changed this ({time}) after you opened it."))
    expect(told).to_contain_text(title)
    expect(told).to_contain_text(re.compile(r"\d\d\.\d\d"))
    for words in (t("Saved now"), THEIRS, t("Your text (not saved)"), MINE):
        expect(person.form.get_by_text(words, exact=True).first).to_be_visible()
    assert texts_of(store, PartKind.COMMUNICATION) == [THEIRS]
    person.press("Keep what is saved")
    expect(person.form).to_have_count(0)
    person.sees(THEIRS)
    person.misses(MINE)
    assert texts_of(store, PartKind.COMMUNICATION) == [THEIRS]


def test_the_late_one_may_save_their_own_and_the_other_text_stays_in_the_history(comes: Comes, store: Store) -> None:
    person = comes_late(comes, PartKind.SITUATION, lambda: saves_meanwhile(store, PartKind.SITUATION, THEIRS))
    person.press("Save mine instead")
    expect(person.form).to_have_count(0)
    expect(person.card("part", PartKind.SITUATION)).to_contain_text(MINE)
    assert texts_of(store, PartKind.SITUATION)[-2:] == [THEIRS, MINE]


def test_the_late_one_may_write_both_together_and_save_once_more(comes: Comes, store: Store) -> None:
    person = comes_late(comes, PartKind.PURPOSE, lambda: saves_meanwhile(store, PartKind.PURPOSE, THEIRS))
    person.press("Combine them")
    expect(person.form.get_by_text(THEIRS, exact=True)).to_be_visible()
    expect(person.field(LABEL)).to_have_value(f"{THEIRS}\n\n{MINE}")
    person.writes(LABEL, f"{THEIRS}. {MINE}")
    person.press("Save", inside=person.form)
    expect(person.form).to_have_count(0)
    expect(person.card("part", PartKind.PURPOSE)).to_contain_text(f"{THEIRS}. {MINE}")
    assert texts_of(store, PartKind.PURPOSE)[-2:] == [THEIRS, f"{THEIRS}. {MINE}"]


def test_whoever_changed_it_once_more_meanwhile_is_told_of_too(comes: Comes, store: Store) -> None:
    """Choosing one's own text is a choice against what was shown, not against what came after it."""
    person = comes_late(comes, PartKind.COMMUNICATION, lambda: saves_meanwhile(store, PartKind.COMMUNICATION, THEIRS))
    saves_meanwhile(store, PartKind.COMMUNICATION, "Skolen er orienteret")
    person.press("Save mine instead")
    expect(person.form.get_by_text("Skolen er orienteret", exact=True)).to_be_visible()
    assert MINE not in texts_of(store, PartKind.COMMUNICATION)
    person.press("Keep what is saved")


def test_the_late_one_sees_both_answers_as_well_as_both_texts(comes: Comes, store: Store) -> None:
    """How many, how likely, why and when are shown like words: none of them is overwritten unseen."""
    person = comes("stabsenhed")
    opens_the_part(person, PartKind.SITUATION, MINE)
    person.writes("How many are involved?", "7", inside=person.form)
    person.chooses(t(look.RISK_WORD[Risk.HIGH]), inside=person.form)
    revision = queries.part(store, hat(store, "stabsenhed"), 1, PartKind.SITUATION).revision
    a_part(store, 1, revision=revision, text=THEIRS, proportions=proportions(store, 30, 40))
    expect(person.card("part", PartKind.SITUATION)).to_contain_text("30–40")
    person.press("Save", inside=person.form)
    both = person.page.locator("[class*=st-key-both-]")
    for told in ("30–40", "7", t(look.RISK_WORD[Risk.HIGH]), t(look.RISK_WORD[Risk.MEDIUM]), THEIRS, MINE):
        expect(both.get_by_text(told, exact=True).first).to_be_visible()
    person.press("Keep what is saved")
    expect(person.form).to_have_count(0)


def test_a_number_that_is_none_is_refused_beside_its_field_and_nothing_typed_is_lost(comes: Comes) -> None:
    """R34: reversed, negative and empty are refused; *ukendt* is not."""
    person = comes("stabsenhed").opens("/handlingsplan")
    person.press("Write", inside=person.card("part", PartKind.SITUATION))
    person.writes(LABEL, MINE)
    for written, code in (("20-15", "interval-reversed"), ("-4", "not-a-number"), ("", "say-involved")):
        field = person.writes("How many are involved?", written, inside=person.form)
        person.press("Save", inside=person.form)
        person.sees(beginning(feedback.SENTENCES[code]))
        expect(field).to_have_value(written)
        expect(person.field(LABEL)).to_have_value(MINE)
    person.writes("How many are involved?", "ukendt", inside=person.form)
    person.press("Save", inside=person.form)
    expect(person.form).to_have_count(0)
    expect(person.card("part", PartKind.SITUATION)).to_contain_text(t("number involved unknown"))


def map_of(person: Person) -> Frame:
    """The map's own document."""
    person.map.locator("#map_div[data-ready]").wait_for()
    return next(frame for frame in person.page.frames if "st_folium" in frame.url)


def view_of(frame: Frame) -> Any:
    """Where the map looks, and how closely."""
    return frame.evaluate("() => [map.getCenter().lat, map.getCenter().lng, map.getZoom()]")


def test_half_typed_text_focus_form_and_map_survive_what_others_save(comes: Comes, store: Store) -> None:
    person = comes("projektchef").opens("/?haendelse=1")
    frame = map_of(person)
    frame.get_by_role("button", name=t("Zoom in")).click()
    frame.evaluate("() => map.panBy([70, 40], { animate: false })")
    person.press("Propose an action")
    field = person.writes("What? Detailed, concrete and clear", "Ekstra tilsyn ved leg")
    field.evaluate("made => made.setSelectionRange(6, 12)")
    person.page.wait_for_timeout(400)
    before = view_of(frame)
    for number in (1, 2, 3):
        others_report(person, store, f"Hærværk nummer {number}")
    expect(field).to_be_focused()
    assert field.evaluate("made => [made.value, made.selectionStart, made.selectionEnd]") == [
        "Ekstra tilsyn ved leg", 6, 12,
    ]  # fmt: skip
    assert view_of(frame) == before
    person.press("Cancel", inside=person.form)


def others_report(person: Person, store: Store, what: str) -> None:
    """Somebody reports; returns when the person's map shows it."""
    marks = person.map.locator(".mark")
    before = marks.count()
    an_incident(store, exercise=True, what=what)
    expect(marks).to_have_count(before + 1)


def test_scroll_and_a_half_written_filter_stay_where_they_were(comes: Comes, store: Store) -> None:
    person = comes("stabsenhed", height=500).opens("/indsatser")
    scroller = person.page.get_by_test_id("stMain")
    box = person.page.get_by_role("combobox", name=t("Status"))
    box.focus()
    box.press_sequentially("alle")
    scroller.evaluate("made => { made.scrollTop = 240 }")
    police = hat(store, "lokalraad-politi")
    [action] = [
        row for row in queries.actions(store, police)
        if row.party == police.party and row.status is ActionStatus.IN_PROGRESS
    ]  # fmt: skip
    commands.update_progress(
        store, police, seen=seen(store, Action, action.id), status=action.status, note="Der er ro på pladsen nu"
    )
    person.sees("Der er ro på pladsen nu")
    assert scroller.evaluate("made => made.scrollTop") == 240
    expect(box).to_be_focused()
    expect(box).to_have_value("alle")


def test_a_report_half_typed_stays_when_the_place_is_chosen_last(comes: Comes, store: Store) -> None:
    person = comes("aab").opens("/melding")
    person.chooses(store.plan().categories["stenkast"].name)
    field = person.writes("What is happening, briefly", "Sten mod en bil ved skolen")
    person.picks("Where?", t("{zone} (quarter)", zone="Ågården"))
    person.ready()
    an_incident(store, exercise=True)
    expect(field).to_have_value("Sten mod en bil ved skolen")
    person.press("Send the report")
    person.sees(t("The report is sent. Those who receive reports see it now."))
    newest = queries.incidents(store, hat(store, "projektchef"))[0]
    assert (newest.what.body, newest.category) == ("Sten mod en bil ved skolen", "stenkast")


def test_a_double_click_on_save_counts_once(comes: Comes, store: Store) -> None:
    person = comes("projektchef").opens("/haendelser?haendelse=1")
    person.press("Propose an action")
    person.writes("What? Detailed, concrete and clear", "Dobbeltklik på foreslå")
    person.button(t("Propose"), inside=person.form).dblclick()
    expect(person.form).to_have_count(0)
    person.sees("Dobbeltklik på foreslå")
    person.ready()
    said = [row.what.body for row in queries.actions(store, hat(store, "projektchef"))]
    assert said.count("Dobbeltklik på foreslå") == 1


def test_a_form_that_was_sent_is_not_sent_again_by_the_back_button(comes: Comes, store: Store) -> None:
    """Its key is spent: whatever were typed into it would be answered as saved, and be lost."""
    person = comes("projektchef").opens("/haendelser?haendelse=1")
    person.press("Propose an action")
    person.writes("What? Detailed, concrete and clear", "Den første indsats")
    person.press("Propose", inside=person.form)
    expect(person.form).to_have_count(0)
    person.sees("Den første indsats")
    person.page.go_back()
    person.page.wait_for_timeout(1000)
    person.ready()
    if person.form.count():
        person.writes("What? Detailed, concrete and clear", "Den anden indsats")
        person.press("Propose", inside=person.form)
        expect(person.form).to_have_count(0)
        person.sees("Den anden indsats")


def test_activated_by_two_in_the_same_moment_is_one_activation_and_the_second_is_told(
    comes: Comes, store: Store
) -> None:
    incident = an_assessed_incident(store, exercise=True)
    both = [comes(role).opens(f"/haendelser?haendelse={incident}") for role in ("projektchef", "lokalraad-politi")]
    at = datetime.now(UTC).timestamp() * 1000 + 1500
    for person in both:
        person.button(t("Activate")).evaluate("(made, at) => { setTimeout(() => made.click(), at - Date.now()) }", at)
    told = beginning("Already activated at {time} by {role}.")
    both[0].until(lambda: sum(person.page.get_by_text(told).count() for person in both) == 1)
    for person in both:
        expect(person.button(t("Activate"))).to_have_count(0)
    lines = queries.history(store, hat(store, "projektchef"), incident)
    assert [line.verb for line in lines].count(Verb.ACTIVATE) == 1


@pytest.mark.parametrize("role", ["aab", "styregruppe"])
def test_a_person_without_the_right_gets_neither_button_nor_form(comes: Comes, store: Store, role: str) -> None:
    incident = an_assessed_incident(store, exercise=True)
    before = store.revision()
    person = comes(role).opens(f"/haendelser?haendelse={incident}&formular=assess.{incident}.2.forfalsket-1")
    person.ready()
    expect(person.form).to_have_count(0)
    for source in ("Activate", "Assess again", "Assess", "Reject", "Call off"):
        expect(person.button(t(source))).to_have_count(0)
    expect(person.page).not_to_have_url(re.compile("formular"))
    assert store.revision() == before


def test_a_form_about_another_partys_action_saves_nothing(comes: Comes, store: Store) -> None:
    """The verb is held, the action is not one's own: refused, whatever the address says (R29)."""
    police = hat(store, "lokalraad-politi")
    theirs = next(row for row in queries.actions(store, police) if row.party == police.party)
    before = store.revision()
    person = comes("aab").opens(f"/indsatser?formular=decline.{theirs.id}.{theirs.version}.forfalsket-1")
    person.ready()
    if person.form.count():
        person.writes("Why can you not?", "Vi er ikke politiet")
        person.press("Save", inside=person.form)
        person.sees(beginning(feedback.SENTENCES["not-allowed"]))
    assert store.revision() == before


def test_a_page_one_moves_on_to_is_not_emptied_by_the_one_that_is_left(comes: Comes) -> None:
    """The page that is left asks for its redraw in the very moment in which somebody goes on (components/live.py)."""
    person = comes("projektchef").opens("/indsatser")
    for source, key in (("History", "address-haendelse"), ("Actions", "address-part")) * 3:
        person.until(lambda: person.page.evaluate("() => window.__beredskabLive?.listeners.size"))
        person.ready()
        link = person.page.get_by_role("navigation").get_by_role("link", name=t(source), exact=True)
        link.evaluate(
            """made => {
                const asking = [...window.__beredskabLive.listeners.values()]
                made.click()
                for (const wait of [0, 30, 90, 200]) setTimeout(() => asking.forEach((one) => one.redraw()), wait)
            }"""
        )
        expect(person.page.locator(f".st-key-{key}")).to_be_visible()
        person.page.wait_for_timeout(1000)
        person.ready()
        expect(person.page.locator(f".st-key-{key}")).to_be_visible()
        expect(person.page.get_by_role("heading", level=1)).to_contain_text(t(source))


def test_a_report_half_typed_is_still_there_after_a_look_at_another_page(comes: Comes) -> None:
    person = comes("aab").opens("/melding")
    person.picks("Where?", t("{zone} (quarter)", zone="Ågården"))
    person.writes("What is happening, briefly", "Sten mod en bil ved skolen")
    person.page.wait_for_timeout(1200)
    person.goes_to("Overview")
    expect(person.page.locator("iframe").first).to_be_visible()
    person.goes_to("New report")
    expect(person.field("What is happening, briefly")).to_have_value("Sten mod en bil ved skolen")
    assert "sted=z%3A" in person.page.url


def test_own_words_are_still_there_after_a_look_at_the_catalogue(comes: Comes) -> None:
    person = comes("projektchef").opens("/haendelser?haendelse=1")
    person.press("Propose an action")
    person.writes("What? Detailed, concrete and clear", "Et helt nyt tiltag")
    person.page.wait_for_timeout(1200)
    for nth in (1, 0):  # an entry of the catalogue, and back to one's own words
        person.form.get_by_role("combobox").first.click()
        person.page.get_by_role("option").nth(nth).click()
        person.ready()
    expect(person.field("What? Detailed, concrete and clear")).to_have_value("Et helt nyt tiltag")


def test_a_time_that_comes_twice_and_long_ago_is_asked_about_both_and_saved(comes: Comes, store: Store) -> None:
    """The two questions stand beside each other; the answer to one does not take the other away."""
    person = comes("aab", width=390, height=844).opens("/melding")
    person.chooses(store.plan().categories["stenkast"].name)
    person.writes("What is happening, briefly", "Sten i den dobbelte time")
    person.picks("Where?", t("{zone} (quarter)", zone="Ågården"))
    night = datetime(2026, 10, 25, 2, 30, tzinfo=COPENHAGEN)
    person.dates("When did it happen?", night, inside=person.page.locator("body"))
    person.press("Send the report")
    person.chooses(t("After the clock is put back"))
    person.press("Send the report")
    person.page.get_by_text(t("Yes, the time is right")).click()
    person.press("Send the report")
    person.sees(t("The report is sent. Those who receive reports see it now."))
    newest = queries.incidents(store, hat(store, "projektchef"))[0]
    assert newest.what.body == "Sten i den dobbelte time"
    assert newest.happened_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_another_tab_changed_the_hat_and_the_form_says_so_before_it_saves(comes: Comes, store: Store) -> None:
    person = comes("projektchef").opens("/haendelser?haendelse=1")
    house = hat(store, "administrator")
    [account] = [row for row in queries.accounts(store, house) if row.username == "projektchef"]
    commands.grant_role(store, house, person=account.person, role="lokalraad-kommune")
    person.press("Tell something new")
    person.writes("What do we know now?", "Der er roligt nu")
    person.chooses(t("Seen ourselves"), inside=person.form)
    with store.whole() as session:
        newest = select(SignIn.id).where(SignIn.person_id == account.person).order_by(SignIn.opened_at.desc())
        sign_in = session.scalars(newest).first()
    assert sign_in is not None
    commands.choose_hat(store, sign_in, "lokalraad-kommune")
    person.press("Save", inside=person.form)
    person.sees(beginning(feedback.SENTENCES["hat-changed"]))
    expect(person.field("What do we know now?")).to_have_value("Der er roligt nu")
    person.press("Save", inside=person.form)
    expect(person.form).to_have_count(0)
    view = queries.incident(store, hat(store, "projektchef"), 1)
    assert view is not None
    assert (view.facts[0].what.body, view.facts[0].role) == ("Der er roligt nu", "lokalraad-kommune")


def test_a_refused_form_opens_no_calendar_over_its_error(comes: Comes) -> None:
    person = comes("projektchef").opens("/handlingsplan?plan=1")
    person.press("Extend")
    person.press("Extend", inside=person.form)
    person.sees(t(feedback.SENTENCES["say-why"]))
    person.page.wait_for_timeout(500)
    assert not person.page.get_by_role("grid").count()
