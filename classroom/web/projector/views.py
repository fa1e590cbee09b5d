"""The wall: what everybody reads together. Its address cannot be guessed; the spoken code does not open it."""

from flask import Blueprint, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from classroom.actions import pairing
from classroom.storage.models import RoomRow
from classroom.storage.queries.remotes import waiting_wall
from classroom.web.http.errors import is_script
from classroom.web.http.guards import by_wall, open_to_all
from classroom.web.http.pages import live_page, page, screen_since, stream_of
from classroom.web.http.runtime import current_runtime, reading
from classroom.web.rendering import urls
from classroom.web.rendering.screen_renderer import WALL
from classroom.web.rendering.templates import render

blueprint = Blueprint("projector", __name__)


@blueprint.get("/wall")
@open_to_all
def another_screen() -> ResponseReturnValue:
    """Let this computer wait for a desk, at an address that nobody else knows."""
    ticket = pairing.wait(current_runtime(), current_runtime().askers, request.remote_addr)
    return redirect(urls.waiting_wall(ticket), 303)


@blueprint.get("/wall/wait/<ticket>")
@open_to_all
def waiting(ticket: str) -> ResponseReturnValue:
    """Show the code that the desk has to type, or go to the wall that the desk gave; too late, and there is a new code."""
    runtime = current_runtime()
    screen = waiting_wall(reading(), ticket, runtime.clock() - pairing.WAITS_SECONDS)
    if screen is not None and screen.room_id is None:
        return Response(status=204) if is_script() else page("projector/waiting.html", code=screen.code)
    wall = pairing.take(runtime, ticket) if screen is not None else None
    there = urls.wall(wall) if wall else urls.WALLS
    return jsonify(go=there) if is_script() else redirect(there, 303)


@blueprint.get("/wall/<token>")
@by_wall
def wall(room: RoomRow) -> ResponseReturnValue:
    """Show the wall."""
    return live_page(
        "projector/wall.html", room, WALL, urls.wall(room.wall_token), channel=room.wall_token[:8]
    )


@blueprint.get("/wall/<token>/screen")
@by_wall
def screen(room: RoomRow) -> ResponseReturnValue:
    return screen_since(room, WALL)


@blueprint.get("/wall/<token>/stream")
@by_wall
def stream(room: RoomRow) -> ResponseReturnValue:
    """Keep the wall up to date."""
    return stream_of(room, WALL)


@blueprint.get("/wall/<token>/check")
@by_wall
def check(room: RoomRow) -> ResponseReturnValue:
    """Show what the back row has to be able to read, in the language of the class."""
    return render("projector/check.html", room.language, wall=urls.wall(room.wall_token))
