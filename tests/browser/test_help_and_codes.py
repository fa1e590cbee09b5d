"""Help opens however often, and a new code reaches a phone that is still open."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lesson_room import PHONE, NewContext
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk, all_vote

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("where", ["join", "play"])
def test_help_opens_every_time(server: Running, new_context: NewContext, where: str) -> None:
    desk = SimulatedDesk(server).open_room(28)
    phone = new_context(viewport=PHONE).new_page()
    phone.goto(server.url(f"/r/{desk.code}"))
    if where == "play":
        phone.locator("form[action$='/join'] button").click()
        expect(phone.locator("#live")).to_be_visible()
    dialog = phone.locator("dialog#help")
    for _ in range(4):
        phone.locator("#help-open").click()
        expect(dialog).to_be_visible()
        expect(dialog.get_by_role("heading").first).to_be_focused()
        dialog.locator("button").click()
        expect(dialog).to_be_hidden()


def test_letting_everybody_come_in_again_sends_every_phone_to_the_new_code(
    server: Running, new_context: NewContext
) -> None:
    desk = SimulatedDesk(server).open_room(28)
    old = desk.code
    phone = new_context(viewport=PHONE).new_page()
    phone.goto(server.url(f"/r/{old}"))
    phone.locator("form[action$='/join'] button").click()
    expect(phone.locator("#live")).to_be_visible()
    others = desk.phones(3)
    desk.until("voting")
    all_vote(others, desk.round_id(others[0]), [0, 0, 0])
    assert desk.act("enter_again").status == 204
    phone.wait_for_url(re.compile(r"/\?code="))
    expect(phone.get_by_role("alert")).to_be_visible()
    assert desk.code != old
