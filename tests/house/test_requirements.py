"""What is installed is what was chosen: pinned, with a reason, under a licence that everybody may use."""

import re
from importlib.metadata import Distribution, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import tree

PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[(?P<extra>\w+)\])?==[\w.]+")
LICENCES = {
    "MIT": "mit",
    "BSD": "bsd|redistribution and use in source and binary forms",
    "Apache-2.0": "apache",
    "MPL-2.0": "mpl|mozilla",
    "LGPL-3.0": "lgpl",
    "PSF-2.0": "psf",
}
"""What a municipality may use and pass on, and how the packages spell it. MPL and LGPL: used unchanged."""
SILENT = {"streamlit-folium": "MIT"}
"""Packages that carry no licence text; read in their repository."""


def pins(file: str) -> dict[str, str]:
    """The pinned packages of a requirements file: canonical name -> extra."""
    lines = [line.partition("#")[0].strip() for line in (tree.ROOT / file).read_text("utf-8").splitlines()]
    hits = {line: PINNED.fullmatch(line) for line in lines if line and not line.startswith("-r ")}
    assert all(hits.values()), f"not pinned: {[line for line, hit in hits.items() if hit is None]}"
    return {canonicalize_name(hit["name"]): hit["extra"] or "" for hit in hits.values() if hit}


RUN, DEV = pins("requirements.txt"), pins("requirements-dev.txt")


def table() -> dict[str, tuple[str, str]]:
    """CONTRIBUTING's rows: package -> (reason, licence)."""
    _, _, section = (tree.ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("\n## Dependencies\n")
    section = re.split(r"\n## ", section)[0]
    rows = re.findall(r"^\| (?!package )([a-z0-9-]+) \| ([^|]+) \| ([^|]+) \|$", section, re.MULTILINE)
    assert len({row[0] for row in rows}) == len(rows), "a package stands twice"
    return {package: (reason.strip(), licence.strip()) for package, reason, licence in rows}


def says(package: Distribution) -> str:
    """What a package says of its licence, in small letters."""
    data = package.metadata
    said = [(line or "")[:200] for name in ("License-Expression", "License") for line in data.get_all(name) or []]
    said += [line for line in data.get_all("Classifier") or [] if line.startswith("License")]
    said += [
        (file.read_text("utf-8") or "")[:400]
        for file in package.files or []
        if re.search("licen[cs]e", file.name.lower())
    ]
    return "\n".join(said).lower()


def test_everything_installed_has_its_reason() -> None:
    assert set(table()) == set(RUN) | set(DEV)
    assert all(len(reason) > 3 for reason, _ in table().values())


def test_the_licences_are_the_ones_the_packages_state() -> None:
    for package, (_, licence) in table().items():
        assert licence in LICENCES, package
        if package in SILENT:
            assert licence == SILENT[package]
        else:
            assert re.search(LICENCES[licence], says(distribution(package))), package


@pytest.mark.parametrize(("chosen", "known"), [(RUN, RUN), (DEV, RUN | DEV)], ids=["run", "dev"])
def test_what_the_chosen_bring_along_is_pinned_too(chosen: dict[str, str], known: dict[str, str]) -> None:
    brought = set()
    for package, extra in chosen.items():
        for line in distribution(package).requires or []:
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                brought.add(canonicalize_name(needed.name))
    assert not brought - set(known)


def test_nothing_is_pinned_twice() -> None:
    assert not set(RUN) & set(DEV)
