"""What stands around an installation: the port, TLS, and the mail server."""

import http.client
import json
import smtplib
import ssl
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit
from urllib.request import urlopen

from data import providers as directories
from data.doctor.finding import Finding, Installation, fault, fine, warning
from data.settings import Settings

TIMEOUT: Final = 5.0
HERE: Final = frozenset({"localhost", "127.0.0.1", "::1", ""})
ADDRESS: Final = "STREAMLIT_SERVER_ADDRESS"
"""Where Streamlit listens, when it is not this machine alone."""


def closed(house: Installation) -> Iterator[Finding]:
    """Whether what people send on their way here can be read by others."""
    chosen, listens = house.settings, house.environment.get(ADDRESS, "127.0.0.1")
    public = urlsplit(chosen.public_url)
    if public.scheme == "https" and not chosen.https:
        yield fault("https-off", address=chosen.public_url)
    elif public.scheme == "http" and public.hostname not in HERE:
        yield fault("public-plain", address=chosen.public_url)
    elif listens not in HERE and not chosen.https:
        yield fault("open-plain", address=listens)
    else:
        yield fine("https" if chosen.https else "only-here")


def port(house: Installation) -> Iterator[Finding]:
    """Whether the port is free, or the product's own server answers there."""
    written = house.environment.get("PORT") or "8501"
    if not written.isdigit() or not 0 < int(written) < 65536:
        yield fault("port-wrong", port=written)
        return
    listens = house.environment.get(ADDRESS, "127.0.0.1")
    asking = http.client.HTTPConnection("127.0.0.1" if listens == "0.0.0.0" else listens, int(written), timeout=TIMEOUT)  # noqa: S104  not listened at
    try:
        asking.request("GET", "/ready")
        answer = asking.getresponse()
        said = answer.read(64).decode("utf-8", "replace").strip()
    except ConnectionRefusedError:
        yield fine("port-free", port=written)
    except (OSError, http.client.HTTPException):
        yield fault("port-other", port=written)
    else:
        if said == "ready":
            yield fine("served", port=written)
        else:
            yield fault("not-ready", port=written) if said == "not ready" else fault("port-other", port=written)
    finally:
        asking.close()


def mail(house: Installation) -> Iterator[Finding]:
    """Whether the mail server takes this product in; no mail is sent."""
    chosen = house.settings
    if not chosen.sends_mail:
        yield fine("mail-none")
        return
    where = f"{chosen.smtp_host}:{chosen.smtp_port}"
    yield from _asked(chosen, where)
    if chosen.smtp_security == "none" and chosen.smtp_host not in HERE:
        yield warning("mail-plain", where=where)
    if not chosen.public_url:
        yield warning("mail-no-link")


def _asked(chosen: Settings, where: str) -> Iterator[Finding]:
    try:
        _greet(chosen)
    except smtplib.SMTPAuthenticationError:
        yield fault("mail-sign-in", where=where)
    except (ssl.SSLError, smtplib.SMTPNotSupportedError):
        yield fault("mail-not-closed", where=where, how=chosen.smtp_security)
    except (smtplib.SMTPException, OSError):
        yield fault("mail-silent", where=where)
    else:
        yield fine("mail", where=where)


def _greet(chosen: Settings) -> None:
    """As components/mail/post.py does it, up to where a mail would go."""
    context = ssl.create_default_context()
    ours = chosen.mail_from.partition("@")[2]
    if chosen.smtp_security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            chosen.smtp_host, chosen.smtp_port, local_hostname=ours, timeout=TIMEOUT, context=context
        )
    else:
        smtp = smtplib.SMTP(chosen.smtp_host, chosen.smtp_port, local_hostname=ours, timeout=TIMEOUT)
    with smtp:
        if chosen.smtp_security == "starttls":
            smtp.starttls(context=context)
        if chosen.smtp_user:
            smtp.login(chosen.smtp_user, chosen.smtp_password.get_secret_value())
        smtp.noop()


def providers(house: Installation) -> Iterator[Finding]:
    """The sign-in providers, when there are any: what is wrong with their settings, and whether each answers."""
    read = directories.load(house.settings)
    for problem in read.problems:
        yield fault("provider-wrong", problem=problem)
    for one in read.found:
        yield fine("provider", name=one.name) if _described(one.issuer) else warning("provider-silent", name=one.name)


def _described(issuer: str) -> bool:
    """Whether the provider says of itself what it is said to be."""
    where = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    try:
        with urlopen(where, timeout=TIMEOUT) as answer:  # noqa: S310  load() takes https and this machine alone
            return bool(json.loads(answer.read(1 << 20))["issuer"] == issuer)
    except (OSError, ValueError, KeyError, TypeError):
        return False
