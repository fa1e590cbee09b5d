"""What the kernel is told about a parked connection."""

import socket
import sys

import pytest

from classroom.live.parking import _tune

pytest.importorskip("gevent")
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="parking is for Linux")


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
