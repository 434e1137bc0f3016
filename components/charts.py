"""What the charts of the house share: names on an axis, which take the colours of the theme by day and by night."""

from typing import Any


def names(field: str, side: str) -> dict[str, Any]:
    """An axis of names on a side, in the order of the rows; what stands before the first `|` only keeps them apart.

    Words are labels of an axis, because a text of its own within a chart stays black in the dark.
    """
    label = {"labelExpr": "slice(split(datum.label, '|'), 1)", "labelFontSize": 13, "labelLimit": 200}
    look = {"orient": side, "ticks": False, "domain": False, "labelOverlap": False, "labelPadding": 8}
    return {
        "field": field, "type": "nominal", "sort": None, "title": None, "axis": label | look,
        "scale": {"type": "band", "padding": 0.3},
    }  # fmt: skip
