"""More and more rooms on one server: 30 phones each, which follow; each room opens a vote and closes it once a minute."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

from bench.figures import Figure, at
from bench.scale import Scale
from bench.servers import another, gather, helper, wissel
from bench.wire import at_once, cpu_of, generator_load
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk

MINUTE = 60.0
AT_HUNDRED_MOST = 2.0  # times the p95 of one room alone
HUNDRED = 100
ALONE = 3  # votes of the room that has a server to itself, in each round


def measure(scale: Scale) -> Iterator[Figure]:
    """Measure each number of rooms, in turn with one room that has a server to itself."""
    for many in scale.rooms:
        yield from _beside_one(scale, many)


def _beside_one(scale: Scale, many: int) -> Iterator[Figure]:
    ours, alone, busy, shares = [], [], [], []
    with ExitStack() as stack:
        server, lone = stack.enter_context(wissel()), stack.enter_context(wissel())
        rooms = School(server, many, scale.phones_a_room, stack)
        one = School(lone, 1, scale.phones_a_room, stack)
        for _ in range(scale.rounds):
            assert server.process
            minute = rooms.minute(scale.window)
            used, began = cpu_of(server.process.pid), time.monotonic()
            with generator_load() as load:
                ours.append(1000 * at(0.95, minute.pass_by()))
            busy.append(100 * (cpu_of(server.process.pid) - used) / (time.monotonic() - began))
            shares.append(load.share)
            alone.append(1000 * at(0.95, [each for _ in range(ALONE) for each in one.minute(MINUTE).alone()]))
    most = AT_HUNDRED_MOST if many == HUNDRED else None
    name, generator = f"{many} rooms of {scale.phones_a_room} phones", max(shares)
    if many == scale.rooms[0]:
        yield Figure("rooms", f"1 room of {scale.phones_a_room} phones, p95 of a vote", "ms", tuple(alone))
    yield Figure(
        "rooms",
        f"{name}, p95 of a vote",
        "ms",
        tuple(ours),
        tuple(alone),
        "one room",
        most=most,
        generator=generator,
    )
    yield Figure("rooms", f"{name}, the processor", "% of a core", tuple(busy), generator=generator)


class School:
    """Rooms on one server, with phones that follow."""

    def __init__(self, server: Running, rooms: int, phones: int, stack: ExitStack) -> None:
        first = SimulatedDesk(server).open_room(phones)
        desks = [first, *(another(first, phones) for _ in range(rooms - 1))]
        self.rooms = [Room(desk, phones, stack) for desk in desks]
        self._turn = 0

    def minute(self, window: float) -> "Minute":
        """Choose a part of the rooms, as many as vote in this window of a minute, and bring them before a question."""
        part = max(1, round(len(self.rooms) * window / MINUTE))
        chosen = [self.rooms[(self._turn + number) % len(self.rooms)] for number in range(part)]
        self._turn += part
        for room in chosen:
            room.prepare()
        return Minute(chosen, window)


class Minute:
    """Some rooms that vote in a window of time, each at its own moment."""

    def __init__(self, rooms: list["Room"], window: float) -> None:
        self._rooms, self._window = rooms, window

    def alone(self) -> list[float]:
        """Let one room vote with nothing beside it, and give how long each vote took."""
        return self._rooms[0].vote_and_close(0.0)

    def pass_by(self) -> list[float]:
        """Let it happen, and give how long each vote took."""
        took: list[float] = []
        last_third = self._window / 3  # The last to open still has time to close.

        def lesson(room: Room, moment: float) -> None:
            time.sleep(moment)
            took.extend(room.vote_and_close(last_third))

        moments = [2 * last_third * number / len(self._rooms) for number in range(len(self._rooms))]
        threads = [
            threading.Thread(target=lesson, args=pair) for pair in zip(self._rooms, moments, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(took) == sum(room.size for room in self._rooms), "a vote was not acknowledged"
        return took


class Room:
    """A class that comes before one question after another."""

    def __init__(self, desk: SimulatedDesk, phones: int, stack: ExitStack) -> None:
        self.size, self._stack = phones, stack
        self._begin(desk)

    def _begin(self, desk: SimulatedDesk) -> None:
        self._class = gather(desk, self.size)
        request = self._class.seats[0].stream()
        self._stack.enter_context(helper("listeners", desk.server.port, self.size, given=request)).heard()

    def prepare(self) -> None:
        """Come before a question; at the end of the story begin another lesson."""
        while not self._class.come_before_vote():
            self._begin(another(self._class.desk, self.size))

    def vote_and_close(self, think: float) -> list[float]:
        """Open the vote, let everybody answer at once, close it a while later, and give how long each answer took."""
        self._class.press("next")
        self._class.look()
        outcome = at_once(self._class.desk.server.port, self._class.votes(1))
        assert outcome.statuses == {204: self.size}, outcome.statuses
        time.sleep(think)
        self._class.close_vote()
        return outcome.seconds
