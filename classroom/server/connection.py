"""One connection of gevent's server: careful about what it reads, in turn with all others, silent about who asked."""

import logging
import os
import socket
import time
from contextlib import suppress
from io import BytesIO
from types import TracebackType
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

import gevent
from gevent.pywsgi import Input, SecureEnviron, WSGIHandler, WSGIServer
from gevent.socket import wait_read

from classroom.live.frames import Right, Watch
from classroom.live.hub import Hub
from classroom.live.parking import can_park
from classroom.server.fair_queue import ANOTHER_TURN, FairQueue
from classroom.server.request_reader import HEAD_BYTES, Incoming, Refused, headers_of
from classroom.web.http.event_stream import PARK
from classroom.web.http.security import HEADERS, biggest_body

_log = logging.getLogger(__name__)

FIRST_SECONDS = 5.0  # for a request line with all headers, from the connection or from its first byte on
IDLE_SECONDS = 30.0  # for the next request of a connection to begin, and for any one write
BODY_SECONDS = 10.0
FINISH_SECONDS = 2.0
_STATUS = {400: "400 Bad Request", 500: "500 Internal Server Error"}
LANGUAGES = 200  # of the characters in which a browser says what it speaks


def _refusal(status: str) -> bytes:
    """Give an answer with no words in it: who gets one is no browser."""
    headers = {"Connection": "close", "Content-Length": "0", "Cache-Control": "no-store"} | HEADERS
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode()


class ParkingHandler(WSGIHandler):
    """A connection. It hands streams over to the hub and tells nobody whose connection it was.

    It waits for whoever asks without a turn, and does all the work with one (fair_queue.py).
    """

    server: "RoomServer"
    rfile: Any
    environ: WSGIEnvironment
    wsgi_input: Input
    _asked: tuple[Watch, str | None, Right | None] | None = None
    _has_turn = False
    _patience = FIRST_SECONDS

    def __init__(self, sock: Any, address: Any, server: "RoomServer") -> None:
        incoming: Any = Incoming(sock)
        super().__init__(sock, address, server, rfile=incoming)  # type: ignore[call-arg]
        self._from = str(address[0]) if isinstance(address, tuple) else ""

    def handle(self) -> None:
        """Serve this connection until it ends."""
        try:
            super().handle()
        finally:
            self._give_turn_back()

    # Taking turns

    def _take_turn(self) -> None:
        self.server.queue.take(self._from)
        self._has_turn = True

    def _give_turn_back(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self.server.queue.give_back(self._from)

    def _take_another(self) -> None:
        self._give_turn_back()
        self._take_turn()

    # Reading, with limits

    def read_requestline(self) -> str:
        """Wait for all lines of a request, and for a turn; an empty line closes a connection that is idle, or too slow."""
        lines = self._whole_head()
        self._patience = IDLE_SECONDS
        if lines is None:
            return ""
        self._lines = lines
        return lines.readline(HEAD_BYTES - 1).decode("latin-1")

    def _whole_head(self) -> BytesIO | None:
        until = time.monotonic() + self._patience
        incoming: Incoming = self.rfile
        while (lines := incoming.head()) is None:
            self._give_turn_back()
            if not self._is_heard(until):
                return None
            self._take_turn()
            if not incoming.take_in():
                return None
            until = min(until, time.monotonic() + FIRST_SECONDS)
        if not self._has_turn:
            self._take_turn()
        return lines

    def _is_heard(self, until: float) -> bool:
        try:
            wait_read(self.socket.fileno(), max(0.0, until - time.monotonic()) or 0.001, TimeoutError())
        except TimeoutError:
            return False
        return True

    def read_request(self, raw_requestline: str) -> Any:
        """Read the headers of a request, if these are not too many."""
        if not raw_requestline.endswith("\n"):
            raise Refused("414 URI Too Long")
        return super().read_request(raw_requestline)

    def MessageClass(self, *_: object) -> Any:  # noqa: N802  (pywsgi's name)
        """Read no more headers than a browser sends."""
        lines = self._lines.read()
        if len(lines) > HEAD_BYTES:
            raise Refused("431 Request Header Fields Too Large")
        return headers_of(lines)

    def get_environ(self) -> WSGIEnvironment:
        """Offer to park, and write an IPv4 address as one where it came in over IPv6."""
        environ = super().get_environ()
        environ["REMOTE_ADDR"] = environ.get("REMOTE_ADDR", "").removeprefix("::ffff:")
        environ["HTTP_ACCEPT_LANGUAGE"] = environ.get("HTTP_ACCEPT_LANGUAGE", "")[:LANGUAGES]
        environ[ANOTHER_TURN] = self._take_another
        self._asked = None
        if self.server.parks and self.command == "GET":
            environ[PARK] = self._ask
        return environ

    def _take_body_in(self) -> bool:
        """Have the whole body here before anything is done for it; tell whether it came, or is refused by its length."""
        length = self.content_length or 0
        if length > biggest_body(self.environ["PATH_INFO"]):
            self.close_connection = True  # rather than read it all and throw it away
            self.wsgi_input = Input(self.rfile, 0)
            self.environ["wsgi.input"] = BytesIO()
            return True
        if not self.rfile.has(length):
            self._give_turn_back()
        try:
            with gevent.Timeout(BODY_SECONDS, TimeoutError()):
                body = self.wsgi_input.read()
        except OSError:  # It hung up in the middle, or is too slow.
            return False
        self.environ["wsgi.input"] = BytesIO(body)
        if not self._has_turn:
            self._take_turn()
        return True

    # Answering

    def _ask(self, watch: Watch, since: str | None, right: Right | None) -> None:
        self._asked = watch, since, right

    def finalize_headers(self) -> None:
        """Let a parked answer last until its connection closes: no length, no chunks."""
        if self.code != 200:  # noqa: PLR2004
            self._asked = None
        if self._asked is not None:
            given: Any = self.response_headers
            kept = [
                (name, value)
                for name, value in given
                if name.lower() not in (b"connection", b"content-length")
            ]
            self.response_headers = [*kept, (b"Connection", b"close")]  # type: ignore[list-item]
            self.provided_content_length = "until it closes"
            self.close_connection = True
        super().finalize_headers()

    def run_application(self) -> None:
        """Answer; then, if the answer is a stream, let the hub have a descriptor of its own for it.

        Ours is closed when this greenlet ends, which does not shut down the connection that both stand for.
        """
        super().run_application()
        if self._asked is not None:
            self.server.hub.park(os.dup(self.socket.fileno()), *self._asked)

    def _sendall(self, data: bytes) -> None:
        """Send, and hold up nobody if it takes the other side long to read."""
        self._give_turn_back()
        super()._sendall(data)  # type: ignore[misc]

    def handle_one_response(self) -> None:
        """Answer one request, known to be running once all of it is here."""
        if not self._take_body_in():
            self.close_connection = True
            return
        self.server.running += 1
        try:
            super().handle_one_response()
        finally:
            self.server.running -= 1
            self._let_go()
        if self.server.stopping:
            self.close_connection = True

    def _let_go(self) -> None:
        """Keep nothing of a request while its connection waits for the next: it has a phone's key beside its answer."""
        nothing: Any = None
        self.requestline = self.headers = self.environ = self.wsgi_input = self._lines = nothing

    def _send_error_response_if_possible(self, error_code: int) -> None:
        self.close_connection = True
        if not self.response_length:
            with suppress(OSError):
                self._sendall(_refusal(_STATUS[error_code]))

    # Silence: pywsgi would name the address, and the request line with a room's code in it

    def log_request(self) -> None:
        """Keep no access log."""

    def log_error(self, msg: str, *args: object) -> None:
        """Keep no record of a bad request."""

    def _handle_client_error(self, ex: Exception) -> tuple[str, bytes]:
        self._give_turn_back()
        status = str(ex) if isinstance(ex, Refused) else _STATUS[400]
        return status[:3], _refusal(status)

    def handle_error(
        self, t: type[BaseException] | None, v: BaseException | None, tb: TracebackType | None
    ) -> None:
        """Report a fault of ours; a connection that broke, or a client that takes too long, is none."""
        if t is not None and issubclass(t, OSError):
            self.close_connection = True
        else:
            super().handle_error(t, v, tb)

    def _log_error(self, t: type[BaseException], v: BaseException, tb: TracebackType | None) -> None:
        """Tell of it where it is told sparingly; gevent would print all of them."""
        _log.error("%s in a request", t.__name__, exc_info=(t, v, tb))


class _SilentEnviron(SecureEnviron):
    """What is printed of a request whose handling failed."""

    default_whitelist_keys = ("REQUEST_METHOD",)
    default_print_masked_keys = False


class RoomServer(WSGIServer):
    """Gevent's server, with a hub to park streams in."""

    secure_environ_class = _SilentEnviron

    def __init__(self, listener: Any, app: WSGIApplication, hub: Hub, queue: FairQueue) -> None:
        # A name of its own: gevent would look one up, which takes seconds where there is no internet.
        names: WSGIEnvironment = {"SERVER_NAME": "localhost"}
        super().__init__(listener, app, log=None, handler_class=ParkingHandler, environ=names)
        self.hub = hub
        self.queue = queue
        self.parks = can_park()
        self.running = 0
        self.stopping = False

    def handle(self, sock: Any, address: Any) -> None:
        """Handle one connection; a failure that gets this far is logged without the address that gevent would print."""
        try:
            sock.settimeout(IDLE_SECONDS)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            super().handle(sock, address)
        except OSError:
            pass  # it went away
        except Exception as error:  # noqa: BLE001
            _log.error("a connection failed: %s", type(error).__name__)

    def finish(self) -> None:
        """Accept nothing more, end the streams, and give what is running a moment to end well."""
        self.stopping = True
        self.close()
        self.hub.close()
        with suppress(gevent.Timeout), gevent.Timeout(FINISH_SECONDS):
            while self.running:
                gevent.sleep(0.02)
