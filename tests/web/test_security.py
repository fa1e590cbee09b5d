"""What holds for every page: hosts, other sites' forms, headers, bodies and cookies."""

import re
import socket
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from classroom.actions import remotes
from classroom.actions.rooms import Gate, open_room
from classroom.actions.sign_in import enter, new_link
from classroom.languages import Language
from classroom.lesson.screens.parts import Contact
from classroom.lesson.state.enums import Plan
from classroom.storage import shelf
from classroom.storage.database import db
from classroom.storage.models import PersonRow, RoomRow
from classroom.web.http.security import is_our_host
from tests.conftest import PHONES, STORY, Desk, new_client, runtime_of, signed_in

HTTPS = {"public_url": "https://les.example.org", "phone_url": ""}
PAGES = ("/", "/out", "/healthz", "/teach", "/nowhere", "/r/ZZZZZZ", "/wall/unknown", f"/teach/start/{STORY}")


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "127.0.0.1",
        "192.168.1.20:8000",
        "[::1]:8000",
        f"{socket.gethostname()}.local",
    ],
)
def test_an_address_of_this_computer_is_our_host(host: str) -> None:
    assert is_our_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "",
        "local",
        "10.0.0.1.evil.example",
        "another-computer.local",  # whoever is called so on this Wi-Fi could lead it here
        f"another.{socket.gethostname()}.local",
    ],
)
def test_another_name_is_not_our_host(host: str) -> None:
    assert not is_our_host(host)


def test_the_public_host_is_ours_when_it_is_set() -> None:
    assert is_our_host("les.example.org", ("les.example.org",))


def test_another_host_is_refused(app: Flask) -> None:
    assert new_client(app).get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {},
    ],
)
def test_a_form_of_another_site_is_refused(app: Flask, headers: dict[str, str]) -> None:
    assert app.test_client().post("/", data={"code": "x"}, headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}])
def test_a_form_of_our_own_is_taken(app: Flask, headers: dict[str, str]) -> None:
    assert app.test_client().post("/", data={"code": "x"}, headers=headers).status_code == 422


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_protects_the_page(app: Flask, page: str) -> None:
    headers = signed_in(app).get(page).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_body_that_is_too_large_is_refused(app: Flask) -> None:
    assert new_client(app).post("/", data={"code": "x" * 20_000}).status_code == 413


def test_the_spoken_code_does_not_open_the_wall(desk: Desk) -> None:
    assert new_client(desk.app).get(f"/wall/{desk.row.code}").status_code == 404
    assert new_client(desk.app).get(f"/wall/{desk.row.wall_token}").status_code == 200


@pytest.mark.parametrize("name", ["laptop-jan:8000", "laptop-jan.fritz.box:8000", "wissel.example.org"])
def test_by_a_name_that_is_not_ours_a_page_says_which_address_to_type_and_leads_into_no_circle(
    app: Flask, name: str
) -> None:
    for path in ("/", "/r/ABCDEF", "/teach"):
        far = new_client(app).get(path, headers={"Host": name}, environ_base={"REMOTE_ADDR": "192.0.2.9"})
        assert far.status_code == 400
        assert f'href="{PHONES}"' in far.text
        assert 'href="/"' not in far.text
        near = new_client(app).get(path, headers={"Host": name})
        assert 'href="http://localhost:8000"' in near.text, "on the computer itself its desk opens too"


def test_the_page_that_names_another_address_has_its_stylesheet(app: Flask) -> None:
    client, named = new_client(app), {"Host": "laptop-jan:8000"}
    style = re.search(r'<link rel="stylesheet" href="([^"]+)"', client.get("/", headers=named).text)
    assert style
    assert client.get(style[1], headers=named).status_code == 200


def test_no_address_with_a_line_end_in_it_is_a_fault_of_the_program(app: Flask, desk: Desk) -> None:
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", "x%0d%0aSet-Cookie:%20a=b", rule.rule)
        for client in (desk.client, new_client(app)):
            answer = client.get(path)
            assert answer.status_code < 500, path
            assert "\n" not in answer.headers.get("Location", "")
            assert "a=b" not in answer.headers.getlist("Set-Cookie")


def test_a_form_that_says_something_twice_is_refused(desk: Desk) -> None:
    phone = desk.phone()
    assert phone.client.post("/", data={"code": [phone.code, phone.code]}).status_code == 400
    assert phone.client.post("/", data={"code": phone.code}).status_code == 303


def test_a_form_of_very_many_fields_is_refused(app: Flask) -> None:
    fields = {f"a{number}": "" for number in range(150)}
    assert new_client(app).post("/", data=fields).status_code == 413
    assert new_client(app).post("/", data=fields, content_type="multipart/form-data").status_code == 413


def test_behind_https_every_cookie_comes_by_https_alone_and_the_browser_holds_others_to_it(
    make_app: Callable[..., Flask],
) -> None:
    app = make_app(given=HTTPS)
    row, client = room_of(app), app.test_client()
    room, ticket = f"/r/{row.code}", remotes.invite(runtime_of(app), row.id)
    there: Any = {"base_url": "https://les.example.org", "headers": {"Sec-Fetch-Site": "same-origin"}}
    ways = (f"{room}/join", f"{room}/join?again", f"{room}/leave", "/language", f"/remote/{ticket}")
    given = [client.post(way, data={"language": "en"}, **there) for way in ways]
    cookies = [each.headers["Set-Cookie"] for each in given]
    assert all("; Secure" in cookie for cookie in cookies)
    names = [*["__Secure-seat"] * 3, "language", runtime_of(app).config.remote_cookie]
    assert [cookie.partition("=")[0] for cookie in cookies] == names
    assert given[0].headers["Strict-Transport-Security"] == "max-age=31536000"
    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-staff-")
    assert app.session_interface.get_cookie_path(app) == "/", "as the name promises to browsers"


def test_behind_https_too_a_vote_takes_the_short_way(make_app: Callable[..., Flask]) -> None:
    app = make_app(given=HTTPS)
    seat = app.wsgi_app._token  # type: ignore[attr-defined]
    token = "0" * 32
    assert seat(f"language=nl; __Secure-seat={token}") == token
    assert seat(f"seat={token}") is None, "which anybody under the same domain may have set"
    assert seat(f"__Secure-seat={token}; seat={token}") is None


def room_of(app: Flask) -> RoomRow:
    """Open a room where the desk cannot be: it is closed on a public address until accounts exist."""
    runtime, instance = runtime_of(app), runtime_of(app).config.instance
    enter(runtime, instance, new_link(runtime, instance))  # with which the owner of a laptop begins
    with app.app_context():
        owner = db.session.scalars(select(PersonRow.id)).one()
        gate = Gate(Contact("Tim", "12"), 3, "nl", Language.NL, Plan.FULL, {})
        public_id = open_room(runtime, owner, shelf.entry(STORY), gate)
        return db.session.scalars(select(RoomRow).where(RoomRow.public_id == public_id)).one()


def test_a_phone_without_a_seat_that_leaves_writes_nothing(desk: Desk) -> None:
    phone = desk.phone()
    writes: list[object] = []
    with desk.app.app_context():
        event.listen(db.engine, "commit", writes.append)
    stranger = new_client(desk.app)
    stranger.set_cookie("seat", "0" * 32, path=f"/r/{phone.code}")
    assert stranger.post(f"/r/{phone.code}/leave").headers["Location"] == "/out"
    assert not writes
    assert phone.client.post(f"/r/{phone.code}/leave").headers["Location"] == "/out"
    assert writes, "a seat that is there is taken away"
