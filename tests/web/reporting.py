"""Reporting an incident in a tab without a browser, and what came of it in the database."""

import re
from collections import Counter

from sqlalchemy import select

from data import plan
from data.entities import Incident, Text
from data.settings import Settings
from data.storage import Store, verify
from tests.web.tab import Tab

CATEGORY = plan.load(Settings().plan).categories["stenkast"].name


async def send(tab: Tab, what: str) -> None:
    """Fill in the form of a report and press Save."""
    tab.choose("category-", CATEGORY)
    tab.write("what-", what)
    await tab.click("save-")


def made(tab: Tab) -> str:
    """The incident that the form's report made, as the tab's address says it; nothing before it is confirmed."""
    found = re.search(r"sendt=(\d+)", tab.query)
    return found[1] if found else ""


def kept(store: Store, ending: str) -> Counter[str]:
    """Text of each report that ends like this -> how often it is there."""
    with store.whole() as session:
        found = session.scalars(select(Text.body).join(Incident, Incident.what_id == Text.id))
        return Counter(str(body) for body in found if str(body).endswith(ending))


def whole(store: Store) -> None:
    """The log proves whole."""
    with store.whole() as session:
        verdict = verify(session)
    assert verdict.whole, verdict.why
