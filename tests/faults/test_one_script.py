"""One phone with a script, and the class beside it: the script may get slow answers, the class may not."""

import http.client
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import pytest

from tests.browser.running import LONG, ROOT, Running
from tests.browser.simulated import SimulatedDesk, SimulatedPhone
from tests.faults.crew import OPTIONS, STORED, LedgerPhone, at_once
from tests.faults.figures import FULL, figure, percentile, size

PUPILS = 28
SECONDS = size(1.0, 10.0)
WAYS = size(3, 100)
RIGHT_P95 = 0.3
FORM = "application/x-www-form-urlencoded"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems have one loopback address only"
)


@dataclass
class FarPhone(LedgerPhone):
    """A phone with an address of its own, as each has in a classroom."""

    place: int = 0

    def connection(self, seconds: float) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(
            self.server.address, self.server.port, seconds, (f"127.0.1.{self.place + 1}", 0)
        )


def _request(phone: SimulatedPhone, line: str, body: str = "", **more: str) -> bytes:
    headers = (
        phone.headers()
        | {"Content-Length": str(len(body))}
        | {k.replace("_", "-"): v for k, v in more.items()}
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return f"{line} HTTP/1.1\r\n{head}\r\n{body}".encode()


def _trials(
    phone: SimulatedPhone, stranger: SimulatedPhone, round_id: str
) -> dict[str, tuple[str, int, bytes]]:
    """Give the ways of the script: how it asks, over how many connections, and what."""
    vote = f"round={round_id}&option=1&n=1"
    own = phone.path
    typed = "multipart/form-data; boundary=b"
    parts = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 250 + "--b--"
    return {
        "fetches screens": ("ask", 200, _request(phone, f"GET {own}/screen")),
        "loads the page": ("ask", 200, _request(phone, f"GET {own}")),
        "asks to come in": ("ask", 200, _request(stranger, f"GET {own}")),
        "sends 30 kB of headers": (
            "ask",
            100,
            _request(phone, f"GET {own}", X_Long="x" * 7000, X_More="x" * 23_000),
        ),
        "sends bodies without end": (
            "endless",
            100,
            _request(phone, f"POST {own}/vote", "x" * 1000, Content_Length="1000000000"),
        ),
        "sends chunks without end": (
            "endless",
            100,
            _request(
                phone,
                f"POST {own}/vote",
                "3e8\r\n" + "x" * 1000 + "\r\n",
                Content_Length="",
                Transfer_Encoding="chunked",
            ),
        ),
        "votes and never reads": ("unread", 0, _request(phone, f"POST {own}/vote", vote)),
        "leaves without a seat": (
            "ask",
            100,
            _request(stranger, f"POST {own}/leave", Cookie=f"seat={'0' * 32}"),
        ),
        "asks in 4,000 languages": (
            "ask",
            100,
            _request(stranger, "GET /", Accept_Language=",".join(["x"] * 3500)),
        ),
        "sends 8,000 fields": ("ask", 100, _request(phone, f"POST {own}/vote", "&".join(["a"] * 8000))),
        "sends 250 parts": ("ask", 100, _request(phone, f"POST {own}/vote", parts, Content_Type=typed)),
    }


@contextmanager
def _beside(server: Running, way: str, connections: int, request: bytes) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.faults.script", way, str(server.port), str(connections)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as process:
        assert process.stdin
        process.stdin.write(request)
        process.stdin.close()
        time.sleep(1)
        try:
            yield
        finally:
            assert process.poll() is None, "the script ended"
            process.kill()


def test_one_script_does_not_slow_the_class(server: Running) -> None:
    desk = SimulatedDesk(server).open_room(PUPILS)
    phones = [FarPhone(server, code=desk.code, place=place) for place in range(PUPILS)]
    for phone in phones:
        phone.join()
    mine = SimulatedPhone(server, code=desk.code).join()
    stranger = SimulatedPhone(server, code=desk.code)
    desk.until("voting")
    round_id = desk.round_id(phones[0])
    slow: dict[str, float] = {}
    for what, (way, connections, request) in list(_trials(mine, stranger, round_id).items())[:WAYS]:
        times: list[float] = []
        with (
            _beside(server, way, connections, request),
            at_once(partial(_votes, phone, round_id, times) for phone in phones),
        ):
            pass
        slow[what] = percentile(times, 0.95)
        figure(
            "script",
            f"one phone {what}: votes of the class, p95",
            f"{slow[what] * 1000:.0f} ms",
            "at most 300 ms",
        )
    for phone in phones:
        phone.hang_up()
    assert max(slow.values()) <= (RIGHT_P95 if FULL else LONG / 2), slow


def _votes(phone: LedgerPhone, round_id: str, times: list[float]) -> None:
    """Answer and change for a while, with the pauses of somebody who thinks; what is not taken is sent again."""
    chance, until = random.Random(phone.token), time.monotonic() + SECONDS
    while time.monotonic() < until:
        time.sleep(chance.random())
        began, option = time.monotonic(), chance.choice(OPTIONS)
        while phone.change(round_id, option) != STORED and time.monotonic() < until:
            time.sleep(0.1)
        times.append(time.monotonic() - began)
