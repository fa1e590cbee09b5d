"""What an act does besides moving the class: doors, codes, clocks and limits."""

from collections.abc import Iterator

import pytest

from classroom.actions import conducting
from classroom.actions.tidying import tidy
from classroom.actions.voting import HIGHEST_COUNTER
from classroom.lesson.course import Door, Phase, Plan
from classroom.lesson.orders import Act
from tests.actions.playing import Playing

PHONES = 12


@pytest.fixture
def lesson() -> Iterator[Playing]:
    lesson = Playing()
    lesson.open_room(Plan.FULL, PHONES, PHONES)
    yield lesson
    lesson.teardown()


def open_vote(lesson: Playing) -> str:
    while lesson.course.open_round is None:
        assert lesson.act(Act.NEXT) is None
    return lesson.course.open_round.id


def to_help(lesson: Playing) -> None:
    open_vote(lesson)
    lesson.act(Act.LAND)
    while lesson.room.phase is not Phase.HELP:
        assert lesson.act(Act.NEXT) is None


def test_more_answers_than_pupils_give_a_new_code_and_forget_every_seat(lesson: Playing) -> None:
    round_id = open_vote(lesson)
    started, code = lesson.room.started_at, lesson.room.code
    conducting.count_pupils(lesson.means, lesson.room.id, PHONES - 1)
    for token in lesson.phones:
        assert lesson.vote(token, 0, 1, round_id) is None
    lesson.clock.now += 600
    assert lesson.close(sure=False) is None
    room = lesson.room
    assert (room.phase, room.door) == (Phase.LOBBY, Door.OPEN)
    assert room.code not in (None, code)
    assert room.started_at == started, "the lesson has as little time left as before"
    assert (
        lesson.everything()["seat"] == lesson.everything()["ballot_box"] == lesson.everything()["round"] == []
    )
    lesson.take_seat(admitted=True)
    assert open_vote(lesson) != round_id


def test_closing_below_sixty_percent_asks_first(lesson: Playing) -> None:
    round_id = open_vote(lesson)
    tokens = list(lesson.phones)
    for token in tokens[:7]:
        lesson.vote(token, 0, 1, round_id)
    assert lesson.close(sure=False) == "AskFirst"
    lesson.vote(tokens[7], 0, 1, round_id)
    assert lesson.close(sure=False) is None


def test_a_sleeping_room_has_no_code_and_no_seats_and_its_clock_starts_anew(lesson: Playing) -> None:
    first = lesson.room
    assert lesson.act(Act.SLEEP) is None
    asleep = lesson.room
    assert asleep.code is None
    assert lesson.everything()["seat"] == []
    lesson.clock.now += 7 * 24 * 60 * 60
    tidy(lesson.means)
    assert lesson.act(Act.WAKE) is None
    assert lesson.room.code not in (None, first.code)
    assert lesson.room.started_at == lesson.clock.now


def test_undo_works_for_ten_seconds(lesson: Playing) -> None:
    assert lesson.act(Act.NEXT) is None
    lesson.clock.now += 10
    assert lesson.act(Act.UNDO) is None
    assert lesson.act(Act.NEXT) is None
    lesson.clock.now += 10.1
    assert lesson.act(Act.UNDO) == "too_late_to_undo"


def test_the_help_screen_stays_for_a_minute(lesson: Playing) -> None:
    to_help(lesson)
    lesson.clock.now += 59
    assert lesson.act(Act.NEXT) == "help_for_a_minute"
    lesson.clock.now += 1
    assert lesson.act(Act.NEXT) is None
    assert lesson.room.phase is Phase.ENDED


def test_a_pause_on_the_help_screen_can_be_ended_at_once(lesson: Playing) -> None:
    to_help(lesson)
    assert [lesson.act(act) for act in (Act.PAUSE, Act.NEXT)] == [None, None]
    assert not lesson.room.paused


def test_a_clock_that_was_set_back_holds_up_nobody(lesson: Playing) -> None:
    to_help(lesson)
    lesson.clock.now -= 24 * 60 * 60
    assert lesson.act(Act.NEXT) is None
    assert lesson.act(Act.UNDO) is None
    tidy(lesson.means)
    assert lesson.room.phase is Phase.HELP


@pytest.mark.parametrize("counter", [0, -1, HIGHEST_COUNTER + 1, 10**30])
def test_a_number_that_no_phone_counts_to_is_refused(lesson: Playing, counter: int) -> None:
    round_id = open_vote(lesson)
    token = next(iter(lesson.phones))
    assert lesson.vote(token, 0, counter, round_id) == "not_a_choice"
    assert lesson.vote(token, 0, HIGHEST_COUNTER, round_id) is None
    assert lesson.vote(token, 1, None, round_id) is None


def test_an_ending_that_was_undone_forgets_nothing(lesson: Playing) -> None:
    to_help(lesson)
    lesson.clock.now += 61
    assert lesson.act(Act.NEXT) is None
    assert lesson.act(Act.UNDO) is None
    lesson.clock.now += 11
    tidy(lesson.means)
    assert lesson.room.contact_name == "Tim"
    assert len(lesson.everything()["seat"]) == PHONES
