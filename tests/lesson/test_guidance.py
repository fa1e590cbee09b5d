"""What the desk tells of a moment: what an undo takes back is what was done last."""

from dataclasses import replace

from hypothesis import given

from classroom.lesson.acts import what_if
from classroom.lesson.commands import Act
from classroom.lesson.screens.prompting.guidance import Hint, Undo, hint_of, undo_of
from classroom.lesson.state import pacing
from classroom.lesson.state.enums import BEFORE_STORY, Moment, Phase
from classroom.lesson.state.playthrough import Place
from tests.lesson.classes import (
    CLEAR,
    asked,
    begun,
    do,
    finding_nothing,
    onward,
    places,
    shown,
    until,
    with_other_ways,
)
from tests.lesson.strolls import Stroll, strolls
from tests.lesson.test_inner_voices import with_voices


def test_an_undo_says_what_it_takes_back() -> None:
    there = places()
    assert undo_of(begun()) is None
    assert undo_of(there[Phase.VOTING]) is Undo.OPEN
    assert undo_of(asked(begun())) is None
    assert undo_of(shown(begun())) is Undo.SHOW
    assert undo_of(onward(there[Phase.TALKING])) is Undo.ON
    assert undo_of(do(there[Phase.TELLING], Act.PAUSE)) is Undo.PAUSE
    assert undo_of(do(there[Phase.TALKING], Act.LAND)) is Undo.LAND
    assert undo_of(there[Phase.ENDED]) is Undo.END
    assert undo_of(do(there[Phase.DEBRIEF], Act.BACK)) is Undo.BACK
    assert undo_of(do(shown(begun(), CLEAR), Act.VOTE_AGAIN)) is Undo.OPEN
    assert undo_of(until(begun(), "open_vote")) is Undo.ON


def test_an_undo_of_what_leads_elsewhere_or_lies_over_is_not_called_back_or_debrief() -> None:
    there = [each for phase, each in places().items() if phase not in BEFORE_STORY]
    assert {undo_of(replace(each, before=Place())) for each in there} == {Undo.ON}, "a class came in again"
    heard = do(shown(with_voices()), Act.VOICE)
    assert (heard.place.phase, undo_of(heard)) == (Phase.REVEALED, Undo.ON), (
        "a voice at a result is no result"
    )
    looking_back = with_other_ways()[0]
    number, choice = what_if.other_ways(looking_back)[0]
    assert undo_of(what_if.take_other(looking_back, number, choice)) is Undo.ON


def test_once_the_agreements_are_read_the_desk_says_to_tell_what_the_story_is_about() -> None:
    playthrough = do(begun(), Act.NEXT)
    hints = []
    while playthrough.place.phase is Phase.AGREEMENTS:
        hints.append(hint_of(playthrough))
        playthrough = do(playthrough, Act.NEXT)
    assert hints == [*[Moment.AGREEMENTS] * pacing.AGREEMENTS_SPOKEN, Hint.CONTENT_NOTE, Moment.OPEN_HELP]


def test_the_picture_of_a_story_in_which_nothing_is_found_is_not_told_as_what_was() -> None:
    at_map = places()[Phase.ENDING]
    at_picture = replace(at_map, place=replace(at_map.place, beat=at_map.place.beat - 1))
    assert hint_of(at_picture) is Moment.PICTURE
    assert hint_of(finding_nothing(at_picture)) is Hint.ONLY_HOW_FAR
    assert hint_of(finding_nothing(at_map)) is Moment.MAP


@given(strolls())
def test_an_undo_is_named_wherever_there_is_one(stroll: Stroll) -> None:
    for playthrough in stroll:
        assert (undo_of(playthrough) is None) == (playthrough.before is None)
