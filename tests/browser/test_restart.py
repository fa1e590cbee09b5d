"""Pages that nobody touches live through the death of the server."""

import time

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lesson_room import DESK, Classroom, NewContext
from tests.browser.running import Running

pytestmark = pytest.mark.browser
BACK_WITHIN = 5  # seconds after the first connection


def test_pages_that_stay_open_show_the_class_again(server: Running, new_context: NewContext) -> None:
    room = Classroom(server, new_context, "nl", looks=False)
    room.open_desk()
    room.open_wall()
    for _ in range(3):
        phone = room.open_phone(f"/r/{room.code}")
        room.join(phone)
    room.let_the_crowd_in()
    room.settle()
    _travel(room, "telling")
    _die_and_come_back(room)
    _travel(room, "voting")
    _answer_while_the_server_is_away(room)
    room.answer_all([0])
    room.press()
    _die_and_come_back(room)
    room.press()
    assert room.phase == "revealed"


def _travel(room: Classroom, phase: str) -> None:
    room.travel(phase)
    room.settle()


def _die_and_come_back(room: Classroom) -> None:
    _die(room)
    _come_back(room)


def _answer_while_the_server_is_away(room: Classroom) -> None:
    """What was acknowledged stays; what is chosen meanwhile waits on the phone and arrives later."""
    kept, changed, fresh = room.phones
    room.answer(kept, 0)
    room.answer(changed, 0)
    _die(room)
    changed.locator("[data-kind=vote] [data-change]").tap()
    for phone in (changed, fresh):
        phone.locator("#option-1").tap()
        expect(phone.locator("[data-kind=vote] [data-waiting]")).to_be_visible()
    _come_back(room)
    for phone in room.phones:
        expect(phone.locator("[data-kind=vote] [data-stored]")).to_be_visible()
    expect(room.desk.locator("[data-answered]")).to_contain_text("3 ")


def _die(room: Classroom) -> None:
    room.server.kill()
    for page in room.phones:
        expect(page.locator("#offline")).to_be_visible()
    expect(room.desk.locator("#offline")).to_be_visible()
    expect(room.wall.locator("#lost")).to_be_visible()
    _stands_in_the_corner(room.wall.locator("#lost"))
    expect(room.wall.locator("#full")).to_have_css("opacity", "0")


def _stands_in_the_corner(sign: Locator) -> None:
    """Hold what tells of trouble to covering no more of a title than its end."""
    expect(sign).to_have_css("opacity", "1")
    box = sign.bounding_box()
    assert box
    assert box["x"] + box["width"] > 0.98 * DESK["width"]


def _come_back(room: Classroom) -> None:
    """Start the server again, and see every page where it was before the first five seconds are over."""
    before = room.phase, room.version
    room.server.start()
    for page in (room.desk, *room.phones):
        expect(page.locator("#offline")).to_be_hidden(timeout=_left(room))
    expect(room.wall.locator("#lost")).to_be_hidden(timeout=_left(room))
    assert (room.phase, room.version) == before
    room.settle()


def _left(room: Classroom) -> float:
    """Give the milliseconds that are left, at least a few to look once."""
    return max(100.0, 1000 * (room.server.accepted + BACK_WITHIN - time.monotonic()))
