"""What the README and its neighbours promise is there."""

import re
from pathlib import Path

import pytest

from data.settings import Settings
from tests.house import tree

PAPERS = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/oidc.md",
    "docs/accessibility.md",
    "docs/install.md",
    "docs/offline-room.md",
    "docs/operations.md",
    "docs/privacy.md",
    "docs/privacy-stop.md",
    "docs/streamlit-english.md",
]
MAKEFILE = (tree.ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^\.PHONY: (\S+)$", MAKEFILE, re.MULTILINE))


def read(paper: str) -> str:
    """One of the papers."""
    return (tree.ROOT / paper).read_text("utf-8")


def section(paper: str, title: str) -> str:
    """What stands under a second-level title. Raises AssertionError without it."""
    _, found, rest = read(paper).partition(f"\n## {title}\n")
    assert found, f"{paper} has no section {title!r}"
    return re.split(r"\n## ", rest)[0]


def places(text: str) -> set[str]:
    """The files and folders named in backticks: those with a slash or a known ending."""
    named = re.findall(r"`((?:[\w.*/-]|<[\w ]+>)+)`", text)
    return {name for name in named if re.search(r"^\w[\w.]*/|\.(py|po|yaml|toml|md|txt)$", name)}


def exists(place: str) -> bool:
    """Whether a file, a folder or at least one file of a pattern is there; `<word>` stands for any name."""
    return any(tree.ROOT.glob(re.sub(r"<[^>]+>", "*", place).rstrip("/")))


def test_the_readme_leads_to_places_that_exist() -> None:
    table = section("README.md", "I want to change ...")
    rows = [line for line in table.splitlines() if line.startswith("| ")]
    assert len(rows) > 10
    assert not {place for place in places(table) if not exists(place)}


@pytest.mark.parametrize("paper", PAPERS)
def test_links_between_the_papers_hold(paper: str) -> None:
    here = (tree.ROOT / paper).parent
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", read(paper))
    assert not [link for link in links if not (here / link).exists()]


@pytest.mark.parametrize("paper", ["CONTRIBUTING.md", "docs/operations.md", "docs/streamlit-english.md"])
def test_files_that_are_named_exist(paper: str) -> None:
    known = {place for place in places(read(paper)) if place.split("/")[0] in {p.name for p in tree.ROOT.iterdir()}}
    assert not {place for place in known if not place.startswith("data/local") and not exists(place)}


@pytest.mark.parametrize("paper", PAPERS)
def test_every_make_command_that_is_named_exists(paper: str) -> None:
    assert set(re.findall(r"`make ([a-z]+)", read(paper)) + re.findall(r"^make ([a-z]+)", read(paper), re.M)) <= TARGETS


def test_the_two_commands_stand_at_the_top() -> None:
    start = section("README.md", "Start")
    assert "make run" in start
    assert "make demo" in start


def test_every_setting_is_in_the_readme() -> None:
    told = set(re.findall(r"^\| `BEREDSKAB_(\w+)`", section("README.md", "Settings"), re.MULTILINE))
    assert told == {name.upper() for name in Settings.model_fields}


def test_every_target_has_its_line_of_help() -> None:
    helped = set(re.findall(r"^([a-z-]+):.*## \S", MAKEFILE, re.MULTILINE))
    made = set(re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, re.MULTILINE))
    assert TARGETS == helped == made


def test_ci_calls_the_command_of_the_readme() -> None:
    assert "make test" in section("README.md", "Test")
    assert re.search(r"^make test\b", read(".ci/run"), re.MULTILINE)


@pytest.mark.parametrize("script", [".ci/run", ".ci/machine"])
def test_scripts_can_be_run_and_stop_at_the_first_error(script: str) -> None:
    path = tree.ROOT / script
    assert path.stat().st_mode & 0o111
    assert path.read_text("utf-8").startswith("#!/usr/bin/env bash")
    assert "set -euo pipefail" in path.read_text("utf-8")


def test_the_top_level_is_the_prescribed_one() -> None:
    prescribed = {"app.py", "pages", "components", "data", "tests", "requirements.txt", ".streamlit"}
    beside = {
        *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "Makefile"),
        *("requirements-dev.txt", "docs", ".ci", ".gitignore"),
    }
    shown = {path.name for path in tree.ROOT.iterdir()} - ignored()
    assert prescribed <= shown
    assert shown <= prescribed | beside


def ignored() -> set[str]:
    """What git does not keep: its own folder, and what .gitignore names."""
    lines = [line.strip("/") for line in read(".gitignore").splitlines()]
    return {".git", *(path.name for line in lines for path in Path(tree.ROOT).glob(line))}
