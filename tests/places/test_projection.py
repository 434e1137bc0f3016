"""The Danish grid and latitude and longitude say the same place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.places import metres
from data.places.projection import to_geographic, to_grid

PROJ = {
    (500_000, 6_200_000): (55.945375003, 9.0),
    (600_000, 6_100_000): (55.036748928, 10.564765709),
    (711_000, 6_167_000): (55.603111191, 12.349606549),
    (441_000, 6_049_500): (54.589535041, 8.086955801),
    (892_000, 6_150_000): (55.339485925, 15.184557855),
    (720_000, 6_180_000): (55.715722643, 12.502596533),
    (550_000, 6_402_000): (57.757297945, 9.840227487),
    (865_000, 6_110_000): (55.002609061, 14.709540789),
}
"""EPSG:25832 -> EPSG:4258 by PROJ 9.5.1, from the North Sea to Bornholm, to nine decimals (a tenth of a millimetre)."""
IN_DENMARK = (st.floats(54.4, 57.9), st.floats(7.9, 15.3))


@pytest.mark.parametrize("grid", PROJ)
def test_it_says_what_proj_says(grid: tuple[int, int]) -> None:
    assert to_geographic(*grid) == pytest.approx(PROJ[grid], abs=1e-9)


@given(*IN_DENMARK)
def test_there_and_back_is_the_same_place(lat: float, lon: float) -> None:
    assert to_geographic(*to_grid((lat, lon))) == pytest.approx((lat, lon), abs=1e-10)


@given(st.floats(441_000, 895_000), st.floats(6_030_000, 6_420_000))
def test_back_and_there_is_the_same_place(east: float, north: float) -> None:
    assert to_grid(to_geographic(east, north)) == pytest.approx((east, north), abs=1e-4)


@given(st.floats(500_000, 720_000), st.floats(6_050_000, 6_400_000))
def test_a_metre_stays_a_metre(east: float, north: float) -> None:
    """Within the grid's own scale (0.9996 to 1.0002) and that of the sphere that distances are measured on."""
    away = metres(to_geographic(east, north), to_geographic(east + 30, north + 40))
    assert away == pytest.approx(50, rel=0.006)
