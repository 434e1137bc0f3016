"""Where a plan has a ground, the board draws its streets and outlines and says whose they are; else nothing changes."""

import json
from pathlib import Path

from components.wall.drawing import drawing
from components.wall.shown import area
from data.places import Places
from data.places.ground import Building, Ground, Street, written
from data.plan import load
from tests.places.town import CENTRE, NASTY, OTHER, blocks, box, named, there


def houses(plan: Path) -> tuple[Building, ...]:
    shapes = [tuple((at["lat"], at["lon"]) for at in box(point)) for point in blocks(plan).values()]
    return tuple(Building(f"way/{n}", ((shape,),)) for n, shape in enumerate(shapes))


def test_streets_lie_under_the_blocks_and_the_credit_is_text(tmp_path: Path) -> None:
    plan = there(tmp_path, CENTRE)
    street = Street(NASTY, "main", (((56.2, 11.297), (56.2, 11.303)),))
    far = Street("Fjern", "minor", (((57.2, 11.297), (57.2, 11.303)),))
    ground = written(Ground(houses(plan), (street, far)), {"attribution": f"© {NASTY}"})
    (tmp_path / "kort/grund.geojson").write_text(json.dumps(ground), encoding="utf-8")
    drawn = drawing(Places.from_plan(named(plan, "kort/grund.geojson")))
    assert drawn.under
    assert drawn.under.streets.count("M") == 1
    assert "h" not in drawn.blocks
    shown = area(drawn)
    assert shown.index('class="streets"') < shown.index('class="blocks"')
    assert f"© {NASTY}".replace("<", "&lt;").replace(">", "&gt;") in shown
    assert "<img" not in shown


def test_without_a_ground_the_board_draws_what_it_drew() -> None:
    drawn = drawing(Places.from_plan(load(OTHER)))
    shown = area(drawn)
    assert drawn.under is None
    assert not [name for name in ("streets", "credit") if f'class="{name}"' in shown]
