"""Whole lessons over HTTP, as a class has them."""

from tests.conftest import Desk


def test_a_vote_goes_from_the_phone_to_the_wall(desk: Desk) -> None:
    phones = [desk.phone() for _ in range(24)]
    desk.tell()
    assert desk.act("next").status_code == 204
    round_id = desk.round_id()
    for number, phone in enumerate(phones):
        assert phone.vote(round_id, 1 if number < 18 else 0).status_code == 204
    assert "data-band" not in desk.wall()
    assert desk.close().status_code == 204
    assert desk.act("next").status_code == 204
    assert desk.row.phase == "revealed"
    assert "een groter deel" in desk.wall()
