"""Whether there is time: the parts of a lesson, and the minute by which the class is through with where it stands."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from classroom.lesson.acts import what_if
from classroom.lesson.screens.prompting.route import Stop, route_of
from classroom.lesson.state.enums import BEFORE_STORY, Door, Phase, Plan
from classroom.lesson.state.playthrough import Playthrough
from classroom.story.graph.durations import MINUTES_TO_ARRIVE, MINUTES_TO_DEBRIEF, minutes_of
from classroom.story.model.parts import Fork

_ARRIVE = int(MINUTES_TO_ARRIVE)
# How far into the last part each of its phases may come; coming in takes half of the first.
_AFTER_STORY: Mapping[Phase, float] = {Phase.ENDING: 3, Phase.DEBRIEF: 11, Phase.HELP: MINUTES_TO_DEBRIEF}
# How long a stop takes beside the others of its scene; most take one part.
_WEIGHTS: Mapping[Stop, int] = {
    Stop.TELLING: 3,
    Stop.VOTE: 2,
    Stop.OUTCOME: 2,
    Stop.TALKING: 3,
    Stop.PAIRS: 3,
}


class Parts(NamedTuple):
    """The minutes at which the story, the debrief and the end of a lesson begin."""

    story: int
    debrief: int
    end: int


def parts_of(plan: Plan) -> Parts:
    """Give the parts of a lesson; of two lessons, those of the first, which ends where the class stops for today."""
    debrief = plan.debrief_minute
    return Parts(_ARRIVE, debrief, debrief + (5 if plan is Plan.DOUBLE else int(MINUTES_TO_DEBRIEF)))


def due_by(playthrough: Playthrough) -> float | None:
    """Give the minute by which the large button should be pressed for the last time at this stop of the route.

    Nothing where a plan says nothing of it: on another way than the class's own, in the second of two lessons, and after
    the end.
    """
    phase, parts = playthrough.place.phase, parts_of(playthrough.plan)
    is_elsewhere = playthrough.held or playthrough.door is Door.ASLEEP or what_if.is_aside(playthrough)
    if playthrough.plan is Plan.DOUBLE or is_elsewhere:
        return None
    if phase in BEFORE_STORY:
        return parts.story / 2 if phase is Phase.LOBBY else parts.story
    if playthrough.scenario.scenes[playthrough.deciding.state.scene].ending:
        return parts.debrief + _AFTER_STORY[phase] if phase in _AFTER_STORY else None
    return parts.story + (parts.debrief - parts.story) * _told(playthrough)


def _told(playthrough: Playthrough) -> float:
    """Give which part of the story is told once the class leaves this stop, if it goes the longest way from here."""
    deciding = playthrough.deciding.state.scene
    ahead = _longest(playthrough)
    before = [step.state.scene for step in playthrough.path if step.number < playthrough.deciding.number]
    past, here = sum(_cost(playthrough, scene) for scene in before), _cost(playthrough, deciding)
    return (past + here * _passed(playthrough)) / ((past + here + ahead) or 1)


def _passed(playthrough: Playthrough) -> float:
    """Give which part of the scene is over once the class leaves this stop; the last stop is out of it already."""
    route = route_of(playthrough)
    weights = [_WEIGHTS.get(stop, 1) for stop in route.stops[:-1]]
    return sum(weights[: route.here + 1]) / (sum(weights) or 1)


def _longest(playthrough: Playthrough) -> float:
    """Give the minutes of the longest way onward, the scene at hand not among them."""
    scenes = playthrough.scenario.scenes

    def onward(forks: tuple[Fork, ...]) -> float:
        return max((length(fork.to) for fork in forks), default=0)

    @cache
    def length(scene: str) -> float:
        here = scenes[scene]
        after = max([onward(choice.forks) for choice in here.choices] + [onward(here.forks)])
        return (0 if here.ending else _cost(playthrough, scene)) + after

    if playthrough.place.phase in (Phase.OUTCOME, Phase.TALKING):
        return length(playthrough.step.state.scene)
    return length(playthrough.deciding.state.scene) - _cost(playthrough, playthrough.deciding.state.scene)


def _cost(playthrough: Playthrough, name: str) -> float:
    scene = playthrough.scenario.scenes[name]
    asks = bool(scene.choices) and not (playthrough.plan is Plan.SHORT and scene.short)
    first = playthrough.scenario.languages[0]
    return max(minutes_of(scene, choice, first, voted=asks) for choice in scene.choices or (None,))
