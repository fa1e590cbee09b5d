"""Every act from every place of a lesson."""

from dataclasses import replace

import pytest

from classroom.lesson.acts.dispatch import may
from classroom.lesson.commands import Act
from classroom.lesson.screens.primary_action import primary_action
from classroom.lesson.state import pacing
from classroom.lesson.state.enums import BEFORE_STORY, Door, How, Phase, Plan
from classroom.lesson.state.playthrough import Place, Playthrough, Step
from classroom.storage import shelf
from classroom.story.model.transitions import opening
from tests.lesson.classes import (
    CLEAR,
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
MAY = {
    Phase.LOBBY: {Act.NEXT, Act.PAUSE, Act.SLEEP},
    Phase.AGREEMENTS: {Act.NEXT, Act.BACK, Act.PAUSE, Act.UNDO, Act.SLEEP},
    Phase.TELLING: {Act.NEXT, Act.BACK, Act.PAUSE, Act.UNDO, Act.CHOOSE, Act.LAND, Act.SLEEP},
    Phase.VOTING: {Act.PAUSE, Act.UNDO, Act.LAND},
    Phase.CLOSED: {Act.NEXT, Act.PAUSE, Act.VOTE_AGAIN, Act.CHOOSE, Act.LAND, Act.SLEEP},
    Phase.REVEALED: {
        *(Act.NEXT, Act.BACK, Act.PAUSE, Act.UNDO, Act.VOTE_AGAIN, Act.CHOOSE, Act.LAND, Act.SLEEP),
    },
    Phase.OUTCOME: {
        *(Act.NEXT, Act.BACK, Act.PAUSE, Act.UNDO, Act.VOTE_AGAIN, Act.LAND, Act.WHAT_IF, Act.SLEEP),
    },
    Phase.TALKING: {
        *(Act.NEXT, Act.BACK, Act.PAUSE, Act.UNDO, Act.VOTE_AGAIN, Act.LAND, Act.WHAT_IF, Act.SLEEP),
    },
    Phase.ENDING: {Act.NEXT, Act.BACK, Act.PAUSE, Act.UNDO, Act.WHAT_IF, Act.SLEEP},
    Phase.DEBRIEF: {Act.NEXT, Act.BACK, Act.PAUSE, Act.UNDO, Act.WHAT_IF, Act.SLEEP},
    Phase.HELP: {Act.NEXT, Act.BACK, Act.PAUSE, Act.UNDO, Act.SLEEP},
    Phase.ENDED: {Act.UNDO},
}


@pytest.mark.parametrize("phase", Phase)
def test_the_desk_may_do_in_each_phase_just_this(phase: Phase) -> None:
    assert PLACES[phase].place.phase is phase
    again = set() if phase is Phase.ENDED else {Act.ENTER_AGAIN}
    possible = {act for act in Act if may(PLACES[phase], act)}
    assert possible == MAY[phase] | again, "MAY says above who may when"


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.ENDED}))
def test_a_pause_stops_all_but_going_on(phase: Phase) -> None:
    paused = do(PLACES[phase], Act.PAUSE)
    assert paused.place == replace(PLACES[phase].place, paused=True)
    sleeps = ({Act.SLEEP} & MAY[phase]) | {Act.ENTER_AGAIN}
    assert {act for act in Act if may(paused, act)} == {Act.NEXT, Act.RESUME, Act.UNDO} | sleeps
    assert primary_action(paused) == "resume"
    for act in (Act.NEXT, Act.RESUME, Act.UNDO):
        assert do(paused, act).place == PLACES[phase].place
        assert do(paused, act).rounds == PLACES[phase].rounds


@pytest.mark.parametrize("phase", [phase for phase in Phase if Act.NEXT in MAY[phase]])
def test_the_large_button_always_goes_on(phase: Phase) -> None:
    assert onward(PLACES[phase]).place != PLACES[phase].place


def test_a_lesson_is_told_from_the_lobby_to_the_end() -> None:
    playthrough, seen = begun(), []
    while playthrough.place.phase is not Phase.ENDED:
        seen.append(primary_action(playthrough))
        voting = playthrough.place.phase is Phase.VOTING
        playthrough = closed(playthrough, CLEAR) if voting else onward(playthrough)
    vote = ["open_vote", "close_vote", "show_result", "to_outcome"]
    assert seen == [
        *("begin", "next_agreement", "next_agreement", "show_content_note", "open_help", "begin_story"),
        *("tell_next", "tell_next", "tell_next", *vote, "to_talk", "next_question", "next_scene"),
        "next_scene",
        *("tell_next", *vote, "to_talk", "next_scene"),
        # A poll changes nothing in the story, so nothing comes of it.
        *("tell_next", *vote[:-1], "next_scene"),
        *(
            "show_picture",
            "show_map",
            "to_debrief",
            "debrief_next",
            "debrief_next",
            "debrief_next",
            "debrief_next",
            "to_help",
            "end",
        ),
    ]
    assert [step.how for step in playthrough.path] == [How.START, How.VOTE, How.STORY, How.VOTE, How.STORY]
    assert onward_refused(playthrough) == "ended"


def test_the_class_answers_after_what_it_was_asked() -> None:
    playthrough = onward(shown(begun(), {A: 2, B: 3, C: 19}))
    assert playthrough.step.state.scene == "brug"
    assert playthrough.step.choice == C
    assert playthrough.taken is not None
    assert playthrough.taken.outcome is not None
    assert playthrough.deciding.state.scene == "avond"


def test_a_locked_choice_cannot_be_taken_and_is_open_once_its_find_is_there() -> None:
    without = until(onward(shown(begun(), {A: 1, C: 20})), "open_vote")
    assert without.options(without.step) == (B, C)
    assert refusal(without, Act.CHOOSE, A) == "not_a_choice"
    with_find = until(onward(shown(begun())), "open_vote")
    assert with_find.options(with_find.step) == (A, B, C)


@pytest.mark.parametrize("phase", [phase for phase in Phase if Act.BACK in MAY[phase]])
def test_back_and_on_again_comes_to_the_same_place(phase: Phase) -> None:
    back = do(PLACES[phase], Act.BACK)
    assert back.place != PLACES[phase].place
    again = onward(back)
    assert again.place == PLACES[phase].place
    assert again.steps == PLACES[phase].steps
    assert again.rounds == PLACES[phase].rounds


def test_back_leads_from_the_ending_to_the_first_words_without_another_vote() -> None:
    playthrough = until(onward(shown(onward(shown(begun())), {A: 2, C: 22})), "to_debrief")
    rounds, seen = playthrough.rounds, []
    while may(playthrough, Act.BACK):
        playthrough = do(playthrough, Act.BACK)
        seen.append((playthrough.step.state.scene, playthrough.place.phase))
    assert seen[-1] == ("avond", Phase.LOBBY)
    assert ("pauze", Phase.REVEALED) in seen
    assert ("avond", Phase.REVEALED) in seen
    assert playthrough.rounds == rounds


def test_after_a_vote_there_is_no_way_back_into_it() -> None:
    assert refusal(PLACES[Phase.VOTING], Act.BACK) == "no_way_back"
    assert refusal(PLACES[Phase.CLOSED], Act.BACK) == "no_way_back"
    assert refusal(PLACES[Phase.CLOSED], Act.UNDO) == "nothing_to_undo"


def test_the_way_taken_again_is_the_same_step() -> None:
    outcome = PLACES[Phase.OUTCOME]
    again = onward(do(outcome, Act.BACK))
    assert again.steps == outcome.steps
    other = do(do(outcome, Act.BACK), Act.CHOOSE, C)
    assert len(other.steps) == len(outcome.steps) + 1
    assert other.step.parent == outcome.step.parent


@pytest.mark.parametrize("phase", [phase for phase in Phase if Act.LAND in MAY[phase]])
def test_the_story_lands_from_everywhere(phase: Phase) -> None:
    landed = do(PLACES[phase], Act.LAND)
    assert (landed.place.phase, landed.step.state.scene) == (Phase.ENDING, "neer")
    assert landed.step.how is How.LANDING
    assert landed.open_round is None
    assert onward(until(landed, "end")).place.phase is Phase.ENDED


def test_landing_out_of_a_vote_voids_it_and_undo_returns_to_its_question() -> None:
    voting = PLACES[Phase.VOTING]
    landed = do(voting, Act.LAND)
    assert landed.rounds == ()
    question = do(landed, Act.UNDO)
    assert question.place == do(voting, Act.UNDO).place
    assert primary_action(question) == "open_vote"


def test_landing_where_an_ending_is_next_tells_that_ending() -> None:
    before_the_end = onward(shown(onward(shown(begun())), {A: 2, C: 22}))
    assert before_the_end.place.phase is Phase.OUTCOME
    assert do(before_the_end, Act.LAND).step.state.scene == "goed"


def test_where_nothing_was_told_yet_nothing_can_land() -> None:
    assert refusal(PLACES[Phase.LOBBY], Act.LAND) == "not_started"
    assert refusal(PLACES[Phase.AGREEMENTS], Act.LAND) == "not_started"
    assert refusal(PLACES[Phase.ENDING], Act.LAND) == "already_landed"


def test_the_story_begins_behind_a_door_that_phones_knock_at() -> None:
    assert PLACES[Phase.AGREEMENTS].door is Door.OPEN
    assert PLACES[Phase.TELLING].door is Door.KNOCK
    assert do(onward(until(PLACES[Phase.AGREEMENTS], "begin_story")), Act.UNDO).door is Door.OPEN


@pytest.mark.parametrize("phase", [phase for phase in Phase if Act.SLEEP in MAY[phase]])
def test_a_class_that_slept_goes_on_where_it_was(phase: Phase) -> None:
    asleep = do(PLACES[phase], Act.SLEEP)
    assert asleep.door is Door.ASLEEP
    assert {act for act in Act if may(asleep, act)} == {Act.WAKE}
    assert primary_action(asleep) == "wake"
    awake = do(asleep, Act.WAKE)
    assert (awake.place.phase, awake.door) == (Phase.LOBBY, Door.OPEN)
    on = onward(until(awake, "story_goes_on") if awake.held else awake)
    begins_anew = phase in BEFORE_STORY
    assert on.place == (Place(0, Phase.AGREEMENTS) if begins_anew else PLACES[phase].place)
    assert (on.steps, on.rounds) == (PLACES[phase].steps, PLACES[phase].rounds)


def test_a_vote_that_is_open_cannot_be_slept_over() -> None:
    assert refusal(PLACES[Phase.VOTING], Act.SLEEP) == "close_first"
    assert refusal(do(PLACES[Phase.VOTING], Act.PAUSE), Act.SLEEP) == "close_first"


def test_a_class_that_woke_can_undo_going_on_and_goes_on_again() -> None:
    on = onward(do(do(PLACES[Phase.TALKING], Act.SLEEP), Act.WAKE), 2)
    lobby = do(on, Act.UNDO)
    assert (lobby.place.phase, lobby.door) == (Phase.LOBBY, Door.OPEN)
    assert onward(lobby).place == on.place


def test_once_the_class_has_moved_the_lobby_holds_nothing_any_more() -> None:
    on = onward(do(do(PLACES[Phase.TELLING], Act.SLEEP), Act.WAKE))
    moved = onward(on)
    assert moved.held is None
    back = moved
    while may(back, Act.BACK):
        back = do(back, Act.BACK)
    assert onward(back).place == Place(0, Phase.AGREEMENTS)


def test_a_lesson_that_ended_can_be_undone_and_nothing_else() -> None:
    assert do(PLACES[Phase.ENDED], Act.UNDO).place.phase is Phase.HELP
    assert refusal(PLACES[Phase.ENDED], Act.PAUSE) == "ended"
    assert refusal(PLACES[Phase.ENDED], Act.SLEEP) == "ended"
    assert refusal(PLACES[Phase.ENDED], Act.LAND) == "already_landed"


@pytest.mark.parametrize("phase", [phase for phase in Phase if Act.UNDO in MAY[phase]])
def test_an_undo_cannot_be_undone(phase: Phase) -> None:
    assert refusal(do(PLACES[phase], Act.UNDO), Act.UNDO) == "nothing_to_undo"


def test_undoing_an_opening_voids_its_round() -> None:
    question = do(PLACES[Phase.VOTING], Act.UNDO)
    assert question.rounds == ()
    assert primary_action(question) == "open_vote"


def test_undoing_a_reveal_leaves_the_round_closed() -> None:
    hidden = do(PLACES[Phase.REVEALED], Act.UNDO)
    assert hidden.place == PLACES[Phase.CLOSED].place
    assert hidden.rounds == PLACES[Phase.REVEALED].rounds


def test_undoing_a_pause_in_the_middle_of_a_vote_keeps_the_round_open() -> None:
    voting = PLACES[Phase.VOTING]
    assert do(do(voting, Act.PAUSE), Act.UNDO).open_round == voting.open_round


def test_undoing_another_vote_shows_the_first_result_again() -> None:
    again = do(PLACES[Phase.TALKING], Act.VOTE_AGAIN)
    assert again.open_round is not None
    undone = do(again, Act.UNDO)
    assert undone.place == PLACES[Phase.TALKING].place
    assert undone.rounds == PLACES[Phase.TALKING].rounds


def test_each_act_says_why_it_cannot_be_done() -> None:
    assert refusal(PLACES[Phase.VOTING], Act.NEXT) == "close_first"
    assert refusal(PLACES[Phase.LOBBY], Act.VOTE_AGAIN) == "nothing_to_repeat"
    assert refusal(PLACES[Phase.LOBBY], Act.CHOOSE, A) == "nothing_to_choose"
    assert refusal(PLACES[Phase.LOBBY], Act.RESUME) == "not_paused"
    assert refusal(PLACES[Phase.LOBBY], Act.WAKE) == "not_asleep"
    assert refusal(asked(begun()), Act.CHOOSE, 3) == "not_a_choice"
    assert refusal(asked(begun()), Act.CHOOSE) == "not_a_choice"


def onward_refused(playthrough: Playthrough) -> str | None:
    return refusal(playthrough, Act.NEXT)


@pytest.mark.parametrize(("plan", "asked"), [(Plan.SHORT, 3), (Plan.FULL, 4), (Plan.DOUBLE, 4)])
def test_in_45_minutes_the_debrief_asks_one_question_the_six_and_which_line_goes_home(
    plan: Plan, asked: int
) -> None:
    story = shelf.story("de_foto_in_de_groepsapp")
    ending = replace(opening(story), scene="hersteld")
    playthrough = replace(begun(story, plan), steps=(Step(0, None, 0, ending, How.START),))
    debrief = story.scenes["hersteld"].debrief
    assert debrief is not None
    questions = pacing.questions_for(playthrough, playthrough.step)
    assert len(questions) == asked
    early = asked - 2
    assert questions == (*debrief.questions[:early], debrief.six, debrief.questions[-1])
    assert pacing.beats_of(playthrough, Phase.DEBRIEF, playthrough.step) == asked + 2
