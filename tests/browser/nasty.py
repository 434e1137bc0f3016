"""The worst that somebody might type, and a demo in which it stands everywhere that people may write."""

import re
from datetime import timedelta

from data import commands, queries
from data.commands import Description, Wording
from data.entities import Action, ActionPlan, ChangeProposal, Incident, Message
from data.rules.parts import WRITTEN
from data.rules.pictures import FIELDS
from data.storage import Seen, Store
from data.vocabulary import ActionStatus, Affected, PartKind, PartState, Response, Stance
from tests.builders import (
    a_part,
    a_picture,
    a_place_outside,
    a_proposal,
    an_accepted_action,
    an_action,
    an_active_incident,
    an_approved_picture,
    an_assessed_incident,
    an_incident,
    answers,
    hand_over_of,
    hat,
    in_days,
    inform,
    plan_of,
    proportions,
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
SHORT = " ".join(PIECES[1:4])
"""What fits into a name or a topic; without the first piece, which a page shows with all the others or not at all."""
SPOKEN = " ".join(PIECES[3:5])
"""What fits into a language's name."""
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
    _parts(store, plan)
    for about in Affected:
        commands.answer_support(store, chief, plan=plan, about=about, needed=True, note=NASTY)
    inform(store, incident, content=NASTY)
    _communication(store, plan)
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


def _parts(store: Store, plan: int) -> None:
    """Every part with its answers, a change that is proposed, one that is declined, and two situation pictures."""
    for kind in PartKind:
        state = PartState.FILLED if kind in WRITTEN else PartState.NOT_RELEVANT
        given = answers(store, kind)
        if kind is PartKind.SITUATION:
            given["proportions"] = proportions(store, reason=NASTY)
        a_part(store, plan, kind=kind, state=state, text=NASTY, **given)
    for number in (1, 2):
        a_proposal(store, plan, revision=1, text=f"{NASTY} {number}", reason=NASTY)
    declined = seen(store, ChangeProposal, a_proposal(store, plan, revision=1, text=f"Nej {NASTY}", reason=NASTY))
    commands.decline_change(store, hat(store, "stabsenhed"), seen=declined, reason=NASTY)
    everything = dict.fromkeys(FIELDS, NASTY)
    an_approved_picture(store, plan, **everything)
    a_picture(store, plan, 2, **everything)


def _communication(store: Store, plan: int) -> None:
    """An audience of the file and an own one, who speaks, and a message in every state and another language."""
    unit, chief = hat(store, "stabsenhed"), hat(store, "projektchef")
    commands.plan_audience(store, unit, plan=plan, code="omverdenen", relevant=False, reason=NASTY)
    own = commands.plan_audience(store, unit, plan=plan, name=SHORT, internal=True, informs="aab")
    commands.name_spokesperson(store, chief, plan=plan, speaker="lokalraad-politi")
    commands.name_spokesperson(store, chief, plan=plan, speaker="projektchef", topic=SHORT)
    said = Wording(("beboere", f"#{own}"), (), *[NASTY] * 7)
    commands.write_message(store, unit, plan=plan, wording=said)
    sent = commands.write_message(store, unit, plan=plan, wording=said)
    commands.translate_message(store, unit, seen=seen(store, Message, sent), language=SPOKEN, text=NASTY)
    commands.approve_message(store, chief, seen=seen(store, Message, sent))
    commands.send_message(store, chief, seen=seen(store, Message, sent))
    commands.correct_message(store, unit, seen=seen(store, Message, sent), wording=said)
    given_up = commands.write_message(store, unit, plan=plan, wording=said)
    commands.discard_message(store, unit, seen=seen(store, Message, given_up))


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
    over = commands.hand_over(
        store, aab, seen=seen(store, Action, an_accepted_action(store, incident, **words)), forum=forum, note=NASTY,
        due=in_days(store, 30),
    )  # fmt: skip
    handed = hand_over_of(store, over)
    commands.deal_with_hand_over(store, chief, seen=Seen(handed.id, handed.version), outcome=NASTY)
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
