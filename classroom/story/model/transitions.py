"""How a story moves: the tray and gauges a class has, and where a choice takes it from there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from classroom.story.model.parts import Fork
from classroom.story.model.scenario import Choice, Scenario, Scene


@dataclass(frozen=True, slots=True)
class State:
    """A scene, with what the class has gathered (tray) and how things stand (gauges)."""

    scene: str
    tray: frozenset[str]
    gauges: tuple[tuple[str, int], ...]

    @property
    def meters(self) -> dict[str, int]:
        return dict(self.gauges)


def opening(scenario: Scenario) -> State:
    gauges = tuple((name, gauge.from_) for name, gauge in scenario.gauges.items())
    return State(scenario.start, frozenset(), gauges)


def available(scene: Scene, state: State) -> tuple[int, ...]:
    """Give the positions of the choices that a class in this state may vote for."""
    return tuple(
        position
        for position, choice in enumerate(scene.choices)
        if choice.if_ is None or choice.if_.holds(state.tray, state.meters)
    )


def after_choice(scenario: Scenario, state: State, position: int) -> State:
    choice = scenario.scenes[state.scene].choices[position]
    tray = state.tray | frozenset(choice.finds)
    gauges = _changed(scenario, state, choice)
    return State(_first_that_fits(choice.forks, tray, dict(gauges)), tray, gauges)


def after_scene(scenario: Scenario, state: State) -> State:
    """Give the state after a scene that has no choices; an ending has none after it."""
    forks = scenario.scenes[state.scene].forks
    return State(_first_that_fits(forks, state.tray, state.meters), state.tray, state.gauges)


def _changed(scenario: Scenario, state: State, choice: Choice) -> tuple[tuple[str, int], ...]:
    return tuple(
        (name, min(max(value + choice.changes.get(name, 0), 0), scenario.gauges[name].max))
        for name, value in state.gauges
    )


def _first_that_fits(forks: Iterable[Fork], tray: frozenset[str], gauges: Mapping[str, int]) -> str:
    return next(fork.to for fork in forks if fork.if_ is None or fork.if_.holds(tray, dict(gauges)))
