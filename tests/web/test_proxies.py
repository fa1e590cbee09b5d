"""Behind another web server: whether a browser came by HTTPS, and whose word counts for who it is."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from classroom.config import Config, read_config
from classroom.setting_values import MOST_PROXIES, SettingError
from classroom.web.http.rate_limits import MOST
from tests.conftest import new_client
from tests.web.test_security import HTTPS, room_of

WRONG = "/r/ZZZZZZ"
Make = Callable[..., Flask]


def _ask(app: Flask, path: str, *, peer: str = "127.0.0.1", **headers: str) -> TestResponse:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return new_client(app).get(path, headers=told, environ_overrides={"REMOTE_ADDR": peer})


def _warns(answer: TestResponse) -> bool:
    assert answer.status_code == 200
    return "meelezen" in re.sub(r"\s+", " ", answer.text)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, False),
        ({"phone_url": "https://tunnel.example.org"}, False),  # Only phones: the desk is at localhost.
        ({"public_url": "http://les.example.org"}, False),
        ({"public_url": "https://les.example.org"}, True),
        ({"public_url": "https://les.example.org", "phone_url": "https://les.example.org:8443"}, True),
        ({"public_url": "https://les.example.org", "phone_url": "http://192.0.2.7:8000"}, False),
    ],
)
def test_https_is_what_all_browsers_are_told_to_come_by(given: dict[str, str], expected: bool) -> None:
    config = Config(secret_key="x" * 64, **given)  # type: ignore[arg-type]
    assert config.is_https is expected
    cookies = (config.staff_cookie, config.remote_cookie, config.seat_cookie)
    assert [cookie.startswith("__") for cookie in cookies] == [expected] * 3


def test_behind_https_no_phone_is_told_that_others_can_read_along(make_app: Make) -> None:
    app, plain = make_app("https", given=HTTPS), make_app("plain")
    for each, warned in ((app, False), (plain, True)):
        assert _warns(_ask(each, f"/r/{room_of(each).code}")) is warned


def test_forwarded_headers_count_for_nothing_where_nobody_is_believed(make_app: Make) -> None:
    app = make_app()
    room = f"/r/{room_of(app).code}"
    assert _warns(_ask(app, room, X_Forwarded_Proto="https"))
    answers = [
        _ask(app, WRONG, peer="192.0.2.9", X_Forwarded_For=f"192.0.2.{last % 100}")
        for last in range(MOST + 1)
    ]
    assert answers[-1].status_code == 429, "one address, whatever it says"
    assert _ask(app, WRONG, peer="192.0.2.10", X_Forwarded_For="192.0.2.9").status_code == 303
    assert _ask(app, "/", Host="evil.example", X_Forwarded_Host="localhost").status_code == 400


def test_one_that_is_believed_says_who_asked_and_by_what(make_app: Make) -> None:
    app = make_app(given={"proxies": 1})
    room = f"/r/{room_of(app).code}"
    assert not _warns(_ask(app, room, X_Forwarded_Proto="https"))
    assert _warns(_ask(app, room, X_Forwarded_Proto="http"))
    answers = [_ask(app, WRONG, X_Forwarded_For="192.0.2.9") for _ in range(MOST + 1)]
    assert answers[-1].status_code == 429
    assert _ask(app, WRONG, X_Forwarded_For="192.0.2.10").status_code == 303


def test_what_a_browser_put_before_is_not_believed_either(make_app: Make) -> None:
    """The nearest web server says the last; only as many as there are say anything."""
    app = make_app(given={"proxies": 1})
    answers = [
        _ask(app, WRONG, X_Forwarded_For=f"192.0.2.{last % 100}, 192.0.2.200") for last in range(MOST + 1)
    ]
    assert answers[-1].status_code == 429
    two = make_app("two", given={"proxies": 2})
    answers = [
        _ask(two, WRONG, X_Forwarded_For=f"192.0.2.{last % 100}, 192.0.2.200, 192.0.2.201")
        for last in range(MOST + 1)
    ]
    assert answers[-1].status_code == 429


def test_which_host_was_asked_for_a_web_server_passes_on_and_no_header_says(make_app: Make) -> None:
    app = make_app(given={"proxies": 1, **HTTPS})
    assert _ask(app, "/", Host="les.example.org", X_Forwarded_Proto="https").status_code == 200
    assert _ask(app, "/", Host="evil.example", X_Forwarded_Host="les.example.org").status_code == 400


def test_a_form_of_our_own_is_taken_behind_a_web_server(make_app: Make) -> None:
    app = make_app(given={"proxies": 1, **HTTPS})
    headers: dict[str, Any] = {"Host": "les.example.org", "X-Forwarded-Proto": "https"}
    for origin, status in (("https://les.example.org", 422), ("https://evil.example", 403)):
        sent = app.test_client().post("/", data={"code": "x"}, headers={**headers, "Origin": origin})
        assert sent.status_code == status


@pytest.mark.parametrize("headers", [{}, {"X-Forwarded-For": "127.0.0.1"}])
def test_behind_another_web_server_nobody_is_at_this_computer_whatever_it_says(
    make_app: Make, headers: dict[str, str]
) -> None:
    link = "/teach/enter/unknown"
    behind, alone = make_app("behind", given={"proxies": 1}), make_app("alone")
    assert new_client(behind).get(link, headers=headers).status_code == 403
    assert new_client(alone).get(link, headers=headers).status_code == (403 if headers else 200)


@pytest.mark.parametrize("number", ["", "0", "1", str(MOST_PROXIES)])
def test_the_number_of_web_servers_is_a_small_number(tmp_path: Any, number: str) -> None:
    config = read_config({"WISSEL_INSTANCE": str(tmp_path), "WISSEL_PROXIES": number})
    assert config.proxies == int(number or "0")


@pytest.mark.parametrize("number", ["-1", "yes", "1.5", str(MOST_PROXIES + 1), "²"])
def test_what_is_no_such_number_is_refused_by_name(tmp_path: Any, number: str) -> None:
    with pytest.raises(SettingError, match="WISSEL_PROXIES"):
        read_config({"WISSEL_INSTANCE": str(tmp_path), "WISSEL_PROXIES": number})
