"""The settings file says what Streamlit understands, and colours that everybody can read."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from streamlit import config

ROOT = Path(__file__).parents[2]
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
CSS = (ROOT / "components/web/assets/plain.css").read_text("utf-8")
MUST = {
    "server.address": "127.0.0.1",
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.fileWatcherType": "none",
    "server.enableStaticServing": False,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "runner.postScriptGC": False,
}
TEXT_PAIRS = (
    ("text", "ground"), ("text", "sheet"), ("soft", "ground"), ("soft", "sheet"), ("on-primary", "primary"),
    ("on-primary", "primary-far"), ("alert", "alert-ground"), ("text", "note-ground"), ("on-exercise", "exercise"),
    ("primary", "sheet"),
)  # fmt: skip
MARKS = (("line", "sheet"), ("focus", "sheet"), ("focus", "ground"))


def _flat(table: dict[str, Any], before: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in table.items():
        key = f"{before}{name}"
        flat |= (
            _flat(value, f"{key}.") if isinstance(value, dict) and key != "server.trustedUserHeaders" else {key: value}
        )
    return flat


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3: the contrast ratio of two #rrggbb colours."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        lit = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * lit[0] + 0.7152 * lit[1] + 0.0722 * lit[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def _faded(text: str, ground: str, share: float = 0.6) -> str:
    """A text colour as Streamlit fades it for captions and hints."""
    pairs = ((int(text[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)


def test_streamlit_knows_every_setting() -> None:
    assert set(_flat(SETTINGS)) <= set(config._config_options_template)


@pytest.mark.parametrize("name", MUST)
def test_what_keeps_the_house_closed_is_set(name: str) -> None:
    assert _flat(SETTINGS)[name] == MUST[name]


def test_messages_and_uploads_are_small() -> None:
    server = SETTINGS["server"]
    assert (server["maxUploadSize"], server["maxWidgetStateSize"]) <= (5, 5)
    assert server["maxMessageSize"] <= 50
    assert list(server["trustedUserHeaders"]) == ["x-beredskab-sign-in"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_streamlit_can_be_read(scheme: str) -> None:
    theme = SETTINGS["theme"][scheme]
    for colours in (theme, {**theme, **theme["sidebar"]}):
        for ground in (colours["backgroundColor"], colours["secondaryBackgroundColor"]):
            assert _contrast(colours["textColor"], ground) >= 7
            assert _contrast(_faded(colours["textColor"], ground), ground) >= 4.5
            assert _contrast(colours["linkColor"], ground) >= 4.5
            assert _contrast(colours["borderColor"], ground) >= 3
            assert _contrast(colours["primaryColor"], ground) >= 3
    assert _contrast("#ffffff", theme["primaryColor"]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1])
def test_the_plain_pages_can_be_read(scheme: int) -> None:
    names = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", names))
    for one, other in TEXT_PAIRS:
        assert _contrast(colours[one], colours[other]) >= 4.5, (one, other)
    for one, other in MARKS:
        assert _contrast(colours[one], colours[other]) >= 3, (one, other)
