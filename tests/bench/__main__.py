"""`make bench`: every number in one run, in about six minutes on two slow cores."""

import os
import platform
import sqlite3
import time
from importlib.metadata import version

from tests.bench import crowd, maps, records, script, visible, wall, writers


def main() -> None:
    """Say on what machine, then measure part after part."""
    begun = time.monotonic()
    print(
        f"{os.cpu_count()} cores ({platform.machine()}, load {os.getloadavg()[0]:.1f}) · "
        f"Python {platform.python_version()} · Streamlit {version('streamlit')} · SQLite {sqlite3.sqlite_version}"
    )
    for part in (visible, script, records, maps, crowd, writers, wall):
        part.measure()
    print(f"\n{time.monotonic() - begun:.0f} s, load {os.getloadavg()[0]:.1f}")


main()
