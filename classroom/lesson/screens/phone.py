"""Draws a phone: the words of the wall, and a ballot while a round is open. It knows nothing of any answer."""

from datetime import date

from classroom.languages import Language
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.types import Paper, PhoneScreen
from classroom.lesson.screens.wall import wall_screen
from classroom.lesson.state.enums import Phase


def phone_screen(context: ScreenContext, language: Language, today: date) -> PhoneScreen:
    """Draw the phones of this room, all alike, in this language."""
    wall = wall_screen(context, language, today, "phones")
    playthrough = context.playthrough
    options = tuple(option for option in wall.options if not option.locked)
    open_rounds = () if playthrough.place.paused or wall.on_paper else playthrough.open_rounds
    papers = tuple(Paper(round_.id, options, round_.question) for round_ in open_rounds)
    reflects = playthrough.scene.reflect if playthrough.place.phase is Phase.TELLING else None
    return PhoneScreen(wall, papers, context.narrator(language).say(reflects) if reflects else None)
