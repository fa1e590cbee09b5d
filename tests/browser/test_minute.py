"""The minute that pairs have, on a real wall: it goes on where it was, whatever the wall is drawn anew for."""

import pytest
from playwright.sync_api import expect

from tests.browser.lesson_room import NewContext
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk, all_vote

pytestmark = pytest.mark.browser
STORY, HARMFUL = "stuur_door_man", 2
GONE = "(line) => line.getAnimations()[0].currentTime"


def test_the_minute_of_pairs_stands_still_in_a_pause_and_goes_on_after_it(
    server: Running, new_context: NewContext
) -> None:
    desk = SimulatedDesk(server).open_room(12, STORY)
    phones = desk.phones(12)
    wall = new_context().new_page()
    wall.goto(server.url(desk.wall_path))
    desk.until("voting")
    all_vote(phones, desk.round_id(phones[0]), [HARMFUL])
    assert desk.close().status == 204
    desk.until("talking")
    minute = wall.locator("[data-minute]")
    expect(minute).to_have_count(1)
    wall.wait_for_function(f"() => ({GONE})(document.querySelector('[data-minute]')) > 700")
    assert desk.act("pause").status == 204
    expect(minute).to_have_count(0)
    assert desk.act("resume").status == 204
    expect(minute).to_have_count(1)
    assert minute.evaluate(GONE) > 600
