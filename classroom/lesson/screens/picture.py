"""The picture of the story: what the class has found, how things stand, and how often the class took part. Never a score."""

from classroom.lesson.screens.context import Stage
from classroom.lesson.screens.parts import Find, Meter, Picture
from classroom.lesson.state.enums import Phase
from classroom.lesson.state.playthrough import Course
from classroom.story.model.parts import Language


def picture_of(stage: Stage, language: Language) -> Picture:
    """Draw the picture as it is at this moment of the story."""
    course, voice = stage.course, stage.voice(language)
    story, state = course.scenario, course.step.state
    new = frozenset(course.taken.finds) if course.taken and _is_told_now(course) else frozenset()
    old = course.steps[course.step.parent].state.tray if course.step.parent is not None else frozenset()
    return Picture(
        finds=tuple(
            Find(voice.say(name), id_ in state.tray, id_ in new - old) for id_, name in story.tray.items()
        ),
        meters=tuple(
            Meter(voice.say(gauge.name), state.meters[id_], gauge.max) for id_, gauge in story.gauges.items()
        ),
        lights=lights(course),
    )


def lights(course: Course) -> int:
    """Count the questions that the class answered together. A question that is asked again is one more."""
    return sum(round_.tells and round_.decides for round_ in course.rounds)


def _is_told_now(course: Course) -> bool:
    return course.place.phase in (Phase.OUTCOME, Phase.TALKING)
