"""Sends what waits in the outbox, beside everything else and never within a save.

Woken by every commit, and by itself every few seconds: for mails of another instance, for the next try, and for those
that an instance which died has left claimed. A mail that is being sent when the server stops is finished first.
"""

import asyncio
import logging
from contextlib import suppress
from typing import Final

from components.mail.message import compose, compose_account
from components.mail.post import Server, post
from data import commands, queries
from data.entities import AccountMail
from data.rules.mails import Fate, Outcome
from data.storage import Store
from data.storage.outbox import Claim, claim

LOG: Final = logging.getLogger("beredskab.mail")
LOOK_EVERY: Final = 5.0
"""Seconds between two looks when nothing was heard."""
LAST_MAIL: Final = 20.0
"""Seconds that the mail which is being sent has left when the server stops."""


class Sender:
    """The post of one process."""

    def __init__(self, store: Store, server: Server, site: str = "") -> None:
        self.store, self.server, self.site = store, server, site
        self._stopping = False

    async def run(self) -> None:
        """Send for as long as the server runs; ends when it is cancelled, after the mail that is on its way."""
        wake, loop = asyncio.Event(), asyncio.get_running_loop()

        def heard(_revision: int) -> None:
            loop.call_soon_threadsafe(wake.set)

        unsubscribe = self.store.subscribe(heard)
        try:
            while True:
                wake.clear()
                await self._finishing(asyncio.create_task(asyncio.to_thread(self.send_due)))
                with suppress(TimeoutError):
                    await asyncio.wait_for(wake.wait(), LOOK_EVERY)
        finally:
            unsubscribe()

    async def _finishing(self, work: "asyncio.Task[int]") -> None:
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            self._stopping = True
            await asyncio.wait([work], timeout=LAST_MAIL)
            raise

    def send_due(self) -> int:
        """Send everything that is due, one after the other; how many were dealt with."""
        dealt = 0
        try:
            while not self._stopping and self.send_next():
                dealt += 1
        except Exception:  # the database is away: what is claimed lapses and goes again
            LOG.exception("Could not look after the outbox")
        return dealt

    def send_next(self) -> bool:
        """Claim one mail that is due, send it and note what became of it; False if there was none."""
        claimed = claim(self.store)
        if claimed is None:
            return False
        outcome = self._try(claimed)
        if outcome.fate in (Fate.NOT_NOW, Fate.REFUSED):
            LOG.warning("%s %s: %s", claimed.box.__name__, claimed.mail, outcome.problem)
        commands.deliver(self.store, claimed, outcome)
        return True

    def _try(self, claimed: Claim) -> Outcome:
        try:
            return self._account(claimed) if claimed.box is AccountMail else self._summons(claimed.mail)
        except Exception:  # one mail that cannot be made keeps none of the others back
            LOG.exception("%s %s could not be sent", claimed.box.__name__, claimed.mail)
            return Outcome(Fate.NOT_NOW, "unready")

    def _summons(self, mail: int) -> Outcome:
        letter = queries.letter(self.store, mail)
        if letter.moot:
            return Outcome(Fate.MOOT)
        plan = self.store.plan(letter.calling.standing_plan_id)
        made = compose(plan, letter, sender=self.server.sender, site=self.site, now=self.store.clock())
        return post(self.server, made)

    def _account(self, claimed: Claim) -> Outcome:
        """A mail about an account or a contact: its link is made now, and leads nowhere without a public address."""
        letter = queries.account_letter(self.store, claimed.mail)
        if letter.moot:
            return Outcome(Fate.MOOT)
        if not self.site:
            return Outcome(Fate.REFUSED, "no-site")
        token = commands.make_mailed_link(self.store, claimed)
        made = compose_account(
            self.store.plan(), letter, sender=self.server.sender, site=self.site, token=token, now=self.store.clock()
        )
        return post(self.server, made)
