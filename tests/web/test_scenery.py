"""Where and when a scene is, behind its words: eight places, with nobody in them, and nothing in them that a class could giggle at."""

import itertools
import re

import pytest

from classroom.story.model.parts import Place
from classroom.web.rendering.templates import TEMPLATES
from tests.conftest import Desk

PLACES = TEMPLATES / "projector" / "places"
MOST_BYTES = 4096
# What is in no drawing, whoever adds one: people, and what would make a bedroom of a room.
NEVER = re.compile(
    r"person|people|figure|body|face|head|hand|silhouette|bed|pillow|mirror|cloth|shirt|<text|<image",
    re.IGNORECASE,
)


def test_every_place_that_a_story_may_name_is_drawn_and_no_other() -> None:
    assert {path.stem for path in PLACES.iterdir()} == set(Place)


@pytest.mark.parametrize("place", Place)
def test_a_place_is_light_and_nobody_is_in_it(place: Place) -> None:
    drawn = (PLACES / f"{place}.html").read_text(encoding="utf-8")
    assert len(drawn.encode()) < MOST_BYTES
    assert NEVER.findall(drawn) == []
    assert all(name.startswith("scene-") for name in re.findall(r'id="([^"]+)"', drawn))


def test_a_scene_stands_before_its_place_at_its_hour(desk: Desk) -> None:
    _to_story(desk)
    assert re.search(r'class="scenery scenery-night"', desk.wall())
    assert "scenery" not in desk.phone_screen()


def test_at_the_question_there_is_no_place(desk: Desk) -> None:
    desk.tell()
    assert "scenery" not in desk.wall()


def _to_story(desk: Desk) -> None:
    while 'data-phase="telling"' not in desk.wall():
        assert desk.act("next").status_code == 204


def test_a_street_has_more_windows_than_a_class_has_pupils_and_lights_them_in_no_order_of_theirs() -> None:
    drawn = (TEMPLATES / "projector" / "_street.html").read_text(encoding="utf-8").partition("#}")[2]
    order = [int(number) for number in re.findall(r'data-window="(\d+)"', drawn)]
    assert sorted(order) == list(range(47))
    assert all(abs(one - other) > 1 for one, other in itertools.pairwise(order)), (
        "no row is lit from end to end"
    )
    assert NEVER.findall(drawn) == []
