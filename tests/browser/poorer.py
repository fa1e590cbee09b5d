"""A server as poorer browsers meet it: by the address that a page comes from, something is taken away on its way there."""

import http.client
import re
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from tests.browser.running import LONG

WHOLE, REFUSED, BROKEN, UNKEPT, UNLAYERED, NO_COOKIES, HASTY, MORTAL = (
    f"127.0.0.{number}" for number in range(1, 9)
)
WAYS = {
    WHOLE: "as it is",
    REFUSED: "no script comes through",
    BROKEN: "the script is too new for the browser",
    UNKEPT: "the browser keeps nothing for a page",
    UNLAYERED: "no layers of style",
    NO_COOKIES: "no cookies",
    HASTY: "no script comes through, and a page renews itself after a second: a desk does after thirty",
    MORTAL: "the script dies where it is told to, by the event `dies` that says how",
}
_MORTAL = """
addEventListener("dies", ({ detail }) => {
  const late = () => { throw new Error("a fault of this script"); };
  if (detail === "error") setTimeout(late);
  else Promise.resolve().then(late);
});
"""
_REFUSE = "".join(
    f"Object.defineProperty(window,'{name}',{{get(){{throw new DOMException('','SecurityError')}}}});"
    for name in ("sessionStorage", "localStorage")
)
_HOP = {"connection", "transfer-encoding", "content-length", "content-encoding", "date", "server"}


def without_layers(css: str) -> str:
    """Give a stylesheet as a browser reads it that does not know layers: they are gone, and so is `revert-layer`."""
    kept, rest = "", css
    while found := re.search(r"@layer [^{;]*([{;])", rest):
        kept += rest[: found.start()]
        rest = rest[found.end() :] if found[1] == ";" else rest[_end_of_block(rest, found.end()) :]
    return (kept + rest).replace("@supports not (all: revert-layer)", "@supports (all: revert)")


def _end_of_block(css: str, place: int) -> int:
    depth = 1
    while depth:
        depth += {"{": 1, "}": -1}.get(css[place], 0)
        place += 1
    return place


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of browsers that hang up, as they do all the time."""


class Poorer:
    """Listens on all addresses of this computer. `streams` counts what is held open, by address."""

    def __init__(self, to_port: int) -> None:
        self.streams: Counter[str] = Counter()
        handler = type("Handler", (_Handler,), {"poorer": self, "to_port": to_port})
        self._server = _Server(("0.0.0.0", 0), handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def url(self, path: str, host: str = WHOLE) -> str:
        return f"http://{host}:{self.port}{path}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    poorer: ClassVar[Poorer]
    to_port: ClassVar[int]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    @property
    def _way(self) -> str:
        return self.headers.get("Host", "").partition(":")[0]

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        sent = {name: value for name, value in self.headers.items() if name.lower() != "accept-encoding"}
        if self._way == NO_COOKIES:
            sent.pop("Cookie", None)
        connection = http.client.HTTPConnection("127.0.0.1", self.to_port, timeout=LONG)
        try:
            connection.request(self.command, self.path, body or None, sent)
            self._give(connection.getresponse())
        except OSError:
            self.close_connection = True
        finally:
            connection.close()

    def _give(self, response: http.client.HTTPResponse) -> None:
        kind = response.headers.get("Content-Type", "")
        if "event-stream" in kind:
            self._stream(response)
            return
        body = self._treated(kind, response.read())
        is_lost = "javascript" in kind and self._way in (REFUSED, HASTY)
        self._head(404 if is_lost else response.status, response)
        if response.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if response.status != 204 else b"")

    def _head(self, status: int, response: http.client.HTTPResponse) -> None:
        self.send_response(status)
        for name, value in response.headers.items():
            if name.lower() not in _HOP:
                self.send_header(name, value)

    def _treated(self, kind: str, body: bytes) -> bytes:
        if "javascript" in kind and self._way == BROKEN:
            return b"this is the syntax of a later year;"
        if "javascript" in kind and self._way == UNKEPT:
            return _REFUSE.encode() + body
        if "javascript" in kind and self._way == MORTAL:
            return body + _MORTAL.encode()
        if "html" in kind and self._way == HASTY:
            return re.sub(rb'(http-equiv="refresh" content=)"\d+"', rb'\1"1"', body)
        if "css" in kind and self._way == UNLAYERED:
            return without_layers(body.decode()).encode()
        return body

    def _stream(self, response: http.client.HTTPResponse) -> None:
        self.close_connection = True
        self._head(response.status, response)
        self.send_header("Connection", "close")
        self.end_headers()
        self.poorer.streams[self._way] += 1
        try:
            while piece := response.read1(65536):
                self.wfile.write(piece)
                self.wfile.flush()
        finally:
            self.poorer.streams[self._way] -= 1
