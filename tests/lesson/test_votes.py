"""What a class is asked, how often, and what comes of the answers."""

from dataclasses import replace

import pytest

from classroom.lesson.acts.go_on import must_talk
from classroom.lesson.commands import Act, NotNow
from classroom.lesson.reveal_rule import Level
from classroom.lesson.screens.primary_action import primary_action
from classroom.lesson.state.enums import BEFORE_STORY, Door, How, Phase, Plan
from classroom.lesson.state.playthrough import Playthrough
from classroom.lesson.votes.closing import PASS, Tally, Withheld, accept, asked_of, close, withheld
from classroom.lesson.votes.opening import may_vote
from classroom.storage import shelf
from tests.lesson.classes import (
    CLEAR,
    HARMFUL_WINS,
    A,
    B,
    C,
    asked,
    begun,
    closed,
    do,
    onward,
    places,
    refusal,
    shown,
    until,
)

PLACES = places()


def test_a_round_is_closed_into_bands_and_a_winner() -> None:
    playthrough = asked(begun(), {A: 17, B: 4, C: 1, PASS: 2})
    round_ = playthrough.rounds[-1]
    assert (round_.level, round_.bands, round_.winner) == (Level.FIFTHS, (3, 0, 0), A)


def test_the_winner_is_one_of_the_options_that_could_be_chosen() -> None:
    without_find = until(onward(shown(begun(), {C: 20})), "open_vote")
    playthrough = closed(onward(without_find), {B: 4, C: 19})
    assert playthrough.rounds[-1].winner == C
    assert playthrough.rounds[-1].bands == (0, 4)
    assert onward(playthrough, 2).step.choice == C


def test_rather_not_say_never_wins() -> None:
    playthrough = asked(begun(), {PASS: 23, B: 1})
    assert playthrough.rounds[-1].winner == B
    assert asked(begun(), {PASS: 24}).rounds[-1].winner in (A, B, C)


def test_an_answer_is_accepted_for_the_open_round_and_its_options_only() -> None:
    voting = onward(until(begun(), "open_vote"))
    assert voting.open_round is not None
    for option in (A, B, C, PASS):
        accept(asked_of(voting), voting.open_round.id, option)
    for option in (3, -2, 100):
        assert reason(voting, voting.open_round.id, option) == "not_a_choice"
    assert reason(voting, "0" * 32, A) == "vote_closed"
    assert reason(closed(voting, CLEAR), voting.open_round.id, A) == "vote_closed"


def test_a_choice_that_is_locked_is_not_accepted() -> None:
    voting = onward(until(onward(shown(begun(), {C: 20})), "open_vote"))
    assert voting.open_round is not None
    assert reason(voting, voting.open_round.id, A) == "not_a_choice"


def test_there_is_nothing_to_close_before_a_vote_or_in_a_pause() -> None:
    with pytest.raises(NotNow, match="nothing_open"):
        closed(until(begun(), "open_vote"), CLEAR)
    with pytest.raises(NotNow, match="paused"):
        closed(do(onward(until(begun(), "open_vote")), Act.PAUSE), CLEAR)


def test_with_fewer_than_six_answers_the_class_chooses_together() -> None:
    playthrough = asked(begun(), {A: 4, PASS: 1})
    assert (playthrough.rounds[-1].level, playthrough.rounds[-1].bands, playthrough.rounds[-1].winner) == (
        *(Level.NONE, ()),
        None,
    )
    assert refusal(playthrough, Act.NEXT) == "too_few_to_show"
    assert primary_action(playthrough) == "choose_together"
    chosen = do(playthrough, Act.CHOOSE, C)
    assert (chosen.step.how, chosen.place.phase) == (How.TEACHER, Phase.OUTCOME)


def test_a_vote_that_told_nothing_may_be_repeated_as_often_as_needed() -> None:
    playthrough = asked(begun(), {A: 3})
    for _ in range(4):
        playthrough = closed(do(playthrough, Act.VOTE_AGAIN), {A: 3})
    assert may_vote(playthrough, playthrough.step)


def test_a_question_tells_at_most_twice() -> None:
    once = shown(begun())
    twice = closed(do(once, Act.VOTE_AGAIN), HARMFUL_WINS)
    assert refusal(twice, Act.VOTE_AGAIN) == "voted_twice"
    talking = until(twice, "next_question")
    assert talking.place.phase is Phase.TALKING
    assert refusal(talking, Act.VOTE_AGAIN) == "voted_twice"


def test_a_question_tells_at_most_twice_even_when_the_class_comes_by_another_way() -> None:
    first = shown(onward(shown(begun())), {B: 20})
    second = do(first, Act.VOTE_AGAIN)
    told = closed(second, {C: 20})
    back = told
    while back.place.phase is not Phase.LOBBY:
        back = do(onward(back) if back.place.phase is Phase.CLOSED else back, Act.BACK)
    other_way = do(until(back, "tell_next"), Act.CHOOSE, C)
    again = until(other_way, "tell_next")
    assert (again.step.state.scene, again.last_round(again.step)) == ("pauze", None)
    question = onward(again)
    assert refusal(question, Act.NEXT) == "voted_twice"
    assert do(question, Act.CHOOSE, B).step.how is How.TEACHER


def test_another_way_than_the_vote_is_told_openly() -> None:
    against = do(shown(begun()), Act.CHOOSE, C)
    assert (against.step.how, against.step.choice) == (How.TEACHER, C)
    along = do(shown(begun()), Act.CHOOSE, A)
    assert along.step.how is How.VOTE


def test_a_harmful_choice_is_talked_about_in_pairs_and_voted_about_once_more() -> None:
    talking = until(shown(begun(), HARMFUL_WINS), "vote_after_talk")
    assert talking.place.phase is Phase.TALKING
    assert must_talk(talking)
    second = onward(talking)
    assert (second.place.phase, second.step.state.scene) == (Phase.VOTING, "avond")
    other = until(closed(second, CLEAR), "next_scene")
    assert not must_talk(other)
    assert onward(other).step.choice == A


def test_a_harmful_choice_that_wins_twice_is_what_happens() -> None:
    talking = until(shown(begun(), HARMFUL_WINS), "vote_after_talk")
    again = until(closed(onward(talking), HARMFUL_WINS), "next_scene")
    assert again.place.phase is Phase.TALKING
    assert not must_talk(again)
    assert onward(again).step.choice == B


def test_a_harmful_way_that_the_teacher_shows_asks_for_no_vote() -> None:
    talking = until(do(until(begun(), "open_vote"), Act.CHOOSE, B), "next_question")
    assert talking.place.phase is Phase.TALKING
    assert not must_talk(talking)


def test_a_poll_changes_nothing_in_the_story() -> None:
    poll = until(onward(shown(onward(shown(begun())), {A: 20})), "tell_next")
    assert poll.step.state.scene == "vraag"
    told = shown(poll, {0: 3, 1: 3, 2: 18})
    assert primary_action(told) == "next_scene"
    assert told.rounds[-1].bands == (0, 0, 3)
    after = onward(told)
    assert (after.step.how, after.step.state.scene) == (How.STORY, "goed")
    assert after.step.state.tray == poll.step.state.tray
    assert refusal(told, Act.CHOOSE, 0) == "nothing_to_choose"


def test_a_poll_that_tells_nothing_lets_the_story_go_on() -> None:
    poll = asked(onward(shown(onward(shown(begun())), {A: 20})), {0: 2})
    assert poll.place.phase is Phase.CLOSED
    assert primary_action(poll) == "next_scene"
    assert onward(poll).step.state.scene == "goed"


def test_more_answers_than_pupils_show_nothing_and_the_class_stays() -> None:
    voting = onward(until(begun(pupils=23), "open_vote"))
    void = closed(voting, CLEAR)
    assert (void.place.phase, void.door) == (Phase.CLOSED, Door.KNOCK)
    assert (void.rounds[-1].level, void.rounds[-1].bands, void.rounds[-1].winner) == (Level.VOID, (), None)
    assert (withheld(void), primary_action(void)) == (Withheld.VOID, "vote_again")
    assert onward(void).open_round not in (None, voting.open_round)
    assert do(void, Act.CHOOSE, C).step.how is How.TEACHER


def test_a_void_vote_is_put_again_as_often_as_it_takes_and_shown_twice_all_the_same() -> None:
    playthrough = asked(begun(pupils=23), CLEAR)
    for _ in range(3):
        playthrough = closed(onward(playthrough), CLEAR)
        assert withheld(playthrough) is Withheld.VOID
    corrected = closed(onward(replace(playthrough, pupils=24)), CLEAR)
    assert corrected.rounds[-1].level is Level.FIFTHS
    assert may_vote(corrected, corrected.step)
    again = closed(do(corrected, Act.VOTE_AGAIN), CLEAR)
    assert refusal(again, Act.VOTE_AGAIN) == "voted_twice"


def test_everybody_comes_in_again_and_the_class_goes_on_where_it_was() -> None:
    for playthrough in PLACES.values():
        if playthrough.place.phase is Phase.ENDED:
            assert refusal(playthrough, Act.ENTER_AGAIN) == "ended"
            continue
        lobby = do(playthrough, Act.ENTER_AGAIN)
        assert (lobby.place.phase, lobby.door, lobby.before) == (Phase.LOBBY, Door.OPEN, None)
        assert lobby.open_rounds == ()
        if playthrough.place.phase not in (*BEFORE_STORY, Phase.VOTING):
            on = onward(until(lobby, "story_goes_on"))
            assert (on.place, on.door) == (playthrough.place, Door.KNOCK)


def test_after_a_void_vote_everybody_comes_in_again_to_the_question() -> None:
    voting = onward(until(begun(pupils=23), "open_vote"))
    for playthrough in (voting, closed(voting, CLEAR)):
        question = onward(do(playthrough, Act.ENTER_AGAIN))
        assert question.place == do(voting, Act.UNDO).place
        assert primary_action(question) in ("open_vote", "vote_again")


@pytest.mark.parametrize(("pupils", "phones"), [(13, 0), (13, 12), (12, 13), (24, 24), (6, 29)])
def test_fewer_answers_than_half_of_those_who_take_part_show_nothing(pupils: int, phones: int) -> None:
    voting = onward(until(begun(pupils=pupils), "open_vote"))
    playthrough = close(voting, Tally({A: 6}, phones), min)
    assert (playthrough.rounds[-1].level, playthrough.rounds[-1].bands) == (Level.NONE, ())
    assert (withheld(playthrough), primary_action(playthrough)) == (Withheld.HALF, "choose_together")
    assert may_vote(playthrough, playthrough.step)
    enough = close(voting, Tally({A: (max(pupils, phones) + 1) // 2}, phones), min)
    assert enough.rounds[-1].tells is (enough.rounds[-1].answers <= pupils)


def test_ten_tablets_that_are_counted_as_ten_show_the_way_from_six() -> None:
    voting = onward(until(begun(pupils=10), "open_vote"))
    assert close(voting, Tally({A: 6}, 10), min).rounds[-1].level is Level.PATH


def test_as_many_answers_as_pupils_are_shown() -> None:
    assert asked(begun(pupils=24)).rounds[-1].level is Level.FIFTHS


def test_what_was_shown_first_stays_when_a_second_vote_is_void() -> None:
    first = shown(begun(pupils=24))
    void = closed(do(first, Act.VOTE_AGAIN), {A: 25})
    assert void.rounds[:-1] == first.rounds
    assert not void.rounds[-1].tells


def test_with_little_time_the_story_takes_its_own_choice() -> None:
    playthrough = onward(until(onward(shown(begun(plan=Plan.SHORT))), "to_outcome"))
    assert (playthrough.step.how, playthrough.step.choice, playthrough.place.phase) == (
        How.SHORT,
        B,
        Phase.OUTCOME,
    )
    assert primary_action(playthrough) == "next_scene"
    on = onward(playthrough)
    assert (on.place.phase, on.step.state.scene) == (Phase.TELLING, "vraag")
    assert do(on, Act.BACK).place == playthrough.place


def test_with_little_time_the_teacher_may_still_show_another_way() -> None:
    playthrough = do(until(onward(shown(begun(plan=Plan.SHORT))), "to_outcome"), Act.CHOOSE, C)
    assert (playthrough.step.how, playthrough.step.choice) == (How.TEACHER, C)


@pytest.mark.parametrize("favourite", range(4))
def test_the_story_on_the_shelf_takes_three_rounds_in_45_minutes(favourite: int) -> None:
    playthrough = begun(shelf.story("de_foto_in_de_groepsapp"), Plan.SHORT)
    rounds = 0
    while playthrough.place.phase is not Phase.ENDED:
        if playthrough.place.phase is Phase.VOTING:
            options = playthrough.options(playthrough.step)
            harmful = playthrough.scene.choices and playthrough.scene.choices[favourite].harmful
            wanted = favourite if favourite in options and not harmful else options[0]
            playthrough = closed(playthrough, {wanted: 24})
            rounds += bool(playthrough.scene.choices)
        else:
            playthrough = onward(playthrough)
    assert rounds == 3
    assert How.SHORT in {step.how for step in playthrough.path}


@pytest.mark.parametrize("tied", [{A: 12, C: 12}, {A: 8, B: 8, C: 8}])
def test_a_tie_is_decided_among_the_most_votes_and_not_told(tied: dict[int, int]) -> None:
    voting = onward(until(begun(), "open_vote"))
    candidates: list[int] = []

    def pick(positions: list[int]) -> int:
        candidates.extend(positions)
        return positions[-1]

    playthrough = close(voting, Tally(tied), pick)  # type: ignore[arg-type] # the product gives a list
    assert candidates == sorted(tied)
    assert playthrough.rounds[-1].winner == max(tied)


def reason(playthrough: Playthrough, round_id: str, option: int) -> str | None:
    try:
        accept(asked_of(playthrough), round_id, option)
    except NotNow as error:
        return error.reason
    return None
