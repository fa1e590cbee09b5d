"""A phone: comes in by the code, follows the lesson, and sends an answer until it has arrived."""

import json
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock

from classroom.simulator.http_client import TROUBLE, Browser, Refused
from classroom.simulator.pace import Pace
from classroom.simulator.phone_screen import Screen, read_screen

STORED, FOUND, AGAIN, FORBIDDEN, CONFLICT, FAULT = 204, 303, 307, 403, 409, 500
NO_ANSWER = 0
Heed = Callable[[Screen], float]


class NoSuchRoom(Exception):
    """Nobody is let in by this code."""


class Phone:
    """One phone in a room. `follow` runs in a thread of its own; the rest may be called from others."""

    def __init__(self, url: str, code: str, pace: Pace, stopped: Event) -> None:
        self.code = code
        self.phase = ""
        self.knocks = False
        self.is_gone = False
        self._is_seated = False
        self._browser = Browser(url)
        self._pace = pace
        self._stopped = stopped
        self._numbers: dict[str, int] = {}
        self._answering = Lock()

    def join(self) -> None:
        """Type the code and take a seat. Raises NoSuchRoom, or one of `TROUBLE`."""
        found = self._browser.post("/", code=self.code)
        if found.status != FOUND:
            raise NoSuchRoom
        self.code = found.location.rpartition("/")[2]
        self._browser.get(self._path)
        joined = self._browser.post(f"{self._path}/join")
        if joined.status == AGAIN:  # Once more, with the cookie that came along.
            joined = self._browser.post(joined.location)
        if joined.status != FOUND:
            raise NoSuchRoom
        self._is_seated = True

    def follow(self, heed: Heed) -> None:
        """Show every screen to `heed`, and come back when the connection breaks, until the room is gone.

        `heed` gives how many seconds to be away after this screen; 0 is to stay.
        """
        while not (self._stopped.is_set() or self.is_gone):
            wait = self._pace.returning
            with suppress(*TROUBLE):
                wait = self._come_in_and_listen(heed) or wait
            self._stopped.wait(wait)

    def answer(self, round_id: str, option: int) -> bool:
        """Send an answer until it is known whether it is stored, and tell that; the round may have closed before."""
        with self._answering:
            number = self._numbers.get(round_id, 0) + 1
            while not self._stopped.is_set():
                status, stored = self._send(round_id, option, number)
                if status == CONFLICT:
                    number = max(number, stored) + 1
                elif status == NO_ANSWER or status >= FAULT:
                    self._stopped.wait(self._pace.returning)
                else:
                    self._numbers[round_id] = number
                    return status == STORED
            return False

    def leave(self) -> None:
        """Give the seat back. Raises one of `TROUBLE`."""
        self._browser.post(f"{self._path}/leave")

    def hang_up(self) -> None:
        """End the present connection."""
        self._browser.hang_up()

    @property
    def _path(self) -> str:
        return f"/r/{self.code}"

    def _come_in_and_listen(self, heed: Heed) -> float:
        if not self._is_seated:
            try:
                self.join()
            except NoSuchRoom:
                self.is_gone = True
                return 0
        return self._listen(heed)

    def _listen(self, heed: Heed) -> float:
        """Follow one connection, and give how long to be away after it."""
        try:
            for kind, data in self._browser.listen(f"{self._path}/stream"):
                away = self._heard(kind, data, heed)
                if away or self._stopped.is_set() or self.is_gone:
                    return away
        except Refused as refused:
            self.knocks = refused.status == FORBIDDEN
            self.is_gone = FORBIDDEN < refused.status < FAULT
            return self._pace.knocking
        return 0

    def _heard(self, kind: str, data: str, heed: Heed) -> float:
        if kind == "gone":
            self.is_gone = True
        if kind != "screen":
            return 0
        self.knocks = False
        screen = read_screen(data)
        self.phase = screen.phase
        if screen.code and screen.code != self.code:
            # A new code is on the wall, as when the class goes on another day: enter again by that.
            self.code, self._is_seated = screen.code, False
            return self._pace.returning
        return heed(screen)

    def _send(self, round_id: str, option: int, number: int) -> tuple[int, int]:
        try:
            answer = self._browser.post(f"{self._path}/vote", round=round_id, option=option, n=number)
            stored = json.loads(answer.text)["n"] if answer.status == CONFLICT else 0
        except TROUBLE:
            return NO_ANSWER, 0
        return answer.status, stored
