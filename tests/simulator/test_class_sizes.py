"""The same story with other class sizes: the fewer answers there are, the less is shown of them."""

from collections.abc import Callable

import pytest

from tests.browser.simulated import SimulatedDesk, phase_of
from tests.simulator.lessons import Lesson, lesson

pytestmark = pytest.mark.slow

MARKED, WON, ALONE = "option-won", '<li class="won"', "This is how it goes on."
BAR, PART = '<svg class="bar"', 'width="{:.1f}" height="36"'
OPTIONS, VOTES = 4, 4
# With Lotte told by Noor herself no choice of the last scene stays locked.
WAY, SHOWN_FROM = "AABB", 6


def _choose_together(lesson: Lesson) -> None:
    assert 'href="#together-title"' in lesson.now
    assert lesson.desk.act("next").status == 409, "there is nothing to show"
    assert (BAR in lesson.now, WON in lesson.now) == (False, False)
    lesson.press(act="choose", choice=1)
    assert "The teacher chose:" in lesson.wall, "the wall says openly who chose"


def _see_the_way(lesson: Lesson) -> None:
    assert (BAR in lesson.now, lesson.now.count(WON)) == (False, 1)
    _reveal(lesson)
    assert (BAR in lesson.wall, lesson.wall.count(MARKED), lesson.wall.count(ALONE)) == (False, 1, 1)
    assert BAR not in lesson.now


def _see_bands(bands: int) -> Callable[[Lesson], None]:
    part = PART.format(500 / bands)

    def see(lesson: Lesson) -> None:
        assert lesson.now.count(part) == bands * lesson.now.count(BAR) == bands * OPTIONS
        _reveal(lesson)
        assert lesson.wall.count(part) == bands * lesson.wall.count(BAR) == bands * OPTIONS
        assert lesson.wall.count(MARKED) == 1
        assert "%" not in lesson.wall.replace('width="100%"', "")

    return see


def _see_the_part(lesson: Lesson) -> None:
    """A part of a sentence is shown as the way to go only, however large the class is."""
    assert (BAR in lesson.now, BAR in lesson.wall) == (False, False)
    if 'href="#together-title"' in lesson.now:
        lesson.press(act="choose", choice=0)
    assert "The message" in lesson.wall
    lesson.press(act="next")


def _reveal(lesson: Lesson) -> None:
    assert (BAR in lesson.wall, ALONE in lesson.wall) == (False, False), "the desk looks first"
    lesson.press(act="next")
    assert phase_of(lesson.now) == "revealed"


@pytest.mark.parametrize(
    ("phones", "shown"),
    [(4, _choose_together), (8, _see_the_way), (12, _see_bands(2)), (28, _see_bands(5))],
    ids=["4 choose together", "8 see the way", "12 see halves", "28 see fifths"],
)
def test_a_class_of_another_size_plays_the_whole_story(
    teacher: SimulatedDesk, phones: int, shown: Callable[[Lesson], None]
) -> None:
    def see(played: Lesson) -> None:
        (_see_the_part if 'class="stage sentence' in played.wall else shown)(played)

    with lesson(teacher, "60", WAY, phones) as played:
        played.play(at_closed=see)
    assert played.answered("vote") == [phones] * VOTES
    assert "".join(played.went) == (WAY if phones >= SHOWN_FROM else "BBBB")
