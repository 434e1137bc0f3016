"""One inject of a guided exercise on the screen, and what is pressed for it (6.13)."""

from typing import Any, Final

import streamlit as st

from components import feedback, incidents, look, times
from components.plain import plain
from components.session import Me
from components.texts import t, tn
from data.plan import Inject, StandingPlan
from data.queries import InjectRow, LedView

LOOKS: Final = ("icon", "type", "disabled")


def incident_link(view: LedView) -> None:
    """The way to the incident in which it goes on."""
    st.page_link(
        incidents.PAGE, label=t("Incident {n}", n=t("E{n}", n=view.number)), icon=":material/exercise:",
        query_params={incidents.PARAM: str(view.here)},
    )  # fmt: skip


def inject(me: Me, plan: StandingPlan, number: int, one: Inject, *, late: int = 0) -> None:
    """One inject: its minute, its words, whom to tell, and what handles it well."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        minute = t("Minute {n}", n=one.minute)
        st.markdown(f"**{minute}** · {t(look.INJECT[one.kind])}", width="content")
        if late:
            st.badge(tn("{n} minute late", "{n} minutes late", late), icon=":material/alarm:", color="red")
    told = plan.roles.get(one.to)
    st.markdown(f"{number}\\. “{plain(one.text)}”")
    title = told.title if told else feedback.role_title(me, one.to)
    whom, well = t("Told to: **{role}**", role=plain(title)), t("Handled well: {good}", good=plain(one.good))
    st.markdown(f":small[{whom}]  \n:small[{well}]")


def outcome(me: Me, row: InjectRow) -> str:
    """What has become of one that is let go or skipped."""
    if row.released_at is None:
        return t("skipped {time}", time=times.when(row.skipped_at, me.now)) if row.skipped_at else ""
    gone = t("let go {time}", time=times.when(row.released_at, me.now))
    dealt = t("dealt with after {span}", span=times.span(row.took)) if row.took else t("nobody has dealt with it yet")
    return f"{gone} · {dealt}"


def button(me: Me, label: str, command: Any, key: str, said: str, **rest: Any) -> None:
    """A command in one click; the rest is how the button looks, and what the command takes."""
    looks = {name: rest.pop(name) for name in LOOKS if name in rest}
    st.button(
        label, key=f"save-{key}", on_click=feedback.attempt, args=(me, command, f"save-{key}"),
        kwargs={**rest, "said": said}, **looks,
    )  # fmt: skip
