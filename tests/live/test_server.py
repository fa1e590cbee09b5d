"""The real server in a process of its own, talked to over real sockets: streams, its end, and where it listens."""

import http.client
import sys

import pytest

from tests.live.serving import LONG, Start, eventually

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="parking is for Linux")


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
