"""`flask --app classroom.app play-class`: phones for a room that is open, while somebody else drives it."""

import os
import sys
from contextlib import suppress
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import click

from classroom.languages import TAGS
from classroom.simulator.http_client import TROUBLE
from classroom.simulator.messages import sentence
from classroom.simulator.own_server import heed_signals
from classroom.simulator.pace import PACES
from classroom.simulator.phone import NoSuchRoom
from classroom.simulator.pupils import LETTERS, Play, PlayedClass

MOST_PHONES = 60
NICE = 10  # Whoever shares this computer with a class that is not there goes first.


class Choices(click.ParamType[tuple[str, ...]]):
    """Letters with commas between them."""

    name = "way"

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        letters = tuple(part.strip().upper() for part in value.split(",") if part.strip())
        if not all(len(letter) == 1 and letter in LETTERS for letter in letters):
            self.fail(
                f"'{value}' must be letters from A to {LETTERS[-1]} with commas, such as A,C,B.", param, ctx
            )
        return letters


class BaseUrl(click.ParamType[str]):
    """Where a Wissel is."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            self.fail(f"'{value}' must be an address such as http://127.0.0.1:8000.", param, ctx)
        return f"{parts.scheme}://{parts.netloc}"


@click.command("play-class")
@click.argument("code")
@click.option("--phones", type=click.IntRange(1, MOST_PHONES), default=24, show_default=True)
@click.option("--url", type=BaseUrl(), default="http://127.0.0.1:8000", show_default=True)
@click.option(
    "--way",
    type=Choices(),
    default="",
    help="The letter that wins each vote in order, such as A,C,B. After the last the class decides itself.",
)
@click.option(
    "--sentence", type=Choices(), default="", help="The same for each part of a sentence, such as A,B."
)
@click.option("--pace", type=click.Choice([*PACES]), default="human", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Another number is another class.")
@click.option("--language", type=click.Choice(TAGS), default="en", show_default=True)
def play_class(code: str, url: str, pace: str, language: str, **play: Any) -> None:
    """Let phones join the room with this CODE and play along until the lesson is over; Ctrl-C stops them."""
    heed_signals()
    try:
        play_out(Play(url, code.upper(), pace=PACES[pace], **play), language)
    except NoSuchRoom:
        raise click.ClickException(f"Nobody is let in at {url} with the code {code}.") from None
    except TROUBLE as error:
        raise click.ClickException(f"There is no Wissel at {url} ({error}).") from None


def play_along(url: str, code: str) -> None:
    """Play a lesson without a word, until it is over or nobody holds our input open any more.

    A server that lets a class rehearse holds it: however that ended, its phones are gone too.
    """
    if hasattr(os, "nice"):
        os.nice(NICE)
    played = PlayedClass(Play(url, code), lambda *_told, **_about: None)

    def until_alone() -> None:
        sys.stdin.buffer.read()
        played.stop()

    Thread(target=until_alone, daemon=True).start()
    with suppress(NoSuchRoom, *TROUBLE):
        played.run()


def play_out(play: Play, language: str) -> bool:
    """Play a lesson, print what happens, and tell whether it came to its end; on Ctrl-C the phones leave.

    Raises what `PlayedClass.run` raises.
    """

    def tell(name: str, **about: object) -> None:
        click.echo(sentence(language, name, **about))

    played = PlayedClass(play, tell)
    try:
        played.run()
    except KeyboardInterrupt:
        played.leave()
        tell("stopped")
        return False
    return True


if __name__ == "__main__":
    play_along(*sys.argv[1:])
