"""A rehearsal at one press: a lesson to lead alone, with a class of phones that are not there."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from classroom.actions.rooms import Gate, open_room
from classroom.lesson.screens.parts import Contact
from classroom.lesson.state.enums import Phase, Plan
from classroom.storage.queries import rooms
from classroom.storage.queries.bookcase import bookcase_of
from classroom.storage.shelf import Playable
from classroom.web.http.errors import CONFLICT
from classroom.web.http.guards import staff
from classroom.web.http.pages import here, page
from classroom.web.http.runtime import current_runtime, reading
from classroom.web.rendering import urls
from classroom.web.teacher import errors
from classroom.web.teacher.forms import REHEARSING

blueprint = Blueprint("rehearsing", __name__, url_prefix=urls.SHELF)
errors.init(blueprint)


@blueprint.post("/rehearse/<slug>")
@staff
def rehearse(person: int, slug: str) -> ResponseReturnValue:
    """Open a room and let the class come in, unless one plays for this person already."""
    played = current_runtime().played_classes
    with played.turn:
        going_on = _going_on(person)
        if going_on:
            return page("teacher/rehearsing.html", desk=urls.desk(going_on)), CONFLICT
        chosen = bookcase_of(reading(), person).entry(slug)
        public_id = open_room(current_runtime(), person, chosen, _gate(chosen))
        room = rooms.by_public_id(reading(), public_id, person)
        if room and room.code:
            played.begin(person, public_id, room.code)
    return redirect(urls.desk(public_id), 303)


def _going_on(person: int) -> str | None:
    """Give the room in which a class that is not there plays for this person, until its lesson has ended."""
    public_id = current_runtime().played_classes.room_of(person)
    room = rooms.by_public_id(reading(), public_id, person) if public_id else None
    return public_id if room and room.phase is not Phase.ENDED else None


def _gate(chosen: Playable) -> Gate:
    """Answer what the gate would ask: a whole lesson, as the story is told at home, in the language of this browser."""
    languages = chosen.scenario.languages
    return Gate(
        contact=Contact("", ""),
        pupils=REHEARSING,
        country=chosen.home,
        language=here() if here() in languages else languages[0],
        plan=Plan.FULL,
        swaps={},
        rehearsal=True,
    )
