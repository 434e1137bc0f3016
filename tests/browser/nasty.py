"""The worst that somebody might type, and a demo in which it stands everywhere that people may write."""

import re
from datetime import timedelta

from data import commands, queries
from data.commands import Description
from data.entities import Action, ActionPlan, Incident
from data.storage import Store
from data.vocabulary import ActionStatus, Affected, PartKind, PartState, Response, Stance
from tests.builders import (
    a_place_outside,
    an_accepted_action,
    an_action,
    an_active_incident,
    an_assessed_incident,
    an_incident,
    hat,
    inform,
    plan_of,
    seen,
    tell,
)
from tests.web.served import HOUSE

PIECES = (
    "{{7*7}}",
    "{% raise %}",
    "{# x #}",
    "<img src=x onerror=alert(1)>",
    "${7*7}",
    "`whoami`",
    "</script>",
    "'; DROP TABLE incidents; --",
    '=HYPERLINK("http://x")',
    "![x](http://127.0.0.1:9/x.png)",
    ":red[x]",
    "$x^2$",
    "[x](javascript:alert(1))",
    "# **x** _y_ ~~z~~ :material/bolt: :smile: <!-- x",
)
NASTY = " ".join(PIECES)
NAMED = " ".join(PIECES[:4])
SHOWN = re.compile("\u2060?".join(re.escape(letter) for letter in NASTY))
"""The words as they stand on a page: what has no width may stand between them."""
TOO_LONG = "x" * 10_000


def write_everywhere(store: Store) -> tuple[int, int]:
    """Every free text of the product says it; the incident with the plan, and the plan."""
    chief, council, aab = (hat(store, role) for role in ("projektchef", "lokalraad-kommune", "aab"))
    incident = an_active_incident(store, what=NASTY, place=a_place_outside(store), outside_reason=NASTY)
    plan = plan_of(store, incident)
    commands.assess(
        store, council, seen=seen(store, Incident, incident), acute="yes", unrest="yes", response=Response.BOTH,
        risk="high", sentence=NASTY,
    )  # fmt: skip
    for kind in PartKind:
        writes = kind in (PartKind.SITUATION, PartKind.PURPOSE, PartKind.COMMUNICATION)
        state = PartState.FILLED if writes else PartState.NOT_RELEVANT
        commands.write_part(store, chief, plan=plan, kind=kind, revision=0, state=state, text=NASTY)
    for about in Affected:
        commands.answer_support(store, chief, plan=plan, about=about, needed=True, note=NASTY)
    inform(store, incident, content=NASTY)
    _actions(store, incident)
    now = store.clock()
    commands.agree(
        store, chief, seen=seen(store, ActionPlan, plan), meeting_at=now,
        stances={"aab": (Stance.AGREES, ""), "politi": (Stance.RESERVES, NASTY)},
        ends_at=now + timedelta(hours=1),
        confirmed_unowned=frozenset(row.id for row in queries.actions(store, chief, plan=plan) if row.unowned),
    )  # fmt: skip
    later = now + timedelta(hours=2)
    commands.extend(
        store, chief, seen=seen(store, ActionPlan, plan), meeting_at=now, ends_at=later, reason=NASTY,
        stances={"aab": (Stance.RESERVES, NASTY)},
    )  # fmt: skip
    commands.give_impression(store, aab, plan=plan, good=NASTY, better=NASTY)
    _endings(store)
    commands.open_account(store, HOUSE, username="opdigtet", display=NAMED, role="aab", demo=True)
    return incident, plan


def _actions(store: Store, incident: int) -> None:
    """Told, finished, given back, cancelled, handed over, opened again - each with the words."""
    aab, chief = hat(store, "aab"), hat(store, "projektchef")
    words = {"what": NASTY, "where": NASTY, "entry": None}
    tell(store, an_accepted_action(store, incident, **words), ActionStatus.IN_PROGRESS, note=NASTY)
    done = an_accepted_action(store, incident, **words)
    tell(store, done, ActionStatus.DONE, note=NASTY, seen_by=NASTY)
    commands.reopen_action(store, aab, seen=seen(store, Action, done), note=NASTY)
    commands.decline_action(
        store, aab, seen=seen(store, Action, an_accepted_action(store, incident, **words)), note=NASTY
    )
    commands.cancel_action(store, aab, seen=seen(store, Action, an_action(store, incident, **words)), note=NASTY)
    forum = next(code for code, one in store.plan().fora.items() if one.receives_handover)
    commands.hand_over(
        store, aab, seen=seen(store, Action, an_accepted_action(store, incident, **words)), forum=forum, note=NASTY
    )
    described = an_action(store, incident)
    commands.describe_action(
        store, chief, seen=seen(store, Action, described), described=Description(what=NASTY, where=NASTY, party="aab")
    )


def _endings(store: Store) -> None:
    """Rejected, called off, closed after informing, and an exercise that became real."""
    chief = hat(store, "projektchef")
    commands.reject(
        store, chief, seen=seen(store, Incident, an_incident(store, what=NASTY)), non_acute=True, reason=NASTY
    )
    commands.call_off(store, chief, seen=seen(store, Incident, an_active_incident(store)), reason=NASTY)
    informed = an_active_incident(store, response=Response.INFORM)
    for body in store.plan().informed_bodies:
        inform(store, informed, body.code, content=NASTY)
    commands.close_informed(store, chief, seen=seen(store, Incident, informed), reason=NASTY)
    exercise = an_assessed_incident(store, exercise=True)
    commands.break_exercise(
        store, chief, seen=seen(store, Incident, exercise), what=NASTY, category="lignende",
        place=a_place_outside(store), outside_reason=NASTY,
    )  # fmt: skip
