"""A page whose script never comes, or dies after it lived, goes on by itself: on the desk, on walls, on a remote and on a phone."""

from collections.abc import Iterator
from itertools import cycle

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_room import NewContext, sign_in
from tests.browser.poorer import HASTY, MORTAL, Poorer
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk

pytestmark = pytest.mark.browser
DIE = """(how) => {
  document.documentElement.dataset.marked = "";
  dispatchEvent(new CustomEvent("dies", { detail: how }));
}"""
MARKED = "html[data-marked]"
RENEWS = "[data-renews]"


@pytest.fixture
def poorer(server: Running) -> Iterator[Poorer]:
    proxy = Poorer(server.port)
    yield proxy
    proxy.stop()


def _open(desk: SimulatedDesk, new_context: NewContext, poorer: Poorer, host: str) -> list[Page]:
    """Open every kind of page that follows this lesson, as they come from this host."""
    context = new_context()
    url = poorer.url("/", host)
    sign_in(context, desk, url)
    pages = []
    for path in (desk.path, desk.wall_path, f"{desk.path}/mirror", desk.invite(), f"/r/{desk.code}"):
        pages.append(context.new_page())
        pages[-1].goto(poorer.url(path, host))
    remote, phone = pages[-2:]
    remote.locator("form button").click()
    phone.locator("form[action$='/join'] button").click()
    return pages


def _all_follow(desk: SimulatedDesk, pages: list[Page]) -> None:
    assert desk.act("next").status == 204
    for page in pages:
        expect(page.locator("[data-phase=agreements]").first).to_be_visible()


def test_pages_whose_script_never_comes_follow_all_the_same_and_say_so(
    server: Running, new_context: NewContext, poorer: Poorer
) -> None:
    desk = SimulatedDesk(server).open_room(12)
    pages = _open(desk, new_context, poorer, HASTY)
    for page in pages:
        expect(page.locator(RENEWS).last).to_be_visible()
    _all_follow(desk, pages)


def test_a_page_whose_script_dies_after_it_lived_is_loaded_anew(
    server: Running, new_context: NewContext, poorer: Poorer
) -> None:
    desk = SimulatedDesk(server).open_room(12)
    pages = _open(desk, new_context, poorer, MORTAL)
    for page, how in zip(pages, cycle(("rejection", "error")), strict=False):
        expect(page.locator(RENEWS)).to_have_count(0)
        page.evaluate(DIE, how)
    for page in pages:
        expect(page.locator(MARKED)).to_have_count(0)
        expect(page.locator(RENEWS)).to_have_count(0)
    _all_follow(desk, pages)
