"""The answer to a browser that waits for news: parked where the server offers that, a generator elsewhere."""

from collections.abc import Callable, Iterable

from flask import Request, Response, request

from classroom.live.frames import Right, Watch
from classroom.live.hub import Hub

# What a server puts in the WSGI environ when it can take a connection over: called with the watch, the version that
# the browser has and by what it may watch, before the response is returned, whose body is then empty.
PARK = "wissel.park"
Park = Callable[[Watch, str | None, Right | None], None]

_HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}


def since_of(asked: Request) -> str | None:
    """Tell which version a browser has: as EventSource says on its way back, or else as the page said at first."""
    return asked.headers.get("Last-Event-ID") or asked.args.get("since") or None


def stream_response(hub: Hub, watch: Watch, since: str | None, right: Right | None = None) -> Response:
    """Answer the present request with everything that this watch is told from now on."""
    park: Park | None = request.environ.get(PARK)
    body: Iterable[bytes]
    if park is None:
        body = hub.listen(watch, since, right)
    else:
        park(watch, since, right)
        body = iter(())  # not a list: its length would become a Content-Length
    return Response(body, mimetype="text/event-stream", headers=_HEADERS)
