"""A ticket makes one phone a remote, once and for a minute; and a remote does what the controls have and no more."""

import itertools
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from classroom.actions.remotes import LIVES_SECONDS, Remotes
from tests.conftest import Clock, Desk, new_client, open_desk


@pytest.fixture
def remotes(clock: Clock) -> Remotes:
    secrets = itertools.count()
    return Remotes(clock, lambda: f"secret-{next(secrets)}")


def test_a_ticket_works_once_and_looking_does_not_use_it_up(remotes: Remotes) -> None:
    ticket = remotes.invite("room")
    assert [remotes.invited(ticket) for _ in range(2)] == ["room", "room"]
    key = remotes.accept(ticket)
    assert key
    assert remotes.room_of(key) == "room"
    assert remotes.accept(ticket) is None
    assert remotes.room_of(ticket) is None, "a ticket is no key"


def test_a_ticket_is_too_old_after_a_minute(remotes: Remotes, clock: Clock) -> None:
    ticket = remotes.invite("room")
    clock.now += LIVES_SECONDS - 1
    assert remotes.invited(ticket) == "room"
    clock.now += 1
    assert remotes.accept(ticket) is None


def test_a_new_ticket_of_a_room_ends_the_one_before_it_and_no_other(remotes: Remotes) -> None:
    first, of_another, second = remotes.invite("room"), remotes.invite("other"), remotes.invite("room")
    assert [remotes.invited(ticket) for ticket in (first, of_another, second)] == [None, "other", "room"]


def test_a_room_disconnects_its_own_remotes_and_tickets(remotes: Remotes) -> None:
    keys = [remotes.accept(remotes.invite(room)) or "" for room in ("room", "room", "other")]
    waiting = remotes.invite("room")
    assert remotes.count("room") == 2
    remotes.part("room")
    assert [remotes.room_of(key) for key in keys] == [None, None, "other"]
    assert remotes.invited(waiting) is None


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
