"""What a browser sends, over plain sockets and one epoll: a load that costs little to make."""

import random
import resource
import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
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

    def vote(self, round_id: str, option: int, number: int) -> bytes:
        """Give the bytes of a vote, as static/vote.js makes it."""
        body = urlencode({"round": round_id, "option": option, "n": number})
        own = (
            f"Content-Length: {len(body)}\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            "Content-Type: application/x-www-form-urlencoded;charset=UTF-8\r\nX-Wissel: 1\r\n"
        )
        return f"POST /r/{self.code}/vote HTTP/1.1\r\n{self._head}{own}\r\n{body}".encode()

    def stream(self) -> bytes:
        """Give the bytes that ask for the stream of screens."""
        return f"GET /r/{self.code}/stream HTTP/1.1\r\n{self._head}\r\n".encode()

    def join(self) -> bytes:
        """Give the bytes of the Join button, pressed by a phone that has no seat yet."""
        head = self._head.replace(f"; seat={self.token}", "")
        own = f"Content-Length: 0\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
        return f"POST /r/{self.code}/join HTTP/1.1\r\n{head}{own}\r\n".encode()


@dataclass(slots=True)
class Line:
    """One connection. `sent` is when its last request went out, in seconds of the monotonic clock."""

    socket: socket.socket
    sent: float = 0.0
    got: bytes = b""
    statuses: list[int] = field(default_factory=list)


class Crowd:
    """Connections to one server, all watched by one epoll."""

    def __init__(self, port: int, size: int) -> None:
        self._epoll = select.epoll()
        self.lines = [self._dial(port) for _ in range(size)]
        self._by_fd = {line.socket.fileno(): line for line in self.lines}

    def _dial(self, port: int) -> Line:
        line = Line(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._epoll.register(line.socket.fileno(), select.EPOLLIN)
        return line

    def ask(self, line: Line, request: bytes) -> None:
        """Send a request; its answer comes out of `answers`."""
        line.sent = time.monotonic()
        line.socket.sendall(request)

    def answers(self, until: float) -> Iterator[tuple[Line, float]]:
        """Yield each connection whose answer is whole, and how long that took, until a time or until one goes."""
        while (left := until - time.monotonic()) > 0:
            for fd, _ in self._epoll.poll(left):
                line = self._by_fd[fd]
                piece = line.socket.recv(65536)
                now = time.monotonic()
                if not piece:
                    raise ConnectionError("the server hung up")
                line.got += piece
                if is_whole(line.got):
                    line.statuses.append(int(line.got[9:12]))
                    yield line, now - line.sent

    def close(self) -> None:
        """Hang up."""
        for line in self.lines:
            line.socket.close()
        self._epoll.close()


def is_whole(got: bytes) -> bool:
    """Tell whether these are all bytes of an answer."""
    head, end, body = got.partition(b"\r\n\r\n")
    if not end:
        return False
    _, named, rest = head.lower().partition(b"\r\ncontent-length:")
    return not named or len(body) >= int(rest.split(b"\r\n", 1)[0])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load met: seconds from request to answer, statuses, how long it took, and the generator's share of a core."""

    seconds: list[float]
    statuses: dict[int, int]
    lasted: float
    generator: float


def steady(crowd: Crowd, request: Callable[[int, int], bytes], seconds: float) -> Outcome:
    """Keep every connection busy: each asks again as soon as it is answered. `request` gets its place and its turn."""
    for line in crowd.lines:
        line.got, line.statuses = b"", []
    place = {id(line): number for number, line in enumerate(crowd.lines)}
    took: list[float] = []
    with generator_load() as load:
        for number, line in enumerate(crowd.lines):
            crowd.ask(line, request(number, 0))
        waiting = len(crowd.lines)
        stop = time.monotonic() + seconds
        for line, lasted in crowd.answers(stop + PATIENCE):
            line.got = b""
            took.append(lasted)
            if line.sent + lasted < stop:
                crowd.ask(line, request(place[id(line)], len(line.statuses)))
            else:
                waiting -= 1
            if not waiting:
                break
    return Outcome(took, _count(crowd), load.lasted, load.share)


def at_once(crowd: Crowd, requests: list[bytes]) -> Outcome:
    """Send one request on every connection at the same instant, in any order; times count from that instant."""
    took: list[float] = []
    asks = list(zip(crowd.lines, requests, strict=True))
    random.shuffle(asks)
    for line in crowd.lines:
        line.got, line.statuses = b"", []
    with generator_load() as load:
        began = time.monotonic()
        for line, request in asks:
            crowd.ask(line, request)
        for line, lasted in crowd.answers(began + PATIENCE):
            took.append(line.sent + lasted - began)
            if len(took) == len(asks):
                break
    return Outcome(took, _count(crowd), load.lasted, load.share)


def _count(crowd: Crowd) -> dict[int, int]:
    counts: dict[int, int] = {}
    for line in crowd.lines:
        for status in line.statuses:
            counts[status] = counts.get(status, 0) + 1
    return counts


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
    return (int(fields[11]) + int(fields[12])) / resource_ticks()


def resource_ticks() -> int:
    """Give how many ticks of /proc make a second."""
    import os  # noqa: PLC0415

    return os.sysconf("SC_CLK_TCK")


def allow_many_files() -> int:
    """Open as many files as we may, and give how many that is."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most
