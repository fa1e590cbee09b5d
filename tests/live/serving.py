"""A small server in a process of its own, and phones that are raw connections to it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.running import die_with_its_parent

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
            preexec_fn=die_with_its_parent if sys.platform == "linux" else None,  # noqa: PLW1509
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


Start = Callable[..., Server]
