"""A phone as remote: the desk shows a code that works once, and the phone that scanned it has the controls."""

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from classroom.actions import remotes
from classroom.lesson.screens.controls import ACTS
from classroom.storage.models import RoomRow
from classroom.storage.queries.remotes import room_offered_by
from classroom.web.http.errors import is_script
from classroom.web.http.guards import NoRemote, at_desk, open_to_all, with_remote
from classroom.web.http.pages import live_page, page, screen_since, stream_of
from classroom.web.http.principals import REMOTE
from classroom.web.http.runtime import current_runtime, reading
from classroom.web.rendering import urls
from classroom.web.rendering.qr import qr_svg
from classroom.web.rendering.screen_renderer import CONTROLS
from classroom.web.teacher import commands, errors

blueprint = Blueprint("remote", __name__)
errors.init(blueprint, urls.REMOTE_PAGE)


@blueprint.errorhandler(NoRemote)
def gone(_error: NoRemote) -> ResponseReturnValue:
    """Say that this phone leads nothing (any more)."""
    return page("teacher/remote_gone.html"), 403


@blueprint.post("/teach/rooms/<public_id>/remote")
@at_desk
def invite(room: RoomRow) -> ResponseReturnValue:
    """Show a code that makes one phone a remote of this room."""
    address = current_runtime().renderer.address
    there = f"{address}{urls.remote_ticket(remotes.invite(current_runtime(), room.id))}" if address else ""
    return page(
        "teacher/_invite.html" if is_script() else "teacher/invite.html",
        address=there,
        qr=qr_svg(there) if there else None,
        seconds=remotes.TICKET_SECONDS,
        plain_http=there.startswith("http:"),
        desk=urls.desk(room.public_id),
    )


@blueprint.post("/teach/rooms/<public_id>/remote/part")
@at_desk
def part(room: RoomRow) -> ResponseReturnValue:
    """Disconnect every remote of this room."""
    remotes.part(current_runtime(), room.id)
    current_runtime().turnout(room.id)
    return Response(status=204) if is_script() else redirect(urls.desk(room.public_id), 303)


@blueprint.get("/REMOTE/<ticket>")
@open_to_all
def capitals(ticket: str) -> ResponseReturnValue:
    """Lead on from the QR code, which is in capitals because it then has fewer squares."""
    return redirect(urls.remote_ticket(ticket.lower()), 303)


@blueprint.get("/remote/<ticket>")
@open_to_all
def offer(ticket: str) -> ResponseReturnValue:
    """Offer to be the remote; looking does not use the ticket up, because browsers look ahead."""
    room = _invited(ticket)
    return page("teacher/become_remote.html", room.language, ticket=ticket)


@blueprint.post("/remote/<ticket>")
@open_to_all
def accept(ticket: str) -> ResponseReturnValue:
    """Use the ticket up, and make this phone a remote."""
    room = _invited(ticket).id
    key = remotes.accept(current_runtime(), ticket)
    if key is None:
        raise NoRemote
    response = redirect(urls.REMOTE_PAGE, 303)
    response.set_cookie(
        current_runtime().config.remote_cookie,
        key,
        path=urls.REMOTE,
        httponly=True,
        samesite="Lax",
        secure=current_runtime().config.is_https,
    )
    current_runtime().turnout(room)
    return response


# With a slash at its end, so that the controls' own addresses lead to the views below.
@blueprint.get("/remote/", strict_slashes=True)
@with_remote
def remote(room: RoomRow) -> ResponseReturnValue:
    """Show the controls."""
    return live_page("teacher/remote.html", room, CONTROLS, urls.REMOTE, started=room.started_at)


@blueprint.get("/remote/screen")
@with_remote
def screen(room: RoomRow) -> ResponseReturnValue:
    return screen_since(room, CONTROLS)


@blueprint.get("/remote/stream")
@with_remote
def stream(room: RoomRow) -> ResponseReturnValue:
    """Keep the controls up to date."""
    return stream_of(room, CONTROLS, (REMOTE, request.cookies[current_runtime().config.remote_cookie]))


@blueprint.post("/remote/act")
@with_remote
def act(room: RoomRow) -> ResponseReturnValue:
    """Do one of the acts that the controls have."""
    commands.act(room, ACTS)
    return _done()


@blueprint.post("/remote/close")
@with_remote
def close(room: RoomRow) -> ResponseReturnValue:
    """Close the open round."""
    commands.close(room)
    return _done()


@blueprint.post("/remote/admit")
@with_remote
def admit(room: RoomRow) -> ResponseReturnValue:
    """Let phones in that knock, or send them away."""
    commands.admit(room)
    return _done()


def _invited(ticket: str) -> RoomRow:
    room = room_offered_by(reading(), ticket, current_runtime().clock() - remotes.TICKET_SECONDS)
    if room is None:
        raise NoRemote
    return room


def _done() -> ResponseReturnValue:
    return Response(status=204) if is_script() else redirect(urls.REMOTE_PAGE, 303)
