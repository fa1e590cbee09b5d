"""In which situations a class can come to a scene, and by which way: where a story can be played from."""

from dataclasses import dataclass, replace

from classroom.story.graph.explore import Graph, Move, ways_to
from classroom.story.model.scenario import Scenario
from classroom.story.model.transitions import State


@dataclass(frozen=True, slots=True)
class Situation:
    """What a class can have when it comes to a scene, as far as it makes a difference, and the number of ways to there."""

    state: State
    ways: int


@dataclass(frozen=True, slots=True)
class Way:
    """The moves from the opening that lead to a situation; one that is `landed` in leaves the last of them by its landing."""

    moves: tuple[Move, ...]
    is_landed: bool = False


def situations(scenario: Scenario, graph: Graph, scene: str) -> tuple[Situation, ...]:
    """Give the situations in which a class can come to this scene, that of the most ways first.

    A scene that nothing but a landing leads to is come to from wherever that is the landing. The story must not go round.
    """
    ways = ways_to(graph)
    found = {state: ways[state] for state in graph if state.scene == scene}
    if not found:
        for state in graph:
            if _lands_in(scenario, state, scene):
                landed = replace(state, scene=scene)
                found[landed] = found.get(landed, 0) + ways[state]
    usual = sorted(found, key=lambda state: -found[state])
    return tuple(Situation(state, found[state]) for state in usual)


def way_to(scenario: Scenario, graph: Graph, situation: State) -> Way | None:
    """Give a shortest way to this situation, or nothing where no class can come to be in it."""
    if situation in graph:
        return Way(_moves_to(graph, situation))
    before = (state for state in graph if _lands_in(scenario, state, situation.scene))
    landed = next((state for state in before if replace(state, scene=situation.scene) == situation), None)
    return Way(_moves_to(graph, landed), is_landed=True) if landed else None


def _lands_in(scenario: Scenario, state: State, scene: str) -> bool:
    return not scenario.scenes[state.scene].ending and scenario.landing_from(state.scene) == scene


def _moves_to(graph: Graph, state: State) -> tuple[Move, ...]:
    """Follow the walk back to its opening: it was breadth first, so no way is shorter."""
    before: dict[State, tuple[State, Move]] = {}
    for earlier, moves in graph.items():
        for move in moves:
            before.setdefault(move.to, (earlier, move))
    way: list[Move] = []
    while state != next(iter(graph)):
        state, move = before[state]
        way.append(move)
    return tuple(reversed(way))
