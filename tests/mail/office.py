"""A real mail server in a thread, in the mood that a test wants it in."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from components.mail import Server
from tests.web.served import free_port

SENDER = "beredskab@example.dk"
LONG = 30.0
"""Seconds that a server which hangs says nothing."""


@dataclass
class Office:
    """What came in, and how it answers: "takes", "refuses", "refuses text", "puts off", "slow", "hangs", "drops",
    "forgets".
    """

    mood: str = "takes"
    got: list[tuple[str, EmailMessage]] = field(default_factory=list)
    """(envelope recipient, mail)"""
    raw: list[bytes] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(
        self, server: Any, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """To whom."""
        if self.mood == "refuses":
            return f"550 5.1.1 <{address}>: user {address.partition('@')[0]} unknown here"
        if self.mood == "puts off":
            return "451 4.7.1 Greylisted, try again later"
        if self.mood == "hangs":
            await asyncio.sleep(LONG)
        if self.mood == "slow":
            await asyncio.sleep(0.5)
        if self.mood == "drops":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Session, envelope: Envelope) -> str:
        """The mail itself."""
        if self.mood == "refuses text":
            return "554 5.7.1 Looks like spam"
        content = bytes(envelope.content or b"")
        self.raw.append(content)
        made: Any = BytesParser(policy=SMTP).parsebytes(content)
        self.got.append((envelope.rcpt_tos[0], made))
        if self.mood == "forgets":  # it has the mail, and its answer is lost
            server.transport.abort()
        return "250 OK"

    def server(self, **other: Any) -> Server:
        """How the product is told to reach it."""
        given = {
            "host": "127.0.0.1", "port": self.port, "security": "none", "user": "", "password": "", "sender": SENDER,
            "timeout": 2.0,
        }  # fmt: skip
        return Server(**(given | other))


@contextmanager
def office(mood: str = "takes", **how: Any) -> Iterator[Office]:
    """A mail server that listens until the test ends."""
    opened = Office(mood, port=free_port())
    controller = Controller(opened, hostname="127.0.0.1", port=opened.port, **how)
    controller.start()
    try:
        yield opened
    finally:
        controller.stop()


def signed_in_as(user: str, password: str) -> Any:
    """For `office(authenticator=...)`: who may send."""

    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        right = isinstance(given, LoginPassword) and given == LoginPassword(user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return check
