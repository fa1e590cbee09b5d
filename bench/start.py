"""The beginning and the end: how soon the first page comes, what idling costs, how a whole hall comes in, how it stops."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, at
from bench.scale import Scale
from bench.servers import gather, helper, wissel
from bench.wire import Outcome, Seat, at_once, memory_of
from tests.browser.running import Running
from tests.browser.simulated import Client, SimulatedDesk

FIRST_PAGE_MOST = 1.5  # s
IDLE_MOST = 110.0  # MB
STOP_MOST = 1.0  # s
JOINS_AT_ONCE = 20


def measure(scale: Scale) -> Iterator[Figure]:
    """Measure all of it."""
    yield from _start(scale)
    yield from _join_storm(scale)
    yield from _stop(scale)


def _start(scale: Scale) -> Iterator[Figure]:
    """Start with an empty folder, ask for the first page until it comes, and look at the memory of a server at rest."""
    pages, sizes = [], []
    for _ in range(scale.starts):
        with TemporaryDirectory(prefix="wissel-bench-") as folder:
            running, began = Running(Path(folder)), time.monotonic()
            running.launch()
            while not _has_page(running):
                time.sleep(0.01)
            pages.append(time.monotonic() - began)
            time.sleep(0.2)
            assert running.process
            sizes.append(memory_of(running.process.pid) / 1024)
            running.stop()
    yield Figure("start", "first page after the start", "s", tuple(pages), most=FIRST_PAGE_MOST)
    yield Figure("start", "memory of a server at rest", "MB", tuple(sizes), most=IDLE_MOST)


def _has_page(running: Running) -> bool:
    with suppress(OSError):
        return Client(running).get("/").status == 200
    return False


def _join_storm(scale: Scale) -> Iterator[Figure]:
    """Let phones join through one address, evenly spread over some seconds."""
    rates, slowest = [], []
    for _ in range(scale.rounds):
        with wissel() as server:
            desk = SimulatedDesk(server).open_room(60)
            outcomes = _joins(server.port, desk.code, scale)
            joined = sum(outcome.statuses[303] for outcome in outcomes)
            rates.append(100 * joined / scale.joining)
            slowest.append(1000 * at(0.95, [each for outcome in outcomes for each in outcome.seconds]))
    name = f"{scale.joining:,} phones join in {scale.joining_seconds:g} s"
    yield Figure("start", f"{name}, let in", "%", tuple(rates), least=100)
    yield Figure("start", f"{name}, p95", "ms", tuple(slowest))


def _joins(port: int, code: str, scale: Scale) -> list[Outcome]:
    request, outcomes = Seat(port, code, "").join(), []
    began, left = time.monotonic(), scale.joining
    while left:
        some = min(JOINS_AT_ONCE, left)
        due = began + scale.joining_seconds * (scale.joining - left) / scale.joining
        time.sleep(max(0.0, due - time.monotonic()))
        outcomes.append(at_once(port, [request] * some))
        left -= some
    return outcomes


def _stop(scale: Scale) -> Iterator[Figure]:
    """Stop a server to which phones listen, and wait until every stream has ended and the process is gone."""
    lasted, phones = [], max(scale.listeners[:2])
    for _ in range(scale.starts):
        with ExitStack() as stack:
            server = stack.enter_context(wissel())
            room = gather(SimulatedDesk(server).open_room(60), 1)
            stack.enter_context(
                helper("listeners", server.port, phones, given=room.seats[0].stream())
            ).heard()
            began = time.monotonic()
            server.stop()
            lasted.append(time.monotonic() - began)
    yield Figure("start", f"SIGTERM with {phones:,} streams", "s", tuple(lasted), most=STOP_MOST)
