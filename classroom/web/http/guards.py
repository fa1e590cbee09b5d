"""How a view gets its room and its person: each guard finds, checks and hands over, or refuses."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from classroom.actions.authoring.saving import Author
from classroom.actions.joining import is_in
from classroom.actions.remotes import LEADS_SECONDS
from classroom.lesson.room_codes import normalise
from classroom.lesson.state.enums import Phase
from classroom.storage.models import RoomRow
from classroom.storage.queries import rooms, stories
from classroom.storage.queries.remotes import room_led_by
from classroom.web.http.identity import is_on_this_computer, person_here, roles_here
from classroom.web.http.permissions import Permission, may
from classroom.web.http.runtime import current_runtime, reading

P = ParamSpec("P")
View = Callable[..., ResponseReturnValue]
KNOCKS = {"X-Knocks": "yes"}


class NotHere(Exception):
    """A staff page was asked for from another computer than the one that runs Wissel."""


class SignedOut(Exception):
    """A staff page was asked for by a browser that is not signed in."""


class NotPermitted(Exception):
    """Somebody of the staff asked for what their role does not let them do."""


class NoRemote(Exception):
    """A phone asked for a room's controls that is not, or no longer, its remote; or its ticket was used or too old."""


class NoSuchRoom(Exception):
    """No room has this code (any more)."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


def open_to_all(view: Callable[P, ResponseReturnValue]) -> View:
    """Let anybody in; the view shows nothing of a room."""
    return _guarded(view, "open_to_all")


def by_code(view: Callable[Concatenate[RoomRow, P], ResponseReturnValue]) -> View:
    """Let anybody in who has a room's code."""

    @wraps(view)
    def enter(code: str, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        return view(_room_of(code), *args, **kwargs)

    return _guarded(enter, "by_code")


def with_seat(view: Callable[Concatenate[RoomRow, str, P], ResponseReturnValue]) -> View:
    """Let a phone in that has a seat, and hand over its token; one that knocks has to wait."""

    @wraps(view)
    def enter(code: str, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        room = _room_of(code)
        token = request.cookies.get(current_runtime().config.seat_cookie, "")
        # Once a lesson is over its seats are forgotten, and its one screen left is for everybody.
        inside = is_in(reading(), room, token) if token else None
        if room.phase is not Phase.ENDED and not inside:
            # One that knocks goes on knocking; one that was sent away has to find the way in.
            abort(Response(status=403, headers=KNOCKS if inside is False else None))
        return view(room, token, *args, **kwargs)

    return _guarded(enter, "with_seat")


def by_wall(view: Callable[Concatenate[RoomRow, P], ResponseReturnValue]) -> View:
    """Let anybody in who has the wall's unguessable address."""

    @wraps(view)
    def enter(token: str, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        return view(rooms.by_wall(reading(), token) or abort(404), *args, **kwargs)

    return _guarded(enter, "by_wall")


def on_this_computer(view: Callable[P, ResponseReturnValue]) -> View:
    """Let in whoever sits at this computer, signed in or not."""

    @wraps(view)
    def enter(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        _must_be_here()
        return view(*args, **kwargs)

    return _guarded(enter, "on_this_computer")


def staff(view: Callable[Concatenate[int, P], ResponseReturnValue]) -> View:
    """Let the staff in, and hand over who it is."""

    @wraps(view)
    def enter(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        return view(_staff_here(), *args, **kwargs)

    return _guarded(enter, "staff")


def at_desk(view: Callable[Concatenate[RoomRow, P], ResponseReturnValue]) -> View:
    """Let a room's own teacher in; somebody else's room is not found."""

    @wraps(view)
    def enter(public_id: str, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        person = _staff_here()
        return view(rooms.by_public_id(reading(), public_id, person) or abort(404), *args, **kwargs)

    return _guarded(enter, "at_desk")


def in_workshop(
    permission: Permission,
) -> Callable[[Callable[Concatenate[int, P], ResponseReturnValue]], View]:
    """Let those of the staff in who may do this with the stories of their school, and hand over who it is."""

    def guard(view: Callable[Concatenate[int, P], ResponseReturnValue]) -> View:
        @wraps(view)
        def enter(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            return view(_permitted(permission), *args, **kwargs)

        return _guarded(enter, "in_workshop", permission)

    return guard


def at_story(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Author, P], ResponseReturnValue]], View]:
    """Let those in who may do this with a story of their own school; a story of another one is not found."""

    def guard(view: Callable[Concatenate[Author, P], ResponseReturnValue]) -> View:
        @wraps(view)
        def enter(slug: str, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            person = _permitted(permission)
            story = stories.by_slug(reading(), stories.school_of(reading(), person), slug) or abort(404)
            return view(Author(current_runtime(), reading(), story.id, person), *args, **kwargs)

        return _guarded(enter, "at_story", permission)

    return guard


def with_remote(view: Callable[Concatenate[RoomRow, P], ResponseReturnValue]) -> View:
    """Let a phone in that the desk made a remote; it finds its own room and no other."""

    @wraps(view)
    def enter(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        key = request.cookies.get(current_runtime().config.remote_cookie, "")
        room = room_led_by(reading(), key, current_runtime().clock() - LEADS_SECONDS)
        if room is None:
            raise NoRemote
        return view(room, *args, **kwargs)

    return _guarded(enter, "with_remote")


def _guarded(
    view: Callable[..., ResponseReturnValue], name: str, permission: Permission | None = None
) -> View:
    view.guarded_by = name  # type: ignore[attr-defined] # tests/test_house_rules.py looks for it
    view.permission = permission  # type: ignore[attr-defined] # and tests/web/test_permissions.py for this
    return view


def _room_of(code: str) -> RoomRow:
    room = rooms.by_code(reading(), normalise(code))
    if room is None:
        if current_runtime().wrong_codes.wrong(request.remote_addr):
            abort(429)
        raise NoSuchRoom(code)
    return room


def _must_be_here() -> None:
    if not is_on_this_computer(request, current_runtime().config):
        raise NotHere


def _permitted(permission: Permission) -> int:
    person = _staff_here()
    if not may(roles_here(), permission):
        raise NotPermitted
    return person


def _staff_here() -> int:
    _must_be_here()
    person = person_here()
    if person is None:
        raise SignedOut
    return person
