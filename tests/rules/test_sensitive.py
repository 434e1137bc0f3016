"""What calls for a hint, and what does not (6.21)."""

import pytest

from data.rules.privacy import findings
from data.rules.sensitive import hints


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Han er sigtet for brandstiftelse", ["offence"]), ("De mistænkte er unge", ["offence"]),
        ("En psykisk syg beboer", ["health"]), ("Gruppen er etnisk blandet, flere er muslimer", ["origin", "belief"]),
        ("17-årig dreng i nr. 12", ["age"]), ("Indsatsen sigter mod ro", []), ("Løbesedler på tyrkisk og arabisk", []),
        ("Øget opsyn i området", []), ("Tømt og fejet", []),
    ],
)  # fmt: skip
def test_hints_name_their_kind_and_never_stop(text: str, kinds: list[str]) -> None:
    assert list(hints(text)) == kinds
    assert not findings(text)
