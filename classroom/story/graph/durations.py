"""How long a story takes: votes, minutes, and how many ways lead to each ending."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from classroom.languages import Language
from classroom.story.graph.explore import Graph, Move, ends_first, exits, shortened, ways_to
from classroom.story.model.parts import Text
from classroom.story.model.scenario import Choice, Scenario, Scene
from classroom.story.model.transitions import State

WORDS_A_MINUTE = 120
MINUTES_A_VOTE = 2.0
MINUTES_A_PREDICTION = 1.5
MINUTES_OF_TALK = 1.5
MINUTES_TO_ARRIVE = 12.0
MINUTES_TO_DEBRIEF = 12.0

Span = tuple[float, float]
Cost = Callable[[Scene, Choice | None], float]


@dataclass(frozen=True, slots=True)
class Timing:
    """Least and most votes and minutes on any way, in full and in short, and the ways to each ending."""

    votes: tuple[int, int]
    short_votes: tuple[int, int]
    minutes: Span
    short_minutes: Span
    endings: Mapping[str, int]


def timing(scenario: Scenario, graph: Graph) -> Timing:
    """Measure every way through a story. The story must not go round."""
    short = shortened(scenario, graph)
    return Timing(
        votes=_whole(_span(scenario, graph, _vote)),
        short_votes=_whole(_span(scenario, short, _short_vote)),
        minutes=_minutes(scenario, graph, _vote),
        short_minutes=_minutes(scenario, short, _short_vote),
        endings=_endings(scenario, graph),
    )


def predictions(scenario: Scenario, graph: Graph) -> tuple[Span, Span]:
    """Give how often, at least and at most, the class guesses on a way: in full, and in short."""

    def counted(votes: Cost) -> Cost:
        return lambda scene, choice: votes(scene, choice) if scene.predict else 0

    short = shortened(scenario, graph)
    return _span(scenario, graph, counted(_vote)), _span(scenario, short, counted(_short_vote))


def _vote(scene: Scene, choice: Choice | None) -> float:
    return 0 if choice is None else 1


def _short_vote(scene: Scene, choice: Choice | None) -> float:
    return 0 if choice is None or scene.short else 1


def _minutes(scenario: Scenario, graph: Graph, votes: Cost) -> Span:
    first = scenario.languages[0]

    def cost(scene: Scene, choice: Choice | None) -> float:
        return minutes_of(scene, choice, first, voted=bool(votes(scene, choice)))

    least, most = _span(scenario, graph, cost)
    around = MINUTES_TO_ARRIVE + MINUTES_TO_DEBRIEF
    return least + around, most + around


def minutes_of(scene: Scene, choice: Choice | None, language: Language, *, voted: bool) -> float:
    """Give how long a scene takes with the outcome of this choice, read aloud in this language, and with a vote or not."""
    words = sum(len(text.in_(language).split()) for text in _read_aloud(scene, choice))
    vote = voted * (MINUTES_A_VOTE + (MINUTES_A_PREDICTION if scene.predict else 0))
    return words / WORDS_A_MINUTE + vote + _talk(scene, voted)


def longest(scenario: Scenario, start: str, cost: Callable[[str], float]) -> float:
    """Give the most that a way from this scene to an end can cost, both of them with it, whatever a class has gathered.

    `cost` says what the scene of a name costs. The story must not go round.
    """

    @cache
    def most(scene: str) -> float:
        return cost(scene) + max(map(most, exits(scenario.scenes[scene])), default=0)

    return most(start)


def _talk(scene: Scene, voted: float) -> float:
    """Give the minutes of discussion: none where the short form takes the choice itself."""
    if scene.choices and not voted:
        return 0
    return scene.minutes if scene.minutes is not None else MINUTES_OF_TALK * voted


def _read_aloud(scene: Scene, choice: Choice | None) -> Iterator[Text]:
    played = choice.then if choice else ()
    shown = [message.says for message in (*scene.chat, *played) if message.only != "teacher"]
    asked = [option.says for option in scene.choices]
    outcome = choice.outcome if choice else None
    yield from (text for text in (scene.story, *shown, scene.ask, *asked, outcome) if text)


def _span(scenario: Scenario, graph: Graph, cost: Cost) -> Span:
    spans: dict[State, Span] = {}
    for state in ends_first(graph):
        scene = scenario.scenes[state.scene]
        ways = [_added(cost(scene, _chosen(scene, move)), spans[move.to]) for move in graph[state]]
        alone = cost(scene, None)
        spans[state] = (
            min((way[0] for way in ways), default=alone),
            max((way[1] for way in ways), default=alone),
        )
    return spans[next(iter(graph))]


def _added(cost: float, span: Span) -> Span:
    return cost + span[0], cost + span[1]


def _chosen(scene: Scene, move: Move) -> Choice | None:
    return None if move.choice is None else scene.choices[move.choice]


def _endings(scenario: Scenario, graph: Graph) -> dict[str, int]:
    found = {name: 0 for name, scene in scenario.scenes.items() if scene.ending}
    for state, ways in ways_to(graph).items():
        if state.scene in found:
            found[state.scene] += ways
    return found


def _whole(span: Span) -> tuple[int, int]:
    return int(span[0]), int(span[1])
