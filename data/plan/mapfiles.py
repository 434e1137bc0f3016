"""Where a plan's map files lie: beside the plan file first, then among those that ship with the product.

A name from a plan file never leads outside these two folders.
"""

from pathlib import Path
from typing import Final

SHIPPED: Final = Path(__file__).resolve().parent.parent / "places"


def find(name: str, folder: Path | None) -> Path | None:
    """The file of that name (`kort/blokke.geojson` or `blokke.geojson`), or None."""
    for home in (folder, SHIPPED):
        if home is None or Path(name).is_absolute() or "\0" in name:
            continue
        path = (home / name).resolve()
        if path.is_relative_to(home.resolve()) and path.suffix == ".geojson" and path.is_file():
            return path
    return None
