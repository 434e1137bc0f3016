"""The forms about the parts of a handlingsplan (R30, R32-R35)."""

from functools import partial

import streamlit as st

from components import look, plan_view
from components.plain import bare
from components.session import Me
from components.sheet import Latest, Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.queries import PlanView
from data.vocabulary import PartKind, PartState

SOFT_LIMIT = 600
"""Characters of a situation that is "kort og præcist" (R33)."""


def _plan(me: Me, pin: Pin) -> PlanView:
    return still_there(queries.plan(me.store, me.viewer, pin.id))


def part(kind: PartKind, me: Me, pin: Pin) -> None:
    """One of the five parts: filled in, or not relevant with a reason (R32)."""
    view = _plan(me, pin)
    found = view.parts[kind]
    fills = kind in (PartKind.ACTIONS, PartKind.END_TIME)
    states = [PartState.NOT_RELEVANT] if fills else [PartState.FILLED, PartState.NOT_RELEVANT]
    sheet = Sheet(me, pin)
    st.markdown(f"**{t(look.PART[kind])}** · {plan_view.name(view)}")
    with sheet.form():
        start = found.state if found.state in states else states[0]
        state = sheet.choice("state", t("This part is"), states, start, lambda s: look.PART_STATE[s].label)
        text = sheet.text("text", _label(kind), bare(found.text), lines=7, placeholder=_hint(kind))
        pressed = sheet.save_button(t("Save"))
    if kind is PartKind.SITUATION and len(text) > SOFT_LIMIT:
        st.caption(t("Short and precise: more than {n} characters are hard to read in the room.", n=SOFT_LIMIT))
    if pressed:
        sheet.send(
            t("Saved."), commands.write_part, plan=pin.id, kind=kind, revision=pin.version, state=state or states[0],
            text=text, latest=lambda: _part_now(me, pin, kind),
        )  # fmt: skip


def _label(kind: PartKind) -> str:
    return t("The text, or why it is not relevant") if kind not in (PartKind.ACTIONS, PartKind.END_TIME) else t("Why?")


def _hint(kind: PartKind) -> str:
    return {
        PartKind.SITUATION: t(
            "What happened, where, how many are involved (number, interval or unknown), what is not known"
        ),
        PartKind.PURPOSE: t("What is to be achieved, and for which target groups"),
        PartKind.COMMUNICATION: t("Who must be told, the key messages, who informs whom, who speaks to the press"),
    }.get(kind, "")


def _part_now(me: Me, pin: Pin, kind: PartKind) -> Latest:
    found = queries.part(me.store, me.viewer, pin.id, kind)
    return Latest(found.revision, [(_label(kind), bare(found.text))], {"text": bare(found.text)})


PARTS = {f"part_{kind}": partial(part, kind) for kind in PartKind}
