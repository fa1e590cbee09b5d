"""Every way of every story, played from the lobby to the end by a class that answers as one: in seconds, without a server.

`tests/simulator/test_lessons.py` plays one lesson of each story on a real one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

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


def lesson_of(slug: str, plan: Plan, letters: str) -> Iterator[Playthrough]:
    """Give the class at each moment of a lesson in which it votes for these letters."""
    playthrough = begun(for_country(shelf.story(slug), shelf.HOME), plan)
    left = iter(letters)
    while playthrough.place.phase is not Phase.ENDED:
        yield playthrough
        if playthrough.open_round is not None:
            choice = LETTERS.index(next(left)) if playthrough.open_round.question is Question.VOTE else 0
            playthrough = closed(playthrough, {choice: CLASS})
        else:
            playthrough = onward(playthrough)
    assert next(left, None) is None, "every letter was asked for"
    yield playthrough


@dataclass(frozen=True, slots=True)
class Group:
    """Classes that have gone the same way so far, each of which goes one of these from here on."""

    playthrough: Playthrough
    ways: tuple[Way, ...]
    voted: str = ""
    closed: int = 0
    told: str = ""  # the letters of which the outcome was told
    sleep_after: int | None = None

    def onward(self) -> Iterator["Group"]:
        """Give these classes a moment later, apart where they vote for other letters."""
        here = self.playthrough
        if here.open_round is None:
            yield self._asleep() if self._is_tired() else self._at(onward(here))
        elif here.open_round.question is Question.VOTE:
            for letter in sorted({way.letters[len(self.voted)] for way in self.ways}):
                yield self._voted(letter)
        else:
            yield replace(self, playthrough=closed(here, {0: CLASS}), closed=self.closed + 1)

    def _is_tired(self) -> bool:
        return self.playthrough.place.phase is Phase.TALKING and self.closed == self.sleep_after

    def _asleep(self) -> "Group":
        awake = do(do(self.playthrough, Act.SLEEP), Act.WAKE)
        return replace(self, playthrough=awake, sleep_after=None)

    def _voted(self, letter: str) -> "Group":
        after, voted = closed(self.playthrough, {LETTERS.index(letter): CLASS}), self.voted + letter
        ways = tuple(way for way in self.ways if way.letters.startswith(voted))
        return replace(self, playthrough=after, ways=ways, voted=voted, closed=self.closed + 1)

    def _at(self, after: Playthrough) -> "Group":
        told = LETTERS[after.step.choice or 0] if _begins_outcome(after, self.playthrough) else ""
        return replace(self, playthrough=after, told=self.told + told)


def _begins_outcome(playthrough: Playthrough, before: Playthrough) -> bool:
    is_new = before.place.phase is not Phase.OUTCOME or before.place.step != playthrough.place.step
    return playthrough.place.phase is Phase.OUTCOME and is_new


def at_their_ends(group: Group) -> Iterator[Group]:
    """Play every way of this group to its end, and each moment that several have in common once."""
    under_way = [group]
    while under_way:
        group = under_way.pop()
        if group.playthrough.place.phase is Phase.ENDED:
            yield group
        else:
            under_way += group.onward()


@pytest.mark.parametrize("plan", Plan)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_class_comes_by_every_way_to_the_ending_of_that_way(slug: str, plan: Plan) -> None:
    ways = {way: ending for ending, some in ways_of(slug, plan).items() for way in some}
    lobby = begun(for_country(shelf.story(slug), shelf.HOME), plan)
    sleep_after = 2 if plan is Plan.DOUBLE else None
    ended: list[Way] = []
    for group in at_their_ends(Group(lobby, tuple(ways), sleep_after=sleep_after)):
        path = group.playthrough.path
        assert all(each.how is not How.TEACHER for each in path)
        for way in group.ways:
            assert (group.voted, group.told) == (way.letters, way.went)
            assert path[-1].state.scene == ways[way]
        ended += group.ways
    assert ended
    assert sorted(ended) == sorted(ways)


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
