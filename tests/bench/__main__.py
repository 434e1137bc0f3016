"""`make bench`: every number in one run. Parts that are named are measured alone: `-m tests.bench looking_back`."""

import os
import platform
import sqlite3
import sys
import time
from importlib.metadata import version

from tests.bench import crowd, looking_back, maps, records, script, visible, wall, writers

PARTS = (visible, script, records, maps, crowd, writers, wall, looking_back)


def main() -> None:
    """Say on what machine, then measure part after part."""
    named = sys.argv[1:]
    begun = time.monotonic()
    print(
        f"{os.cpu_count()} cores ({platform.machine()}, load {os.getloadavg()[0]:.1f}) · "
        f"Python {platform.python_version()} · Streamlit {version('streamlit')} · SQLite {sqlite3.sqlite_version}"
    )
    for part in PARTS:
        if not named or part.__name__.rpartition(".")[2] in named:
            part.measure()
    print(f"\n{time.monotonic() - begun:.0f} s, load {os.getloadavg()[0]:.1f}")


main()
