"""Trying codes: what is wrong is counted, what is right is never refused."""

from flask import Flask

from classroom.web.http.rate_limits import MOST, Tries
from tests.conftest import Clock, Desk, new_client

WRONG = "/r/ZZZZZZ"


def test_only_wrong_codes_of_the_same_address_in_the_same_minute_count() -> None:
    clock = Clock()
    wrong_codes = Tries(clock)
    assert [wrong_codes.wrong("192.0.2.1") for _ in range(MOST + 1)] == [False] * MOST + [True]
    assert not wrong_codes.wrong("192.0.2.2")
    clock.now += 60
    assert not wrong_codes.wrong("192.0.2.1")


def test_a_clock_that_was_set_back_counts_anew() -> None:
    clock = Clock()
    wrong_codes = Tries(clock)
    assert [wrong_codes.wrong("192.0.2.1") for _ in range(MOST + 1)][-1]
    clock.now -= 24 * 60 * 60
    assert not wrong_codes.wrong("192.0.2.1")


def test_somebody_who_tries_codes_hears_that_it_was_too_many(app: Flask, clock: Clock) -> None:
    client = new_client(app)
    for _ in range(MOST):
        assert client.get(WRONG).status_code == 303
    assert client.get(WRONG).status_code == 429
    assert client.post(f"{WRONG}/vote", headers={"X-Wissel": "1"}).status_code == 429
    told = client.post("/", data={"code": "ZZZZZZ"})
    assert (told.status_code, 'role="alert"' in told.text) == (429, True)
    clock.now += 60
    assert client.get(WRONG).status_code == 303


def test_a_code_that_is_right_is_never_refused_whatever_was_tried_from_there(desk: Desk) -> None:
    client = new_client(desk.app)
    assert [client.get(WRONG).status_code for _ in range(MOST + 1)][-1] == 429
    assert client.post("/", data={"code": desk.row.code}).status_code == 303
    assert desk.phone().page().status_code == 200


def test_a_code_that_cannot_be_one_is_no_guess(app: Flask) -> None:
    client = new_client(app)
    for _ in range(MOST + 1):
        assert client.post("/", data={"code": "LESSON"}).status_code == 422
