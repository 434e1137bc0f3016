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
    print(f"\n{title}\n  {'milliseconds':<52}{'n':>4}{'p50':>10}{'p95':>10}{'ratio':>9}", flush=True)


def show(figure: Figure, yardstick: Figure | None = None) -> None:
    """A line: the raw numbers, and the median as a multiple of the yardstick's; the yardstick itself stands first."""
    p50, p95 = figure.at(0.5), figure.at(0.95)
    ratio = _multiple(p50 / yardstick.at(0.5)) if yardstick else "1"
    line = f"  {figure.name:<52}{len(figure.times):>4}{p50:>10.1f}{p95:>10.1f}{ratio:>9}  {figure.note}"
    print(line.rstrip(), flush=True)


def _multiple(ratio: float) -> str:
    return f"{ratio:.0f} x" if ratio >= 10 else f"{ratio:.1f} x" if ratio >= 1 else f"{ratio:.2f} x"
