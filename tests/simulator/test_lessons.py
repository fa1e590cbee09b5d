"""Every story as a class plays it from beginning to end, on a real server."""

import re
from itertools import cycle

import pytest

from classroom.languages import Language
from classroom.lesson.state.enums import Plan
from classroom.storage import shelf
from classroom.story.model.scenario import Ending
from tests.browser.running import wait_for
from tests.browser.simulated import SimulatedDesk, phase_of
from tests.conftest import STORY
from tests.simulator.lessons import PHONES, lesson, words_of
from tests.simulator.ways import Way, tour_of, ways_of

pytestmark = pytest.mark.slow

COMING_IN_AND_AGREEING = 12  # minutes, as the time plan counts them
# One lesson of each story, in the plans and the languages by turns, to an ending that differs as well.
# All other ways are played without a server, in tests/lesson/test_every_way.py.
LESSONS = [
    (slug, plan, language, *list(ways_of(slug, plan).items())[number % 3 - 1])
    for number, (slug, plan, language) in enumerate(
        zip(shelf.slugs(), cycle(Plan), cycle(Language), strict=False)
    )
]


@pytest.mark.parametrize(
    ("slug", "plan", "language", "ending", "ways"),
    LESSONS,
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_class_plays_the_way_that_it_is_given(
    teacher: SimulatedDesk, slug: str, plan: Plan, language: Language, ending: str, ways: tuple[Way, ...]
) -> None:
    way = ways[-1]
    with lesson(teacher, plan, way.letters, slug=slug, language=language) as played:
        played.play(sleep_after=2 if plan is Plan.DOUBLE else None)
    assert "".join(played.went) == way.went
    assert words_of(slug, ending, language) in played.ending
    assert played.answered("vote") == [PHONES] * len(way.letters)
    assert played.answered("guess") == [PHONES]
    told = {name: played.said(name) for name in ("joined", "back", "over", "cannot_vote", "knocking")}
    assert told == {"joined": 1, "back": 1, "over": 1, "cannot_vote": 0, "knocking": 0}


def test_a_class_lands_from_the_first_question(teacher: SimulatedDesk) -> None:
    with lesson(teacher, Plan.FULL, "", language=Language.NL) as played:
        played.all_in()
        while phase_of(played.now) != "voting":
            played.press(act="next")
        played.press(act="undo")
        played.press(act="land")
        played.play()
    assert words_of(STORY, shelf.story(STORY).landing, Language.NL) in played.ending
    assert played.went == []


@pytest.mark.parametrize("plan", Plan)
@pytest.mark.parametrize("slug", shelf.slugs())
def test_there_is_a_way_to_each_ending_but_the_landing(slug: str, plan: Plan) -> None:
    story = shelf.story(slug)
    endings = {name for name, scene in story.scenes.items() if scene.ending} - {story.landing}
    if (slug, plan) == ("stuur_door_man", Plan.SHORT):
        # In 45 minutes the story itself answers the one in the photo honestly. That gives her a say, and her say an ending.
        endings -= {"open_einde"}
    assert set(ways_of(slug, plan)) == endings
    assert {story.scenes[name].ending for name in ways_of(slug, Plan.FULL)} == set(Ending)


@pytest.mark.parametrize("slug", shelf.slugs())
def test_the_minutes_in_the_notes_fit_an_hour(slug: str) -> None:
    scenes = shelf.story(slug).scenes
    told = {
        name: int(found[1])
        for name, scene in scenes.items()
        if scene.teacher
        and scene.teacher.before
        and (found := re.match(r"(\d+) minuten", scene.teacher.before.in_(Language.NL)))
    }
    assert told.keys() == scenes.keys()
    ways = (way for some in ways_of(slug, Plan.FULL).values() for way in some)
    assert max(sum(told[name] for name, _ in way.through) for way in ways) <= 60 - COMING_IN_AND_AGREEING


@pytest.mark.parametrize("slug", shelf.slugs())
def test_the_tour_of_a_story_comes_to_every_ending(slug: str) -> None:
    assert {way.through[-1] for way in tour_of(slug)} == {(ending, "") for ending in ways_of(slug, Plan.FULL)}


def test_an_opening_that_is_taken_back_uses_up_no_letter(teacher: SimulatedDesk) -> None:
    with lesson(teacher, Plan.SHORT, "CDBA") as played:
        played.all_in()
        while phase_of(played.now) != "voting":
            played.press(act="next")
        wait_for(lambda: played.played._asked, "a phone that sees the question")
        played.press(act="undo")
        played.play()
    assert "".join(played.went) == "CADBA"
