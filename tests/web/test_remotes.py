"""A ticket makes one phone a remote, once and for a minute; and a remote does what the controls have and no more."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from classroom.actions import remotes
from classroom.actions.remotes import LEADS_SECONDS, TICKET_SECONDS
from classroom.actions.retention import IDLE_SECONDS, tidy
from classroom.actions.startup import resume
from classroom.storage.database import db
from classroom.storage.models import PersonRow, RemoteRow, RemoteTicketRow, RoomRow
from classroom.storage.queries.remotes import count_of, room_led_by, room_offered_by
from classroom.web.http.runtime import WebRuntime
from tests.conftest import Clock, Desk, new_client, open_desk, runtime_of, started_again
from tests.web.test_own_rooms import end


def _offered(runtime: WebRuntime, ticket: str) -> int | None:
    with runtime.renderer.reading() as session:
        room = room_offered_by(session, ticket, runtime.clock() - TICKET_SECONDS)
        return room.id if room else None


def _led(runtime: WebRuntime, key: str) -> int | None:
    with runtime.renderer.reading() as session:
        room = room_led_by(session, key, runtime.clock() - LEADS_SECONDS)
        return room.id if room else None


def _new(runtime: WebRuntime, room: int) -> str:
    key = remotes.accept(runtime, remotes.invite(runtime, room))
    assert key
    return key


def _rows(runtime: WebRuntime) -> tuple[int, int]:
    with runtime.renderer.reading() as session:
        return session.query(RemoteRow).count(), session.query(RemoteTicketRow).count()


def test_a_ticket_works_once_and_looking_does_not_use_it_up(desk: Desk, runtime: WebRuntime) -> None:
    room = desk.row.id
    ticket = remotes.invite(runtime, room)
    assert [_offered(runtime, ticket) for _ in range(2)] == [room, room]
    key = remotes.accept(runtime, ticket)
    assert key
    assert _led(runtime, key) == room
    assert remotes.accept(runtime, ticket) is None
    assert _led(runtime, ticket) is None, "a ticket is no key"


def test_a_ticket_is_too_old_after_a_minute(desk: Desk, runtime: WebRuntime, clock: Clock) -> None:
    ticket = remotes.invite(runtime, desk.row.id)
    clock.now += TICKET_SECONDS
    assert _offered(runtime, ticket) == desk.row.id
    clock.now += 1
    assert remotes.accept(runtime, ticket) is None


def test_a_new_ticket_of_a_room_ends_the_one_before_it_and_no_other(app: Flask, runtime: WebRuntime) -> None:
    room, other = open_desk(app).row.id, open_desk(app).row.id
    tickets = [remotes.invite(runtime, each) for each in (room, other, room)]
    assert [_offered(runtime, ticket) for ticket in tickets] == [None, other, room]


def test_a_room_disconnects_its_own_remotes_and_tickets(app: Flask, runtime: WebRuntime) -> None:
    room, other = open_desk(app).row.id, open_desk(app).row.id
    keys = [_new(runtime, each) for each in (room, room, other)]
    waiting = remotes.invite(runtime, room)
    with runtime.renderer.reading() as session:
        assert count_of(session, room) == 2
    remotes.part(runtime, room)
    assert [_led(runtime, key) for key in keys] == [None, None, other]
    assert _offered(runtime, waiting) is None


def test_a_remote_leads_no_longer_than_a_login_and_is_then_forgotten(
    desk: Desk, runtime: WebRuntime, clock: Clock
) -> None:
    key = _new(runtime, desk.row.id)
    remotes.invite(runtime, desk.row.id)
    clock.now += IDLE_SECONDS
    assert _led(runtime, key) == desk.row.id
    clock.now += LEADS_SECONDS - IDLE_SECONDS + 1
    assert _led(runtime, key) is None
    tidy(runtime)
    assert _rows(runtime) == (0, 0)


def test_once_a_lesson_is_over_for_good_and_not_before_it_has_no_remotes(
    desk: Desk, runtime: WebRuntime, clock: Clock
) -> None:
    phone, room = _remote(desk), desk.row.id
    remotes.invite(runtime, room)

    def seen(_page: str) -> bool:
        return phone.get("/remote/").status_code == 200

    end(desk, clock, seen)
    assert (phone.get("/remote/").status_code, _rows(runtime)) == (403, (0, 0))


def test_a_room_that_is_thrown_away_leaves_no_remote(desk: Desk, runtime: WebRuntime) -> None:
    phone = _remote(desk)
    remotes.invite(runtime, desk.row.id)
    assert desk.post("throw-away").status_code == 303
    assert (phone.get("/remote/").status_code, _rows(runtime)) == (403, (0, 0))


def test_a_remote_goes_on_when_wissel_starts_again_and_a_ticket_does_too(desk: Desk) -> None:
    phone, ticket = _remote(desk), _ticket(desk)
    with started_again(desk.app) as app:
        phone.application = app
        assert _act(phone, desk, "next") == 204
        assert desk.row.phase == "agreements"
        assert new_client(app).post(f"/remote/{ticket}").status_code == 303


@pytest.mark.parametrize("by", [13 * 60 * 60, -13 * 60 * 60])
def test_while_a_vote_is_open_a_remote_goes_on_however_the_clock_was_set(
    desk: Desk, clock: Clock, by: float
) -> None:
    phone = _remote(desk)
    desk.tell()
    assert _act(phone, desk, "next") == 204
    clock.now += by
    resume(runtime_of(desk.app))
    tidy(runtime_of(desk.app))
    assert phone.get("/remote/").status_code == 200


def test_the_database_knows_tickets_and_remotes_by_a_hash_alone(desk: Desk, runtime: WebRuntime) -> None:
    secrets = [_new(runtime, desk.row.id), remotes.invite(runtime, desk.row.id)]
    held = b"".join(path.read_bytes() for path in runtime.config.instance.iterdir())
    assert [each for each in secrets if each.encode() in held or bytes.fromhex(each) in held] == []


def _ticket(desk: Desk) -> str:
    found = re.search(r"/remote/([0-9a-f]{32})", desk.post("remote").text)
    assert found
    return found[1]


def _remote(desk: Desk) -> FlaskClient:
    phone = new_client(desk.app)
    assert phone.post(f"/remote/{_ticket(desk)}").headers["Location"] == "/remote/"
    return phone


def _act(phone: FlaskClient, desk: Desk, act: str) -> int:
    data = {"act": act, "version": desk.row.version}
    return phone.post("/remote/act", data=data, headers={"X-Wissel": "1"}).status_code


def test_the_cookie_of_a_remote_goes_nowhere_else(desk: Desk) -> None:
    cookie = new_client(desk.app).post(f"/remote/{_ticket(desk)}").headers["Set-Cookie"]
    assert cookie.startswith("remote-")
    assert {"HttpOnly", "SameSite=Lax", "Path=/remote"} <= set(cookie.split("; "))


def test_a_preview_of_the_link_leaves_the_ticket_for_the_teacher(desk: Desk) -> None:
    ticket, phone = _ticket(desk), new_client(desk.app)
    assert new_client(desk.app).get(f"/remote/{ticket}").status_code == 200
    assert phone.get(f"/REMOTE/{ticket.upper()}").headers["Location"] == f"/remote/{ticket}"
    assert phone.post(f"/remote/{ticket}").status_code == 303
    assert new_client(desk.app).post(f"/remote/{ticket}").status_code == 403


def test_a_remote_leads_its_own_room_and_no_other(app: Flask, desk: Desk) -> None:
    other, phone = open_desk(app), _remote(desk)
    assert _act(phone, desk, "next") == 204
    assert desk.row.phase == "agreements"
    assert other.row.phase == "lobby"
    assert phone.get(f"/teach/rooms/{desk.public_id}").status_code == 403


@pytest.mark.parametrize("act", ["vote_again", "made-up"])
def test_a_remote_cannot_do_what_the_controls_do_not_have(desk: Desk, act: str) -> None:
    assert _act(_remote(desk), desk, act) == 409


def test_a_remote_that_was_disconnected_can_do_nothing(desk: Desk) -> None:
    phone = _remote(desk)
    assert desk.post("remote/part").status_code == 204
    assert _act(phone, desk, "next") == 403
    assert phone.get("/remote/").status_code == 403
    assert desk.row.phase == "lobby"


def test_only_the_rooms_own_desk_hands_out_a_remote(app: Flask, desk: Desk) -> None:
    for what in ("remote", "remote/part", "manner"):
        assert new_client(app).post(f"/teach/rooms/{desk.public_id}/{what}").status_code == 403


def test_the_desk_hears_how_many_remotes_there_are(desk: Desk) -> None:
    _remote(desk)
    answer = desk.client.get(f"/teach/rooms/{desk.public_id}/screen")
    assert '"remotes": 1' in answer.headers["X-Turnout"]
    assert "<strong data-remotes>1</strong>" in desk.page()


def test_once_its_teacher_signs_out_a_phone_leads_no_more_and_no_ticket_waits(desk: Desk) -> None:
    phone, ticket = _remote(desk), _ticket(desk)
    assert desk.client.post("/teach/leave").status_code == 303
    assert _act(phone, desk, "next") == 403
    assert "sluit je het bureau" in phone.get("/remote/").text
    assert new_client(desk.app).post(f"/remote/{ticket}").status_code == 403
    assert desk.row.phase == "lobby", "the lesson itself waits where it was"


def test_who_signs_out_leaves_the_remotes_of_another_teacher(desk: Desk, runtime: WebRuntime) -> None:
    phone = _remote(desk)
    with desk.app.app_context():
        other = PersonRow(school_id=desk.row.school_id, name="other")
        db.session.add(other)
        db.session.flush()
        db.session.query(RoomRow).filter_by(public_id=desk.public_id).update({"owner_id": other.id})
        db.session.commit()
    assert desk.client.post("/teach/leave").status_code == 303
    assert phone.get("/remote/").status_code == 200
