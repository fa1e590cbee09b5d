"""Whole lessons with few phones, over HTTP alone: the fewer answers there are, the less is shown of them."""

import pytest

from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk, SimulatedPhone, all_vote

VOTES = 4
BARS = '<svg class="bar"'
HALF_WIDE, UPPER_HALF = 'width="50.0" height="10" fill="url', 'x="50.0"'
ALONE = "option-won"


@pytest.mark.parametrize(("phones", "shown"), [(4, "nothing"), (8, "the way"), (12, "halves")])
def test_a_small_class_plays_the_whole_story(server: Running, phones: int, shown: str) -> None:
    desk = SimulatedDesk(server).open_room(phones, language="en")
    class_ = desk.phones(phones)
    for _ in range(VOTES):
        _vote(desk, class_)
        {"nothing": _choose_together, "the way": _follow_the_way, "halves": _see_halves}[shown](desk)
    desk.until("help")
    assert desk.act("next").status == 409, "the help screen stays for a minute"
    server.skip(61)
    assert desk.act("next").status == 204
    assert [phone.get(f"{phone.path}/screen").status for phone in class_] == [200] * phones
    assert 'data-phase="ended"' in class_[0].screen(class_[0].path)


def _vote(desk: SimulatedDesk, class_: list[SimulatedPhone]) -> None:
    desk.until("voting")
    all_vote(class_, desk.round_id(class_[0]), [0, 0, 2])
    assert desk.close(sure="").status == 204
    assert desk.phase == "closed"


def _choose_together(desk: SimulatedDesk) -> None:
    assert 'href="#together-title"' in desk.now
    assert desk.act("next").status == 409
    assert BARS not in desk.now
    assert desk.act("choose", choice=2).status == 204
    assert 'class="came"' in desk.screen(desk.wall_path), "the wall says openly who chose"


def _follow_the_way(desk: SimulatedDesk) -> None:
    wall = _revealed(desk)
    assert wall.count(ALONE) == 1
    assert BARS not in wall
    assert BARS not in desk.now


def _see_halves(desk: SimulatedDesk) -> None:
    wall = _revealed(desk)
    assert wall.count(BARS) == wall.count(HALF_WIDE) == 4
    assert wall.count(UPPER_HALF) == 1


def _revealed(desk: SimulatedDesk) -> str:
    assert desk.act("next").status == 204
    assert desk.phase == "revealed"
    return desk.screen(desk.wall_path)
