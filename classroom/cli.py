"""What can be done from a terminal: `flask --app classroom.app` and the name of a command."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from flask import Flask

from classroom.story.checks import Report, check
from classroom.story.facts import read_facts
from classroom.story.messages import N_
from classroom.story.problems import Param, Problem, Severity, StoryError
from classroom.story.reader import Reading, read_scenario
from classroom.story.schema import json_schema
from classroom.story.sheets import read_sheets
from classroom.story.source import heading
from classroom.story.writer import write_scenario

Translate = Callable[[str, Mapping[str, Param], str], str]

SCENARIOS = Path(__file__).parent / "scenarios"
_SOUND = N_("{scenes} scenes, {states} situations, votes {votes} (short {short_votes}),")
_TIMES = N_("minutes {minutes} (short {short_minutes}), ways to each ending: {endings}")
_REMARKS = N_(
    "{number} remark(s) with # below the first key were left out. Write them as 'note:' to keep them."
)


@dataclass(frozen=True, slots=True)
class Chores:
    """What commands do that is not theirs: put a message into a language, and look after catalogues and links."""

    translate: Translate
    catalogue_gaps: Callable[[], list[str]]
    update_catalogues: Callable[[], None]
    desk_link: Callable[[], str]


def register(app: Flask, chores: Chores, *others: click.Command) -> None:
    """Add the commands to `flask`, and `others` that live elsewhere."""
    app.cli.add_command(_check_scenarios(chores.translate))
    app.cli.add_command(scenario_schema)
    app.cli.add_command(_check_catalogues(chores))
    app.cli.add_command(_update_catalogues(chores))
    app.cli.add_command(_desk_link(chores))
    for command in others:
        app.cli.add_command(command)


@click.command("scenario-schema")
def scenario_schema() -> None:
    """Write the JSON Schema that editors use, beside the stories."""
    (SCENARIOS / "scenario.schema.json").write_text(json_schema(), encoding="utf-8")


def _check_catalogues(chores: Chores) -> click.Command:
    @click.command("check-catalogues")
    def check_catalogues() -> None:
        """Check that no text of the interface lacks a translation."""
        found = chores.catalogue_gaps()
        for gap in found:
            click.echo(gap)
        if found:
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


def _check_scenarios(translate: Translate) -> click.Command:
    @click.command("check-scenarios")
    @click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--fix", is_flag=True, help="Write each sound story in its canonical form.")
    @click.option("--language", type=click.Choice(["nl", "en"]), default="en", show_default=True)
    def check_scenarios(files: tuple[Path, ...], fix: bool, language: str) -> None:  # noqa: FBT001 -- click gives it
        """Check story files, facts and cards; without FILES, all that come with Wissel."""

        def say(msgid: str, params: Mapping[str, Param]) -> str:
            return translate(msgid, params, language)

        sound = [_check_file(path, say, fix=fix) for path in files or _all_files()]
        if not all(sound):
            raise click.exceptions.Exit(1)

    return check_scenarios


Say = Callable[[str, Mapping[str, Param]], str]


def _all_files() -> list[Path]:
    return [*sorted(SCENARIOS.glob("*.yaml")), *sorted((SCENARIOS / "facts").glob("*.yaml"))]


def _check_file(path: Path, say: Say, *, fix: bool) -> bool:
    """Print what is to be said about one file, and tell whether it is sound."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.parent.name == "facts":
            read_facts(text)
        elif path.name == "cards.yaml":
            read_sheets(text)
        else:
            return _check_story(path, text, say, fix=fix)
    except UnicodeDecodeError:
        error = StoryError([Problem(1, "not_utf8")])
    except StoryError as unread:
        error = unread
    else:
        return True
    _print_problems(path, error.problems, say)
    return False


def _check_story(path: Path, text: str, say: Say, *, fix: bool) -> bool:
    reading = read_scenario(text)
    report = check(reading, _known_facts())
    _print_problems(path, report.problems, say)
    click.echo(f"{path}: {_summary(reading, report, say)}")
    if fix:
        _fix(path, text, reading, say)
    return report.sound


def _known_facts() -> frozenset[str] | None:
    """Give the facts that every country knows; a facts file that cannot be read is told about by itself."""
    known: list[frozenset[str]] = []
    for path in sorted((SCENARIOS / "facts").glob("*.yaml")):
        try:
            known.append(frozenset(read_facts(path.read_text(encoding="utf-8")).facts))
        except (StoryError, UnicodeDecodeError):
            return None
    return frozenset.intersection(*known) if known else None


def _print_problems(path: Path, problems: Iterable[Problem], say: Say) -> None:
    for problem in problems:
        letter = "E" if problem.severity is Severity.ERROR else "W"
        click.echo(f"{path}:{problem.line}: {letter} {say(*problem.message)}")


def _summary(reading: Reading, report: Report, say: Say) -> str:
    endings = ", ".join(f"{name} {ways}" for name, ways in report.endings.items())
    counted: dict[str, Param] = {
        "scenes": len(reading.scenario.scenes),
        "states": report.states,
        "endings": endings,
    }
    for name in ("votes", "short_votes", "minutes", "short_minutes"):
        least, most = getattr(report, name)
        counted[name] = f"{least:.0f}-{most:.0f}"
    return f"{say(_SOUND, counted)} {say(_TIMES, counted)}"


def _fix(path: Path, text: str, reading: Reading, say: Say) -> None:
    path.write_text(write_scenario(reading.scenario, reading.heading), encoding="utf-8", newline="\n")
    dropped = sum(line.lstrip().startswith("#") for line in text.splitlines()) - len(
        heading(text).splitlines()
    )
    if dropped > 0:
        click.echo(f"{path}: {say(_REMARKS, {'number': dropped})}")
