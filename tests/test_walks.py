"""Whole lessons over HTTP, as a class has them."""

import re

from classroom.actions.retention import tidy
from tests.conftest import Clock, Desk, new_client, runtime_of, signed_in

# What tells of a result: the bar of an answer's share, and its size in words.
RESULT = re.compile(r'class="bar"|een (?:groter|kleiner) deel')


def test_a_vote_goes_from_the_phone_to_the_wall(desk: Desk) -> None:
    phones = [desk.phone() for _ in range(24)]
    desk.tell()
    assert desk.act("next").status_code == 204
    round_id = desk.round_id()
    for number, phone in enumerate(phones):
        assert phone.vote(round_id, 1 if number < 18 else 0).status_code == 204
    seen = [desk.wall(), desk.phone_screen(), phones[0].page().text, desk.page()]
    assert not any(map(RESULT.search, seen))
    assert desk.close().status_code == 204
    assert desk.act("next").status_code == 204
    assert desk.row.phase == "revealed"
    seen = [desk.wall(), desk.phone_screen(), phones[0].page().text, desk.page()]
    assert all(map(RESULT.search, seen)), "the search finds what is there"
    assert "een groter deel" in desk.wall()


def test_of_two_desks_that_act_at_once_one_wins_and_the_other_sees_why(desk: Desk) -> None:
    seen = desk.row.version
    acts = f"/teach/rooms/{desk.public_id}/act"
    fields = {"act": "next", "version": seen}
    assert desk.client.post(acts, data=fields, headers={"X-Wissel": "1"}).status_code == 204
    other = desk.client.post(acts, data=fields, headers={"X-Wissel": "1"})
    assert other.status_code == 409
    assert other.json == {"message": "Een ander scherm van een docent was eerder. Hier is de klas nu."}
    assert desk.row.version == seen + 1


def test_two_walls_and_two_desks_show_the_same(desk: Desk) -> None:
    desk.tell()
    walls = {new_client(desk.app).get(f"/wall/{desk.row.wall_token}/screen").text for _ in range(2)}
    assert len(walls) == 1
    desks = {
        client.get(f"/teach/rooms/{desk.public_id}/screen").text
        for client in (desk.client, signed_in(desk.app))
    }
    assert len(desks) == 1


def test_a_room_goes_on_next_week_where_it_was(desk: Desk, clock: Clock) -> None:
    desk.phone()
    desk.tell()
    before = desk.row
    assert desk.act("sleep").status_code == 204
    clock.now += 7 * 24 * 60 * 60
    tidy(runtime_of(desk.app))
    desk.client = signed_in(desk.app)
    assert desk.act("wake").status_code == 204
    assert desk.row.code not in (None, before.code)
    desk.phone()
    assert desk.act("next").status_code == 204
    assert (desk.row.step, desk.row.phase, desk.row.beat) == (before.step, before.phase, before.beat)
