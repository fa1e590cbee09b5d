"""Two ways to wait: a Listener holds a thread or a greenlet, a Parked connection holds a file descriptor and no more.

Parking is for Linux under gevent. Everything here runs in greenlets of one thread, so nothing needs a lock.
"""

import importlib.util
import os
import select
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from classroom.live.attempt import attempt
from classroom.live.frames import Right, Waiter, Watch

# A vanished phone never says goodbye: without this the kernel keeps trying for a quarter of an hour.
_USER_TIMEOUT_MS = 20_000
# What the kernel may hold for one phone. More would only be old screens, sent to a phone that is behind already.
_SEND_BUFFER = 64 * 1024
# How often the phones that are behind are looked at.
_SWEEP_SECONDS = 1.0


def can_park() -> bool:
    """Whether this process can park: epoll is Linux's, and only under gevent is there a loop to watch it."""
    if not sys.platform.startswith("linux") or importlib.util.find_spec("gevent") is None:
        return False
    from gevent import monkey  # noqa: PLC0415  (the tests and other servers live without gevent)

    return bool(monkey.is_module_patched("threading") and monkey.is_module_patched("socket"))


class Listener(Waiter):
    """A browser that a thread, or a greenlet, waits for."""

    __slots__ = ("_news",)

    def __init__(self, watch: Watch, version: str | None, right: Right | None = None) -> None:
        super().__init__(watch, version, right)
        self._news = threading.Condition()

    def take(self) -> bytes:
        """Wait for something to send; empty when nothing will come any more."""
        with self._news:
            while not (news := super().take()) and not self.ended:
                self._news.wait()
            return news

    def _put(self, **parts: bytes) -> None:
        with self._news:
            super()._put(**parts)
            self._news.notify()


class Parked(Waiter):
    """A browser whose connection waits without anybody waiting for it."""

    __slots__ = ("_lot", "_rest", "fd", "moved_at")

    def __init__(self, watch: Watch, version: str | None, right: Right | None, fd: int, lot: "Lot") -> None:
        super().__init__(watch, version, right)
        self._lot = lot
        self._rest: bytes | memoryview = b""
        self.fd = fd
        self.moved_at = 0.0

    def tell_screen(self, version: str, frame: bytes) -> None:
        """Give it the screen that it shows from now on: at once, if it has everything else, as nearly all have.

        A whole hall waits for the last of these calls, so what is only for the few comes after the one write.
        """
        if self._rest or self._unsent or self.fd < 0:
            super().tell_screen(version, frame)
            return
        self.version = version
        try:
            sent = os.write(self.fd, frame)
        except OSError:
            sent = 0  # `flush` tries once more, and knows what to do about it
        if sent != len(frame):
            self._rest = memoryview(frame)[sent:]
            self.flush()

    def flush(self) -> None:
        """Send what the connection takes: first the rest of what it was given, then the newest there is."""
        while self.fd >= 0 and (self._rest or self._unsent):
            self._rest = self._rest or self.take()
            try:
                sent = os.write(self.fd, self._rest)
            except BlockingIOError:
                return self._lot.fell_behind(self)
            except OSError:
                return self.leave()
            self._rest = b"" if sent == len(self._rest) else memoryview(self._rest)[sent:]
            self.moved_at = time.monotonic()
        return self.leave() if self.ended else self._lot.caught_up(self)

    def leave(self) -> None:
        """Close the connection; a second time does nothing."""
        fd, self.fd = self.fd, -1
        self.ended = True
        if fd >= 0:
            self._lot.left(self, fd)

    def _put(self, **parts: bytes) -> None:
        super()._put(**parts)
        self.flush()


class Lot:
    """All parked connections, watched for hang-up (and, where one is behind, for room) by one epoll."""

    def __init__(self, on_leave: Callable[[Waiter], None], stall_seconds: float) -> None:
        self._on_leave = on_leave
        self._stall_seconds = stall_seconds
        self._parked: dict[int, Parked] = {}
        self._behind: set[Parked] = set()
        self._epoll: Any = None  # select.epoll, which is not there on every platform
        self._greenlets: list[Any] = []

    def add(self, fd: int, watch: Watch, since: str | None, right: Right | None) -> Parked:
        """Park a descriptor that is ours alone; it is closed when this fails."""
        try:
            if self._epoll is None:
                self._open()
            _tune(fd)
            self._epoll.register(fd, select.EPOLLRDHUP)
        except BaseException:
            os.close(fd)
            raise
        parked = self._parked[fd] = Parked(watch, since, right, fd, self)
        return parked

    def fell_behind(self, parked: Parked) -> None:
        """Look again when it takes something, and in a while if it never does."""
        if parked not in self._behind:
            self._behind.add(parked)
            parked.moved_at = time.monotonic()
            self._epoll.modify(parked.fd, select.EPOLLRDHUP | select.EPOLLOUT)

    def caught_up(self, parked: Parked) -> None:
        """Watch for hang-up only: it has everything."""
        if parked in self._behind:
            self._behind.discard(parked)
            self._epoll.modify(parked.fd, select.EPOLLRDHUP)

    def left(self, parked: Parked, fd: int) -> None:
        """Let go of a connection that just left."""
        self._behind.discard(parked)
        del self._parked[fd]
        with suppress(OSError):
            self._epoll.unregister(fd)
        os.close(fd)
        self._on_leave(parked)

    def close(self) -> None:
        """Close every connection, those that are behind as well."""
        for parked in list(self._parked.values()):
            parked.leave()
        for greenlet in self._greenlets:
            greenlet.kill(block=False)
        self._greenlets.clear()
        self._epoll = None

    def _open(self) -> None:
        import gevent  # noqa: PLC0415  (see can_park)
        from gevent import monkey  # noqa: PLC0415

        # gevent takes epoll away, because waiting in it would stop every greenlet. Here nobody ever waits in it.
        self._epoll = monkey.get_original("select", "epoll")()
        self._greenlets = [gevent.spawn(self._attend), gevent.spawn(self._sweep)]

    def _attend(self) -> None:
        import gevent  # noqa: PLC0415

        loop = gevent.get_hub()
        watcher = loop.loop.io(self._epoll.fileno(), 1)
        try:
            while True:
                loop.wait(watcher)
                for fd, events in self._epoll.poll(0):
                    attempt(self._attend_to, fd, events)
        finally:
            watcher.close()

    def _attend_to(self, fd: int, events: int) -> None:
        parked = self._parked.get(fd)
        if parked is None:
            return
        if events & ~select.EPOLLOUT:  # hung up: what epoll says besides "there is room"
            parked.leave()
        else:
            parked.flush()

    def _sweep(self) -> None:
        while True:
            time.sleep(_SWEEP_SECONDS)
            longest_ago = time.monotonic() - self._stall_seconds
            for parked in [parked for parked in self._behind if parked.moved_at < longest_ago]:
                attempt(parked.leave)


def _tune(fd: int) -> None:
    from gevent import monkey  # noqa: PLC0415  (see can_park)

    sock = monkey.get_original("socket", "socket")(fileno=fd)
    try:
        sock.settimeout(0)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        with suppress(OSError):  # a Unix socket has no such options
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _USER_TIMEOUT_MS)
    finally:
        sock.detach()
