"""What if: from any decision the class takes the other choice, without a vote, and comes back to its own way.

The other way begins with the tray and the gauges as they were at that decision, and is a run of its own.
"""

from dataclasses import replace
from itertools import pairwise

from classroom.lesson.commands import NotNow
from classroom.lesson.state import moves
from classroom.lesson.state.enums import How, Phase
from classroom.lesson.state.playthrough import Course, Step
from classroom.story.model.transitions import after_choice, available

ASIDE_FROM = (Phase.TELLING, Phase.OUTCOME, Phase.TALKING, Phase.ENDING, Phase.DEBRIEF)


def is_aside(course: Course) -> bool:
    """Tell whether the class is on another way than its own."""
    return course.step.run != 0


def own_path(course: Course) -> tuple[Step, ...]:
    """Give the class's own way up to where it stands on it, or left it."""
    if not is_aside(course) or course.aside is None:
        return course.path
    return course.at(course.aside.phase, step=course.aside.step).path


def decisions(course: Course) -> tuple[tuple[Step, int], ...]:
    """Give the steps of the class's own way in which something was chosen, with the position that was taken."""
    path = own_path(course)
    return tuple((step, then.choice) for step, then in pairwise(path) if then.choice is not None)


def others(course: Course, step: Step, taken: int) -> tuple[int, ...]:
    """Give the positions that could have been taken in this step instead."""
    scene = course.scenario.scenes[step.state.scene]
    return tuple(position for position in available(scene, step.state) if position != taken)


def doors(course: Course) -> tuple[tuple[int, int], ...]:
    """Give each other way that the class could have gone, as the number of a step and a position in it."""
    return tuple(
        (step.number, position)
        for step, taken in decisions(course)
        for position in others(course, step, taken)
    )


def turn(course: Course, number: int | None, choice: int | None) -> Course:
    """Take the other choice of the decision in step `number`. Raises NotNow when there is no such door to open."""
    if course.place.phase not in ASIDE_FROM:
        raise NotNow("no_other_way")
    if number is None or choice is None or (number, choice) not in doors(course):
        raise NotNow("no_such_door")
    step = _other_step(course, course.steps[number], choice)
    steps = course.steps if step.number < len(course.steps) else (*course.steps, step)
    left = course.aside if is_aside(course) else course.place
    turned = replace(course, steps=steps).at(Phase.OUTCOME, step=step.number)
    return replace(turned, aside=left)


def come_back(course: Course) -> Course:
    """Go back to where the class left its own way."""
    if not is_aside(course) or course.aside is None:
        raise NotNow("not_aside")
    return replace(course, place=course.aside, before=course.place, held=None)


def _other_step(course: Course, decision: Step, choice: int) -> Step:
    """Give the step that this door was opened with before, or a new one in a run of its own."""
    opened = (step for step in course.steps if step.parent == decision.number and step.how is How.WHAT_IF)
    again = next((step for step in opened if step.choice == choice), None)
    run = 1 + max(step.run for step in course.steps)
    state = after_choice(course.scenario, decision.state, choice)
    return again or Step(len(course.steps), decision.number, run, state, How.WHAT_IF, choice)


def land(course: Course) -> Course:
    """Bring the class's own way down: what comes of another way is not its story."""
    # An open round is void, and an undo returns to its question.
    here = moves.end_of_telling(moves.settled(course), course.place.step) if course.open_round else course
    back = come_back(here)
    if back.place.phase in (Phase.ENDING, Phase.DEBRIEF):
        return back
    return moves.land(back)
