"""The phone: type a code, come in, read, answer, go."""

import re

from flask import Blueprint, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from classroom.actions import joining, voting
from classroom.actions.joining import is_in, signs
from classroom.i18n import gettext
from classroom.languages import Language
from classroom.lesson.commands import NotNow
from classroom.lesson.room_codes import CodeProblem, normalise, problem_with
from classroom.lesson.screens.parts import Contact
from classroom.lesson.screens.wall import help_of
from classroom.lesson.state.enums import Door, Phase
from classroom.storage import shelf
from classroom.storage.models import RoomRow
from classroom.storage.queries import rooms
from classroom.web.http import language
from classroom.web.http.errors import CONFLICT, GONE, REFUSAL, is_script
from classroom.web.http.guards import by_code, open_to_all, with_seat
from classroom.web.http.identity import is_a_window_here
from classroom.web.http.pages import came_by_https, desk_here, here, live_page, page, screen_since, stream_of
from classroom.web.http.principals import SEAT
from classroom.web.http.runtime import current_runtime, reading
from classroom.web.rendering import refusals, urls
from classroom.web.rendering.screen_renderer import PHONE
from classroom.web.student import errors

# What a phone is given to bring back, before it gets a seat: no token, and worth nothing.
LOOK = "look"
AGAIN = "again"
# A path of ours and nothing that a browser could take for another site's address.
OUR_PATH = re.compile(r"/(?:[A-Za-z0-9_.-][A-Za-z0-9_./?=&%-]*)?")
STATUS = {None: 200, CodeProblem.TOO_MANY: 429}
blueprint = Blueprint("student", __name__)
errors.init(blueprint)


@blueprint.get("/")
@open_to_all
def enter() -> ResponseReturnValue:
    """Ask for a code; one that came by a link but is not known stands filled in, with what is wrong with it."""
    typed = request.args.get("code", "")
    return _ask_for_code(typed, _problem(normalise(typed)) if typed else None)


@blueprint.post("/")
@open_to_all
def find() -> ResponseReturnValue:
    """Go to the room of a typed code."""
    typed = request.form.get("code", "")
    code = normalise(typed)
    problem = _problem(code)
    return _ask_for_code(typed, problem) if problem else redirect(urls.phone(code), 303)


@blueprint.get("/R/<code>")
@open_to_all
def capitals(code: str) -> ResponseReturnValue:
    """Lead on from the QR code, which is in capitals because it then has fewer squares."""
    return redirect(urls.phone(normalise(code)), 303)


@blueprint.get("/r/<code>")
@by_code
def play(room: RoomRow) -> ResponseReturnValue:
    """Show a phone the lesson, or the way in. Looking makes no seat: only the button does."""
    if room.code and request.path != _phone(room):
        return redirect(_phone(room), 303)
    token = request.cookies.get(current_runtime().config.seat_cookie, "")
    inside = is_in(reading(), room, token) if token else None
    if room.phase is Phase.ENDED or inside:
        return _play(room, token)
    contact, lines = current_runtime().renderer.help_of(reading(), room, here(room.language))
    at_door = {"code": room.code, "contact": contact, "help": lines}
    if inside is None:
        knocks = room.door is Door.KNOCK
        plain = not came_by_https()
        return page("student/join.html", room.language, plain_http=plain, knocks=knocks, **at_door)
    return page("student/knock.html", room.language, signs=signs(room, token), **at_door)


@blueprint.post("/r/<code>/join")
@by_code
def join(room: RoomRow) -> ResponseReturnValue:
    """Give this phone a seat, once, and only when it has shown that it brings back what it is given."""
    token = request.cookies.get(current_runtime().config.seat_cookie, "")
    if not token:
        return _look_for_cookies(room)
    response = redirect(_phone(room), 303)
    if is_in(reading(), room, token) is None:
        if room.door is Door.KNOCK and current_runtime().knocks.wrong(request.remote_addr):
            raise NotNow("many_knock")
        is_window = is_a_window_here(request.remote_addr, current_runtime().config)
        token = joining.take_seat(current_runtime(), room.id, here=is_window)
        _give(response, room, token)
    return response


# Without our script a form goes to the address of its page: no screen holds a code, which a phone could lose.
@blueprint.post("/r/<code>")
@blueprint.post("/r/<code>/vote")
@with_seat
def vote(room: RoomRow, token: str) -> ResponseReturnValue:
    """Store an answer, and say so only when it is on disk."""
    number = request.form.get("n", type=int)
    round_id = request.form.get("round", "")
    answer = voting.Answer(round_id, request.form.get("option", -2, type=int), number)
    try:
        if REFUSAL in request.environ:  # It came the short way first, where no words are.
            raise request.environ[REFUSAL]
        voting.vote(current_runtime(), room.id, token, answer)
    except voting.Newer as newer:
        return jsonify(n=newer.counter), CONFLICT
    except voting.NoSeat:
        return Response(status=403)
    except NotNow:
        if is_script():
            return Response(status=GONE)
        raise
    return Response(status=204) if is_script() else redirect(_phone(room), 303)


@blueprint.post("/r/<code>/leave")
@by_code
def leave(room: RoomRow) -> ResponseReturnValue:
    """Forget this phone and show a page that tells nothing."""
    token = request.cookies.get(current_runtime().config.seat_cookie, "")
    # Only a seat that is there is worth a write.
    if token and is_in(reading(), room, token) is not None:
        joining.leave(current_runtime(), room.id, token)
    response = redirect(urls.OUT, 303)
    # As secure as it was set: under its guarded name, a browser takes nothing else, the end of it included.
    name, secure = current_runtime().config.seat_cookie, current_runtime().config.is_https
    response.delete_cookie(name, path=_phone(room), secure=secure)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@blueprint.get("/r/<code>/screen")
@with_seat
def screen(room: RoomRow, _token: str) -> ResponseReturnValue:
    return screen_since(room, PHONE)


@blueprint.get("/r/<code>/stream")
@with_seat
def stream(room: RoomRow, token: str) -> ResponseReturnValue:
    """Keep the phone's screen up to date."""
    return stream_of(room, PHONE, (SEAT, joining.admission_of(room, token)))


@blueprint.get("/r/<code>/answered")
@with_seat
def answered_rounds(room: RoomRow, token: str) -> ResponseReturnValue:
    """Tell a phone which open rounds it has answered, by whichever of its pages, and never what."""
    return jsonify(voting.answered(reading(), rooms.open_rounds(reading(), room.id), token))


@blueprint.get("/out")
@open_to_all
def out() -> ResponseReturnValue:
    """Show a page that tells nothing."""
    return page("student/out.html")


@blueprint.post("/language")
@open_to_all
def set_language() -> ResponseReturnValue:
    """Change the language of this browser and go back to the page."""
    wanted = request.form.get("next", urls.HOME)
    response = redirect(wanted if OUR_PATH.fullmatch(wanted) else urls.HOME, 303)
    language.remember(response, request.form.get("language", ""), secure=current_runtime().config.is_https)
    return response


def _phone(room: RoomRow) -> urls.Phone:
    return urls.phone(room.code or "")


def _ask_for_code(typed: str, problem: CodeProblem | None) -> ResponseReturnValue:
    # No room is known yet, so the phone's own language is the best guess.
    own = Language(request.accept_languages.best_match(list(Language), current_runtime().config.language))
    message = gettext(here(own), refusals.CODES[problem]) if problem else None
    country = rooms.country_of_all(reading()) or shelf.HOME
    lines = help_of(shelf.facts(country), (), here(own), current_runtime().today())
    at_door = {
        "code": typed,
        "message": message,
        "contact": Contact("", ""),
        "help": lines,
        "desk": desk_here(),
    }
    return page("student/enter.html", own, **at_door), STATUS.get(problem, 422)


def _problem(code: str) -> CodeProblem | None:
    if problem := problem_with(code):
        return problem
    room = rooms.by_code(reading(), code)
    if room is None:
        too_many = current_runtime().wrong_codes.wrong(request.remote_addr)
        return CodeProblem.TOO_MANY if too_many else CodeProblem.UNKNOWN
    return CodeProblem.OVER if room.phase is Phase.ENDED else None


def _play(room: RoomRow, token: str) -> str:
    asked = rooms.open_rounds(reading(), room.id)
    counts = voting.answered(reading(), asked, token)
    is_all = len(counts) == len(asked)
    address = _phone(room)
    return live_page(
        "student/play.html", room, PHONE, address, code=room.code, answered=counts, is_all=is_all
    )


def _look_for_cookies(room: RoomRow) -> ResponseReturnValue:
    """Have the browser press Join once more by itself; without the cookie that time, say what to do, and make no seat."""
    response: AnyResponse
    if AGAIN in request.args:
        response = Response(page("student/no_cookies.html", room.language, code=room.code), 403)
    else:
        # 307: the same request again, which for a form is a POST.
        response = redirect(f"{_phone(room).join_}?{AGAIN}", 307)
    _give(response, room, LOOK)
    return response


def _give(response: AnyResponse, room: RoomRow, token: str) -> None:
    """Set the cookie of a seat: for this room only, gone when the browser closes."""
    name, secure = current_runtime().config.seat_cookie, current_runtime().config.is_https
    response.set_cookie(name, token, path=_phone(room), httponly=True, samesite="Lax", secure=secure)
