"""Classes of phones that are not there, for a rehearsal: each is a process of its own, so that nobody waits for them."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

ROOT = Path(__file__).parents[2]
PLAY = (sys.executable, "-m", "classroom.simulator.play_class")
# All that it needs to know of its surroundings; our settings are none of its business.
NEEDED = ("PATH", "PYTHONPATH", "SYSTEMROOT")
STOP_SECONDS = 5


@dataclass(slots=True)
class PlayedClasses:
    """At most one class for each of the staff. It ends with its lesson, or when nothing holds its input open any more."""

    url: str
    command: Sequence[str] = PLAY
    turn: Lock = field(default_factory=Lock)  # of whoever looks whether a class plays, and has one come in
    _playing: "dict[int, tuple[str, subprocess.Popen[bytes]]]" = field(default_factory=dict)

    def begin(self, person: int, room: str, code: str) -> None:
        """Let a class come into this room; one that still played for this person leaves."""
        self.end(person)
        process = subprocess.Popen(  # noqa: S603 - our own program, and a code of our own
            [*self.command, self.url, code],
            cwd=ROOT,
            env={name: os.environ[name] for name in NEEDED if name in os.environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the server; that it is gone, a class notices by its input.
        )
        self._playing[person] = room, process

    def room_of(self, person: int) -> str | None:
        """Give the public id of the room in which a class plays for this person."""
        room, process = self._playing.get(person, ("", None))
        if process is None:
            return None
        if process.poll() is None:
            return room
        self.end(person)
        return None

    def end(self, person: int) -> None:
        """Have the class of this person leave, if there is one."""
        _, process = self._playing.pop(person, ("", None))
        if process is None:
            return
        with suppress(OSError):
            if process.stdin:
                process.stdin.close()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
