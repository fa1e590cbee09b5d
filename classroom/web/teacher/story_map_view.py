"""The map of a story with its words in one language: as a drawing, and as a list that says the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap

from classroom.languages import Language
from classroom.storage import shelf
from classroom.story.graph.by_country import for_country
from classroom.story.graph.story_map import Box, Edge, StoryMap, map_of
from classroom.story.model.narrator import Narrator
from classroom.story.model.scenario import Ending

LINE_SIGNS, MOST_LINES = 16, 2  # what fits in a box


@dataclass(frozen=True, slots=True)
class Way:
    """A way on: the letters of the choices that take it, and the number and title of the scene that it leads to."""

    letters: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Stop:
    """One scene on the map. `number` is its place in the list, from 1; `lines` are its title as it fits the box."""

    number: int
    title: str
    lines: tuple[str, ...]
    box: Box
    ending: Ending | None
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map with its words."""

    plan: StoryMap
    stops: tuple[Stop, ...]


@lru_cache(maxsize=2 * shelf.FILES_KEPT)
def drawn_map(playable: shelf.Playable, language: Language) -> Drawn:
    """Give the map of a story. Where countries differ, it is the story as it is played at home."""
    story = for_country(playable.scenario, shelf.HOME)
    narrator = Narrator(story.cast, {}, language)
    plan = map_of(story)
    titles = {box.scene: narrator.say(story.scenes[box.scene].title) for box in plan.boxes}
    numbers = {box.scene: number for number, box in enumerate(plan.boxes, start=1)}
    stops = (
        Stop(
            number=numbers[box.scene],
            title=titles[box.scene],
            lines=tuple(wrap(titles[box.scene], LINE_SIGNS, max_lines=MOST_LINES, placeholder="…")),
            box=box,
            ending=box.ending,
            ways=tuple(_way(edge, numbers, titles) for edge in plan.edges if edge.source == box.scene),
        )
        for box in plan.boxes
    )
    return Drawn(plan, tuple(stops))


def _way(edge: Edge, numbers: Mapping[str, int], titles: Mapping[str, str]) -> Way:
    return Way(", ".join(edge.letters), numbers[edge.target], titles[edge.target])
