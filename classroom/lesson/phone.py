"""Draws a phone: the words of the wall, and a ballot while a round is open. It knows nothing of any answer."""

from datetime import date

from classroom.lesson.course import Phase
from classroom.lesson.screens import Ballot, PhoneScreen
from classroom.lesson.stage import Stage
from classroom.lesson.wall import wall_screen
from classroom.story.parts import Language


def phone_screen(stage: Stage, language: Language, today: date) -> PhoneScreen:
    """Draw the phones of this room, all alike, in this language."""
    wall = wall_screen(stage, language, today, "phones")
    course = stage.course
    open_round = course.open_round if not course.place.paused else None
    ballot = Ballot(open_round.id, tuple(o for o in wall.options if not o.locked)) if open_round else None
    reflects = course.scene.reflect if course.place.phase in (Phase.TELLING, Phase.TALKING) else None
    return PhoneScreen(wall, ballot, stage.voice(language).say(reflects) if reflects else None)
