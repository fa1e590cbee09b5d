"""A phone that was never here before: bytes, requests, and time to a button on a slow network, in Chromium."""

import time
from collections.abc import Iterator
from http import HTTPStatus

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright

from bench.figures import Figure
from bench.scale import Scale
from bench.servers import wissel
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk
from tests.browser.test_first_load import Traffic

SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}  # 400 kbit/s
MOST_BYTES, MOST_REQUESTS, MOST_SECONDS = 30_000, 4, 3.0
PHONE = ViewportSize(width=360, height=740)
JOIN, ANSWER = "form[action$='/join'] button", "#screen form button"


def measure(scale: Scale) -> Iterator[Figure]:
    """Come by the QR code as a phone that was never here, and as one that joined and comes to a vote."""
    sizes, counts, joins, answers = [], [], [], []
    with wissel() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        desk = SimulatedDesk(server).open_room(28)
        for _ in range(scale.rounds):
            traffic, seconds = _visit(browser, server, desk)
            sizes.append(float(sum(traffic.sizes.values())))
            counts.append(float(len(traffic.paths)))
            joins.append(seconds)
        desk.until("voting")
        answers = [_come_back(browser, server, desk) for _ in range(scale.rounds)]
        browser.close()
    slow = "on 400 kbit/s and 400 ms"
    yield Figure("page", "a phone's first load", "bytes", tuple(sizes), most=MOST_BYTES)
    yield Figure("page", "a phone's first load, requests", "requests", tuple(counts), most=MOST_REQUESTS)
    yield Figure("page", f"to the button that joins, {slow}", "s", tuple(joins), most=MOST_SECONDS)
    yield Figure(
        "page",
        f"reloaded without a cache, to a vote that can be cast, {slow}",
        "s",
        tuple(answers),
        most=MOST_SECONDS,
    )


def _visit(browser: Browser, server: Running, desk: SimulatedDesk) -> tuple[Traffic, float]:
    """Come for the first time; give what went over the network, and the seconds to the Join button."""
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        network, traffic = _slow(page), Traffic()
        traffic.listen(network)
        seconds = _until_visible(page, server.url(f"/R/{desk.code}"), JOIN)
        page.wait_for_load_state("load")
        traffic.add_icon(page)
    return traffic, seconds


def _come_back(browser: Browser, server: Running, desk: SimulatedDesk) -> float:
    """Come back to a vote with an empty cache, and give the seconds to the first answer that can be pressed."""
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(server.url(f"/r/{desk.code}"))
        page.locator(JOIN).click()
        page.locator("#page").wait_for()
        assert desk.post(f"{desk.path}/admit").status == HTTPStatus.NO_CONTENT
        _slow(page).send("Network.clearBrowserCache")
        return _until_visible(page, server.url(f"/R/{desk.code}"), ANSWER)


def _slow(page: Page) -> CDPSession:
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)
    return network


def _until_visible(page: Page, address: str, button: str) -> float:
    began = time.monotonic()
    page.goto(address, wait_until="commit")
    page.locator(button).first.click(trial=True)  # Waits until it could be pressed.
    return time.monotonic() - began
