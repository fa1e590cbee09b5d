"""A computer that shows a code becomes the wall of the desk that types it: once, and only that computer."""

import itertools
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from classroom.actions.pairing import (
    LENGTH,
    LIVES_SECONDS,
    MOST_WAITING,
    MOST_WRONG,
    WRONG_SECONDS,
    NoSuchScreen,
    Pairing,
    TooManyTries,
)
from classroom.lesson.room_codes import ALPHABET
from tests.conftest import Clock, Desk, new_client, open_desk

WRONG = "2222"


@pytest.fixture
def pairing(clock: Clock) -> Pairing:
    numbers, tickets = itertools.count(1), itertools.count()
    return Pairing(
        clock, lambda limit: (next(numbers) * 7919 // 13) % limit, lambda: f"ticket-{next(tickets)}"
    )


def _screen(pairing: Pairing, address: str = "192.168.1.2") -> tuple[str, str]:
    ticket = pairing.wait(address)
    code = pairing.code_of(ticket)
    assert code
    return ticket, code


def test_the_screen_whose_code_is_typed_gets_the_wall_once(pairing: Pairing) -> None:
    ticket, code = _screen(pairing)
    other, _ = _screen(pairing)
    assert pairing.take(ticket) is None
    pairing.give(f" {code.lower()[:2]} {code[2:]}", "wall")
    assert pairing.take(other) is None
    assert pairing.take(ticket) == "wall"
    assert pairing.take(ticket) is None
    with pytest.raises(NoSuchScreen):
        pairing.give(code, "wall")


def test_a_code_that_was_typed_gives_nobody_a_second_wall(pairing: Pairing) -> None:
    ticket, code = _screen(pairing)
    pairing.give(code, "first")
    with pytest.raises(NoSuchScreen):
        pairing.give(code, "second")
    assert pairing.take(ticket) == "first"


def test_codes_are_short_speakable_and_all_different(pairing: Pairing) -> None:
    codes = [_screen(pairing)[1] for _ in range(MOST_WAITING)]
    assert len(set(codes)) == MOST_WAITING
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)


def test_a_code_lives_five_minutes(pairing: Pairing, clock: Clock) -> None:
    ticket, code = _screen(pairing)
    clock.now += LIVES_SECONDS - 1
    assert pairing.code_of(ticket) == code
    clock.now += 1
    assert pairing.code_of(ticket) is None
    with pytest.raises(NoSuchScreen):
        pairing.give(code, "wall")


def test_whoever_lets_many_screens_wait_takes_no_place_from_another(pairing: Pairing) -> None:
    ticket, code = _screen(pairing)
    busy = [_screen(pairing, "192.168.1.66") for _ in range(3 * MOST_WAITING)]
    assert pairing.code_of(ticket) == code
    assert sum(pairing.code_of(each) is not None for each, _ in busy) == MOST_WAITING - 1
    assert pairing.code_of(busy[-1][0]) == busy[-1][1]
    assert pairing.code_of(_screen(pairing, "192.168.1.3")[0]), "and there is room for one more"


def test_after_many_wrong_codes_the_desk_has_to_wait_even_with_the_right_one(
    pairing: Pairing, clock: Clock
) -> None:
    _, code = _screen(pairing)
    for _ in range(MOST_WRONG):
        with pytest.raises(NoSuchScreen):
            pairing.give("", "wall")
    with pytest.raises(TooManyTries):
        pairing.give(code, "wall")
    clock.now += WRONG_SECONDS
    pairing.give(code, "wall")


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
    assert "Geen scherm toont deze code" in told.get_json()["message"]
    page = desk.client.post(f"/teach/rooms/{desk.public_id}/wall-code", data={"code": WRONG})
    assert "Geen scherm toont deze code" in page.text
    assert f'href="/teach/rooms/{desk.public_id}"' in page.text


def test_many_wrong_codes_say_to_wait(desk: Desk) -> None:
    for _ in range(MOST_WRONG):
        desk.post("wall-code", code=WRONG)
    assert "Wacht een minuut" in desk.post("wall-code", code=WRONG).get_json()["message"]


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
