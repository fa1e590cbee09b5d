"""What a story owes the class: something to talk about, somebody to go to, no pattern to see through."""

from collections import defaultdict
from collections.abc import Iterator
from statistics import fmean

from classroom.story.format.problems import Problem, error, warning
from classroom.story.graph.explore import Graph, ends_first
from classroom.story.model.scenario import LETTERS, Ending, Scenario, Scene
from classroom.story.model.transitions import State

ROUNDS_THAT_SHOW_A_PATTERN = 3
_REPAIRS = {Ending.REPAIRED: 1.0, Ending.PARTLY: 0.5, Ending.OPEN: 0.0}


def lesson_problems(scenario: Scenario) -> Iterator[Problem]:
    scenes = scenario.scenes
    for name, scene in scenes.items():
        yield from _lacks(scenario, name, scene)
    if not any(scene.predict for scene in scenes.values()):
        yield warning("no_predict", "scenes")
    lacking = sorted(set(Ending) - {scene.ending for scene in scenes.values()})
    if lacking:
        yield warning("few_endings", "scenes", names=", ".join(lacking))


def _lacks(scenario: Scenario, name: str, scene: Scene) -> Iterator[Problem]:
    if scene.choices and not scene.prompts:
        yield error("no_prompts", "scenes", name, "choices")
    if scene.about_self and not scene.note:
        yield error("about_self_note", "scenes", name, "about_self")
    if scene.debrief and not any(fact.startswith("help.") for fact in scene.debrief.help):
        yield error("no_help", "scenes", name, "debrief", "help")


def pattern_problems(scenario: Scenario, graph: Graph) -> Iterator[Problem]:
    """Give the letter that a class could learn to pick, or to leave, without reading. The story must not go round."""
    best = _best_places(scenario, graph)
    if len(best) >= ROUNDS_THAT_SHOW_A_PATTERN and len(set(best.values())) == 1:
        yield warning("same_place", "scenes", name=LETTERS[next(iter(best.values()))])
    harms = _harmful_places(scenario)
    if len(harms) >= ROUNDS_THAT_SHOW_A_PATTERN and len(set(harms)) == 1:
        yield warning("same_harm", "scenes", name=LETTERS[next(iter(harms))[0]])


def _best_places(scenario: Scenario, graph: Graph) -> dict[str, int]:
    """Give the place of the choice that turns out best, for each scene where one alone does."""
    hope = _hope(scenario, graph)
    scores: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for state, moves in graph.items():
        for move in moves:
            if move.choice is not None:
                scores[state.scene][move.choice].append(hope[move.to])
    best: dict[str, int] = {}
    for name, places in scores.items():
        worth = {place: _worth(scenario, name, place, values) for place, values in places.items()}
        top = [place for place, value in worth.items() if value == max(worth.values())]
        if len(top) == 1:
            best[name] = top[0]
    return best


def _worth(scenario: Scenario, name: str, place: int, values: list[float]) -> float:
    harmful = scenario.scenes[name].choices[place].harmful
    return -1.0 if harmful else round(fmean(values), 9)


def _hope(scenario: Scenario, graph: Graph) -> dict[State, float]:
    """Give for each situation how well it turns out for a class that chooses blindly: 0 open, 1 repaired."""
    hope: dict[State, float] = {}
    for state in ends_first(graph):
        ending = scenario.scenes[state.scene].ending
        hope[state] = _REPAIRS[ending] if ending else fmean([hope[move.to] for move in graph[state]] or [0.0])
    return hope


def _harmful_places(scenario: Scenario) -> list[tuple[int, ...]]:
    scenes = scenario.scenes.values()
    places = (
        tuple(place for place, choice in enumerate(scene.choices) if choice.harmful)
        for scene in scenes
        if scene.choices
    )
    return [harmful for harmful in places if len(harmful) == 1]
