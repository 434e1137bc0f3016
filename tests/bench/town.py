"""An evening of so many incidents, always the same one for the same number, made by commands as people make them.

Of every ten: two reports nobody has read, four read, three assessed, one active with a plan of its own and two actions.
"""

from pathlib import Path

from data import commands
from data.entities import Incident
from data.settings import Settings
from data.storage import Store
from data.vocabulary import Answer, Response, Risk
from tests import builders
from tests.web.served import furnish

READ, ASSESSED, ACTIVE = range(2, 6), range(6, 9), range(9, 10)
RISKS = (Risk.LOW, Risk.MEDIUM, Risk.HIGH)
PARTIES = ("politi", "kommune", "aab", "boligselskab")
COUNCIL = "lokalraad-kommune"


def open_town(home: Path) -> Store:
    """A new installation with the shipped plan and its demo accounts, in which nothing has happened yet."""
    chosen = Settings(home=home)  # a database that BEREDSKAB_DATABASE_URL names, if it does
    furnish(home, chosen.database_url)
    return Store.open(chosen.url)


def grow(store: Store, size: int) -> None:
    """Let incidents be reported until there are `size` of them."""
    with store.whole() as session:
        present = session.query(Incident).count()
    for number in range(present, size):
        _happen(store, number)


def _happen(store: Store, number: int) -> None:
    kind = number % 10
    incident = builders.an_incident(store, place=builders.a_place(store, number % 71), exercise=True)
    if kind in READ:
        commands.mark_read(store, builders.hat(store, COUNCIL), incident=incident)
    if kind in ASSESSED or kind in ACTIVE:
        assess(store, incident, RISKS[number % 3])
    if kind in ACTIVE:
        activate(store, incident, actions=2)


def assess(store: Store, incident: int, risk: Risk) -> None:
    """The council assesses an incident, anew if it was assessed before."""
    commands.assess(
        store, builders.hat(store, COUNCIL), seen=builders.seen(store, Incident, incident), acute=Answer.YES,
        unrest=Answer.YES, response=Response.BOTH, risk=risk, sentence="Kan føre til uro eller utryghed i området.",
    )  # fmt: skip


def activate(store: Store, incident: int, *, actions: int) -> list[int]:
    """Activate an assessed incident and propose so many actions; their ids."""
    commands.activate(store, builders.hat(store, COUNCIL), incident=incident)
    return [
        builders.an_action(store, incident, entry=None, party=PARTIES[(incident + n) % len(PARTIES)])
        for n in range(actions)
    ]
