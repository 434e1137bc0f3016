"""The project's own files, as the tests of the house read them: what is committed, nothing a tool leaves behind."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS = {"__pycache__", ".git", ".venv", "local", "venv"}
TEXT = {".py", ".po", ".js", ".css", ".html", ".toml", ".md", ".txt", ".yaml", ".geojson", ".svg", ".mako", ".json", ""}


def name(path: Path) -> str:
    """A file as people write it: relative to the project, with slashes."""
    return path.relative_to(ROOT).as_posix()


@cache
def files(*folders: str) -> tuple[Path, ...]:
    """Every text file of the project, or of these folders of it."""
    tops = [ROOT / folder for folder in folders] if folders else [ROOT]
    return tuple(sorted(path for top in tops for path in _walk(top) if path.suffix in TEXT))


def python(*folders: str) -> tuple[Path, ...]:
    """The Python files of these folders."""
    return tuple(path for path in files(*folders) if path.suffix == ".py")


def product() -> tuple[Path, ...]:
    """The Python files that are served, tests not among them."""
    return (ROOT / "app.py", *python("components", "data", "pages"))


@cache
def tree(path: Path) -> ast.Module:
    """A Python file as a syntax tree."""
    return ast.parse(path.read_text("utf-8"))


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or re.fullmatch(r"\.\w+_cache|\.hypothesis", path.name):
            continue
        if path.is_dir():
            yield from _walk(path)
        elif path.is_file():
            yield path


def attributes(path: Path) -> Iterator[tuple[int, str]]:
    """Every dotted name of a file with its line: (12, "st.rerun")."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            yield node.lineno, ast.unparse(node)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every imported name of a file with its line: (3, "data.entities.Text")."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
