"""A guest comes by a link on a phone, in one tap, sees one incident, and is let out again. Source: R22, R58, 6.4."""

import base64
import re

import pytest
import segno
from playwright.sync_api import expect

from components.invitation_forms import picture
from data import queries
from data.storage import Store
from tests.browser.conftest import Comes
from tests.browser.person import Person, beginning, t
from tests.builders import an_action, an_active_incident, hat, plan_of
from tests.web.served import Served

pytestmark = pytest.mark.browser

ELSEWHERE = "Stenkast ved en helt anden blok"


def shown_link(chief: Person) -> str:
    """The link in the open form, as text; the picture beside it says the same."""
    expect(chief.form.get_by_role("img")).to_be_visible()
    link = chief.form.locator("code").inner_text().strip()
    source = chief.form.get_by_role("img").get_attribute("src") or ""
    drawn = base64.b64decode(source.partition(",")[2]).decode()
    assert source.startswith("data:image/svg+xml")
    assert re.findall(r' d="[^"]+"', drawn) == re.findall(r' d="[^"]+"', picture(link))
    return link


def test_the_picture_is_a_qr_code_of_the_link_dark_on_white() -> None:
    link = "https://beredskab.example/deltag?noegle=" + "x" * 43
    drawn = picture(link)
    assert drawn.startswith("<svg")
    assert "#fff" in drawn
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    assert segno.make(link, error="m", micro=False).symbol_size(border=4)[0] * 8 > 300


def test_a_guest_joins_in_one_tap_sees_one_incident_and_is_let_out(
    comes: Comes, store: Store, served: Served, crowd: list[Person], browser: object
) -> None:
    incident = an_active_incident(store, exercise=True, what="Brand i to containere")
    other = an_active_incident(store, exercise=True, what=ELSEWHERE, category="stenkast")
    an_action(store, incident, entry="B1", party="beredskab-4k", what="Vejledning til institutioner")
    plan = plan_of(store, incident)

    chief = comes("projektchef").opens(f"/moede?plan={plan}")
    question = chief.card("inviting", incident)
    expect(question).to_contain_text(t("Not answered"))
    chief.press("Invite {party}", inside=question, party="Beredskab 4K")
    expect(question).to_contain_text(t("No link made yet"))
    chief.press("Show the link", inside=question)
    link = shown_link(chief)
    second_tab = chief.tab()
    second_tab.goto(chief.page.url)
    once = t("A link is shown once. Close this, and press “Show the link” for a new one.")
    expect(second_tab.get_by_text(once)).to_be_visible()
    assert "noegle=" not in second_tab.locator("body").inner_text()
    second_tab.close()

    phone = Person(browser, served, width=390, height=844)  # type: ignore[arg-type]  # the fixture's browser
    crowd.append(phone)
    phone.page.goto(link)
    phone.sees("Beredskab 4K")
    phone.misses("Brand i to containere")
    phone.button(t("Join")).click()
    phone.sees(beginning("You are a guest: {incidents}. You see nothing else here."))
    phone.opens("/haendelser")
    phone.sees(t("Open") + " (1)")
    phone.opens(f"/haendelser?haendelse={other}")
    phone.sees(t("This incident cannot be found, or your role may not read it."))
    phone.opens(f"/historik?haendelse={other}")
    phone.misses(ELSEWHERE)
    phone.opens("/indsatser")
    phone.press("Accept")
    phone.sees(t("Accepted"))
    assert ELSEWHERE.encode() not in b"".join(phone.heard)
    wide = phone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide

    chief.press("Close", inside=chief.form)
    expect(chief.card("inviting", incident)).to_contain_text(t("Joined {time}", time="").strip())

    late = Person(browser, served, width=390, height=844)  # type: ignore[arg-type]  # the fixture's browser
    crowd.append(late)
    late.page.goto(link)
    late.sees(t("This link has been used, or the access has ended. Ask whoever invited you for a new one."))
    late.forgive()  # the browser writes every 403 into its console

    chief.press("End the access", inside=chief.card("inviting", incident))
    chief.press("End the access", inside=chief.form)
    phone.sees(t("Your access has ended. If you are still needed, ask whoever invited you for a new link."))
    phone.forgive()  # the socket was closed from the other side
    assert queries.invited(store, hat(store, "projektchef")) == []


def test_an_action_of_a_party_that_is_not_at_the_table_says_so_with_the_remedy(comes: Comes, store: Store) -> None:
    incident = an_active_incident(store, exercise=True)
    action = an_action(store, incident, entry="B2", party="beredskab-4k", what="Dialog")
    chief = comes("projektchef").opens(f"/handlingsplan?plan={plan_of(store, incident)}")
    card = chief.card("action", action)
    expect(card).to_contain_text(t("Party not present"))
    chief.press("Invite {party}", inside=card, party="Beredskab 4K")
    expect(card).to_contain_text(t("Invited, and has not joined yet."))
    expect(card).to_contain_text(t("Party not present"))


def test_before_it_is_proposed_the_form_says_who_is_not_invited(comes: Comes, store: Store) -> None:
    incident = an_active_incident(store, exercise=True)
    chief = comes("projektchef").opens(f"/haendelser?haendelse={incident}")
    chief.press("Propose an action")
    chief.picks("From the catalogue", re.compile("^B1"))
    expect(chief.form).to_contain_text(t("Party not invited"))
    chief.ready()
    written = chief.writes("What? Detailed, concrete and clear", "Vejledning til institutioner", inside=chief.form)
    chief.press("Invite {party}", inside=chief.form, party="Beredskab 4K")
    chief.sees(t("{party} is invited. Show them the link.", party="Beredskab 4K"))  # beside the form, not in its place
    expect(chief.form).not_to_contain_text(t("Party not invited"))
    expect(written).to_have_value("Vejledning til institutioner")
    expect(chief.form).to_contain_text(t("Party not present"))
    assert queries.invited(store, hat(store, "projektchef"))[-1] == (incident, "brandvaesen")
