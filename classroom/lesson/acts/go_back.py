"""Going back: the moment before this one, along the way that the class came."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from classroom.lesson.acts import what_if
from classroom.lesson.state import moves, pacing
from classroom.lesson.state.enums import BEFORE_STORY, How, Phase
from classroom.lesson.state.playthrough import Playthrough


def back(playthrough: Playthrough) -> Playthrough | None:
    """Give the playthrough one moment back, or nothing where there is nothing before."""
    place = playthrough.place
    if place.beat > 0:
        return replace(
            playthrough.at(place.phase, place.beat - 1),
            held=playthrough.held if place.phase is Phase.LOBBY else None,
        )
    return _BACK[place.phase](playthrough) if place.phase in _BACK else None


def _end_of(playthrough: Playthrough, phase: Phase) -> Playthrough:
    return playthrough.at(phase, pacing.last_beat(playthrough, phase, playthrough.step))


def _before_story(playthrough: Playthrough) -> Playthrough:
    return _end_of(playthrough, BEFORE_STORY[BEFORE_STORY.index(playthrough.place.phase) - 1])


def _before_telling(playthrough: Playthrough) -> Playthrough:
    step = playthrough.step
    if step.parent is None:
        return _end_of(playthrough, BEFORE_STORY[-1])
    if step.how is How.LANDING:  # It may have left a scene before a word of it was told.
        return moves.arrive(playthrough, playthrough.steps[step.parent])
    if step.how is How.STORY:
        return moves.end_of_telling(playthrough, step.parent)
    return _end_of(playthrough, Phase.OUTCOME if step.how is How.SHORT else Phase.TALKING)


def _before_outcome(playthrough: Playthrough) -> Playthrough:
    if (
        playthrough.step.how is How.WHAT_IF
    ):  # What is before it in the story is not where the class came from.
        return what_if.come_back(playthrough)
    parent = playthrough.deciding
    last = playthrough.last_round(parent)
    if last and last.tells:
        return playthrough.at(Phase.REVEALED, step=parent.number)
    return moves.end_of_telling(playthrough, parent.number)


_BACK: Mapping[Phase, Callable[[Playthrough], Playthrough]] = {
    **dict.fromkeys(BEFORE_STORY[1:], _before_story),
    Phase.TELLING: _before_telling,
    Phase.REVEALED: lambda playthrough: moves.end_of_telling(playthrough, playthrough.place.step),
    Phase.OUTCOME: _before_outcome,
    Phase.TALKING: lambda playthrough: _end_of(playthrough, Phase.OUTCOME),
    Phase.ENDING: _before_telling,
    Phase.DEBRIEF: lambda playthrough: _end_of(playthrough, Phase.ENDING),
    Phase.HELP: lambda playthrough: _end_of(playthrough, Phase.DEBRIEF),
}
