"""A cold phone on a crowded Wi-Fi: few requests, few bytes."""

import http.client
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.lesson_room import PHONE, NewContext
from tests.browser.running import LONG, Running
from tests.browser.simulated import SimulatedDesk

pytestmark = pytest.mark.browser
MOST_BYTES, MOST_REQUESTS = 30_000, 4


@dataclass
class Traffic:
    """What a page fetched over the network, streams apart."""

    paths: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def listen(self, browser: CDPSession) -> None:
        browser.on("Network.requestWillBeSent", self._sent)
        browser.on("Network.loadingFinished", self._finished)
        browser.send("Network.enable")

    def _sent(self, event: dict[str, Any]) -> None:
        if before := event.get("redirectResponse"):
            self.paths["redirect"], self.sizes["redirect"] = before["url"], int(before["encodedDataLength"])
        if not event["request"]["url"].partition("?")[0].endswith("/stream"):
            self.paths[event["requestId"]] = event["request"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.paths:
            self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def add_icon(self, page: Page) -> None:
        """Count the icon as well where the browser fetched it unseen."""
        icon = page.evaluate("() => document.querySelector('link[rel=icon]').href")
        if not icon.startswith("data:") and icon not in self.paths.values():
            self.paths["icon"], self.sizes["icon"] = icon, _bytes_of(icon)


@pytest.mark.parametrize("page", ["join", "play"])
def test_a_first_visit_costs_little(server: Running, new_context: NewContext, page: str) -> None:
    desk = SimulatedDesk(server).open_room(28)
    phone = new_context(viewport=PHONE).new_page()
    if page == "play":
        phone.goto(server.url(f"/r/{desk.code}"))
        phone.locator("form[action$='/join'] button").click()
        expect(phone.locator("#live")).to_be_visible()
        desk.until("voting")
    browser = phone.context.new_cdp_session(phone)
    browser.send("Network.clearBrowserCache")
    traffic = Traffic()
    traffic.listen(browser)
    phone.goto(server.url(f"/R/{desk.code}"), wait_until="load")  # As the QR code says it.
    phone.wait_for_function("() => performance.getEntriesByType('resource').length >= 2")
    traffic.add_icon(phone)
    assert set(traffic.paths) == set(traffic.sizes)
    assert "redirect" in traffic.paths
    assert len(traffic.paths) <= MOST_REQUESTS, traffic.paths
    assert sum(traffic.sizes.values()) <= MOST_BYTES, [
        (traffic.paths[name], size) for name, size in traffic.sizes.items()
    ]


def _bytes_of(url: str) -> int:
    """Give how much travels for this file: its headers, and itself as a browser takes it."""
    host, _, path = url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection("127.0.0.1", int(host.partition(":")[2]), timeout=LONG)
    try:
        connection.request("GET", f"/{path}", headers={"Host": host, "Accept-Encoding": "gzip"})
        response = connection.getresponse()
        return len(response.read()) + len(str(response.headers))
    finally:
        connection.close()
