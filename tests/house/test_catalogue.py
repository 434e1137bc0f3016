"""Every sentence has its Danish, and only the sentences that are said stand in the catalogue."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Message

from tests.house import tree
from tests.house.catalogue import extracted, refresh, translated, written

DANISH_LETTERS = re.compile("[æøåÆØÅ]")
DANISH_IN_SCREENS = {
    "components/incident_map.py": "keys of the map files, which name their places' kinds in Danish",
}
SAYING = re.compile(
    "title|(sub)?header|text|markdown|write|caption|(form_submit_|download_|link_)?button|error|warning|info|success|toast"
    "|text_input|text_area|selectbox|radio|checkbox|toggle|multiselect|(number|date|time|datetime)_input|pills|popover"
    "|segmented_control|expander|metric|dialog|status|spinner|badge|feedback"
)
"""The functions of Streamlit whose first argument people read."""


def messages() -> Iterator[Message]:
    """The catalogue without its header."""
    return (message for message in written() if message.id)


def forms(said: object) -> list[str]:
    """A sentence's forms, one or two."""
    return [said] if isinstance(said, str) else [str(form) for form in said]  # type: ignore[attr-defined]  # a tuple


def fields(sentence: str) -> set[str]:
    """The placeholders of a sentence. Raises ValueError when its braces do not match."""
    return {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}


def test_every_sentence_of_the_source_is_in_the_catalogue() -> None:
    known = {forms(message.id)[0] for message in messages()}
    missing = {forms(message.id)[0] for message in extracted() if message.id} - known
    assert not missing, f"run `make texts` and translate: {sorted(missing)[:10]}"


def test_every_sentence_has_its_danish() -> None:
    empty = [forms(message.id)[0] for message in messages() if not translated(message.string)]
    assert not empty


def test_no_sentence_is_there_that_nobody_says() -> None:
    said = {forms(message.id)[0] for message in extracted() if message.id}
    stale = [forms(message.id)[0] for message in messages() if forms(message.id)[0] not in said]
    assert not stale, "run `make texts`"
    assert not written().obsolete


def test_no_translation_is_a_guess() -> None:
    assert not [message.id for message in messages() if message.fuzzy]


def test_placeholders_are_the_same_on_both_sides() -> None:
    for message in messages():
        wanted = set().union(*(fields(form) for form in forms(message.id)))
        for danish in forms(message.string):
            # "one action" need not say 1
            assert fields(danish) | {"n"} == wanted | {"n"}, f"{message.id!r}: {danish!r}"


def test_the_source_is_english() -> None:
    assert not [message.id for message in messages() if any(DANISH_LETTERS.search(form) for form in forms(message.id))]


def test_no_danish_stands_in_the_strings_of_the_screens() -> None:
    found = [
        f"{tree.name(path)}:{node.lineno}: {node.value!r}"
        for path in tree.python("components", "pages")
        if tree.name(path) not in DANISH_IN_SCREENS
        for node in strings(tree.tree(path))
        if DANISH_LETTERS.search(str(node.value))
    ]
    assert not found


def test_nothing_is_said_around_the_catalogue() -> None:
    """`st.button("Save")` would stay English for ever."""
    found = [
        f"{tree.name(path)}:{node.lineno}: {ast.unparse(node)[:80]}"
        for path in tree.python("components", "pages")
        for node in ast.walk(tree.tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and SAYING.fullmatch(node.func.attr)
        and ast.unparse(node.func.value).startswith("st")
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and re.search(r"[A-Za-z]{3}", re.sub(r":\w+/\w+:", "", node.args[0].value))
    ]
    assert not found


def test_refreshing_keeps_translations_and_drops_what_is_no_longer_said(tmp_path: Path) -> None:
    copy = tmp_path / "da.po"
    some = next(forms(message.id)[0] for message in extracted() if isinstance(message.id, str) and message.id)
    copy.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: da\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        f'msgid "{some}"\nmsgstr "kept"\n\nmsgid "Nobody says this"\nmsgstr "dropped"\n',
        "utf-8",
    )
    _, _, dropped = refresh(copy)
    again = written(copy)
    assert dropped == 1
    kept = again.get(some)
    assert kept is not None
    assert kept.string == "kept"
    assert again.get("Nobody says this") is None
    assert len(again) == len(extracted())


def strings(module: ast.Module) -> Iterator[ast.Constant]:
    """The string constants of a file that are not docstrings."""
    spoken = {
        id(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            yield node
