"""The bytes of a plan file -> its text, or in Danish why they are no text and how to save it as one (6.27)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from data.plan.problems import PlanRefused, Problem

OTHER_KINDS: Final[Mapping[bytes, str]] = {
    b"PK\x03\x04": "et Word-dokument, et regneark eller en ZIP-fil",
    b"\xd0\xcf\x11\xe0": "et ældre Word-dokument eller regneark",
    b"%PDF": "en PDF",
    b"{\\rtf": "et RTF-dokument",
}
"""How files begin that people have plans in."""
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
AS_UTF_8: Final = "Gem den igen som ren tekst med kodningen UTF-8."


def read_text(path: Path) -> str:
    """The text of the file; Windows lines and a byte order mark do no harm. Raises PlanRefused."""
    return text_of(_bytes(path))


def text_of(content: bytes) -> str:
    """The text that the bytes are. Raises PlanRefused."""
    for beginning, kind in OTHER_KINDS.items():
        if content.startswith(beginning):
            raise PlanRefused([Problem(None, "", f"Filen er {kind}. Kopiér teksten over i en ren tekstfil (UTF-8).")])
    if content.startswith(UTF_16):
        raise PlanRefused([Problem(None, "", f"Filen er gemt som UTF-16 (‘Unicode’). {AS_UTF_8}")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        wrong = [number for number, line in enumerate(content.split(b"\n"), 1) if not _is_utf_8(line)]
        more = f" Det gælder {len(wrong)} linjer." if len(wrong) > 1 else ""
        said = f"Et tegn er ikke gemt som UTF-8, for eksempel æ, ø eller å.{more} {AS_UTF_8}"
        raise PlanRefused([Problem(wrong[0], "", said)]) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        why = "Den findes ikke. Se efter, om mappe og navn er skrevet rigtigt."
    except IsADirectoryError:
        why = "Det er en mappe. Skriv navnet på filen i den."
    except PermissionError:
        why = "Den må ikke læses af den, der kører programmet. Giv læseadgang til den."
    except (OSError, ValueError):
        why = "Se efter, om mappe og navn er skrevet rigtigt."
    raise PlanRefused([Problem(None, "", f"Filen kan ikke åbnes. {why}")])


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
