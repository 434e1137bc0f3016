"""Arkiv: an ended incident as one file for the case system, what is given out of it, and whether it was received.

Nothing is kept: a file is made when it is asked for, and again from what is stored, byte for byte, as long as nothing
has changed. What was made before a text was removed is listed with its date, so that a person can recall it.
"""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from components import address, feedback, incident_map, incidents, look, sheet, times
from components.archive import archive_buttons
from components.archive.leaving_out import WORDS
from components.plain import plain
from components.session import Me
from components.texts import t
from data import queries
from data.queries import ArchiveRow, IncidentRow
from data.rules.archives import ENDED
from data.vocabulary import LeftOut

PAGE: Final = "arkiv.py"
VERIFY: Final = "python -m data verify"


def link(me: Me, row: IncidentRow) -> None:
    """From an incident to its archive, once it has ended; for those who may archive."""
    if row.state in ENDED and queries.may_archive(me.viewer):
        st.page_link(
            PAGE, label=t("Archive"), icon=":material/inventory_2:", query_params={incidents.PARAM: str(row.id)}
        )


def page(me: Me) -> None:
    """Choose an ended incident, the one that ended last first; what was made of it, and what can be made."""
    asked = incidents.selected()
    rows = {str(row.id): row for row in queries.archivable(me.store, me.viewer, asked)}
    if not rows:
        st.info(t("No incident has ended yet."), icon=":material/info:")
        return
    unknown = asked is not None and str(asked) not in rows
    chosen = address.pick(
        t("Incident"), incidents.PARAM, list(rows), lambda number: incident_map.name(me, rows[number]),
        default=None if unknown else next(iter(rows)),
    )  # fmt: skip
    if len(rows) >= queries.LISTED:
        incidents.older()
    if chosen is None:
        st.warning(t("This incident has not ended, or your role may not read it."), icon=":material/search_off:")
        return
    _show(me, rows[chosen])


def _show(me: Me, row: IncidentRow) -> None:
    st.header(plain(incident_map.name(me, row)), anchor=False)
    incidents.badges(me, row)
    made = queries.archives(me.store, me.viewer, row.id)
    _next(row, made)
    _recall(me, made)
    st.subheader(t("Archives that were made"), anchor=False)
    if not made:
        st.markdown(t("None yet."))
    for one in sorted(made, key=_waits, reverse=True):  # what waits for somebody stands first
        _made(me, row, one)
    with st.expander(t("What lies in an archive, and how it is proven"), icon=":material/help:", key="archive-help"):
        _told()


def _next(row: IncidentRow, made: Sequence[ArchiveRow]) -> None:
    """The next step in words, and the two that can be taken."""
    whole = [one for one in made if one.is_whole]
    if not whole:
        st.info(t("Not archived yet. Make the archive, file it in the case system, and note its number here."),
                icon=":material/inventory_2:")  # fmt: skip
    elif not any(one.received_at for one in whole):
        st.info(t("Made, and not confirmed: file it in the case system, and note its number below."),
                icon=":material/pending:")  # fmt: skip
    elif all(one.outdated for one in whole if one.received_at):
        st.warning(t("Something has happened to the incident since what the case system has. Make a new archive."),
                   icon=":material/update:")  # fmt: skip
    else:
        st.success(t("The case system has the whole incident."), icon=":material/check_circle:")
    first = not any(one.is_whole and not one.outdated for one in made)
    with st.container(horizontal=True, key=f"make-{row.id}"):
        sheet.open_button(t("Make the archive"), "archive", row.id, 0, icon=":material/inventory_2:",
                          type="primary" if first else "secondary")  # fmt: skip
        sheet.open_button(t("Make the edition for access to documents"), "access_edition", row.id, 0,
                          icon=":material/visibility:")  # fmt: skip
        incidents.links(row)


def _waits(one: ArchiveRow) -> bool:
    """It is to be filed, and its receipt to be noted."""
    return one.is_whole and one.received_at is None and not one.outdated


def _recall(me: Me, made: Sequence[ArchiveRow]) -> None:
    """Archives that hold what has been removed since: only a person can call them back."""
    told = [
        t("made {time}, manifest {digest}", time=times.when(one.made_at, me.now), digest=one.digest[:12])
        + (f" · {plain(one.reference)}" if one.reference else "")
        for one in made if one.removed_at and not _replaced(one, made)
    ]  # fmt: skip
    if told:
        listed = "\n".join(f"- {line}" for line in told)
        listed += "\n\n" + t(
            "A line goes when an archive made after the removal is noted as received; that of an edition which was "
            "given out, when a new such edition is made."
        )
        st.error(listed, icon=":material/assignment_return:",
                 title=t("A text was removed after these were made. Recall them where they are filed."))  # fmt: skip


def _replaced(one: ArchiveRow, made: Sequence[ArchiveRow]) -> bool:
    """Whether one that holds nothing of it stands in its place: in the case system, or for whoever asked for it."""
    clean = [other for other in made if not other.removed_at]
    if one.is_whole:
        return any(other.is_whole and other.received_at for other in clean)
    return any(other.edition is one.edition for other in clean)


def _made(me: Me, row: IncidentRow, one: ArchiveRow) -> None:
    """One archive: what it is, who made it when, its digest, the files, and whether it was received."""
    with st.container(border=True, key=f"archive-{one.id}"):
        how = look.ARCHIVE[one.edition]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(how.label, icon=how.icon, color=how.colour)
            if one.received_at:
                st.badge(t("Received"), icon=":material/check_circle:", color="green")
            if one.outdated:
                st.badge(t("Outdated"), icon=":material/update:", color="orange")
        who = plain(feedback.role_title(me, one.role))
        st.markdown(t("Made {time} by {who}, as of line {n} of the log", time=times.when(one.made_at, me.now), who=who,
                      n=one.revision))  # fmt: skip
        if one.received_at and one.reference:
            noted = plain(feedback.role_title(me, one.received_role))
            at = times.when(one.received_at, me.now)
            st.markdown(t("Received {time} as **{reference}**, noted by {who}", time=at,
                          reference=plain(one.reference), who=noted))  # fmt: skip
        if told := [f"{t(WORDS[why])}: {one.left_out[why]}" for why in LeftOut if why in one.left_out]:
            left_out = t("Left out: {what}", what=plain(" · ".join(told)))
            st.markdown(f":small[{left_out}]")
        manifest = t("Manifest {digest}", digest=f"`{one.digest}`")
        st.markdown(f":small[{manifest}]")
        with st.container(horizontal=True, vertical_alignment="center", key=f"archive-files-{one.id}"):
            archive_buttons.offer(me, row, one)
            if one.is_whole and one.received_at is None:
                sheet.open_button(t("It is received"), "archive_received", one.id, one.version,
                                  icon=":material/mark_email_read:",
                                  type="primary" if _waits(one) else "secondary")  # fmt: skip


def _told() -> None:
    st.markdown(
        t("Review and action plan as PDF and DOCX, the log in words and as it was hashed, every table as CSV, "
          "the place as GeoJSON, and a manifest with the digest of each file. Those who took part are functions; "
          "texts stand as they were written.")
    )  # fmt: skip
    st.markdown(t("Anybody with the product proves it, without the database:"))
    st.code(f"{VERIFY} FIL.zip --digest …", language=None)
    st.markdown(t("The file is not kept here. It can be fetched again as long as nothing of the incident has changed."))
