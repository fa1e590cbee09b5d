"""What each audience sees, and that no screen knows more of the answers than a result may tell."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from classroom.languages import Language
from classroom.lesson.commands import Act
from classroom.lesson.reveal_rule import Level
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.controls import ACTS, controls_screen
from classroom.lesson.screens.desk import desk_screen
from classroom.lesson.screens.parts import Contact
from classroom.lesson.screens.phone import phone_screen
from classroom.lesson.screens.types import DeskScreen, PhoneScreen, WallScreen
from classroom.lesson.screens.wall import wall_screen
from classroom.lesson.state.enums import How, Moment, Phase
from classroom.lesson.state.playthrough import Playthrough
from classroom.lesson.votes.closing import Withheld
from classroom.lesson.votes.turnout import Turnout
from classroom.storage import shelf
from tests.lesson.classes import (
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
    shown,
    until,
)
from tests.lesson.strolls import Stroll, strolls

TODAY = date(2026, 11, 23)
PLACES = places()


def context(playthrough: Playthrough) -> ScreenContext:
    return ScreenContext(
        playthrough, 7, "K4DW7Q", "http://192.0.2.7:8000", Contact("Tim", "12"), {}, shelf.facts("nl")
    )


def wall(playthrough: Playthrough) -> WallScreen:
    return wall_screen(context(playthrough), Language.NL, TODAY)


def phone(playthrough: Playthrough) -> PhoneScreen:
    return phone_screen(context(playthrough), Language.NL, TODAY)


def desk(playthrough: Playthrough) -> DeskScreen:
    return desk_screen(context(playthrough), Language.NL, TODAY)


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.REVEALED}))
def test_the_wall_shows_a_result_only_once_it_is_revealed(phase: Phase) -> None:
    assert wall(PLACES[phase]).result is None
    assert phone(PLACES[phase]).wall.result is None


def test_the_wall_shows_bands_and_no_numbers() -> None:
    result = wall(PLACES[Phase.REVEALED]).result
    assert result is not None
    assert result.level is Level.FIFTHS
    assert [(share.band, share.bands, share.won) for share in result.shares] == [
        (3, 5, True),
        (1, 5, False),
        (0, 5, False),
    ]


def test_the_desk_looks_before_the_wall_and_sees_no_more() -> None:
    looked = desk(PLACES[Phase.CLOSED])
    assert looked.wall.result is None
    assert looked.closed_result == wall(PLACES[Phase.REVEALED]).result


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.CLOSED}))
def test_the_desk_has_a_result_of_its_own_only_after_closing(phase: Phase) -> None:
    assert desk(PLACES[phase]).closed_result is None


def test_two_classes_with_equal_bands_see_equal_screens_all_the_way() -> None:
    one, other = begun(), begun()
    for mine, theirs in (({A: 17, B: 6, C: 1}, {A: 18, B: 5, C: 1}), ({B: 4, C: 20}, {A: 1, B: 3, C: 20})):
        one, other = asked(one, mine), asked(other, theirs)
        for _ in range(8):
            assert told(wall(one)) == told(wall(other))
            assert told(phone(one)) == told(phone(other))
            assert told(desk(one)) == told(desk(other))
            if one.place.phase is Phase.TELLING:
                break
            one, other = onward(one), onward(other)


@pytest.mark.parametrize("screen", [WallScreen, PhoneScreen, DeskScreen])
def test_no_field_of_a_screen_is_a_count_of_answers(screen: type) -> None:
    assert is_dataclass(screen)
    names = {field.name for field in fields(screen)}
    counts = {"answered", "phones", "turnout", "votes", "tally", "ballots", "counts", "seats"}
    assert counts & {field.name for field in fields(Turnout)}, "what holds counts is known by its names"
    assert not names & counts


def test_a_phone_has_a_ballot_only_while_a_round_is_open() -> None:
    with_ballot = {phase for phase, playthrough in PLACES.items() if phone(playthrough).papers}
    assert with_ballot == {Phase.VOTING}
    assert phone(do(PLACES[Phase.VOTING], Act.PAUSE)).papers == ()


def test_a_ballot_has_the_round_and_the_options_of_the_wall() -> None:
    voting = PLACES[Phase.VOTING]
    (ballot,) = phone(voting).papers
    assert voting.open_round is not None
    assert ballot.round_id == voting.open_round.id
    assert ballot.options == wall(voting).options
    assert [option.letter for option in ballot.options] == ["A", "B", "C"]


def test_a_locked_choice_stands_on_the_wall_and_on_no_ballot() -> None:
    voting = onward(until(onward(shown(begun(), {C: 20})), "open_vote"))
    assert [option.locked for option in wall(voting).options] == ["Nog geen steun", None, None]
    (ballot,) = phone(voting).papers
    assert [(option.position, option.letter) for option in ballot.options] == [(B, "B"), (C, "C")]


def test_chat_lines_come_one_by_one_and_the_teachers_own_never() -> None:
    playthrough, told_so_far = until(begun(), "tell_next"), []
    while not wall(playthrough).options:
        told_so_far.append(len(_lines_on(wall(playthrough))))
        playthrough = onward(playthrough)
    assert told_so_far == [0, 1, 2]
    assert _lines_on(wall(playthrough)) == [None, "Wat is dit?"], "a photo is a tile without words"


def _lines_on(screen: WallScreen) -> list[str | None]:
    return [bubble.text for turn in screen.chat.turns for bubble in turn.bubbles] if screen.chat else []


def test_nothing_still_to_come_is_on_the_wall() -> None:
    opening = wall(until(begun(), "tell_next"))
    assert (opening.ask, opening.options, opening.outcome) == (None, (), None)


def test_the_outcome_tells_why_the_story_went_this_way() -> None:
    by_vote = wall(onward(shown(begun()))).outcome
    assert by_vote is not None
    assert (by_vote.how, by_vote.against_vote, by_vote.harmful) == (How.VOTE, False, False)
    against = wall(do(shown(begun()), Act.CHOOSE, C)).outcome
    assert against is not None
    assert (against.how, against.against_vote) == (How.TEACHER, True)
    together = wall(do(asked(begun(), {A: 3}), Act.CHOOSE, C)).outcome
    assert together is not None
    assert (together.how, together.against_vote) == (How.TEACHER, False)


def test_a_harmful_outcome_is_talked_about_in_pairs() -> None:
    talking = until(shown(begun(), HARMFUL_WINS), "next_question")
    assert wall(talking).moment is Moment.PAIRS
    assert wall(PLACES[Phase.TALKING]).moment is Moment.TALKING


def test_a_class_talks_about_one_question_at_a_time_and_reads_one_agreement_at_a_time() -> None:
    talking = until(shown(begun(), HARMFUL_WINS), "next_question")
    assert [wall(onward(talking, beat)).prompt for beat in (0, 1)] == [
        "Wat kan iemand die dit kreeg?",
        "Wie mag hierover beslissen?",
    ]
    agreed = [onward(begun(), presses) for presses in range(1, 6)]
    assert [wall(each).moment for each in agreed] == [*[Moment.AGREEMENTS] * 4, Moment.OPEN_HELP]


def test_after_harm_the_norm_has_a_moment_of_its_own() -> None:
    told = onward(shown(begun(), HARMFUL_WINS))
    outcomes = [wall(told).outcome, wall(onward(told)).outcome]
    assert [(each.text != "", each.is_whole) for each in outcomes if each] == [(True, False), (True, True)]


def test_a_class_too_small_is_shown_nothing_and_the_desk_says_so() -> None:
    playthrough = asked(begun(), {A: 5})
    assert desk(playthrough).withheld is Withheld.FEW
    assert desk(playthrough).closed_result is None
    assert len(desk(playthrough).alternatives) == 3


def test_a_class_of_six_is_shown_its_way_and_no_sizes() -> None:
    result = wall(onward(closed(onward(until(begun(pupils=12), "open_vote")), {A: 4, B: 2}))).result
    assert result is not None
    assert result.level is Level.PATH
    assert [(share.band, share.won) for share in result.shares] == [
        (None, True),
        (None, False),
        (None, False),
    ]


@pytest.mark.parametrize("phase", Phase)
def test_help_and_whom_to_go_to_are_on_every_screen(phase: Phase) -> None:
    assert wall(PLACES[phase]).help
    assert wall(PLACES[phase]).contact == Contact("Tim", "12")


def test_the_debrief_comes_card_by_card() -> None:
    playthrough, kinds = until(PLACES[Phase.ENDING], "debrief_next"), []
    while playthrough.place.phase is Phase.DEBRIEF:
        card = wall(playthrough).debrief
        assert card is not None
        kinds.append(card.kind)
        playthrough = onward(playthrough)
    assert kinds == ["looking_back", "question", "six", "question", "sentence"]


def test_the_desk_offers_just_the_acts_that_are_possible() -> None:
    assert Act.CHOOSE in desk(PLACES[Phase.CLOSED]).acts
    assert desk(PLACES[Phase.TALKING]).alternatives == ()
    assert Act.UNDO in desk(PLACES[Phase.REVEALED]).acts
    assert Act.UNDO not in desk(PLACES[Phase.CLOSED]).acts


def test_a_lobby_in_mid_story_asks_everyone_to_enter_again() -> None:
    lobby = do(onward(until(begun(), "open_vote")), Act.ENTER_AGAIN)
    assert wall(lobby).again
    assert not wall(begun()).again


def told(screen: object) -> Any:
    """Give all that a screen says, but for the ids of rounds, which are random."""
    if isinstance(screen, PhoneScreen):
        return screen.wall, [(ballot.options, ballot.question) for ballot in screen.papers], screen.reflect
    return screen


@given(strolls())
def test_wherever_a_class_comes_its_screens_are_drawn_and_the_controls_say_what_the_desk_says(
    stroll: Stroll,
) -> None:
    for playthrough in stroll:
        whole, controls = desk(playthrough), controls_screen(context(playthrough), Language.NL, TODAY)
        assert (controls.moment, controls.beat_of) == (whole.wall.moment, whole.beat_of)
        assert (controls.primary_action, controls.late_action) == (whole.primary_action, whole.late_action)
        assert controls.acts == whole.acts & ACTS
        assert phone(playthrough).wall.moment is whole.wall.moment
