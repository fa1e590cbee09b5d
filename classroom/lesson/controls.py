"""Draws the controls: the desk's buttons alone, for a screen that pupils see too, or for a phone as remote."""

from datetime import date

from classroom.lesson.desk import desk_screen
from classroom.lesson.progress import Act
from classroom.lesson.screens import ControlsScreen
from classroom.lesson.stage import Stage
from classroom.story.parts import Language

ACTS = frozenset(
    {
        Act.NEXT,
        Act.BACK,
        Act.PAUSE,
        Act.RESUME,
        Act.UNDO,
        Act.CHOOSE,
        Act.LAND,
        Act.VOICE,
        Act.SLEEP,
        Act.WAKE,
    }
)
ASKS_A_LETTER = ("choose_together", "count_cards")


def controls_screen(stage: Stage, language: Language, today: date) -> ControlsScreen:
    """Draw the controls of this room: of its desk, only what pupils may see."""
    desk = desk_screen(stage, language, today)
    letters = desk.alternatives if desk.primary in ASKS_A_LETTER else ()
    return ControlsScreen(
        phase=desk.wall.phase,
        beat_of=desk.beat_of,
        paused=desk.wall.paused,
        plan=desk.plan,
        version=desk.version,
        primary=desk.primary,
        acts=desk.acts & ACTS,
        letters=tuple((option.position, option.letter) for option in letters),
    )
