"""A teacher without a mouse: every act is a key away, on the desk and on the wall alike."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import tab_to, through_the_gate
from tests.browser.lesson_room import DESK, Classroom, NewContext
from tests.browser.running import Running
from tests.browser.simulated import SimulatedPhone, all_vote
from tests.browser.waiting import until_it_moves, until_ready

pytestmark = pytest.mark.browser
PUPILS = 15
PHASES = {"agreements", "telling", "voting", "closed", "revealed", "outcome", "talking", "ending", "debrief"}

# What the page says aloud from here on.
LISTENS = """() => {
  globalThis.heard = [];
  const status = document.getElementById("status");
  new MutationObserver(() => heard.push(status.textContent)).observe(status, { childList: true });
}"""


def test_a_short_lesson_is_led_by_keyboard_alone(server: Running, new_context: NewContext) -> None:
    room = Classroom(server, new_context, "en", plan="45")
    desk = room.desk = room.page(DESK)
    desk.clock.install()
    through_the_gate(room)
    _, class_ = _open_wall(room), _join_all(room)
    seen = [room.phase]
    while room.phase != "help":
        if room.phase == "voting":
            _vote(desk, class_)
        _press(room, desk, "PageDown" if len(seen) % 2 else " ")
        seen.append(room.phase)
        if room.phase == "talking":
            tab_to(desk, "#do-land")
            _press(room, desk, "Enter")
            seen.append(room.phase)
    until_ready(desk)
    assert set(seen) == PHASES | {"lobby", "help"}
    desk.keyboard.press("PageDown")
    expect(desk.locator("#status")).not_to_be_empty()
    assert room.phase == "help", "the help screen stays for a minute"
    room.stay_for_the_help()
    _press(room, desk, "PageDown")
    assert room.phase == "ended"
    assert room.complaints.found == []


def test_keys_on_the_wall_lead_the_lesson(server: Running, new_context: NewContext) -> None:
    room = Classroom(server, new_context, "nl", plan="45")
    room.open_desk()
    wall = _open_wall(room)
    wall.bring_to_front()
    on = [*[("PageDown", "agreements")] * 4, ("ArrowRight", "agreements"), (" ", "telling")]
    for key, phase in [*on, ("PageDown", "telling"), ("PageUp", "telling"), ("ArrowLeft", "agreements")]:
        _press(room, wall, key)
        assert room.phase == phase, key
        expect(wall.locator("#screen")).to_have_attribute("data-phase", phase)
    for key in ("b", "."):
        _press(room, wall, key)
    expect(wall.locator("[data-paused]")).to_have_count(0)
    wall.keyboard.press("?")
    expect(wall.locator("#keys")).to_be_visible()
    wall.keyboard.press("PageDown")
    wall.keyboard.press("Escape")
    expect(wall.locator("#keys")).to_be_hidden()
    assert room.phase == "agreements", "keys in a dialog belong to the dialog"


def test_pause_undo_keys_and_cards_are_a_key_away(server: Running, new_context: NewContext) -> None:
    room = Classroom(server, new_context, "nl", plan="45")
    room.open_desk()
    desk = room.desk
    wall = _open_wall(room)
    desk.bring_to_front()
    _press(room, desk, "PageDown")
    for key, calm in (("b", True), ("b", False), (".", True), ("PageDown", False)):
        _press(room, desk, key)
        expect(wall.locator("[data-paused]")).to_have_count(int(calm))
    desk.keyboard.press("?")
    expect(desk.locator("#keys")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator("#keys")).to_be_hidden()
    _press(room, desk, "PageDown")
    tab_to(desk, "#do-undo")
    _press(room, desk, "Enter")
    expect(wall.locator("#screen[data-moment=agreements]")).to_be_visible()
    tab_to(desk, "nav a[href^='/teach/cards/disclosure']")
    with desk.context.expect_page() as opened:
        desk.keyboard.press("Enter")
    expect(opened.value.locator("h1")).to_be_visible()


def test_keys_stay_letters_where_somebody_types(server: Running, new_context: NewContext) -> None:
    room = Classroom(server, new_context, "nl", plan="45")
    room.open_desk()
    desk = room.desk
    before = room.version
    tab_to(desk, "#more-summary")
    desk.keyboard.press("Enter")
    tab_to(desk, "#pupils")
    desk.keyboard.press("Control+a")
    desk.keyboard.type("b. 2")
    desk.keyboard.press("PageDown")
    expect(desk.locator("#pupils")).to_have_value("b.")
    assert room.version == before


def test_when_time_runs_out_that_is_said_once_before_and_the_large_button_leads_to_the_debrief(
    server: Running, new_context: NewContext
) -> None:
    room = Classroom(server, new_context, "nl", plan="45")
    room.open_desk()
    desk = room.desk
    room.travel("telling")
    expect(desk.locator("#do-late")).to_be_hidden()
    desk.evaluate(LISTENS)
    desk.clock.fast_forward("28:30")
    expect(desk.locator("[data-soon]")).to_be_visible()
    _press(room, desk, "PageDown")
    expect(desk.locator("[data-soon]")).to_be_visible()
    desk.clock.fast_forward("01:00")
    expect(desk.locator("[data-minutes]")).to_have_text("29")
    assert len([said for said in desk.evaluate("() => heard") if "naar het nagesprek" in said]) == 1
    desk.clock.fast_forward("04:00")
    expect(desk.locator("#do-late")).to_be_visible()
    desk.clock.fast_forward("00:02")  # a key meant for the old button is not taken for the new one
    _press(room, desk, "PageDown")
    assert room.phase == "ending"


def _open_wall(room: Classroom) -> Page:
    tab_to(room.desk, "#open-wall")
    with room.desk.context.expect_page() as opened:
        room.desk.keyboard.press("Enter")
    room.wall = opened.value
    expect(room.wall.locator("#full")).to_be_visible()  # Its script listens to keys from here on.
    room.desk.evaluate("() => document.activeElement.blur()")
    return room.wall


def _press(room: Classroom, page: Page, key: str) -> None:
    """Press a key on this page, and wait until the desk has moved."""
    before = room.version
    until_ready(room.desk)
    page.keyboard.press(key)
    until_it_moves(room.desk, before)


def _join_all(room: Classroom) -> list[SimulatedPhone]:
    room.let_the_crowd_in(PUPILS)
    expect(room.desk.locator("[data-phones]")).to_have_text(str(PUPILS))
    return room.crowd


def _vote(desk: Page, class_: list[SimulatedPhone]) -> None:
    all_vote(class_, class_[0].ballot().round_id, [1, 1, 2])
    expect(desk.locator("[data-answered]")).to_contain_text(str(PUPILS))
