"""Two reports that may be about the same: suggested to the assessor, merged by a person, taken apart again (6.11)."""

import streamlit as st

from components import incident_map, look, sheet, times
from components.plain import plain, quote
from components.session import Me
from components.sheet import Latest, Pin, Sheet, still_there
from components.texts import t
from data import commands, queries
from data.errors import RuleBroken
from data.queries import IncidentRow, IncidentView, LikelyDuplicate
from data.rules.duplicates import may_merge, stays
from data.rules.incidents import WAITING
from data.vocabulary import Verb

ALIKE = 2
"""Other reports whose text stands beside this one's in the form, the likeliest first."""


def suggest(me: Me, row: IncidentRow) -> None:
    """The open incident that lies nearest to this one in place and time, a click from being merged."""
    if not me.may(Verb.MERGE):
        return
    for likely in queries.likely_duplicates(me.store, me.viewer, row)[:1]:
        merged = likely.row if likely.stays == row.id else row
        with st.container(horizontal=True, vertical_alignment="center", key=f"likely-{likely.row.id}"):
            st.info(sentence(me, likely), icon=":material/join:", width="stretch")
            sheet.open_button(
                t("Same incident?"), "merge", merged.id, merged.version, where=f"-{likely.row.id}",
                icon=":material/merge:",
            )  # fmt: skip


def sentence(me: Me, likely: LikelyDuplicate) -> str:
    """How near the other one is."""
    name = plain(incident_map.name(me, likely.row))
    return t(
        "Perhaps the same as {name}: {metres} m and {minutes} min. apart.", name=name, metres=likely.metres,
        minutes=likely.minutes,
    )  # fmt: skip


def warn(me: Me, row: IncidentRow) -> None:
    """For whoever is about to assess: look first whether it is known already."""
    if row.state in WAITING and me.may(Verb.MERGE):
        for likely in queries.likely_duplicates(me.store, me.viewer, row)[:1]:
            st.info(sentence(me, likely), icon=":material/join:")


def belongs(me: Me, view: IncidentView) -> None:
    """What was merged into this incident, or where it went itself."""
    row = view.row
    if view.merged_into:
        number, name = view.merged_into
        st.info(t("Merged into incident {n}; everything goes on there.", n=name), icon=":material/merge:")
        with st.container(horizontal=True):
            st.page_link(
                "haendelser.py", label=t("To incident {n}", n=name), icon=":material/arrow_forward:",
                query_params={"haendelse": str(number)},
            )  # fmt: skip
            if me.may(Verb.UNMERGE):
                sheet.open_button(t("Take apart"), "unmerge", row.id, row.version, icon=":material/call_split:")
    for other in view.merged:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(t("**Reported once more** as {name}", name=plain(incident_map.name(me, other))))
            if me.may(Verb.UNMERGE):
                sheet.open_button(t("Take apart"), "unmerge", other.id, other.version, icon=":material/call_split:")


def merge(me: Me, pin: Pin) -> None:
    """Which other one is it? Both texts stand side by side; both reports are kept."""
    view = _view(me, pin)
    likely = {found.row.id: found for found in queries.likely_duplicates(me.store, me.viewer, view.row)}
    others = {
        row.id: row
        for row in (*(found.row for found in likely.values()), *queries.incidents(me.store, me.viewer))
        if may_merge(view.row, row) and stays(view.row, row).id == row.id
    }
    form = Sheet(me, pin)
    with form.form(texts=False):
        st.markdown(t("**{name}** is the same as:", name=plain(incident_map.name(me, view.row))))
        first = next(iter(likely), None)
        into = form.pick(
            "into", t("Which incident?"), list(others), first if first in others else None,
            lambda number: incident_map.name(me, others[number]),
        )  # fmt: skip
        for row in (view.row, *list(others.values())[:ALIKE]):
            st.caption(f"{plain(incident_map.name(me, row))} · {times.when(row.happened_at, me.now)}")
            st.markdown(quote(row.what))
        st.caption(t("Both reports are kept, and the earliest of the times. It can be undone."))
        pressed = form.save_button(t("Merge them"))
    if pressed and into is None:
        form.refuse(RuleBroken("choose-incident", field="into"))
    elif pressed:
        form.send(
            t("Merged. Everybody sees it now."), commands.merge, seen=pin.seen, into=into, latest=lambda: _now(me, pin)
        )


def unmerge(me: Me, pin: Pin) -> None:
    """They were two after all."""
    view = _view(me, pin)
    form = Sheet(me, pin)
    with form.form(texts=False):
        st.markdown(f"**{plain(incident_map.name(me, view.row))}**")
        st.markdown(quote(view.row.what))
        st.caption(t("It becomes an incident of its own again, where it stood before; both are open."))
        pressed = form.save_button(t("Take apart"))
    if pressed:
        form.send(
            t("Taken apart. Everybody sees it now."), commands.unmerge, seen=pin.seen, latest=lambda: _now(me, pin)
        )


def _view(me: Me, pin: Pin) -> IncidentView:
    return still_there(queries.incident(me.store, me.viewer, pin.id))


def _now(me: Me, pin: Pin) -> Latest:
    view = _view(me, pin)
    return Latest(view.row.version, [(t("State"), look.INCIDENT[view.row.state].label)])
