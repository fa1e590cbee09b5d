"""Who is staff: a browser on this computer that came in by the link, until it leaves, and nobody else's."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from classroom.actions.sign_in import new_link
from classroom.config import Config
from classroom.storage.database import db
from classroom.storage.models import PersonRow, RoomRow
from tests.conftest import STORY, Desk, new_client, runtime_of, signed_in


@pytest.mark.parametrize("page", ["/teach", f"/teach/start/{STORY}", "/teach/cards/incident"])
def test_staff_pages_need_a_signed_in_browser(app: Flask, page: str) -> None:
    assert new_client(app).get(page).status_code == 403
    assert signed_in(app).get(page).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [{"REMOTE_ADDR": "192.168.1.5"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"REMOTE_ADDR": "::1.2.3.4"}],
)
def test_staff_pages_are_on_this_computer_only(app: Flask, elsewhere: dict[str, str]) -> None:
    assert signed_in(app).get("/teach", environ_overrides=elsewhere).status_code == 403


def test_a_link_to_the_desk_works_once(app: Flask) -> None:
    link = new_link(runtime_of(app), runtime_of(app).config.instance)
    assert new_client(app).get(f"/teach/enter/{link}").status_code == 200
    assert new_client(app).post(f"/teach/enter/{link}").status_code == 303
    assert new_client(app).post(f"/teach/enter/{link}").status_code == 403


def test_somebody_who_left_is_signed_out(app: Flask) -> None:
    client = signed_in(app)
    assert client.post("/teach/leave").status_code == 303
    assert client.get("/teach").status_code == 403


def test_another_teachers_room_is_not_found(app: Flask, desk: Desk) -> None:
    with app.app_context():
        other = PersonRow(school_id=desk.row.school_id, name="other")
        db.session.add(other)
        db.session.flush()
        db.session.query(RoomRow).filter_by(public_id=desk.public_id).update({"owner_id": other.id})
        db.session.commit()
    assert desk.client.get(f"/teach/rooms/{desk.public_id}").status_code == 404
    assert desk.act("next").status_code == 404


def test_two_servers_on_one_computer_keep_their_staff_apart(desk: Desk) -> None:
    """Browsers keep cookies by host and not by port."""
    ours, theirs = Config(secret_key="a" * 64), Config(secret_key="b" * 64)
    assert ours.staff_cookie != theirs.staff_cookie
    assert ours.remote_cookie != theirs.remote_cookie
    mine = runtime_of(desk.app).config
    assert desk.client.get_cookie(mine.staff_cookie)
    invited = desk.post("remote").text
    ticket = re.search(r"/remote/([0-9a-f]{32})", invited)
    assert ticket
    answer = new_client(desk.app).post(f"/remote/{ticket[1]}")
    assert answer.headers["Set-Cookie"].startswith(f"{mine.remote_cookie}=")


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Proto", "Via", "X-Real-IP", "Forwarded", "CF-Connecting-IP", "X-Original-URI"]
)
def test_behind_any_web_server_or_tunnel_the_desk_stays_closed(app: Flask, header: str) -> None:
    assert signed_in(app).get("/teach", headers={header: "x"}).status_code == 403


def test_of_many_browsers_that_use_a_link_at_the_same_instant_one_comes_in(app: Flask) -> None:
    link = new_link(runtime_of(app), runtime_of(app).config.instance)
    everybody = Barrier(12)

    def come_in() -> int:
        client = new_client(app)
        everybody.wait()
        return client.post(f"/teach/enter/{link}").status_code

    with ThreadPoolExecutor(12) as pool:
        statuses = [each.result() for each in [pool.submit(come_in) for _ in range(12)]]
    assert sorted(statuses) == [303, *[403] * 11]
