"""The map of a story: its scenes as boxes in rows from the first to the endings, joined by the ways on. No words in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from classroom.story.graph.explore import exits
from classroom.story.graph.layout import Bend, Links, Point, Rows, ranks, rows_of, way_of
from classroom.story.model.scenario import LETTERS, Ending, Scenario, Scene

WIDTH, HEIGHT = 176, 84  # of a box; the units are those of the drawing
GAP, FALL, MARGIN = 24, 52, 8  # between boxes, between rows, round it all
LANE = 28  # as wide as a line that passes by


@dataclass(frozen=True, slots=True)
class Box:
    """One scene at its place. `left` and `top` are its corner; `ending` says how the story comes out there, if it does."""

    scene: str
    left: int
    top: int
    decides: bool = False
    ending: Ending | None = None
    is_landing: bool = False

    @property
    def middle(self) -> int:
        return self.left + WIDTH // 2


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a scene to another, by these points; `letters` are the choices that take it, if a class decides."""

    source: str
    target: str
    letters: str
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class StoryMap:
    """A drawing of this width and height."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


def map_of(scenario: Scenario) -> StoryMap:
    """Give the map of a story that is sound. Raises graphlib.CycleError for one that goes round.

    A landing that no choice leads to stands in the last row, without a line: it can follow any scene.
    """
    links = {name: exits(scene) for name, scene in scenario.scenes.items()}
    rank = ranks(links)
    landings = {scenario.landing_from(name) for name in scenario.scenes}
    for name in landings & _unled(links):
        rank[name] = max(rank.values())
    places, width = _places(rows_of(links, rank))
    boxes = tuple(
        _box(scenario, name, places[name]) for name in sorted(links, key=lambda each: places[each][::-1])
    )
    edges = tuple(_edges(scenario.scenes, rank, places))
    return StoryMap(width, max(box.top for box in boxes) + HEIGHT + MARGIN, boxes, edges)


def _unled(links: Links) -> set[str]:
    """Give what is neither led to nor leads on."""
    led = {target for targets in links.values() for target in targets}
    return {name for name, targets in links.items() if not targets and name not in led}


def _places(rows: Rows) -> tuple[Mapping[Point, tuple[int, int]], int]:
    """Give the left upper corner of every box and lane, each row centred, and how wide it all is."""
    inner = max(_row_width(row) for row in rows)
    places: dict[Point, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        left = MARGIN + (inner - _row_width(row)) // 2
        for point in row:
            places[point] = (left, MARGIN + number * (HEIGHT + FALL))
            left += _wide(point) + GAP
    return places, inner + 2 * MARGIN


def _row_width(row: Sequence[Point]) -> int:
    return sum(_wide(point) + GAP for point in row) - GAP


def _wide(point: Point) -> int:
    return LANE if isinstance(point, Bend) else WIDTH


def _box(scenario: Scenario, name: str, place: tuple[int, int]) -> Box:
    scene = scenario.scenes[name]
    return Box(name, *place, bool(scene.choices), scene.ending, name == scenario.landing)


def _edges(
    scenes: Mapping[str, Scene], rank: Mapping[str, int], places: Mapping[Point, tuple[int, int]]
) -> Iterator[Edge]:
    """Give every line. Those that leave a box leave it side by side, in the order in which they go on."""
    for source, scene in scenes.items():
        ways = [way_of(source, target, rank) for target in exits(scene)]
        ways.sort(key=lambda way: places[way[1]][0] + _wide(way[1]) // 2)
        left, top = places[source]
        for number, way in enumerate(ways):
            start = (left + WIDTH * (2 * number + 1) // (2 * len(ways)), top + HEIGHT)
            target = str(way[-1])
            yield Edge(source, target, _letters(scene, target), (start, *_through(way[1:], places)))


def _through(way: Sequence[Point], places: Mapping[Point, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give where a line passes: straight down its lane in each row, and to the middle of the last box."""
    for point in way:
        left, top = places[point]
        middle = left + _wide(point) // 2
        yield middle, top
        if isinstance(point, Bend):
            yield middle, top + HEIGHT


def _letters(scene: Scene, target: str) -> str:
    return "".join(
        letter
        for letter, choice in zip(LETTERS, scene.choices, strict=False)
        if target in {fork.to for fork in choice.forks}
    )
