"""Leading a lesson without a mouse: Tab, arrows, Space, Enter, and letters."""

import pytest
from playwright.sync_api import Page

from classroom.web.teacher.forms import READY
from tests.browser.lesson_room import Classroom

FARTHEST = 120  # presses of Tab; nothing is further away


def through_the_gate(room: Classroom, beamer: str = "second") -> None:
    """Open the link, and answer the gate by keyboard only; it leads to the desk, or to the mirrored wall."""
    desk = room.desk
    desk.goto(room.server.url(room.server.link, "localhost"))
    desk.wait_for_url("**/teach")
    if other := desk.locator(f"button[name=language][value={room.language}]").all():
        other[0].press("Enter")
        desk.locator(f"html[lang={room.language}]").wait_for()
    tab_to(desk, "a[href^='/teach/start/']")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/teach/start/*")
    choose(desk, "running", "no")
    for name in READY:
        tab_to(desk, f"#{name}")
        desk.keyboard.press(" ")
    choose(desk, "opt_out", "yes")
    _turn_the_page(desk)
    for name, words in (("contact_name", "Meester Tim"), ("contact_room", "lokaal 12"), ("pupils", "28")):
        tab_to(desk, f"#{name}")
        desk.keyboard.type(words)
    _turn_the_page(desk)
    choose(desk, "language", room.language)
    choose(desk, "plan", room.plan)
    choose(desk, "beamer", beamer)
    tab_to(desk, "#gate-ready")
    desk.keyboard.press("Enter")
    room.take_the_desk()


def _turn_the_page(desk: Page) -> None:
    page = desk.locator("#gate-on").get_attribute("value")
    tab_to(desk, "#gate-on")
    desk.keyboard.press("Enter")
    desk.locator(f".gate-steps [aria-current]:text('{page}.')").wait_for()


def choose(desk: Page, name: str, answer: str) -> None:
    """Tab to a group of answers, and go to the one that is wanted with the arrows."""
    tab_to(desk, f"input[name={name}]")
    wanted = desk.locator(f"#{name}-{answer}")
    desk.keyboard.press(" ")
    while not wanted.is_checked():
        desk.keyboard.press("ArrowDown")


def tab_to(page: Page, selector: str) -> None:
    page.wait_for_load_state()
    for _ in range(FARTHEST):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not lead to {selector}")
