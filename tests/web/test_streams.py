"""Whoever lost the right to a room hears no more of it: a stream ends with the seat, the remote or the login that opened it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, update

from classroom.storage.database import db
from classroom.storage.models import RoomRow, SeatRow
from classroom.web.rendering.screen_renderer import PHONE
from tests.conftest import Desk, Phone, new_client, runtime_of, signed_in
from tests.web.test_remotes import _remote


def _follow(client: FlaskClient, path: str) -> Iterator[bytes]:
    """Open a stream and take in what it begins with."""
    answer = client.get(f"{path}/stream")
    assert answer.status_code == 200
    news = iter(answer.response)
    first: Any = next(news)
    assert b"event: screen" in first
    return news  # type: ignore[return-value]


def _hears(news: Iterator[bytes]) -> bool:
    """Tell whether a new screen comes, once one was announced to all who may still hear it, before the stream ends."""
    return any(b"event: screen" in piece for piece in news)


def _leave(_desk: Desk, phone: Phone) -> None:
    assert phone.client.post(f"/r/{phone.code}/leave").status_code == 303


def _sleep(desk: Desk, _phone: Phone) -> None:
    assert desk.act("sleep").status_code == 204


def _let_all_come_in_again(desk: Desk, _phone: Phone) -> None:
    assert desk.act("enter_again").status_code == 204


@pytest.mark.parametrize("lose", [_leave, _sleep, _let_all_come_in_again])
def test_a_stream_ends_with_its_seat(desk: Desk, lose: Callable[[Desk, Phone], None]) -> None:
    desk.tell()
    phone = desk.phone()
    desk.post("admit")
    news = _follow(phone.client, f"/r/{phone.code}")
    runtime = runtime_of(desk.app)
    runtime.hub.announce(desk.row.id)
    lose(desk, phone)
    runtime.hub.announce(desk.row.id)
    assert not _hears(news)


def test_a_stream_goes_on_with_its_seat(desk: Desk) -> None:
    phone, other = desk.phone(), desk.phone()
    news = _follow(phone.client, f"/r/{phone.code}")
    _leave(desk, other)
    desk.act("next")
    assert _hears(news)


def test_who_follows_a_lesson_to_its_end_hears_that_it_is_over(desk: Desk) -> None:
    phone = desk.phone()
    news = _follow(phone.client, f"/r/{phone.code}")
    with desk.app.app_context():
        db.session.execute(delete(SeatRow))
        db.session.execute(update(RoomRow).values(phase="ended", version=RoomRow.version + 1))
        db.session.commit()
    runtime_of(desk.app).hub.announce(desk.row.id)
    assert _hears(news)


def test_a_stream_ends_with_its_remote(desk: Desk) -> None:
    phone = _remote(desk)
    news = _follow(phone, "/remote")
    desk.post("remote/part")
    desk.act("next")
    assert not _hears(news)


def test_a_stream_of_a_remote_ends_when_its_teacher_signs_out(desk: Desk) -> None:
    news = _follow(_remote(desk), "/remote")
    desk.client.post("/teach/leave")
    Desk(desk.app, signed_in(desk.app), desk.public_id).act("next")
    assert not _hears(news)


@pytest.mark.parametrize("face", ["", "/controls"])
def test_a_stream_of_the_desk_ends_when_its_browser_is_signed_out(desk: Desk, face: str) -> None:
    news = _follow(desk.client, f"/teach/rooms/{desk.public_id}{face}")
    desk.act("next")
    assert _hears(news)
    desk.client.post("/teach/leave")
    other = Desk(desk.app, signed_in(desk.app), desk.public_id)
    other.act("next")
    assert not _hears(news)


def test_no_screen_of_a_phone_holds_a_code(desk: Desk) -> None:
    desk.phone()
    while desk.row.phase != "voting":
        assert str(desk.row.code) not in desk.phone_screen().replace(" ", "")
        assert desk.act("next").status_code == 204
    assert str(desk.row.code) not in desk.phone_screen()
    assert str(desk.row.code) in desk.wall().replace(" ", ""), "the search finds what is there"


def test_a_screen_is_drawn_once_however_many_fetch_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = desk.phone()
    _ = _follow(phone.client, f"/r/{phone.code}")
    runtime = runtime_of(desk.app)
    drawn: list[str] = []
    whole = type(runtime.renderer).screen

    def counted(*given: object) -> str:
        drawn.append(PHONE)
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(type(runtime.renderer), "screen", counted)
    first = [phone.client.get(f"/r/{phone.code}/screen").text for _ in range(5)]
    assert not drawn
    desk.act("next")
    second = {phone.client.get(f"/r/{phone.code}/screen").text for _ in range(5)}
    assert len(drawn) == 1
    assert len(second) == 1
    assert second != set(first)


def test_without_a_script_a_form_goes_to_the_address_of_its_page(desk: Desk) -> None:
    phone = desk.phone()
    desk.tell()
    desk.act("next")
    form = {"round": desk.round_id(), "option": "1"}
    assert 'action="/r/' not in desk.phone_screen()
    assert phone.client.post(f"/r/{phone.code}", data=form).status_code == 303
    assert new_client(desk.app).post(f"/r/{phone.code}", data=form).status_code == 403
