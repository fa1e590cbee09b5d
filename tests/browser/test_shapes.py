"""A wall of a shape that nobody can read from the last row says so, and shows all the same what it has."""

import pytest
from playwright.sync_api import expect

from tests.browser.lesson_room import DESK, NewContext, sign_in
from tests.browser.looks import SHAPES, faults_of_wall
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk

pytestmark = pytest.mark.browser
LAPTOP_AT_200 = {"width": 683, "height": 384}  # what is left of 1366x768 with letters twice as large
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


def test_the_large_button_stays_in_sight_while_phones_knock_where_there_are_too_many(
    server: Running, new_context: NewContext
) -> None:
    desk = SimulatedDesk(server).open_room(2)
    desk.phones(3)
    desk.until("telling")
    desk.phones(2)
    context = new_context(viewport=LAPTOP_AT_200)
    sign_in(context, desk, server.url("/", "localhost"))
    page = context.new_page()
    page.goto(server.url(desk.path, "localhost"))
    expect(page.locator("#crowded")).to_be_visible()
    expect(page.locator("#knocking")).to_be_visible()
    expect(page.locator("#do-primary")).to_be_in_viewport(ratio=1)
