"""What the kernel is told about a parked connection."""

import socket
import sys

import pytest

from classroom.live.frames import Waiter, Watch
from classroom.live.parking import Lot, _tune

pytest.importorskip("gevent")
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="parking is for Linux")

LONG = 10  # seconds that a test waits before it calls something missing


def test_a_phone_that_vanished_is_given_up_after_twenty_seconds() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    phone = socket.create_connection(listener.getsockname())
    ours, _ = listener.accept()
    with listener, phone, ours:
        _tune(ours.fileno())
        assert ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 20_000
        assert ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        ours.sendall(b"still open")
        assert phone.recv(100) == b"still open"


def test_one_connection_that_fails_as_it_leaves_is_not_the_last_to_be_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import gevent

    monkeypatch.setattr("time.sleep", gevent.sleep)  # as in a server

    left: list[Waiter] = []

    def on_leave(waiter: Waiter) -> None:
        left.append(waiter)
        if len(left) == 1:
            raise OSError("as nobody foresaw")

    pairs = [socket.socketpair() for _ in range(2)]
    lot = Lot(on_leave, stall_seconds=3600)
    for ours, _ in pairs:
        lot.add(ours.detach(), Watch(1, "phone", "nl"), None, None)
    for number, (_, phone) in enumerate(pairs, 1):
        phone.close()
        with gevent.Timeout(LONG):
            while len(left) < number:
                gevent.sleep(0.01)
    lot.close()
