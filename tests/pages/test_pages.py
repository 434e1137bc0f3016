"""Every page and every form, as every role, under the shipped plan and under another town's.

Run through Streamlit's AppTest with a real sign-in on a real SQLite database; what only a browser shows stands in
tests/browser.
"""

import atexit
import os
import pickle
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from google.protobuf import text_format
from streamlit.testing.v1 import AppTest

from components import dialogs, page_help, session, sheet
from components.communication import PLACES
from components.fora_forms import DAYS
from components.texts import t
from data import commands, exercise, queries
from data import plan as plan_files
from data.entities import Incident, Message
from data.errors import AlreadyHappened, NotAllowed, RuleBroken, Stale
from data.places import Places
from data.rules import fora
from data.rules.access import Viewer, keeps_people, may
from data.rules.invitations import guest_roles
from data.settings import settings
from data.storage import Seen
from data.storage.sign_ins import name_of
from data.vocabulary import Channel, DecisionKind, Mandate, PartKind, SeatKind, Verb, Way
from tests.builders import a_report, an_archive, hat, seen, wording
from tests.learnt import learnt

ROOT = Path(__file__).parents[2]
PLANS = {
    "shipped": ROOT / "data" / "plan" / "vejleaaparken.yaml",
    "another": ROOT / "tests" / "plan" / "eksempelparken.yaml",
}
PAGES = (
    "overblik", "melding", "haendelser", "indsatser", "handlingsplan", "kommunikation", "moede", "historik", "fora",
    "personer", "beredskabsplan", "vejledning", "hjaelp", "oevelse",
)  # fmt: skip
SHIPPED_WORDS = ("ishøj", "vejleåparken", "lokalråd")


@dataclass
class Town:
    """A demo under one plan file."""

    name: str
    house: session.House

    @property
    def plan(self) -> plan_files.StandingPlan:
        return self.house.store.plan()

    def opened_by(self, role: str, script: str = "") -> AppTest:
        """The product, or a script that draws a part of it, as this role's demo account sees it."""
        token = commands.sign_in_demo(self.house.store, role).token
        whole = str(ROOT / "pages" / "navigation.py")
        made = (
            AppTest.from_string(script, default_timeout=120)
            if script
            else AppTest.from_file(whole, default_timeout=120)
        )
        made.user["sign_in"] = name_of(token)
        return made


FORM = """
from components import dialogs, frame, session
me = session.current()
frame.speak_to(me)
dialogs.show(me)
"""
"""A form without the page beneath it."""


@contextmanager
def settled(name: str, home: Path) -> Iterator[Town]:
    """The town of this plan, in a home of its own: a copy of the one that was made first."""
    shutil.copytree(_model(name), home, dirs_exist_ok=True)
    with _house(name, home) as house:
        yield Town(name, house)


@cache
def _model(name: str) -> Path:
    """A home with the demo of this plan, which nobody lives in: to play the exercise takes longer than most tests."""
    home = Path(tempfile.mkdtemp(prefix="beredskab-town-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    with _house(name, home) as house:
        commands.load_plan(house.store, plan_files.load(PLANS[name]))
        exercise.demo(house.store)
    return home


@contextmanager
def _house(name: str, home: Path) -> Iterator[session.House]:
    with pytest.MonkeyPatch.context() as env:
        env.setenv("BEREDSKAB_HOME", str(home))
        env.setenv("BEREDSKAB_PLAN", str(PLANS[name]))
        settings.cache_clear()
        session.house.cache_clear()
        house = session.house()
        yield house
        house.store.close()
    settings.cache_clear()
    session.house.cache_clear()


@pytest.fixture(scope="module", params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with settled(request.param, tmp_path_factory.mktemp(request.param)) as made:
        yield made


def offered(town: Town, role: str) -> list[str]:
    """The pages in this role's menu."""
    viewer = queries.viewer_of(town.plan, None, role)
    needed = {
        "melding": Verb.REPORT,
        "beredskabsplan": None,
        "vejledning": None,
        "hjaelp": None,
        "oevelse": Verb.LEAD_EXERCISE,
    }

    def has(name: str) -> bool:
        if name == "personer":
            return keeps_people(viewer)
        return (verb := needed.get(name, Verb.READ)) is None or may(viewer, verb)

    return [name for name in PAGES if has(name)]


def everything_on(page: AppTest) -> str:
    """Every word and every bit of data that the page was sent."""
    said = [text_format.MessageToString(node.proto, as_utf8=True) for node in page.main if node.proto is not None]
    return "\n".join(said)


def test_no_role_opens_a_page_that_is_not_in_its_menu(town: Town) -> None:
    """Not by its address either: Streamlit knows no page that is not offered (domain.md 1.1)."""
    refused = 0
    for role in town.plan.roles:
        page = town.opened_by(role).run()
        for name in sorted(set(PAGES) - set(offered(town, role))):
            with pytest.raises(ValueError, match="Could not find a navigation page"):
                page.switch_page(f"{name}.py")
            refused += 1
    assert refused > len(town.plan.roles)


def test_every_role_opens_every_page_of_its_menu(town: Town) -> None:
    for role in town.plan.roles:
        page = town.opened_by(role).run()
        for name in offered(town, role):
            page.switch_page(f"{name}.py").run()
            assert not page.exception, (role, name, page.exception[0].value)
            assert page.title[0].value.endswith(f"· {town.plan.area.short}")
            assert t(page_help.PAGES[f"{name}.py"].purpose) in everything_on(page), (role, name)


def test_silence_is_shown_after_the_limit_of_the_plan_file_and_never_without_one(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(town.house.store, "clock", lambda: datetime.now(UTC) + timedelta(minutes=91))
    page = town.opened_by(town.plan.coordinator.code).run()
    matrix = page.dataframe[-1].value
    silent = [word for word in matrix[t("Latest update")] if word.startswith(t("SILENT: {ago}", ago=""))]
    assert bool(silent) is (town.plan.limits.silence_minutes is not None) is (town.name == "another")


def invited(town: Town, plan: queries.PlanView) -> int:
    """The invitation of the first guest role, which is made if there is none."""
    store, chief = town.house.store, queries.viewer_of(town.plan, None, town.plan.coordinator.code)
    incident = plan.incidents[0][0]
    answers = [row for view in queries.inviting(store, chief, plan=plan.id) for row in view.answers if row.invited]
    if answers:
        return answers[0].id
    role = guest_roles(town.plan, store.clock().date())[0].code
    return commands.invite(store, chief, incident=incident, role=role, channel=Channel.PHONE)


def running_meeting(town: Town) -> int:
    """A meeting about the plan of the exercise that runs, with the coordinator in a seat; its id."""
    store, viewer = town.house.store, queries.viewer_of(town.plan, None, town.plan.coordinator.code)
    plan = queries.plans(store, viewer)[0]
    rows = queries.meetings(store, viewer, plan=plan.id)
    for row in rows:
        if row.ended_at is None and row.started_at:
            return row.id
    made = next((row.id for row in rows if row.started_at is None), None) or commands.call_meeting(
        store, viewer, plan=plan.id, planned_at=store.clock(), chair=viewer.role, place="Mødelokalet"
    )
    version = next(row.version for row in queries.meetings(store, viewer, plan=plan.id) if row.id == made)
    commands.start_meeting(store, viewer, seen=Seen(made, version))
    commands.seat(
        store, viewer, meeting=made, role=viewer.role, kind=SeatKind.MEMBER, mandate=Mandate.FULL, way=Way.ROOM
    )
    return made


def of_the_meeting(town: Town, form: str) -> int | None:
    """Something of a running meeting that the form can be about; None for the other forms."""
    store, viewer = town.house.store, queries.viewer_of(town.plan, None, town.plan.coordinator.code)
    if form in ("seat", "attend", "decide", "decide_action", "end_meeting", "add_decision"):
        return running_meeting(town)
    if form in ("answer", "note_answer"):
        plan = queries.plans(store, viewer)[0].id
        return commands.ask_party(store, viewer, plan=plan, asked=viewer.party, text="Hvornår er der ryddet?")
    if form == "correct":
        return commands.decide(
            store, viewer, meeting=running_meeting(town), kind=DecisionKind.OTHER, text="Telefonerne er åbne i nat.",
            takers=(str(viewer.party),),
        )  # fmt: skip
    return None


def number_for(town: Town, form: str) -> int:
    """Something that the form can be about."""
    if (number := of_the_meeting(town, form)) is not None:
        return number
    viewer = queries.viewer_of(town.plan, None, town.plan.coordinator.code)
    incident = queries.incidents(town.house.store, viewer)[0]
    action = queries.actions(town.house.store, viewer)[0]
    plan = queries.plans(town.house.store, viewer)[0]
    if form.startswith(("forum_", "matter_")) and form != "matter_report":
        return of_a_forum(town, form)
    about_incident = (
        "treat", "matter_report",
        "assess", "reject", "call_off", "close_informed", "break_exercise", "propose", "merge", "unmerge", "fact",
        "pass_on",
        "inform", "inform_last",
    )  # fmt: skip
    if form in about_incident:
        return incident.id
    if form in ("evaluate", "lesson_new", "lesson_change", "lesson_follow"):
        return learnt(town.house.store)[form.startswith("lesson_") and form != "lesson_new"]
    if form in ("archive", "access_edition"):
        return rejected(town)
    if form == "archive_received":
        return archive_made(town)
    if form in ("invite", "evaluated"):
        return plan.incidents[0][0]
    if form in ("guest_link", "end_guest"):
        return invited(town, plan)
    about_account = (
        "role", "end_role", "disable", "address", "send_link", "withdraw_link", "account_sign_ins", "drop_factor",
    )  # fmt: skip
    if form in about_account:
        return 1  # the first account
    if form == "end_screen":
        return paired(town, viewer)
    if form in ("propose_deletion", "delete_incident"):
        return archived(town)
    if form == "retire_names":
        return 1
    if form in ("refute", "confirm_fact"):
        found = queries.incident(town.house.store, viewer, incident.id)
        assert found is not None
        return found.facts[0].id
    if form in ("change_meeting", "cancel_meeting"):
        return called_meeting(town, plan.id)
    if form in ("take_change", "decline_change"):
        return proposed_change(town, plan.id)
    if form in ("picture", "approve_picture"):
        return working_copy(town, plan.id)
    if form == "audience":
        return plan.id * PLACES
    if form == "audience_own":
        return own_audience(town, plan.id)
    if form == "message_discard":
        return approved_message(town, plan.id)
    if form == "end_speaker":
        return named_speaker(town, plan.id)
    if form in ("message_discard_draft", "message_edit", "message_correct", "translate"):
        return 1  # the first message
    if form in ("confirm_hand_over", "deal_with_hand_over"):
        return 1  # the exercise's only one
    about_plan = (
        "audience_new", "speaker", "message_new",
        "part_", "propose_", "versions_", "write_picture", "support_", "agree", "stance",
        "put_in_force", "extend", "cover", "impression", "close_plan", "reopen", "call_meeting",
        "ask",
    )  # fmt: skip
    return plan.id if form.startswith(about_plan) else action.id


def of_a_forum(town: Town, form: str) -> int:
    """A day of the council's, which is set for the form, or a matter."""
    store, codes, council = town.house.store, list(town.plan.fora), fora.council(town.plan)
    assert council is not None
    keeper, day = hat(store, town.plan.roles_with(Verb.KEEP_FORA)[0].code), store.clock().date() + timedelta(days=99)
    if form in ("matter_bind", "matter_settle"):
        raiser = hat(store, town.plan.roles_with(Verb.RAISE_MATTER)[0].code)
        return commands.raise_matter(store, raiser, forum=council.code, what="Belysningen på stien.")
    if queries.forum_date(store, keeper, council.code, day) is None:
        commands.set_forum_meeting(store, keeper, forum=council.code, day=day)
    return codes.index(council.code) * DAYS + day.toordinal()


def archived(town: Town) -> int:
    """The archive of an exercise that was rejected."""
    store, chief = town.house.store, hat(town.house.store, town.plan.coordinator.code)
    category = next(iter(town.plan.categories))
    place = Places.from_plan(town.plan).outdoors()
    said = a_report(store, exercise=True, category=category, place=place)
    incident = commands.report(store, chief, **said)
    shown = seen(store, Incident, incident)
    commands.reject(store, chief, seen=shown, non_acute=False, reason="Det var ingenting.")
    role = town.plan.roles_with(Verb.DELETE_INCIDENT)[0].code
    return an_archive(store, incident, received=True, role=role)


def approved_message(town: Town, plan: int) -> int:
    """A message that is approved and not sent yet."""
    store = town.house.store
    writer, approver = (hat(store, town.plan.roles_with(v)[0].code) for v in (Verb.WRITE_MESSAGE, Verb.APPROVE_MESSAGE))
    number = commands.write_message(store, writer, plan=plan, wording=wording())
    commands.approve_message(store, approver, seen=seen(store, Message, number))
    return number


def rejected(town: Town) -> int:
    """A report that nothing came of: an incident that has ended."""
    store = town.house.store
    reports, rejects = (hat(store, town.plan.roles_with(verb)[0].code) for verb in (Verb.REPORT, Verb.REJECT))
    place, category = Places.from_plan(town.plan).outdoors(), next(iter(town.plan.categories))
    made = commands.report(store, reports, **a_report(store, exercise=True, category=category, place=place))
    commands.reject(store, rejects, seen=seen(store, Incident, made), non_acute=True, reason="Røg fra en grill.")
    return made


def archive_made(town: Town) -> int:
    """An archive of it."""
    return an_archive(town.house.store, rejected(town), role=town.plan.roles_with(Verb.ARCHIVE)[0].code)


def proposed_change(town: Town, plan: int) -> int:
    """A change that somebody who may propose one proposes to the purpose."""
    role = town.plan.roles_with(Verb.PROPOSE_CHANGE)[0].code
    store = town.house.store
    revision = queries.part(store, hat(store, role), plan, PartKind.PURPOSE).revision
    return commands.propose_change(
        store, hat(store, role), plan=plan, kind=PartKind.PURPOSE, revision=revision, text="Tryghed for alle."
    )


def working_copy(town: Town, plan: int) -> int:
    """A working copy of the situation picture."""
    store, role = town.house.store, town.plan.roles_with(Verb.WRITE_PLAN)[-1].code
    if found := queries.pictures(store, hat(store, role), plan=plan):
        return found[0].id
    return commands.write_picture(store, hat(store, role), plan=plan, number=1, questions="Hvor mange er hjemme?")


def own_audience(town: Town, plan: int) -> int:
    """An audience that the plan file does not have."""
    store = town.house.store
    by = queries.viewer_of(town.plan, None, town.plan.roles_with(Verb.PLAN_AUDIENCE)[0].code)
    view = queries.communication(store, by, plan)
    assert view is not None
    found = [row.id for row in view.rows if row.index is None]
    return found[0] if found else commands.plan_audience(store, by, plan=plan, name="Naboskolen")


def named_speaker(town: Town, plan: int) -> int:
    """Somebody who speaks to the press."""
    store, by = town.house.store, hat(town.house.store, town.plan.roles_with(Verb.NAME_SPOKESPERSON)[0].code)
    view = queries.plan(store, by, plan)
    if view is not None and view.communicating.press:
        return view.communicating.press[0].id
    return commands.name_spokesperson(store, by, plan=plan, speaker=by.role, topic="Efterforskningen")


def paired(town: Town, viewer: Viewer) -> int:
    """A screen on the wall."""
    store = town.house.store
    if not queries.screens(store, viewer):
        commands.pair_screen(store, viewer, code=commands.show_code(store, "0" * 64), room="Lokale 1")
    return queries.screens(store, viewer)[0].id


def called_meeting(town: Town, plan: int) -> int:
    """A meeting that is called about this plan."""
    store, chief = town.house.store, hat(town.house.store, town.plan.coordinator.code)
    if found := queries.summons(store, chief, plan):
        return found.meeting.id
    soon = store.clock() + timedelta(minutes=30)
    return commands.call_meeting(store, chief, plan=plan, planned_at=soon, chair=chief.role, place="Rådhuset")


def lost_by_a_press(page: AppTest) -> set[str]:
    """Questions with one answer whose answer goes when it is pressed once more."""
    groups = [group.proto for group in page.get("button_group")]
    return {one.label for one in groups if one.click_mode == one.SINGLE_SELECT and not one.required}


def test_every_form_opens_for_somebody_and_for_nobody_else(town: Town) -> None:
    for form, how in dialogs.FORMS.items():
        pin = str(sheet.Pin(form, number_for(town, form), 1, "a-key-of-a-test"))
        for role in town.plan.roles:
            allowed = (
                how.verb is None
                or may(queries.viewer_of(town.plan, None, role), how.verb)
                or (how.verb in town.plan.roles[role].grants)
            )
            if not allowed and role != next(iter(town.plan.roles)):
                continue
            page = town.opened_by(role)
            page.query_params[sheet.PARAM] = pin
            page.run()
            assert not page.exception, (form, role, page.exception[0].value)
            assert (sheet.PARAM in page.query_params) is allowed, (form, role)
            assert lost_by_a_press(page) <= {t("Show the typical actions of")}, (form, "an answer is not pressed away")
            if allowed:
                break


def test_a_form_opens_whatever_its_key_is_made_of(town: Town) -> None:
    """A key may hold two underscores beside each other, which Streamlit refuses in the key of a component."""
    pages = (("melding.py", "report", 0), ("haendelser.py", "assess", number_for(town, "assess")))
    for page_file, form, number in pages:
        for key in ("Ab__Om9GR94s", "a_________", "-_-__--_a"):
            page = town.opened_by(town.plan.coordinator.code).run().switch_page(page_file)
            page.query_params[sheet.PARAM] = str(sheet.Pin(form, number, 0, key))
            page.run()
            assert not page.exception, (form, key, page.exception[0].value)
            assert [area.key for area in page.text_area if str(area.key).endswith(f"-{key}")], (form, key)


@pytest.mark.parametrize(
    "address",
    [
        {"haendelse": "999999"},
        {"haendelse": "1 OR 1=1"},
        {"haendelse": "٣"},
        {"haendelse": "{{7*7}}"},
        {"plan": "<script>", "moede": "{{7*7}}"},
        {"part": "'; DROP TABLE incidents; --", "status": "{% raise %}"},
        {"sted": "p:1e999,nan"},
        {"sted": "b:" + "x" * 5000},
        {"formular": "assess.1.1."},
        {"formular": "nothing.1.1.abcdefghij"},
        {"formular": "assess.99999999999999999999.1.abcdefghij"},
        {"formular": "x" * 10_000},
    ],
)
def test_a_made_up_address_breaks_nothing(town: Town, address: dict[str, str]) -> None:
    page = town.opened_by(town.plan.coordinator.code)
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    for name in ("melding", "haendelser", "indsatser", "handlingsplan", "moede", "historik"):
        page.switch_page(f"{name}.py").run()
        assert not page.exception, (name, page.exception[0].value)


def test_a_report_that_was_saved_before_its_answer_was_lost_shows_its_receipt(town: Town) -> None:
    """Not an empty form: the reporter would write the same once more."""
    store, coordinator = town.house.store, town.plan.coordinator.code
    page = town.opened_by(coordinator).run()
    person = queries.signed_in(store, str(page.user["sign_in"]))
    assert person is not None
    place, category = Places.from_plan(town.plan).outdoors(), next(iter(town.plan.categories))
    said = a_report(store, exercise=True, category=category, place=place)
    made = commands.report(store, hat(store, coordinator, person.person), "key-of-the-form", **said)
    page.query_params["formular"] = "report.0.0.key-of-the-form"
    page.switch_page("melding.py").run()
    assert page.query_params["sendt"] == str(made)
    assert "formular" not in page.query_params
    assert t("The report is sent. Those who receive reports see it now.") in [told.value for told in page.success]
    assert not page.text_area


def test_what_a_form_remembers_can_be_stored() -> None:
    at = datetime(2026, 10, 24, 19, 40, tzinfo=UTC)
    stale, broken = Stale(role="x", party=None, at=at), RuleBroken("time-ahead", field="when", at=at)
    latest = sheet.Latest(3, [("a", "b")])
    for kept in (stale, broken, NotAllowed("unknown"), AlreadyHappened("already-activated", role="x", at=at), latest):
        again = pickle.loads(pickle.dumps(kept))  # noqa: S301  what was pickled a moment ago
        assert type(again) is type(kept)
        assert vars(again) == vars(kept)


def test_a_stranger_sees_nothing(town: Town) -> None:
    page = AppTest.from_file(str(ROOT / "pages" / "navigation.py"), default_timeout=60).run()
    assert len(page.error) == 1
    assert not page.title
    assert os.environ["BEREDSKAB_HOME"] not in everything_on(page)
    assert town.plan.area.name not in everything_on(page)
    assert town.plan.area.short not in everything_on(page)
