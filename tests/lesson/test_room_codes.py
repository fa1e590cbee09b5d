"""Codes that are typed in every way a phone can type them."""

from itertools import cycle

import pytest

from classroom.lesson.room_codes import ALPHABET, CodeProblem, new_code, normalise, problem_with


def full_width(signs: str) -> str:
    """Give these signs as an Asian keyboard types them."""
    return "".join(chr(ord(sign) + ord("\N{FULLWIDTH LATIN CAPITAL LETTER A}") - ord("A")) for sign in signs)


@pytest.mark.parametrize(
    "typed",
    [
        "K4DW7Q",
        "k4dw7q",
        "k4d w7q",
        " K4DW7Q ",
        "K4D-W7Q",
        "K4D\N{EN DASH}W7Q",
        "k4d.w7q",
        "K4D_W7Q",
        full_width("K4DW7Q"),
        full_width("k4d") + "\N{IDEOGRAPHIC SPACE}" + full_width("w7q"),
    ],
)
def test_however_it_is_typed_the_code_is_the_same(typed: str) -> None:
    assert normalise(typed) == "K4DW7Q"
    assert problem_with(normalise(typed)) is None


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", CodeProblem.EMPTY),
        (" - ", CodeProblem.EMPTY),
        ("K4D", CodeProblem.LENGTH),
        ("K4DW7QQ", CodeProblem.LENGTH),
        ("K4DW70", CodeProblem.SIGN),
        ("LESSON", CodeProblem.SIGN),
        ("K4DW7€", CodeProblem.SIGN),
        ("Ķ4DW7Q", CodeProblem.SIGN),
    ],
)
def test_what_is_wrong_with_a_code_is_told_exactly(typed: str, problem: CodeProblem) -> None:
    assert problem_with(normalise(typed)) is problem


def test_every_code_that_is_made_is_one_that_can_be_typed() -> None:
    numbers = cycle(range(len(ALPHABET)))
    made = [new_code(lambda below: next(numbers) % below) for _ in range(len(ALPHABET))]
    assert set("".join(made)) == set(ALPHABET)
    assert all(problem_with(normalise(code)) is None for code in made)


def test_no_sign_of_a_code_is_taken_for_another_or_makes_a_word() -> None:
    assert not set("AEIOUL01") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET)
