"""The composition root: which script is served, behind which doors. `streamlit run app.py` finds `app` here."""

import streamlit as st

from components import web

app = st.App(
    "pages/navigation.py",  # inside pages/, so that Streamlit's own pages/ discovery finds nothing
    routes=web.routes(),
    middleware=web.middleware(),
    lifespan=web.lifespan,
    on_script_error=web.script_fault,
)

if __name__ == "__main__":
    app.run()
