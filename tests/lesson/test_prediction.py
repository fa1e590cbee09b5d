"""The guess about the class: a round of its own, and told only where it corrects towards care."""

from dataclasses import replace

import pytest

from classroom.lesson.acts.dispatch import perform
from classroom.lesson.commands import Act, NotNow, Order
from classroom.lesson.reveal_rule import Level
from classroom.lesson.screens.desk import primary
from classroom.lesson.state.enums import Phase, Question
from classroom.lesson.state.playthrough import Course
from classroom.lesson.state.prediction import gap_of, should_leave
from classroom.lesson.votes.closing import Tally, accept, asked_of, close
from tests.lesson.classes import A, B, C, begun, do, onward, until

CARE, HARM = {A: 16, B: 4}, {A: 4, B: 16}


def predicting() -> Course:
    """Give a class whose first question comes with a guess."""
    course = begun(pupils=20)
    scene = course.scenario.scenes["avond"].model_copy(update={"predict": True})
    scenes = {**course.scenario.scenes, "avond": scene}
    return replace(course, scenario=course.scenario.model_copy(update={"scenes": scenes}))


def opened(course: Course) -> Course:
    """Open the vote, and the guess with it."""
    return perform(until(course, "open_vote"), Order(Act.NEXT, "vote", None, "guess"))


def ended(votes: dict[int, int], guesses: dict[int, int]) -> Course:
    """Close the vote and the guess, and show the result."""
    course = close(opened(predicting()), Tally(votes), lambda tied: tied[0], Tally(guesses))
    return do(course, Act.NEXT) if course.rounds[0].tells else course


def test_the_guess_opens_and_closes_with_its_vote() -> None:
    course = opened(predicting())
    assert [round_.question for round_ in course.open_rounds] == [Question.VOTE, Question.GUESS]
    assert course.open_round is not None
    assert course.open_round.id == "vote"
    for round_id in ("vote", "guess"):
        accept(asked_of(course), round_id, C)
    closed = close(course, Tally(CARE), lambda tied: tied[0], Tally({A: 3}))
    assert closed.open_rounds == ()
    assert [round_.level for round_ in closed.rounds] == [Level.THIRDS, Level.NONE]
    with pytest.raises(NotNow):
        accept(asked_of(closed), "guess", A)


def test_undoing_the_opening_voids_both() -> None:
    assert do(opened(predicting()), Act.UNDO).rounds == ()


def test_a_gap_towards_care_is_told_after_the_result() -> None:
    course = ended(CARE, HARM)
    assert gap_of(course, course.step) == (A, B)
    assert primary(course) == "to_gap"
    told = do(course, Act.NEXT)
    assert (told.place.phase, told.place.beat) == (Phase.REVEALED, 1)
    assert onward(told).place.phase is Phase.OUTCOME
    assert do(told, Act.BACK).place.beat == 0


@pytest.mark.parametrize(
    ("votes", "guesses"),
    [
        (HARM, CARE),  # towards harm
        (CARE, CARE),  # no gap at all
        (CARE, {B: 10}),  # too few guesses for bands
        ({A: 10}, HARM),  # too few answers for bands
    ],
)
def test_any_other_gap_is_left_alone(votes: dict[int, int], guesses: dict[int, int]) -> None:
    course = ended(votes, guesses)
    assert gap_of(course, course.step) is None
    assert should_leave(course, course.step)
    assert primary(course) == "to_outcome"


def test_too_many_guesses_void_the_question_too() -> None:
    course = opened(predicting())
    void = close(course, Tally({A: 20}), lambda tied: tied[0], Tally({A: course.pupils + 1}))
    assert void.place.phase is Phase.CLOSED
    assert [(round_.level, round_.winner) for round_ in void.rounds] == [(Level.VOID, None)] * 2
    assert primary(void) == "vote_again"


def test_a_guess_is_shown_at_most_twice_even_where_its_vote_told_nothing() -> None:
    course = predicting()
    for _ in range(2):
        course = close(
            opened(course) if not course.rounds else again(course), Tally({A: 3}), min, Tally(CARE)
        )
    assert [round_.question for round_ in again(course).open_rounds] == [Question.VOTE]


def again(course: Course) -> Course:
    """Vote once more."""
    number = len(course.rounds)
    return perform(course, Order(Act.VOTE_AGAIN, f"vote {number}", None, f"guess {number}"))


def test_a_scene_without_prediction_has_no_guess() -> None:
    course = begun()
    assert [round_.question for round_ in opened(course).open_rounds] == [Question.VOTE]
    assert not should_leave(ended_without(course), ended_without(course).step)


def ended_without(course: Course) -> Course:
    """Close a vote that had no guess."""
    return close(opened(course), Tally(CARE), lambda tied: tied[0])
