"""Moving through the story: every step is kept, and the same way taken again is the same step."""

from dataclasses import replace

from classroom.lesson.state import pacing
from classroom.lesson.state.enums import How, Phase
from classroom.lesson.state.playthrough import Course, Step
from classroom.story.model.transitions import State, after_choice


def take(course: Course, choice: int, how: How) -> Course:
    """Go the way of this choice, and tell its outcome first."""
    step = _follow(course, after_choice(course.scenario, course.step.state, choice), how, choice)
    return _with(course, step).at(Phase.OUTCOME, step=step.number)


def go(course: Course, state: State, how: How) -> Course:
    """Go on to this state, without a choice."""
    return arrive(course, _follow(course, state, how, None))


def arrive(course: Course, step: Step) -> Course:
    """Begin to tell this step."""
    is_ending = course.scenario.scenes[step.state.scene].ending is not None
    return _with(course, step).at(Phase.ENDING if is_ending else Phase.TELLING, step=step.number)


def land(course: Course) -> Course:
    """Bring the story down from where it is. An open round is void, and an undo returns to its question."""
    state = course.step.state
    ending = State(course.scenario.landing_from(state.scene), state.tray, state.gauges)
    here = end_of_telling(settled(course), course.place.step) if course.open_round else course
    return go(here, ending, How.LANDING)


def end_of_telling(course: Course, number: int) -> Course:
    """Go to the last beat of the telling of this step, where its question is."""
    return course.at(Phase.TELLING, pacing.last_beat(course, Phase.TELLING, course.steps[number]), number)


def settled(course: Course) -> Course:
    """Give the course without a round that is still open."""
    return replace(course, rounds=tuple(round_ for round_ in course.rounds if not round_.is_open))


def _follow(course: Course, state: State, how: How, choice: int | None) -> Step:
    """Give the step that was already made this way, or a new one: going back and on again is not another way."""
    here = course.step
    made = (step for step in course.steps if step.parent == here.number and step.state == state)
    again = next((step for step in made if (step.how, step.choice) == (how, choice)), None)
    return again or Step(len(course.steps), here.number, here.run, state, how, choice)


def _with(course: Course, step: Step) -> Course:
    return course if step.number < len(course.steps) else replace(course, steps=(*course.steps, step))
