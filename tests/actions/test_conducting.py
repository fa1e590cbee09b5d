"""What an act does besides moving the class: doors, codes, clocks and limits."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from classroom.actions import conducting
from classroom.actions.retention import tidy
from classroom.actions.voting import HIGHEST_COUNTER
from classroom.languages import Language
from classroom.lesson.commands import Act
from classroom.lesson.reveal_rule import Level, level_for, winner
from classroom.lesson.screens.wall import wall_screen
from classroom.lesson.state.enums import Door, Phase, Plan
from classroom.lesson.state.playthrough import Round
from classroom.lesson.votes.closing import PASS
from classroom.storage.models import RoomRow
from tests.actions.playing import Playing

PHONES = 12
WINDOWS, TRIALS = 5, 10


@pytest.fixture
def lesson() -> Iterator[Playing]:
    lesson = Playing()
    lesson.open_room(Plan.FULL, PHONES, PHONES)
    yield lesson
    lesson.teardown()


def open_vote(lesson: Playing) -> str:
    while lesson.playthrough.open_round is None:
        assert lesson.act(Act.NEXT) is None
    return lesson.playthrough.open_round.id


def to_help(lesson: Playing) -> None:
    open_vote(lesson)
    lesson.act(Act.LAND)
    while lesson.room.phase is not Phase.HELP:
        assert lesson.act(Act.NEXT) is None


def test_more_answers_than_pupils_keep_every_seat_and_let_the_class_vote_again(lesson: Playing) -> None:
    round_id = open_vote(lesson)
    everybody_answers(lesson, round_id)
    fewer(lesson)
    code = lesson.room.code
    assert lesson.close(sure=False) == "Crowded"
    assert lesson.close(sure=True) is None
    room = lesson.room
    assert (room.phase, room.code) == (Phase.CLOSED, code)
    assert len(lesson.everything()["seat"]) == PHONES
    assert lesson.everything()["ballot_box"] == []
    assert last_round(lesson).level is Level.VOID
    assert lesson.act(Act.NEXT) == "Crowded"
    assert lesson.act(Act.NEXT, pupils=PHONES) is None
    everybody_answers(lesson, lesson.round_id())
    assert lesson.close(sure=False) is None
    assert last_round(lesson).level is Level.HALF


def test_a_vote_with_too_many_answers_is_closed_and_shown_once_the_desk_counts_them_all(
    lesson: Playing,
) -> None:
    everybody_answers(lesson, open_vote(lesson))
    fewer(lesson)
    assert lesson.close(sure=False, pupils=PHONES) is None
    assert last_round(lesson).tells


def test_a_vote_does_not_open_with_more_phones_than_pupils_before_the_desk_has_said_how_that_is(
    lesson: Playing,
) -> None:
    lesson.take_seat(admitted=True)
    while lesson.act(Act.NEXT) is None:
        assert lesson.playthrough.open_round is None
    assert lesson.act(Act.NEXT) == "Crowded"
    assert lesson.act(Act.NEXT, pupils=PHONES + 1) is None
    assert (lesson.room.pupils, lesson.playthrough.open_round is not None) == (PHONES + 1, True)


def test_everybody_may_come_in_again_by_a_new_code(lesson: Playing) -> None:
    round_id = open_vote(lesson)
    started, code = lesson.room.started_at, lesson.room.code
    lesson.clock.now += 600
    assert lesson.act(Act.ENTER_AGAIN) is None
    room = lesson.room
    assert (room.phase, room.door) == (Phase.LOBBY, Door.OPEN)
    assert room.code not in (None, code)
    assert room.started_at == started, "the lesson has as little time left as before"
    assert (
        lesson.everything()["seat"] == lesson.everything()["ballot_box"] == lesson.everything()["round"] == []
    )
    lesson.take_seat(admitted=True)
    assert open_vote(lesson) != round_id


def test_the_number_of_pupils_never_falls_below_the_answers_that_are_in(lesson: Playing) -> None:
    round_id = open_vote(lesson)
    for token in list(lesson.phones)[:7]:
        lesson.vote(token, 0, 1, round_id)
    for pupils, refused in ((6, "fewer_than_answered"), (7, None), (30, None), (1, "fewer_than_answered")):
        count = lambda: conducting.count_pupils(lesson.runtime, lesson.room.id, pupils)  # noqa: B023, E731
        assert lesson.refused(count) == refused
    assert lesson.room.pupils == 30


@pytest.mark.parametrize("pupils_said", [PHONES + WINDOWS, PHONES, WINDOWS + 1])
def test_a_desk_that_waits_for_one_answer_and_adds_its_own_learns_nothing(
    lesson: Playing, pupils_said: int
) -> None:
    """One window for each option and some that rather not say: of six answers the way would be the one pupil's choice."""
    pupil = next(iter(lesson.phones))
    for _ in range(WINDOWS):
        lesson.take_seat(admitted=True)
    conducting.count_pupils(lesson.runtime, lesson.room.id, PHONES + WINDOWS)
    open_vote(lesson)
    options = lesson.playthrough.options(lesson.playthrough.step)
    of_windows = [*options, *[PASS] * WINDOWS][:WINDOWS]
    found = 0
    for trial in range(TRIALS):
        chosen = options[trial % len(options)]
        answers = dict(zip([pupil, *list(lesson.phones)[PHONES:]], [chosen, *of_windows], strict=True))
        for token, option in answers.items():
            assert lesson.vote(token, option, None, lesson.round_id()) is None
        votes = [list(answers.values()).count(option) for option in options]
        found += options[winner(votes, lambda tied: tied[0] if len(tied) == 1 else -1)] == chosen
        conducting.count_pupils(lesson.runtime, lesson.room.id, pupils_said)
        assert lesson.close(sure=True) is None
        closed = last_round(lesson)
        assert (closed.level, closed.bands, closed.winner) == (Level.NONE, (), None)
        assert wall_screen(lesson.context, Language.NL, date(2027, 1, 15)).closed_after == (
            WINDOWS + 1,
            PHONES + WINDOWS,
        )
        assert lesson.act(Act.VOTE_AGAIN, pupils=PHONES + WINDOWS) is None
    assert level_for(WINDOWS + 1, len(options)) is Level.PATH
    assert found == TRIALS, "without the rule of the half every trial would tell"


def last_round(lesson: Playing) -> Round:
    playthrough = lesson.playthrough
    closed = playthrough.last_round(playthrough.step)
    assert closed is not None
    return closed


def everybody_answers(lesson: Playing, round_id: str) -> None:
    for token in lesson.phones:
        assert lesson.vote(token, 0, None, round_id) is None


def fewer(lesson: Playing) -> None:
    """Count one pupil less than there are phones, as a desk did before the last one came in."""
    with Session(lesson.engine) as session:
        session.execute(update(RoomRow).values(pupils=PHONES - 1))
        session.commit()
    lesson.runtime.vote_cache.forget(lesson.room.id)


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
    tidy(lesson.runtime)
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
    tidy(lesson.runtime)
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
    tidy(lesson.runtime)
    assert lesson.room.contact_name == "Tim"
    assert len(lesson.everything()["seat"]) == PHONES
