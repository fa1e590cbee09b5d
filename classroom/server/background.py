"""What goes on as long as the server runs, beside the requests. A failure ends none of it: the next look may go well."""

import time
from collections.abc import Callable
from contextlib import suppress

from classroom.actions.network_address import tell_address
from classroom.actions.retention import tidy
from classroom.live.attempt import attempt
from classroom.storage.failures import StorageTrouble
from classroom.web.http.runtime import WebRuntime
from classroom.web.rendering.startup_notice import phones_told

HOUR = 60 * 60
LOOK_SECONDS = 3  # A Wi-Fi that was joined is on the wall before the class has taken its phones out.


def tidy_hourly(runtime: WebRuntime, sleep: Callable[[float], object] = time.sleep) -> None:
    """End and forget, hour by hour, what is over."""
    while True:
        attempt(tidy, runtime)
        sleep(HOUR)


def follow_networks(
    runtime: WebRuntime, say: Callable[[str], None], sleep: Callable[[float], object] = time.sleep
) -> None:
    """Tell screens and terminal where phones go now. Pages that were left open may show an address of before the start."""
    follower = _Follower(runtime, say)
    while runtime.lan.follows:
        attempt(follower.tell)
        sleep(LOOK_SECONDS)
        attempt(follower.look)


class _Follower:
    """What was told of this computer's address, and what there is to tell."""

    def __init__(self, runtime: WebRuntime, say: Callable[[str], None]) -> None:
        self._runtime, self._lan, self._say = runtime, runtime.lan, say
        self._told = self._lan.address
        self._is_news = True

    def look(self) -> None:
        self._is_news = self._lan.look() or self._is_news

    def tell(self) -> None:
        if self._is_news:
            with suppress(StorageTrouble):  # Then it is told with the next look.
                tell_address(self._runtime)
                self._is_news = False
        if self._told != self._lan.address:
            self._told = self._lan.address
            self._say(phones_told(self._runtime.config.language, self._lan))
