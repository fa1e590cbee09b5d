"""The short way for a vote is as if it were not there: whatever is asked, it answers and stores what the plain way does."""

import random
import re
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from flask import Flask

from bench.wire import PLAIN_FORM, Seat
from classroom.server.fair_queue import ANOTHER_TURN
from classroom.server.fast_vote import FastVote
from classroom.storage.ballots import BALLOT_BYTES
from classroom.storage.database import Base
from classroom.storage.failures import StorageTrouble, Trouble
from tests.browser.running import LONG, Running
from tests.browser.simulated import SimulatedDesk
from tests.server.bent_votes import FORM, REQUESTS, School, requests


def between(school: School, number: int) -> None:
    """Change the room now and then, so that both ways must notice."""
    if number == 200:
        school.desk.post("admit")
    if number == 300:
        school.desk.post("pupils", pupils="20")
    if number == 380:
        school.desk.close()


def count_plain(app: Flask) -> list[str]:
    """Note each request that goes the plain way from here on."""
    assert isinstance(app.wsgi_app, FastVote)
    noted: list[str] = []
    plain = app.wsgi_app.plain

    def noting(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        noted.append(environ["PATH_INFO"])
        return plain(environ, start_response)

    app.wsgi_app.plain = noting
    return noted


@pytest.fixture
def schools(make_app: Callable[..., Flask]) -> tuple[School, School]:
    short, plain = School(make_app, "short"), School(make_app, "plain")
    assert isinstance(plain.app.wsgi_app, FastVote)
    plain.app.wsgi_app = plain.app.wsgi_app.plain  # type: ignore[method-assign,assignment]
    return short, plain


def test_both_ways_answer_alike_and_store_alike(schools: tuple[School, School]) -> None:
    short, plain = schools
    assert (short.code, short.tokens, short.round_id) == (plain.code, plain.tokens, plain.round_id)
    statuses: list[str] = []
    plain_ones = count_plain(short.app)
    both = zip(requests(short), requests(plain), strict=True)
    for number, ((what, asked), (_, again)) in enumerate(both):
        for school in schools:
            between(school, number)
        here, there = asked.send(short.app), again.send(plain.app)
        assert here == there, (number, what)
        assert short.rows("ballot_box", "seat") == plain.rows("ballot_box", "seat"), (number, what)
        statuses.append(here[0][:3])
    assert set(statuses) >= {"204", "303", "400", "403", "404", "405", "409", "410", "413"}
    tables = [table.name for table in Base.metadata.sorted_tables]
    assert short.rows(*tables) == plain.rows(*tables)
    assert 100 < REQUESTS - len(plain_ones) < REQUESTS, "some went each way"


def test_what_our_own_script_sends_goes_the_short_way(schools: tuple[School, School]) -> None:
    school, _ = schools
    rng = random.Random(5)
    plain_ones = count_plain(school.app)
    first = school.good(rng)
    assert first.send(school.app)[0] == "204 NO CONTENT"
    assert [len(ballots) for _, ballots in school.rows("ballot_box")["ballot_box"]] == [BALLOT_BYTES]
    assert plain_ones == []
    assert first.send(school.app)[0] == "409 CONFLICT", "the same again"


def test_one_that_is_refused_lets_others_come_between_before_it_goes_the_plain_way(
    schools: tuple[School, School], monkeypatch: pytest.MonkeyPatch
) -> None:
    school, _ = schools
    plain_ones, turns = count_plain(school.app), list[int]()
    offered = {ANOTHER_TURN: lambda: turns.append(len(plain_ones))}
    short = school.app.wsgi_app
    monkeypatch.setattr(school.app, "wsgi_app", lambda environ, start: short(environ | offered, start))
    good = school.good(random.Random(7))
    assert (good.send(school.app)[0], turns) == ("204 NO CONTENT", [])
    assert (good.send(school.app)[0], turns) == ("409 CONFLICT", [0])


def test_trouble_on_the_short_way_is_told_without_a_second_try(
    schools: tuple[School, School], monkeypatch: pytest.MonkeyPatch
) -> None:
    school, _ = schools
    tries: list[str] = []

    def fails(*_: object) -> None:
        tries.append("once")
        raise StorageTrouble(Trouble.LOCKED)

    monkeypatch.setattr("classroom.actions.voting.vote", fails)
    status, _, body = school.good(random.Random(6)).send(school.app)
    assert (status[:3], tries) == ("503", ["once"])
    assert b"message" in body


def test_on_the_wire_both_ways_look_alike_and_keep_the_connection(tmp_path: Path) -> None:
    running = Running(tmp_path)
    running.start()
    try:
        desk = SimulatedDesk(running).open_room(12)
        phone = desk.phones(1)[0]
        desk.until("voting")
        seat, round_id = Seat(running.port, desk.code, phone.cookies["seat"]), desk.round_id(phone)
        with socket.create_connection(("127.0.0.1", running.port), timeout=LONG) as connection:
            answers = []
            for number, form in enumerate((FORM, PLAIN_FORM, FORM), 1):
                connection.sendall(seat.vote(round_id, 1, number, form))
                answers.append(re.sub(rb"\r\nDate: [^\r]+", b"", connection.recv(65536)))
    finally:
        running.stop()
    assert answers[0].startswith(b"HTTP/1.1 204 ")
    assert set(map(_in_order, answers)) == {_in_order(answers[0])}


def _in_order(answer: bytes) -> tuple[bytes, ...]:
    return tuple(sorted(answer.split(b"\r\n")))
