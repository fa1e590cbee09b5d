"""Sheets for paper: the first lesson step by step, the cards to vote with, the help numbers, what a story holds, what a class did."""

from babel.dates import format_date
from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from classroom.lesson.screens.summary import class_sheet_of
from classroom.storage import shelf
from classroom.storage.models import RoomRow
from classroom.storage.playthroughs import context_of
from classroom.storage.queries.bookcase import bookcase_of
from classroom.storage.story_versions import told_without_room
from classroom.web.http.guards import at_desk, staff
from classroom.web.http.pages import here, page
from classroom.web.http.runtime import current_runtime, reading
from classroom.web.rendering import urls
from classroom.web.teacher import errors
from classroom.web.teacher.endings_gallery import endings_gallery
from classroom.web.teacher.notes_sheet import notes_sheet
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


@blueprint.get("/notes/<slug>")
@staff
def notes(person: int, slug: str) -> ResponseReturnValue:
    """Show the notes of a whole story in the words of a country, for a teacher who has no desk to read them from."""
    story = bookcase_of(reading(), person).entry(slug)
    able = story.countries
    country = request.args.get("country", story.home)
    if country not in able:
        abort(404)
    names = countries_shown(able, here())
    return page(
        "teacher/notes_sheet.html",
        sheet=notes_sheet(told_without_room(story, country), here()),
        slug=slug,
        code=country,
        country=names.pop(country),
        others=names,
    )


@blueprint.get("/endings/<slug>")
@staff
def endings(person: int, slug: str) -> ResponseReturnValue:
    """Show the endings of a story, to be read again; which of them were seen, the browser knows alone."""
    story = bookcase_of(reading(), person).entry(slug)
    told = told_without_room(story, story.home)
    return page("teacher/endings.html", gallery=endings_gallery(told, here()), slug=slug)


@blueprint.get("/rooms/<public_id>/sheet")
@at_desk
def class_sheet(room: RoomRow) -> ResponseReturnValue:
    """Show what a class may hang up: its way and its words, without its name and with no time but the day."""
    sheet = class_sheet_of(context_of(reading(), room, current_runtime().renderer.address), here())
    if sheet is None:
        abort(404)
    return page(
        "teacher/class_sheet.html",
        sheet=sheet,
        day=format_date(room.played_on, "long", locale=here()),
        address=urls.desk(room.public_id),
    )
