# ruff: noqa: E402  (the patch comes before everything)
"""A server with versions in memory, run by test_server.py as a process of its own."""

from gevent import monkey

monkey.patch_all()

import os
import pathlib
import sys
import time
from collections import Counter
from collections.abc import Callable

import flask

from classroom.live.frames import Watch
from classroom.live.hub import Hub
from classroom.server.wsgi_server import serve
from classroom.web.http.event_stream import PARK, since_of, stream_response

FRAME_BYTES = int(os.environ.get("FRAME_BYTES", "2000"))

versions: dict[int, int] = {1: 1, 2: 1}
renders: Counter[str] = Counter()


def version_of(room: int) -> str | None:
    return f"v{versions[room]}" if room in versions else None


def screen_bytes(watch: Watch) -> bytes:
    renders[f"{watch.audience} {version_of(watch.room)}"] += 1
    return f"<p>{watch.audience} {version_of(watch.room)}</p>\n".encode() + b"x" * FRAME_BYTES


def turnout(watch: Watch) -> str | None:
    return '{"n": 3}' if watch.audience == "desk" else None


app = flask.Flask(__name__)
hub = Hub(
    version_of,
    screen_bytes,
    turnout,
    heartbeat_seconds=float(os.environ.get("BEAT", "60")),
    stall_seconds=float(os.environ.get("STALL", "60")),
)


@app.get("/stream/<int:room>/<audience>")
def stream(room: int, audience: str) -> flask.Response:
    return stream_response(hub, Watch(room, audience, "en"), since_of(flask.request))


@app.post("/announce/<int:room>")
def announce(room: int) -> str:
    versions[room] += 1
    hub.announce(room)
    return "announced"


@app.post("/end/<int:room>")
def end(room: int) -> str:
    del versions[room]
    hub.announce(room)
    return "ended"


@app.get("/state")
def state() -> flask.Response:
    files = len(list(pathlib.Path("/proc/self/fd").iterdir()))
    known = {"waiting": hub.waiting(), "files": files, "renders": renders, "versions": versions}
    return flask.jsonify(**known, peer=flask.request.remote_addr)


@app.post("/slow")
def slow() -> str:
    time.sleep(0.5)
    return "slow but whole"


def without_parking(environ: dict[str, object], start_response: Callable[..., object]) -> object:
    environ.pop(PARK, None)
    return app(environ, start_response)  # type: ignore[arg-type]


def ready(port: int) -> None:
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    chosen = without_parking if os.environ.get("NO_PARKING") else app
    serve(chosen, hub, os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "0")), ready)  # type: ignore[arg-type]
