"""Votes as our own script sends them, and each way to bend one."""

import hashlib
import itertools
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from flask import Flask
from werkzeug.test import Client, EnvironBuilder

from tests.conftest import Desk, open_desk, runtime_of

REQUESTS = 500
FORM = "application/x-www-form-urlencoded;charset=UTF-8"
Row = tuple[Any, ...]


@dataclass
class Asked:
    """A request, as our own script makes it until something bends it."""

    path: str
    cookie: str
    body: bytes
    method: str = "POST"
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, app: Flask) -> tuple[str, list[tuple[str, str]], bytes]:
        headers = {"Origin": "http://localhost", "X-Wissel": "1", "Content-Type": FORM, "Cookie": self.cookie}
        kept = {name: value for name, value in (headers | self.headers).items() if value}
        builder = EnvironBuilder(
            self.path, method=self.method, query_string=self.query, headers=list(kept.items())
        )
        environ = builder.get_environ()
        environ["wsgi.input"].write(self.body)
        environ["wsgi.input"].seek(0)
        environ["CONTENT_LENGTH"] = self.headers.get("Content-Length", str(len(self.body)))
        answer = Client(app, use_cookies=False).open(environ)
        return answer.status, sorted(answer.headers.to_wsgi_list()), answer.data


class School:
    """The same lesson, in an app of its own: the same codes, tokens and rounds as in any other."""

    def __init__(self, make_app: Callable[..., Flask], name: str) -> None:
        numbers, self._votes = itertools.count(), itertools.count()
        self.app = make_app(name, token=lambda size: hashlib.sha256(b"%d" % next(numbers)).digest()[:size])
        self.desk: Desk = open_desk(self.app)
        self.code = self.desk.row.code or ""
        self.tokens = [self._join() for _ in range(6)]
        self.desk.tell()
        self.tokens.append(self._join())  # This one knocks.
        self.desk.act("next")
        self.round_id = self.desk.round_id()

    def _join(self) -> str:
        phone = self.desk.phone()
        cookie = phone.client.get_cookie("seat", path=f"/r/{phone.code}")
        assert cookie
        return cookie.value

    def rows(self, *tables: str) -> dict[str, list[Row]]:
        path = runtime_of(self.app).config.instance / "wissel.sqlite"
        with closing(sqlite3.connect(path)) as reader:
            return {table: reader.execute(f"SELECT * FROM {table}").fetchall() for table in tables}

    def good(self, rng: random.Random) -> Asked:
        number = max(next(self._votes) + rng.randint(-12, 6), 1)  # Most are newer than what is there.
        body = f"round={self.round_id}&option={rng.choice('0129')}&n={number}"
        token = rng.choice(self.tokens[:-1])
        return Asked(f"/r/{self.code}/vote", f"language=nl; seat={token}", body.encode())


def _header(name: str, value: str) -> Callable[[Asked], None]:
    return lambda asked: asked.headers.update({name: value})


def _body(bend: Callable[[bytes], bytes]) -> Callable[[Asked], None]:
    def bent(asked: Asked) -> None:
        asked.body = bend(asked.body)

    return bent


def _cookie(bend: Callable[[str], str]) -> Callable[[Asked], None]:
    def bent(asked: Asked) -> None:
        asked.cookie = bend(asked.cookie)

    return bent


def _set(name: str, value: str) -> Callable[[Asked], None]:
    return lambda asked: setattr(asked, name, value)


BENDS: dict[str, Callable[[Asked], None]] = {
    "no cookie": _set("cookie", ""),
    "a stranger's seat": _cookie(lambda cookie: f"seat={'0' * 32}"),
    "a seat twice": _cookie(lambda cookie: f"seat={'0' * 32}; {cookie}"),
    "a seat twice, the other first": _cookie(lambda cookie: f"{cookie}; seat={'0' * 32}"),
    "something like a seat": _cookie(lambda cookie: f"xseat={'0' * 32}; {cookie}"),
    "a quoted seat": _cookie(lambda cookie: cookie.replace("seat=", 'seat="') + '"'),
    "a cookie with quotes": _cookie(lambda cookie: f'a="; {cookie}"'),
    "a cookie more": _cookie(lambda cookie: f"{cookie}; received=abc"),
    "no space between cookies": _cookie(lambda cookie: cookie.replace("; ", ";")),
    "a seat in capitals": _cookie(str.upper),
    "another host": _header("Host", "evil.example"),
    "no host": _header("Host", ""),
    "a host with a port": _header("Host", "localhost:80"),
    "an address as host": _header("Host", "127.0.0.1"),
    "cross-site": _header("Sec-Fetch-Site", "cross-site"),
    "same-site": _header("Sec-Fetch-Site", "same-site"),
    "same-origin": _header("Sec-Fetch-Site", "same-origin"),
    "typed": _header("Sec-Fetch-Site", "none"),
    "another origin": _header("Origin", "http://evil.example"),
    "no origin": _header("Origin", ""),
    "null origin": _header("Origin", "null"),
    "an origin in capitals": _header("Origin", "http://LOCALHOST"),
    "no X-Wissel": _header("X-Wissel", ""),
    "X-Wissel: 2": _header("X-Wissel", "2"),
    "plain text": _header("Content-Type", "text/plain"),
    "JSON": _header("Content-Type", "application/json"),
    "no content type": _header("Content-Type", ""),
    "another charset": _header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-16"),
    "a type in capitals": _header("Content-Type", "Application/X-WWW-Form-Urlencoded"),
    "parts": _header("Content-Type", "multipart/form-data; boundary=b"),
    "a length that is none": _header("Content-Length", "many"),
    "a length with a sign": _header("Content-Length", "+5"),
    "a length of other digits": _header("Content-Length", "\u0665\u0660"),
    "no length": _header("Content-Length", ""),
    "a short length": _header("Content-Length", "10"),
    "GET": _set("method", "GET"),
    "HEAD": _set("method", "HEAD"),
    "PUT": _set("method", "PUT"),
    "OPTIONS": _set("method", "OPTIONS"),
    "a query": _set("query", "round=x&option=3"),
    "no room": _set("path", "/r/ZZZZZZ/vote"),
    "no code": _set("path", "/r//vote"),
    "a slash more": lambda asked: setattr(asked, "path", f"{asked.path}/"),
    "small letters": lambda asked: setattr(asked, "path", asked.path.lower()),
    "an escaped code": lambda asked: setattr(asked, "path", f"/r/{quote(' ')}{asked.path[3:]}"),
    "a huge body": _body(lambda body: body + b"&x=" + b"x" * 20_000),
    "a large body": _body(lambda body: body + b"&x=" + b"x" * 500),
    "an empty body": _body(lambda body: b""),
    "a field more": _body(lambda body: body + b"&x=1"),
    "a round twice": _body(lambda body: body + b"&round=" + b"0" * 32),
    "another order": _body(lambda body: b"&".join(reversed(body.split(b"&")))),
    "an option twice": _body(lambda body: b"option=1&" + body),
    "no number": _body(lambda body: body.partition(b"&n=")[0]),
    "a negative number": _body(lambda body: body.replace(b"n=", b"n=-")),
    "the number nought": _body(lambda body: body.partition(b"&n=")[0] + b"&n=0"),
    "a number with noughts": _body(lambda body: body.replace(b"n=", b"n=000")),
    "a number too high": _body(lambda body: body.partition(b"&n=")[0] + b"&n=9999999999"),
    "other digits": _body(lambda body: body.partition(b"&n=")[0] + "&n=\u0663".encode()),
    "escaped digits": _body(lambda body: body.replace(b"option=", b"option=%30")),
    "an option that is none": _body(lambda body: body.replace(b"option=", b"option=7")),
    "an option in words": _body(lambda body: body.replace(b"option=", b"option=x")),
    "a wrong round": _body(lambda body: body.replace(b"round=", b"round=0")[:38] + body[38:]),
    "another round": _body(lambda body: b"round=" + b"0" * 32 + body[38:]),
    "a round in capitals": _body(bytes.upper),
    "bytes that are no text": _body(lambda body: body + b"\xff\xfe"),
    "a line end": _body(lambda body: body + b"\r\n"),
    "nought bytes": _body(lambda body: body + b"\0"),
}


def requests(school: School) -> list[tuple[str, Asked]]:
    """Give good requests and bent ones, with the names of what bent them."""
    rng = random.Random(4)
    mixed: list[tuple[str, Asked]] = []
    for number in range(REQUESTS):
        bends = [] if number % 3 == 0 else rng.sample(sorted(BENDS), rng.choice((1, 1, 1, 2)))
        asked = school.good(rng)
        for bend in bends:
            BENDS[bend](asked)
        mixed.append((" and ".join(bends) or "good", asked))
    for number in range(5, REQUESTS, 50):  # The phone that knocks, until it is let in.
        mixed[number] = ("knocking", school.good(rng))
        mixed[number][1].cookie = f"seat={school.tokens[-1]}"
    return mixed
