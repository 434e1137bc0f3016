"""Handing a mail to the mail server, and what its answer means.

A refusal of this mail is final; anything that is wrong with the server itself, or with the way to it, is tried again.
"""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Final

from components.texts import mark
from data.rules.mails import Fate, Outcome
from data.settings import Settings

TIMEOUT: Final = 15.0
"""Seconds that one answer of the mail server may take."""
LONGEST: Final = 160
"""Characters of an answer that are kept."""
PROBLEMS: Final = {
    "unreachable": mark("The mail server cannot be reached."),
    "silent": mark("The mail server does not answer."),
    "not-closed": mark("The way to the mail server cannot be encrypted."),
    "sign-in": mark("The mail server does not accept the sign-in of this product."),
    "broken-off": mark("The mail server broke the connection."),
    "no-site": mark("This installation does not know its own address, so no link can be made for a mail."),
    "unready": mark("The mail could not be put together."),
}
"""What is wrong when the server itself says nothing that tells."""
_ADDRESS: Final = re.compile(r"<?[^\s<>]*@[^\s<>]*>?")


@dataclass(frozen=True)
class Server:
    """The mail server of an installation. `security` is none, starttls or tls."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    sender: str
    timeout: float = TIMEOUT

    @classmethod
    def of(cls, chosen: Settings) -> "Server":
        """The one that the settings name."""
        return cls(
            chosen.smtp_host, chosen.smtp_port, chosen.smtp_security, chosen.smtp_user,
            chosen.smtp_password.get_secret_value(), chosen.mail_from,
        )  # fmt: skip


def post(server: Server, mail: EmailMessage) -> Outcome:
    """Hand the mail over; never raises for what a server or a network does."""
    address = str(mail["To"])
    try:
        smtp = _connected(server)
    except smtplib.SMTPAuthenticationError:
        return Outcome(Fate.NOT_NOW, "sign-in")
    except (smtplib.SMTPException, OSError) as trouble:
        return Outcome(Fate.NOT_NOW, _trouble(trouble, address))
    try:
        smtp.send_message(mail, from_addr=server.sender, to_addrs=[address])
    except smtplib.SMTPRecipientsRefused as refused:
        return _answered(*next(iter(refused.recipients.values())), address)
    except smtplib.SMTPResponseException as refused:
        return _answered(refused.smtp_code, refused.smtp_error, address)
    except (smtplib.SMTPException, OSError) as trouble:
        return Outcome(Fate.NOT_NOW, _trouble(trouble, address))
    finally:
        with suppress(smtplib.SMTPException, OSError):  # the mail is taken or not; how one parts changes nothing
            smtp.quit()
        smtp.close()
    return Outcome(Fate.SENT)


def _connected(server: Server) -> smtplib.SMTP:
    """Connected, the way closed, signed in."""
    context = ssl.create_default_context()
    ours = server.sender.partition("@")[2]
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=ours, timeout=server.timeout, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, local_hostname=ours, timeout=server.timeout)
    try:
        if server.security == "starttls":
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _answered(code: int, said: bytes | str, address: str) -> Outcome:
    """5xx is never, everything else is not now."""
    fate = Fate.REFUSED if 500 <= code < 600 else Fate.NOT_NOW
    return Outcome(fate, shortened(code, said, address))


def shortened(code: int, said: bytes | str, address: str) -> str:
    """The server's answer on one line, without any address, nor the part of the recipient's that names them."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    line = _ADDRESS.sub("…", " ".join("".join(c if c.isprintable() else " " for c in text).split()))
    name = address.partition("@")[0]
    line = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", line, flags=re.IGNORECASE)
    return f"{code} {line}"[:LONGEST].strip()


def _trouble(trouble: Exception, address: str) -> str:
    """A word of PROBLEMS, or what the server said about itself."""
    if isinstance(trouble, smtplib.SMTPResponseException):
        return shortened(trouble.smtp_code, trouble.smtp_error, address)
    if isinstance(trouble, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return "not-closed"
    if isinstance(trouble, TimeoutError):
        return "silent"
    if isinstance(trouble, smtplib.SMTPServerDisconnected | ConnectionResetError | BrokenPipeError):
        return "silent" if "timed out" in str(trouble) else "broken-off"
    return "unreachable"
