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
    """What came back; `turnout` comes with the screen of a desk, as JSON."""

    status: int
    text: str
    location: str
    turnout: str


class Browser:
    """One browser at one Wissel. Everything it does raises one of `TROUBLE` when the connection fails."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._scheme, self._place = parts.scheme, parts.netloc
        self._cookies: dict[str, str] = {}
        self._listening: socket.socket | None = None

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, object] | None = None) -> Answer:
        """Send a form, as our own scripts do."""
        return self._ask("POST", path, urlencode(fields or {}))

    def listen(self, path: str) -> Iterator[tuple[str, str]]:
        """Open a stream and give its events, each with its data, until it ends. Raises Refused."""
        connection = self._connection(QUIET_SECONDS)
        try:
            connection.request("GET", path, headers=self._headers())
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

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        connection = self._connection(ANSWER_SECONDS)
        try:
            connection.request(method, path, body, self._headers())
            response = connection.getresponse()
            self._remember(response.headers.get_all("Set-Cookie", []))
            text = response.read().decode("utf-8", "replace")
            told = [response.headers.get(name, "") for name in ("Location", "X-Turnout")]
            return Answer(response.status, text, *told)
        finally:
            connection.close()

    def _connection(self, seconds: float) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self._scheme == "https" else http.client.HTTPConnection
        return kind(self._place, timeout=seconds)

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {
            "Origin": f"{self._scheme}://{self._place}",
            "X-Wissel": "1",
            "Content-Type": "application/x-www-form-urlencoded",
        } | ({"Cookie": cookies} if cookies else {})

    def _remember(self, lines: list[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                self._cookies[name] = morsel.value


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
