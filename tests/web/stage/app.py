"""The product's composition with the stage's page instead of the product's pages."""

from pathlib import Path

import streamlit as st

from components import web

app = st.App(
    Path(__file__).with_name("page.py"),
    routes=web.routes(),
    middleware=web.middleware(),
    lifespan=web.lifespan,
    on_script_error=web.script_fault,
)
