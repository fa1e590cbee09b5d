"""The server inside `python wsgi.py`: gevent's own, careful about what it reads, silent about who asked.

`serve` expects a process that was monkey-patched before anything else was imported.
"""

import errno
import gc
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from wsgiref.types import WSGIApplication

import gevent
from gevent.event import Event

from classroom.i18n import braced
from classroom.languages import Language
from classroom.live.hub import Hub
from classroom.server.connection import RoomServer
from classroom.server.fair_queue import FairQueue
from classroom.story.format.messages import N_

EX_CONFIG = 78  # what sysexits.h calls a mistake in the settings
# Python's own are five milliseconds. What waits for the disk takes several turns, and a busy phone would cost it that for each.
SWITCH_SECONDS = 0.0005
BACKLOG = 4096  # of a whole hall that dials at the same instant; the system may allow less


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
    _hold_nobody_up()
    queue = FairQueue()
    servers = [RoomServer(each, app, hub, queue) for each in listeners]
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stop.set)
    for server in servers:
        server.start()
    on_ready(told)
    stop.wait()
    for server in servers:
        server.finish()


def _hold_nobody_up() -> None:
    sys.setswitchinterval(SWITCH_SECONDS)
    # What is loaded by now stays. Whenever Python looks for garbage everybody would wait until it had gone through that too.
    gc.freeze()


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
