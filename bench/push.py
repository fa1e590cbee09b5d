"""A new screen to every phone: how soon the last one has it, and what a phone that waits costs in memory."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.figures import Figure, Floored, spread
from bench.scale import Scale
from bench.servers import Helper, gather, helper, wissel
from bench.wire import cpu_of
from tests.browser.simulated import SimulatedDesk

SETTLE = 0.5


def fan_out(scale: Scale) -> Iterator[Figure]:
    """Tell 30, 1,000 and 10,000 phones a new screen, in turn with a bare loop in C that tells as many the same number of bytes."""
    for phones in scale.listeners:
        yield from _fan_out_to(phones, scale.rounds)


def _fan_out_to(phones: int, rounds: int) -> Iterator[Figure]:
    ours, taps, floors, loads = [], [], [], []
    with ExitStack() as stack:
        server, least = stack.enter_context(wissel()), stack.enter_context(helper("push_floor"))
        room = gather(SimulatedDesk(server).open_room(60), 1)
        room.desk.until("telling")
        request = room.seats[0].stream()
        here = stack.enter_context(helper("listeners", server.port, phones, given=request))
        there = stack.enter_context(helper("listeners", int(least.line()), phones, given=request))
        here.heard(), there.heard()
        for number in range(rounds + 1):
            time.sleep(SETTLE)
            tapped = time.monotonic()
            assert room.desk.act("next" if number % 2 else "back").status == 204
            heard = here.heard()
            time.sleep(SETTLE)
            least.tell(f"{heard['bytes'] // phones}\n")
            beside = there.heard()
            if number:  # The first one warms both up.
                ours.append(heard["last"] - heard["first"])
                taps.append(heard["last"] - tapped)
                floors.append(beside["last"] - beside["first"])
                loads.append(heard["cpu"] / max(heard["last"] - heard["first"], 1e-4))
    return
