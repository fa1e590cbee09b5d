"""Classes that do whatever comes to mind, in any story: what is so wherever they come is so everywhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from classroom.lesson.acts import what_if
from classroom.lesson.acts.dispatch import may, perform
from classroom.lesson.commands import Act, Command, NotNow
from classroom.lesson.screens.primary_action import PrimaryAction, primary_action
from classroom.lesson.state.enums import Plan, Source
from classroom.lesson.state.playthrough import Playthrough
from classroom.storage import shelf
from classroom.story.graph.by_country import for_country
from classroom.story.model.scenario import Scenario
from tests.lesson.classes import STORY, begun, closed

# So often the large button, then this act with so large a number, at this place and with this choice.
Turn = tuple[int, Act, int, int]
_TURNS = st.tuples(st.integers(0, 8), st.sampled_from(Act), st.integers(0, 40), st.integers(0, 3))
# What the large button leads to where it does not simply go on.
_PRESSED: Mapping[PrimaryAction, Act] = {
    PrimaryAction.WAKE: Act.WAKE,
    PrimaryAction.COUNT_CARDS: Act.CHOOSE,
    PrimaryAction.CHOOSE_TOGETHER: Act.CHOOSE,
}


@dataclass(frozen=True, slots=True)
class Stroll:
    """A class in one of the stories, or in the small one, with all that it does: it gives each moment that it comes by."""

    slug: str | None
    plan: Plan
    source: Source
    turns: list[Turn]

    def __iter__(self) -> Iterator[Playthrough]:
        return self.through(for_country(shelf.story(self.slug), shelf.HOME) if self.slug else STORY)

    def through(self, story: Scenario) -> Iterator[Playthrough]:
        """Do the same in any other story."""
        playthrough = replace(begun(story, self.plan), source=self.source)
        yield playthrough
        for presses, act, at, choice in self.turns:
            for each in (*[Act.NEXT] * presses, act):
                before, playthrough = playthrough, _after(playthrough, each, at, choice)
                if playthrough is not before:
                    yield playthrough


def strolls() -> st.SearchStrategy[Stroll]:
    """Give any of them."""
    return st.builds(
        Stroll,
        slug=st.sampled_from([None, *shelf.slugs()]),
        plan=st.sampled_from(Plan),
        source=st.sampled_from([Source.PHONES, Source.PAPER]),
        turns=st.lists(_TURNS, min_size=8, max_size=20),
    )


def _after(playthrough: Playthrough, act: Act, at: int, choice: int) -> Playthrough:
    """Give where an act leads, or the same place where it cannot be done."""
    if act is Act.NEXT:
        action = primary_action(playthrough)
        if action is PrimaryAction.CLOSE_VOTE:
            return closed(playthrough, {choice: at})
        act = _PRESSED.get(action, act)
    if not may(playthrough, act):
        return playthrough
    number = len(playthrough.rounds)
    if act is Act.WHAT_IF:
        at, choice = what_if.other_ways(playthrough)[at % len(what_if.other_ways(playthrough))]
    try:
        return perform(playthrough, Command(act, f"{number:032x}", choice, f"{number + 500:032x}", at))
    except NotNow:
        return playthrough
