"""What people see when something is refused or broken: pages for people, short answers for our own scripts.

Here stands what is told to everybody alike. What the views of a blueprint refuse is its own business: `tell_refusals`.
"""

import logging
from collections.abc import Callable

from flask import Blueprint, Flask, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DatabaseError
from werkzeug.exceptions import HTTPException

from classroom.actions.sign_in import LinkUsed
from classroom.i18n import gettext
from classroom.lesson.commands import NotNow
from classroom.storage.failures import StorageTrouble, Trouble, is_trouble, trouble_of
from classroom.web.http.guards import NotHere, NotPermitted, SignedOut
from classroom.web.http.identity import is_on_this_computer
from classroom.web.http.pages import desk_here, here, page
from classroom.web.http.runtime import current_runtime
from classroom.web.http.security import WrongName
from classroom.web.rendering import refusals, urls

_log = logging.getLogger(__name__)
# Where the plain way of a vote finds the refusal that the short way met.
REFUSAL = "wissel.refusal"
CONFLICT, GONE, ASK, TROUBLE = 409, 410, 428, 503
# Puts a message on a page of its audience, with the way back.
MessagePage = Callable[[str], str]


def is_script() -> bool:
    """Tell whether our own script asks, not a person by a form."""
    return request.headers.get("X-Wissel") == "1"


def refused(page_of: MessagePage, msgid: str, status: int) -> ResponseReturnValue:
    """Say why not, to a person on a page and to our own script in a line that it shows."""
    message = gettext(here(), msgid)
    return (jsonify(message=message) if is_script() else page_of(message)), status


def tell_refusals(blueprint: Blueprint, page_of: MessagePage, words: Callable[[Trouble], str]) -> None:
    """Have what this blueprint's views refuse told to its audience; `words` gives the message id for trouble with the disk."""

    def in_trouble(error: StorageTrouble) -> ResponseReturnValue:
        current_runtime().writer.notice(error.trouble)
        return refused(page_of, words(error.trouble), TROUBLE)

    blueprint.register_error_handler(
        NotNow, lambda error: refused(page_of, refusals.REASONS[error.reason], CONFLICT)
    )
    blueprint.register_error_handler(StorageTrouble, in_trouble)


def init_app(app: Flask) -> None:
    """Translate into answers what no blueprint has words of its own for, an address that is nobody's included."""
    app.register_error_handler(DatabaseError, _database_error)
    app.register_error_handler(StorageTrouble, _in_trouble)
    app.register_error_handler(NotHere, lambda _error: _no_entry("elsewhere"))
    app.register_error_handler(SignedOut, lambda _error: _no_entry("signed_out"))
    app.register_error_handler(NotPermitted, lambda _error: _no_entry("not_permitted"))
    app.register_error_handler(LinkUsed, lambda _error: _no_entry("link_used"))
    app.register_error_handler(WrongName, _wrong_name)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _broken)


def _database_error(error: DatabaseError) -> ResponseReturnValue:
    """Tell a database that fails as trouble, in the words of whoever asked."""
    if not is_trouble(error):
        return _broken(error)
    if current_runtime().writer.trouble is None:  # Thirty phones will ask again and again.
        _note(error)
    # As if it had been raised here: Flask finds the handler of the blueprint, or else the one below.
    return current_app.handle_user_exception(StorageTrouble(trouble_of(error)))


def _in_trouble(error: StorageTrouble) -> ResponseReturnValue:
    current_runtime().writer.notice(error.trouble)
    return Response(status=TROUBLE) if is_script() else _error_page(TROUBLE)


def _no_entry(why: str) -> ResponseReturnValue:
    return page("teacher/refused.html", why=why, desk=desk_here()), 403


def _wrong_name(_error: WrongName) -> ResponseReturnValue:
    """Say which address works: a link back would ask by the same wrong name again."""
    runtime = current_runtime()
    if is_script():
        return Response(status=400)
    local = urls.localhost(runtime.config.port)
    address = local if is_on_this_computer(request, runtime.config) else runtime.renderer.address
    return page("shared/wrong_name.html", address=address), 400


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400 or is_script():  # noqa: PLR2004
        return error.get_response()
    return _error_page(error.code)


def _note(error: Exception) -> None:
    # The route's pattern, not its address: an address may hold a code or a token.
    where = request.url_rule.rule if request.url_rule else "?"
    _log.error("%s at %s %s", type(error).__name__, request.method, where, exc_info=error)


def _broken(error: Exception) -> ResponseReturnValue:
    _note(error)
    return _error_page(500)


def _error_page(status: int) -> ResponseReturnValue:
    return page("shared/error.html", status=status, desk=desk_here()), status
