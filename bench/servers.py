"""The processes that are measured: Wissel as `make run` starts it, and the floors beside it."""

import atexit
import json
import re
import select
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.wire import FORM, Seat, at_once
from tests.browser.running import ROOT, Running
from tests.browser.simulated import SimulatedDesk

JOIN_TOGETHER = 50
PATIENCE = 120.0
AFTER = ("ending", "debrief", "help", "ended")  # phases in which no vote comes any more
OPEN_ROUND = """
    SELECT round.id FROM round JOIN room ON room.id = round.room_id
    WHERE room.address = ? AND round.level IS NULL AND round.question <> 'guess'
"""


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
        command = [sys.executable, "-m", "bench.floors", folder, kind]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
            try:
                assert process.stdout
                yield Floor(process, int(process.stdout.readline()))
            finally:
                process.terminate()


def choice(place: int) -> int:
    """Give what the phone in this place answers: in story 1 these two can always be chosen."""
    return 1 + place % 2


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
    version: int = 0

    def come_before_vote(self) -> bool:
        """Press the large button until a vote could be opened; tell whether the story has one more."""
        while (phase := self.desk.phase) != "voting":
            if phase in AFTER:
                return False
            self.press("next")
        self.press("undo")
        return True

    def open_vote(self) -> None:
        """Open the next vote, and learn which it is past the server, as a phone would from its stream."""
        assert self.come_before_vote()
        self.press("next")
        self.look()

    def look(self) -> None:
        """Learn which vote is open."""
        address = self.desk.path.rpartition("/")[2]
        with closing(sqlite3.connect(self.desk.server.instance / "wissel.sqlite")) as database:
            self.round_id = str(database.execute(OPEN_ROUND, (address,)).fetchone()[0])

    def votes(self, number: int, form: str = FORM) -> list[bytes]:
        """Give one vote of every phone; `number` counts its answers."""
        return [
            seat.vote(self.round_id, choice(place), number, form) for place, seat in enumerate(self.seats)
        ]

    def press(self, act: str) -> float:
        """Press a button of the desk, and give when."""
        return self._post("act", act=act, sure="yes")  # A hall has more phones than a class has pupils.

    def close_vote(self) -> float:
        """Close the vote that is open, and give when."""
        return self._post("close", sure="yes")

    def _post(self, where: str, **fields: str) -> float:
        # A desk knows the version from its stream; asking for it would be work that no desk makes.
        self.version = self.version or int(re.findall(r'data-version="(\d+)"', self.desk.now)[0])
        tapped = time.monotonic()
        answer = self.desk.post(f"{self.desk.path}/{where}", version=self.version, **fields)
        assert answer.status == 204, (where, fields, answer.text)
        self.version += 1
        return tapped


def another(desk: SimulatedDesk, pupils: int) -> SimulatedDesk:
    """Give the same teacher at a new room."""
    return SimulatedDesk(desk.server, cookies=desk.cookies).begin(pupils)


def gather(desk: SimulatedDesk, phones: int) -> Class:
    """Let so many phones join the room of a desk."""
    code, port = desk.code, desk.server.port
    tokens: list[str] = []
    while len(tokens) < phones:
        some = at_once(port, [Seat(port, code, "").join()] * min(JOIN_TOGETHER, phones - len(tokens)))
        tokens += [answer.partition(b"seat=")[2][:32].decode() for answer in some.answers]
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
        assert line, f"{self.process.args!r} ended, or said nothing for {PATIENCE} s"
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
    """Run bench/NAME.c; `given` is all its input, or else its input stays open."""
    command, pipe = [str(compiled(name)), *map(str, arguments)], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as process:
        try:
            if given is not None and process.stdin:
                process.stdin.write(given)
                process.stdin.close()
            yield Helper(process)
        finally:
            process.kill()


@cache
def compiled(name: str) -> Path:
    """Compile bench/NAME.c, once, and give the program; it goes when this process ends."""
    folder = TemporaryDirectory(prefix="wissel-bench-")
    atexit.register(folder.cleanup)
    program = Path(folder.name) / name
    subprocess.run(
        [compiler(), "-O2", "-o", str(program), str(Path(__file__).with_name(f"{name}.c"))], check=True
    )
    return program


def compiler() -> str:
    """Give the C compiler of this machine."""
    found = shutil.which("cc") or shutil.which("gcc")
    assert found, "the bench needs a C compiler: sudo apt install gcc libc6-dev"
    return found
