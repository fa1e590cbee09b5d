"""A wall of a shape that nobody can read from the last row says so, and shows all the same what it has."""

import pytest
from playwright.sync_api import expect

from tests.browser.lesson_room import DESK, NewContext
from tests.browser.looks import SHAPES, faults_of_wall
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk

pytestmark = pytest.mark.browser
TOO_NARROW, TOO_SMALL = ((768, 1024), (600, 660)), ((470, 400), (900, 250))


def test_a_wall_that_cannot_be_read_at_the_back_says_so(server: Running, new_context: NewContext) -> None:
    desk = SimulatedDesk(server).open_room(28)
    desk.until("voting")
    wall = new_context(viewport=DESK, reduced_motion="reduce").new_page()
    for path in (desk.wall_path, f"{desk.wall_path}/check"):
        wall.goto(server.url(path))
        for shapes, says in ((SHAPES, False), (TOO_NARROW, True), (TOO_SMALL, True)):
            for width, height in shapes:
                wall.set_viewport_size({"width": width, "height": height})
                expect(wall.locator(".wall-shape")).to_be_visible(visible=says)
    wall.goto(server.url(desk.wall_path))
    assert faults_of_wall(wall, TOO_NARROW) == []
