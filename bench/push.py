"""A new screen to every phone: how soon the last one has it, what waiting costs in memory, what a round costs in bytes."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

from bench.figures import Figure
from bench.scale import Scale
from bench.servers import gather, helper, wissel
from bench.wire import at_once, memory_of
from tests.browser.simulated import SimulatedDesk

SETTLE = 0.3
FAN_OUT_MOST = 1.5  # times the loop in C
PARKED_MOST = 2.0  # kilobytes of the process


def measure(scale: Scale) -> Iterator[Figure]:
    """Measure all three."""
    for phones in scale.listeners:
        # So few are told within a millisecond that one disturbance is the whole figure: more rounds for them.
        yield from _fan_out(phones, scale.rounds * (4 if phones < 100 else 1))
    yield from _parked(*scale.parked, scale.rounds)
    yield from _round(scale)


def _fan_out(phones: int, rounds: int) -> Iterator[Figure]:
    """Tell so many phones a new screen, in turn with a bare loop in C that tells as many the same number of bytes."""
    ours, taps, floors, used = [], [], [], 0.0
    with ExitStack() as stack:
        server, least = stack.enter_context(wissel()), stack.enter_context(helper("push_floor"))
        room = gather(SimulatedDesk(server).open_room(60), 1)
        while room.desk.phase != "telling":
            room.press("next")
        request = room.seats[0].stream()
        here = stack.enter_context(helper("listeners", server.port, phones, given=request))
        there = stack.enter_context(helper("listeners", int(least.line()), phones, given=request))
        here.heard(), there.heard()
        for number in range(rounds + 1):
            time.sleep(SETTLE)
            tapped = room.press("next" if number % 2 else "back")
            heard = here.heard()
            time.sleep(SETTLE)
            least.tell(f"{heard['bytes'] // heard['events']}\n")
            beside = there.heard()
            if number:  # The first one warms both up.
                ours.append(1000 * (heard["last"] - heard["first"]))
                taps.append(1000 * (heard["last"] - tapped))
                floors.append(1000 * (beside["last"] - beside["first"]))
                used += 1000 * heard["cpu"]
    name = f"a new screen to the last of {phones:,} phones"
    least_of = "loop in C"
    yield Figure(
        "push",
        f"{name}, from its first byte",
        "ms",
        tuple(ours),
        tuple(floors),
        least_of,
        most=FAN_OUT_MOST,
        generator=used / sum(ours),
    )
    yield Figure("push", f"{name}, from the desk's tap", "ms", tuple(taps), generator=used / sum(taps))


def _parked(few: int, many: int, rounds: int) -> Iterator[Figure]:
    """Park phones, and then many more; what the process grew by in between is theirs."""
    grown = []
    for _ in range(min(rounds, 3)):  # Each is a server of its own.
        with ExitStack() as stack:
            server = stack.enter_context(wissel())
            room = gather(SimulatedDesk(server).open_room(60), 1)
            assert server.process
            sizes = []
            for phones in (few, many - few):
                stack.enter_context(
                    helper("listeners", server.port, phones, given=room.seats[0].stream())
                ).heard()
                time.sleep(SETTLE)
                sizes.append(memory_of(server.process.pid))
            grown.append((sizes[1] - sizes[0]) / (many - few))
    yield Figure(
        "push", f"memory per parked phone, {few:,} to {many:,}", "kB", tuple(grown), most=PARKED_MOST
    )


def _round(scale: Scale) -> Iterator[Figure]:
    """Count what one phone is sent from the opening of a vote to its close, with few phones in the room and with many."""
    counted = {phones: _counted(phones) for phones in scale.classes}
    few, many = (counted[phones] for phones in scale.classes)
    for place, unit in enumerate(("bytes", "messages")):
        name = f"{unit} to a phone in one round, {scale.classes[1]} phones"
        beside = f"with {scale.classes[0]} phones"
        yield Figure("push", name, unit, (many[place],), (few[place],), beside, most=1.01)


def _counted(phones: int) -> tuple[float, float]:
    with wissel() as server:
        room = gather(SimulatedDesk(server).open_room(60), phones)
        assert room.come_before_vote()
        with helper("listeners", server.port, phones, given=room.seats[0].stream()) as here:
            here.heard()
            heard = []
            room.press("next")
            heard.append(here.heard())
            room.look()
            assert at_once(server.port, room.votes(1)).statuses == {204: phones}
            room.close_vote()
            heard.append(here.heard())
    return tuple(sum(each[what] for each in heard) / phones for what in ("bytes", "events"))
