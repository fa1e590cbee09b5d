"""Inner voices: what people in the story think and do not say, heard one by one when the desk asks for them."""

from dataclasses import replace

from classroom.lesson.state.enums import Phase
from classroom.lesson.state.playthrough import Course
from classroom.story.model.parts import Thought

HEARD_IN = (Phase.TELLING, Phase.CLOSED, Phase.REVEALED, Phase.OUTCOME, Phase.TALKING)


def heard(course: Course) -> tuple[Thought, ...]:
    """Give the voices that are on the wall."""
    return _thoughts(course)[: course.place.voices]


def left(course: Course) -> int:
    """Give how many voices of the scene at hand were not heard yet."""
    return len(_thoughts(course)) - course.place.voices if course.place.phase in HEARD_IN else 0


def hear(course: Course) -> Course:
    """Let one more voice be heard; an undo takes it back."""
    louder = replace(course.place, voices=course.place.voices + 1, piles=())
    return replace(course, place=louder, before=course.place)


def _thoughts(course: Course) -> tuple[Thought, ...]:
    return course.scenario.scenes[course.deciding.state.scene].thoughts
