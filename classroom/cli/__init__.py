"""Cli says what can be done from a terminal: `flask --app classroom.app` and the name of a command."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import click
from flask import Flask

from classroom.cli.library import check_facts_in, check_language, coverage
from classroom.cli.stories import Translate, check_scenarios_in, scenario_schema
from classroom.cli.terminal import lose_no_line
from classroom.languages import OURS, Language


@dataclass(frozen=True, slots=True)
class Chores:
    """What commands do that is not theirs: put a message into a language, and look after catalogues and links.

    `language` is that of the setting; commands speak it unless they are asked for another.
    """

    translate: Translate
    language: str
    catalogue_gaps: Callable[[], Mapping[Language, Sequence[str]]]
    update_catalogues: Callable[[], None]
    desk_link: Callable[[], str]


def register(app: Flask, chores: Chores, *others: click.Command) -> None:
    """Add the commands to `flask`, and `others` that live elsewhere."""
    lose_no_line()
    app.cli.add_command(check_scenarios_in(chores.translate, chores.language))
    app.cli.add_command(check_facts_in(chores.translate, chores.language))
    for command in (scenario_schema, check_language, coverage):
        app.cli.add_command(command)
    app.cli.add_command(_check_catalogues(chores))
    app.cli.add_command(_update_catalogues(chores))
    app.cli.add_command(_desk_link(chores))
    for command in others:
        app.cli.add_command(command)


def _check_catalogues(chores: Chores) -> click.Command:
    @click.command("check-catalogues")
    def check_catalogues() -> None:
        """Check that no text of the interface lacks a translation, and count what other languages still lack."""
        found = chores.catalogue_gaps()
        for language in OURS:
            for gap in found[language]:
                click.echo(gap)
        for language in found.keys() - set(OURS):
            click.echo(f"{language}: to translate: {len(found[language])}")
        if any(found[language] for language in OURS):
            click.echo(
                "`flask --app classroom.app update-catalogues` puts in what is missing, to be translated."
            )
            raise click.exceptions.Exit(1)

    return check_catalogues


def _update_catalogues(chores: Chores) -> click.Command:
    @click.command("update-catalogues")
    def update_catalogues() -> None:
        """Bring new texts into the catalogues, to be translated, and drop those that are not used any more."""
        chores.update_catalogues()

    return update_catalogues


def _desk_link(chores: Chores) -> click.Command:
    @click.command("desk-link")
    def desk_link() -> None:
        """Give a new one-time link for the teacher's desk; an older one stops working."""
        click.echo(chores.desk_link())

    return desk_link
