"""The picture of the story: what the class has found, how things stand, and how often the class took part. Never a score."""

from classroom.languages import Language
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.parts import Find, Meter, Picture
from classroom.lesson.state import pacing
from classroom.lesson.state.enums import AFTER_CHOICE
from classroom.lesson.state.playthrough import Playthrough


def picture_of(context: ScreenContext, language: Language) -> Picture:
    """Draw the picture as it is at this moment of the story."""
    playthrough, narrator = context.playthrough, context.narrator(language)
    story, state = playthrough.scenario, playthrough.step.state
    is_told_now = playthrough.place.phase in AFTER_CHOICE
    new = pacing.finds_new(playthrough, playthrough.step) if is_told_now else frozenset()
    return Picture(
        finds=tuple(
            Find(narrator.say(name), id_ in state.tray, id_ in new) for id_, name in story.tray.items()
        ),
        meters=tuple(
            Meter(narrator.say(gauge.name), state.meters[id_], gauge.max)
            for id_, gauge in story.gauges.items()
        ),
        lights=lights(playthrough),
    )


def lights(playthrough: Playthrough) -> int:
    """Count the questions that the class answered together. A question that is asked again is one more."""
    return sum(round_.tells and round_.decides for round_ in playthrough.rounds)
