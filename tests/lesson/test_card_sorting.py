"""Cards that the class sorts aloud: the desk moves them, and an undo takes the last move back."""

from classroom.languages import Language
from classroom.lesson.acts.dispatch import may, perform
from classroom.lesson.commands import Act, Command, NotNow
from classroom.lesson.screens.class_work import cards_of, table_of
from classroom.lesson.state.playthrough import Playthrough
from tests.lesson.classes import begun, do, onward, refusal
from tests.lesson.test_sentence_building import STORY, at_sentence, context_of


def at_cards() -> Playthrough:
    playthrough = at_sentence()
    while not may(playthrough, Act.SORT):
        if (
            playthrough.votes_at(playthrough.step)
            and may(playthrough, Act.CHOOSE)
            and playthrough.place.phase.value == "telling"
        ):
            playthrough = do(playthrough, Act.CHOOSE, 0)
            playthrough = do(playthrough, Act.CHOOSE, 0) if playthrough.scene.build else playthrough
        playthrough = onward(playthrough)
    return playthrough


def move(playthrough: Playthrough, card: int, pile: int) -> Playthrough:
    return perform(playthrough, Command(Act.SORT, choice=pile, at=card))


def reason(playthrough: Playthrough, card: int | None, pile: int | None) -> str:
    try:
        perform(playthrough, Command(Act.SORT, choice=pile, at=card))
    except NotNow as error:
        return error.reason
    return ""


def test_cards_are_on_the_wall_once_the_desk_puts_them_there() -> None:
    playthrough = at_cards()
    assert table_of(context_of(playthrough), Language.NL) is None
    table = table_of(context_of(do(playthrough, Act.SORT)), Language.NL)
    assert table is not None
    cards = playthrough.scene.cards
    assert cards is not None
    assert table.left == len(cards.cards)
    assert table.next_card == cards.cards[0].in_(Language.NL)
    assert [pile.cards for pile in table.piles] == [()] * len(cards.piles)


def test_a_card_goes_to_a_pile_and_to_another_and_back() -> None:
    playthrough = move(move(do(at_cards(), Act.SORT), 1, 2), 0, 1)
    desk = cards_of(context_of(playthrough), Language.NL)
    assert desk is not None
    assert [pile for _, pile in desk.cards[:3]] == [1, 2, -1]
    moved = move(playthrough, 1, 0)
    assert moved.place.piles[1] == 0
    assert do(moved, Act.UNDO).place.piles == playthrough.place.piles
    assert move(playthrough, 1, -1).place.piles[1] == -1


def test_a_card_or_a_pile_that_is_not_there_is_refused() -> None:
    playthrough = do(at_cards(), Act.SORT)
    for card, pile in ((8, 0), (-1, 0), (0, 3), (0, -2), (0, None)):
        assert reason(playthrough, card, pile) == "not_a_choice"
    assert refusal(begun(), Act.SORT) == "no_cards"
    assert not may(at_sentence(), Act.SORT)


def test_the_cards_leave_the_wall_when_the_story_goes_on_or_a_voice_is_heard() -> None:
    playthrough = move(do(at_cards(), Act.SORT), 0, 0)
    assert onward(playthrough).place.piles == ()
    voice = do(playthrough, Act.VOICE)
    assert (voice.place.piles, voice.place.voices) == ((), 1)
    assert do(voice, Act.SORT).place.voices == 0


def test_the_story_has_cards_to_sort() -> None:
    assert STORY.scenes["school"].cards is not None
