"""What is sent to the browser: no address of another host, no markup, nothing of the text but its literal."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
import streamlit_folium

import components.map as area
from components.map import area_map, shell
from tests.map.example import BASE, NASTY, TOWN, WORDS, mark

PACKAGE = Path(area.__file__).parent
WEB = PACKAGE / "web"
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What st_folium hands to the browser; `answer` is what the browser would report."""
    kept: dict[str, Any] = {"answer": {}}

    def receive(**handed: Any) -> object:
        kept.update(handed)
        return kept["answer"]

    monkeypatch.setattr(streamlit_folium, "_component_func", receive)
    monkeypatch.setattr(st, "session_state", {})
    return kept


def draw(base: dict[str, Any] = BASE, **other: Any) -> area.Click | None:
    given: dict[str, Any] = {
        "revision": 1,
        "selected": None,
        "picking": False,
        "pin": None,
        "height": 500,
        "key": "map",
    }
    marks = [mark(1, 55.61, 12.35, title=NASTY, place=NASTY, meta=NASTY)]
    return area_map(json.dumps(base), marks, words=WORDS, **{**given, **other})


def test_nothing_sent_names_another_host(sent: dict[str, Any]) -> None:
    draw()
    everything = [
        sent["script"],
        sent["header"],
        sent["html"],
        sent["feature_group"],
        *sent["js_links"],
        *sent["css_links"],
    ]
    assert not [part for part in everything if re.search(r"https?:|//\w", part)]
    assert all(address.startswith("../") for address in [*sent["js_links"], *sent["css_links"]])


def test_the_files_named_are_there(sent: dict[str, Any]) -> None:
    draw()
    for address in [*sent["js_links"], *sent["css_links"]]:
        name = address.rpartition("/")[2].partition("?")[0]
        assert any((folder / name).is_file() for folder in (WEB, shell.LEAFLET, shell.GROUND))


def test_the_files_of_the_web_folder_ask_nobody_else() -> None:
    for file in WEB.iterdir():
        for address in re.findall(r"https?://[^\s\"')]+", file.read_text()):
            assert address == "http://www.w3.org/2000/svg", file  # a name, never fetched


def test_no_typed_text_reaches_script_or_markup_as_it_stands(sent: dict[str, Any]) -> None:
    draw()
    [base] = [file.read_text("ascii") for file in shell.GROUND.iterdir() if file.stem in sent["script"]]
    for part in (base, *(sent[name] for name in ("script", "feature_group", "header", "html"))):
        assert not any(sign in part for sign in ("{{", "{%", "{#", "<img", "</script", "${"))


def test_the_base_map_is_fetched_once_and_not_sent_at_every_redraw(sent: dict[str, Any]) -> None:
    draw()
    assert len(sent["script"]) < 2000 < len(json.dumps(BASE))
    address = next(address for address in sent["js_links"] if "/components.map.shell.ground/" in address)
    draw(revision=2)
    assert address in sent["js_links"]


def test_three_thousand_buildings_weigh_nothing_in_a_redraw(sent: dict[str, Any]) -> None:
    def weight() -> int:
        return sum(len(json.dumps(sent[part])) for part in ("script", "feature_group", "header", "html", "js_links"))

    draw()
    plain = weight()
    draw(TOWN)
    assert weight() == plain


def test_the_drawing_of_the_base_is_the_same_script_every_time(sent: dict[str, Any]) -> None:
    draw(revision=1)
    first = (sent["key"], sent["feature_group"])
    draw(revision=2, selected=1, picking=True, pin=(55.61, 12.345))
    assert sent["key"] == first[0]
    assert sent["feature_group"] != first[1]


def test_a_click_is_returned_once(sent: dict[str, Any]) -> None:
    sent["answer"] = {"frame": "f", "count": 1, "mark": 1}
    assert draw() == area.Click(point=None, mark=1)
    assert draw(revision=2) is None
    assert draw(key="another") == area.Click(point=None, mark=1)


def test_text_is_set_as_text() -> None:
    """The one thing a reviewer should never meet in these scripts."""
    for file in WEB.glob("*.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", file.read_text()
        ), file


def test_no_sentence_lives_in_this_package() -> None:
    for file in [*PACKAGE.glob("*.py"), *WEB.iterdir()]:
        assert not re.search("[æøåÆØÅ]", file.read_text()), file


def luminance(colour: str) -> float:
    colour = colour.lstrip("#")
    pairs = [colour[i : i + 2] for i in (0, 2, 4)] if len(colour) == 6 else [sign * 2 for sign in colour]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(p, 16) / 255 for p in pairs)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colours(theme: str) -> dict[str, str]:
    """The colours in force in `light` or `dark`."""
    css = (WEB / "map.css").read_text()
    blocks = [css.split(":root {", 1)[1].split("}", 1)[0], css.split(":root.dark {", 1)[1].split("}", 1)[0]]
    found: dict[str, str] = {}
    for block in blocks[: 1 if theme == "light" else 2]:
        found |= dict(re.findall(r"--([\w-]+): (#\w+)", block))
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_to_be_read_stands_out(theme: str) -> None:
    """WCAG 1.4.3: 4.5 to 1 at least; number on mark, names on zones, quiet text."""
    now = colours(theme)
    pairs = [(f"{risk}-ink", risk) for risk in ("low", "medium", "high", "unknown")]
    pairs += [(f"z{i}-ink", f"z{i}") for i in range(6)] + [(f"z{i}-ink", "area") for i in range(6)]
    pairs += [("street-ink", ground) for ground in ("street", "main", "area", "land", "building")]
    pairs += [("street-ink", f"z{i}") for i in range(6)] + [("block-ink", "building")]
    pairs += [("ink", "area"), ("quiet", "land"), ("quiet", "area"), ("badge-ink", "badge"), ("block-ink", "block")]
    assert [(a, b) for a, b in pairs if contrast(now[a], now[b]) < 4.5] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_outline_of_a_mark_that_is_over_stands_out(theme: str) -> None:
    """WCAG 1.4.11: 3 to 1 at least."""
    now = colours(theme)
    assert min(contrast(now[f"{risk}-over"], now["area"]) for risk in ("low", "medium", "high", "unknown")) >= 3


def test_the_fills_differ_without_colour() -> None:
    """Seen in grey, neighbouring risks still differ; shape and letter tell the rest."""
    now = colours("light")
    steps = sorted(luminance(now[risk]) for risk in ("low", "medium", "unknown"))
    assert all(brighter - darker > 0.2 for darker, brighter in pairwise(steps))
