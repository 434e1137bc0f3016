"""How many are involved and how likely it escalates, as people write and read it. Source: plan line 61 (R34)."""

import re
from dataclasses import dataclass
from typing import Final

import streamlit as st

from components import look, times
from components.plain import bare, plain, words
from components.session import Me
from components.sheet import Field, Given, Sheet
from components.texts import t, tn
from data.errors import RuleBroken
from data.queries import PartRow, Said
from data.rules.parts import UNKNOWN, Involved, Proportions
from data.vocabulary import Risk

_NUMBER: Final = re.compile(r"(\d{1,9})(?:\s*(?:[-–—]|til|to)\s*(\d{1,9}))?")
_ABOUT: Final = re.compile(r"^(?:ca\.?|c\.|cirka|omkring|about|around)\s*", re.IGNORECASE)
_UNKNOWN: Final = frozenset({"ukendt", "unknown", "?", "ved ikke"})


def read(written: str) -> Involved | None:
    """*15*, *15-20*, *ca. 15 til 20* or *ukendt*; None for nothing. Raises RuleBroken for anything else."""
    said = _ABOUT.sub("", written.strip()).casefold().replace(".", "")
    if not said:
        return None
    if said in _UNKNOWN:
        return UNKNOWN
    found = _NUMBER.fullmatch(said)
    if found is None:
        raise RuleBroken("not-a-number", field="involved")
    low = int(found[1])
    return Involved(low, int(found[2]) if found[2] else low)


def number(involved: Involved | None) -> str:
    """The number, the interval, or that it is unknown; "" when it was not asked."""
    if involved is None:
        return ""
    if involved.unknown:
        return t("unknown")
    return f"{involved.low}" if involved.low == involved.high else f"{involved.low}–{involved.high}"


def involved_word(involved: Involved) -> str:
    """*15–20 involverede*."""
    if involved.unknown:
        return t("number involved unknown")
    return tn("{told} involved", "{told} involved", involved.high or 0, told=number(involved))


@dataclass(frozen=True)
class Written:
    """The answers as they stand in the form; what they mean is found out when it is sent, each beside its field."""

    involved: str
    risk: Risk | None
    reason: str
    as_of: Given

    def moment(self) -> Proportions:
        """The answers. Raises RuleBroken with the field that cannot be understood."""
        return Proportions(
            involved=read(self.involved), risk=self.risk, reason=self.reason, as_of=self.as_of.moment(),
            time_confirmed=self.as_of.confirmed.moment(),
        )  # fmt: skip


def fields(me: Me, sheet: Sheet, found: PartRow) -> Written:
    """The questions of R34, each with an answer for who does not know."""
    involved = sheet.text(
        "involved", t("How many are involved?"), number(found.involved), placeholder=t("15–20, 15 or unknown")
    )
    risk = sheet.choice(
        "risk", t("Risk that it escalates"), list(Risk), found.risk, lambda r: t(look.RISK_WORD[r])
    )  # fmt: skip
    sheet.also(t("Risk that it escalates"), t(look.RISK_WORD[risk]) if risk else "")
    reason = sheet.text("risk_reason", t("Why? (not needed if the risk is unknown)"), bare(found.risk_reason), lines=2)
    as_of = sheet.when("as_of", t("As of when?"), sheet.kept("opened", lambda: me.now))
    sheet.also(t("As of when?"), as_of.written)
    return Written(involved, risk, reason, as_of)


def told(me: Me, found: PartRow) -> list[Field]:
    """The answers that are stored, for whoever comes late."""
    return [
        (t("How many are involved?"), number(found.involved)),
        (t("Risk that it escalates"), t(look.RISK_WORD[found.risk]) if found.risk else ""),
        (t("Why? (not needed if the risk is unknown)"), bare(found.risk_reason)),
        (t("As of when?"), times.when(found.as_of, me.now) if found.as_of else ""),
    ]


def show(involved: Involved | None, risk: Risk | None, why: Said) -> None:
    """What everybody in the room asks first: how many, and can it get worse."""
    if involved is None or risk is None:
        return
    how = look.RISK[risk]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(plain(involved_word(involved)), icon=":material/groups:", color="blue")
        st.badge(how.label, icon=how.icon, color=how.colour)
    if why.id:
        st.markdown(t("Risk because: {why}", why=words(why)))
