"""Any tree makes a story that can be walked, drawn and played; nothing that somebody wrote is lost on the way."""

import copy
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any, cast

import pytest
from hypothesis import given, settings

from classroom.config import Config
from classroom.lan import Lan
from classroom.languages import Language
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.desk import desk_screen
from classroom.lesson.screens.parts import Contact
from classroom.lesson.screens.phone import phone_screen
from classroom.lesson.screens.wall import wall_screen
from classroom.lesson.state.playthrough import Playthrough
from classroom.storage import shelf
from classroom.story.checks.references import broken_links
from classroom.story.format.paths import FieldPath, Tree
from classroom.story.format.problems import MOST
from classroom.story.format.text_walk import texts
from classroom.story.graph.by_country import for_country, variants
from classroom.story.graph.explore import BUDGET, TooManyStates, explore, rounds
from classroom.story.graph.story_map import map_of
from classroom.story.model.scenario import Scenario
from classroom.story.unfinished.mended import mended
from classroom.web.rendering.screen_renderer import DESK, PHONE, WALL, ScreenRenderer
from tests.lesson.strolls import Stroll, strolls
from tests.story.trees import paths_in
from tests.story.unfinished.drafts import draft_tree, tree_of, trees

HALF = """
format: 1
languages: [nl, en]
title: { nl: }
subject: { nl: Een app }
minutes: 45
roles: [friend]
goals: [{ nl: Zien wat kan }]
content_note: { nl: Niets }
start: avond
landing: later
cast: { sam: { name: Sam, pronoun: they } }
scenes:
  avond:
    title:
    choices:
      - { to: later }
      - { says: { nl: Weg }, to: latr }
  later:
    title: { nl: Later }
    ending: open
"""
TODAY = date(2026, 11, 23)
SETTINGS = Config(instance=Path(), secret_key="x" * 64, database_url="sqlite://")
RENDERER = ScreenRenderer(cast("Any", None), nullcontext, lambda: TODAY, Lan(SETTINGS), "build", lambda: None)


@pytest.mark.parametrize("slug", [None, *shelf.slugs()])
def test_of_a_story_that_is_sound_it_makes_that_story(slug: str | None) -> None:
    found = mended(tree_of(slug))
    assert (found.problems, found.blanks, found.stub, found.filled) == ((), (), "", frozenset())
    if slug:
        assert found.story == shelf.story(slug)


@given(trees())
def test_of_any_tree_it_makes_a_story_that_can_be_walked_in_every_country(tree: dict[str, Tree]) -> None:
    kept = copy.deepcopy(tree)
    story = mended(tree).story
    assert tree == kept
    assert not list(broken_links(story))
    for country in variants(story):
        played = for_country(story, country)
        assert not list(rounds(played))
        map_of(played)
        try:
            assert len(explore(played)) <= BUDGET
        except TooManyStates:
            assert len(story.tray) + len(story.gauges) > 4


@settings(max_examples=settings().max_examples // 2)
@given(trees(), strolls())
def test_wherever_a_class_comes_in_it_every_screen_is_drawn(tree: dict[str, Tree], stroll: Stroll) -> None:
    for number, playthrough in enumerate(stroll.through(_played(tree))):
        context, language = _context(playthrough), list(Language)[number % len(Language)]
        for draw in (wall_screen, phone_screen, desk_screen):
            draw(context, language, TODAY)
        if number % 40 == 20:
            for audience in (WALL, PHONE, DESK):
                assert RENDERER.draw(context, "room", audience, language)


def _played(tree: dict[str, Tree]) -> Scenario:
    return for_country(mended(tree).story, shelf.HOME)


def _context(playthrough: Playthrough) -> ScreenContext:
    return ScreenContext(playthrough, 7, "K4DW7Q", "", Contact("Tim", "12"), {}, shelf.facts("nl"))


@given(trees())
def test_a_text_of_which_no_problem_is_told_is_in_the_story_as_it_was_written(tree: dict[str, Tree]) -> None:
    found = mended(tree)
    told = {each.path for each in found.problems}
    kept = {
        (*found.in_file(path), str(key)): words
        for path, text in texts(found.story)
        for key, words in text.wordings()
    }
    for path, words in _written(tree):
        if not any(path[:length] in told for length in range(len(path) + 1)):
            assert kept[path] == words.strip()


def _written(tree: dict[str, Tree]) -> Iterator[tuple[FieldPath, str]]:
    """Give all that stands behind a language, with its path."""
    for path in paths_in(tree):
        if path and path[-1] in set(Language) and "[languages]" not in path:
            value = at(tree, path)
            if isinstance(value, str) and value.strip():
                yield path, value


@settings(max_examples=settings().max_examples // 2)
@given(trees())
def test_a_blank_is_a_text_that_is_not_there_or_has_no_words(tree: dict[str, Tree]) -> None:
    for path in mended(tree).blanks:
        there = at(tree, path)
        assert not (there if isinstance(there, str) else any(_words(there))), path


def _words(text: Any) -> Iterator[Any]:
    return (text.get(each) for each in (*Language, "all")) if isinstance(text, dict) else iter(())


def test_what_is_missing_is_told_once_and_texts_by_their_paths_alone() -> None:
    found = mended(draft_tree(HALF))
    assert [(each.path, each.code) for each in found.problems] == [
        (("ages",), "missing"),
        (("scenes", "later"), "ending_needs_debrief"),
        (("scenes", "avond", "choices", 1, "to"), "no_scene_guess"),
    ]
    assert found.blanks == (
        ("title",),
        ("scenes", "avond", "title"),
        ("scenes", "avond", "ask"),
        ("scenes", "avond", "choices", 0, "says"),
        ("scenes", "later", "debrief", "responsible"),
        ("scenes", "later", "debrief", "helped"),
        ("scenes", "later", "debrief", "sentence"),
        ("scenes", "later", "debrief", "questions", 0),
    )


def test_a_name_that_ends_in_a_line_break_is_no_name() -> None:
    for name in ("a\n", "\n", "a\nb"):
        found = mended({"start": name, "scenes": {name: {"title": {"nl": "Avond"}}}})
        assert [*found.story.scenes] == [found.stub] == [found.story.start]


def test_a_text_in_one_of_its_languages_is_written_and_lacks_the_other() -> None:
    found = mended({"title": {"nl": "", "en": "Hi"}})
    assert found.blanks[0] == ("title", "nl")
    assert found.story.title.in_(Language.NL) == "Hi"


def at(tree: Any, path: FieldPath) -> Any:
    for step in path:
        is_there = (
            step in tree if isinstance(tree, dict) else isinstance(tree, list) and step in range(len(tree))
        )
        if not is_there:
            return None
        tree = tree[step]
    return tree


def test_no_tree_however_hostile_keeps_it_busy() -> None:
    ways = [{"if": {"has": [f"find_{number}"]}, "to": f"nergens_{number}"} for number in range(1500)]
    scenes: Any = {
        f"s{number}": {"title": {"all": "x"}, "go": ways[number * 7 : number * 7 + 7]}
        for number in range(200)
    }
    strange: Any = {f"vreemd_{number}": "x" for number in range(2000)}
    hostile: tuple[Any, ...] = (
        {"scenes": scenes},
        strange,
        {"scenes": {"a": strange}},
        {"goals": [""] * 3000},
    )
    for tree in hostile:
        since = process_time()
        assert len(mended(tree).problems) <= MOST + 1
        assert process_time() - since < 10  # a second here
