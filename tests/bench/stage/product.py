"""The product, with one door more: POST /bench/assess lets the server itself assess an incident anew.

Answers with when the commit was told to the listeners of the store: milliseconds since 1970.
"""

import time
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from components import web
from components.session import house
from data.vocabulary import Risk
from tests.bench import town


def _assess(incident: int, risk: Risk) -> float:
    committed: list[float] = []
    forget = house().store.subscribe(lambda _: committed.append(time.time() * 1000))
    try:
        town.assess(house().store, incident, risk)
    finally:
        forget()
    return committed[0]


async def assess(request: Request) -> Response:
    """Assess `?incident=` with `?risk=`."""
    asked = request.query_params
    at = await run_in_threadpool(_assess, int(asked["incident"]), Risk(asked["risk"]))
    return JSONResponse({"at": at})


app = st.App(
    Path(__file__).parents[3] / "pages" / "navigation.py",
    routes=[Route("/bench/assess", assess, methods=["POST"]), *web.routes()],
    middleware=web.middleware(),
    lifespan=web.lifespan,
    on_script_error=web.script_fault,
)
