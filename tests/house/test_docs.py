"""What the documents tell people to type, to set and to open is there."""

import re
import shlex
from pathlib import Path

import pytest

from data.__main__ import COMMANDS
from data.plan.template import TEMPLATE
from data.plan.words import VERBS
from data.settings import Settings
from tests.house import tree

DOCS = sorted(
    path
    for path in (tree.ROOT / "docs").iterdir()
    if path.suffix in (".md", ".service", ".env", ".conf") or path.stem == "Containerfile"
)
SETTINGS = {f"BEREDSKAB_{name.upper()}" for name in Settings.model_fields} | {"BEREDSKAB_HOME"}
TARGETS = set(re.findall(r"^\.PHONY: (\S+)$", (tree.ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.fixture(params=DOCS, ids=lambda path: path.name)
def paper(request: pytest.FixtureRequest) -> str:
    """One of the documents."""
    return Path(request.param).read_text("utf-8")


def test_every_command_that_is_named_exists(paper: str) -> None:
    named = set(re.findall(r"python -m data ([a-z][a-z-]+)", paper))
    assert named <= {name for name, _, _ in COMMANDS} | {"start"}
    assert set(re.findall(r"(?:`|^ {4}|&& )make ([a-z-]+)", paper, re.MULTILINE)) <= TARGETS


@pytest.mark.parametrize("path", [*DOCS, tree.ROOT / "README.md", TEMPLATE], ids=lambda path: path.name)
def test_commands_are_written_in_one_way(path: Path) -> None:
    """As they can be typed in the program's folder. A container has no environment of its own."""
    bare = re.findall(r"(?<!\.venv/bin/)python -m (?:data [a-z-]+|tests)", path.read_text("utf-8"))
    assert not bare or path.stem == "Containerfile"


def test_every_setting_that_is_named_exists(paper: str) -> None:
    assert set(re.findall(r"BEREDSKAB_[A-Z_]+", paper)) <= SETTINGS


def test_every_document_that_is_linked_exists(paper: str) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", paper)
    assert not [link for link in links if not (tree.ROOT / "docs" / link).exists()]


def test_every_document_is_found_from_another() -> None:
    told = "".join(
        (tree.ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md", "docs/install.md")
    )
    assert not [path.name for path in DOCS if path.name not in told]


def test_the_example_of_the_settings_can_be_read_and_sets_what_the_service_uses() -> None:
    lines = (tree.ROOT / "docs/beredskab.env").read_text("utf-8").splitlines()
    given = dict(line.lstrip("#").split("=", 1) for line in lines if re.match(r"#?[A-Z_]+=", line))
    assert {"PORT", "BEREDSKAB_HOME", "BEREDSKAB_PLAN"} <= set(given)
    assert not [value for value in given.values() if len(shlex.split(value)) > 1]
    service = (tree.ROOT / "docs/beredskab.service").read_text("utf-8")
    assert f"ReadWritePaths={given['BEREDSKAB_HOME']}" in service
    assert "--server.port ${PORT}" in service


def test_rights_and_fields_of_the_plan_file_are_called_what_they_are() -> None:
    """The templates name a right and fields that somebody has to find again in the file."""
    privacy = (tree.ROOT / "docs/privacy.md").read_text("utf-8")
    plan = (tree.ROOT / "data/plan/parts.py").read_text("utf-8")
    for field in ("navne_til_funktion_måneder", "år_efter_lukning", "ved_brud"):
        assert field in privacy
        assert f'"{field}"' in plan
    assert "fjerne tekst" in privacy
    assert "fjerne tekst" in VERBS
