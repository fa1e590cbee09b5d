"""A story for one person on one screen: no room, nothing stored. Where somebody stands is in the address, as moves."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from classroom.languages import Language
from classroom.lesson.acts.moves_by_sign import MOST_MOVES, NEXT, VOICE, NoWay
from classroom.lesson.acts.play_alone import PlayedAlone, play_alone
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.parts import Contact, Switch
from classroom.lesson.screens.path_map import endings_of, path_map_of
from classroom.lesson.screens.wall import wall_screen
from classroom.lesson.state.playthrough import Playthrough
from classroom.storage import shelf
from classroom.storage.queries.bookcase import Bookcase, bookcase_of
from classroom.storage.story_versions import told_unfinished, told_without_room
from classroom.story.model.scenario import LETTERS, Scenario
from classroom.story.unfinished.mended import Mended
from classroom.web.http.guards import staff
from classroom.web.http.pages import here, page
from classroom.web.http.runtime import current_runtime, reading
from classroom.web.rendering import urls

blueprint = Blueprint("alone", __name__, url_prefix=urls.SHELF)
# What stands there instead of the story for a while.
HELP, CHOICES = "help", "choices"


# Who may read the shelf may play what is on it. A pupil who could, would know how the story of their class goes on.
@blueprint.get("/play/<slug>")
@blueprint.get("/play/<slug>/<path:moves>")
@staff
def play(person: int, slug: str, moves: str = "") -> ResponseReturnValue:
    """Show where these moves lead, as the wall would, with the next moves as links."""
    story, unfinished = _story(bookcase_of(reading(), person), slug)
    try:
        played = play_alone(story, moves)
    except NoWay as lost:
        return _no_way(slug, moves[: lost.fits], is_long=len(moves) > MOST_MOVES)
    asked = request.args.get("show", "")
    shown = asked if asked in (HELP, CHOICES) else ""
    context = _context(played.playthrough)
    return page(
        "projector/alone.html",
        shown=shown,
        slug=slug,
        moves=moves,
        has_chosen=bool(played.led_to),
        switches=_switches(context, played, here()) if shown == CHOICES else (),
        screen=wall_screen(context, here(), current_runtime().today()),
        ending="" if unfinished else _ending(played.playthrough),
        is_unfinished=unfinished is not None,
        is_stub=unfinished is not None and played.playthrough.step.state.scene == unfinished.stub,
        **_onward(slug, moves, played.can),
    )


def _story(bookcase: Bookcase, slug: str) -> tuple[Scenario, Mended | None]:
    """Give a story as it is told at home, and what was done for it if no class can play it yet. Raises NotPlayable."""
    playable = bookcase.find(slug)
    if playable:
        return told_without_room(playable, playable.home), None
    unfinished = told_unfinished(bookcase.unfinished(slug), shelf.HOME)
    return unfinished.story, unfinished


@blueprint.errorhandler(shelf.NotPlayable)
def _not_playable(_error: shelf.NotPlayable) -> ResponseReturnValue:
    return _no_way("", "", is_long=False)


def _no_way(slug: str, fits: str, *, is_long: bool) -> ResponseReturnValue:
    """Say that nothing is at this address, and lead to where something is."""
    return page("projector/no_way.html", slug=slug, fits=fits, is_long=is_long), 404


def _onward(slug: str, moves: str, can: Sequence[str]) -> dict[str, Any]:
    """Give where each option leads, by its letter, and the sign of each move that has no letter."""
    return {
        "ways": {sign: urls.play_alone(slug, moves + sign) for sign in can if sign in LETTERS},
        "next": NEXT if NEXT in can else "",
        "voice": VOICE if VOICE in can else "",
    }


def _context(playthrough: Playthrough) -> ScreenContext:
    """Give what a wall is drawn from, without a room."""
    return ScreenContext(
        playthrough=playthrough,
        version=0,
        code=None,
        address="",
        contact=Contact("", ""),
        swaps={},
        facts=shelf.facts(shelf.HOME),
    )


def _switches(context: ScreenContext, played: PlayedAlone, language: Language) -> list[tuple[Switch, str]]:
    """Give the decisions so far, each with the moves that led to it."""
    return [(switch, played.led_to[switch.step]) for switch in path_map_of(context, language).switches]


def _ending(playthrough: Playthrough) -> str:
    """Give the name of the ending that is told here, if one is."""
    scene = playthrough.step.state.scene
    return scene if scene in endings_of(playthrough.scenario) else ""
