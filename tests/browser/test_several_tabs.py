"""A phone that has the lesson open several times: every page says the truth about the one answer that counts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_room import PHONE, NewContext, sign_in
from tests.browser.poorer import WHOLE, Poorer
from tests.browser.running import Running, wait_for
from tests.browser.simulated import SimulatedDesk

pytestmark = pytest.mark.browser
MOST_STREAMS = 3
MINUTE = 60
VOTE = "[data-kind=vote]"


@pytest.fixture
def poorer(server: Running) -> Iterator[Poorer]:
    proxy = Poorer(server.port)
    yield proxy
    proxy.stop()


def test_every_tab_of_a_phone_knows_that_the_answer_is_in_and_none_shows_another_one(
    server: Running, poorer: Poorer, new_context: NewContext
) -> None:
    desk = SimulatedDesk(server).open_room(12)
    context = new_context(viewport=PHONE)
    first = context.new_page()
    first.goto(poorer.url(f"/r/{desk.code}"))
    first.locator("form[action$='/join'] button").click()
    expect(first.locator("#live")).to_be_visible()
    desk.until("voting")
    first.locator("#option-0").click()
    expect(first.locator(f"{VOTE} [data-look]")).to_be_visible()
    others = [context.new_page() for _ in range(3)]
    for tab in others:
        tab.goto(poorer.url(f"/r/{desk.code}"))
        _is_in_without_telling_what(tab)
    others[0].locator(f"{VOTE} [data-change]").click()
    others[0].locator("#option-1").click()
    expect(others[0].locator(f"{VOTE} [data-look]")).to_be_visible()
    for tab in (first, *others[1:]):
        _is_in_without_telling_what(tab)
    first.goto(poorer.url("/"))
    first.go_back()
    _is_in_without_telling_what(first)
    wait_for(lambda: poorer.streams[WHOLE] <= MOST_STREAMS, "room for more than streams")
    assert desk.close().status == 204
    for tab in (first, *others):
        expect(tab.locator("#screen[data-phase=closed]")).to_be_visible()


def test_an_answer_that_the_server_does_not_have_is_not_shown_as_in(
    server: Running, new_context: NewContext
) -> None:
    desk = SimulatedDesk(server).open_room(12)
    phone = new_context(viewport=PHONE).new_page()
    phone.goto(server.url(f"/r/{desk.code}"))
    phone.locator("form[action$='/join'] button").click()
    expect(phone.locator("#live")).to_be_visible()
    desk.until("voting")
    phone.locator("#option-0").click()
    expect(phone.locator(f"{VOTE} [data-stored]")).to_be_visible()
    phone.context.clear_cookies()  # The seat is gone, and with a new one comes a new answer.
    phone.reload()
    phone.locator("form[action$='/join'] button").click()
    desk.post(f"{desk.path}/admit")
    expect(phone.locator("#option-0")).to_be_visible()


def _is_in_without_telling_what(tab: Page) -> None:
    expect(tab.locator(f"{VOTE} [data-stored]")).to_be_visible()
    expect(tab.locator(f"{VOTE} [data-look]")).to_be_hidden()


def test_a_lesson_that_is_over_holds_no_connection(
    server: Running, poorer: Poorer, new_context: NewContext
) -> None:
    desk = SimulatedDesk(server).open_room(12)
    phone, *pages = _opened(desk, poorer, new_context, f"/r/{desk.code}", desk.path, desk.wall_path)
    remote, mirror = _opened(desk, poorer, new_context, desk.invite(), f"{desk.path}/mirror")
    phone.locator("form[action$='/join'] button").click()
    remote.locator("form button").click()
    # The mirrored wall holds two.
    wait_for(lambda: poorer.streams[WHOLE] == 2 * MOST_STREAMS, "a stream for each")
    desk.until("telling")
    assert desk.act("land").status == 204
    desk.until("help")
    server.skip(MINUTE + 1)
    desk.until("ended")
    for page in (phone, remote, mirror, *pages):
        expect(page.locator("[data-phase=ended]").first).to_be_visible()
    wait_for(lambda: poorer.streams[WHOLE] == 0, "no stream")


def _opened(desk: SimulatedDesk, poorer: Poorer, new_context: NewContext, *paths: str) -> list[Page]:
    """Open pages in a browser of their own, in which the desk is signed in."""
    context, url = new_context(viewport=PHONE), poorer.url("/")
    sign_in(context, desk, url)
    pages = [context.new_page() for _ in paths]
    for page, path in zip(pages, paths, strict=True):
        page.goto(poorer.url(path))
    return pages
