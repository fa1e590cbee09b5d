"""A draft may be wrong: nothing of it is lost, and every problem says by a path what it is about, file or no file."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.story.checks.run import check
from classroom.story.format.draft import Draft, read_draft, validate
from classroom.story.format.reader import read_scenario
from tests.story.conftest import EXAMPLE
from tests.story.trees import paths_in

TREE = read_draft(EXAMPLE).tree


PATHS = paths_in(TREE)[1:]


def with_(path: tuple[str | int, ...], value: object) -> Any:
    tree: Any = copy.deepcopy(TREE)
    at = tree
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return tree


def test_a_draft_that_is_right_is_the_story() -> None:
    assert validate(read_draft(EXAMPLE)) == (read_scenario(EXAMPLE).scenario, ())
    assert validate(Draft(TREE)) == (read_scenario(EXAMPLE).scenario, ())


@pytest.mark.parametrize("odd", [{}, [], ["nl"]])
def test_a_language_that_is_no_word_is_told_as_any_other(odd: Any) -> None:
    scenario, problems = validate(Draft(with_(("languages",), [odd])))
    assert scenario is None
    assert ("languages", 0) in {each.path for each in problems}


@given(st.sampled_from(PATHS), st.sampled_from(["", "?", [], {}, ["x"], {"x": "y"}]))
def test_what_is_wrong_is_told_by_its_path_and_kept_as_it_is(path: tuple[str | int, ...], value: Any) -> None:
    tree = with_(path, value)
    kept = copy.deepcopy(tree)
    scenario, problems = validate(Draft(tree))
    assert (scenario is None) == bool(problems)
    assert tree == kept
    for problem in problems:
        shorter = problem.path[: len(path)]
        assert shorter == path[: len(shorter)], "it is about this place, or what stands around it"
        assert problem.message
        assert problem.line == 0


def test_what_the_checks_find_has_a_path_without_any_file() -> None:
    scenario, _ = validate(Draft(with_(("start",), "afond")))
    assert scenario
    assert [(each.path, each.code) for each in check(scenario).problems] == [(("start",), "no_scene_guess")]


def test_a_key_that_stands_twice_keeps_a_draft_from_being_a_story_and_says_both_lines() -> None:
    draft = read_draft(EXAMPLE + "start: avond\n")
    scenario, problems = validate(draft)
    assert scenario is None
    assert [(each.code, each.line) for each in problems] == [("double_key", EXAMPLE.count("\n") + 1)]
    assert draft.tree["start"] == "avond"
