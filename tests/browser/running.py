"""Wissel as a process of its own, as `python wsgi.py` starts it."""

import ctypes
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from tests.browser.forking import Forked

T = TypeVar("T")
PR_SET_PDEATHSIG = 1

ROOT = Path(__file__).parents[2]
FAST = Path(__file__).with_name("serve_fast.py")
LONG = 30  # seconds that a test waits before it calls something missing
HOST = "wissel.local"
LINK = re.compile(r"/teach/enter/[0-9a-f]+")


def environment(instance: Path, **settings: str) -> dict[str, str]:
    """Give the environment of a server that has these settings and no others."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("WISSEL_")}
    return ours | {"WISSEL_INSTANCE": str(instance), "PYTHONPATH": str(ROOT)} | settings


def die_with_its_parent() -> None:
    """Have the kernel end this process when its parent is gone, however that ended: no server outlives a test run."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def free_port() -> int:
    """Give a port that is free, and no port of those that outgoing connections are given: a server may come back to it."""
    while True:
        port = random.randrange(12_000, 32_000)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


@dataclass
class Running:
    """A server at one port, that can die and come back with what its folder remembers."""

    folder: Path
    script: Path = ROOT / "wsgi.py"
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | Forked | None" = None
    link: str = ""
    accepted: float = 0.0
    host: str = "127.0.0.1"
    address: str = "127.0.0.1"  # where clients find it
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def instance(self) -> Path:
        return self.folder / "instance"

    @property
    def database(self) -> Path:
        return self.instance / "wissel.sqlite"

    @property
    def output(self) -> str:
        return (self.folder / "output").read_text(encoding="utf-8", errors="replace")

    def command(self) -> list[str]:
        return [sys.executable, str(self.script)]

    def start(self) -> None:
        """Start, and wait for the one-time link and for the first connection."""
        self.launch()
        self.accepted = self._first_connection()
        self.link = wait_for(lambda: LINK.findall(self.output), "a one-time link", 3 * LONG)[0]

    def launch(self) -> None:
        """Start, and wait for nothing."""
        settings = {
            "WISSEL_HOST": self.host,
            "WISSEL_PORT": str(self.port),
            "WISSEL_PHONE_URL": f"http://{HOST}:{self.port}",
            "CLOCK": str(self.folder / "clock"),
        } | self.settings
        self.skip(0)
        surroundings = environment(self.instance, **settings)
        with (self.folder / "output").open("wb") as output:
            self.process = self._forked(surroundings) or subprocess.Popen(
                self.command(),
                env=surroundings,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=die_with_its_parent if sys.platform == "linux" else None,  # noqa: PLW1509
            )

    def _forked(self, surroundings: dict[str, str]) -> "Forked | None":
        """Fork it, if it is no test of the start itself and this system can."""
        from tests.browser import forking

        if self.script != FAST or not forking.IS_POSSIBLE:
            return None
        return forking.start(self.script, surroundings, self.folder / "output")

    def skip(self, seconds: float) -> None:
        """Move the server's clock on, where it was started with `serve_fast.py`."""
        path = self.folder / "clock"
        ahead = float(path.read_text(encoding="ascii")) if path.exists() else 0.0
        # Replaced in one go: the server may be reading it.
        fresh = path.with_suffix(".new")
        fresh.write_text(str(ahead + seconds), encoding="ascii")
        fresh.replace(path)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(force=True)

    def stop(self) -> None:
        """End it as Ctrl+C does, and insist if it does not."""
        self._end(force=False)

    def url(self, path: str, host: str = HOST) -> str:
        return f"http://{host}:{self.port}{path}"

    def _end(self, *, force: bool) -> None:
        if self.process is None:
            return
        if force:
            self.process.kill()
        else:
            self.process.terminate()
        try:
            self.process.wait(LONG)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(LONG)
            raise
        finally:
            self.process = None

    def _first_connection(self) -> float:
        wait_for(self._answers, "a connection", 3 * LONG)
        return time.monotonic()

    def _answers(self) -> bool:
        if self.process is None or self.process.poll() is not None:
            raise RuntimeError(f"the server did not start: {self.output}")
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


def wait_for(look: Callable[[], T], what: str, seconds: float = LONG) -> T:
    """Look until there is something, and give it; fail when it takes too long."""
    until = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < until, f"{what} did not come within {seconds} s"
        time.sleep(0.02)
    return found
