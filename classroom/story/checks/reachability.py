"""What the walk shows: every class has a real choice, a way on, and a way back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from classroom.story.format.paths import FieldPath
from classroom.story.format.problems import Problem, error, warning
from classroom.story.graph.explore import Graph, Move, linked, rounds
from classroom.story.model.parts import Fork
from classroom.story.model.scenario import LETTERS, Ending, Scenario, Scene
from classroom.story.model.transitions import State

GOOD = (Ending.REPAIRED, Ending.PARTLY)


@dataclass(frozen=True, slots=True)
class Explored:
    """A story together with every situation that a class can be in."""

    scenario: Scenario
    graph: Graph

    def scene(self, state: State) -> Scene:
        return self.scenario.scenes[state.scene]


def unled_problems(scenario: Scenario) -> Iterator[Problem]:
    """Give the scenes that nothing leads to, whatever the conditions say, in any country."""
    led_to = linked(scenario)
    for name in scenario.scenes:
        if name not in led_to:
            yield error("unreachable", "scenes", name, name=name)


def round_problems(scenario: Scenario) -> Iterator[Problem]:
    """Give the ways on which a story comes back to where it was."""
    for way in rounds(scenario):
        yield error("cycle", "scenes", way[0], way=" → ".join(way))


def way_problems(explored: Explored) -> Iterator[Problem]:
    yield from _shut_off(explored)
    yield from _few_choices(explored)
    yield from _never(explored)
    hopeful = _hopeful(explored)
    yield from _stuck(explored, hopeful)
    yield from _no_way_back(explored, hopeful)
    yield from _short(explored)


def _shut_off(explored: Explored) -> Iterator[Problem]:
    scenario = explored.scenario
    walked_through = {state.scene for state in explored.graph}
    landed = {scenario.landing_from(name) for name in walked_through}
    for name in linked(scenario) - walked_through - landed:
        yield error("shut_off", "scenes", name, name=name)


def _few_choices(explored: Explored) -> Iterator[Problem]:
    few = [
        state
        for state, moves in explored.graph.items()
        if explored.scene(state).choices and len(moves) < 2  # noqa: PLR2004
    ]
    for state in one_a_scene(few):
        number = len(explored.graph[state])
        yield error("few_choices", *_ask(state), number=number, state=described(state))


def _never(explored: Explored) -> Iterator[Problem]:
    taken = {
        (state.scene, move.choice, move.line) for state, moves in explored.graph.items() for move in moves
    }
    chosen = {(scene, choice) for scene, choice, _ in taken}
    for name in dict.fromkeys(state.scene for state in explored.graph):
        scene = explored.scenario.scenes[name]
        path: FieldPath = ("scenes", name)
        yield from _unused_lines(explored, scene.go, path, {line for at, _, line in taken if at == name})
        for place, choice in enumerate(scene.choices):
            where: FieldPath = (*path, "choices", place)
            used = {line for at, chosen_place, line in taken if (at, chosen_place) == (name, place)}
            if (name, place) not in chosen:
                yield warning("choice_never", *where, name=LETTERS[place])
            else:
                yield from _unused_lines(explored, choice.go, where, used)


def _unused_lines(
    explored: Explored, go: Sequence[Fork], path: FieldPath, used: set[int]
) -> Iterator[Problem]:
    for line in range(len(go)):
        if line not in used:
            yield warning("line_never", *path, "go", line)


def _hopeful(explored: Explored) -> set[State]:
    """Give the situations from which an ending that repairs something can still be reached."""
    before: dict[State, list[State]] = {}
    for state, moves in explored.graph.items():
        for move in moves:
            before.setdefault(move.to, []).append(state)
    waiting = [state for state in explored.graph if explored.scene(state).ending in GOOD]
    found: set[State] = set()
    while waiting:
        state = waiting.pop()
        if state not in found:
            found.add(state)
            waiting.extend(before.get(state, ()))
    return found


def _stuck(explored: Explored, hopeful: set[State]) -> Iterator[Problem]:
    stuck = [
        state for state in explored.graph if state not in hopeful and explored.scene(state).ending is None
    ]
    for state in one_a_scene(stuck):
        yield error("stuck", "scenes", state.scene, state=described(state))


def _no_way_back(explored: Explored, hopeful: set[State]) -> Iterator[Problem]:
    told: set[tuple[str, int]] = set()
    for state, moves in explored.graph.items():
        for move in moves:
            place = (state.scene, move.choice or 0)
            if (
                place not in told
                and _harms(explored, state, move)
                and not _way_back(explored, move.to, hopeful)
            ):
                told.add(place)
                where: FieldPath = ("scenes", state.scene, "choices", place[1])
                yield error("no_way_back", *where, name=LETTERS[place[1]])


def _harms(explored: Explored, state: State, move: Move) -> bool:
    return move.choice is not None and explored.scene(state).choices[move.choice].harmful


def _way_back(explored: Explored, state: State, hopeful: set[State]) -> bool:
    """Tell whether the next vote after a harmful choice offers a harmless one with a good ending ahead."""
    seen: set[State] = set()
    while explored.scene(state).forks and state not in seen:  # scenes that go on by themselves
        seen.add(state)
        state = explored.graph[state][0].to
    return any(not _harms(explored, state, move) and move.to in hopeful for move in explored.graph[state])


def _short(explored: Explored) -> Iterator[Problem]:
    locked: list[State] = []
    for state, moves in explored.graph.items():
        short = explored.scene(state).short
        if short and LETTERS.index(short) not in {move.choice for move in moves}:
            locked.append(state)
    for state in one_a_scene(locked):
        letter = explored.scene(state).short or ""
        where = ("scenes", state.scene, "short")
        yield error("short_locked", *where, name=letter, state=described(state))
    for name, scene in explored.scenario.scenes.items():
        if scene.short and scene.choices[LETTERS.index(scene.short)].harmful:
            yield error("short_harmful", "scenes", name, "short", name=scene.short)


def one_a_scene(states: Iterable[State]) -> tuple[State, ...]:
    """Give the first situation of each scene: one example tells enough."""
    first: dict[str, State] = {}
    for state in states:
        first.setdefault(state.scene, state)
    return tuple(first.values())


def _ask(state: State) -> FieldPath:
    return ("scenes", state.scene, "choices")


def described(state: State) -> str:
    """Give what a class has in a situation, as a message tells it."""
    parts = [*sorted(state.tray), *(f"{name} {value}" for name, value in state.gauges)]
    return ", ".join(parts) or "-"
