"""The guess about the class: a round of its own, and told only where it corrects towards care."""

from dataclasses import replace

import pytest

from classroom.lesson.acts.dispatch import perform
from classroom.lesson.commands import Act, Command, NotNow
from classroom.lesson.reveal_rule import Level
from classroom.lesson.screens.primary_action import primary_action
from classroom.lesson.state.enums import Phase, Question
from classroom.lesson.state.playthrough import Playthrough
from classroom.lesson.state.prediction import gap_of, should_leave
from classroom.lesson.votes.closing import Tally, accept, asked_of, close
from tests.lesson.classes import A, B, C, begun, do, onward, until

CARE, HARM = {A: 16, B: 4}, {A: 4, B: 16}


def predicting() -> Playthrough:
    """Give a class whose first question comes with a guess."""
    playthrough = begun(pupils=20)
    scene = playthrough.scenario.scenes["avond"].model_copy(update={"predict": True})
    scenes = {**playthrough.scenario.scenes, "avond": scene}
    return replace(playthrough, scenario=playthrough.scenario.model_copy(update={"scenes": scenes}))


def opened(playthrough: Playthrough) -> Playthrough:
    """Open the vote, and the guess with it."""
    return perform(until(playthrough, "open_vote"), Command(Act.NEXT, "vote", None, "guess"))


def ended(votes: dict[int, int], guesses: dict[int, int]) -> Playthrough:
    """Close the vote and the guess, and show the result."""
    playthrough = close(opened(predicting()), Tally(votes), lambda tied: tied[0], Tally(guesses))
    return do(playthrough, Act.NEXT) if playthrough.rounds[0].tells else playthrough


def test_the_guess_opens_and_closes_with_its_vote() -> None:
    playthrough = opened(predicting())
    assert [round_.question for round_ in playthrough.open_rounds] == [Question.VOTE, Question.GUESS]
    assert playthrough.open_round is not None
    assert playthrough.open_round.id == "vote"
    for round_id in ("vote", "guess"):
        accept(asked_of(playthrough), round_id, C)
    closed = close(playthrough, Tally(CARE), lambda tied: tied[0], Tally({A: 3}))
    assert closed.open_rounds == ()
    assert [round_.level for round_ in closed.rounds] == [Level.THIRDS, Level.NONE]
    with pytest.raises(NotNow):
        accept(asked_of(closed), "guess", A)


def test_undoing_the_opening_voids_both() -> None:
    assert do(opened(predicting()), Act.UNDO).rounds == ()


def test_a_gap_towards_care_is_told_after_the_result() -> None:
    playthrough = ended(CARE, HARM)
    assert gap_of(playthrough, playthrough.step) == (A, B)
    assert primary_action(playthrough) == "to_gap"
    told = do(playthrough, Act.NEXT)
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
    playthrough = ended(votes, guesses)
    assert gap_of(playthrough, playthrough.step) is None
    assert should_leave(playthrough, playthrough.step)
    assert primary_action(playthrough) == "to_outcome"


def test_too_many_guesses_void_the_question_too() -> None:
    playthrough = opened(predicting())
    void = close(playthrough, Tally({A: 20}), lambda tied: tied[0], Tally({A: playthrough.pupils + 1}))
    assert void.place.phase is Phase.CLOSED
    assert [(round_.level, round_.winner) for round_ in void.rounds] == [(Level.VOID, None)] * 2
    assert primary_action(void) == "vote_again"


def test_a_guess_is_shown_at_most_twice_even_where_its_vote_told_nothing() -> None:
    playthrough = predicting()
    for _ in range(2):
        playthrough = close(
            opened(playthrough) if not playthrough.rounds else again(playthrough),
            Tally({A: 3}),
            min,
            Tally(CARE),
        )
    assert [round_.question for round_ in again(playthrough).open_rounds] == [Question.VOTE]


def again(playthrough: Playthrough) -> Playthrough:
    """Vote once more."""
    number = len(playthrough.rounds)
    return perform(playthrough, Command(Act.VOTE_AGAIN, f"vote {number}", None, f"guess {number}"))


def test_a_scene_without_prediction_has_no_guess() -> None:
    playthrough = begun()
    assert [round_.question for round_ in opened(playthrough).open_rounds] == [Question.VOTE]
    assert not should_leave(ended_without(playthrough), ended_without(playthrough).step)


def ended_without(playthrough: Playthrough) -> Playthrough:
    """Close a vote that had no guess."""
    return close(opened(playthrough), Tally(CARE), lambda tied: tied[0])
