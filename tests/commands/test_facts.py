"""What is known, from where and how sure; a rumour that is refuted stays, marked (peers.md opening 12)."""

from datetime import timedelta
from typing import Any

import pytest

from data import commands, queries
from data.entities import ActionPlan, Fact
from data.errors import RuleBroken, Stale
from data.storage import Store
from data.vocabulary import Certainty, Source, Verb
from tests import builders as b
from tests.conftest import Clock

TOLD = {"what": "Omkring 20 unge ved containerne", "source": Source.RESIDENTS, "certainty": Certainty.RUMOUR}


def tell(store: Store, incident: int, role: str = "aab", **other: Any) -> int:
    return commands.tell_fact(
        store, b.hat(store, role), incident=incident, **({"happened_at": store.clock()} | TOLD | other)
    )


def judge(store: Store, fact: int, certainty: Certainty, reason: str = "", role: str = "lokalraad-politi") -> int:
    return commands.judge_fact(
        store, b.hat(store, role), seen=b.seen(store, Fact, fact), certainty=certainty, reason=reason
    )


def facts(store: Store, incident: int, role: str = "projektchef") -> tuple[queries.FactRow, ...]:
    found = queries.incident(store, b.hat(store, role), incident)
    assert found is not None
    return found.facts


def test_a_report_is_the_first_fact_unconfirmed(store: Store) -> None:
    [fact] = facts(store, b.an_incident(store))
    assert (fact.source, fact.certainty, fact.role, fact.party) == (
        Source.OWN_STAFF, Certainty.UNCONFIRMED, "aab", "aab",
    )  # fmt: skip
    assert fact.what.body == "Brand i tre containere kl. 21.40"


def test_a_fact_carries_source_time_and_certainty_newest_first(store: Store, clock: Clock) -> None:
    incident = b.an_active_incident(store)
    clock.turn(minutes=10)
    told = tell(store, incident, happened_at=clock() - timedelta(minutes=2))
    newest, _ = facts(store, incident)
    assert (newest.id, newest.source, newest.certainty) == (told, Source.RESIDENTS, Certainty.RUMOUR)
    assert (newest.happened_at, newest.at) == (clock() - timedelta(minutes=2), clock())
    assert b.last_line(store).verb == Verb.TELL_FACT


def test_a_rumour_is_refuted_with_what_is_true_and_stays(store: Store) -> None:
    incident = b.an_active_incident(store)
    rumour = tell(store, incident)
    with b.refused(store, RuleBroken, "text-missing", field="reason"):
        judge(store, rumour, Certainty.REFUTED)
    judge(store, rumour, Certainty.REFUTED, "Der var seks, og de er gået hjem.")
    newest, _ = facts(store, incident)
    assert (newest.certainty, newest.reason.body) == (Certainty.REFUTED, "Der var seks, og de er gået hjem.")
    assert (newest.judged_role, newest.judged_at) == ("lokalraad-politi", store.clock())
    assert newest.what.body == TOLD["what"]
    assert newest.before == ()
    judge(store, rumour, Certainty.CONFIRMED, role="projektchef")
    newest, _ = facts(store, incident)
    assert newest.reason.body == "", "the old reason goes with the old judgement"
    assert [(one.certainty, one.role, one.reason.body) for one in newest.before] == [
        (Certainty.REFUTED, "lokalraad-politi", "Der var seks, og de er gået hjem.")
    ], "and is read as what was said before"


def test_what_it_refuses(store: Store) -> None:
    incident = b.an_active_incident(store)
    for other, code, field in (
        ({"source": None}, "choose-source", "source"),
        ({"certainty": None}, "choose-certainty", "certainty"),
        ({"certainty": Certainty.REFUTED}, "choose-certainty", "certainty"),
        ({"happened_at": None}, "no-time", "when"),
        ({"happened_at": store.clock() + timedelta(hours=1)}, "time-ahead", "when"),
        ({"what": " "}, "text-missing", "what"),
        ({"what": "Ring til 20 30 40 50"}, "personal-text", "what"),
    ):
        with b.refused(store, RuleBroken, code, field=field):
            tell(store, incident, **other)
    fact = tell(store, incident)
    with b.refused(store, RuleBroken, "already-so", field="certainty"):
        judge(store, fact, Certainty.RUMOUR)


def test_two_judging_at_once_the_second_is_told(store: Store) -> None:
    fact = tell(store, b.an_active_incident(store))
    shown = b.seen(store, Fact, fact)
    judge(store, fact, Certainty.CONFIRMED)
    with b.refused(store, Stale, role="lokalraad-politi"):
        commands.judge_fact(
            store, b.hat(store, "projektchef"), seen=shown, certainty=Certainty.REFUTED, reason="Det passer ikke."
        )


def test_nothing_is_told_of_an_incident_that_has_ended(store: Store) -> None:
    plan = b.a_plan_ready_to_close(store)
    [incident] = [row.id for row in queries.incidents(store, b.hat(store, "projektchef"))]
    fact = tell(store, incident)
    commands.close(store, b.hat(store, "projektchef"), seen=b.seen(store, ActionPlan, plan))
    with b.refused(store, RuleBroken, "not-in-this-state"):
        tell(store, incident)
    with b.refused(store, RuleBroken, "not-in-this-state"):
        judge(store, fact, Certainty.CONFIRMED)


@pytest.mark.parametrize("reader", ["aab", "boligselskab"])
def test_it_is_read_by_those_who_read_the_incident(store: Store, reader: str) -> None:
    fact = tell(store, b.an_incident(store, "aab"))
    found = queries.fact(store, b.hat(store, reader), fact)
    assert (found is not None) is (reader == "aab")
