"""A vote on paper: the desk says which letter won, and nothing else is ever known."""

from dataclasses import replace

import pytest

from classroom.lesson.acts.dispatch import perform
from classroom.lesson.commands import Act, Command, NotNow
from classroom.lesson.reveal_rule import Level
from classroom.lesson.screens.primary_action import primary_action
from classroom.lesson.state.enums import Phase, Source
from classroom.lesson.state.playthrough import Playthrough
from classroom.lesson.votes.closing import Tally, accept, asked_of, close
from tests.lesson.classes import A, C, D, begun, do, onward, until
from tests.lesson.test_screens import desk, phone


def on_paper() -> Playthrough:
    """Give a class without phones."""
    return replace(begun(), source=Source.PAPER)


def counting() -> Playthrough:
    """Give a class whose cards are in the bag."""
    return perform(until(on_paper(), "open_vote"), Command(Act.NEXT, "cards"))


def test_the_letter_that_won_closes_the_vote_and_shows_no_sizes() -> None:
    playthrough = do(counting(), Act.CHOOSE, C)
    assert playthrough.place.phase is Phase.CLOSED
    (counted,) = playthrough.rounds
    assert (counted.level, counted.bands, counted.winner) == (Level.PATH, (), C)
    assert onward(playthrough).place.phase is Phase.REVEALED
    assert onward(onward(playthrough)).step.choice == C


def test_a_letter_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotNow):
        do(counting(), Act.CHOOSE, D)
    assert primary_action(counting()) == "count_cards"


def test_no_phone_can_answer_or_close_a_vote_on_paper() -> None:
    with pytest.raises(NotNow):
        accept(asked_of(counting()), "cards", A)
    with pytest.raises(NotNow):
        close(counting(), Tally({}), min)


def test_undoing_the_opening_voids_it() -> None:
    assert do(counting(), Act.UNDO).rounds == ()


def test_a_class_without_phones_is_asked_nothing_on_phones() -> None:
    assert phone(counting()).papers == ()
    assert phone(counting()).wall.on_paper
    assert [option.letter for option in desk(counting()).alternatives] == ["A", "B", "C"]


def test_a_question_is_put_twice_at_most_on_paper_too() -> None:
    once = do(counting(), Act.CHOOSE, A)
    twice = do(perform(once, Command(Act.VOTE_AGAIN, "more")), Act.CHOOSE, C)
    with pytest.raises(NotNow):
        perform(twice, Command(Act.VOTE_AGAIN, "still more"))
