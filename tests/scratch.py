"""A folder for the databases of the tests: in memory where the machine has room, so that waiting for a disk is no test.

What a disk keeps after a kill is tested on a real one, in tests/storage/test_kill.py.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 1 << 30


@contextmanager
def scratch(prefix: str) -> Iterator[Path]:
    """A new folder, thrown away at the end."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    made = Path(tempfile.mkdtemp(prefix=f"beredskab-{prefix}-", dir=MEMORY if roomy else None))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
