"""Draws the controls: the desk's buttons alone, for a screen that pupils see too, or for a phone as remote."""

from datetime import date

from classroom.languages import Language
from classroom.lesson.acts.card_sorting import NO_PILE
from classroom.lesson.commands import Act
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.desk import desk_screen
from classroom.lesson.screens.parts import CardTable
from classroom.lesson.screens.primary_action import ASKS_A_LETTER
from classroom.lesson.screens.types import ControlsScreen

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
        Act.SORT,
        Act.RETURN,
        Act.DEEPER,
        Act.SLEEP,
        Act.WAKE,
        Act.ENTER_AGAIN,
    }
)


def controls_screen(context: ScreenContext, language: Language, today: date) -> ControlsScreen:
    """Draw the controls of this room: of its desk, only what pupils may see."""
    desk = desk_screen(context, language, today)
    letters = desk.alternatives if desk.primary_action in ASKS_A_LETTER else ()
    return ControlsScreen(
        phase=desk.wall.phase,
        moment=desk.wall.moment,
        beat_of=desk.beat_of,
        paused=desk.wall.paused,
        plan=desk.plan,
        version=desk.version,
        primary_action=desk.primary_action,
        late_action=desk.late_action,
        acts=desk.acts & ACTS,
        undo=desk.undo,
        letters=tuple((option.position, option.letter) for option in letters),
        next_card=_next_card(desk.cards),
        piles=len(desk.cards.piles) if desk.cards and desk.cards.is_shown else 0,
    )


def _next_card(cards: CardTable | None) -> int | None:
    """Give the number of the first card on no pile, while the cards are on the wall."""
    if cards is None or not cards.is_shown:
        return None
    return next((number for number, (_, pile) in enumerate(cards.cards) if pile == NO_PILE), None)
