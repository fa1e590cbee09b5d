"""F9 and F13: a laptop that sleeps through half a lesson, and clocks that are a day wrong."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.lesson_room import PHONE, NewContext
from tests.browser.running import Running, wait_for
from tests.browser.simulated import SimulatedDesk, Stream, all_vote
from tests.faults.crew import STORED, LedgerPhone, NewCrew
from tests.faults.figures import figure, size, within

PUPILS = 12
LID_CLOSED = 45 * 60
STOPPED = size(1.5, 15.0)
DAY = 24 * 60 * 60
BACK_WITHIN = 10.0


def test_a_laptop_whose_lid_was_closed_for_45_minutes_goes_on_where_it_was(
    start: Callable[..., Running], new_crew: NewCrew
) -> None:
    server = start()
    desk = SimulatedDesk(server).open_room(PUPILS + 1)
    phones = new_crew(desk, PUPILS)
    streams = [Stream(phone, phone.path) for phone in phones]
    desk.until("voting")
    round_id = desk.round_id(phones[0])
    all_vote(phones[:6], round_id, [0, 1])
    assert server.process is not None
    server.process.send_signal(signal.SIGSTOP)
    server.skip(LID_CLOSED)
    time.sleep(STOPPED)
    server.process.send_signal(signal.SIGCONT)
    began = time.monotonic()
    assert desk.act("pause").status == STORED
    assert desk.act("resume").status == STORED
    all_vote(phones, round_id, [0, 1])
    late = LedgerPhone(server, code=desk.code)
    assert late.press_join().status == 303
    assert desk.post(f"{desk.path}/admit").status == STORED
    assert late.change(round_id, 1) == STORED
    late.hang_up()
    assert desk.close().status == STORED
    wait_for(lambda: {stream.phase for stream in streams} == {"closed"}, "the closed vote on every phone")
    seconds = time.monotonic() - began
    for stream in streams:
        stream.stop()
    figure(
        "F9",
        "lid closed: login, seats, door and vote survive 45 minutes; all right after",
        f"{seconds:.1f} s",
    )
    assert seconds <= within(BACK_WITHIN)


@pytest.mark.parametrize("days", [1, -1])
def test_a_computer_whose_clock_is_set_by_a_day_changes_nothing_in_a_lesson(
    start: Callable[..., Running], tmp_path: Path, days: int
) -> None:
    clock = tmp_path / "system-clock"
    clock.write_text("0", encoding="ascii")
    server = start(SYSTEM_CLOCK=str(clock))
    desk = SimulatedDesk(server).open_room(PUPILS)
    phones = desk.phones(PUPILS)
    desk.until("voting")
    round_id = desk.round_id(phones[0])
    all_vote(phones[:6], round_id, [0, 1])
    before = desk.now, phones[0].screen(phones[0].path), phones[0].screen(desk.wall_path)
    clock.write_text(str(days * DAY), encoding="ascii")
    after = desk.now, phones[0].screen(phones[0].path), phones[0].screen(desk.wall_path)
    assert after == before
    # A new room ends those that were idle for too long; this one was not.
    SimulatedDesk(server, cookies=dict(desk.cookies)).open_room(PUPILS)
    all_vote(phones, round_id, [0, 1])
    assert desk.close().status == STORED
    assert desk.phase == "closed"
    figure(
        "F13",
        f"the clock is set by {days:+} day: screens that change, rooms that end, logins",
        "0, 0, 0",
        "0, 0, 0",
    )


@pytest.mark.parametrize("days", [0.21, 400, -400])
def test_a_vote_outlives_a_clock_that_is_set_and_then_a_kill(
    start: Callable[..., Running], tmp_path: Path, days: float
) -> None:
    clock = tmp_path / "system-clock"
    clock.write_text("0", encoding="ascii")
    server = start(SYSTEM_CLOCK=str(clock))
    desk = SimulatedDesk(server).open_room(PUPILS)
    phones = desk.phones(PUPILS)
    desk.until("voting")
    all_vote(phones, desk.round_id(phones[0]), [0, 1])
    clock.write_text(str(days * DAY), encoding="ascii")
    server.kill()
    server.start()
    at_desk = Stream(desk, desk.path)
    wait_for(lambda: at_desk.turnout.get("answered") == PUPILS, "every answer")
    at_desk.stop()
    assert desk.close().status == STORED
    assert desk.phase == "closed"
    figure(
        "F13",
        f"the clock is set by {days:+} days, then a kill: answers lost, logins that end",
        "0, 0",
        "0, 0",
    )


@pytest.mark.browser
@pytest.mark.parametrize("days", [1, -1])
def test_a_phone_whose_clock_is_set_by_a_day_follows_and_votes_all_the_same(
    server: Running, new_context: NewContext, days: int
) -> None:
    desk = SimulatedDesk(server).open_room(PUPILS)
    phone = new_context(viewport=PHONE, has_touch=True).new_page()
    phone.clock.install()
    phone.goto(server.url(f"/r/{desk.code}"))
    phone.locator("form[action$='/join'] button").tap()
    expect(phone.locator("#live")).to_be_visible()
    phone.clock.set_system_time(time.time() + days * DAY)
    desk.until("voting")
    phone.locator("#option-0").tap()
    expect(phone.locator("[data-kind=vote] [data-stored]")).to_be_visible()
    server.kill()
    expect(phone.locator("#offline")).to_be_visible()
    server.start()
    expect(phone.locator("#offline")).to_be_hidden()
    assert desk.close().status == STORED
    expect(phone.locator("#screen[data-phase=closed]")).to_be_visible()
