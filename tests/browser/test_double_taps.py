"""A finger that taps twice means one thing: what takes the place of what it touched does not answer to the second tap."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.lesson_room import DESK, PHONE, Classroom, NewContext, sign_in
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk, version_in

pytestmark = pytest.mark.browser
BETWEEN_TAPS = 110  # milliseconds


def test_an_answer_that_is_tapped_twice_is_one_answer(server: Running, new_context: NewContext) -> None:
    """Whatever stands where the answer was: the answer shown to a neighbour, a vote opened again, a guess about the class."""
    phone = _voting(server, new_context)
    options = phone.locator("[data-kind=vote] [data-form] [name=option]")
    for place in range(options.count()):
        option = options.nth(place)
        chosen = option.get_attribute("value")
        _tap_twice(option)
        expect(phone.locator("[data-kind=vote] [data-stored]")).to_be_visible()
        phone.wait_for_timeout(2 * BETWEEN_TAPS)
        assert not phone.locator("[data-mine] p").count(), "the answer stands open"
        assert phone.locator("[data-kind=vote] [data-form]").is_hidden(), "the vote is open again"
        assert phone.locator("[data-kind=guess] [data-form]").is_visible(), "a guess was cast unseen"
        first_guess = phone.locator("[data-kind=guess] [name=option]").first.bounding_box()
        assert first_guess
        assert first_guess["y"] + first_guess["height"] <= PHONE["height"], "nobody would see the guess"
        assert f'"option":"{chosen}"' in phone.evaluate("() => Object.values(sessionStorage).join()")
        _tap_twice(phone.locator("[data-kind=vote] [data-change]"))
        phone.wait_for_timeout(2 * BETWEEN_TAPS)
        assert phone.locator("[data-kind=vote] [data-form]").is_visible(), "an answer was cast unseen"


def test_closing_help_twice_does_not_leave(server: Running, new_context: NewContext) -> None:
    phone = _voting(server, new_context)
    _tap_twice(phone.locator("#help-open"))
    expect(phone.locator("#help")).to_be_visible()
    _tap_twice(phone.locator("#help form button"))
    expect(phone.locator("#help")).to_be_hidden()
    phone.wait_for_timeout(2 * BETWEEN_TAPS)
    assert "/r/" in phone.url
    phone.locator("#leave button").tap()
    phone.wait_for_url("**/out")


def test_who_leaves_is_out_though_the_stream_ends_before_the_answer_comes(
    server: Running, new_context: NewContext
) -> None:
    phone = _voting(server, new_context)
    phone.evaluate(
        """() => {
          const really = window.fetch;
          const late = (answer) => new Promise((told) => setTimeout(() => told(answer), 600));
          window.fetch = (to, how) => String(to).endsWith("/leave") ? really(to, how).then(late) : really(to, how);
        }"""
    )
    phone.locator("#leave button").tap()
    phone.wait_for_url("**/out")


@pytest.mark.parametrize("means", ["click", "key"])
def test_the_large_button_goes_on_once_for_two_clicks(
    server: Running, new_context: NewContext, means: str
) -> None:
    room = Classroom(server, new_context, "nl", looks=False)
    room.desk = room.page(DESK)
    simulated = SimulatedDesk(server).open_room(28)
    sign_in(room.desk.context, simulated, server.url("/", "localhost"))
    room.desk.goto(server.url(simulated.path, "localhost"))
    for _ in range(3):
        before = int(room.version.rpartition(".")[2])
        expect(room.desk.locator(".is-fresh")).to_have_count(0)
        _press_twice(room.desk, means)
        expect(room.desk.locator("main")).not_to_have_attribute("data-version", re.compile(rf"\.{before}$"))
        room.desk.wait_for_timeout(4 * BETWEEN_TAPS)
        assert int(room.version.rpartition(".")[2]) == before + 1


@pytest.mark.parametrize("face", ["remote", "mirror"])
def test_the_large_button_where_pupils_look_on_goes_on_once_for_two_taps(
    server: Running, new_context: NewContext, face: str
) -> None:
    desk = SimulatedDesk(server).open_room(28)
    context = new_context(viewport=PHONE if face == "remote" else DESK, has_touch=True)
    sign_in(context, desk, server.url("/", "localhost"))
    page = context.new_page()
    page.goto(server.url(desk.invite() if face == "remote" else f"{desk.path}/mirror", "localhost"))
    if face == "remote":
        page.locator("form button").tap()
    for _ in range(3):
        before = int(version_in(desk.now))
        expect(page.locator("[data-renews], .is-fresh")).to_have_count(0)
        _tap_twice(page.locator("#do-primary"))
        controls = page.locator("[data-holds='#controls']")
        expect(controls).not_to_have_attribute("data-version", re.compile(rf"\.{before}$"))
        page.wait_for_timeout(4 * BETWEEN_TAPS)
        assert int(version_in(desk.now)) == before + 1


def _voting(server: Running, new_context: NewContext) -> Page:
    desk = SimulatedDesk(server).open_room(28)
    phone = new_context(viewport=PHONE, has_touch=True).new_page()
    phone.goto(server.url(f"/r/{desk.code}"))
    phone.locator("form[action$='/join'] button").tap()
    expect(phone.locator("#live")).to_be_visible()
    desk.until("voting")
    expect(phone.locator("[data-kind=vote]")).to_be_visible()
    expect(phone.locator("[data-kind=guess]")).to_be_hidden()
    return phone


def _tap_twice(button: Locator) -> None:
    """Tap where this button is, and there once more, as a finger does: what the second tap meets is not looked at."""
    button.tap(trial=True)
    box, page = button.bounding_box(), button.page
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.touchscreen.tap(x, y)
    page.wait_for_timeout(BETWEEN_TAPS)
    page.touchscreen.tap(x, y)


def _press_twice(page: Page, means: str) -> None:
    box = page.locator("#do-primary").bounding_box()
    assert box
    for _ in range(2):
        if means == "key":
            page.keyboard.press("PageDown")
        else:
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(BETWEEN_TAPS)
