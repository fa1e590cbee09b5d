"""Sheets for paper that belong to no room: the first lesson step by step, and the cards to vote with."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from classroom.web.guards import staff
from classroom.web.pages import page

blueprint = Blueprint("papers", __name__, url_prefix="/teach")


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
