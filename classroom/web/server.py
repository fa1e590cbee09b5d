"""The server inside `python wsgi.py`: gevent's own, careful about what it reads, silent about who asked.

`serve` expects a process that was monkey-patched before anything else was imported.
"""

import errno
import io
import logging
import os
import re
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

import gevent
from gevent.event import Event
from gevent.pywsgi import SecureEnviron, WSGIHandler, WSGIServer

from classroom.live.frames import Watch
from classroom.live.hub import Hub
from classroom.live.parking import can_park
from classroom.story.messages import N_
from classroom.story.parts import Language
from classroom.web.stream import PARK
from classroom.web.translations import braced

_log = logging.getLogger(__name__)

EX_CONFIG = 78  # what sysexits.h calls a mistake in the settings
BACKLOG = 4096  # of a whole hall that dials at the same instant; the system may allow less
# For a whole request line and all headers, an idle connection's wait included; and for any one read or write after.
READ_SECONDS = 30.0
HEADER_BYTES = 32 * 1024  # the number of headers is limited to 100 by http.client
FINISH_SECONDS = 2.0

_BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class _BoundedHeaders:
    """Reads header lines until there are too many bytes of them."""

    def __init__(self, lines: Any) -> None:
        self._lines = lines
        self._left = HEADER_BYTES

    def readline(self, limit: int) -> bytes:
        line: bytes = self._lines.readline(min(limit, self._left + 1))
        self._left -= len(line)
        if self._left < 0:
            raise ValueError("headers too large")
        return line


def _check_framing(headers: Any) -> None:
    """Refuse what two readers could take for two different requests."""
    lengths = headers.get_all("content-length", [])
    codings = headers.get_all("transfer-encoding", [])
    framed_twice = len(lengths) + len(codings) > 1
    framed_oddly = any(not _is_number(length) for length in lengths) or codings not in ([], ["chunked"])
    if framed_twice or framed_oddly or headers.get_payload():  # what follows a line that is no header
        raise ValueError("unclear where the request ends")
    if not all(_TOKEN.fullmatch(name) for name in headers.keys()):  # noqa: SIM118  (a message iterates otherwise)
        raise ValueError("not a header name")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


class ParkingHandler(WSGIHandler):
    """A connection. It hands streams over to the hub and tells nobody whose connection it was."""

    server: "RoomServer"
    _asked: tuple[Watch, str | None] | None = None

    # Reading, with limits

    def read_requestline(self) -> str:
        """Wait for a request; an empty line closes a connection that has been idle, or too slow."""
        try:
            with gevent.Timeout(READ_SECONDS):
                return super().read_requestline()
        except gevent.Timeout:
            return ""

    def read_request(self, raw_requestline: str) -> Any:
        """Read the headers in good time."""
        with gevent.Timeout(READ_SECONDS, ValueError("too slow")):
            return super().read_request(raw_requestline)

    def MessageClass(self, fp: Any, *_: object) -> Any:  # noqa: N802  (pywsgi's name)
        """Read no more headers than a browser sends."""
        headers = super().MessageClass(_BoundedHeaders(fp))  # type: ignore[arg-type]
        if not headers.status:
            _check_framing(headers)
        return headers

    def get_environ(self) -> WSGIEnvironment:
        """Offer to park, and write an IPv4 address as one where it came in over IPv6."""
        environ = super().get_environ()
        environ["REMOTE_ADDR"] = environ.get("REMOTE_ADDR", "").removeprefix("::ffff:")
        self._asked = None
        if self.server.parks and self.command == "GET":
            environ[PARK] = self._ask
        return environ

    # Answering

    def _ask(self, watch: Watch, since: str | None) -> None:
        self._asked = watch, since

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
            watch, since = self._asked
            self.server.hub.park(os.dup(self.socket.fileno()), watch, since)

    def handle_one_response(self) -> None:
        """Answer one request, known to be running, and let others have a turn before the next."""
        self.server.running += 1
        try:
            super().handle_one_response()
        finally:
            self.server.running -= 1
        if self.server.stopping:
            self.close_connection = True
        self._let_go()
        gevent.sleep(
            0
        )  # reading does not yield while there is something to read: one busy client could starve all

    def _let_go(self) -> None:
        """Keep nothing of a request while the connection waits for the next: it has a phone's key beside its answer."""
        self.requestline = self.headers = self.environ = self.wsgi_input = None  # type: ignore[assignment]
        if self.close_connection:
            return
        self.socket.settimeout(0)
        with suppress(OSError):
            if not self.rfile.peek(1):  # Else the next request has begun to come in.
                self.rfile = io.BufferedReader(self.rfile.detach())
        self.socket.settimeout(READ_SECONDS)

    # Silence: pywsgi would name the address, and the request line with a room's code in it

    def log_request(self) -> None:
        """Keep no access log."""

    def log_error(self, msg: str, *args: object) -> None:
        """Keep no record of a bad request."""

    def _handle_client_error(self, ex: Exception) -> tuple[str, bytes]:
        return "400", _BAD_REQUEST

    def handle_error(
        self, t: type[BaseException] | None, v: BaseException | None, tb: TracebackType | None
    ) -> None:
        """Report a fault of ours; a client that takes too long is none."""
        if t is not None and issubclass(t, TimeoutError):
            self.close_connection = True
        else:
            super().handle_error(t, v, tb)


class _SilentEnviron(SecureEnviron):
    """What is printed of a request whose handling failed."""

    default_whitelist_keys = ("REQUEST_METHOD",)
    default_print_masked_keys = False


class RoomServer(WSGIServer):
    """Gevent's server, with a hub to park streams in."""

    secure_environ_class = _SilentEnviron

    def __init__(self, listener: Any, app: WSGIApplication, hub: Hub) -> None:
        # A name of its own: gevent would look one up, which takes seconds where there is no internet.
        names: WSGIEnvironment = {"SERVER_NAME": "localhost"}
        super().__init__(listener, app, log=None, handler_class=ParkingHandler, environ=names)
        self.hub = hub
        self.parks = can_park()
        self.running = 0
        self.stopping = False

    def handle(self, sock: Any, address: Any) -> None:
        """Handle one connection; a failure that gets this far is logged without the address that gevent would print."""
        try:
            sock.settimeout(READ_SECONDS)
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


def serve(
    app: WSGIApplication,
    hub: Hub,
    host: str,
    port: int,
    on_ready: Callable[[int], None],
    language: Language = Language.EN,
) -> None:
    """Serve until SIGTERM or SIGINT; `on_ready` is told the port. An address that cannot be had exits with 78.

    An empty host, `*` and `::` listen to IPv6 and IPv4 alike; port 0 takes any that is free.
    """
    listener = _listen(host, port, language)
    told = listener.getsockname()[1]
    # The desk opens under localhost alone, whichever one network the phones are on.
    listeners = [listener] if _hears_localhost(host) else [listener, _listen("127.0.0.1", told, language)]
    _allow_many_files()
    servers = [RoomServer(each, app, hub) for each in listeners]
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stop.set)
    for server in servers:
        server.start()
    on_ready(told)
    stop.wait()
    for server in servers:
        server.finish()


def _hears_localhost(host: str) -> bool:
    everywhere = host in ("", "*", "::", "0.0.0.0")  # noqa: S104 - compared with
    return everywhere or host in ("localhost", "::1") or host.startswith("127.")


def _listen(host: str, port: int, language: Language) -> socket.socket:
    try:
        if host in ("", "*", "::"):
            both = socket.has_dualstack_ipv6()
            family = socket.AF_INET6 if both else socket.AF_INET
            return socket.create_server(("", port), family=family, backlog=BACKLOG, dualstack_ipv6=both)
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server((str(address[0]), port), family=family, backlog=BACKLOG)
    except OSError as error:
        told = braced(_sentence(error.errno), {"host": host, "port": port, "other": port + 1}, language)
        sys.stderr.write(told + "\n")
        raise SystemExit(EX_CONFIG) from None


def _sentence(number: int | None) -> str:
    if number == errno.EADDRINUSE:
        return N_(
            "Port {port} is in use by another program. Set WISSEL_PORT to another number, such as {other}."
        )
    if number == errno.EACCES:
        return N_("Port {port} is not open to this user. Set WISSEL_PORT to a number of 1024 or more.")
    return N_("This machine has no address '{host}'. Set WISSEL_HOST to one that it has, or leave it out.")


def _allow_many_files() -> None:
    """Raise the limit on open files as far as we may: each phone is one, and many systems begin at 1024."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on Windows)

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
