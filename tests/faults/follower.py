"""A phone that follows the lesson by the rules of its script, with the times that stand there."""

import re
import select
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from classroom.simulator.http_client import TROUBLE
from classroom.web.rendering.assets import asset
from tests.faults.crew import LedgerPhone

_SOURCE = asset("phone.js").plain.decode()
TICK = 0.1
RETRY = 1.5  # as the stream itself tells browsers: see OPENING in live/frames.py
LONGEST_WAIT = 5.0


def _seconds(name: str) -> float:
    found = re.search(rf"const {name} = (\d+);", _SOURCE)
    assert found, name
    return int(found[1]) / 1000


FIRST_BYTE, POLL, WATCHDOG, LIMIT = map(_seconds, ("FIRST_BYTE", "POLL", "WATCHDOG", "FETCH_LIMIT"))


class Follower:
    """Follows in a thread of its own. `enter` is called first in that thread; `pending` is an answer to send."""

    def __init__(self, phone: LedgerPhone, enter: Callable[[], None] = lambda: None) -> None:
        self.phone = phone
        self.version = 0
        self.pending: tuple[str, int] | None = None
        self.answered_at = 0.0
        self._enter = enter
        self._stopped = threading.Event()
        self._stream: socket.socket | None = None
        self._seen = b""
        self._heard = self._opened = 0.0
        self._reopen = self._poll = self._send = 0.0
        self._polls = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(2 * LIMIT)
        self._close()
        self.phone.hang_up()

    def _run(self) -> None:
        self._enter()
        self.phone.patience = LIMIT
        if "seat" not in self.phone.cookies:
            self.phone.join()
        while not self._stopped.is_set():
            now = time.monotonic()
            self._mind_the_stream(now)
            self._listen()
            self._mind_the_screen(now)
            self._mind_the_answer(now)

    def _mind_the_stream(self, now: float) -> None:
        if self._stream and now - max(self._heard, self._opened) > WATCHDOG:
            self._close()
            self._poll, self._polls, self._reopen = 0.0, True, 0.0
        if self._stream is None and now >= self._reopen:
            self._open()
        if self._heard < self._opened < now - FIRST_BYTE:
            self._polls = True

    def _open(self) -> None:
        self._opened, self._seen = time.monotonic(), b""
        lines = [f"GET {self.phone.path}/stream HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in self.phone.headers().items()]
        try:
            self._stream = socket.create_connection(
                (self.phone.server.address, self.phone.server.port), timeout=LIMIT
            )
            self._stream.sendall("\r\n".join([*lines, "", ""]).encode())
        except OSError:
            self._lost()

    def _listen(self) -> None:
        if self._stream is None:
            self._stopped.wait(TICK)
            return
        with suppress(OSError):
            if not select.select([self._stream], [], [], TICK)[0]:
                return
            if piece := self._stream.recv(65536):
                self._take(piece)
                return
        self._lost()

    def _take(self, piece: bytes) -> None:
        self._seen += piece
        *events, self._seen = self._seen.split(b"\n\n")
        for event in events:
            if b"event: " in event:
                self._heard, self._polls = time.monotonic(), False
            if found := re.search(rb"id: \w+\.(\d+)", event) or re.search(
                rb"event: beat\ndata: \w+\.(\d+)", event
            ):
                self.version = max(self.version, int(found[1]))

    def _lost(self) -> None:
        self._close()
        self._reopen, self._polls = time.monotonic() + RETRY, True

    def _close(self) -> None:
        if self._stream:
            self._stream.close()
        self._stream = None

    def _mind_the_screen(self, now: float) -> None:
        if not self._polls or now < self._poll:
            return
        self._poll = now + POLL
        with suppress(*TROUBLE):
            version = self.phone.get(f"{self.phone.path}/screen?since=").headers["X-Version"]
            self.version = max(self.version, int(version.rpartition(".")[2]))

    def _mind_the_answer(self, now: float) -> None:
        if self.pending is None or now < self._send:
            return
        if self.phone.change(*self.pending) in (204, 410):
            self.pending, self.answered_at = None, time.monotonic()
        else:
            self._send = now + LONGEST_WAIT / 2
