"""Every situation that a class can be in, found by one breadth-first walk from the opening."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

from classroom.story.model.parts import Condition, Fork
from classroom.story.model.scenario import LETTERS, Scenario, Scene
from classroom.story.model.transitions import State, after_choice, after_scene, available, opening

BUDGET = 5_000  # situations over all countries together; the largest story on the shelf has 133


@dataclass(frozen=True, slots=True)
class Move:
    """One way out of a situation: the choice (none where the story goes on by itself) and the line of `go`."""

    choice: int | None
    line: int
    to: State


Graph = Mapping[State, tuple[Move, ...]]


class TooManyStates(Exception):
    """There are more situations than anybody can check."""


def explore(scenario: Scenario, budget: int = BUDGET) -> Graph:
    """Give every situation a class can be in, in the order of a breadth-first walk, with the ways out of it.

    Only finds and gauges that some condition tests make a difference; the others are left out of the states.
    The names in the story must exist. Raises TooManyStates beyond `budget`.
    """
    keep = _kept(scenario)
    start = keep(opening(scenario))
    found: dict[State, tuple[Move, ...]] = {}
    waiting = deque([start])
    seen = {start}
    while waiting:
        state = waiting.popleft()
        found[state] = tuple(_moves(scenario, state, keep))
        fresh = {move.to: None for move in found[state] if move.to not in seen}
        seen.update(fresh)
        waiting.extend(fresh)
        if len(seen) > budget:
            raise TooManyStates
    return found


def shortened(scenario: Scenario, graph: Graph) -> Graph:
    """Give the part of the graph that is left when the story takes every `short` choice itself."""
    start = next(iter(graph))
    found: dict[State, tuple[Move, ...]] = {}
    waiting = [start]
    while waiting:
        state = waiting.pop()
        if state not in found:
            found[state] = _short_moves(scenario.scenes[state.scene], graph[state])
            waiting.extend(move.to for move in found[state])
    return found


def ends_first(graph: Graph) -> Sequence[State]:
    """Give the situations such that each comes after all those it can lead to. The story must not go round."""
    return tuple(TopologicalSorter({state: targets(moves) for state, moves in graph.items()}).static_order())


def ways_to(graph: Graph) -> Mapping[State, int]:
    """Count for each situation the ways that lead to it from the opening. The story must not go round."""
    ways = dict.fromkeys(graph, 0)
    ways[next(iter(graph))] = 1
    for state in reversed(ends_first(graph)):
        for move in graph[state]:
            ways[move.to] += ways[state]
    return ways


def targets(moves: Iterable[Move]) -> tuple[State, ...]:
    """Give where these ways out lead, each situation once."""
    return tuple({move.to: None for move in moves})


def rounds(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """Give each way that comes back to where it began, as it is met first from the start in the order of the file.

    Without the last line of each, the story never goes round.
    """
    return rounds_in({name: exits(scene) for name, scene in scenario.scenes.items()}, scenario.start)


def rounds_in(links: Mapping[str, Sequence[str]], start: str) -> Iterator[tuple[str, ...]]:
    """Give the same of any points that are joined; all of them must be keys of `links`."""
    done: set[str] = set()
    for first in (start, *links):
        way, lines = [first], [iter(links[first])]
        while way and first not in done:
            to = next(lines[-1], None)
            if to is None:
                lines.pop()
                done.add(way.pop())
            elif to in way:
                yield (*way[way.index(to) :], to)
            elif to not in done:
                way.append(to)
                lines.append(iter(links[to]))


def linked(scenario: Scenario) -> set[str]:
    """Give every scene that some way or landing leads to, whatever the conditions, in some country."""
    found: set[str] = set()
    waiting = [scenario.start, scenario.landing]
    while waiting:
        name = waiting.pop()
        if name in scenario.scenes and name not in found:
            found.add(name)
            scene = scenario.scenes[name]
            waiting.extend((*exits(scene), scene.landing or scenario.landing))
            waiting.extend((scene.elsewhere,) if scene.elsewhere else ())
    return found


def exits(scene: Scene) -> tuple[str, ...]:
    """Give every scene that this one may lead to, whatever the conditions."""
    forks = [*scene.forks, *(fork for choice in scene.choices for fork in choice.forks)]
    return tuple({fork.to: None for fork in forks})


def _short_moves(scene: Scene, moves: tuple[Move, ...]) -> tuple[Move, ...]:
    if not scene.short:
        return moves
    position = LETTERS.index(scene.short)
    return tuple(move for move in moves if move.choice == position)


def _moves(scenario: Scenario, state: State, keep: Callable[[State], State]) -> Iterator[Move]:
    scene = scenario.scenes[state.scene]
    if scene.forks:
        after = after_scene(scenario, state)
        yield Move(None, _line(scene.forks, after), keep(after))
    for position in available(scene, state):
        after = after_choice(scenario, state, position)
        yield Move(position, _line(scene.choices[position].forks, after), keep(after))


def _line(forks: Iterable[Fork], after: State) -> int:
    return next(
        line
        for line, fork in enumerate(forks)
        if fork.if_ is None or fork.if_.holds(after.tray, after.meters)
    )


def _kept(scenario: Scenario) -> Callable[[State], State]:
    conditions = tuple(_conditions(scenario))
    finds = frozenset(name for each in conditions for name in (*each.has, *each.lacks))
    gauges = frozenset(name for each in conditions for name in (*each.at_least, *each.at_most))

    def keep(state: State) -> State:
        meters = tuple((name, value) for name, value in state.gauges if name in gauges)
        return State(state.scene, state.tray & finds, meters)

    return keep


def _conditions(scenario: Scenario) -> Iterator[Condition]:
    for scene in scenario.scenes.values():
        forks = [*scene.go, *(fork for choice in scene.choices for fork in choice.go)]
        conditions = [*(choice.if_ for choice in scene.choices), *(fork.if_ for fork in forks)]
        yield from (condition for condition in conditions if condition)
