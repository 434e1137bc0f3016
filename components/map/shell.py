"""The folium map that streamlit-folium carries to the browser: a shell, filled by the scripts in web/.

Nothing is asked of another host: Leaflet comes from an installed package, and each folder is published by
declare_component, beside the frame of streamlit-folium and under any base path. Imported inside the script run
(see area_map), since Streamlit registers a component only there.
"""

import atexit
import copy
import shutil
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import folium
from branca.element import Element, MacroElement
from folium.template import Template
from streamlit.components.v1 import declare_component

from components.map.literal import inert, js_literal

WEB = Path(__file__).parent / "web"
SCRIPTS = ("glass.js", "streets.js", "ground.js", "marks.js", "furniture.js", "layout.js", "map.js")
ZOOM_STEP = 0.25


def _leaflet() -> Path:
    found = find_spec("js_lib_leaflet")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("django-js-lib-leaflet is missing: see requirements.txt")
    return Path(next(iter(found.submodule_search_locations))) / "static" / "js_lib_leaflet"


def _address(component: str, folder: Path, name: str) -> str:
    """Where the browser finds a file, seen from streamlit-folium's frame; a changed file has a new address."""
    return f"../{component}/{name}?{sha256((folder / name).read_bytes()).hexdigest()[:12]}"


LEAFLET = _leaflet()
_LEAFLET_NAME = declare_component("leaflet", path=LEAFLET).name
_WEB_NAME = declare_component("web", path=WEB).name
GROUND = Path(mkdtemp(prefix="beredskab-map-"))
"""The base maps of the plans in use, each a script that browsers fetch once; else every redraw would send it."""
atexit.register(shutil.rmtree, GROUND, ignore_errors=True)
_GROUND_NAME = declare_component("ground", path=GROUND).name
JS = [("leaflet", _address(_LEAFLET_NAME, LEAFLET, "leaflet.js"))]
JS += [(name, _address(_WEB_NAME, WEB, name)) for name in SCRIPTS]
CSS = [
    ("leaflet_css", _address(_LEAFLET_NAME, LEAFLET, "leaflet.css")),
    ("map_css", _address(_WEB_NAME, WEB, "map.css")),
]


class Script(MacroElement):
    """JavaScript added to the map's own; `code` sees the map as `map_div`."""

    _template = Template("{% macro script(this, kwargs) %}{{ this.code }}{% endmacro %}")

    def __init__(self, code: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca gives it no types
        self._name = "Script"
        self.code = code

    def render(self, **_: Any) -> str:
        """Nothing: branca would compile the code as a Jinja template. streamlit-folium reads the macro."""
        return ""


class Silent(Element):
    """What a page would have round the map: nothing. branca renders a Jinja template for it at every redraw."""

    def render(self, **_: Any) -> str:
        """Nothing."""
        return ""


SILENT = Silent()


class LocalMap(folium.Map):
    """folium.Map with local Leaflet and our own scripts only: no jQuery, Bootstrap, icon fonts or tiles."""

    default_js = JS
    default_css = CSS

    def render(self, **_: Any) -> str:
        """Nothing: streamlit-folium takes script and addresses from the object, and nobody reads a page."""
        return ""


class Layer(folium.FeatureGroup):
    """A layer that streamlit-folium adds to the map by itself."""

    def render(self, **_: Any) -> str:
        """Nothing: folium would compile scripts for a page that nobody reads."""
        return ""


def shell(base: str, start: str) -> LocalMap:
    """A new map; never used twice, since streamlit-folium changes the one it is given.

    `base` is the base map and `start` what else the drawing begins with, both as JSON text in ASCII.
    """
    drawn = copy.copy(_model(base, start))
    drawn._children = drawn._children.copy()
    return drawn


@lru_cache(maxsize=16)
def _model(base: str, start: str) -> LocalMap:
    """What maps are copied from: making one compiles half a dozen templates."""
    name, address = published(base)
    drawn = LocalMap(
        [0, 0], zoom_start=1, tiles=None, zoom_control=False, attribution_control=False, zoom_snap=ZOOM_STEP
    )
    drawn.default_js = [*JS, (name, address)]
    page: Any = drawn.get_root()
    page.header = page.html = SILENT
    drawn.add_child(Script(f'areaMap.start(map_div, areaMap.bases["{name}"], {inert(start)});'))
    return drawn


def layer(state: dict[str, object]) -> Layer:
    """An empty layer whose script hands the marks over; streamlit-folium runs it again when it has changed."""
    group = Layer(name="marks", control=False)
    group.add_child(Script(f"areaMap.update({js_literal(state)});"))
    return group


@lru_cache(maxsize=8)
def published(base: str) -> tuple[str, str]:
    """The base map as a script of its own beside the others: its name in `areaMap.bases`, and where it is found."""
    name = sha256(base.encode()).hexdigest()[:16]
    kept = f'((my) => {{ (my.bases ??= {{}})["{name}"] = {inert(base)}; }})((window.areaMap = window.areaMap || {{}}));'
    (GROUND / f"{name}.js").write_text(kept, "ascii")
    return name, _address(_GROUND_NAME, GROUND, f"{name}.js")
