"""The evening of one house in six situations, each growing out of the one before, made as people make them.

Calls, notices, the agenda's items and the closed item are written as their commands write them, without their forms.
The texts are the longest that happen, so that what fits here fits always; PLANTED stands where a board must not look.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from data import commands
from data.entities import Action, Call, ClosedItem, Incident, Meeting, Notice
from data.rules.access import Viewer
from data.storage import Store
from data.vocabulary import ActionStatus, CallResult, Channel, PartKind, PartState, Subject, Verb
from tests import builders as b

PLANTED: Final = "plantet hemmelighed"
"""A name that stands in a report, in an account, and never on the wall."""
LONG: Final = (
    "Omkring 40 unge i flere grupper på stien ved centret kaster sten mod brandvæsenet og politiet, og tre containere"
    " ved legepladsen brænder. En medarbejder er ramt. Der er tegn på, at flere er på vej."
)
WORK: Final = (
    ("politi", "Synlig udvidet patruljering hele aftenen og natten på alle stier i området", 3.0),
    ("aab", "Øget opsyn fra ejendomsdriften ved alle opgange og i kældrene", -0.5),
    ("boligselskab", "Hurtig fjernelse af brændte containere og oprydning på pladsen", 12.0),
    ("kommune", "Fokuseret gadeplansindsats ved centret og ved stationen", 5.0),
    ("kommune", "Udvidet klubtilbud fredag og lørdag aften", 48.0),
    ("beredskab-4k", "Slukning og brandvagt", 1.0),
    (None, "Samtale med naboer til pladsen om det, der er sket", 20.0),
)
CHIEF: Final = "projektchef"


def calm(store: Store) -> None:
    """Nothing runs; an account bears a name that nobody may read on a wall."""
    commands.open_account(
        store, Viewer(None, "system", grants=frozenset(Verb)), username="plantet", display=PLANTED, role="aab"
    )


def before_meeting(store: Store) -> None:
    """One incident, activated; the group is called in."""
    incident = b.an_active_incident(
        store, what=f"{PLANTED} har set en brand", category="opgoer", place=b.a_place(store, 40)
    )
    b.a_called_meeting(store, incident)
    for role, result in (
        ("lokalraad-politi", CallResult.REACHED), ("aab", CallResult.NOT_REACHED), ("aab", CallResult.NOT_REACHED),
        ("boligselskab", CallResult.REACHED), ("lokalraad-kommune", CallResult.NOT_REACHED),
    ):  # fmt: skip
        _call(store, incident, role, result)


def meeting(store: Store) -> None:
    """Its meeting runs, and has come to the third item."""
    commands.start_meeting(store, b.hat(store, CHIEF), seen=b.seen(store, Meeting, 1))
    b.a_part(store, 1, kind=PartKind.SITUATION, state=PartState.FILLED, text=LONG)
    to_item(store, 2)


def in_force(store: Store) -> None:
    """The meeting has ended, the plan is in force; one action is late, one belongs to nobody."""
    for party, what, hours in WORK:
        b.an_action(
            store, 1, what=what, entry=None, party=party, deadline=store.clock() + timedelta(hours=hours), leaders=()
        )
    for number, role in ((1, "lokalraad-politi"), (2, "aab"), (3, "boligselskab"), (4, "lokalraad-kommune")):
        commands.accept_action(store, b.hat(store, role), seen=b.seen(store, Action, number))
    b.tell(store, 3, ActionStatus.DONE, role="boligselskab")
    b.agree(store, 1, confirmed_unowned=frozenset({7}), ends_at=store.clock() + timedelta(hours=26))
    _inform(store, 1, "styregruppe")
    b.a_speaker(store, 1, "boligselskab")
    b.a_speaker(store, 1, topic="Efterforskningen")
    b.a_sent_message(store, 1, happened=LONG)
    _meeting(store, ended_at=store.clock())


def closed_item(store: Store) -> None:
    """A second meeting runs, and its closed item."""
    b.a_running_meeting(store, 1)
    with store.changing(b.hat(store, "lokalraad-politi")) as change:
        change.add(
            ClosedItem(
                plan_id=1, meeting_id=2, started_at=change.now - timedelta(minutes=4), started_role="lokalraad-politi",
                left=["aab"], stayed=["lokalraad-kommune"],
            )
        )  # fmt: skip
        change.log(Verb.START_CLOSED_ITEM, Subject.MEETING, 2, plan=1, left=["aab"], stayed=["lokalraad-kommune"])


def two(store: Store) -> None:
    """The closed item and its meeting have ended; an exercise runs beside what is real, and a report waits."""
    with store.changing(b.hat(store, "lokalraad-politi")) as change:
        change.get(ClosedItem, 1).ended_at = change.now
        change.get(Meeting, 2).ended_at = change.now
        change.log(Verb.END_CLOSED_ITEM, Subject.MEETING, 2, plan=1)
    b.an_active_incident(store, exercise=True, place=b.a_place(store, 5), what=f"{PLANTED} spiller med")
    b.an_incident(store, what=f"{PLANTED} melder igen")


def looking_back(store: Store) -> None:
    """Both have ended, the exercise by being called off; a council looks back at the real one."""
    for number in (1, 2):
        incident = b.seen(store, Incident, number)
        commands.call_off(store, b.hat(store, CHIEF), seen=incident, reason="Der er ro igen.")
    commands.pin_board(store, b.hat(store, "aab"), incident=1)


SITUATIONS: Final[dict[str, Callable[[Store], None]]] = {
    "calm": calm, "before_meeting": before_meeting, "meeting": meeting, "in_force": in_force,
    "closed_item": closed_item, "two": two,
}  # fmt: skip


def to_item(store: Store, item: int | None) -> None:
    """The first meeting goes to an item of its agenda."""
    _meeting(store, item=item)


def _meeting(store: Store, **values: object) -> None:
    with store.changing(b.hat(store, CHIEF)) as change:
        found = change.get(Meeting, 1)
        for field, value in values.items():
            setattr(found, field, value)
        change.log(Verb.NEXT_ITEM, Subject.MEETING, 1, plan=1)


def _call(store: Store, incident: int, role: str, result: CallResult) -> None:
    with store.changing(b.hat(store, CHIEF)) as change:
        change.add(
            Call(
                incident_id=incident, called=role, stand_in=None, result=result, channel=Channel.PHONE, at=change.now,
                person_id=None, role=CHIEF, party="helhedsplan",
            )
        )  # fmt: skip
        change.log(
            Verb.RECORD_CALL, Subject.CALL, 1, incident=change.get(Incident, incident), called=role, stand_in=None,
            result=result, channel=Channel.PHONE, after_end=False,
        )  # fmt: skip


def _inform(store: Store, incident: int, forum: str) -> None:
    with store.changing(b.hat(store, CHIEF)) as change:
        change.add(
            Notice(
                incident_id=incident, body=forum, channel=Channel.PHONE,
                content_id=change.text("content", f"{PLANTED} er orienteret"), told_at=change.now, final=False,
                at=change.now, person_id=None, role=CHIEF, party="helhedsplan",
            )
        )  # fmt: skip
        change.log(
            Verb.INFORM, Subject.NOTICE, 1, incident=change.get(Incident, incident), body=forum, channel=Channel.PHONE,
            final=False,
        )  # fmt: skip
