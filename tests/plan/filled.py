"""The template of a plan file as somebody leaves it who has filled in every place."""

import re

from data.plan.template import TEMPLATE

TEXT = TEMPLATE.read_text("utf-8")
WRITTEN = {
    "midtpunkt": "[56.2, 11.3]",
    "zoner": "kort/zoner.geojson",
    "omrids": "kort/omrids.geojson",
    "telefon": "70 00 00 01",
    "e_post": "vagt@example.dk",
    "senest_bekræftet": "2027-02-03",
    "gældende_pr": "2027-02-03",
}
"""What somebody writes where a text will not do."""


def filled(text: str = TEXT) -> str:
    """The template as somebody leaves it who has filled in every place."""

    def write(line: str) -> str:
        key = line.split(":")[0].strip()
        return re.sub(r"UDFYLD.*", WRITTEN.get(key, "Prøvenavn"), line)

    return "\n".join(line if line.startswith("#") else write(line) for line in text.splitlines())
