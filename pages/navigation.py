"""The script that the server runs: who is looking, which pages there are, and the one form that may be open."""

import streamlit as st

from components import dialogs, drafts, frame, live, menu, session
from components.texts import t

me = session.current()
frame.speak_to(me)
st.set_page_config(page_title=t("Emergency overview"), page_icon="🟦", layout="wide")
live.watch()
drafts.watch(me)
page, file = menu.chosen(me)
live.arrived(file)
frame.head(me, page.title, file)
frame.banner(me.hats)
page.run()
dialogs.show(me)
