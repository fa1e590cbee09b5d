"""Draws the controls: the desk's buttons alone, for a screen that pupils see too, or for a phone as remote."""

from datetime import date

from classroom.languages import Language
from classroom.lesson.acts.card_sorting import NO_PILE
from classroom.lesson.acts.dispatch import may
from classroom.lesson.commands import Act
from classroom.lesson.screens.aloud import aloud
from classroom.lesson.screens.class_work import cards_of
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.desk import alternatives_of, beat_of
from classroom.lesson.screens.moment import moment_of
from classroom.lesson.screens.parts import CardTable
from classroom.lesson.screens.primary_action import ASKS_A_LETTER, primary_action
from classroom.lesson.screens.prompting.guidance import late_action
from classroom.lesson.screens.types import ControlsScreen
from classroom.lesson.screens.wall import wall_screen

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
    """Draw the controls of this room, with nothing that pupils may not see."""
    playthrough, cards = context.playthrough, cards_of(context, language)
    action = primary_action(playthrough)
    letters = alternatives_of(context, language) if action in ASKS_A_LETTER else ()
    return ControlsScreen(
        phase=playthrough.place.phase,
        moment=moment_of(playthrough),
        beat_of=beat_of(playthrough),
        paused=playthrough.place.paused,
        plan=playthrough.plan,
        version=context.version,
        primary_action=action,
        late_action=late_action(playthrough),
        acts=frozenset(act for act in ACTS if may(playthrough, act)),
        letters=tuple((option.position, option.letter) for option in letters),
        next_card=_next_card(cards),
        piles=len(cards.piles) if cards and cards.is_shown else 0,
        aloud=aloud(wall_screen(context, language, today)),
    )


def _next_card(cards: CardTable | None) -> int | None:
    """Give the number of the first card on no pile, while the cards are on the wall."""
    if cards is None or not cards.is_shown:
        return None
    return next((number for number, (_, pile) in enumerate(cards.cards) if pile == NO_PILE), None)
