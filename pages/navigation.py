"""The script that the server runs: who is looking, which pages there are, and the one form that may be open."""

from typing import Literal

import streamlit as st

from components import across, archives, closed_item, dialogs, drafts, fora, frame, live, removal, review, session
from components.texts import t
from data import queries
from data.rules import access
from data.vocabulary import Verb

me = session.current()
frame.speak_to(me)
st.set_page_config(page_title=t("Emergency overview"), page_icon="🟦", layout="wide")
live.watch()
drafts.watch(me)
reads, reports = me.may(Verb.READ), me.may(Verb.REPORT)
screens = (reads and me.viewer.only is None) or me.may(Verb.PAIR_SCREEN)
offered = [
    (reads, "overblik.py", t("Overview"), ":material/map:"),
    (reports, "melding.py", t("New report"), ":material/add_alert:"),
    (reads, "haendelser.py", t("Incidents"), ":material/campaign:"),
    (reads, "indsatser.py", t("Actions"), ":material/checklist:"),
    (reads, "handlingsplan.py", t("Action plan"), ":material/assignment:"),
    (reads, "kommunikation.py", t("Communication"), ":material/forum:"),
    (reads, closed_item.PAGE, t("Meeting"), ":material/groups:"),
    (reads, "historik.py", t("History"), ":material/history:"),
    (queries.may_see_fora(me.viewer), fora.PAGE, t("Fora"), ":material/event:"),
    (access.keeps_people(me.viewer), "personer.py", t("People"), ":material/group:"),
    (screens, "skaerme.py", t("Board and screens"), ":material/tv:"),
    (True, "beredskabsplan.py", t("Preparedness plan"), ":material/menu_book:"),
    (True, "vejledning.py", t("Guidance"), ":material/help:"),
]
pages = [st.Page(file, title=title, icon=icon) for may, file, title, icon in offered if may]
if queries.may_review(me.viewer):  # no entry of the menu: it is opened from an incident that has ended
    offered.append((True, review.PAGE, t("Review"), ":material/rate_review:"))
    pages.append(st.Page(review.PAGE, title=t("Review"), icon=":material/rate_review:", visibility="hidden"))
    offered.append((True, across.PAGE, t("Numbers across incidents"), ":material/monitoring:"))
    pages.append(
        st.Page(across.PAGE, title=t("Numbers across incidents"), icon=":material/monitoring:", visibility="hidden")
    )
if queries.may_archive(me.viewer):
    offered.append((True, archives.PAGE, t("Archive"), ":material/inventory_2:"))
    pages.append(st.Page(archives.PAGE, title=t("Archive"), icon=":material/inventory_2:", visibility="hidden"))
if removal.may_open(me.viewer):  # in the menu for administrators; others come from the history
    seen: Literal["visible", "hidden"] = "visible" if me.may(Verb.ADMINISTER) else "hidden"
    offered.append((True, removal.PAGE, t("Remove a text"), ":material/ink_eraser:"))
    pages.append(st.Page(removal.PAGE, title=t("Remove a text"), icon=":material/ink_eraser:", visibility=seen))
page = st.navigation(pages, position="top")
live.arrived(next(file for may, file, title, _ in offered if may and title == page.title))
frame.head(me, page.title)
frame.banner(me.hats)
page.run()
dialogs.show(me)
