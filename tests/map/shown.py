"""The script the browser tests look at: a map redrawn twice a second from a file; what it is told is written down.

Run with TRIAL naming the folder of state.json (read at every redraw) and told.jsonl (a line for each redraw).
"""

import json
import os
import time
from pathlib import Path

import streamlit as st

from components.map import area_map
from tests.map.example import BASE, TOWN, WORDS, mark

TRIAL = Path(os.environ["TRIAL"])
st.set_page_config(layout="wide")


@st.fragment(run_every=0.5)
def board() -> None:
    state = json.loads((TRIAL / "state.json").read_text())
    marks = [mark(**given) for given in state["marks"]]
    began = time.perf_counter()
    click = area_map(
        json.dumps(TOWN if state["town"] else BASE), marks, revision=state["revision"], selected=state["selected"],
        picking=state["picking"], pin=state["pin"], height=600, key="map", words=WORDS,
    )  # fmt: skip
    told = {"ms": (time.perf_counter() - began) * 1000, "mark": click and click.mark, "point": click and click.point}
    with (TRIAL / "told.jsonl").open("a") as log:
        log.write(json.dumps(told) + "\n")


board()
