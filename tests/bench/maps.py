"""4. The map: Python's time for one redraw, beside the way the documentation of streamlit-folium shows.

Both are drawn in turns by one Streamlit script (map_page.py) in this process.
"""

import logging
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.bench import figures
from tests.bench.figures import Figure

SIZES = (20, 200)
REDRAWS = 12
UNCOUNTED = 2
PAGE = Path(__file__).with_name("map_page.py")
CHATTER = "streamlit.runtime.scriptrunner_utils.script_run_context"
"""AppTest warns of itself here: it fills the session's state before there is a script."""


def quiet() -> None:
    """No warnings of AppTest."""
    logging.getLogger(CHATTER).disabled = True


def measure() -> None:
    """Measure and tell."""
    quiet()
    figures.heading("4. The map: Python per redraw")
    for size in SIZES:
        page = AppTest.from_file(PAGE, default_timeout=60)
        page.session_state["marks"] = size
        ours, documented = list[float](), list[float]()
        for _ in range(REDRAWS + UNCOUNTED):
            page.run()
            assert not page.exception, page.exception
            documented.append(page.session_state["documented"])
            ours.append(page.session_state["ours"])
        yardstick = Figure(f"{size:>5} marks: folium.Map, Marker, Popup, st_folium", documented[UNCOUNTED:])
        figures.show(yardstick)
        figures.show(Figure(f"{size:>5} marks: components.map", ours[UNCOUNTED:]), yardstick)
