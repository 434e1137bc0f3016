"""Who is writing where: a line at each part of the plan, and in its form (6.6). By function, never by name.

It is a sign of life and no change, so no script runs for it: a page says over /live which form is open in it, and is
told there who else writes (components/web/writers.py); components/presence.js puts it into place as text.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import streamlit as st

from components import feedback
from components.session import Me
from components.texts import t
from data.vocabulary import PartKind, Verb

WRITES: Final[Mapping[str, tuple[PartKind, Verb]]] = {
    **{f"part_{kind}": (kind, Verb.WRITE_PLAN) for kind in PartKind},
    **{f"propose_{kind}": (kind, Verb.PROPOSE_CHANGE) for kind in PartKind},
}
"""Form -> the part that is written in by it, and the right without which nobody does."""
_LINE: Final = st.components.v2.component(
    "beredskab_writing", js=(Path(__file__).parent / "presence.js").read_text("utf-8"), isolate_styles=False
)


def writing_here(me: Me, plan: int, kind: PartKind, *, where: str = "") -> None:
    """Who else has this part open to write in it, since when; its room is always there, so that nothing jumps.

    `where` tells two lines about the same part on one page apart.
    """
    roles = {code: feedback.role_title(me, code) for code in me.plan.roles}
    data = {"plan": plan, "part": kind.value, "roles": roles, "words": t("{who} writes here · since {time}")}
    _LINE(key=f"writing-{plan}-{kind}{where}", data=data)
