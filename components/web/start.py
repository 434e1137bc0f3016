"""What happens before anybody is let in: an empty house gets its plan and a way in, answers go out at once."""

import logging
import os
import socket
import stat
import sys
from typing import Final

import streamlit as st

from components.session import House
from components.texts import t
from data import commands, plan, queries
from data.errors import NotAllowed
from data.rules.usable_plans import require_usable

DESCRIPTORS: Final = range(3, 256)
"""Where the listening socket is looked for: it is among the first things a server opens."""
LINE: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def keep_operations_log(level: str) -> None:
    """What the product itself tells whoever runs it, on the output of errors, from this level upwards."""
    log = logging.getLogger("beredskab")
    log.setLevel(level)
    if not log.handlers:
        out = logging.StreamHandler()
        out.setFormatter(logging.Formatter(LINE))
        log.addHandler(out)


def prepare(house: House) -> None:
    """Make a first start work without the command line; a house that has a plan is left as it is.

    An empty database takes the installation's plan file into use, and a one-time link for the first administrator is
    written to the output. Raises PlanRefused when the file breaks a rule: a server without a plan serves nobody.
    """
    try:
        house.store.plan()
    except NotAllowed:
        written = plan.load(house.settings.plan)
        require_usable(written)
        commands.load_plan(house.store, written)
        if not queries.sign_in_page(house.store).any_account:
            sys.stdout.write(_invitation(commands.first_link(house.store)))
            sys.stdout.flush()


def _invitation(key: str) -> str:
    site = f"http://{st.get_option('server.address')}:{st.get_option('server.port')}"
    said = t("There is no account yet. Open this link to become the administrator; it works once, within 24 hours:")
    return f"\n{said}\n{site}/velkommen?noegle={key}\n\n"


def answer_at_once() -> None:
    """Let small answers go out at once; connections inherit the setting from the listening socket.

    Streamlit (1.67) opens that socket in a way in which asyncio leaves Nagle's algorithm on: measured 43 ms instead of
    3 for every answer with a body, and as much for every small message of a redraw.
    """
    for descriptor in DESCRIPTORS:
        try:
            if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                continue
            with socket.socket(fileno=os.dup(descriptor)) as found:
                if found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError:  # not open, or no such socket
            continue
