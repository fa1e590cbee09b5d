"""What comes in over one connection, taken in as it comes, and read only once it is whole."""

import re
from io import BytesIO
from socket import socket
from typing import Any

HEAD_BYTES = 8 * 1024  # of a request line, and of all headers together
PIECE = 16 * 1024
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_END = re.compile(rb"\n\r?\n")


class Incoming:
    """The bytes that a connection sent and nobody has read yet; to pywsgi it is a file."""

    def __init__(self, sock: socket) -> None:
        self._socket = sock
        self._held = b""
        self.closed = False

    def take_in(self) -> bool:
        """Take in what is there, or wait for it; tell whether there will be more."""
        piece = self._socket.recv(PIECE)
        self._held = self._held + piece if self._held else piece
        return bool(piece)

    def head(self) -> BytesIO | None:
        """Hand over the lines of a request and its headers once they are here, or are too many already."""
        end = _END.search(self._held)
        length = end.end() if end else len(self._held)
        if end is None and length < 2 * HEAD_BYTES:
            return None
        return BytesIO(self._cut(length))

    def has(self, size: int) -> bool:
        """Tell whether so many bytes are here."""
        return len(self._held) >= size

    def read(self, size: int) -> bytes:
        """Give so many bytes, or fewer where the connection ends before."""
        while len(self._held) < size and self.take_in():
            pass
        return self._cut(size)

    def _cut(self, size: int) -> bytes:
        cut, self._held = self._held[:size], self._held[size:]
        return cut

    def close(self) -> None:
        """Let go of all of it."""
        self._held, self.closed = b"", True


class Refused(ValueError):
    """A request that no application sees; the message is the status."""


def check_framing(headers: Any) -> None:
    """Refuse what two readers could take for two different requests, and a body that does not say how long it is."""
    lengths = headers.get_all("content-length", [])
    codings = headers.get_all("transfer-encoding", [])
    if len(lengths) + len(codings) > 1 or any(not _is_number(length) for length in lengths):
        raise ValueError("unclear where the request ends")
    if codings:  # No browser sends one, and each way to read it is one more to be kept busy by.
        raise Refused("411 Length Required")
    if headers.get_payload():  # what follows a line that is no header
        raise ValueError("not a header")
    if not all(_TOKEN.fullmatch(name) for name in headers.keys()):  # noqa: SIM118  (a message iterates otherwise)
        raise ValueError("not a header name")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
