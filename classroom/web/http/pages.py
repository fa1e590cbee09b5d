"""Pages around a screen, and the two ways to ask for the screen alone."""

from flask import Response, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from classroom.languages import Language
from classroom.live.frames import Right, Watch
from classroom.storage.models import RoomRow
from classroom.web.http.event_stream import since_of, stream_response
from classroom.web.http.identity import way_to_desk
from classroom.web.http.language import language_of
from classroom.web.http.runtime import current_runtime, reading
from classroom.web.rendering.screen_renderer import PHONE, WALL
from classroom.web.rendering.templates import render


def page(template: str, otherwise: Language | None = None, **context: object) -> str:
    return render(template, here(otherwise), **context)


def here(otherwise: Language | None = None) -> Language:
    return language_of(request, otherwise or current_runtime().config.language)


def desk_here() -> str | None:
    """Give where the teacher's pages are for this browser, if it is on the computer that runs Wissel."""
    own = [network.address for network in current_runtime().lan.offered]
    return way_to_desk(request, current_runtime().config, own)


def came_by_https() -> bool:
    """Tell whether this browser came by HTTPS, as the settings say, or a web server before us that is believed."""
    return current_runtime().config.is_https or request.is_secure


def live_page(template: str, room: RoomRow, audience: str, address: str, /, **context: object) -> str:
    """Give a page that follows a room at this address: the shell, with the screen as it is now inside."""
    watch = Watch(room.id, audience, _language_for(room, audience))
    if audience in (PHONE, WALL):  # Where a script runs, this comes with the stream.
        context["part"] = current_runtime().renderer.taking_part(watch)
    return render(
        template,
        _language_for(room, audience),
        fragment=fragment_of(room, audience),
        version=f"{current_runtime().build}.{room.version}",
        live=address,
        **context,
    )


def fragment_of(room: RoomRow, audience: str) -> Markup:
    drawn = _drawn(room, Watch(room.id, audience, _language_for(room, audience)))
    return Markup(drawn.decode())  # noqa: S704 - our own templates made it


def _drawn(room: RoomRow, watch: Watch) -> bytes:
    """Give a screen that is drawn once for all who wait, however often it is fetched."""

    def draw() -> bytes:
        return current_runtime().renderer.screen(reading(), room, watch).encode()

    return current_runtime().hub.screen(watch, f"{current_runtime().build}.{room.version}", draw)


def screen_since(room: RoomRow, audience: str) -> ResponseReturnValue:
    """Give the screen alone, or 204 when the browser has this version."""
    renderer, version = current_runtime().renderer, f"{current_runtime().build}.{room.version}"
    watch = Watch(room.id, audience, _language_for(room, audience))
    headers = {"X-Version": version}
    if (
        turnout := renderer.turnout(watch)
    ) is not None:  # Where no stream comes through, it travels with the screen.
        headers["X-Turnout"] = turnout
    if request.args.get("since") == version:
        return Response(status=204, headers=headers)
    return Response(_drawn(room, watch), headers=headers)


def stream_of(room: RoomRow, audience: str, right: Right | None = None) -> ResponseReturnValue:
    """Give the stream of a room's screens; it ends when the `right` is lost, by which this browser may see them."""
    watch = Watch(room.id, audience, _language_for(room, audience))
    return stream_response(current_runtime().hub, watch, since_of(request), right)


def _language_for(room: RoomRow, audience: str) -> Language:
    """Give the room's own language for the wall, which belongs to the class, and this browser's for anyone else."""
    return room.language if audience == WALL else here(room.language)
