"""The same question in a new lesson: whoever sits there, soon after the first time only the way is told."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from classroom.actions.retention import tidy
from classroom.lesson.reveal_rule import Level
from classroom.storage.database import db
from classroom.storage.models import RoundRow, ShowingRow
from classroom.storage.showings import LATELY_SECONDS
from tests.conftest import Clock, Desk, open_desk, runtime_of

PUPILS = 11
ELSEWHERE = "192.0.2.44"  # An address of documentation (RFC 5737): never one of this computer.
OTHER_STORY = "honderdvijftig"
Lesson = Callable[..., tuple[Desk, Level | None]]


@pytest.fixture
def lesson(app: Flask) -> Lesson:
    """Open a room, let a class answer its first question, and give the desk and how finely that was shown."""

    def give(pupils: int = PUPILS, address: str = ELSEWHERE, **gate: str) -> tuple[Desk, Level | None]:
        desk = open_desk(app, pupils=str(pupils), **gate)
        phones = [desk.phone(joined=False) for _ in range(pupils)]
        for phone in phones:
            phone.client.environ_base["REMOTE_ADDR"] = address
            assert phone.join().status_code == 303
        return desk, level_of_a_vote(desk, phones)

    return give


def level_of_a_vote(desk: Desk, phones: list) -> Level | None:  # type: ignore[type-arg]
    desk.tell()
    assert desk.act("next").status_code == 204
    round_id = desk.round_id()
    assert {phone.vote(round_id, 0).status_code for phone in phones} == {204}
    assert desk.close().status_code == 204
    with desk.app.app_context():
        return db.session.get_one(RoundRow, round_id).level


def showings(app: Flask) -> list[ShowingRow]:
    with app.app_context():
        return list(db.session.scalars(select(ShowingRow)))


def test_in_a_new_lesson_with_the_same_story_only_the_way_is_told_for_half_an_hour(
    lesson: Lesson, clock: Clock
) -> None:
    assert lesson()[1] is Level.HALF
    clock.now += LATELY_SECONDS - 1
    again, level = lesson()
    assert level is Level.PATH
    assert "al eens getoond" in again.page()


def test_the_next_class_a_whole_lesson_later_is_shown_all_that_its_size_allows(
    lesson: Lesson, clock: Clock
) -> None:
    first, level = lesson()
    assert level is Level.HALF
    assert "al eens getoond" not in first.page()
    clock.now += LATELY_SECONDS + 1
    assert lesson()[1] is Level.HALF
    assert len(showings(first.app)) == 1


def test_to_throw_the_first_lesson_away_changes_nothing(lesson: Lesson) -> None:
    first, _ = lesson()
    assert first.post("throw-away").status_code in (204, 303)
    assert lesson()[1] is Level.PATH


def test_who_practises_on_one_computer_takes_nothing_from_the_class(lesson: Lesson) -> None:
    assert lesson(address="127.0.0.1")[1] is Level.HALF
    assert lesson()[1] is Level.HALF


def test_a_class_of_whom_nothing_was_shown_may_begin_again(lesson: Lesson) -> None:
    first, level = lesson(pupils=5)
    assert (level, showings(first.app)) == (Level.NONE, [])
    assert lesson()[1] is Level.HALF


@pytest.mark.parametrize("by", [LATELY_SECONDS + 1, -1])
def test_what_was_shown_is_forgotten_after_half_an_hour_or_when_the_clock_went_back(
    lesson: Lesson, clock: Clock, by: float
) -> None:
    first, _ = lesson()
    assert [row.scene for row in showings(first.app)] != []
    clock.now += by
    tidy(runtime_of(first.app))
    assert showings(first.app) == []
