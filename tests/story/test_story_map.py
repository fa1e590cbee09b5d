"""The map of a story: every scene in one place, every way drawn, nothing on top of anything else."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.storage import shelf
from classroom.story.graph.explore import exits
from classroom.story.graph.layout import Bend, Links, Point, ranks, rows_of
from classroom.story.graph.story_map import GAP, HEIGHT, WIDTH, Box, StoryMap, map_of
from classroom.story.model.scenario import Scenario
from tests.conftest import STORY

MOST = 9


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """Give small graphs without rounds: each scene leads only to scenes that come later in the alphabet."""
    names = "abcdefghi"[: draw(st.integers(1, MOST))]
    return {
        name: tuple(draw(st.lists(st.sampled_from(names[at + 1 :]), max_size=4))) if names[at + 1 :] else ()
        for at, name in enumerate(names)
    }


def _text(said: str) -> dict[str, str]:
    return {"all": said}


def _scene(name: str, targets: tuple[str, ...]) -> dict[str, object]:
    if not targets:
        about = {key: _text("?") for key in ("responsible", "helped", "sentence")}
        debrief = about | {"questions": [_text("?")], "help": ["help.school"]}
        return {"title": _text(name), "ending": "open", "debrief": debrief}
    if len(targets) == 1:
        return {"title": _text(name), "to": targets[0]}
    choices = [{"says": _text("x"), "to": target} for target in targets]
    return {"title": _text(name), "ask": _text("?"), "choices": choices}


def _story(links: Links) -> Scenario:
    """Make a story of which nothing matters but where its scenes lead."""
    names = list(links)
    return Scenario.model_validate(
        {
            "format": 1,
            "languages": ["en"],
            **{key: _text("x") for key in ("title", "subject", "content_note")},
            "ages": "12-15",
            "minutes": 45,
            "roles": ["friend"],
            "goals": [_text("x")],
            "start": names[0],
            "landing": names[-1],
            "cast": {"sam": {"name": "Sam", "pronoun": "they"}},
            "scenes": {name: _scene(name, tuple(links[name])) for name in names},
        }
    )


def _overlap(one: Box, other: Box) -> bool:
    return abs(one.left - other.left) < WIDTH and abs(one.top - other.top) < HEIGHT


def _crosses(box: Box, start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Tell whether a piece of a line runs through a box; pieces are upright, or lie between two rows."""
    (x, y), (_, below) = start, end
    between_rows = x != end[0]
    inside = box.left < x < box.left + WIDTH and y < box.top + HEIGHT and below > box.top
    return box.top < below and y < box.top + HEIGHT if between_rows else inside


def faults(plan: StoryMap) -> list[object]:
    overlaps: list[object] = [pair for pair in combinations(plan.boxes, 2) if _overlap(*pair)]
    pieces = [piece for line in plan.edges for piece in pairwise(line.points)]
    return overlaps + [(box, piece) for box in plan.boxes for piece in pieces if _crosses(box, *piece)]


@settings(deadline=None)
@given(graphs())
def test_every_scene_stands_once_and_every_way_is_drawn_once(links: Links) -> None:
    plan = map_of(_story(links))
    assert sorted(box.scene for box in plan.boxes) == sorted(links)
    drawn = [(line.source, line.target) for line in plan.edges]
    assert sorted(drawn) == sorted({(source, target) for source, to in links.items() for target in to})


@settings(deadline=None)
@given(graphs())
def test_no_box_covers_another_or_a_line_and_all_is_within_the_drawing(links: Links) -> None:
    plan = map_of(_story(links))
    assert faults(plan) == []
    corners = [(box.left, box.top) for box in plan.boxes]
    corners += [(left + WIDTH, top + HEIGHT) for left, top in corners]
    points = corners + [point for line in plan.edges for point in line.points]
    assert all(0 <= x <= plan.width and 0 <= y <= plan.height for x, y in points)


@settings(deadline=None)
@given(graphs())
def test_a_line_runs_down_from_its_scene_to_the_next_or_up_from_one_that_is_not_joined(links: Links) -> None:
    plan = map_of(_story(links))
    boxes = {box.scene: box for box in plan.boxes}
    for line in plan.edges:
        source, target, points = boxes[line.source], boxes[line.target], line.points
        if target.top < source.top:
            assert target.is_joined
            assert not source.is_joined
            source, target, points = target, source, points[::-1]
        assert [y for _, y in points] == sorted({y for _, y in points})
        assert source.left < points[0][0] < source.left + WIDTH
        assert points[0][1] == source.top + HEIGHT
        assert points[-1] == (target.middle, target.top)


@settings(deadline=None)
@given(graphs())
def test_a_long_line_has_one_bend_in_each_row_that_it_passes(links: Links) -> None:
    rank = ranks(links)
    rows = rows_of(links, rank)
    bends: list[Point] = [point for row in rows for point in row if isinstance(point, Bend)]
    ways = {(source, target) for source, to in links.items() for target in to}
    assert len(bends) == len(set(bends)) == sum(rank[target] - rank[source] - 1 for source, target in ways)


def test_two_ways_that_need_not_cross_do_not() -> None:
    links = {"a": ("b", "c"), "b": ("e",), "c": ("d",), "d": (), "e": ()}
    rows = rows_of(links, ranks(links))
    assert rows[1].index("b") < rows[1].index("c")
    assert rows[2].index("e") < rows[2].index("d")


def test_the_map_says_where_the_class_chooses_and_by_which_letters() -> None:
    plan = map_of(_story({"a": ("b", "c", "b"), "b": ("c",), "c": ()}))
    assert {box.scene for box in plan.boxes if box.decides} == {"a"}
    assert {box.scene for box in plan.boxes if box.ending} == {"c"}
    letters = {(line.source, line.target): line.letters for line in plan.edges}
    assert letters == {("a", "b"): "AC", ("a", "c"): "B", ("b", "c"): ""}


def test_the_landing_of_the_story_that_comes_with_it_stands_beside_the_endings() -> None:
    story = shelf.story(STORY)
    plan = map_of(story)
    landing = next(box for box in plan.boxes if box.is_landing)
    assert landing.top == max(box.top for box in plan.boxes)
    assert all(line.target != landing.scene for line in plan.edges)
    assert len(plan.edges) == sum(len(exits(scene)) for scene in story.scenes.values())
    assert faults(plan) == []
    beside = sorted(box.left for box in plan.boxes if box.top == landing.top)
    assert all(right - left == WIDTH + GAP for left, right in pairwise(beside))
