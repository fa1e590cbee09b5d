"""Three browser engines by one small set of words: Chromium, Firefox and WebKit, as Debian has them.

Playwright drives the first. Firefox listens to Marionette and WebKit to its WebDriver, which are the same commands, once
as JSON with its length before it and once over HTTP; so nothing need be installed beside the browsers.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import BrowserContext, Page

from tests.browser.running import LONG, free_port, wait_for
from tests.browser.webdriver import ELEMENT, Marionette, OverHttp, Refused

PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
    "browser.safebrowsing.provider.mozilla.updateURL": "",
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "dom.disable_open_during_load": False,
}


class Said(Protocol):
    """Says one WebDriver command to a browser, and gives its value. Raises Refused."""

    def __call__(self, command: str, **fields: Any) -> Any: ...


class Engine:
    """One browser with several windows, each by its name."""

    def __init__(self, say: Said) -> None:
        self._say = say
        self._windows: dict[str, str] = {}

    def open(self, name: str, url: str) -> None:
        """Open a window of that name; from here on the words below are about it until another is looked at."""
        handle = (
            self._say("NewWindow", type="tab")["handle"] if self._windows else self._say("GetWindowHandle")
        )
        self._windows[name] = handle
        self.look_at(name)
        self.go(url)

    def look_at(self, name: str) -> None:
        self._say("SwitchToWindow", handle=self._windows[name])

    def go(self, url: str) -> None:
        self._say("Navigate", url=url)

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page."""
        return self._say("ExecuteScript", script=script, args=list(arguments))

    def sees(self, selector: str) -> bool:
        """Tell whether something of this kind is there and can be seen."""
        try:
            element = self._find(selector)
            return bool(self._say("IsElementDisplayed", id=element))
        except Refused:
            return False

    def text(self, selector: str) -> str:
        """Give the words of this, or nothing where it is not there, or goes while it is read."""
        try:
            return str(self._say("GetElementText", id=self._find(selector)))
        except Refused:
            return ""

    def tap(self, selector: str) -> None:
        """Tap this once what has just come can be pressed: a hand is not as quick."""
        wait_for(lambda: not self.sees(".is-fresh"), "a screen that can be pressed")
        self._say("ElementClick", id=self._find(selector))

    def reload(self) -> None:
        self._say("Refresh")

    def wait(self, selector: str, seconds: float = LONG) -> None:
        """Wait until something of this kind can be seen."""
        wait_for(lambda: self.sees(selector), selector, seconds)

    def _find(self, selector: str) -> str:
        found = self._say("FindElement", using="css selector", value=selector)
        found = found.get("value", found) if ELEMENT not in found else found
        return str(found[ELEMENT])


def firefox_here() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def webkit_here() -> str | None:
    return shutil.which("WebKitWebDriver") if shutil.which("Xvfb") and _mini_browser() else None


def _mini_browser() -> Path | None:
    return next(iter(sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))), None)


@contextlib.contextmanager
def firefox(folder: Path) -> Iterator[Engine]:
    """Firefox without a window, with a profile of its own in this folder."""
    port = free_port()
    profile = folder / "firefox"
    profile.mkdir(parents=True)
    preferences = PREFERENCES | {"marionette.port": port}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in preferences.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [firefox_here() or "", "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    with _process(command, folder, MOZ_DISABLE_CONTENT_SANDBOX="1", HOME=str(folder)):
        connection = wait_for(lambda: _connected(port), "Firefox")
        assert connection
        with connection, connection.makefile("rb") as reader:
            say = Marionette(connection, reader)
            say("NewSession", capabilities={})
            yield Engine(say)
            with contextlib.suppress(Exception):
                say("Marionette:Quit", flags=["eForceQuit"])


def _connected(port: int) -> socket.socket | None:
    with contextlib.suppress(OSError):
        return socket.create_connection(("127.0.0.1", port), timeout=LONG)
    return None


@contextlib.contextmanager
def webkit(folder: Path) -> Iterator[Engine]:
    """WebKit's small browser on a screen that nobody sees."""
    with _screen() as display:
        port = free_port()
        command = [webkit_here() or "", f"--port={port}"]
        settings = {
            "DISPLAY": display,
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "HOME": str(folder),
        }
        with _process(command, folder, WEBKIT_DISABLE_COMPOSITING_MODE="1", NO_AT_BRIDGE="1", **settings):
            say = OverHttp(port, _mini_browser())
            yield Engine(say)
            with contextlib.suppress(Exception):
                say("DeleteSession")


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    """An X server of our own; it says itself which number was free."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    process = subprocess.Popen(
        command, pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as said:
            yield f":{said.readline().strip()}"
    finally:
        process.terminate()
        process.wait(LONG)


@contextlib.contextmanager
def _process(command: list[str], folder: Path, **settings: str) -> Iterator[None]:
    """A browser in a process group of its own, all of which ends with the test."""
    with (folder / "engine").open("wb") as output:
        process = subprocess.Popen(
            command,
            env=os.environ | settings,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield
    finally:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(3)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 15)
            time.sleep(0.3)
            os.killpg(process.pid, 9)
        process.wait(LONG)


class Chromium(Engine):
    """The same words for the browser that Playwright drives."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._pages: dict[str, Page] = {}

    def open(self, name: str, url: str) -> None:
        self._page = self._pages[name] = self._context.new_page()
        self.go(url)

    def look_at(self, name: str) -> None:
        self._page = self._pages[name]
        self._page.bring_to_front()

    def go(self, url: str) -> None:
        self._page.goto(url)

    def run(self, script: str, *arguments: Any) -> Any:
        return self._page.evaluate(
            f"(given) => (function () {{ {script} }}).apply(null, given)", list(arguments)
        )

    def sees(self, selector: str) -> bool:
        self._page.wait_for_timeout(1)  # or what the page did meanwhile would not be heard of
        return self._page.locator(selector).first.is_visible()

    def text(self, selector: str) -> str:
        found = self._page.locator(selector).first
        return found.inner_text() if found.count() else ""

    def tap(self, selector: str) -> None:
        self._page.locator(selector).first.click()

    def reload(self) -> None:
        self._page.reload()
