"""The minute that pairs have for each question, on a real wall: it goes on where it was, whatever the wall is drawn anew for."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_room import NewContext
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk, all_vote, version_in
from tests.browser.waiting import until_at

pytestmark = pytest.mark.browser
STORY, HARMFUL = "stuur_door_man", 2
GONE = "(line) => line.getAnimations()[0].currentTime / 1000"


def test_each_question_has_a_minute_that_stands_still_in_a_pause_and_goes_on_after_it(
    server: Running, new_context: NewContext
) -> None:
    desk = SimulatedDesk(server).open_room(12, STORY)
    phones = desk.phones(12)
    wall = new_context().new_page()
    wall.clock.install()
    wall.goto(server.url(desk.wall_path))
    desk.until("voting")
    all_vote(phones, desk.round_id(phones[0]), [HARMFUL])
    assert desk.close().status == 204
    desk.until("talking")
    _follow(wall, desk)
    wall.clock.fast_forward("00:20")
    _act(wall, desk, "pause")
    expect(wall.locator("[data-minute]")).to_have_count(0)
    wall.clock.fast_forward("02:00")
    _act(wall, desk, "resume")
    # The page's clock goes on by itself too, for as long as a busy machine takes.
    assert 20 <= wall.locator("[data-minute]").evaluate(GONE) < 60
    wall.clock.fast_forward("00:35")
    _act(wall, desk, "next")
    assert wall.locator("[data-minute]").evaluate(GONE) < 20, "another question, another minute"


def _act(wall: Page, desk: SimulatedDesk, act: str) -> None:
    assert desk.act(act).status == 204
    _follow(wall, desk)


def _follow(wall: Page, desk: SimulatedDesk) -> None:
    """Wait until the wall shows what the server has."""
    build = (wall.locator("#live").get_attribute("data-version") or "").rpartition(".")[0]
    until_at(wall, f"{build}.{version_in(desk.now)}")
