"""`flask --app classroom.app dry-run`: a whole lesson without anybody, to see how long each part takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import click

from classroom.languages import TAGS
from classroom.simulator.desk import DeskHands, Lost
from classroom.simulator.gate import NoRoom, Opened, open_room
from classroom.simulator.http_client import TROUBLE
from classroom.simulator.messages import sentence
from classroom.simulator.own_server import LINK, server
from classroom.simulator.pace import HUMAN
from classroom.simulator.phone import NoSuchRoom
from classroom.simulator.play_class import MOST_PHONES, Choices
from classroom.simulator.pupils import Play, PlayedClass
from classroom.simulator.teacher import Lead, Tell
from classroom.simulator.timings import Clock, named

GOODBYE_SECONDS = 30


@click.command("dry-run")
@click.option("--plan", type=click.Choice(["45", "60"]), default="45", show_default=True, help="Minutes.")
@click.option("--phones", type=click.IntRange(1, MOST_PHONES), default=24, show_default=True)
@click.option(
    "--speed",
    type=click.FloatRange(1, 1000),
    default=1.0,
    show_default=True,
    help="Divides every wait but the minute of help, which the server keeps; the table tells the minutes of speed 1.",
)
@click.option(
    "--url", help="The one-time link of a Wissel that runs (`desk-link`); without it one is started."
)
@click.option("--language", type=click.Choice(TAGS), default="en", show_default=True)
@click.option(
    "--way", type=Choices(), default="", help="The letter that wins each vote in order, such as A,C,B."
)
@click.option("--sentence", type=Choices(), default="", help="The same for each part of a sentence.")
def dry_run(plan: str, phones: int, speed: float, url: str | None, language: str, **wins: Any) -> None:
    """Lead a lesson at human pace and print the minutes of each part; `--speed` hurries everybody alike."""

    def tell(name: str, **about: object) -> None:
        if name == "part":
            name, about["part"] = "part_begins", named(str(about["part"]), language)
        click.echo(sentence(language, name, **about))

    try:
        with _somewhere(url) as (address, link):
            opened = open_room(address, link, language, plan=plan, pupils=str(phones))
            play = Play(address, opened.code, phones, pace=HUMAN.faster(speed), **wins)
            table = led(opened, play, Clock(speed), tell).ledger.table(language, plan)
    except (NoRoom, NoSuchRoom, Lost, *TROUBLE) as error:
        raise click.ClickException(f"The lesson could not be led to its end ({error!r}).") from None
    click.echo(f"\n{table}")


def led(opened: Opened, play: Play, clock: Clock, tell: Tell) -> Lead:
    """Lead a played class through the lesson of this room. Raises what `Lead.lead` raises."""
    played, lead = PlayedClass(play, tell), Lead(DeskHands(opened), play.phones, clock, tell)
    playing = Thread(target=played.run, daemon=True)
    playing.start()
    try:
        lead.lead()
    finally:
        played.stop()
        playing.join(GOODBYE_SECONDS)
    return lead


@contextmanager
def _somewhere(url: str | None) -> Iterator[tuple[str, str]]:
    """Give the address and the path of the one-time link, of the given Wissel or of one of its own."""
    if url is None:
        with server() as served:
            yield served.url, served.link
    else:
        path = LINK.search(url)
        if path is None:
            raise NoRoom("the one-time link")
        yield url[: path.start()], path[0]
