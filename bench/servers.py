"""The processes that are measured: Wissel as `make run` starts it, and the floors beside it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.wire import Crowd, Seat, at_once
from tests.browser.running import ROOT, Running
from tests.browser.simulated import SimulatedDesk, SimulatedPhone

JOIN_TOGETHER = 50


@contextmanager
def wissel() -> Iterator[Running]:
    """Run the real `python wsgi.py`, with a folder of its own on this disk."""
    with TemporaryDirectory(prefix="wissel-bench-") as folder:
        running = Running(Path(folder))
        running.start()
        try:
            yield running
        finally:
            running.stop()


@contextmanager
def floor(kind: str) -> Iterator["Floor"]:
    """Run one of bench/floors.py."""
    with TemporaryDirectory(prefix="wissel-bench-") as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.floors", folder, kind], cwd=ROOT, stdout=subprocess.PIPE
        )
        try:
            assert process.stdout
            yield Floor(process, int(process.stdout.readline()))
        finally:
            process.terminate()
            process.wait()


@dataclass(frozen=True, slots=True)
class Floor:
    """A floor that runs."""

    process: "subprocess.Popen[bytes]"
    port: int


@dataclass(slots=True)
class Class:
    """A room with its desk and its phones. `round_id` is that of the vote which is open."""

    desk: SimulatedDesk
    seats: list[Seat]
    round_id: str = ""

    def open_vote(self) -> None:
        """Press the large button until the next vote is open."""
        self.desk.until("voting")
        first = self.seats[0]
        phone = SimulatedPhone(self.desk.server, code=first.code, cookies={"seat": first.token})
        self.round_id = self.desk.round_id(phone)


def gather(desk: SimulatedDesk, phones: int) -> Class:
    """Let so many phones join the room of a desk."""
    code, port = desk.code, desk.server.port
    tokens: list[str] = []
    while len(tokens) < phones:
        some = min(JOIN_TOGETHER, phones - len(tokens))
        crowd = Crowd(port, some)
        at_once(crowd, [Seat(port, code, "").join()] * some)
        tokens += [line.got.partition(b"seat=")[2][:32].decode() for line in crowd.lines]
        crowd.close()
    return Class(desk, [Seat(port, code, token) for token in tokens])
