"""Whether a download lies where the plan's area is."""

from collections.abc import Sequence
from typing import Final

from data.places.geometry import Point
from data.places.ground import Box, metres_outside
from data.places.importing.refusals import MapRefused

AROUND_METRES: Final = 500
"""So far round the area a map is kept; a download that lies further away altogether is another place's."""
DENMARK: Final[Box] = (54.4, 7.9, 57.9, 15.3)


def require_here(file: str, points: Sequence[Point], area: Box, name: str) -> None:
    """Raises MapRefused when no point is near the area, and says so if it would be with the axes the other way."""
    if not points:
        raise MapRefused(file, "Der er intet i filen, som kan tegnes.")
    away = min(metres_outside(area, point) for point in points)
    if away <= AROUND_METRES:
        return
    turned = [(lon, lat) for lat, lon in points]
    if min(metres_outside(area, point) for point in turned) <= AROUND_METRES or (
        all(metres_outside(DENMARK, point) == 0 for point in turned)
        and not any(metres_outside(DENMARK, point) == 0 for point in points)
    ):
        raise MapRefused(
            file, "Akserne er byttet om: bredde og længde har byttet plads. Hent filen igen, med længde (øst) først."
        )
    raise MapRefused(
        file,
        f"Filen viser et andet sted: Det nærmeste i den ligger {_far(away)} fra {name}, og kortet må højst begynde "
        f"{AROUND_METRES} m derfra. Hent den igen for et udsnit omkring {name}.",
    )


def _far(away: float) -> str:
    return f"{away:.0f} m" if away < 1000 else f"{away / 1000:.1f} km".replace(".", ",")
