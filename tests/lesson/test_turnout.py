"""How many have answered: a number for the desk, a word for the wall."""

import pytest

from classroom.lesson.votes.turnout import Crowd, Turnout


@pytest.mark.parametrize(
    ("answered", "crowd"),
    [
        (0, Crowd.NOBODY),
        (1, Crowd.SOME),
        (11, Crowd.SOME),
        (12, Crowd.HALF),
        (17, Crowd.MOST),
        (23, Crowd.MOST),
        (24, Crowd.NEARLY_ALL),
        (28, Crowd.NEARLY_ALL),
    ],
)
def test_the_wall_says_in_words_how_many_of_28_have_answered(answered: int, crowd: Crowd) -> None:
    assert Turnout(28, 0, answered).crowd is crowd


@pytest.mark.parametrize("phones", range(12, 41))
def test_in_a_class_a_word_stands_for_several_numbers(phones: int) -> None:
    crowds = [Turnout(phones, 0, answered).crowd for answered in range(1, phones + 1)]
    assert all(crowds.count(crowd) >= 2 for crowd in crowds)


def test_words_only_grow_with_the_answers() -> None:
    order = list(Crowd)
    crowds = [order.index(Turnout(30, 0, answered).crowd) for answered in range(31)]
    assert crowds == sorted(crowds)


@pytest.mark.parametrize(("answered", "enough"), [(17, True), (16, False), (28, True), (0, False)])
def test_closing_asks_below_sixty_percent_of_the_phones(answered: int, enough: bool) -> None:
    assert Turnout(28, 0, answered).is_enough is enough


def test_phones_that_knock_do_not_count_as_the_class() -> None:
    assert Turnout(10, 20, 6).is_enough
    assert Turnout(10, 20, 9).crowd is Crowd.NEARLY_ALL


def test_a_room_without_phones_has_nobody() -> None:
    assert Turnout(0, 0, 0).crowd is Crowd.NOBODY
