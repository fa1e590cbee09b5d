"""Whether there is time: the minutes of a lesson, and the one by which the class is through with where it stands."""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from classroom.lesson.acts import what_if
from classroom.lesson.screens.prompting.route import Stop, route_of
from classroom.lesson.state.enums import AFTER_CHOICE, BEFORE_STORY, Door, Phase, Plan
from classroom.lesson.state.playthrough import Playthrough
from classroom.story.graph.durations import MINUTES_TO_ARRIVE, MINUTES_TO_DEBRIEF, longest, minutes_of

_ARRIVE = int(MINUTES_TO_ARRIVE)
# How many minutes into the debrief each of these phases may come; the lobby takes half of the time to come in.
_AFTER_STORY: Mapping[Phase, float] = {Phase.ENDING: 3, Phase.DEBRIEF: 11, Phase.HELP: MINUTES_TO_DEBRIEF}
# How long a stop takes beside the others of its scene; most take one part.
_WEIGHTS: Mapping[Stop, int] = {
    Stop.TELLING: 3,
    Stop.VOTE: 2,
    Stop.OUTCOME: 2,
    Stop.TALKING: 3,
    Stop.PAIRS: 3,
}


class Minutes(NamedTuple):
    """The minutes at which the story, the debrief and the end of a lesson begin."""

    story: int
    debrief: int
    end: int


def minutes_in(plan: Plan) -> Minutes:
    """Give the minutes of a lesson; of two lessons, those of the first, which ends where the class stops for today."""
    debrief = plan.debrief_minute
    return Minutes(_ARRIVE, debrief, debrief + (5 if plan is Plan.DOUBLE else int(MINUTES_TO_DEBRIEF)))


def due_by(playthrough: Playthrough) -> float | None:
    """Give the minute by which the large button should be pressed for the last time at this stop of the route.

    Nothing where a plan says nothing of it: on another way than the class's own, in the second of two lessons, and after
    the end.
    """
    phase, minutes = playthrough.place.phase, minutes_in(playthrough.plan)
    is_elsewhere = playthrough.held or playthrough.door is Door.ASLEEP or what_if.is_aside(playthrough)
    if playthrough.plan is Plan.DOUBLE or is_elsewhere:
        return None
    if phase in BEFORE_STORY:
        return minutes.story / 2 if phase is Phase.LOBBY else minutes.story
    if playthrough.scene_at_hand.ending:
        return minutes.debrief + _AFTER_STORY[phase] if phase in _AFTER_STORY else None
    return minutes.story + (minutes.debrief - minutes.story) * _told(playthrough)


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
    start = playthrough.step.state.scene
    is_after = playthrough.place.phase in AFTER_CHOICE
    minutes = longest(playthrough.scenario, start, partial(_cost, playthrough))
    return minutes - (0 if is_after else _cost(playthrough, start))


def _cost(playthrough: Playthrough, name: str) -> float:
    """Give the most minutes that a scene can take of the story; an ending takes them of what comes after it."""
    scene = playthrough.scenario.scenes[name]
    if scene.ending:
        return 0
    asks = bool(scene.choices) and not (playthrough.plan is Plan.SHORT and scene.short)
    first = playthrough.scenario.languages[0]
    return max(minutes_of(scene, choice, first, voted=asks) for choice in scene.choices or (None,))
