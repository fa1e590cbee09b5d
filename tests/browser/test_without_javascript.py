"""A phone that runs no scripts takes part in everything; it only sees news a little later."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_room import PHONE, NewContext
from tests.browser.looks import faults_of_phone
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk, all_vote

pytestmark = pytest.mark.browser
OTHERS = 24


def test_a_phone_without_javascript_takes_part(server: Running, new_context: NewContext) -> None:
    desk = SimulatedDesk(server).open_room(28, language="nl")
    others = desk.phones(OTHERS)
    phone = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    _enter(phone, server, desk)
    desk.until("telling")
    expect(phone.locator("#screen")).to_have_attribute("data-phase", "telling")  # it refreshes by itself
    desk.until("voting")
    phone.reload()
    _vote_and_change(phone)
    all_vote(others, desk.round_id(others[0]), [3])
    assert desk.close(sure="").status == 204
    desk.until("revealed")
    phone.reload()
    expect(phone.locator("#received")).to_have_count(0)
    expect(phone.locator("[data-share] svg")).to_have_count(4)
    _help_and_language(phone)
    assert desk.act("land").status == 204
    for phase in ("ending", "debrief", "help", "ended"):
        server.skip(61)
        desk.until(phase)
        phone.reload()
        expect(phone.locator("#screen")).to_have_attribute("data-phase", phase)
        assert faults_of_phone(phone) == []


def test_a_phone_without_javascript_knocks_and_leaves(server: Running, new_context: NewContext) -> None:
    desk = SimulatedDesk(server).open_room(28)
    desk.until("telling")
    phone = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    _enter(phone, server, desk)
    expect(phone.locator("[data-knock]")).to_be_visible()
    assert desk.post(f"{desk.path}/admit").status == 204
    expect(phone.locator("#screen")).to_be_visible()  # it asks by itself
    phone.locator("#leave button").click()
    phone.wait_for_url("**/out")
    phone.goto(server.url(f"/r/{desk.code}"))
    expect(phone.locator("form[action$='/join']")).to_be_visible()


def _enter(phone: Page, server: Running, desk: SimulatedDesk) -> None:
    """Type a wrong code first: it is kept, with a sentence about what is wrong."""
    phone.goto(server.url("/"))
    phone.locator("#code").fill("AEIOU0")
    phone.locator("[data-enter] button").click()
    expect(phone.locator("#problem")).to_be_visible()
    expect(phone.locator("#code")).to_have_value("AEIOU0")
    full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in desk.code.lower())
    phone.locator("#code").fill(full_width)
    phone.locator("[data-enter] button").click()
    phone.locator("form[action$='/join'] button").click()


def _vote_and_change(phone: Page) -> None:
    expect(phone.locator("#received")).to_have_count(0)
    for option in ("#option-0", "#option-skip", "#option-3"):
        phone.locator(option).click()
        expect(phone.locator("#received")).to_be_visible()
        expect(phone.locator(option)).to_be_visible()


def _help_and_language(phone: Page) -> None:
    phone.locator("#help-open").click()
    expect(phone.locator("#help-sheet")).to_contain_text("Meester Tim")
    phone.locator("button[name=language][value=en]").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
