"""Coming in and going: on a laptop by the one-time link that its terminal shows."""

import re
import sys

import click
from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from classroom.actions import sign_in
from classroom.web.http import errors, identity
from classroom.web.http.guards import on_this_computer
from classroom.web.http.pages import desk_here, page
from classroom.web.http.runtime import current_runtime
from classroom.web.rendering import refusals, urls
from classroom.web.rendering.startup_notice import link_told

blueprint = Blueprint("account", __name__, url_prefix="/teach")
ROOM = re.compile(r"[0-9a-f]{32}")


def _message(message: str) -> str:
    link = (request.view_args or {}).get("link")
    back = urls.desk_link(link) if link else urls.SHELF
    return page("teacher/message.html", message=message, back=back, action=None, form={}, pupils=None)


errors.tell_refusals(blueprint, _message, refusals.TROUBLES.__getitem__)


@blueprint.get("/enter/<link>")
@on_this_computer
def offer(link: str) -> ResponseReturnValue:
    """Offer to open the desk; looking does not use the link up, because browsers look ahead. Who is in needs no link."""
    if identity.person_here() is not None:
        return redirect(_inside(), 303)
    return page("teacher/open.html", link=link, room=_room())


@blueprint.post("/enter/<link>")
@on_this_computer
def enter(link: str) -> ResponseReturnValue:
    """Use the link up and open the shelf, or the room that it names."""
    try:
        identity.sign_in(sign_in.enter(current_runtime(), current_runtime().config.instance, link))
    except sign_in.LinkUsed:
        if identity.person_here() is None:
            raise
    return redirect(_inside(), 303)


@blueprint.post("/new-link")
@on_this_computer
def new_link() -> ResponseReturnValue:
    """Show a new one-time link where the program runs, and only there: a browser that could read it here would be let in."""
    config = current_runtime().config
    link = sign_in.new_link(current_runtime(), config.instance)
    click.echo(link_told(config.language, config.port, link))
    sys.stdout.flush()
    return page("teacher/refused.html", why="new_link", desk=desk_here())


@blueprint.post("/leave")
@on_this_computer
def leave() -> ResponseReturnValue:
    """Sign this browser out."""
    token = identity.sign_out()
    if token:
        sign_in.sign_out(current_runtime(), token)
    return redirect(urls.HOME, 303)


def _room() -> str:
    named = request.values.get("room", "")
    return named if ROOM.fullmatch(named) else ""


def _inside() -> str:
    return urls.desk(_room()) if _room() else urls.SHELF
