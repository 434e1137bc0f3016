"""Stand-ins, reservations and the boards on the pages, under the shipped plan and under another town's."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from components import feedback, look
from components.plain import plain
from components.texts import t
from data import commands, queries
from data.commands.people import HOUSE
from data.errors import RuleBroken
from data.rules.access import Viewer
from data.storage import Seen, Store
from data.vocabulary import ActionStatus, Answer, IncidentState, Mandate, Response, Risk, SeatKind, Stance, Verb, Way
from tests.builders import a_report, hat
from tests.pages.test_pages import PLANS, Town, everything_on, settled

ADMINISTERS = Viewer(HOUSE.person, HOUSE.role, grants=frozenset({Verb.ADMINISTER}))


@pytest.fixture(params=list(PLANS))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Each test has a town of its own: they change it."""
    with settled(request.param, tmp_path_factory.mktemp(request.param)) as made:
        yield made


def reading(town: Town, role: str, page: str, **address: str) -> AppTest:
    """A page as this role reads it."""
    opened = town.opened_by(role).run().switch_page(f"{page}.py")
    for name, value in address.items():
        opened.query_params[name] = value
    opened.run()
    assert not opened.exception, opened.exception[0].value
    return opened


def a_proposal(town: Town) -> queries.ActionRow:
    """An action that a party has been asked to accept."""
    rows = queries.actions(town.house.store, hat(town.house.store, town.plan.coordinator.code))
    for row in rows:
        if row.status is ActionStatus.PROPOSED and row.party is not None:
            return row
    raise AssertionError("the exercise has a proposed action")


def leader_of(town: Town, party: str | None) -> str:
    """The role that accepts for a party."""
    return next(r.code for r in town.plan.roles_of(party or "") if r.permanent and r.may(Verb.CONFIRM_RESERVATION))


def a_stand_in(town: Town, role: str, mandate: Mandate, limit: str = "") -> str:
    """An account that stands in for the role; its username."""
    commands.open_account(
        town.house.store, ADMINISTERS, username="vagten", display="Stedfortræder", role=role, demo=True,
        stand_in=mandate, limit=limit,
    )  # fmt: skip
    return "vagten"


def test_a_stand_in_is_told_what_it_cannot_and_its_leader_confirms_in_one_click(town: Town) -> None:
    row = a_proposal(town)
    role = leader_of(town, row.party)
    name = town.plan.roles[role].title
    guard = reading(town, a_stand_in(town, role, Mandate.LIMITED, "drift af bygninger"), "indsatser")
    said = everything_on(guard)
    assert t("{role} (stand-in)", role=name) in said
    assert "drift af bygninger" in said
    assert t("What you accept is a reservation until somebody of your party with a full mandate confirms it.") in said
    guard.button(key=f"save-accept-{row.id}").click().run()
    assert look.RESERVED.label in everything_on(guard)
    assert not [button for button in guard.button if (button.key or "").startswith("save-reserved")]
    overview = reading(town, role, "overblik")
    overview.button(key=f"save-reserved-{row.id}-task").click().run()
    assert not overview.exception
    found = queries.action(town.house.store, hat(town.house.store, role), row.id)
    assert found is not None
    assert not found.reserved


def test_administrators_read_how_each_role_is_held(town: Town) -> None:
    role = next(iter(town.plan.roles))
    administrator = next(r.code for r in town.plan.roles.values() if r.may(Verb.ADMINISTER))
    a_stand_in(town, role, Mandate.LIMITED, "drift af bygninger")
    said = [caption.value for caption in reading(town, administrator, "personer").caption]
    [line] = [one for one in said if look.MANDATE[Mandate.LIMITED].label in one]
    assert "drift af bygninger" in line
    assert t("until ended") in line


def test_a_party_that_cannot_be_committed_says_so_on_the_plan(town: Town) -> None:
    store, chief = town.house.store, hat(town.house.store, town.plan.coordinator.code)
    [plan] = queries.plans(store, chief)
    party = a_proposal(town).party
    role = leader_of(town, party)
    meeting = commands.call_meeting(
        store, chief, plan=plan.id, planned_at=store.clock(), chair=chief.role, place="Salen"
    )
    commands.start_meeting(store, chief, seen=Seen(meeting, 1))
    commands.seat(
        store, chief, meeting=meeting, role=role, kind=SeatKind.STAND_IN, mandate=Mandate.UNKNOWN, way=Way.ROOM
    )
    [plan] = queries.plans(store, chief)
    unowned = frozenset(row.id for row in queries.actions(store, chief, plan=plan.id) if row.unowned)
    commands.agree(
        store, chief, seen=Seen(plan.id, plan.version), meeting_at=store.clock(),
        stances={party or "": (Stance.AGREES, "")},
        ends_at=store.clock() + timedelta(hours=20), confirmed_unowned=unowned,
    )  # fmt: skip
    said = everything_on(reading(town, town.plan.coordinator.code, "handlingsplan"))
    name = plain(town.plan.parties[party or ""].short)
    assert t("{party} (mandate awaits confirmation)", party=name) in said
    overview = reading(town, role, "overblik")
    [confirm] = [button for button in overview.button if (button.key or "").startswith("save-agreement")]
    confirm.click().run()
    [plan] = queries.plans(store, chief)
    assert not plan.reserved


def test_a_board_is_late_only_by_a_rhythm_of_the_plan_file(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town.house.store, "clock", lambda: datetime.now(UTC) + timedelta(hours=25))
    lines = [markdown.value for markdown in reading(town, town.plan.coordinator.code, "overblik").markdown]
    for body in town.plan.informed_bodies:
        [line] = [line for line in lines if body.definite in line]
        assert (f"{look.OVERDUE.icon} {look.OVERDUE.label}" in line) is (body.inform_every_hours is not None)
    rhythm = any(body.inform_every_hours for body in town.plan.informed_bodies)
    assert rhythm is (town.name == "another"), "both are tried"


def test_whoever_informs_sees_the_open_duties_on_the_overview_and_nobody_else_does(town: Town) -> None:
    for role in town.plan.roles.values():
        if not role.may(Verb.READ):
            continue
        said = everything_on(reading(town, role.code, "overblik"))
        told = t("{body} not informed yet ({span})", body=town.plan.informed_bodies[0].definite, span="")
        assert (told.rpartition("(")[0] in said) is role.may(Verb.INFORM), role.code


def test_a_board_reads_its_own_notices_alone(town: Town) -> None:
    first, last = town.plan.informed_bodies[0], town.plan.informed_bodies[-1]
    assert first.role is not None
    assert last.role is not None
    told = "Der er aktiveret efter brand og stenkast"
    assert told in everything_on(reading(town, last.role, "handlingsplan"))
    assert told not in everything_on(reading(town, first.role, "handlingsplan"))
    assert told in everything_on(reading(town, town.plan.coordinator.code, "handlingsplan"))


def an_informing(store: Store) -> int:
    """An incident that only needs informing; its id."""
    plan = store.plan()
    chief = hat(store, plan.coordinator.code)
    report = a_report(store, exercise=True, category=next(iter(plan.categories)))
    incident = commands.report(store, chief, **report)
    view = queries.incident(store, chief, incident)
    assert view is not None
    commands.assess(
        store, chief, seen=Seen(incident, view.row.version), acute=Answer.NO, unrest=Answer.NO,
        response=Response.INFORM, risk=Risk.LOW, sentence="Kun til orientering.",
    )  # fmt: skip
    return commands.activate(store, chief, incident=incident)


def test_what_only_informs_has_the_duties_too_and_is_not_closed_without(town: Town) -> None:
    store = town.house.store
    chief = hat(store, town.plan.coordinator.code)
    incident = an_informing(store)
    page = reading(town, chief.role, "haendelser", haendelse=str(incident))
    for body in town.plan.informed_bodies:
        assert page.button(key=f"open-inform-{incident}-{body.code}")
    view = queries.incident(store, chief, incident)
    assert view is not None
    assert view.row.state is IncidentState.ACTIVE
    with pytest.raises(RuleBroken, match="boards-not-informed") as caught:
        commands.close_informed(store, chief, seen=Seen(incident, view.row.version), reason="Alle ved det.")
    assert caught.value.details["bodies"] == tuple(body.code for body in town.plan.informed_bodies)
    assert feedback.SENTENCES[caught.value.code]


def test_the_form_of_a_notice_names_what_it_is_about(town: Town) -> None:
    store, chief = town.house.store, town.plan.coordinator.code
    [plan] = queries.plans(store, hat(store, chief))
    by = next(role.code for role in town.plan.roles.values() if role.may(Verb.INFORM))
    page = reading(town, by, "handlingsplan", formular=f"inform.{plan.incidents[0][0]}.0.a-key-of-a-test")
    about = t("About: **{incidents}**").partition("{")[0]
    [told] = [one.value for one in page.markdown if one.value.startswith(about)]
    for _, number, category, place in plan.incidents:
        assert plain(f"{t('E{n}', n=number)} · {town.plan.categories[category].name} · {place}") in told
