"""Going back: the moment before this one, along the way that the class came."""

from collections.abc import Callable, Mapping

from classroom.lesson.acts import what_if
from classroom.lesson.state import moves, pacing
from classroom.lesson.state.enums import How, Phase
from classroom.lesson.state.playthrough import Course


def back(course: Course) -> Course | None:
    """Give the course one moment back, or nothing where there is nothing before."""
    place = course.place
    if place.beat > 0:
        return course.at(place.phase, place.beat - 1)
    return _BACK[place.phase](course) if place.phase in _BACK else None


def _before_telling(course: Course) -> Course:
    step = course.step
    if step.parent is None:
        return course.at(Phase.AGREEMENTS, pacing.last_beat(course, Phase.AGREEMENTS, course.step))
    if step.how is How.LANDING:  # It may have left a scene before a word of it was told.
        return moves.arrive(course, course.steps[step.parent])
    if step.how is How.STORY:
        return moves.end_of_telling(course, step.parent)
    return course.at(Phase.OUTCOME if step.how is How.SHORT else Phase.TALKING)


def _before_outcome(course: Course) -> Course:
    if course.step.how is How.WHAT_IF:  # What is before it in the story is not where the class came from.
        return what_if.come_back(course)
    parent = course.deciding
    last = course.last_round(parent)
    if last and last.tells:
        return course.at(Phase.REVEALED, step=parent.number)
    return moves.end_of_telling(course, parent.number)


_BACK: Mapping[Phase, Callable[[Course], Course]] = {
    Phase.AGREEMENTS: lambda course: course.at(Phase.LOBBY),
    Phase.TELLING: _before_telling,
    Phase.REVEALED: lambda course: moves.end_of_telling(course, course.place.step),
    Phase.OUTCOME: _before_outcome,
    Phase.TALKING: lambda course: course.at(Phase.OUTCOME),
    Phase.ENDING: _before_telling,
    Phase.DEBRIEF: lambda course: course.at(
        Phase.ENDING, pacing.last_beat(course, Phase.ENDING, course.step)
    ),
    Phase.HELP: lambda course: course.at(Phase.DEBRIEF, pacing.last_beat(course, Phase.DEBRIEF, course.step)),
}
