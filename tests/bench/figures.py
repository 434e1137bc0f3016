"""What is measured becomes figures, and figures become lines that people read."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured thing: its name and every time it took, in milliseconds."""

    name: str
    times: Sequence[float]
    note: str = ""

    def at(self, share: float) -> float:
        """The time that this share of the measurements did not exceed (nearest rank)."""
        ordered = sorted(self.times)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def timed(act: Callable[[], Any]) -> float:
    """How long it takes, in milliseconds."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def heading(title: str) -> None:
    """A part begins."""
    print(f"\n{title}\n  {'ms':<52}{'n':>4}{'p50':>10}{'p95':>10}{'ratio':>9}", flush=True)


def show(figure: Figure, yardstick: Figure | None = None) -> None:
    """A line: the raw numbers, and the median as a multiple of the yardstick's."""
    p50, p95 = figure.at(0.5), figure.at(0.95)
    ratio = f"{p50 / yardstick.at(0.5):.1f} x" if yardstick else "1"
    print(
        f"  {figure.name:<52}{len(figure.times):>4}{p50:>10.1f}{p95:>10.1f}{ratio:>9}  {figure.note}".rstrip(),
        flush=True,
    )
