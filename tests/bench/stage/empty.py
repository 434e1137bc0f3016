"""The yardstick of script time: Streamlit alone, with a script that does nothing."""

from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


async def ready(_: Request) -> Response:
    """The server answers."""
    return PlainTextResponse("ready")


app = st.App(Path(__file__).with_name("nothing.py"), routes=[Route("/ready", ready)])
