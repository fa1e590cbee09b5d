"""One script on one phone that asks as much as it can, in one of several ways; run as a process of its own.

`python -m tests.faults.script WAY PORT CONNECTIONS`, with what it asks on standard input. It goes on until it is ended.
"""

import select
import socket
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

HERE = "127.0.0.66"  # the address of this phone alone
A_SECOND = 1000
LEFT_OPEN = 1000


@dataclass(slots=True, eq=False)
class Line:
    """One connection: what it still has to send, and what it does once that is sent."""

    socket: socket.socket
    rest: bytes


def dial(port: int) -> socket.socket:
    line = socket.socket()
    line.bind((HERE, 0))
    line.setblocking(False)
    line.connect_ex(("127.0.0.1", port))
    return line


class Script:
    """Connections that ask the same again and again, watched by one epoll."""

    def __init__(self, port: int, request: bytes) -> None:
        self._port, self._request = port, request
        self._epoll = select.epoll()
        self._lines: dict[int, Line] = {}

    def begin(self) -> None:
        """Dial once more."""
        line = Line(dial(self._port), self._request)
        self._lines[line.socket.fileno()] = line
        self._epoll.register(line.socket, select.EPOLLIN | select.EPOLLOUT)

    def go_on(self) -> None:
        """See to every connection with which something can be done."""
        for fd, events in self._epoll.poll():
            try:
                self._go_on(fd, events)
            except BlockingIOError:
                pass
            except OSError:
                self._lines.pop(fd).socket.close()
                self.begin()

    def _go_on(self, fd: int, events: int) -> None:
        line = self._lines[fd]
        if events & select.EPOLLIN and not line.socket.recv(1 << 20):
            raise ConnectionError
        if events & select.EPOLLIN and not line.rest:
            line.rest = self._request
        if line.rest:
            line.rest = line.rest[line.socket.send(line.rest) :]
        self._epoll.modify(fd, select.EPOLLIN | (select.EPOLLOUT if line.rest else 0))


def keep_asking(port: int, connections: int, request: bytes) -> None:
    """Ask again as soon as an answer begins, over connections that are kept; one that is closed is dialled anew."""
    script = Script(port, request)
    for _ in range(connections):
        script.begin()
    while True:
        script.go_on()


def never_end(port: int, connections: int, request: bytes) -> None:
    """Begin a request, and go on sending the rest of it for ever."""
    head, _, piece = request.partition(b"\r\n\r\n")
    keep_asking(port, connections, head + b"\r\n\r\n" + piece * 200_000)


def never_read(port: int, _connections: int, request: bytes) -> None:
    """Ask over new connections, so many a second, and read no answer."""
    opened: deque[socket.socket] = deque()
    began, asked = time.monotonic(), 0
    while True:
        while asked < (time.monotonic() - began) * A_SECOND:
            asked += 1
            with suppress(OSError):
                opened.append(socket.create_connection(("127.0.0.1", port), 1, (HERE, 0)))
                opened[-1].sendall(request)
            if len(opened) > LEFT_OPEN:
                opened.popleft().close()
        time.sleep(0.001)


WAYS: dict[str, Callable[[int, int, bytes], None]] = {
    "ask": keep_asking,
    "endless": never_end,
    "unread": never_read,
}

if __name__ == "__main__":
    WAYS[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3]), sys.stdin.buffer.read())
