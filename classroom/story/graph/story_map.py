"""The map of a story: its scenes as boxes in rows from the first to the endings, joined by the ways on. No words in it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from classroom.story.graph.explore import exits, rounds_in
from classroom.story.graph.layout import Bend, Links, Point, Rows, ranks, rows_of, way_of
from classroom.story.model.scenario import LETTERS, Ending, Scenario, Scene

WIDTH, HEIGHT = 176, 84  # of a box; the units are those of the drawing
GAP, FALL, MARGIN = 24, 52, 8  # between boxes, between rows, round it all
LANE = 28  # as wide as a line that passes by


@dataclass(frozen=True, slots=True)
class Box:
    """One scene at its place. `left` and `top` are its corner; `ending` says how the story comes out there, if it does.

    One that `is_missing` is a name that a way leads to, and no scene; to one that is not `is_joined` no class can come.
    """

    scene: str
    left: int
    top: int
    decides: bool = False
    ending: Ending | None = None
    is_landing: bool = False
    is_missing: bool = False
    is_joined: bool = True

    @property
    def middle(self) -> int:
        return self.left + WIDTH // 2


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a scene to another, by these points; `letters` are the choices that take it, if a class decides.

    One that `is_round` leads back to where a class has come from.
    """

    source: str
    target: str
    letters: str
    points: tuple[tuple[int, int], ...]
    is_round: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to see of a scene on a map."""

    decides: bool = False
    ending: Ending | None = None
    is_landing: bool = False


Ways = Mapping[
    str, Mapping[str, str]
]  # from each scene to each that it leads to, with the letters that lead there


@dataclass(frozen=True, slots=True)
class StoryMap:
    """A drawing of this width and height."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


def map_of(scenario: Scenario) -> StoryMap:
    """Give the map of a story whose names all exist.

    A landing that no choice leads to stands in the last row, without a line: it can follow any scene.
    """
    looks = {
        name: Look(bool(scene.choices), scene.ending, name == scenario.landing)
        for name, scene in scenario.scenes.items()
    }
    ways = {
        name: {target: _letters(scene, target) for target in exits(scene)}
        for name, scene in scenario.scenes.items()
    }
    aside = {name: scene.elsewhere for name, scene in scenario.scenes.items() if scene.elsewhere}
    landings = {scenario.landing_from(name) for name in scenario.scenes}
    return drawn(scenario.start, looks, ways, aside, landings)


def drawn(
    start: str, looks: Mapping[str, Look], ways: Ways, aside: Mapping[str, str], landings: set[str]
) -> StoryMap:
    """Draw scenes that are joined in any way.

    A way to a scene that is not there leads to a box that is missing. What cannot be come to stands below all else; `aside`
    has the scenes that are played instead of others.
    """
    names = [*looks, *dict.fromkeys(to for targets in ways.values() for to in targets if to not in looks)]
    links: Links = {name: tuple(ways.get(name, {})) for name in names}
    back = (
        {(way[-2], way[-1]) for way in rounds_in(links, start if start in links else names[0])}
        if names
        else set()
    )
    down = {name: tuple(to for to in targets if (name, to) not in back) for name, targets in links.items()}
    joined = _joined(start, links, aside, landings)
    rank = _rank(down, joined, landings)
    places, width = _places(rows_of(_turned(links, rank), rank))
    boxes = tuple(
        _box(name, looks.get(name), places[name], is_joined=name in joined)
        for name in sorted(links, key=lambda each: places[each][::-1])
    )
    edges = tuple(_edges(ways, back, rank, places))
    return StoryMap(width, max((box.top for box in boxes), default=0) + HEIGHT + MARGIN, boxes, edges)


def _joined(start: str, links: Links, aside: Mapping[str, str], landings: set[str]) -> set[str]:
    """Give what can be come to from the start, in some country, or by a landing."""
    found: set[str] = set()
    waiting = [start, *landings]
    while waiting:
        name = waiting.pop()
        if name in links and name not in found:
            found.add(name)
            waiting.extend((*links[name], aside.get(name, name)))
    return found


def _rank(down: Links, joined: set[str], landings: set[str]) -> dict[str, int]:
    rank = _rank_among(down, joined)
    for name in landings & joined & _unled(down):
        rank[name] = max(rank.values())
    below = max(rank.values(), default=-1) + 1
    return rank | {name: below + row for name, row in _rank_among(down, down.keys() - joined).items()}


def _rank_among(down: Links, some: Collection[str]) -> dict[str, int]:
    return ranks(
        {name: [to for to in targets if to in some] for name, targets in down.items() if name in some}
    )


def _turned(links: Links, rank: Mapping[str, int]) -> Links:
    """Give the links such that each leads down: one that leads up has the same line, the other way round."""
    turned: dict[str, list[str]] = {name: [] for name in links}
    for source, targets in links.items():
        for target in targets:
            if rank[source] != rank[target]:
                upper, lower = sorted((source, target), key=lambda each: rank[each])
                turned[upper].append(lower)
    return turned


def _unled(links: Links) -> set[str]:
    """Give what is neither led to nor leads on."""
    led = {target for targets in links.values() for target in targets}
    return {name for name, targets in links.items() if not targets and name not in led}


def _places(rows: Rows) -> tuple[Mapping[Point, tuple[int, int]], int]:
    """Give the left upper corner of every box and lane, each row centred, and how wide it all is."""
    inner = max((_row_width(row) for row in rows), default=0)
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


def _box(name: str, look: Look | None, place: tuple[int, int], *, is_joined: bool) -> Box:
    if look is None:
        return Box(name, *place, is_missing=True, is_joined=is_joined)
    return Box(name, *place, look.decides, look.ending, look.is_landing, is_joined=is_joined)


def _edges(
    ways: Ways, back: set[tuple[str, str]], rank: Mapping[str, int], places: Mapping[Point, tuple[int, int]]
) -> Iterator[Edge]:
    """Give every line. Those that leave a box leave it side by side, in the order in which they go on."""
    leaving: dict[str, list[tuple[str, tuple[Point, ...], bool]]] = {}
    for source, targets in ways.items():
        for target in targets:
            if source == target:
                yield Edge(source, target, targets[target], _loop(places[source]), is_round=True)
                continue
            goes_up = rank[target] < rank[source]
            upper, lower = (target, source) if goes_up else (source, target)
            leaving.setdefault(upper, []).append((source, way_of(upper, lower, rank), goes_up))
    for upper, lines in leaving.items():
        lines.sort(key=lambda line: places[line[1][1]][0] + _wide(line[1][1]) // 2)
        left, top = places[upper]
        for number, (source, way, goes_up) in enumerate(lines):
            first = (left + WIDTH * (2 * number + 1) // (2 * len(lines)), top + HEIGHT)
            points = (first, *_through(way[1:], places))
            target = upper if goes_up else str(way[-1])
            letters, is_round = ways[source][target], (source, target) in back
            yield Edge(source, target, letters, points[::-1] if goes_up else points, is_round)


def _loop(place: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Give a line from the side of a box back to that side."""
    left, top = place
    side, above, below = left + WIDTH, top + HEIGHT // 3, top + 2 * HEIGHT // 3
    return (side, above), (side + MARGIN, above), (side + MARGIN, below), (side, below)


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
