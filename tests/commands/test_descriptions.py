"""Helpers, networks, from and until, how one sees it; what a person-related action does not take (R12, R35-R37)."""

import json
from datetime import timedelta
from typing import Any

import pytest

from data import commands, queries
from data.entities import Action
from data.errors import RuleBroken
from data.storage import Store
from data.vocabulary import ActionStatus, Lack, Verb
from tests import builders as b

FULL: dict[str, Any] = {
    "entry": "H1", "party": "helhedsplan", "what": "Aktivere civile lokale netværk", "where": "Torvet",
    "leaders": ("projektchef",), "target_groups": ("beboere",), "evidence": "Der er ro på torvet",
    "helpers": ("kommune", "aab"), "networks": ("SSP-netværket",),
}  # fmt: skip


def row(store: Store, action: int) -> queries.ActionRow:
    found = queries.action(store, b.hat(store, "projektchef"), action)
    assert found is not None
    return found


def test_everything_a_description_says_is_read_back(store: Store) -> None:
    starts, ends = b.ahead(store, hours=1), b.ahead(store, hours=5)
    action = b.an_action(store, starts_at=starts, deadline=ends, **FULL)
    found = row(store, action)
    assert (found.starts_at, found.deadline, found.evidence.body) == (starts, ends, "Der er ro på torvet")
    assert (found.helpers, found.networks) == (("kommune", "aab"), ("SSP-netværket",))
    assert (found.lacks, found.absent) == ((), False)
    assert found.category
    assert found.place
    assert all(found.concerns(party) for party in ("helhedsplan", "kommune", "aab"))
    assert not found.concerns("politi")
    assert not found.concerns(None)
    said = json.loads(b.last_line(store).facts)
    assert (said["helpers"], said["networks"]) == (["kommune", "aab"], ["SSP-netværket"])


def test_what_is_missing_is_kept_and_named(store: Store) -> None:
    action = b.an_action(store, entry="H1", party="helhedsplan")
    assert set(row(store, action).lacks) == set(Lack)
    given = b.described(starts_at=None, deadline=b.ahead(store, hours=5), **FULL)
    by = b.hat(store, "stabsenhed")
    commands.describe_action(store, by, seen=b.seen(store, Action, action), described=given)
    assert row(store, action).lacks == ()
    assert row(store, action).helpers == ("kommune", "aab")


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"helpers": ("aab",)}, "helps-itself", "helpers"),
        ({"helpers": ("lidl",)}, "unknown-code", "helpers"),
        ({"networks": ("Hvem som helst",), "entry": None}, "unknown-code", "networks"),
        ({"networks": ("SSP-netværket",)}, "activates-no-network", "networks"),
        ({"evidence": "Ring 33760108"}, "personal-text", "evidence"),
        ({"entry": "P1", "party": "politi", "evidence": "Talt med dem"}, "person-related", "evidence"),
        ({"entry": "P1", "party": "politi", "where": "Skolen"}, "person-related", "where"),
        ({"entry": "P2", "party": "politi", "helpers": ("kommune",)}, "person-related", "helpers"),
        ({"entry": "P2", "party": "politi", "networks": ("SSP-netværket",)}, "activates-no-network", "networks"),
    ],
)
def test_what_does_not_fit_is_refused_when_proposed_and_when_described(
    store: Store, other: dict[str, Any], code: str, field: str
) -> None:
    incident = b.an_active_incident(store)
    with b.refused(store, RuleBroken, code, field=field):
        b.an_action(store, incident, **other)
    action = b.an_action(store, incident)
    with b.refused(store, RuleBroken, code, field=field):
        commands.describe_action(
            store, b.hat(store, "stabsenhed"), seen=b.seen(store, Action, action), described=b.described(**other)
        )


def test_until_before_from_is_refused(store: Store) -> None:
    incident, noon = b.an_active_incident(store), b.ahead(store, hours=2)
    for ends in (noon, noon - timedelta(minutes=1)):
        with b.refused(store, RuleBroken, "ends-before-it-starts", field="deadline"):
            b.an_action(store, incident, starts_at=noon, deadline=ends)
    assert b.an_action(store, incident, starts_at=noon)


def test_own_words_may_activate_a_network(store: Store) -> None:
    action = b.an_action(store, entry=None, what="Gå en tur med naboerne", networks=("SSP-netværket",))
    assert row(store, action).networks == ("SSP-netværket",)


def test_the_planned_evidence_stands_until_it_is_done_and_the_seen_is_asked_anew(store: Store) -> None:
    action = b.an_accepted_action(store, evidence="Gården er ryddet")
    with b.refused(store, RuleBroken, "say-how-seen", field="seen_by"):
        b.tell(store, action, ActionStatus.DONE, seen_by="")
    b.tell(store, action, ActionStatus.DONE, seen_by="Jeg har set den")
    found = row(store, action)
    assert (found.evidence.body, found.note.body, found.lacks) == ("Gården er ryddet", "Jeg har set den", ())


def test_who_takes_it_over_no_longer_helps(store: Store) -> None:
    """The form leaves the helper out; a form that is older than that is told so."""
    action = b.an_action(store, party=None, entry=None, helpers=("politi",))
    by = b.hat(store, "stabsenhed")
    given = b.described(party="politi", entry=None, helpers=("politi",))
    with b.refused(store, RuleBroken, "helps-itself", field="helpers"):
        commands.describe_action(store, by, seen=b.seen(store, Action, action), described=given)
    assert b.last_line(store).verb == Verb.PROPOSE_ACTION
