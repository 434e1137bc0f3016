"""The machine under an installation: Python, packages, settings, the home folder and the room on its disk."""

import difflib
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from data.doctor.finding import Finding, Installation, fault, fine, warning
from data.settings import HERE, Settings

NEEDED: Final = (3, 11)
PINNED: Final = HERE.parent / "requirements.txt"
NAMED: Final = 6
"""Packages that are named; of more, only how many."""
PREFIX: Final = "BEREDSKAB_"
LITTLE: Final = 1 << 30
"""Bytes below which the room on the disk is little."""
TOO_LITTLE: Final = 200 << 20
COPIES: Final = 3
"""A backup needs its own size, and an upgrade or a restore keeps another beside it."""
_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s#;]+)", re.MULTILINE)


def python(running: tuple[int, ...] = sys.version_info[:3]) -> Iterator[Finding]:
    """The Python that runs this."""
    said = ".".join(map(str, running))
    yield fine("python", version=said) if running >= NEEDED else fault("python-old", version=said)


def packages(pinned: Path = PINNED) -> Iterator[Finding]:
    """The packages of this environment, beside those that the installation was tested with."""
    if not pinned.is_file():
        yield warning("packages-unknown", file=pinned.name)
        return
    wanted = dict(_PIN.findall(pinned.read_text("utf-8")))
    there = {name: _version(name) for name in wanted}
    missing = [name for name, found in there.items() if not found]
    others = [f"{name} {found} ({wanted[name]})" for name, found in there.items() if found not in ("", wanted[name])]
    if missing:
        yield fault("packages-missing", names=_some(missing))
    if others:
        yield warning("packages-differ", names=_some(others))
    if not missing and not others:
        yield fine("packages", count=len(wanted))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _some(names: list[str]) -> str:
    more = f" og {len(names) - NAMED} til" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def wrong_settings(error: ValidationError) -> Iterator[Finding]:
    """Why the settings cannot be read. Values are not told: one of them may be a password."""
    for one in error.errors(include_url=False, include_input=False):
        if one["loc"]:
            said = next((words for kind, words in _MEANT.items() if str(one["type"]).startswith(kind)), _ANY_FORM)
            yield fault("setting-wrong", name=f"{PREFIX}{str(one['loc'][0]).upper()}", said=said)
        elif needs := _NEEDS.search(str(one["msg"])):
            yield fault("setting-needs", name=needs[1], needed=needs[2])
        else:
            yield fault("settings-apart", said=str(one["msg"]).removeprefix("Value error, "))


_ANY_FORM: Final = "den har ikke den form, den skal have."
_MEANT: Final[Mapping[str, str]] = {
    "int": "den skal være et helt tal.",
    "float": "den skal være et tal.",
    "bool": "den skal være true eller false.",
    "literal": "det er ikke et af de ord, den kan være.",
    "greater_than": "tallet er for lille.",
    "less_than": "tallet er for stort.",
}
"""How pydantic's kinds of error begin, and what they mean to whoever set it."""
_NEEDS: Final = re.compile(rf"({PREFIX}\w+) needs ({PREFIX}\w+)")


def unknown_settings(house: Installation) -> Iterator[Finding]:
    """Names in the environment that look like a setting and are none: a slip of the pen, most often."""
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    for name in sorted(house.environment):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.6)
            yield warning("setting-unknown", name=name, near=f" Mente du {near[0]}?" if near else "")


def home(house: Installation) -> Iterator[Finding]:
    """The folder that holds everything that must survive: there, writable, and nobody else's."""
    folder = house.settings.home
    if not folder.exists():
        yield from _no_home(folder)
        return
    if not folder.is_dir():
        yield fault("home-no-folder", folder=folder)
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield fault("home-unwritable", folder=folder)
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    if os.name == "posix" and mode & 0o007:
        yield fault("home-open", folder=folder)
    elif os.name == "posix" and mode & 0o070:
        yield warning("home-group", folder=folder)
    else:
        yield fine("home", folder=folder)


def _no_home(folder: Path) -> Iterator[Finding]:
    """A first start makes it, if it may."""
    above = next(one for one in folder.absolute().parents if one.exists())
    if not above.is_dir():
        yield fault("home-no-folder", folder=above)
    elif os.access(above, os.W_OK | os.X_OK):
        yield warning("home-not-yet", folder=folder)
    else:
        yield fault("home-cannot", folder=folder, above=above)


def disk(house: Installation) -> Iterator[Finding]:
    """The room left where the home folder lies, beside what the copies of the database need."""
    free = shutil.disk_usage(_there(house.settings.home)).free
    needed = COPIES * _size(house.settings)
    told: Mapping[str, object] = {"free": _bytes(free), "needed": _bytes(max(needed, TOO_LITTLE))}
    if free < max(needed, TOO_LITTLE):
        yield fault("disk-full", **told)
    elif free < LITTLE:
        yield warning("disk-little", **told)
    else:
        yield fine("disk", **told)


def _size(settings: Settings) -> int:
    """Bytes of a SQLite file; of another database nothing lies here but its copies."""
    try:
        url = make_url(settings.url)
    except (ArgumentError, ValueError):
        return 0
    file = Path(url.database or "")
    return file.stat().st_size if url.get_backend_name() == "sqlite" and file.is_file() else 0


def _there(folder: Path) -> Path:
    """The folder, or what is there of the way to it."""
    return next(one for one in (folder.absolute(), *folder.absolute().parents) if one.is_dir())


def _bytes(count: int) -> str:
    return f"{count / (1 << 30):.1f} GB".replace(".", ",") if count >= 1 << 30 else f"{count >> 20} MB"
