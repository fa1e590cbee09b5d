"""One screen: the beamer shows what the laptop shows, so the wall stands there with no more of the desk than its buttons."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from classroom.storage.models import RoomRow
from classroom.web.http.guards import at_desk
from classroom.web.http.identity import right_here
from classroom.web.http.pages import fragment_of, live_page, page, screen_since, stream_of
from classroom.web.rendering import urls
from classroom.web.rendering.screen_renderer import CONTROLS, WALL
from classroom.web.teacher import errors

blueprint = Blueprint("mirror", __name__, url_prefix="/teach/rooms/<public_id>")
errors.init(blueprint)


@blueprint.get("/mirror")
@at_desk
def mirror(room: RoomRow) -> ResponseReturnValue:
    """Show the wall, and the controls under it."""
    return live_page(
        "teacher/mirror.html",
        room,
        CONTROLS,
        urls.desk(room.public_id).controls,
        desk=urls.desk(room.public_id),
        wall=urls.wall(room.wall_token),
        channel=room.wall_token[:8],
        wall_fragment=fragment_of(room, WALL),
        wall_language=room.language.value,
        started=room.started_at,
    )


@blueprint.get("/controls/screen")
@at_desk
def screen(room: RoomRow) -> ResponseReturnValue:
    return screen_since(room, CONTROLS)


@blueprint.get("/controls/stream")
@at_desk
def stream(room: RoomRow) -> ResponseReturnValue:
    """Keep the controls up to date."""
    return stream_of(room, CONTROLS, right_here())


@blueprint.get("/leave-mirror")
@at_desk
def leave(room: RoomRow) -> ResponseReturnValue:
    """Say what pupils must not see before the desk comes up on their screen."""
    return page("teacher/blank_first.html", desk=urls.desk(room.public_id))
