"""The processes that are measured: Wissel as `make run` starts it, and the floors beside it."""

import json
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.wire import Crowd, Seat, at_once
from tests.browser.running import ROOT, Running
from tests.browser.simulated import SimulatedDesk, SimulatedPhone

JOIN_TOGETHER = 50
PATIENCE = 120.0


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


@dataclass(frozen=True, slots=True)
class Helper:
    """A program of this folder that was written in C, because Python would be slower than what is measured."""

    process: "subprocess.Popen[bytes]"

    def line(self) -> str:
        """Give the next line that it prints."""
        assert self.process.stdout
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        line = self.process.stdout.readline().decode() if ready else ""
        assert line, f"{self.process.args} ended, or said nothing for {PATIENCE} s"
        return line

    def heard(self) -> dict[str, Any]:
        """Give what the listeners print once a screen has reached all of them."""
        return dict(json.loads(self.line()))

    def tell(self, line: str) -> None:
        """Give it a line to read."""
        assert self.process.stdin
        self.process.stdin.write(line.encode())
        self.process.stdin.flush()


@contextmanager
def helper(name: str, *arguments: object, given: bytes | None = None) -> Iterator[Helper]:
    """Compile and run bench/NAME.c; `given` is all its input, or else its input stays open."""
    with TemporaryDirectory(prefix="wissel-bench-") as folder:
        program = Path(folder) / name
        source = Path(__file__).with_name(f"{name}.c")
        subprocess.run([compiler(), "-O2", "-o", str(program), str(source)], check=True)
        pipe = subprocess.PIPE
        process = subprocess.Popen([str(program), *map(str, arguments)], stdin=pipe, stdout=pipe)
        try:
            assert process.stdin
            if given is not None:
                process.stdin.write(given)
                process.stdin.close()
            yield Helper(process)
        finally:
            process.kill()
            process.communicate() if given is None else process.wait()


def compiler() -> str:
    """Give the C compiler of this machine."""
    found = shutil.which("cc") or shutil.which("gcc")
    assert found, "the bench needs a C compiler: sudo apt install gcc libc6-dev"
    return found
