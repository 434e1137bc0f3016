"""The directions and the shapes of the house (CONTRIBUTING.md), for what a linter's setting cannot say."""

import ast
import os
import tokenize
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.house import tree

RAW_HTML = {"components/frame.py": "the way out to the plain sign-out page: one link, no text of people in it"}
"""The one room that may write HTML of its own, and why."""
REDRAW = {"components/feedback.py", "components/live.py"}
MAP = "components/map/"
TEXTS = ("data/queries/wording.py", "data/storage/", "data/commands/", "data/entities/")
PAGE_LINES = 45
LONGER_PAGES: dict[str, str] = {}
"""Pages above the soft limit, each with its reason."""


def found(path: Path, *forbidden: str) -> list[str]:
    """The forbidden dotted names and keyword arguments a file uses, as `file:line name`."""
    names = [*tree.attributes(path), *tree.imports(path), *keywords(path)]
    return [
        f"{tree.name(path)}:{line} {used}" for line, used in names if any(used.endswith(word) for word in forbidden)
    ]


def keywords(path: Path) -> list[tuple[int, str]]:
    """The keyword arguments of a file's calls."""
    return [
        (node.value.lineno, node.arg)
        for node in ast.walk(tree.tree(path))
        if isinstance(node, ast.keyword) and node.arg
    ]


def code_lines(path: Path) -> int:
    """Lines that hold code: no blank lines, comments or docstrings."""
    counted: set[int] = set()
    for node in ast.walk(tree.tree(path)):
        spoken = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if isinstance(node, ast.stmt) and not spoken:
            inside = getattr(node, "body", None)
            last = inside[0].lineno - 1 if inside else node.end_lineno
            counted.update(range(node.lineno, (last or node.lineno) + 1))
    with path.open("rb") as source:
        written = {
            token.start[0]
            for token in tokenize.tokenize(source.readline)
            if token.type in {tokenize.NAME, tokenize.OP, tokenize.STRING, tokenize.NUMBER}
        }
    return len(counted & written)


def test_imports_go_downwards_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree.ROOT)
    assert lint_imports(no_cache=True) == os.EX_OK


@pytest.mark.parametrize("room", ["streamlit", "folium", "streamlit_folium", "starlette", "branca"])
def test_data_knows_no_screen(room: str) -> None:
    assert not [used for path in tree.python("data") for _, used in tree.imports(path) if used.split(".")[0] == room]


def test_only_the_map_knows_folium() -> None:
    assert not [
        f"{tree.name(path)}: {used}"
        for path in tree.product()
        if not tree.name(path).startswith(MAP)
        for _, used in tree.imports(path)
        if used.split(".")[0] in {"folium", "streamlit_folium", "branca"}
    ]


def test_no_page_writes_html_of_its_own() -> None:
    assert not [
        use
        for path in tree.product()
        if tree.name(path) not in RAW_HTML
        for use in found(path, "unsafe_allow_html", "unsafe_allow_javascript", "st.html", "components.v1.html")
    ]


def test_only_feedback_and_live_redraw() -> None:
    assert not [
        use
        for path in tree.product()
        if tree.name(path) not in REDRAW
        for use in found(path, "st.rerun", "streamlit.rerun")
    ]


def test_nothing_a_viewer_reads_is_cached_for_all() -> None:
    assert not [use for path in tree.product() for use in found(path, "st.cache_data", "streamlit.cache_data")]


def test_free_texts_are_read_in_one_place() -> None:
    assert not [
        f"{tree.name(path)}:{line}"
        for path in tree.product()
        if not tree.name(path).startswith(TEXTS)
        for line, used in tree.imports(path)
        if used in {"data.entities.Text", "data.entities.incidents.Text", "data.entities.log.Text"}
    ]


def test_pages_are_thin() -> None:
    long = {tree.name(path): code_lines(path) for path in tree.python("pages") if code_lines(path) > PAGE_LINES}
    assert set(long) <= set(LONGER_PAGES), f"move it down to components/: {long}"
    assert all(LONGER_PAGES.values())


def test_pages_do_not_ask_the_database() -> None:
    assert not [
        f"{tree.name(path)}: {used}"
        for path in tree.python("pages")
        for _, used in tree.imports(path)
        if used.split(".")[0] in {"sqlalchemy", "alembic", "sqlite3"}
        or used.startswith(("data.storage", "data.entities"))
    ]


def test_every_module_says_its_rule() -> None:
    assert not [tree.name(path) for path in tree.product() if not ast.get_docstring(tree.tree(path))]


def test_no_module_is_called_by_nothing() -> None:
    """A drawer called utils ends up holding everything."""
    nothing = {"utils", "helpers", "manager", "base", "common", "misc"}
    assert not [tree.name(path) for path in tree.product() if path.stem in nothing]
