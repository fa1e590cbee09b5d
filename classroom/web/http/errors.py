"""What people see when something is refused or broken: pages for people, short answers for our own scripts."""

import logging
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DatabaseError
from werkzeug.exceptions import HTTPException

from classroom.actions.conducting import AskFirst, Crowded, Stale
from classroom.actions.pairing import NoSuchScreen, TooManyTries
from classroom.actions.sign_in import LinkUsed
from classroom.i18n import gettext
from classroom.lesson.commands import NotNow
from classroom.storage import shelf
from classroom.storage.failures import StorageTrouble, Trouble, is_trouble, trouble_of
from classroom.web.http.guards import NoRemote, NoSuchRoom, NotHere, SignedOut
from classroom.web.http.identity import is_on_this_computer
from classroom.web.http.language import language_of
from classroom.web.http.pages import desk_here
from classroom.web.http.runtime import current_runtime
from classroom.web.http.security import WrongName
from classroom.web.rendering import refusals, turnout_words
from classroom.web.rendering.templates import render

_log = logging.getLogger(__name__)
# Where the plain way of a vote finds the refusal that the short way met.
REFUSAL = "wissel.refusal"
CONFLICT, GONE, ASK, TROUBLE = 409, 410, 428, 503


def desk_of(path: str) -> str:
    """Give the page of a room whose form was sent: of a screen that pupils see too, that screen and never the desk."""
    is_mirrored = path.startswith("/teach/") and request.form.get("from") == "controls"
    return f"{path}/mirror" if is_mirrored else path


def is_script() -> bool:
    """Tell whether our own script asks, not a person by a form."""
    return request.headers.get("X-Wissel") == "1"


def init_app(app: Flask) -> None:
    """Translate refusals into answers."""
    app.register_error_handler(NotNow, lambda error: _refusal(refusals.REASONS[error.reason], CONFLICT))
    app.register_error_handler(Stale, lambda _error: _refusal(refusals.STALE, CONFLICT))
    app.register_error_handler(
        AskFirst, lambda error: _refusal(refusals.ASK_FIRST if error.is_half else refusals.ASK_HALF, ASK)
    )
    app.register_error_handler(Crowded, _crowded)
    app.register_error_handler(StorageTrouble, lambda error: _trouble(error.trouble))
    app.register_error_handler(DatabaseError, _database_error)
    app.register_error_handler(NoSuchScreen, lambda _error: _refusal(refusals.NO_SCREEN, CONFLICT))
    app.register_error_handler(TooManyTries, lambda _error: _refusal(refusals.TOO_MANY_TRIES, CONFLICT))
    app.register_error_handler(NoSuchRoom, _no_such_room)
    app.register_error_handler(shelf.NotPlayable, _not_playable)
    app.register_error_handler(NoRemote, lambda _error: (_page("teacher/remote_gone.html"), 403))
    app.register_error_handler(NotHere, lambda _error: _refused("elsewhere"))
    app.register_error_handler(SignedOut, lambda _error: _refused("signed_out"))
    app.register_error_handler(LinkUsed, lambda _error: _refused("link_used"))
    app.register_error_handler(WrongName, _wrong_name)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _broken)


def _trouble(trouble: Trouble) -> ResponseReturnValue:
    """Say what is wrong to whoever can mend it, and to a phone that its answer is kept, if it keeps it."""
    current_runtime().writer.notice(trouble)
    if request.path.startswith("/teach"):
        return _refusal(refusals.TROUBLES[trouble], TROUBLE)
    return _refusal(refusals.KEPT if is_script() else refusals.TRY_AGAIN, TROUBLE)


def _database_error(error: DatabaseError) -> ResponseReturnValue:
    if not is_trouble(error):
        return _broken(error)
    if current_runtime().writer.trouble is None:  # Thirty phones will ask again and again.
        _note(error)
    return _trouble(trouble_of(error))


def _refusal(msgid: str, status: int) -> ResponseReturnValue:
    message = gettext(language_of(request, current_runtime().config.language), msgid)
    if is_script():
        return jsonify(message=message), status
    if request.path.startswith("/r/"):
        return _page("student/message.html", message=message, code=_code_asked_for()), status
    back = desk_of(request.path.rpartition("/")[0]) or "/"
    asks = status == ASK
    form = request.form.to_dict()
    return _page(
        "teacher/message.html",
        message=message,
        back=back,
        action=request.path if asks else None,
        form=form,
        pupils=None,
    ), status


def _no_such_room(error: NoSuchRoom) -> ResponseReturnValue:
    if is_script():
        return Response(status=404)
    is_leaving = request.path.endswith("/leave")
    return redirect("/out" if is_leaving else f"/?{urlencode({'code': error.code})}", 303)


def _refused(why: str) -> ResponseReturnValue:
    return _page("teacher/refused.html", why=why, desk=desk_here()), 403


def _wrong_name(_error: WrongName) -> ResponseReturnValue:
    """Say which address works: a link back would ask by the same wrong name again."""
    here = current_runtime()
    if is_script():
        return Response(status=400)
    local = f"http://localhost:{here.config.port}"
    address = local if is_on_this_computer(request, here.config) else here.renderer.address
    return _page("shared/wrong_name.html", address=address), 400


def _not_playable(_error: shelf.NotPlayable) -> ResponseReturnValue:
    message = gettext(language_of(request, current_runtime().config.language), refusals.NOT_PLAYABLE)
    return _page(
        "teacher/message.html", message=message, back="/teach", action=None, form={}, pupils=None
    ), 404


def _crowded(error: Crowded) -> ResponseReturnValue:
    """Say that there are more phones than pupils, with what the desk can do about it at a tap."""
    language = language_of(request, current_runtime().config.language)
    message = turnout_words.too_many(language, error.phones, error.pupils)
    if is_script():
        return jsonify(
            message=message, pupils=error.phones, yes=turnout_words.we_are(language, error.phones)
        ), ASK
    form = request.form.to_dict()
    path = request.path.rpartition("/")[0]
    shown = {"message": message, "back": desk_of(path) or "/", "action": request.path, "form": form}
    can = {
        "pupils": error.phones,
        "yes": turnout_words.we_are(language, error.phones),
        "acts": f"{path}/act",
    }
    return _page("teacher/message.html", **shown, **can), ASK


def _code_asked_for() -> str:
    return str((request.view_args or {}).get("code", ""))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400 or is_script():  # noqa: PLR2004
        return error.get_response()
    return _page("shared/error.html", status=error.code, desk=desk_here()), error.code


def _note(error: Exception) -> None:
    # The route's pattern, not its address: an address may hold a code or a token.
    where = request.url_rule.rule if request.url_rule else "?"
    _log.error("%s at %s %s", type(error).__name__, request.method, where, exc_info=error)


def _broken(error: Exception) -> ResponseReturnValue:
    _note(error)
    return _page("shared/error.html", status=500, desk=desk_here()), 500


def _page(template: str, **context: object) -> str:
    return render(template, language_of(request, current_runtime().config.language), **context)
