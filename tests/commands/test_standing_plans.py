"""A changed plan file is taken into use by an administrator who has seen what changes, and without a restart (6.27)."""

import pytest

from data import commands, queries
from data import plan as plan_files
from data.entities import Incident, LogLine
from data.errors import NotAllowed, RuleBroken
from data.storage import Store
from data.vocabulary import Subject, Verb
from tests import builders as b


def test_a_changed_file_is_in_use_at_once_and_stands_in_the_log(store: Store) -> None:
    before = store.revision()
    made = commands.take_plan(
        store, b.administrator(store), **b.a_changed_plan(store, Projektchef="Projektleder", kvartalsvis="månedligt")
    )
    assert store.plan_version() == made
    assert store.plan().role("projektchef").title == "Projektleder"
    line = b.row_of(store, LogLine, store.revision())
    assert (store.revision() - before, line.verb, line.subject, line.subject_id) == (
        1, Verb.LOAD_PLAN, Subject.STANDING_PLAN, made
    )  # fmt: skip
    assert line.role == "administrator"


def test_pressed_twice_it_is_one_version(store: Store) -> None:
    by, given = b.administrator(store), b.a_changed_plan(store)
    made = commands.take_plan(store, by, "en-nøgle", **given)
    before = store.revision()
    assert commands.take_plan(store, by, "en-nøgle", **given) == made
    assert store.revision() == before


def test_nobody_takes_into_use_what_they_have_not_seen(store: Store) -> None:
    by, given = b.administrator(store), b.a_changed_plan(store)
    with b.refused(store, RuleBroken, "plan-file-changed"):
        commands.take_plan(store, by, **{**given, "shown": store.plan().digest})
    commands.load_plan(store, b.a_changed_plan(store, "# en anden")["plan"])
    with b.refused(store, RuleBroken, "other-plan-in-use"):
        commands.take_plan(store, by, **given)


def test_the_file_in_use_is_no_new_version(store: Store) -> None:
    plan = store.plan()
    with b.refused(store, RuleBroken, "plan-unchanged"):
        commands.take_plan(store, b.administrator(store), plan=plan, shown=plan.digest, replaces=store.plan_version())


def test_whoever_takes_it_into_use_can_still_mend_it_afterwards(store: Store) -> None:
    given = b.a_changed_plan(store, **{"  administrator:\n": "  systemfolk:\n"})
    with b.refused(store, RuleBroken, "plan-locks-out"):
        commands.take_plan(store, b.administrator(store), **given)


def test_only_an_administrator_takes_a_plan_into_use(store: Store) -> None:
    for role in ("projektchef", "stabsenhed", "aab"):
        with b.refused(store, NotAllowed):
            commands.take_plan(store, b.hat(store, role), **b.a_changed_plan(store))


def test_an_open_incident_keeps_its_version(store: Store) -> None:
    incident = b.an_active_incident(store)
    commands.take_plan(store, b.administrator(store), **b.a_changed_plan(store, Ildspåsættelse="Påsat brand"))
    began_under = b.row_of(store, Incident, incident).standing_plan_id
    assert store.plan(began_under).categories["ildspaasaettelse"].name == "Ildspåsættelse"
    assert store.plan().categories["ildspaasaettelse"].name == "Påsat brand"


def test_the_versions_tell_what_each_changed(store: Store) -> None:
    commands.take_plan(store, b.administrator(store), **b.a_changed_plan(store, **{"31700361": "31700362"}))
    newest, first = queries.plan_versions(store, b.hat(store, "projektchef"))
    assert first.changes is None
    assert newest.changes == (plan_files.Difference("kontakter", ("projektchef", "telefon"), "31700361", "31700362"),)


def test_the_plan_of_another_area_is_no_version_of_this_one_unless_something_happened_under_it(store: Store) -> None:
    incident = b.an_incident(store)
    other = {"Vejleåparken": "Bøgehegnet", "31700361": "31700362"}
    commands.load_plan(store, b.a_changed_plan(store, **other)["plan"])
    assert len(queries.plan_versions(store, b.hat(store, "projektchef"))) == 2, "an incident began under the first"
    commands.load_plan(store, b.a_changed_plan(store, Bøgehegnet="Elmehegnet")["plan"])
    newest, first = queries.plan_versions(store, b.hat(store, "projektchef"))
    assert newest.title.endswith("Elmehegnet")
    assert first.id == b.row_of(store, Incident, incident).standing_plan_id


@pytest.mark.parametrize("role", ["administrator", "styregruppe"])
def test_what_changed_about_people_is_told_without_its_words_to_whoever_sees_no_contacts(
    store: Store, role: str
) -> None:
    commands.load_plan(store, b.a_changed_plan(store, **{"31700361": "31700362"})["plan"])
    newest = queries.plan_versions(store, b.hat(store, role))[0]
    assert newest.changes is not None
    assert [(one.where, one.before, one.after) for one in newest.changes] == [(("projektchef", "telefon"), "…", "…")]
    again = b.a_changed_plan(store, **{"31700362": "31700363"})["plan"]
    assert "317" not in str(queries.plan_changes(store, b.hat(store, role), again))
