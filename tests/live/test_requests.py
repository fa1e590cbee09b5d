"""The real server in a process of its own, and requests as no browser sends them: odd, endless, broken off."""

import http.client
import socket
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from classroom.web.http.security import HEADERS
from tests.live.serving import LONG, Server, Start

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="parking is for Linux")


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
