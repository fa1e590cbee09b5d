"""`make demo`: a Wissel of its own with a room open, and a class that waits for the desk."""

import os
import subprocess
import sys
from io import TextIOWrapper

import click

from classroom.simulator.gate import NoRoom, open_room
from classroom.simulator.http_client import TROUBLE
from classroom.simulator.messages import sentence
from classroom.simulator.own_server import ROOT, Served, server
from classroom.simulator.phone import NoSuchRoom
from classroom.simulator.play_class import play_out
from classroom.simulator.pupils import Play

PHONES = 24
NOT_STARTED = 78  # as the server itself says it; make then adds nothing


def main() -> None:
    """Run the demo until Ctrl-C, and stop everything that it started."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # A sign that the output cannot take is no reason to end.
    language = os.environ.get("WISSEL_LANGUAGE") or "nl"
    try:
        click.echo(sentence(language, "starting"))
        with server() as served:
            _play(served, language)
    except (NoRoom, NoSuchRoom, *TROUBLE) as error:
        click.echo(f"{sentence(language, 'no_start')} {error}", err=True)
        sys.exit(NOT_STARTED)
    except KeyboardInterrupt:
        pass
    click.echo(sentence(language, "ended"))


def _play(served: Served, language: str) -> None:
    opened = open_room(served.url, served.link, language)
    desk = f"{_desk_link(served.environment)}?room={opened.desk.rpartition('/')[2]}"
    click.echo(sentence(language, "ready", desk=desk, phones=PHONES))
    if play_out(Play(served.url, opened.code, PHONES), language):
        click.echo(sentence(language, "stays"))
        served.process.wait()


def _desk_link(environment: dict[str, str]) -> str:
    """Give a fresh one-time link; the first one opened the room."""
    asked = [sys.executable, "-m", "flask", "--app", "classroom.app", "desk-link"]
    told = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if told.returncode:
        raise NoRoom(told.stderr)
    return told.stdout.strip()


if __name__ == "__main__":
    main()
