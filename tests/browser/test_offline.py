"""What a phone says when there is no connection: that a vote is kept where there is one, and not a word of it where there is none."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_room import DESK, PHONE, NewContext, sign_in
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk

pytestmark = pytest.mark.browser
MARK = "() => { document.documentElement.dataset.marked = ''; }"
# Two turns of the page: in the first a request that failed is heeded, in the second a page that gives itself up is gone.
TURNS = "() => new Promise((done) => setTimeout(() => setTimeout(done)))"


def test_only_a_phone_that_has_an_answer_is_told_that_it_is_kept(
    server: Running, new_context: NewContext
) -> None:
    desk = SimulatedDesk(server).open_room(28)
    without, with_one = (_joined(server, new_context, desk) for _ in range(2))
    desk.until("voting")
    with_one.locator("#option-0").tap()
    expect(with_one.locator("[data-kind=vote] [data-stored]")).to_be_visible()
    expect(without.locator("#option-0")).to_be_visible()
    server.kill()
    for phone in (without, with_one):
        expect(phone.locator("#offline")).to_be_visible()
    expect(with_one.locator("#offline-kept")).to_be_visible()
    expect(without.locator("#offline-kept")).to_be_hidden()
    without.locator("#option-1").tap()
    expect(without.locator("#offline-kept")).to_be_visible()


def _joined(server: Running, new_context: NewContext, desk: SimulatedDesk) -> Page:
    phone = new_context(viewport=PHONE, has_touch=True).new_page()
    phone.goto(server.url(f"/r/{desk.code}"))
    phone.locator(f"form[action='/r/{desk.code}/join'] button").tap()
    expect(phone.locator("#live")).to_be_visible()
    return phone


def test_a_key_on_a_mirrored_wall_does_not_take_it_away_while_there_is_no_connection(
    server: Running, new_context: NewContext
) -> None:
    desk = SimulatedDesk(server).open_room(28)
    context = new_context(viewport=DESK)
    address = server.url(f"{desk.path}/mirror", "localhost")
    sign_in(context, desk, address)
    wall = context.new_page()
    wall.goto(address)
    server.kill()
    expect(wall.locator("#offline")).to_be_visible()
    wall.evaluate(MARK)
    with wall.expect_event("requestfailed", lambda request: request.url.endswith("/manner")):
        wall.keyboard.press("s")
    wall.evaluate(TURNS)
    expect(wall.locator("[data-marked] #screen")).to_be_visible()
