"""Map data and the lookups on it: which quarter holds a point, which block is nearest, what the map draws."""

from data.places.files import Block, Landmark, Zone
from data.places.geometry import metres
from data.places.lookup import GRID_DEGREES, Place, Places

__all__ = ["GRID_DEGREES", "Block", "Landmark", "Place", "Places", "Zone", "metres"]
