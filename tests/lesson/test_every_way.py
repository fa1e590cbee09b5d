"""Every way of every story, played from the lobby to the end by a class that answers as one: in seconds, without a server.

`tests/simulator/test_lessons.py` plays one lesson of each story on a real one.
"""

from collections.abc import Iterator

import pytest

from classroom.lesson.commands import Act
from classroom.lesson.state.enums import How, Phase, Plan, Question
from classroom.lesson.state.playthrough import Playthrough
from classroom.storage import shelf
from classroom.story.graph.by_country import for_country
from classroom.story.model.scenario import LETTERS
from tests.lesson.classes import begun, closed, do, onward
from tests.simulator.ways import Way, ways_of

CLASS = 24
SLUGS = shelf.slugs()


def lesson_of(slug: str, plan: Plan, letters: str, sleep_after: int | None = None) -> Iterator[Playthrough]:
    """Give the class at each moment of a lesson in which it votes for these letters."""
    playthrough = begun(for_country(shelf.story(slug), shelf.HOME), plan)
    left, voted = iter(letters), 0
    while playthrough.place.phase is not Phase.ENDED:
        yield playthrough
        if playthrough.open_round is not None:
            choice = LETTERS.index(next(left)) if playthrough.open_round.question is Question.VOTE else 0
            playthrough = closed(playthrough, {choice: CLASS})
            voted += 1
        elif playthrough.place.phase is Phase.TALKING and voted == sleep_after:
            sleep_after, playthrough = None, do(do(playthrough, Act.SLEEP), Act.WAKE)
        else:
            playthrough = onward(playthrough)
    assert next(left, None) is None, "every letter was asked for"
    yield playthrough


def told_in(lesson: list[Playthrough]) -> str:
    """Give the letters of which the outcome was told."""
    at_outcome = [
        each for each, before in zip(lesson, [None, *lesson], strict=False) if _begins_outcome(each, before)
    ]
    return "".join(LETTERS[each.step.choice or 0] for each in at_outcome)


def _begins_outcome(playthrough: Playthrough, before: Playthrough | None) -> bool:
    is_new = (
        before is None
        or before.place.phase is not Phase.OUTCOME
        or before.place.step != playthrough.place.step
    )
    return playthrough.place.phase is Phase.OUTCOME and is_new


@pytest.mark.parametrize("plan", Plan)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_class_comes_by_every_way_to_the_ending_of_that_way(slug: str, plan: Plan) -> None:
    def play(way: Way) -> tuple[str, str]:
        lesson = list(lesson_of(slug, plan, way.letters, sleep_after=2 if plan is Plan.DOUBLE else None))
        assert all(each.how is not How.TEACHER for each in lesson[-1].path)
        return told_in(lesson), lesson[-1].path[-1].state.scene

    ways = [(way, ending) for ending, some in ways_of(slug, plan).items() for way in some]
    assert ways
    for way, ending in ways:
        assert play(way) == (way.went, ending)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_class_lands_from_every_moment_of_every_way(slug: str) -> None:
    landed = set()
    for some in ways_of(slug, Plan.FULL).values():
        for playthrough in lesson_of(slug, Plan.FULL, some[0].letters):
            if playthrough.place.phase in (
                Phase.TELLING,
                Phase.CLOSED,
                Phase.REVEALED,
                Phase.OUTCOME,
                Phase.TALKING,
            ):
                down = do(playthrough, Act.LAND)
                assert down.place.phase is Phase.ENDING
                landed.add(down.step.state.scene)
                assert [each.place.phase for each in _to_the_end(down)][-1] is Phase.ENDED
    assert shelf.story(slug).landing in landed


def _to_the_end(playthrough: Playthrough) -> Iterator[Playthrough]:
    while playthrough.place.phase is not Phase.ENDED:
        playthrough = onward(playthrough)
        yield playthrough
