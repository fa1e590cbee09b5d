"""A story for one person on one screen: no room, nothing stored. Where somebody stands is in the address, as moves."""

from datetime import date
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from classroom.languages import Language
from classroom.lesson.acts.play_alone import MOST_MOVES, NEXT, OPTIONS, VOICE, NoWay, PlayedAlone, play_alone
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.parts import Contact
from classroom.lesson.screens.path_map import endings_of, path_map_of
from classroom.lesson.screens.wall import wall_screen
from classroom.storage import shelf
from classroom.storage.story_versions import told_in
from classroom.web.http.guards import staff
from classroom.web.http.pages import here, page
from classroom.web.http.runtime import current_runtime
from classroom.web.rendering import urls

blueprint = Blueprint("alone", __name__, url_prefix=urls.SHELF)
# What stands there instead of the story for a while.
HELP, CHOICES = "help", "choices"


# Who may read the shelf may play what is on it. A pupil who could, would know how the story of their class goes on.
@blueprint.get("/play/<slug>")
@blueprint.get("/play/<slug>/<path:moves>")
@staff
def play(_person: int, slug: str, moves: str = "") -> ResponseReturnValue:
    """Show where these moves lead, as the wall would, with the next moves as links."""
    facts = shelf.facts_text(shelf.HOME)
    story = told_in(shelf.HOME, shelf.story_text(slug), facts)
    try:
        played = play_alone(story, moves)
    except NoWay as lost:
        return _no_way(slug, moves[: lost.fits], is_long=len(moves) > MOST_MOVES)
    shown = request.args.get("show", "")
    return page(
        "projector/alone.html",
        shown=shown if shown in (HELP, CHOICES) else "",
        slug=slug,
        moves=moves,
        ways={
            OPTIONS.index(sign): urls.play_alone(slug, moves + sign) for sign in played.can if sign in OPTIONS
        },
        **_drawn(played, here(), current_runtime().today()),
    )


@blueprint.errorhandler(shelf.NotPlayable)
def _not_playable(_error: shelf.NotPlayable) -> ResponseReturnValue:
    return _no_way("", "", is_long=False)


def _no_way(slug: str, fits: str, *, is_long: bool) -> ResponseReturnValue:
    """Say that nothing is at this address, and lead to where something is."""
    return page("projector/no_way.html", slug=slug, fits=fits, is_long=is_long), 404


def _drawn(played: PlayedAlone, language: Language, today: date) -> dict[str, Any]:
    """Give what the page is drawn from: the wall, the moves without a letter, and the forks that were passed."""
    context = ScreenContext(
        playthrough=played.playthrough,
        version=0,
        code=None,
        address="",
        contact=Contact("", ""),
        swaps={},
        facts=shelf.facts(shelf.HOME),
    )
    way = path_map_of(context, language)
    here_is = played.playthrough.step.state.scene
    return {
        "screen": wall_screen(context, language, today),
        "next": NEXT if NEXT in played.can else "",
        "voice": VOICE if VOICE in played.can else "",
        "forks": [(switch, played.forks[switch.step]) for switch in way.switches],
        "ending": here_is if here_is in endings_of(played.playthrough.scenario) else "",
    }
