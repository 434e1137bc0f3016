"""What is known of an incident, from where, and how sure it is. Source: peers.md opening 12, domain.md 3.8."""

from datetime import datetime

from data.entities import Fact, Incident
from data.errors import RuleBroken
from data.rules import access, facts, incidents, times
from data.rules.access import Viewer
from data.storage import Seen, Store, intention
from data.vocabulary import Certainty, Source, Subject, Verb


@intention
def tell_fact(
    store: Store,
    by: Viewer,
    key: str | None = None,
    *,
    incident: int,
    what: str,
    source: Source | None,
    certainty: Certainty | None,
    happened_at: datetime | None,
    time_confirmed: bool = False,
) -> int:
    """Tell something about an open incident; returns the fact's id.

    Raises RuleBroken: "choose-source", "choose-certainty", "no-time", "time-ahead"/"time-long-ago" until confirmed,
    "text-missing" (what), "personal-text".
    """
    access.require(by, Verb.TELL_FACT)
    with store.changing(by, key) as change:
        found = change.get(Incident, incident)
        incidents.require_state(Verb.TELL_FACT, found.state)
        source, certainty, happened_at = facts.require_told(source, certainty, happened_at)
        times.require_plausible(happened_at, change.now, confirmed=time_confirmed)
        fact = change.add(
            Fact(
                incident_id=found.id, what_id=change.text("what", what), report_id=None, source=source,
                certainty=certainty, happened_at=happened_at, at=change.now, person_id=by.person, role=by.role,
                party=by.party,
            )
        )  # fmt: skip
        change.log(
            Verb.TELL_FACT, Subject.FACT, fact.id, incident=found, happened_at=happened_at, source=source,
            certainty=certainty,
        )  # fmt: skip
    return fact.id


@intention
def judge_fact(
    store: Store, by: Viewer, key: str | None = None, *, seen: Seen, certainty: Certainty | None, reason: str = ""
) -> int:
    """Say anew how sure a fact is: confirmed, or a rumour refuted with what is true instead. Returns its id.

    Raises RuleBroken "choose-certainty", "already-so", "text-missing" (reason of a refutation).
    """
    with store.changing(by, key) as change:
        change.require(Verb.JUDGE_FACT, change.get(Fact, seen.id))
        fact = change.again(Fact, seen)
        incident = change.get(Incident, fact.incident_id)
        incidents.require_state(Verb.JUDGE_FACT, incident.state)
        if certainty is None:
            raise RuleBroken("choose-certainty", field="certainty")
        before = fact.certainty
        if before is certainty:
            raise RuleBroken("already-so", field="certainty")
        refuted = certainty is Certainty.REFUTED
        fact.reason_id = change.text("reason", reason) if refuted else change.maybe_text("reason", reason)
        fact.certainty = certainty
        fact.judged_at, fact.judged_role, fact.judged_party = change.now, by.role, by.party
        change.log(Verb.JUDGE_FACT, Subject.FACT, fact.id, incident=incident, before=before, after=certainty)
    return fact.id
