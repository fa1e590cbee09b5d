"""One figure: what was measured in each round, the floor beside it in the same round, and what must be reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

MOST_OF_A_CORE = 0.6


@dataclass(frozen=True, slots=True)
class Figure:
    """Values of several rounds. `most` and `least` hold for the median, or, where there is a floor, for the ratio to it.

    A figure whose generator took more than MOST_OF_A_CORE does not count: it may have measured the generator.
    """

    part: str
    name: str
    unit: str
    values: tuple[float, ...]
    floor: tuple[float, ...] = ()
    floor_name: str = ""
    most: float | None = None
    least: float | None = None
    generator: float = 0.0

    @property
    def median(self) -> float:
        """Give the value of the round in the middle."""
        return median(self.values)

    @property
    def ratio(self) -> float | None:
        """Give the median of the ratios to the floor, each within its own round."""
        pairs = [(value, least) for value, least in zip(self.values, self.floor, strict=False) if least]
        return median(value / least for value, least in pairs) if pairs else None

    @property
    def counts(self) -> bool:
        """Tell whether the generator left room for what was measured."""
        return self.generator <= MOST_OF_A_CORE

    @property
    def reached(self) -> bool | None:
        """Tell whether it is what it must be; None when nothing must be, or it does not count."""
        held = self.ratio if self.floor else self.median
        if held is None or not self.counts or (self.most is None and self.least is None):
            return None
        return (self.most is None or held <= self.most) and (self.least is None or held >= self.least)

    @property
    def must(self) -> str:
        """Say what must be reached."""
        of = " floors" if self.floor else f" {self.unit}"
        if self.most is not None:
            return f"at most {short(self.most)}{of}"
        return f"at least {short(self.least)}{of}" if self.least is not None else ""


def short(value: float) -> str:
    """Give a number with as many digits as mean anything."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def at(share: float, values: Sequence[float]) -> float:
    """Give the value below which this share of all lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
