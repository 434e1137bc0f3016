"""The providers of this installation, read once, and where they send people back to."""

import logging
from functools import cache
from typing import Final

import anyio

from components.session import house
from components.texts import t
from components.web.oidc.provider import Connection
from data import providers

LOG: Final = logging.getLogger("beredskab.oidc")
DOOR: Final = "/log-ind/udbyder"
CALLS: Final = anyio.CapacityLimiter(8)
"""Threads that may wait for providers: one that hangs must not take those of the product."""


@cache
def loaded() -> tuple[dict[str, Connection], tuple[str, ...]]:
    """The connections by key, and what is wrong with the settings."""
    read = providers.load(house().settings)
    for problem in read.problems:
        LOG.error("Sign-in providers are off: %s", problem)
    return {one.key: Connection(one) for one in read.found}, read.problems


def known() -> dict[str, Connection]:
    """The providers by key, in the order of the file."""
    return loaded()[0]


def problems() -> tuple[str, ...]:
    """What is wrong with their settings; with a problem there are none."""
    return loaded()[1]


def name_of_provider(key: str | None) -> str:
    """How a provider is called; its key where it is not set up any more, and the product's own account for none."""
    if key is None:
        return t("own account here")
    return known()[key].provider.name if key in known() else key


def own(path: str) -> str:
    """An address of this installation as others reach it."""
    return house().settings.public_url.rstrip("/") + path


def redirect_of(key: str) -> str:
    """The redirect address of a provider: one for each, so that no answer is taken for another's."""
    return own(f"{DOOR}/{key}/svar")


def way_out(key: str | None) -> tuple[str, str] | None:
    """The address at which the provider's own sign-in is ended, and its name; None where that is not wanted."""
    if key is None or key not in known():
        return None
    address = known()[key].way_out(own("/log-ind"))
    return (address, known()[key].provider.name) if address else None
