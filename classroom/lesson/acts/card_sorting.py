"""Cards that the class sorts aloud: the desk moves them, nobody votes, and any pile may be right."""

from dataclasses import replace

from classroom.lesson.commands import NotNow
from classroom.lesson.state.enums import Phase
from classroom.lesson.state.playthrough import Playthrough
from classroom.story.model.parts import Cards

SORTED_IN = (Phase.TELLING, Phase.TALKING)
NO_PILE = -1


def cards_at(playthrough: Playthrough) -> Cards | None:
    return playthrough.scene_at_hand.cards if playthrough.place.phase in SORTED_IN else None


def on_table(playthrough: Playthrough) -> bool:
    """Tell whether the cards are on the wall."""
    return bool(playthrough.place.piles)


def sort(playthrough: Playthrough, card: int | None, pile: int | None) -> Playthrough:
    """Put a card on a pile; without a card, put the cards on the wall. An undo takes the last move back."""
    cards = cards_at(playthrough)
    if cards is None:
        raise NotNow("no_cards")
    piles = playthrough.place.piles or (NO_PILE,) * len(cards.cards)
    if card is not None:
        if pile is None or card not in range(len(piles)) or pile not in range(NO_PILE, len(cards.piles)):
            raise NotNow("not_a_choice")
        piles = (*piles[:card], pile, *piles[card + 1 :])
    return replace(
        playthrough, place=replace(playthrough.place, piles=piles, voices=0), before=playthrough.place
    )
