"""What one browser sends and hears: its cookies, its requests, and a stream that it can put down."""

import http.client
import socket
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

OK = 200
# A server that is there answers soon, and says on every stream every few seconds that it is there.
ANSWER_SECONDS = 30.0
QUIET_SECONDS = 25.0
TROUBLE = (OSError, http.client.HTTPException)


class Refused(Exception):
    """The server does not open this stream; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    @property
    def turnout(self) -> str:
        """It comes with the screen of a desk, as JSON."""
        return self.headers.get("X-Turnout", "")


class Browser:
    """One browser at one Wissel. Everything it does raises one of `TROUBLE` when the connection fails.

    Two that are given the same `cookies` are windows of one browser. `patience` is how many seconds it waits for an answer.
    """

    patience = ANSWER_SECONDS

    def __init__(self, url: str, cookies: dict[str, str] | None = None) -> None:
        parts = urlsplit(url)
        self._scheme, self._place = parts.scheme, parts.netloc
        self.cookies: dict[str, str] = {} if cookies is None else cookies
        self._listening: socket.socket | None = None

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self.ask("GET", path)

    def post(self, path: str, /, **fields: object) -> Answer:
        """Send a form, as our own scripts do."""
        return self.ask("POST", path, fields)

    def listen(self, path: str, quiet: float = QUIET_SECONDS) -> Iterator[tuple[str, str]]:
        """Open a stream and give its events, each with its data, until it ends or is `quiet` for so long. Raises Refused."""
        connection = self.connection(quiet)
        try:
            connection.request("GET", path, headers=self.headers())
            self._listening = connection.sock
            response = connection.getresponse()
            if response.status != OK:
                raise Refused(response.status)
            with response:
                yield from _events(response)
        finally:
            self._listening = None
            connection.close()

    def hang_up(self) -> None:
        """End the stream that another thread reads."""
        listening = self._listening
        if listening is not None:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)

    def ask(self, method: str, path: str, fields: Mapping[str, object] | None = None) -> Answer:
        """Send a request over a connection of its own; only a POST takes `fields` along."""
        connection = self.connection(self.patience)
        try:
            body = urlencode(fields or {}) if method == "POST" else None
            connection.request(method, path, body, self.headers())
            response = connection.getresponse()
            self._remember(response.headers.get_all("Set-Cookie", []))
            return Answer(response.status, response.headers, response.read().decode("utf-8", "replace"))
        finally:
            connection.close()

    def connection(self, seconds: float) -> http.client.HTTPConnection:
        """Give a new connection that gives up after so many seconds without a word."""
        kind = http.client.HTTPSConnection if self._scheme == "https" else http.client.HTTPConnection
        return kind(self._place, timeout=seconds)

    def headers(self) -> dict[str, str]:
        """Give what is sent along with every request."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {
            "Origin": f"{self._scheme}://{self._place}",
            "X-Wissel": "1",
            "Content-Type": "application/x-www-form-urlencoded",
        } | ({"Cookie": cookies} if cookies else {})

    def _remember(self, lines: list[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value


def _events(response: http.client.HTTPResponse) -> Iterator[tuple[str, str]]:
    kind, data = "", []
    while raw := response.readline():
        name, _, value = raw.decode().rstrip("\n").partition(":")
        if name == "event":
            kind = value.removeprefix(" ")
        elif name == "data":
            data.append(value.removeprefix(" "))
        elif not name and not value:
            if kind:
                yield kind, "\n".join(data)
            kind, data = "", []
