"""Sheets for paper that belong to no room: the first lesson step by step, the cards to vote with, the help numbers."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from classroom.storage import shelf
from classroom.web.http.guards import staff
from classroom.web.http.pages import here, page
from classroom.web.http.runtime import current_runtime
from classroom.web.teacher import errors
from classroom.web.teacher.view_models import countries_shown, numbers_shown

blueprint = Blueprint("papers", __name__, url_prefix="/teach")
errors.init(blueprint)


@blueprint.get("/first-lesson")
@staff
def first_lesson(_person: int) -> ResponseReturnValue:
    """Show what to do before, during and after a first lesson."""
    return page("teacher/first_lesson.html")


@blueprint.get("/choice-cards")
@staff
def choice_cards(_person: int) -> ResponseReturnValue:
    """Show the cards with which a class votes when there are no phones."""
    return page("teacher/choice_cards.html")


@blueprint.get("/numbers")
@staff
def numbers(_person: int) -> ResponseReturnValue:
    """Show the help numbers of a country, to check before a lesson, with where and when each was read."""
    code = request.args.get("country", shelf.HOME)
    if code not in shelf.countries():
        abort(404)
    names = countries_shown(shelf.countries(), here())
    return page(
        "teacher/numbers.html",
        country=names.pop(code),
        code=code,
        others=names,
        lines=numbers_shown(shelf.facts(code), here(), current_runtime().today()),
    )
