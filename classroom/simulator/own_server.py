"""A Wissel of its own for the demo and the dry run: on this computer, with a folder that is empty each time."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread, current_thread, main_thread
from types import FrameType
from typing import IO

import click

from classroom.simulator.gate import NoRoom

ROOT = Path(__file__).parents[2]
USUAL_PORT = "8000"
STOP_SECONDS = 10
LINK = re.compile(r"/teach/enter/[0-9a-f]+")
# It is on this computer and remembers nothing beside its own folder, whatever the real one is set to.
NOT_OURS = ("WISSEL_DATABASE_URL", "WISSEL_PUBLIC_URL", "WISSEL_PHONE_URL")


@dataclass(frozen=True, slots=True)
class Served:
    """A server that has just begun: where it is, the path of its one-time link, and its environment."""

    process: "subprocess.Popen[str]"
    url: str
    link: str
    environment: dict[str, str]


@contextmanager
def server() -> Iterator[Served]:
    """Serve from an empty folder of its own, gone afterwards, and stop at the end; SIGTERM ends it as Ctrl-C does. Raises NoRoom."""
    heed_signals()
    port = _free_port(os.environ.get("WISSEL_PORT") or USUAL_PORT)
    with TemporaryDirectory(prefix="wissel-", ignore_cleanup_errors=True) as instance:
        ours = {"WISSEL_INSTANCE": instance, "WISSEL_PORT": port, "PYTHONUNBUFFERED": "1"}
        settings = {name: value for name, value in os.environ.items() if name not in NOT_OURS} | ours
        process = _started(settings)
        try:
            yield Served(process, f"http://127.0.0.1:{port}", _first_link(process.stdout), settings)
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)


def _started(settings: dict[str, str]) -> "subprocess.Popen[str]":
    """Start it in a group of its own: on Ctrl-C the phones leave first, and then the server is told to stop."""
    return subprocess.Popen(
        [sys.executable, "-m", "classroom"],
        cwd=ROOT,
        env=settings,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _first_link(output: IO[str] | None) -> str:
    """Give the one-time link that the server prints, and let it go on printing."""
    for line in output or ():
        if found := LINK.search(line):
            Thread(target=_pass_links_on, args=(output,), daemon=True).start()
            return found[0]
    raise NoRoom("the server ended")


def _pass_links_on(output: Iterable[str] | None) -> None:
    """Let the server go on printing, and show what somebody asked for: a new link."""
    for line in output or ():
        if LINK.search(line):
            click.echo(line, nl=False)


def _free_port(wanted: str) -> str:
    """Give this port if nobody has it, or else any that is free."""
    for port in (wanted, "0"):
        try:
            with socket.create_server(("", int(port))) as probe:
                return str(probe.getsockname()[1])
        except (OSError, ValueError, OverflowError):
            continue
    raise NoRoom("no port is free")


def heed_signals() -> None:
    """Let Ctrl-C and SIGTERM end this program, also where a shell that put it in the background has it ignore Ctrl-C."""
    if current_thread() is main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _as_ctrl_c)


def _as_ctrl_c(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
