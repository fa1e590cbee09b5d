"""How the news of a turnout is spread, under a clock that a test turns by hand."""

from collections.abc import Callable, Iterator

import pytest

from classroom.live.frames import OPENING, Right, Watch, screen_frame, turnout_frame
from classroom.live.hub import Hub
from classroom.live.parking import Listener

PHONE = Watch(1, "phone", "nl")
WALL = Watch(1, "wall", "nl")
DESK = Watch(1, "desk", "nl")


def frame(watch: Watch, version: str) -> bytes:
    return screen_frame(version, watch.audience.encode())


class Hall:
    """One room, what its audiences may know of the turnout, and the timers that were set."""

    def __init__(self) -> None:
        self.version = "v1"
        self.counts: dict[Watch, int] = {}
        self.failing = self.without_rights = False
        self.streams: list[Iterator[bytes]] = []
        self.timers: list[tuple[float, Callable[[], None]]] = []
        self.hub = Hub(
            lambda _: self.version,
            lambda watch: watch.audience.encode(),
            self.figure,
            lost=self.lost,
            later=lambda seconds, call: self.timers.append((seconds, call)),
        )

    def count(self, watch: Watch, count: int) -> None:
        self.counts[watch] = count
        self.hub.turnout(1)

    def figure(self, watch: Watch) -> str | None:
        if self.failing:
            raise OSError
        return str(self.counts[watch]) if watch in self.counts else None

    def lost(self, _room: int, _rights: set[Right]) -> set[Right]:
        if self.without_rights:
            raise OSError
        return set()

    def pass_time(self) -> float:
        seconds, call = self.timers.pop(0)
        call()
        return seconds

    def join(self, watch: Watch) -> Iterator[bytes]:
        stream = self.hub.listen(watch, None, ("staff", "a login"))
        assert next(stream).startswith(OPENING)
        self.streams.append(stream)  # one that nobody holds would end
        return stream


@pytest.fixture
def hall() -> Iterator[Hall]:
    hall = Hall()
    yield hall
    hall.hub.close()


def test_turnout_goes_to_those_who_may_know_it_and_to_nobody_else(hall: Hall) -> None:
    phone, desk = hall.join(PHONE), hall.join(DESK)
    hall.count(DESK, 17)
    hall.pass_time()
    assert next(desk) == turnout_frame("17")
    hall.hub.close()
    assert list(phone) == []


def test_turnouts_in_quick_succession_become_two_and_the_last_goes_out(hall: Hall) -> None:
    desk = hall.join(DESK)
    hall.count(DESK, 1)
    assert hall.pass_time() == 0.0
    assert next(desk) == turnout_frame("1")
    for count in range(2, 29):
        hall.count(DESK, count)
    assert len(hall.timers) == 1
    assert hall.pass_time() == 0.5
    assert next(desk) == turnout_frame("28")


def test_after_a_quiet_while_the_next_turnout_goes_out_at_once(hall: Hall) -> None:
    desk = hall.join(DESK)
    hall.count(DESK, 1)
    hall.pass_time()
    assert next(desk) == turnout_frame("1")
    assert hall.pass_time() == 0.5
    assert hall.timers == []
    hall.count(DESK, 2)
    assert hall.pass_time() == 0.0
    assert next(desk) == turnout_frame("2")


def test_a_turnout_that_reads_the_same_is_not_sent_again(hall: Hall) -> None:
    wall = hall.join(WALL)
    hall.count(WALL, 1)
    hall.pass_time()
    assert next(wall) == turnout_frame("1")
    hall.count(WALL, 1)
    hall.pass_time()
    hall.hub.close()
    assert list(wall) == []


def test_who_joins_gets_the_turnout_with_the_screen_even_where_the_screen_is_known(hall: Hall) -> None:
    hall.counts[DESK] = 5
    assert next(hall.hub.listen(DESK, None)) == OPENING + frame(DESK, "v1") + turnout_frame("5")
    assert next(hall.hub.listen(DESK, "v1")) == OPENING + turnout_frame("5")


def test_a_new_screen_brings_the_turnout_that_belongs_to_it(hall: Hall) -> None:
    hall.counts[DESK] = 5
    desk = hall.join(DESK)
    hall.counts[DESK] = 0
    hall.version = "v2"
    hall.hub.announce(1)
    assert next(desk) == frame(DESK, "v2") + turnout_frame("0")


def test_who_joins_before_a_change_is_announced_gets_the_turnout_of_the_change(hall: Hall) -> None:
    hall.counts[DESK] = 5
    early = hall.join(DESK)
    hall.counts[DESK] = 0
    hall.version = "v2"
    assert next(hall.hub.listen(DESK, None)) == OPENING + frame(DESK, "v2") + turnout_frame("0")
    hall.hub.announce(1)
    assert next(early) == frame(DESK, "v2") + turnout_frame("0")


def test_a_turnout_that_changes_while_nobody_waits_is_right_for_who_comes_next(hall: Hall) -> None:
    hall.counts[DESK] = 5
    hall.join(PHONE)
    desk = hall.hub.listen(DESK, None)
    next(desk)
    desk.close()  # type: ignore[attr-defined]  # it is a generator, and servers close it
    hall.counts[DESK] = 6
    assert next(hall.hub.listen(DESK, None)).endswith(turnout_frame("6"))


def test_a_turnout_that_fails_is_tried_again_with_the_next(hall: Hall) -> None:
    desk = hall.join(DESK)
    hall.failing = True
    hall.count(DESK, 3)
    hall.pass_time()
    hall.failing = False
    hall.count(DESK, 3)
    hall.pass_time()
    assert next(desk) == turnout_frame("3")


def test_nothing_is_timed_for_a_room_where_nobody_waits(hall: Hall) -> None:
    hall.hub.turnout(1)
    assert hall.timers == []


def test_what_goes_with_every_turnout_is_told_to_every_room(hall: Hall) -> None:
    hall.counts[DESK] = 3
    desk = hall.join(DESK)
    hall.counts[DESK] = 4
    hall.hub.turnouts()
    hall.pass_time()
    assert next(desk) == turnout_frame("4")


def test_where_rights_cannot_be_read_the_desk_hears_what_is_wrong_and_later_that_it_is_over(
    hall: Hall,
) -> None:
    desk = hall.join(DESK)
    hall.without_rights = True
    hall.count(DESK, 1)
    hall.pass_time()
    assert next(desk) == turnout_frame("1")
    hall.without_rights = False
    hall.count(DESK, 2)
    hall.pass_time()
    assert next(desk) == turnout_frame("2")


def test_a_browser_that_cannot_be_told_keeps_no_turnout_from_others_nor_the_next_one(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_waiter: Listener, frame: bytes) -> None:
        raise OSError(frame)

    desk = hall.join(DESK)
    monkeypatch.setattr(Listener, "tell_turnout", fails)
    hall.count(DESK, 1)
    hall.pass_time()
    monkeypatch.undo()
    hall.pass_time()
    hall.count(DESK, 2)
    hall.pass_time()
    assert next(desk) == turnout_frame("2")
