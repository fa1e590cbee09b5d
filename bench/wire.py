"""What a browser sends, over plain sockets and one epoll: a load that costs little to make."""

import os
import random
import resource
import select
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

PATIENCE = 30.0
# What Chrome on Android sends with fetch() to an address on the Wi-Fi: no Sec-Fetch headers there.
BROWSER = (
    "Connection: keep-alive\r\n"
    "Pragma: no-cache\r\n"
    "Cache-Control: no-cache\r\n"
    "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Mobile Safari/537.36\r\n"
    "Accept: */*\r\n"
    "Accept-Encoding: gzip, deflate\r\n"
    "Accept-Language: nl-NL,nl;q=0.9,en-US;q=0.8,en;q=0.7\r\n"
)
FORM = "application/x-www-form-urlencoded;charset=UTF-8"
PLAIN_FORM = "application/x-www-form-urlencoded; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Seat:
    """A phone in a room: where it asks, and the cookie by which it is known."""

    port: int
    code: str
    token: str

    @property
    def _head(self) -> str:
        host = f"127.0.0.1:{self.port}"
        referer = f"Referer: http://{host}/r/{self.code}\r\n"
        return f"Host: {host}\r\n{BROWSER}{referer}Cookie: language=nl; seat={self.token}\r\n"

    def vote(self, round_id: str, option: int, number: int, form: str = FORM) -> bytes:
        """Give the bytes of a vote, as static/js/answers.js makes it. A `form` that it would not send goes the plain way."""
        body = urlencode({"round": round_id, "option": option, "n": number})
        own = (
            f"Content-Length: {len(body)}\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            f"Content-Type: {form}\r\nX-Wissel: 1\r\n"
        )
        return f"POST /r/{self.code}/vote HTTP/1.1\r\n{self._head}{own}\r\n{body}".encode()

    def stream(self) -> bytes:
        """Give the bytes that ask for the stream of screens."""
        return f"GET /r/{self.code}/stream HTTP/1.1\r\n{self._head}\r\n".encode()

    def join(self) -> bytes:
        """Give the bytes of the Join button, pressed by a phone that has no seat yet, and keeps cookies."""
        head = self._head.replace(f"; seat={self.token}", "; seat=look")
        own = f"Content-Length: 0\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
        return f"POST /r/{self.code}/join HTTP/1.1\r\n{head}{own}\r\n".encode()


@dataclass(slots=True, eq=False)
class Line:
    """One connection. `sent` is when its last request went out, in seconds of the monotonic clock."""

    socket: socket.socket
    place: int
    sent: float = 0.0
    got: bytes = b""
    turn: int = 0

    def ask(self, request: bytes) -> None:
        """Send a request."""
        self.sent, self.got = time.monotonic(), b""
        self.socket.sendall(request)

    def hear(self) -> int | None:
        """Take in what came, and give the status once the answer is whole."""
        piece = self.socket.recv(65536)
        if not piece:
            raise ConnectionError("the server hung up")
        self.got += piece
        return int(self.got[9:12]) if is_whole(self.got) else None


def is_whole(got: bytes) -> bool:
    """Tell whether these are all bytes of an answer."""
    head, end, body = got.partition(b"\r\n\r\n")
    if not end:
        return False
    _, named, rest = head.lower().partition(b"\r\ncontent-length:")
    return not named or len(body) >= int(rest.split(b"\r\n", 1)[0])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load met: seconds to each answer, statuses, how long it all took, the generator's share of a core, the answers."""

    seconds: list[float]
    statuses: Counter[int]
    lasted: float
    generator: float
    answers: list[bytes]


@contextmanager
def connections(port: int, size: int) -> Iterator[tuple[list[Line], select.epoll]]:
    """Open connections that stay open, watched by one epoll."""
    lines: list[Line] = []
    with select.epoll() as epoll:
        try:
            for place in range(size):
                lines.append(Line(socket.create_connection(("127.0.0.1", port), PATIENCE), place))
                lines[-1].socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                epoll.register(lines[-1].socket, select.EPOLLIN)
            yield lines, epoll
        finally:
            for line in lines:
                line.socket.close()


def steady(port: int, size: int, request: Callable[[int, int], bytes], seconds: float) -> Outcome:
    """Keep connections busy: each asks again as soon as it is answered. `request` gets its place and its turn."""
    took: list[float] = []
    statuses: Counter[int] = Counter()
    with connections(port, size) as (lines, epoll), generator_load() as load:
        by_fd = {line.socket.fileno(): line for line in lines}
        for line in lines:
            line.ask(request(line.place, 0))
        stop, waiting = time.monotonic() + seconds, len(lines)
        while waiting:
            for fd, _ in _some(epoll):
                line = by_fd[fd]
                if (status := line.hear()) is None:
                    continue
                now = time.monotonic()
                took.append(now - line.sent)
                statuses[status] += 1
                line.turn += 1
                if now < stop:
                    line.ask(request(line.place, line.turn))
                else:
                    waiting -= 1
    return Outcome(took, statuses, load.lasted, load.share, [])


def at_once(port: int, requests: Sequence[bytes]) -> Outcome:
    """Dial and ask for every request at the same instant, in any order; times count from that instant.

    Each has a connection of its own: a phone that has only listened for a while has no other one left.
    """
    took: list[float] = []
    statuses: Counter[int] = Counter()
    answers = [b""] * len(requests)
    with generator_load() as load, select.epoll() as epoll, ExitStack() as stack:
        began, by_fd = time.monotonic(), {}
        for place in random.sample(range(len(requests)), len(requests)):
            line = Line(stack.enter_context(socket.socket()), place)
            line.socket.settimeout(0)
            line.socket.connect_ex(("127.0.0.1", port))
            epoll.register(line.socket, select.EPOLLOUT)
            by_fd[line.socket.fileno()] = line
        while len(took) < len(requests):
            for fd, event in _some(epoll):
                line = by_fd[fd]
                if event & select.EPOLLOUT:
                    line.ask(requests[line.place])
                    epoll.modify(fd, select.EPOLLIN)
                elif (status := line.hear()) is not None:
                    took.append(time.monotonic() - began)
                    statuses[status] += 1
                    answers[line.place] = line.got
                    epoll.unregister(fd)
    return Outcome(took, statuses, load.lasted, load.share, answers)


def _some(epoll: select.epoll) -> list[tuple[int, int]]:
    """Wait for something to happen; a load that hears nothing for long has failed."""
    some = epoll.poll(PATIENCE)
    if not some:
        raise TimeoutError("the server says nothing")
    return some


@dataclass(slots=True)
class Load:
    """How long something took, and which part of a core this process needed for it."""

    lasted: float = 0.0
    share: float = 0.0


@contextmanager
def generator_load() -> Iterator[Load]:
    """Measure this process while it makes a load."""
    load, began, used = Load(), time.monotonic(), time.process_time()
    yield load
    load.lasted = time.monotonic() - began
    load.share = (time.process_time() - used) / load.lasted


def cpu_of(pid: int) -> float:
    """Give the seconds of processor time that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> int:
    """Give the kilobytes that a process has to itself, shared pages by their share."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def allow_many_files() -> int:
    """Open as many files as we may, and give how many that is."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most
