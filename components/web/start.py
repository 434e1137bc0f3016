"""What happens before anybody is let in: the plan file is taken into use, and the first account gets its way in."""

import sys

import streamlit as st

from components.session import House
from components.texts import t
from data import commands, plan, queries


def prepare(house: House) -> None:
    """Load the installation's plan file; where nobody has an account yet, write a one-time link to the output.

    Raises PlanRefused when the plan file breaks a rule: a server without a plan serves nobody.
    """
    commands.load_plan(house.store, plan.load(house.settings.plan))
    if not queries.sign_in_page(house.store).any_account:
        sys.stdout.write(_invitation(commands.first_link(house.store)))
        sys.stdout.flush()


def _invitation(key: str) -> str:
    site = f"http://{st.get_option('server.address')}:{st.get_option('server.port')}"
    said = t("There is no account yet. Open this link to become the administrator; it works once, for 24 hours:")
    return f"\n{said}\n{site}/velkommen?noegle={key}\n\n"
