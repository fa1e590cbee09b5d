"""A computer that shows a code becomes the wall of the desk that types it: once, and only that computer."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from classroom.actions import pairing
from classroom.actions.pairing import LENGTH, MOST_WAITING, WAITS_SECONDS, NoSuchScreen
from classroom.actions.retention import tidy
from classroom.lesson.room_codes import ALPHABET
from classroom.storage.models import RoomRow, WaitingWallRow
from classroom.storage.queries.remotes import waiting_wall
from classroom.web.http.rate_limits import MOST_WALL_CODES, WINDOW_SECONDS
from classroom.web.http.runtime import WebRuntime
from tests.conftest import Clock, Desk, new_client, open_desk, runtime_of, started_again

WRONG = "2222"


def _code_of(runtime: WebRuntime, ticket: str) -> str | None:
    with runtime.renderer.reading() as session:
        screen = waiting_wall(session, ticket, runtime.clock() - WAITS_SECONDS)
        return screen.code if screen else None


def _screen(runtime: WebRuntime, address: str = "192.168.1.2") -> tuple[str, str]:
    ticket = pairing.wait(runtime, runtime.askers, address)
    code = _code_of(runtime, ticket)
    assert code
    return ticket, code


def test_the_screen_whose_code_is_typed_gets_the_wall_once(desk: Desk, runtime: WebRuntime) -> None:
    room, wall = desk.row.id, desk.row.wall_token
    ticket, code = _screen(runtime)
    other, _ = _screen(runtime)
    assert pairing.take(runtime, ticket) is None
    pairing.give(runtime, f" {code.lower()[:2]} {code[2:]}", room)
    assert pairing.take(runtime, other) is None
    assert pairing.take(runtime, ticket) == wall
    assert pairing.take(runtime, ticket) is None
    with pytest.raises(NoSuchScreen):
        pairing.give(runtime, code, room)


def test_a_code_that_was_typed_gives_nobody_a_second_wall(app: Flask, runtime: WebRuntime) -> None:
    first, second = open_desk(app), open_desk(app)
    ticket, code = _screen(runtime)
    pairing.give(runtime, code, first.row.id)
    with pytest.raises(NoSuchScreen):
        pairing.give(runtime, code, second.row.id)
    assert pairing.take(runtime, ticket) == first.row.wall_token


def test_codes_are_short_speakable_and_all_different(runtime: WebRuntime) -> None:
    codes = [_screen(runtime)[1] for _ in range(MOST_WAITING)]
    assert len(set(codes)) == MOST_WAITING
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)


def test_a_code_lives_five_minutes_and_is_then_forgotten(
    desk: Desk, runtime: WebRuntime, clock: Clock
) -> None:
    ticket, code = _screen(runtime)
    clock.now += WAITS_SECONDS
    assert _code_of(runtime, ticket) == code
    clock.now += 1
    assert _code_of(runtime, ticket) is None
    with pytest.raises(NoSuchScreen):
        pairing.give(runtime, code, desk.row.id)
    tidy(runtime)
    with runtime.renderer.reading() as session:
        assert session.query(WaitingWallRow).count() == 0


def test_whoever_lets_many_screens_wait_takes_no_place_from_another(runtime: WebRuntime) -> None:
    ticket, code = _screen(runtime)
    busy = [_screen(runtime, "192.168.1.66") for _ in range(3 * MOST_WAITING)]
    assert _code_of(runtime, ticket) == code
    assert sum(_code_of(runtime, each) is not None for each, _ in busy) == MOST_WAITING - 1
    assert _code_of(runtime, busy[-1][0]) == busy[-1][1]
    assert _code_of(runtime, _screen(runtime, "192.168.1.3")[0]), "and there is room for one more"
    assert len(runtime.askers) <= MOST_WAITING + 1


def test_a_screen_that_waits_goes_on_waiting_when_wissel_starts_again(desk: Desk) -> None:
    ticket, code = _screen(runtime_of(desk.app))
    given, _ = _screen(runtime_of(desk.app))
    pairing.give(runtime_of(desk.app), _, desk.row.id)
    with started_again(desk.app) as app:
        again = runtime_of(app)
        assert _code_of(again, ticket) == code
        assert pairing.take(again, given) == desk.row.wall_token
        for _ in range(2 * MOST_WAITING):
            _screen(again, "192.168.1.66")
        assert _code_of(again, ticket) == code, "and nobody takes its place"


def test_what_waits_for_a_room_goes_with_it(desk: Desk, runtime: WebRuntime) -> None:
    ticket, code = _screen(runtime)
    assert desk.post("wall-code", code=code).status_code == 204
    assert desk.post("throw-away").status_code == 303
    with runtime.renderer.reading() as session:
        assert (session.query(RoomRow).count(), session.query(WaitingWallRow).count()) == (0, 0)
    assert pairing.take(runtime, ticket) is None


def test_the_database_knows_a_screen_by_a_hash_alone(desk: Desk) -> None:
    ticket, _ = _screen(runtime_of(desk.app), "192.168.1.2")
    held = b"".join(path.read_bytes() for path in runtime_of(desk.app).config.instance.iterdir())
    assert ticket.encode() not in held
    assert bytes.fromhex(ticket) not in held
    assert b"192.168.1.2" not in held


def _waiting(client: FlaskClient) -> tuple[str, str]:
    """Open /wall, and give the address at which it waits and the code that it shows."""
    there = client.get("/wall").headers["Location"]
    page = client.get(there).text
    found = re.search(r'class="code code-large"[^>]*>(\w{4})<', page)
    assert found, page
    return there, found[1]


def test_another_computer_becomes_the_wall_when_the_desk_types_its_code(desk: Desk) -> None:
    client = new_client(desk.app)
    there, code = _waiting(client)
    assert client.get(there, headers={"X-Wissel": "1"}).status_code == 204
    assert desk.post("wall-code", code=code.lower()).status_code == 204
    told = client.get(there, headers={"X-Wissel": "1"})
    assert told.json == {"go": f"/wall/{desk.row.wall_token}"}
    assert client.get(f"/wall/{desk.row.wall_token}").status_code == 200
    assert client.get(there).headers["Location"] == "/wall", "the wall is handed over once"


def test_without_a_script_the_waiting_page_goes_to_the_wall_by_itself(desk: Desk) -> None:
    client = new_client(desk.app)
    there, code = _waiting(client)
    assert 'http-equiv="refresh"' in client.get(there).text
    sent = desk.client.post(f"/teach/rooms/{desk.public_id}/wall-code", data={"code": code})
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/teach/rooms/{desk.public_id}")
    assert client.get(there).headers["Location"] == f"/wall/{desk.row.wall_token}"


def test_a_wrong_code_says_so_in_words(desk: Desk) -> None:
    told = desk.post("wall-code", code=WRONG)
    assert told.status_code == 409
    assert "Er is geen scherm met deze code" in told.get_json()["message"]
    page = desk.client.post(f"/teach/rooms/{desk.public_id}/wall-code", data={"code": WRONG})
    assert "Er is geen scherm met deze code" in page.text
    assert f'href="/teach/rooms/{desk.public_id}"' in page.text


def test_after_many_wrong_codes_the_desk_has_to_wait_even_with_the_right_one(
    desk: Desk, clock: Clock
) -> None:
    _, code = _screen(runtime_of(desk.app))
    for _ in range(MOST_WALL_CODES):
        assert "geen scherm" in desk.post("wall-code", code=WRONG).get_json()["message"]
    assert "Wacht een minuut" in desk.post("wall-code", code=code).get_json()["message"]
    clock.now += WINDOW_SECONDS
    assert desk.post("wall-code", code=code).status_code == 204


def test_a_ticket_that_nobody_has_leads_to_a_new_code(app: Flask) -> None:
    assert new_client(app).get("/wall/wait/made-up").headers["Location"] == "/wall"


def test_a_phone_that_sees_the_code_on_the_wall_gets_nothing_by_it(desk: Desk) -> None:
    screen, phone = new_client(desk.app), new_client(desk.app)
    there, code = _waiting(screen)
    assert desk.post("wall-code", code=code).status_code == 204
    assert phone.get(f"/wall/wait/{code}").headers["Location"] == "/wall"
    assert screen.get(there).headers["Location"] == f"/wall/{desk.row.wall_token}"


def test_only_the_rooms_own_desk_hands_out_its_wall(app: Flask, desk: Desk) -> None:
    _, code = _waiting(new_client(app))
    strange = new_client(app).post(f"/teach/rooms/{desk.public_id}/wall-code", data={"code": code})
    assert strange.status_code == 403
    assert open_desk(app).post("wall-code", code=code).status_code == 204, "the code was not used up"
