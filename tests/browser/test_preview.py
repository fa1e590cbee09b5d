"""What the desk shows of the wall: the wall's own screen in the wall's own style, small."""

import pytest
from playwright.sync_api import expect

from tests.browser.lesson_room import Classroom, NewContext
from tests.browser.looks import faults_of_access
from tests.browser.running import Running

pytestmark = pytest.mark.browser
TEXT = "(screen) => screen.innerText"
LETTERS = (
    "(screen) => parseFloat(getComputedStyle(screen.querySelector('h1')).fontSize) / screen.clientHeight"
)


def test_the_desk_shows_the_wall_as_it_is_and_as_large_in_its_box(
    server: Running, new_context: NewContext
) -> None:
    room = Classroom(server, new_context, "nl", looks=False)
    room.open_desk()
    room.open_wall()
    small, wall = room.desk.locator(".small-wall .wall-screen"), room.wall.locator("#screen")
    for _ in range(8):  # the lobby, all agreements, and a scene with words and with a message
        expect(small).to_be_visible()  # once the stylesheet is here
        expect(small).to_have_attribute("data-moment", room.moment())
        assert small.evaluate(TEXT) == wall.evaluate(TEXT)
        assert small.evaluate(LETTERS) == pytest.approx(wall.evaluate(LETTERS), rel=0.05)
        assert small.evaluate(
            "(screen) => screen.querySelector('.stage').scrollHeight <= screen.clientHeight + 1"
        )
        room.press()
    assert faults_of_access(room.desk) == []
    assert room.complaints.found == []
