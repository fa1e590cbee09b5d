"""The short way for a vote: when a whole class answers at once, most of the time is the framework's.

It takes exactly what our own script sends, for a room that is in memory, and answers one thing: that the vote is stored.
Everything else goes the plain way, as if this were not here; a refusal is handed on, to be put into words there.
"""

import re
from collections.abc import Iterable
from io import BytesIO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response

from classroom.actions import voting
from classroom.actions.voting import Answer
from classroom.server.fair_queue import ANOTHER_TURN
from classroom.web.http.errors import REFUSAL
from classroom.web.http.runtime import WebRuntime
from classroom.web.http.security import is_from_our_pages, is_our_host
from classroom.web.rendering.urls import PHONES, Phone

LONGEST = 100  # bytes of a body: a round, an option and a number
_PATH = re.compile(Phone(f"{PHONES}([^/]+)").vote)
_BODY = re.compile(rb"round=([0-9a-f]{32})&option=([0-9]{1,3})&n=([0-9]{1,10})")
_FORMS = ("application/x-www-form-urlencoded;charset=UTF-8", "application/x-www-form-urlencoded")
_ODD = ("HTTP_TRANSFER_ENCODING", "HTTP_EXPECT")


class FastVote:
    """The app, with the short way before it."""

    def __init__(self, app: Flask, runtime: WebRuntime) -> None:
        self.plain: WSGIApplication = app.wsgi_app
        self._runtime = runtime
        self._own_names = runtime.config.own_names
        self._seat = re.compile(rf"(?:^|; ){runtime.config.seat_cookie}=([0-9a-f]{{32}})(?:;|$)")
        with app.test_request_context():
            stored = app.process_response(Response(status=204))
        self._status, self._headers = stored.status, stored.get_wsgi_headers({}).to_wsgi_list()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        asked = self._asked(environ)
        if asked is None or not self._stores(environ, *asked):
            return self.plain(environ, start_response)
        start_response(self._status, list(self._headers))
        return ()

    def _stores(self, environ: WSGIEnvironment, room: int, token: str) -> bool:
        """Store the vote and tell whether that is done; if not, leave all as it was for the plain way."""
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = BytesIO(body)
        form = _BODY.fullmatch(body)
        if form is None:
            return False
        answer = Answer(form[1].decode(), int(form[2]), int(form[3]))
        try:
            voting.vote(self._runtime, room, token, answer)
        except Exception as refusal:  # noqa: BLE001 - the plain way raises it again
            environ[REFUSAL] = refusal
            if take_another_turn := environ.get(ANOTHER_TURN):
                take_another_turn()
            return False
        return True

    def _asked(self, environ: WSGIEnvironment) -> tuple[int, str] | None:
        """Give the room and the token of a request that looks in all but its body like a vote of our own script."""
        path = environ["REQUEST_METHOD"] == "POST" and _PATH.fullmatch(environ["PATH_INFO"])
        if not path or not _is_plain(environ) or not self._is_ours(environ):
            return None
        room, token = (
            self._runtime.vote_cache.room_with(path[1]),
            self._token(environ.get("HTTP_COOKIE", "")),
        )
        return None if room is None or token is None else (room, token)

    def _token(self, cookies: str) -> str | None:
        """Give the seat in a Cookie header, unless there is any doubt about which it is."""
        seat = self._seat.search(cookies)
        return seat[1] if seat and cookies.count("seat=") == 1 and '"' not in cookies else None

    def _is_ours(self, environ: WSGIEnvironment) -> bool:
        host = environ.get("HTTP_HOST", "")
        site, origin = environ.get("HTTP_SEC_FETCH_SITE"), environ.get("HTTP_ORIGIN", "")
        return is_our_host(host, self._own_names) and is_from_our_pages(host, site, origin)


def _is_plain(environ: WSGIEnvironment) -> bool:
    length = environ.get("CONTENT_LENGTH", "")
    return (
        environ.get("HTTP_X_WISSEL") == "1"
        and environ.get("CONTENT_TYPE") in _FORMS
        and length.isdecimal()
        and int(length) <= LONGEST
        and not any(name in environ for name in _ODD)
    )
