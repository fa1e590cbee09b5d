"""Classes that do whatever comes to mind, in any story: what is so wherever they come is so everywhere."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from hypothesis import strategies as st

from classroom.lesson.acts import what_if
from classroom.lesson.acts.dispatch import may, perform
from classroom.lesson.commands import Act, Command, NotNow
from classroom.lesson.screens.primary_action import PrimaryAction, primary_action
from classroom.lesson.state.enums import Plan, Source
from classroom.lesson.state.playthrough import Playthrough
from classroom.storage import shelf
from classroom.story.graph.by_country import for_country
from tests.lesson.classes import STORY, begun, closed

SLUGS = shelf.slugs()
# So often the large button, then this act with so large a number, at this place and with this choice.
_TURNS = st.tuples(st.integers(0, 8), st.sampled_from(Act), st.integers(0, 40), st.integers(0, 3))
Turn = tuple[int, Act, int, int]
# What the large button leads to where it does not simply go on.
_PRESSED: Mapping[PrimaryAction, Act] = {
    PrimaryAction.WAKE: Act.WAKE,
    PrimaryAction.COUNT_CARDS: Act.CHOOSE,
    PrimaryAction.CHOOSE_TOGETHER: Act.CHOOSE,
}


@st.composite
def strolls(draw: st.DrawFn) -> list[Playthrough]:
    """Give each moment that a class comes by, in any of the stories, with any plan, by phones or on paper."""
    slug = draw(st.sampled_from([None, *SLUGS]))
    story = for_country(shelf.story(slug), shelf.HOME) if slug else STORY
    source = draw(st.sampled_from([Source.PHONES, Source.PAPER]))
    start = replace(begun(story, draw(st.sampled_from(Plan))), source=source)
    return list(_strolled(start, draw(st.lists(_TURNS, min_size=8, max_size=20))))


def _strolled(playthrough: Playthrough, turns: list[Turn]) -> Iterator[Playthrough]:
    yield playthrough
    for presses, act, at, choice in turns:
        for each in (*[Act.NEXT] * presses, act):
            playthrough = _after(playthrough, each, at, choice)
            yield playthrough


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
