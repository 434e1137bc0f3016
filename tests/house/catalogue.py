"""The sentences of the source, and the catalogue brought up to date with them: `make texts`."""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
DANISH = ROOT / "components" / "texts" / "da.po"
SOURCES = ("components", "pages")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"t": None, "say": None, "mark": None, "tn": (1, 2)}
"""The functions of components.texts, and the name look.py gives to `mark`."""
WIDTH = 120


def extracted() -> Catalog:
    """Every sentence that the source hands to components.texts, with the files it stands in."""
    found = Catalog(charset="utf-8")
    for folder in SOURCES:
        # No method map but Python's: what the .html and .js files show is handed to them by Python.
        for file, _line, message, comments, context in extract_from_dir(
            str(ROOT / folder), [("**.py", "python")], keywords=KEYWORDS
        ):
            found.add(message, None, [(f"{folder}/{file}", 0)], auto_comments=comments, context=context)
    return found


def written(path: Path = DANISH) -> Catalog:
    """The catalogue as it stands."""
    with path.open("rb") as source:
        return read_po(source, locale=path.stem)


def refresh(path: Path = DANISH) -> tuple[int, int, int]:
    """Write the catalogue anew, its translations kept; answers with sentences, empty ones, and those thrown out."""
    header, _, _ = path.read_text("utf-8").partition("\n\n")
    catalogue = written(path)
    catalogue.update(extracted(), no_fuzzy_matching=True)
    dropped = len(catalogue.obsolete)
    body = BytesIO()
    write_po(
        body, catalogue, width=WIDTH, omit_header=True, ignore_obsolete=True, sort_by_file=True, include_lineno=False
    )
    path.write_text(f"{header.rstrip()}\n\n{body.getvalue().decode().strip()}\n", "utf-8")
    return len(catalogue), sum(not translated(message.string) for message in catalogue if message.id), dropped


def translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """Whether every form of a sentence has its Danish."""
    return bool(string) and all(string or ())


if __name__ == "__main__":
    sentences, empty, dropped = refresh()
    print(f"{DANISH.relative_to(ROOT)}: {sentences} sentences, {empty} without Danish, {dropped} thrown out.")
    sys.exit(1 if empty else 0)
