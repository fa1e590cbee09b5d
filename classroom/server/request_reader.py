"""What comes in over one connection, taken in as it comes, and read only once it is whole."""

import re
from collections.abc import Iterator
from io import BytesIO
from socket import socket

HEAD_BYTES = 8 * 1024  # of a request line, and of all headers together
MOST_HEADERS = 100
PIECE = 16 * 1024
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\0\r\n]*)\r?\n")
_NOTHING_MORE = (b"", b"\n", b"\r\n")
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


class Headers:
    """The headers of a request; to pywsgi it is a message. Of a name that stands there twice, the first one counts."""

    status = ""  # what pywsgi would find wrong

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        self._fields = fields
        self._first = {name.lower(): value for name, value in reversed(fields)}

    def get(self, name: str, default: str | None = None) -> str | None:
        """Give the value of a header, whichever its letters' case."""
        return self._first.get(name.lower(), default)

    getheader = get

    @property
    def typeheader(self) -> str | None:
        return self._first.get("content-type")

    @property
    def headers(self) -> Iterator[str]:
        return (f"{name}: {value}" for name, value in self._fields)

    def count(self, name: str) -> int:
        """Say how often a header stands there; its name in small letters."""
        return sum(each.lower() == name for each, _ in self._fields)


def headers_of(lines: bytes) -> Headers:
    """Read the lines after that of the request. Python's own reader is one for letters, and a third of what a vote cost.

    Raises ValueError for what is no header, a line that goes on the one before among it, and for what two readers could
    take for two different requests; Refused for a body that does not say how long it is.
    """
    fields, place = [], 0
    while field := _FIELD.match(lines, place):
        fields.append((field[1].decode("latin-1"), field[2].decode("latin-1").strip(" \t")))
        place = field.end()
    if lines[place:] not in _NOTHING_MORE or len(fields) > MOST_HEADERS:
        raise ValueError("not a header, or too many")
    headers = Headers(fields)
    _check_framing(headers)
    return headers


def _check_framing(headers: Headers) -> None:
    length, coded = headers.get("content-length"), headers.count("transfer-encoding")
    if headers.count("content-length") + coded > 1 or not (length is None or _is_number(length)):
        raise ValueError("unclear where the request ends")
    if coded:  # No browser sends one, and each way to read it is one more to be kept busy by.
        raise Refused("411 Length Required")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
