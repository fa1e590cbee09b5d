"""What a teacher hears when something is refused: on the desk, on a screen that pupils see too, and on a remote."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from classroom.actions.conducting import AskFirst, Crowded, Stale
from classroom.actions.pairing import NoSuchScreen, TooManyTries
from classroom.storage import shelf
from classroom.web.http.errors import ASK, CONFLICT, is_script, refused, tell_refusals
from classroom.web.http.pages import here, page
from classroom.web.rendering import refusals, turnout_words, urls

Back = Callable[[], str]


def init(blueprint: Blueprint, otherwise: str = urls.SHELF) -> None:
    """Have refusals told on the teacher's pages, with the way back to the room's own, or `otherwise` to another."""
    back = partial(_back, otherwise)
    message = partial(_message, back)
    tell_refusals(blueprint, message, refusals.TROUBLES.__getitem__)
    plain = {
        Stale: refusals.STALE,
        NoSuchScreen: refusals.NO_SCREEN,
        TooManyTries: refusals.TOO_MANY_TRIES,
    }
    for error, msgid in plain.items():
        blueprint.register_error_handler(error, lambda _error, msgid=msgid: refused(message, msgid, CONFLICT))
    blueprint.register_error_handler(AskFirst, partial(_ask_first, back))
    blueprint.register_error_handler(Crowded, partial(_crowded, back))
    blueprint.register_error_handler(shelf.NotPlayable, _not_playable)


def desk_of(public_id: str) -> str:
    """Give the page of a room whose form was sent: of a screen that pupils see too, that screen and never the desk."""
    desk = urls.desk(public_id)
    return desk.mirror if request.form.get("from") == "controls" else desk


def _back(otherwise: str) -> str:
    public_id = _room()
    return desk_of(public_id) if public_id else otherwise


def _room() -> str | None:
    return (request.view_args or {}).get("public_id")


def _message(back: Back, message: str, **asks: Any) -> str:
    nothing: dict[str, Any] = {"action": None, "form": {}, "pupils": None}
    return page("teacher/message.html", message=message, back=back(), **(nothing | asks))


def _again() -> dict[str, Any]:
    return {"action": request.path, "form": request.form.to_dict()}


def _ask_first(back: Back, error: AskFirst) -> ResponseReturnValue:
    msgid = refusals.ASK_FIRST if error.is_half else refusals.ASK_HALF
    return refused(lambda message: _message(back, message, **_again()), msgid, ASK)


def _crowded(back: Back, error: Crowded) -> ResponseReturnValue:
    """Say that there are more phones than pupils, with what the desk can do about it at a tap."""
    message = turnout_words.too_many(here(), error.phones, error.pupils)
    yes = turnout_words.we_are(here(), error.phones)
    if is_script():
        return jsonify(message=message, pupils=error.phones, yes=yes), ASK
    public_id = _room()
    acts = urls.desk(public_id).act if public_id else urls.REMOTE.act
    return _message(back, message, pupils=error.phones, yes=yes, acts=acts, **_again()), ASK


def _not_playable(_error: shelf.NotPlayable) -> ResponseReturnValue:
    return refused(partial(_message, lambda: urls.SHELF), refusals.NOT_PLAYABLE, 404)
