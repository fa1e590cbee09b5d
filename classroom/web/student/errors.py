"""What a phone hears when something is refused, or its room is not there."""

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from classroom.storage.failures import Trouble
from classroom.web.http.errors import is_script, tell_refusals
from classroom.web.http.guards import NoSuchRoom
from classroom.web.http.pages import page
from classroom.web.rendering import refusals, urls


def init(blueprint: Blueprint) -> None:
    """Have refusals told to phones."""
    tell_refusals(blueprint, _message, _kept)
    blueprint.register_error_handler(NoSuchRoom, _no_such_room)


def _message(message: str) -> str:
    return page("student/message.html", message=message, code=(request.view_args or {}).get("code", ""))


def _kept(_trouble: Trouble) -> str:
    """Say that the answer is kept, where a script keeps it; what is wrong, only the desk can mend."""
    return refusals.KEPT if is_script() else refusals.TRY_AGAIN


def _no_such_room(error: NoSuchRoom) -> ResponseReturnValue:
    if is_script():
        return Response(status=404)
    is_leaving = request.endpoint == "student.leave"
    return redirect(urls.OUT if is_leaving else urls.code_asked(error.code), 303)
