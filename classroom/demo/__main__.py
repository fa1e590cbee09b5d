"""`make demo`: a Wissel of its own with a room open, and a class that waits for the desk."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import IO

import click

from classroom.demo.command import play_out
from classroom.demo.gate import NoRoom, open_room
from classroom.demo.phone import NoSuchRoom
from classroom.demo.played import Play
from classroom.demo.wire import TROUBLE
from classroom.demo.words import sentence

ROOT = Path(__file__).parents[2]
INSTANCE = ROOT / "instance" / "demo"
PHONES = 24
USUAL_PORT = "8000"
STOP_SECONDS = 10
LINK = re.compile(r"/teach/enter/[0-9a-f]+")
# The demo is on this computer and remembers nothing beside its own folder, whatever the real one is set to.
NOT_OURS = ("WISSEL_DATABASE_URL", "WISSEL_PUBLIC_URL", "WISSEL_PHONE_URL")


@dataclass(frozen=True, slots=True)
class Served:
    """A server that has just begun: where it is, the path of its one-time link, and its environment."""

    process: "subprocess.Popen[str]"
    url: str
    link: str
    environment: dict[str, str]


def main() -> None:
    """Run the demo until Ctrl-C, and stop everything that it started."""
    signal.signal(signal.SIGTERM, _as_ctrl_c)
    language = os.environ.get("WISSEL_LANGUAGE") or "nl"
    try:
        with _server(language) as served:
            _play(served, language)
    except (NoRoom, NoSuchRoom, *TROUBLE) as error:
        click.echo(f"{sentence(language, 'no_start')} {error}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        pass
    click.echo(sentence(language, "ended"))


def _play(served: Served, language: str) -> None:
    opened = open_room(served.url, served.link, language)
    desk = _desk_link(served.environment)
    # Under the same name as the desk, which can then reach the wall in the next window.
    wall = desk.partition("/teach/")[0] + opened.wall
    click.echo(sentence(language, "ready", desk=desk, wall=wall, phones=PHONES))
    if play_out(Play(served.url, opened.code, PHONES), language):
        click.echo(sentence(language, "stays"))
        served.process.wait()


@contextmanager
def _server(language: str) -> Iterator[Served]:
    """Serve with a folder that is empty, and stop at the end."""
    click.echo(sentence(language, "starting"))
    shutil.rmtree(INSTANCE, ignore_errors=True)
    port = _free_port(os.environ.get("WISSEL_PORT") or USUAL_PORT)
    ours = {"WISSEL_INSTANCE": str(INSTANCE), "WISSEL_PORT": port, "PYTHONUNBUFFERED": "1"}
    settings = {name: value for name, value in os.environ.items() if name not in NOT_OURS} | ours
    # A group of its own: on Ctrl-C the phones leave first, and then the server is told to stop.
    process = subprocess.Popen(
        [sys.executable, "wsgi.py"],
        cwd=ROOT,
        env=settings,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield Served(process, f"http://127.0.0.1:{port}", _first_link(process.stdout), settings)
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def _first_link(output: IO[str] | None) -> str:
    """Give the one-time link that the server prints, and let it go on printing."""
    for line in output or ():
        if found := LINK.search(line):
            Thread(target=list, args=(output,), daemon=True).start()
            return found[0]
    raise NoRoom("the server ended")


def _desk_link(environment: dict[str, str]) -> str:
    """Give a fresh one-time link; the first one opened the room."""
    asked = [sys.executable, "-m", "flask", "--app", "classroom.app", "desk-link"]
    told = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if told.returncode:
        raise NoRoom(told.stderr)
    return told.stdout.strip()


def _free_port(wanted: str) -> str:
    """Give this port if nobody has it, or else any that is free."""
    for port in (wanted, "0"):
        try:
            with socket.create_server(("", int(port))) as probe:
                return str(probe.getsockname()[1])
        except (OSError, ValueError, OverflowError):
            continue
    raise NoRoom("no port is free")


def _as_ctrl_c(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
