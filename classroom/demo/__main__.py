"""`make demo`: a Wissel of its own with a room open, and a class that waits for the desk."""

import os
import subprocess
import sys

import click

from classroom.demo.command import play_out
from classroom.demo.gate import NoRoom, open_room
from classroom.demo.phone import NoSuchRoom
from classroom.demo.played import Play
from classroom.demo.serving import ROOT, Served, server
from classroom.demo.wire import TROUBLE
from classroom.demo.words import sentence

INSTANCE = ROOT / "instance" / "demo"
PHONES = 24


def main() -> None:
    """Run the demo until Ctrl-C, and stop everything that it started."""
    language = os.environ.get("WISSEL_LANGUAGE") or "nl"
    try:
        click.echo(sentence(language, "starting"))
        with server(INSTANCE) as served:
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


def _desk_link(environment: dict[str, str]) -> str:
    """Give a fresh one-time link; the first one opened the room."""
    asked = [sys.executable, "-m", "flask", "--app", "classroom.app", "desk-link"]
    told = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if told.returncode:
        raise NoRoom(told.stderr)
    return told.stdout.strip()


if __name__ == "__main__":
    main()
