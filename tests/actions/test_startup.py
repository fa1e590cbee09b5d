"""The computer's clock was set, and Wissel starts again: a vote that was open is open, and nothing lies in the future."""

import pytest
from flask import Flask

from classroom.actions.retention import IDLE_SECONDS, tidy
from classroom.actions.startup import resume
from classroom.lesson.state.enums import Phase
from classroom.storage.database import db
from classroom.storage.models import StaffSessionRow
from classroom.storage.queries import rooms
from tests.conftest import Clock, Desk, runtime_of, signed_in

HOUR = 60 * 60
YEARS = 5 * 365 * 24 * HOUR
PUPILS = 3


@pytest.fixture
def voting(desk: Desk) -> Desk:
    """Give a desk whose vote is open, with an answer of every phone."""
    phones = [desk.phone() for _ in range(PUPILS)]
    desk.tell()
    assert desk.act("next").status_code == 204
    round_id = desk.round_id()
    assert all(phone.vote(round_id, 0).status_code == 204 for phone in phones)
    return desk


def begin_again(app: Flask) -> None:
    """Do what a new process does first."""
    runtime = runtime_of(app)
    resume(runtime)
    tidy(runtime)


def answers(desk: Desk) -> int:
    with desk.app.app_context():
        return rooms.turnout_of(db.session(), desk.row.id).answered


def is_signed_in(desk: Desk) -> bool:
    return desk.client.get(f"/teach/rooms/{desk.public_id}").status_code == 200


@pytest.mark.parametrize("by", [5 * HOUR, 13 * HOUR, YEARS, -5 * HOUR, -YEARS])
def test_a_vote_that_was_open_goes_on_however_the_clock_was_set(
    voting: Desk, clock: Clock, by: float
) -> None:
    clock.now += by
    begin_again(voting.app)
    assert (voting.row.phase, answers(voting)) == (Phase.VOTING, PUPILS)
    assert is_signed_in(voting)
    assert voting.close().status_code == 204


def test_without_that_the_answers_would_be_gone(voting: Desk, clock: Clock) -> None:
    clock.now += 5 * HOUR
    tidy(runtime_of(voting.app))
    assert answers(voting) == 0


@pytest.mark.parametrize("by", [5 * HOUR, -YEARS])
def test_a_vote_that_nobody_comes_back_to_ends_four_hours_after_the_new_start(
    voting: Desk, clock: Clock, by: float
) -> None:
    clock.now += by
    begin_again(voting.app)
    clock.now += IDLE_SECONDS + 1
    tidy(runtime_of(voting.app))
    assert (voting.row.phase, answers(voting)) == (Phase.ENDED, 0)


def test_time_in_which_somebody_worked_with_wissel_counts_for_a_vote_that_was_left_open(
    voting: Desk, clock: Clock
) -> None:
    for _day in range(3):
        clock.now += 20 * HOUR
        begin_again(voting.app)
        assert answers(voting) == PUPILS
        clock.now += 1.9 * HOUR
        signed_in(voting.app)
    clock.now += 20 * HOUR
    begin_again(voting.app)
    assert answers(voting) == 0


def test_a_room_without_an_open_vote_ends_as_before(desk: Desk, clock: Clock) -> None:
    clock.now += 5 * HOUR
    begin_again(desk.app)
    assert desk.row.phase is Phase.ENDED


def test_what_was_done_while_the_clock_was_ahead_is_forgotten_in_time(desk: Desk, clock: Clock) -> None:
    clock.now -= YEARS
    begin_again(desk.app)
    assert is_signed_in(desk)
    phases = [desk.row.phase]
    clock.now += 13 * HOUR
    tidy(runtime_of(desk.app))
    phases.append(desk.row.phase)
    assert phases == [Phase.LOBBY, Phase.ENDED]
    with desk.app.app_context():
        assert db.session.query(StaffSessionRow).count() == 0


def test_a_start_right_after_the_end_moves_nothing(voting: Desk, clock: Clock) -> None:
    before = voting.row.touched_at, voting.row.started_at
    clock.now += 20
    begin_again(voting.app)
    assert (voting.row.touched_at, voting.row.started_at) == before
