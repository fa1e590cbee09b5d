"""The commands that look after stories: checking them, writing them in their canonical form, and their JSON Schema."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from classroom.cli.files import all_files, facts_in, kind_of, packs_in, stories_in
from classroom.languages import TAGS
from classroom.storage import shelf
from classroom.story.checks.run import ABOUT_PEOPLE, Report, check
from classroom.story.format.json_schema import json_schema
from classroom.story.format.messages import N_
from classroom.story.format.problems import Param, Problem, Severity, StoryError, unreadable
from classroom.story.format.reader import Reading, read_scenario
from classroom.story.format.text_walk import to_translate
from classroom.story.format.yaml_source import heading
from classroom.story.format.yaml_writer import write_scenario
from classroom.story.library.language_rules import Packs
from classroom.story.library.representation import one_sided, tally
from classroom.story.model.parts import Pronoun
from classroom.story.model.scenario import Scenario

Translate = Callable[[str, Mapping[str, Param], str], str]
Say = Callable[[str, Mapping[str, Param]], str]
_PLAYABLE = N_("This story can be played.")
_NOT_PLAYABLE = N_("This story cannot be played yet. Change what is marked with E.")
_PLAYABLE_NOT_OURS = N_(
    "A class can play this story as it is. What is marked with E is asked of Wissel's own stories alone."
)
_NO_FILE = N_("There is no file {file}, here or in {folder}. Put the folder that it is in before its name.")
_LIES_ELSEWHERE = N_("Put it in {folder} to see it on the shelf. Nothing needs to be started again.")
_SHELF_TOO = N_(
    "Wissel's own stories are held to more. --shelf tells the {number} points in which this one differs."
)
_SOUND = N_("{scenes} scenes, {states} situations, votes {votes} ({short_votes} in a short lesson),")
_TIMES = N_("minutes {minutes} ({short_minutes} in a short lesson), ways to each ending: {endings}")
_EASE = N_("reading ease of the texts in '{language}': {number} (from 70 on easy to read at twelve)")
_PLAYED = N_("{plays}: {counts}; with other names {others}")
_TO_TRANSLATE = N_("{number} texts to translate into '{language}'")
_ONE_SIDED = N_(
    "Everybody who plays '{plays}' is of one gender. Let a new story, or other names, change that."
)
_REMARKS = N_(
    "{number} remark(s) with # below the first key were left out. Write them as 'note:' to keep them."
)


@click.command("scenario-schema")
def scenario_schema() -> None:
    """Write the JSON Schema that editors use, beside the stories."""
    (shelf.FOLDER / "scenario.schema.json").write_text(json_schema(), encoding="utf-8")


def check_scenarios_in(translate: Translate, spoken: str) -> click.Command:
    """Give the command that checks the library, and speaks through `translate`, in the language `spoken` by default."""

    @click.command("check-scenarios")
    @click.argument("files", nargs=-1, type=click.Path(dir_okay=False, path_type=Path))
    @click.option("--fix", is_flag=True, help="Write each sound story in its canonical form.")
    @click.option(
        "--shelf", "for_shelf", is_flag=True, help="Hold it to what Wissel's own stories are held to."
    )
    @click.option("--language", type=click.Choice(TAGS), default=str(spoken), show_default=True)
    def check_scenarios(files: tuple[Path, ...], fix: bool, for_shelf: bool, language: str) -> None:  # noqa: FBT001 -- click gives it
        """Check stories, facts, cards and rules of language; without FILES, all that come with Wissel."""

        def say(msgid: str, params: Mapping[str, Param]) -> str:
            return translate(msgid, params, language)

        desk = _Desk(say, _known_facts(), packs_in(shelf.FOLDER) or None, fix, for_shelf or not files)
        sound = [desk.check_file(path) for path in [*map(desk.found, files)] or all_files(shelf.FOLDER)]
        sound.append(bool(files) or _print_tally(stories_in(shelf.FOLDER).values(), say))
        if not all(sound):
            raise click.exceptions.Exit(1)

    return check_scenarios


@dataclass(frozen=True, slots=True)
class _Desk:
    """What it takes to check one file and say what was found."""

    say: Say
    facts: Mapping[str, Collection[str]] | None
    packs: Packs | None
    fix: bool
    for_shelf: bool

    def found(self, path: Path) -> Path:
        """Give the file of this name, here or beside the stories of Wissel. Raises UsageError."""
        for place in (path, shelf.FOLDER / path):
            if place.is_file():
                return place
        raise click.UsageError(self.say(_NO_FILE, {"file": str(path), "folder": str(shelf.FOLDER)}))

    def check_file(self, path: Path) -> bool:
        """Print what is to be said about one file, and tell whether it is sound."""
        try:
            text = path.read_text(encoding="utf-8")
            read = kind_of(path)
            if read is read_scenario:
                return self._check_story(path, text)
            self._print_to_translate(path, read(text))
        except UnicodeDecodeError:
            error = StoryError([unreadable("not_utf8")])
        except StoryError as unread:
            error = unread
        else:
            return True
        self._print(path, error.problems)
        if kind_of(path) is read_scenario:
            click.echo(f"{path}: {self.say(_NOT_PLAYABLE, {})}")
        return False

    def _check_story(self, path: Path, text: str) -> bool:
        reading = read_scenario(text)
        report = check(reading.scenario, self.facts, self.packs if self.for_shelf else None)
        beyond = () if self.for_shelf else self._beyond(reading, report)
        heeded = [replace(each, severity=Severity.WARNING) for each in beyond if each.code in ABOUT_PEOPLE]
        self._print(path, reading.in_file([*report.problems, *heeded]))
        click.echo(f"{path}: {_summary(reading, report, self.say)}")
        playable = report.sound or (self.for_shelf and check(reading.scenario, self.facts, None).sound)
        self._verdict(path, sound=report.sound, playable=playable, others=len(beyond) - len(heeded))
        if self.fix:
            _fix(path, text, reading, self.say)
        return report.sound

    def _beyond(self, reading: Reading, playable: Report) -> list[Problem]:
        """Give what only a story on Wissel's own shelf is held to."""
        whole = check(reading.scenario, self.facts, self.packs).problems
        return [each for each in whole if each not in playable.problems]

    def _verdict(self, path: Path, *, sound: bool, playable: bool, others: int) -> None:
        verdict = _PLAYABLE if sound else _PLAYABLE_NOT_OURS if playable else _NOT_PLAYABLE
        click.echo(f"{path}: {self.say(verdict, {})}")
        if sound and path.resolve().parent != shelf.FOLDER.resolve():
            click.echo(f"{path}: {self.say(_LIES_ELSEWHERE, {'folder': str(shelf.FOLDER)})}")
        if sound and others:
            click.echo(f"{path}: {self.say(_SHELF_TOO, {'number': others})}")

    def _print_to_translate(self, path: Path, part: object) -> None:
        for language, number in to_translate(part).items():
            click.echo(f"{path}: {self.say(_TO_TRANSLATE, {'language': language, 'number': number})}")

    def _print(self, path: Path, problems: Iterable[Problem]) -> None:
        for problem in problems:
            letter = "E" if problem.severity is Severity.ERROR else "W"
            country = f" [{problem.country}]" if problem.country else ""
            click.echo(f"{path}:{problem.line}: {letter} {self.say(*problem.message)}{country}")


def _known_facts() -> dict[str, Collection[str]] | None:
    """Give the ids of the facts of each country; a facts file that cannot be read is told about by itself."""
    read = facts_in(shelf.FOLDER)
    whole = len(read) == len(list((shelf.FOLDER / "facts").glob("*.yaml")))
    return {country: frozenset(facts.facts) for country, facts in read.items()} if read and whole else None


def _print_tally(stories: Collection[Scenario], say: Say) -> bool:
    """Print who does what in the library, and tell whether that is not of one gender."""
    swapped = tally(stories, swapped=True)
    for plays, counts in tally(stories).items():
        if counts:
            shown: dict[str, Param] = {
                "plays": plays,
                "counts": _counted(counts),
                "others": _counted(swapped[plays]),
            }
            click.echo(say(_PLAYED, shown))
    sides = one_sided(stories)
    for plays in sides:
        click.echo(f"E {say(_ONE_SIDED, {'plays': plays})}")
    return not sides


def _counted(counts: Mapping[Pronoun, int]) -> str:
    return ", ".join(f"{pronoun} {number}" for pronoun, number in sorted(counts.items())) or "-"


def _summary(reading: Reading, report: Report, say: Say) -> str:
    endings = ", ".join(f"{name} {ways}" for name, ways in report.endings.items())
    counted: dict[str, Param] = {
        "scenes": len(reading.scenario.scenes),
        "states": report.states,
        "endings": endings,
    }
    for name in ("votes", "short_votes", "minutes", "short_minutes"):
        least, most = getattr(report, name)
        counted[name] = f"{least:.0f}" if round(least) == round(most) else f"{least:.0f}-{most:.0f}"
    eases = [
        say(_EASE, {"language": language, "number": round(ease)}) for language, ease in report.ease.items()
    ]
    return f"{say(_SOUND, counted)} {', '.join([say(_TIMES, counted), *eases])}"


def _fix(path: Path, text: str, reading: Reading, say: Say) -> None:
    path.write_text(write_scenario(reading.scenario, reading.heading), encoding="utf-8", newline="\n")
    dropped = sum(line.lstrip().startswith("#") for line in text.splitlines()) - len(
        heading(text).splitlines()
    )
    if dropped > 0:
        click.echo(f"{path}: {say(_REMARKS, {'number': dropped})}")
