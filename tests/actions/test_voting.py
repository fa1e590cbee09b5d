"""What a vote knows from memory, and that it is never out of date."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

import pytest
from sqlalchemy import event

from classroom.actions import admitting, conducting, joining, sign_in
from classroom.actions.retention import IDLE_SECONDS, tidy
from classroom.actions.voting import Answer, NoSeat, vote
from classroom.lesson.commands import Act
from classroom.lesson.state.enums import Plan
from tests.actions.playing import Playing


@pytest.fixture
def lesson() -> Iterator[Playing]:
    lesson = Playing()
    lesson.open_room(Plan.FULL, 12, 12)
    yield lesson
    lesson.teardown()


def open_vote(lesson: Playing) -> str:
    while lesson.playthrough.open_round is None:
        assert lesson.act(Act.NEXT) is None
    return lesson.playthrough.open_round.id


def statements(lesson: Playing, call: Callable[[], object]) -> list[str]:
    """Give the first word of all that the database is asked while something is done."""
    asked: list[str] = []
    note = lambda _conn, _cursor, statement, *_: asked.append(statement.split()[0])  # noqa: E731
    event.listen(lesson.engine, "before_cursor_execute", note)
    call()
    event.remove(lesson.engine, "before_cursor_execute", note)
    return asked


def test_the_first_vote_of_a_round_and_all_others_read_nothing_but_the_box_they_go_into(
    lesson: Playing,
) -> None:
    round_id = open_vote(lesson)
    room, answer = lesson.room.id, Answer(round_id, 0, 1)
    for token in lesson.phones:
        asked = statements(lesson, partial(vote, lesson.runtime, room, token, answer))
        work = [word for word in asked if word not in ("BEGIN", "SAVEPOINT", "RELEASE")]
        assert work == ["SELECT", "DELETE", "INSERT"]


def test_a_round_that_another_program_closed_takes_no_answer(lesson: Playing) -> None:
    round_id = open_vote(lesson)
    first, second = list(lesson.phones)[:2]
    assert lesson.vote(first, 0, 1, round_id) is None
    with closing(lesson.connect()) as other:
        other.execute("DELETE FROM ballot_box")
        other.execute("UPDATE round SET level = 'none'")
        other.commit()
    assert lesson.vote(second, 0, 1, round_id) == "vote_closed"
    assert lesson.stored() == {}


def test_a_phone_that_was_just_let_in_votes_and_one_that_just_left_does_not(lesson: Playing) -> None:
    round_id = open_vote(lesson)
    assert lesson.vote(next(iter(lesson.phones)), 0, 1, round_id) is None
    late = joining.take_seat(lesson.runtime, lesson.room.id)
    assert lesson.vote(late, 0, 1, round_id) == "NoSeat"
    admitting.admit(lesson.runtime, lesson.room.id)
    assert lesson.vote(late, 0, 1, round_id) is None
    joining.leave(lesson.runtime, lesson.room.id, late)
    assert lesson.vote(late, 0, 2, round_id) == "NoSeat"


def test_a_code_is_known_by_the_time_that_a_vote_opens_and_not_after_it_is_gone(lesson: Playing) -> None:
    open_vote(lesson)
    code, vote_cache = lesson.room.code or "", lesson.runtime.vote_cache
    assert vote_cache.room_with(code) == lesson.room.id
    assert [lesson.act(act) for act in (Act.UNDO, Act.SLEEP)] == [None, None]
    assert vote_cache.room_with(code) is None


def test_what_concerns_another_room_leaves_what_a_vote_knows_of_this_one(lesson: Playing) -> None:
    open_vote(lesson)
    code, runtime = lesson.room.code or "", lesson.runtime
    this, vote_cache = lesson.room.id, runtime.vote_cache
    signed_in = sign_in.enter(runtime, lesson.folder, sign_in.new_link(runtime, lesson.folder))
    lesson.open_room(Plan.FULL, 12, 2)
    lesson.clock.now += IDLE_SECONDS - 60
    conducting.set_manner(runtime, lesson.room.id, sound=True, calm=True, evening=False)
    sign_in.sign_out(runtime, signed_in)
    tidy(runtime)
    assert vote_cache.room_with(code) == this
    lesson.clock.now += 120
    tidy(runtime)
    assert vote_cache.room_with(code) is None, "it was idle for too long"


def test_a_room_that_is_not_there_takes_no_answer(lesson: Playing) -> None:
    with pytest.raises(NoSeat):
        vote(lesson.runtime, lesson.room.id + 1, next(iter(lesson.phones)), Answer("0" * 32, 0, 1))
