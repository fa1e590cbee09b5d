"""The real server in a process of its own, talked to over real sockets."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from classroom.web.http.security import HEADERS
from tests.browser.running import die_with_the_test

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="parking is for Linux")

HERE = Path(__file__).parent
LONG = 20  # seconds that a test waits before it calls something missing


class Server:
    def __init__(self, **settings: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(HERE.parent.parent), **settings}
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "small_server.py")],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=die_with_the_test if sys.platform == "linux" else None,  # noqa: PLW1509
        )
        assert self.process.stdout
        self.port = int(self.process.stdout.readline() or "0")
        self.phones: list[Phone] = []

    def dial(self, path: str = "/stream/1/phone", *, buffer: int = 0, header: str = "") -> "Phone":
        self.phones.append(Phone(self.port, path, buffer, header))
        return self.phones[-1]

    def ask(self, method: str, path: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        connection.request(method, path)
        body = connection.getresponse().read()
        connection.close()
        return body

    def state(self) -> Any:
        return json.loads(self.ask("GET", "/state"))

    def stop(self) -> tuple[int, str]:
        """Ask it to stop; its exit code and everything that it wrote."""
        self.process.send_signal(signal.SIGTERM)
        out, err = self.process.communicate(timeout=LONG)
        return self.process.returncode, out + err


class Phone:
    """A raw connection that asked for a stream."""

    def __init__(self, port: int, path: str, buffer: int, header: str) -> None:
        self.socket = socket.socket()
        self.socket.settimeout(LONG)
        if buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.connect(("127.0.0.1", port))
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{header}\r\n".encode())
        self.seen = b""

    def read_until(self, wanted: bytes) -> bytes:
        while wanted not in self.seen:
            piece = self.socket.recv(65536)
            assert piece, f"the connection closed before {wanted!r}"
            self.seen += piece
        return self.seen

    def read_to_end(self) -> bytes:
        while piece := self.socket.recv(65536):
            self.seen += piece
        return self.seen


def eventually(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + LONG
    while not (now := true()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return now


@pytest.fixture
def start() -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def start_server(**settings: str) -> Server:
        servers.append(Server(**settings))
        return servers[-1]

    yield start_server
    for server in servers:
        server.process.kill()
        server.process.communicate()
        for phone in server.phones:
            phone.socket.close()


Start = Callable[..., Server]


def test_two_hundred_parked_phones_all_get_the_same_bytes_rendered_once(start: Start) -> None:
    server = start()
    before = server.state()["files"]
    phones = [server.dial() for _ in range(200)]
    for phone in phones:
        phone.read_until(b"id: v1\n")
    assert eventually(
        lambda: server.state()["files"] == before + 200 + 1
    )  # and the epoll: one descriptor a phone
    server.ask("POST", "/announce/1")
    bodies = {
        phone.read_until(b"v2</p>\ndata: " + b"x" * 2000 + b"\n\n").partition(b"\r\n\r\n")[2]
        for phone in phones
    }
    assert len(bodies) == 1
    assert server.state()["renders"] == {"phone v1": 1, "phone v2": 1}


def test_the_headers_of_a_stream_forbid_storing_and_buffering(start: Start) -> None:
    head = start().dial().read_until(b"\r\n\r\n").partition(b"\r\n\r\n")[0].decode().split("\r\n")
    assert head[0] == "HTTP/1.1 200 OK"
    assert {line for line in head[1:] if not line.startswith("Date")} == {
        "Cache-Control: no-store, no-transform",
        "X-Accel-Buffering: no",
        "Content-Type: text/event-stream; charset=utf-8",
        "Connection: close",
    }


@pytest.mark.parametrize(("path", "header"), [("?since=v1", ""), ("?since=v0", "Last-Event-ID: v1\r\n")])
def test_who_has_the_present_screen_waits_for_the_next(start: Start, path: str, header: str) -> None:
    server = start()
    phone = server.dial(f"/stream/1/phone{path}", header=header)
    phone.read_until(b"\n\n")
    server.ask("POST", "/announce/1")
    assert b"id: v1" not in phone.read_until(b"id: v2\n")


def test_a_server_that_cannot_park_sends_the_same_bytes(start: Start) -> None:
    bodies = []
    for settings in ({}, {"NO_PARKING": "1"}):
        server = start(**settings)
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=LONG)
        connection.request("GET", "/stream/1/desk")
        answer = connection.getresponse()
        seen = b""
        while b"v1" not in seen:
            seen += answer.read1()
        server.ask("POST", "/announce/1")
        server.ask("POST", "/end/1")
        bodies.append(seen + answer.read())
        connection.close()
    assert bodies[0] == bodies[1]
    assert bodies[0].endswith(b"event: gone\ndata: gone\n\n")


def test_a_phone_that_does_not_read_gets_the_rest_and_then_only_the_newest(start: Start) -> None:
    server = start(FRAME_BYTES="1000000")
    phone = server.dial(buffer=4096)
    quick = server.dial()
    quick.read_until(b"id: v1\n")
    for number in range(2, 8):
        server.ask("POST", "/announce/1")
        quick.read_until(f"id: v{number}\n".encode())
    slow = phone.read_until(b"v7</p>\ndata: " + b"x" * 1_000_000 + b"\n\n")
    ids = [line for line in slow.split(b"\n") if line.startswith(b"id: ")]
    assert ids == [b"id: v1", b"id: v7"]
    assert slow.count(b"x" * 1_000_000) == 2


def test_a_phone_that_never_reads_is_dropped_and_the_others_are_not(start: Start) -> None:
    server = start(FRAME_BYTES="1000000", STALL="1")
    stuck = server.dial(buffer=4096)
    quick = server.dial()
    quick.read_until(b"x\n\n")
    assert eventually(lambda: server.state()["waiting"] == 1)
    server.ask("POST", "/announce/1")
    quick.read_until(b"id: v2\n")
    assert b"v1</p>" in stuck.read_to_end()
    assert len(stuck.seen) < 1_000_000


def test_a_phone_that_hangs_up_is_forgotten_and_its_descriptor_freed(start: Start) -> None:
    server = start()
    phones = [server.dial() for _ in range(20)]
    for phone in phones:
        phone.read_until(b"id: v1\n")
    before = server.state()
    assert before["waiting"] == 20
    for phone in phones[1:]:
        phone.socket.close()
    assert eventually(lambda: server.state()["waiting"] == 1)
    assert server.state()["files"] == before["files"] - 19
    server.ask("POST", "/announce/1")
    phones[0].read_until(b"id: v2\n")


def test_a_parked_phone_hears_a_beat(start: Start) -> None:
    start(BEAT="0.1").dial().read_until(b"event: beat\ndata: v1\n\n")


def test_a_room_that_ends_says_so_and_closes(start: Start) -> None:
    server = start()
    phone, other = server.dial(), server.dial("/stream/2/phone")
    phone.read_until(b"id: v1\n")
    other.read_until(b"id: v1\n")
    server.ask("POST", "/end/1")
    assert phone.read_to_end().endswith(b"event: gone\ndata: gone\n\n")
    server.ask("POST", "/announce/2")
    other.read_until(b"id: v2\n")


@pytest.mark.parametrize("how", [{}, {"NO_PARKING": "1"}])
def test_stopping_ends_every_stream_and_exits_with_nought(start: Start, how: dict[str, str]) -> None:
    server = start(**how)
    phones = [server.dial() for _ in range(50)]
    for phone in phones:
        phone.read_until(b"id: v1\n")
    assert server.stop() == (0, "")
    for phone in phones:
        phone.read_to_end()


def test_a_request_that_runs_is_answered_before_the_server_stops(start: Start) -> None:
    server = start()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=LONG)
    connection.request("POST", "/slow")
    assert eventually(lambda: b"waiting" in server.ask("GET", "/state"))
    code, _ = server.stop()
    assert connection.getresponse().read() == b"slow but whole"
    connection.close()
    assert code == 0


def test_a_connection_serves_one_request_after_another(start: Start) -> None:
    server = start()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=LONG)
    connection.connect()
    kept = connection.sock
    for _ in range(3):
        connection.request("POST", "/announce/1", body=b"answer=a")
        assert connection.getresponse().read() == b"announced"
        assert connection.sock is kept
    connection.close()


BAD_HEADERS = {
    "two lengths": ("400", "Content-Length: 1\r\nContent-Length: 2\r\n"),
    "length and chunks": ("400", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
    "chunks": ("411", "Transfer-Encoding: chunked\r\n"),
    "another coding": ("411", "Transfer-Encoding: gzip, chunked\r\n"),
    "a length that is none": ("400", "Content-Length: +1\r\n"),
    "a space before the colon": ("400", "Content-Length : 1\r\n"),
    "a line that is no header": ("400", "nonsense\r\n"),
    "too many": ("400", "".join(f"X-{number}: x\r\n" for number in range(200))),
    "too large": ("431", f"Cookie: {'x' * 8_200}\r\n"),
    "far too large": ("431", f"Cookie: {'x' * 40_000}\r\n"),
}


def test_requests_that_could_be_read_in_two_ways_are_refused_in_silence(start: Start) -> None:
    server = start()
    for what, (status, header) in BAD_HEADERS.items():
        answer = server.dial("/state", header=header).read_until(b"\r\n\r\n")
        assert answer.startswith(f"HTTP/1.1 {status} ".encode()), what
    assert server.dial(f"/{'x' * 9000}").read_until(b"\r\n\r\n").startswith(b"HTTP/1.1 414 ")
    assert server.stop() == (0, "")


def test_what_the_server_itself_refuses_protects_the_page_too(start: Start) -> None:
    for path, header in (("/state", "nonsense\r\n"), (f"/{'x' * 9000}", "")):
        answer = start().dial(path, header=header).read_to_end()
        for name, value in HEADERS.items():
            assert f"\r\n{name}: {value}\r\n".encode() in answer


def test_a_form_with_parts_is_read(start: Start) -> None:
    header, body = "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 5\r\n", "--b--"
    server = start()
    with socket.create_connection(("127.0.0.1", server.port), timeout=LONG) as connection:
        request = f"POST /announce/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{header}\r\n{body}"
        connection.sendall(request.encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")


def _end_of(server: Server, sent: str, more: Callable[[socket.socket], object]) -> tuple[bytes, float]:
    """Send the beginning of a request and more; give what came back until the server hung up, and after how long."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=2 * LONG) as connection:
        connection.sendall(sent.encode())
        began, got = time.monotonic(), b""
        more(connection)
        with suppress(ConnectionError):  # It may hang up on what it did not read.
            while piece := connection.recv(65536):
                got += piece
        return got, time.monotonic() - began


FORM = "POST /announce/1 HTTP/1.1\r\nHost: localhost\r\n"


def test_a_request_that_never_gets_whole_is_given_up_and_does_nothing(start: Start) -> None:
    server = start()

    def trickle(connection: socket.socket) -> None:
        with suppress(OSError):
            while True:
                time.sleep(0.3)
                connection.sendall(b"x")

    given_up = {
        "nothing": ("", 6),
        "half a line": ("GET /sta", 6),
        "half the headers": ("GET /state HTTP/1.1\r\nHost: loc", 6),
        "half a body": (f"{FORM}Content-Length: 2000\r\n\r\nround=", 11),
    }
    with ThreadPoolExecutor(2 * len(given_up)) as pool:
        ways = {"waits": lambda _connection: None, "goes on slowly": trickle}
        ends = {
            (what, how, most): pool.submit(_end_of, server, sent, way)
            for what, (sent, most) in given_up.items()
            for how, way in ways.items()
        }
    for (what, how, most), end in ends.items():
        got, seconds = end.result()
        assert got == b"", (what, how)
        assert seconds < most + 4, (what, how)
    assert server.state()["versions"] == {"1": 1, "2": 1}
    assert server.stop() == (0, "")


def test_a_form_that_breaks_off_is_no_fault_of_the_program(start: Start) -> None:
    server = start()
    sent = f"{FORM}Content-Length: 20\r\n\r\nround="
    got, _ = _end_of(server, sent, lambda connection: connection.shutdown(socket.SHUT_WR))
    assert got == b""
    assert server.state()["versions"] == {"1": 1, "2": 1}
    assert server.stop() == (0, "")


def test_a_body_that_is_too_large_is_not_read(start: Start) -> None:
    server = start()

    def pour(connection: socket.socket) -> None:
        with suppress(OSError):
            for _ in range(1000):
                connection.sendall(b"x" * 100_000)

    _, seconds = _end_of(server, f"{FORM}Content-Length: 10000000000\r\n\r\n", pour)
    assert seconds < LONG
    assert server.state()["files"] < 20


def test_an_address_that_cannot_be_had_gives_a_sentence_that_names_the_setting(start: Start) -> None:
    taken = str(start().port)
    for wrong, named in (({"PORT": taken}, "WISSEL_PORT"), ({"HOST": "192.0.2.1"}, "WISSEL_HOST")):
        process = start(**wrong).process
        _, sentence = process.communicate(timeout=LONG)
        assert process.returncode == 78
        assert named in sentence
        assert sentence.count("\n") == 1


def test_listening_everywhere_shows_an_ipv4_peer_as_ipv4(start: Start) -> None:
    assert start(HOST="").state()["peer"] == "127.0.0.1"
