"""Before and after a lesson a teacher can read what a story holds: its notes on paper, and its endings once more."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from classroom.languages import Language
from classroom.lesson.screens.path_map import endings_of
from classroom.storage import shelf
from classroom.story.graph.by_country import for_country
from classroom.web.rendering import urls
from classroom.web.teacher.endings_gallery import endings_gallery
from classroom.web.teacher.notes_sheet import notes_sheet
from tests.conftest import STORY, new_client, signed_in

SLUGS = shelf.slugs()


@pytest.mark.parametrize("slug", SLUGS)
def test_the_notes_on_paper_have_all_notes_of_the_desk(app: Flask, slug: str) -> None:
    page = signed_in(app).get(urls.notes_sheet(slug)).text
    scenes = for_country(shelf.story(slug), shelf.HOME).scenes.values()
    said = notes_sheet(for_country(shelf.story(slug), shelf.HOME), Language.NL)
    assert len(said.scenes) == sum(bool(scene.teacher or scene.prompts) for scene in scenes)
    answers = [each for scene in said.scenes if scene.notes for each in scene.notes.hear]
    assert len(answers) == sum(len(scene.teacher.hear) for scene in scenes if scene.teacher)
    assert page.count("<dt>") == len(answers) > 0


@pytest.mark.parametrize("slug", SLUGS)
def test_every_ending_that_choices_lead_to_can_be_read_again(app: Flask, slug: str) -> None:
    page = signed_in(app).get(urls.endings(slug)).text
    gallery = endings_gallery(shelf.story(slug), Language.NL)
    assert {ending.id for ending in gallery.endings} == endings_of(shelf.story(slug))
    assert all(ending.story or ending.lines for ending in gallery.endings)
    assert page.count("data-ending=") == len(gallery.endings) >= 3
    assert page.count("<details hidden>") == len(gallery.endings), (
        "what nobody has seen here stays out of sight"
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_no_word_is_left_open_on_paper_in_any_country_or_language(app: Flask, slug: str) -> None:
    teacher = signed_in(app)
    for language in Language:
        teacher.set_cookie("language", language)
        sheets = [urls.notes_sheet(slug, country=country) for country in shelf.entry(slug).countries]
        assert len(sheets) > 1
        for address in (*sheets, urls.endings(slug)):
            page = teacher.get(address)
            assert page.status_code == 200
            assert re.findall(r"\{[\w.]+\}", page.text.partition("<main")[2]) == []
    assert teacher.get(urls.notes_sheet(slug, country="nowhere")).status_code == 404


@pytest.mark.parametrize("address", [urls.notes_sheet, urls.endings])
def test_how_a_story_ends_is_for_staff_only_and_a_story_that_is_not_there_is_not_found(
    app: Flask, address: Callable[[str], str]
) -> None:
    assert new_client(app).get(address(STORY)).status_code != 200
    assert signed_in(app).get(address("no_such_story")).status_code == 404
