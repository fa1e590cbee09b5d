"""A graph without rounds, laid out in rows: each point below all that lead to it, crossings kept few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise
from statistics import fmean

SWEEPS = 4
Links = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Bend:
    """Where a line passes a row in which it neither begins nor ends: the `number`th point between its two ends."""

    source: str
    target: str
    number: int


Point = str | Bend
Rows = tuple[tuple[Point, ...], ...]


def ranks(links: Links) -> dict[str, int]:
    """Give each point its row: the length of the longest way to it.

    Every target must be a key of `links` too. Raises graphlib.CycleError for a graph that goes round.
    """
    before: dict[str, list[str]] = {name: [] for name in links}
    for source, targets in links.items():
        for target in targets:
            before[target].append(source)
    found: dict[str, int] = {}
    for name in TopologicalSorter(before).static_order():
        found[name] = max((found[source] + 1 for source in before[name]), default=0)
    return found


def rows_of(links: Links, rank: Mapping[str, int]) -> Rows:
    """Give the points of each row from left to right, with a Bend wherever a line passes through."""
    rows: list[list[Point]] = [[] for _ in range(max(rank.values(), default=-1) + 1)]
    joined: dict[Point, list[Point]] = {}
    for name in links:
        rows[rank[name]].append(name)
    for source, targets in links.items():
        for target in dict.fromkeys(targets):
            way = way_of(source, target, rank)
            for above, below in pairwise(way):
                joined.setdefault(above, []).append(below)
                joined.setdefault(below, []).append(above)
            for bend in way[1:-1]:
                rows[rank[source] + _number(bend)].append(bend)
    return tuple(tuple(row) for row in _untangled(rows, joined))


def way_of(source: str, target: str, rank: Mapping[str, int]) -> tuple[Point, ...]:
    """Give the points by which a line goes from one end to the other, one a row."""
    bends = (Bend(source, target, number) for number in range(1, rank[target] - rank[source]))
    return (source, *bends, target)


def _number(point: Point) -> int:
    return point.number if isinstance(point, Bend) else 0


def _untangled(rows: list[list[Point]], joined: Mapping[Point, Sequence[Point]]) -> list[list[Point]]:
    """Put each point near the middle of those that it is joined to, going down and up a few times."""
    for sweep in range(SWEEPS):
        order = range(1, len(rows)) if sweep % 2 == 0 else range(len(rows) - 2, -1, -1)
        for at in order:
            beside = rows[at - 1 if sweep % 2 == 0 else at + 1]
            places = {point: (place + 0.5) / len(beside) for place, point in enumerate(beside)}
            own = {point: (place + 0.5) / len(rows[at]) for place, point in enumerate(rows[at])}
            rows[at].sort(key=lambda point: _middle(joined.get(point, ()), places, own[point]))
    return rows


def _middle(joined: Sequence[Point], places: Mapping[Point, float], own: float) -> float:
    known = [places[point] for point in joined if point in places]
    return fmean(known) if known else own
