"""Ways for a played class: the letters that lead a story to each of its endings, worked out from the story itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from classroom.lesson.state.enums import Plan
from classroom.storage import shelf
from classroom.story.graph.by_country import for_country
from classroom.story.graph.explore import Graph, Move, explore, shortened
from classroom.story.model.scenario import LETTERS, Scenario, Scene
from classroom.story.model.transitions import State

Found = tuple[tuple[str, Scene, Move], ...]


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """`went` is what the wall tells the outcomes of, `letters` the part of it that the class votes for.

    `through` are the scenes on the way, its ending last, each with the letter that was taken there, or "".
    """

    went: str
    letters: str
    through: tuple[tuple[str, str], ...]


def ways_of(slug: str, plan: Plan) -> dict[str, tuple[Way, ...]]:
    """Give every way of a story, as it is played at home, by the ending that it comes to and in order."""
    story = for_country(shelf.story(slug), shelf.HOME)
    graph = explore(story)
    short = plan is Plan.SHORT
    found: dict[str, list[Way]] = {}
    for taken, ending in _taken(story, shortened(story, graph) if short else graph):
        found.setdefault(ending, []).append(_way(taken, ending, short=short))
    return {ending: tuple(sorted(ways)) for ending, ways in sorted(found.items())}


def _taken(story: Scenario, graph: Graph) -> Iterator[tuple[Found, str]]:
    waiting: list[tuple[Found, State]] = [((), next(iter(graph)))]
    while waiting:
        taken, state = waiting.pop()
        scene = story.scenes[state.scene]
        if scene.ending:
            yield taken, state.scene
        waiting.extend(((*taken, (state.scene, scene, move)), move.to) for move in graph[state])


def _way(taken: Found, ending: str, *, short: bool) -> Way:
    """A class that chooses what harms is asked once more, and chooses it again. What `short` names nobody is asked."""
    letters = went = ""
    for _, scene, move in taken:
        if move.choice is None:
            continue
        told = LETTERS[move.choice] * (2 if scene.choices[move.choice].harmful else 1)
        went += told
        letters += "" if short and scene.short else told
    return Way(went, letters, (*((name, _letter(move)) for name, _, move in taken), (ending, "")))


def _letter(move: Move) -> str:
    return "" if move.choice is None else LETTERS[move.choice]


def tour_of(slug: str) -> Iterator[Way]:
    """Give a few ways that together go through every scene by every choice, to every ending."""
    ways = [way for some in ways_of(slug, Plan.FULL).values() for way in some]
    left = {place for way in ways for place in way.through}
    while left:
        best = max(ways, key=lambda way: len(left.intersection(way.through)))
        yield best
        left -= set(best.through)
