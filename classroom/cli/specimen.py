"""The command that writes every moment on every face as plain pages, so that nobody has to play a lesson to see a screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from classroom.languages import Language
from classroom.lesson.acts import what_if
from classroom.lesson.acts.dispatch import may, perform
from classroom.lesson.commands import Act, Command
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.moment import moment_of
from classroom.lesson.screens.parts import Contact
from classroom.lesson.state.enums import Moment, Phase, Plan
from classroom.lesson.state.playthrough import Playthrough
from classroom.lesson.votes.closing import Tally, close
from classroom.storage import shelf
from classroom.storage.playthroughs import first_step
from classroom.story.graph.by_country import for_country
from classroom.story.model.transitions import opening
from classroom.web.rendering import assets, templates, urls
from classroom.web.rendering.screen_renderer import CONTROLS, DESK, PHONE, WALL

Draw = Callable[[ScreenContext, str, str, Language], str]

PUPILS = 24
# Each face, and the stylesheet of a page on which it stands.
FACES = {WALL: "wall", PHONE: "phone", DESK: "desk", CONTROLS: "remote"}
STYLES = ("wall.css", "phone.css", "desk.css", "remote.css", "regular.ttf", "bold.ttf")
BESIDE = (Act.PAUSE, Act.VOICE, Act.SORT, Act.SLEEP)
# One class of each goes through every story, always for the same choice.
CHOICES = range(4)


def specimen_with(draw: Draw) -> click.Command:
    """Give the command; `draw` makes a screen of a room for an audience."""

    @click.command("specimen")
    @click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
    def specimen(folder: Path) -> None:
        """Write every moment on every face into FOLDER; open index.html there."""
        found = specimens()
        for language in Language:
            for moment, playthrough in found.items():
                for face in FACES:
                    html = draw(_context_of(playthrough), "specimen", face, language)
                    _write(folder / language / f"{moment}-{face}.html", _page(face, moment, language, html))
        for name in STYLES:
            asset = assets.asset(name)
            _write(folder / asset.url.lstrip("/"), asset.plain.replace(urls.STATIC.encode(), b""))
        _write(folder / "index.html", _index(found))
        click.echo(str(folder / "index.html"))

    return specimen


def specimens() -> dict[Moment, Playthrough]:
    """Give a class in each moment, of the first story that comes by it."""
    found: dict[Moment, Playthrough] = {}
    for slug in shelf.slugs():
        story = for_country(shelf.story(slug), shelf.HOME)
        for choice in CHOICES:
            begun = Playthrough(story, Plan.FULL, PUPILS, (first_step(opening(story)),))
            for playthrough in _lesson(begun, choice):
                found.setdefault(moment_of(playthrough), playthrough)
            if len(found) == len(Moment):
                return {moment: found[moment] for moment in Moment}
    return found


def _lesson(playthrough: Playthrough, choice: int) -> Iterator[Playthrough]:
    """Give a class at each step of a lesson, and what may lie over that or beside it."""
    while playthrough.place.phase is not Phase.ENDED:
        yield playthrough
        yield from (_do(playthrough, act) for act in BESIDE if may(playthrough, act))
        if moment_of(playthrough) is Moment.MAP:
            yield from _other_way(playthrough)
            yield _do(_do(_do(playthrough, Act.SLEEP), Act.WAKE), Act.NEXT)
        playthrough = _closed(playthrough, choice) if playthrough.open_round else _do(playthrough, Act.NEXT)
    yield playthrough


def _other_way(playthrough: Playthrough) -> Iterator[Playthrough]:
    for step, choice in what_if.other_ways(playthrough)[:1]:
        other = what_if.take_other(playthrough, step, choice)
        while other.place.phase is Phase.OUTCOME:
            other = _do(other, Act.NEXT)
        yield other


def _do(playthrough: Playthrough, act: Act) -> Playthrough:
    number = len(playthrough.rounds)
    return perform(playthrough, Command(act, f"round-{number}", guess_id=f"guess-{number}"))


def _closed(playthrough: Playthrough, choice: int) -> Playthrough:
    """Close what is open: two thirds for one answer, while the class had guessed another."""
    open_round = playthrough.open_round
    options = playthrough.options(playthrough.step, open_round.part if open_round else 0)
    won = options[choice % len(options)]
    other = next((option for option in options if option != won), won)
    votes = {won: PUPILS * 2 // 3, other: PUPILS // 3} if other != won else {won: PUPILS}
    return close(playthrough, Tally(votes, PUPILS), lambda tied: tied[0], Tally({other: PUPILS}, PUPILS))


def _context_of(playthrough: Playthrough) -> ScreenContext:
    return ScreenContext(
        playthrough=playthrough,
        version=1,
        code=None if moment_of(playthrough) is Moment.ASLEEP else "BCD234",
        address="http://192.0.2.1:8000",
        contact=Contact("Sam de Wit", "1.12"),
        swaps={},
        facts=shelf.facts(shelf.HOME),
    )


def _page(face: str, moment: Moment, language: Language, html: str) -> bytes:
    page = templates.render("shared/specimen.html", language, face=FACES[face], name=moment, fragment=html)
    return page.replace(urls.STATIC, f"..{urls.STATIC}").encode()


def _index(found: dict[Moment, Playthrough]) -> bytes:
    page = templates.render(
        "shared/specimens.html", Language.EN, moments=list(found), faces=FACES, languages=list(Language)
    )
    return page.replace(urls.STATIC, urls.STATIC.lstrip("/")).encode()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
