"""The map of a draft shows what its file says, and nothing else: every scene, every way, whatever is wrong with them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from string import ascii_uppercase
from typing import Any

import pytest
from hypothesis import given, settings

from classroom.storage import shelf
from classroom.story.checks.references import broken_links
from classroom.story.format.draft import Draft, read_draft, validate
from classroom.story.format.paths import Tree
from classroom.story.graph.explore import exits
from classroom.story.graph.story_map import map_of
from classroom.story.unfinished.draft_map import map_of_draft, ways_in
from tests.story.conftest import EXAMPLE
from tests.story.test_story_map import faults
from tests.story.trees import paths_in
from tests.story.unfinished.drafts import changed, tree_of, trees

WAYS = {("to",), ("go", 0, "to"), ("choices", 0, "to"), ("choices", 0, "go", 0, "to")}


def named_in(tree: dict[str, Tree]) -> Iterator[tuple[str, str]]:
    """Give each scene with each name that stands in it where a way leads."""
    for path in paths_in(tree):
        if (
            path[:1] == ("scenes",)
            and tuple(0 if isinstance(step, int) else step for step in path[2:]) in WAYS
        ):
            to: Any = tree
            for step in path:
                to = to[step]
            if isinstance(to, str) and to:
                yield str(path[1]), to


@given(trees())
def test_the_lines_are_the_targets_in_the_file_and_the_boxes_its_scenes_and_what_is_missing(
    tree: dict[str, Tree],
) -> None:
    plan, scenes, ways = map_of_draft(tree), tree.get("scenes"), set(named_in(tree))
    names = set(scenes) if isinstance(scenes, dict) else set()
    drawn = [(line.source, line.target) for line in plan.edges]
    assert sorted(drawn) == sorted(ways)
    assert {box.scene for box in plan.boxes if not box.is_missing} == names
    assert {box.scene for box in plan.boxes if box.is_missing} == {to for _, to in ways} - names
    assert len(plan.boxes) == len({box.scene for box in plan.boxes})


@settings(max_examples=settings().max_examples // 2)
@given(changed((None,), most=4))
def test_the_lines_are_the_ways_out_of_a_scene_wherever_the_draft_is_a_story(tree: dict[str, Tree]) -> None:
    scenario, _ = validate(Draft(tree))
    if scenario:
        ways = {(name, to) for name, scene in scenario.scenes.items() for to in exits(scene)}
        assert {(line.source, line.target) for line in map_of_draft(tree).edges} == ways
        if not list(broken_links(scenario)):
            assert map_of_draft(tree) == map_of(scenario)


@pytest.mark.parametrize("slug", shelf.slugs())
def test_a_story_has_the_map_that_it_has(slug: str) -> None:
    plan = map_of_draft(tree_of(slug))
    assert plan == map_of(shelf.story(slug))
    assert all(box.is_joined and not box.is_missing for box in plan.boxes)
    assert not any(line.is_round for line in plan.edges)


@settings(max_examples=settings().max_examples // 2)
@given(trees())
def test_no_box_covers_another_or_a_line(tree: dict[str, Tree]) -> None:
    plan = map_of_draft(tree)
    lines = tuple(
        line for line in plan.edges if line.source != line.target
    )  # a loop stands beside its own box
    assert faults(replace(plan, edges=lines)) == []
    points = [point for line in plan.edges for point in line.points]
    assert all(0 <= x <= plan.width and 0 <= y <= plan.height for x, y in points)


def test_choices_past_the_last_letter_have_none() -> None:
    choices: Any = [{"to": "b"}] * 30
    (ways,) = ways_in({"scenes": {"a": {"choices": choices}}}).values()
    assert ways == {"b": ascii_uppercase}


def test_a_round_leads_up_what_is_missing_has_a_box_and_what_is_not_joined_stands_below() -> None:
    text = EXAMPLE.replace("        to: opgeruimd", "        to: avond", 1).replace(
        "        to: samen", "        to: nergens", 1
    )
    plan = map_of_draft(read_draft(text).tree)
    boxes = {box.scene: box for box in plan.boxes}
    assert [(line.source, line.target) for line in plan.edges if line.is_round] == [("volgende_dag", "avond")]
    back = next(line for line in plan.edges if line.is_round)
    assert [y for _, y in back.points] == sorted((y for _, y in back.points), reverse=True)
    assert [name for name, box in boxes.items() if box.is_missing] == ["nergens"]
    assert [name for name, box in boxes.items() if not box.is_joined] == ["opgeruimd"]
    assert boxes["opgeruimd"].top > max(box.top for name, box in boxes.items() if name != "opgeruimd")
    assert all(above[1] != below[1] for above, below in pairwise(back.points))
