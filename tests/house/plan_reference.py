"""docs/plan-file.md, written from the model of the plan file: `.venv/bin/python -m tests.house.plan_reference`.

The page is Danish, as the file is: those who write the one read the other.
"""

import re
import types
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen
from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from data.plan import words
from data.plan.model import StandingPlan
from data.plan.references import NEEDED
from data.plan.shape import EMail, Phone
from data.vocabulary import InjectKind, PartKind, PartyKind, Register, Room, Route, RuleTopic, Verb
from tests.house import tree

PAGE: Final = tree.ROOT / "docs" / "plan-file.md"
COMMAND: Final = ".venv/bin/python -m tests.house.plan_reference"

TABLES: Final[Mapping[Any, Mapping[str, object]]] = {
    PartyKind: words.PARTY_KINDS,
    Route: words.ROUTES,
    PartKind: words.PARTS,
    Room: words.ROOMS,
    Register: words.REGISTERS,
    RuleTopic: words.TOPICS,
    InjectKind: words.INJECTS,
    bool: words.YES_NO,
}
"""The words that stand for each."""
READERS: Final = {get_args(EMail)[1]: "e-mailadresse", get_args(Phone)[1]: "telefonnummer"}
HEAD: Final = f"""# Planfilen

<!-- Skrevet af modellen i data/plan. Ret den dér, og kør: {COMMAND} -->

Planfilen er den underskrevne beredskabsplan som data: alt, hvad skærmen kalder tingene, hvem der må hvad, og hvem der
ringes til. Et andet område er en anden fil. Her står hver nøgle, der kan stå i den.

    .venv/bin/python -m data new-plan --out FIL      # en skabelon med forklaringer; der skrives aldrig oven i en fil
    .venv/bin/python -m data check-plan FIL          # hver fejl med sin linje, og hvad der mangler at blive udfyldt
    .venv/bin/python -m data load-plan FIL           # tag den i brug; kun en fil uden fejl bliver det

Filen er YAML, gemt som UTF-8. Det, der er rykket ind, hører til linjen over; brug mellemrum, aldrig tabulator. Datoer
skrives 2027-02-03, undtagen underskrifters, der står som på papiret. Tekst med kolon eller # sættes i anførselstegn. Et
tomt felt er det samme som intet. En *kode* er bogstaver, tal og bindestreg, højst 30 tegn; andre steder i filen
henviser til den, og den vises ikke. Mærkerne & * ! bruges ikke. Kravenes numre (R17) er de samme overalt i programmet.

*Skal stå* er enten **ja**, eller det, der gælder, når nøglen mangler.
"""
MAPS: Final = """Filerne er GeoJSON (FeatureCollection, WGS 84, længdegrad først). Zoner og omrids kan tegnes i QGIS
eller på geojson.io; den mindste fil, der kan bruges:

    {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"navn": "Nord"},
      "geometry": {"type": "Polygon", "coordinates": [[[11.3, 56.2], [11.31, 56.2], [11.31, 56.21], [11.3, 56.2]]]}}]}
"""
FOOT: Final = """

## Ord, der kan stå under ‘må’

{verbs}.

Mindst én rolle skal have hvert af disse: {needed}.
"""


def page() -> str:
    """The whole page."""
    simple = [f for f in _fields(StandingPlan) if _inner(f) is None]
    parts = [HEAD, "## Øverst i filen\n", _table(simple)]
    for field in _fields(StandingPlan):
        if (shape := _inner(field)) is not None:
            parts += _section(f"## {field.alias}", field, shape)
    verbs = " · ".join(words.VERBS)
    return "\n".join(parts) + FOOT.format(verbs=verbs, needed=", ".join(NEEDED))


def shapes(shape: type[BaseModel] = StandingPlan) -> list[type[BaseModel]]:
    """Every shape within this one, each once."""
    found: list[type[BaseModel]] = []
    for field in _fields(shape):
        inner = _inner(field)
        if inner is not None and inner not in found:
            found += [inner, *(one for one in shapes(inner) if one not in found)]
    return found


def _section(title: str, field: FieldInfo, shape: type[BaseModel]) -> Iterator[str]:
    yield f"\n{title}\n"
    yield f"{_sentence(field.description or '')} {_kind(field)[:1].upper()}{_kind(field)[1:]}; {_needed(field)}.\n"
    if shape.__name__ == "MapFiles":
        yield MAPS
    if shape.__name__ == "Term":
        yield f"Koderne er {_either(words.TERMS, 'og')}.\n"
    yield _table(list(_fields(shape)))
    for one in _fields(shape):
        if (inner := _inner(one)) is not None:
            yield from _section(f"{title.split(' ')[0]}# {title.split(' ', 1)[1]} › {one.alias}", one, inner)


def _table(fields: list[FieldInfo]) -> str:
    rows = [f"| `{f.alias}` | {_kind(f)} | {_default(f)} | {_cell(f.description or '')} |" for f in fields]
    return "\n".join(["| nøgle | skrives som | skal stå | betydning |", "|---|---|---|---|", *rows])


def _fields(shape: type[BaseModel]) -> Iterator[FieldInfo]:
    return (f for f in shape.model_fields.values() if f.alias and not f.alias.startswith("("))


def _inner(field: FieldInfo) -> type[BaseModel] | None:
    """The shape that stands in the field, alone or several times."""
    kinds = [field.annotation, *_within(field.annotation)]
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


def _within(annotation: Any) -> Iterator[Any]:
    for inside in get_args(annotation):
        yield inside
        yield from _within(inside)


def _needed(field: FieldInfo) -> str:
    return "skal stå" if field.is_required() else "kan udelades"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**ja**"
    return {False: "nej", True: "ja"}.get(field.default, "–") if isinstance(field.default, bool) else "–"


def _kind(field: FieldInfo) -> str:
    """How a field is written, in words."""
    return _written(field.annotation, list(field.metadata))


def _written(annotation: Any, metadata: list[Any]) -> str:
    origin, inside = get_origin(annotation), [a for a in get_args(annotation) if a is not type(None)]
    if hasattr(annotation, "__metadata__"):
        return _written(annotation.__origin__, [*annotation.__metadata__, *metadata])
    if origin in (Union, types.UnionType):
        return _written(inside[0], metadata)
    if origin is dict:
        return "koder med hver sine nøgler" if _shape(inside[1]) else "koder med hver sin tekst"
    if origin is tuple and Ellipsis not in inside:
        return f"[{', '.join(_number(one) for one in inside)}]"
    if origin in (tuple, frozenset):
        if _shape(inside[0]):
            return "liste med nøgler"
        if inside and _enum(inside[0]) is Verb:
            return "liste af ord (nederst)"
        return f"liste: {_written(inside[0], [])}"
    return _plain(annotation, metadata)


def _plain(kind: Any, metadata: list[Any]) -> str:
    if _shape(kind):
        return "nøgler"
    if kind in TABLES:
        return _either(TABLES[kind], "eller")
    if kind is date:
        return "dato"
    if kind is int:
        return f"helt tal{_bounds(metadata)}"
    reader = next((READERS[one] for one in metadata if isinstance(one, BeforeValidator) and one in READERS), None)
    return reader or f"tekst{_length(metadata)}"


def _bounds(metadata: list[Any]) -> str:
    flat = [one for item in metadata for one in getattr(item, "metadata", [item])]
    low = next((one.ge for one in flat if isinstance(one, Ge)), None)
    high = next((one.le for one in flat if isinstance(one, Le)), None)
    return f", {low} til {high}" if high is not None else f", mindst {low}" if low is not None else ""


def _length(metadata: list[Any]) -> str:
    flat = [one for item in metadata for one in getattr(item, "metadata", [item])]
    most = next((one.max_length for one in flat if isinstance(one, MaxLen)), None)
    return f", højst {most} tegn" if most else ""


def _number(annotation: Any) -> str:
    bounds = [one for item in annotation.__metadata__ for one in getattr(item, "metadata", [item])]
    low, high = (next(getattr(b, name) for b in bounds if hasattr(b, name)) for name in ("ge", "le"))
    return f"tal {low} til {high}"


def _shape(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _enum(annotation: Any) -> Any:
    return annotation.__origin__ if hasattr(annotation, "__metadata__") else annotation


def _either(table: Mapping[str, object], last: str) -> str:
    *first, end = table
    return f"{', '.join(first)} {last} {end}" if first else end


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _cell(text: str) -> str:
    return re.sub(r"\|", r"\\|", text)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.relative_to(tree.ROOT)}: {page().count(chr(10))} lines")
