"""The wall: what everybody reads together. Its address cannot be guessed; the spoken code does not open it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from classroom.storage.tables import RoomRow
from classroom.web.drawing import WALL
from classroom.web.guards import by_wall
from classroom.web.pages import live_page, screen_since, stream_of

blueprint = Blueprint("projector", __name__)


@blueprint.get("/wall/<token>")
@by_wall
def wall(room: RoomRow) -> ResponseReturnValue:
    """Show the wall."""
    return live_page(
        "projector/wall.html", room, WALL, f"/wall/{room.wall_token}", channel=room.wall_token[:8]
    )


@blueprint.get("/wall/<token>/screen")
@by_wall
def screen(room: RoomRow) -> ResponseReturnValue:
    """Give the wall's screen alone."""
    return screen_since(room, WALL)


@blueprint.get("/wall/<token>/stream")
@by_wall
def stream(room: RoomRow) -> ResponseReturnValue:
    """Keep the wall up to date."""
    return stream_of(room, WALL)
