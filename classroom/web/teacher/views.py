"""The shelf, the gate and the desk."""

import json
from typing import Any

from flask import Blueprint, Response, abort, redirect, request
from flask.typing import ResponseReturnValue

from classroom.actions import conducting
from classroom.actions.conducting import set_manner
from classroom.actions.network_address import tell_address
from classroom.actions.rooms import open_room, rename, throw_away
from classroom.lesson.commands import Act, NotNow
from classroom.lesson.screens.path_map import branches_of, path_map_of
from classroom.lesson.screens.summary import retell
from classroom.lesson.state.enums import Source
from classroom.live.frames import Watch
from classroom.storage import shelf, story_versions
from classroom.storage.models import RoomRow
from classroom.storage.playthroughs import context_of
from classroom.storage.queries import rooms
from classroom.storage.queries.bookcase import bookcase_of
from classroom.storage.shelf import Playable
from classroom.web.http.errors import is_script
from classroom.web.http.guards import at_desk, staff
from classroom.web.http.identity import right_here
from classroom.web.http.pages import here, live_page, page, screen_since, stream_of
from classroom.web.http.runtime import current_runtime, reading
from classroom.web.rendering import urls
from classroom.web.rendering.qr import qr_svg
from classroom.web.rendering.screen_renderer import DESK
from classroom.web.teacher import commands, errors
from classroom.web.teacher.forms import LONGEST, PAGES, GateForm, RehearsalForm, cast_of
from classroom.web.teacher.gate_prefill import answers_of, habits_of
from classroom.web.teacher.view_models import (
    again_address,
    card_shown,
    countries_shown,
    earlier_shown,
    own_shown,
    plan_shown,
    room_shown,
    stories_shown,
    story_named,
    unplayable_shown,
    withdrawn_shown,
)

# What the desk knows of phones while nobody can count them.
NOBODY: dict[str, Any] = {"remotes": 0, "crowded": "", "we_are": "", "phones": 0, "knocking": 0, "knocks": ()}
# How the wall behaves: what can be ticked at the desk, and a column of a room each.
MANNER = ("sound", "calm", "evening")
blueprint = Blueprint("teacher", __name__, url_prefix="/teach")
errors.init(blueprint)


@blueprint.get("")
@staff
def stories(person: int) -> ResponseReturnValue:
    """Show the stories, those for the youngest first, and this person's rooms."""
    bookcase = bookcase_of(reading(), person)
    return page(
        "teacher/shelf.html",
        stories=stories_shown(bookcase, here()),
        withdrawn=withdrawn_shown(bookcase, current_runtime().clock(), here()),
        unplayable=[unplayable_shown(each, bookcase, here()) for each in bookcase.unplayable()],
        rooms=[room_shown(reading(), room, bookcase, here()) for room in rooms.of_owner(reading(), person)],
        kept=[room_shown(reading(), room, bookcase, here()) for room in rooms.kept_of(reading(), person)],
    )


@blueprint.get("/start/<slug>")
@staff
def gate(person: int, slug: str) -> ResponseReturnValue:
    """Ask what must be known before a class may begin; `like` names a room of this person with another class."""
    like = rooms.by_public_id(reading(), request.args.get("like", ""), person)
    usual = None if like else rooms.last_lesson_of(reading(), person)
    chosen = bookcase_of(reading(), person).entry(slug)
    return _gate_page(person, chosen, _form(chosen, like, usual), 200, 1)


@blueprint.post("/start/<slug>")
@staff
def begin(person: int, slug: str) -> ResponseReturnValue:
    """Open a room, or turn to another page of the gate, or say what is missing; everything is kept that was typed."""
    chosen = bookcase_of(reading(), person).entry(slug)
    form = _form(chosen)
    wanted = request.form.get("page", 0, type=int)
    if 1 <= wanted <= PAGES:
        page_shown = form.page_for(wanted)
        return _gate_page(person, chosen, form, 422 if form.errors or form.refusal else 200, page_shown)
    if not form.validate():
        return _gate_page(person, chosen, form, 422, form.first_wrong_page)
    desk = urls.desk(open_room(current_runtime(), person, chosen, form.answers))
    return redirect(desk.mirror if form.is_mirrored else desk, 303)


@blueprint.get("/rooms/<public_id>")
@at_desk
def desk(room: RoomRow) -> ResponseReturnValue:
    """Show the desk of a room."""
    phones = current_runtime().renderer.phone_address(room.code)
    return live_page(
        "teacher/desk.html",
        room,
        DESK,
        urls.desk(room.public_id),
        room=room.public_id,
        country=room.jurisdiction,
        own=own_shown(reading(), room, here()),
        plan=plan_shown(room, current_runtime().clock()),
        story=story_versions.slug_of(reading(), room),
        wall=urls.wall(room.wall_token),
        channel=room.wall_token[:8],
        by_phones=room.source is Source.PHONES,
        again=again_address(reading(), room, bookcase_of(reading(), room.owner_id)),
        started=room.started_at,
        code=room.code,
        lan=current_runtime().lan,
        port=current_runtime().config.port,
        phones=phones,
        qr=qr_svg(phones) if phones else None,
        manner={wish: getattr(room, wish) for wish in MANNER},
        crowd=_crowd(room),
    )


@blueprint.get("/rooms/<public_id>/screen")
@at_desk
def screen(room: RoomRow) -> ResponseReturnValue:
    return screen_since(room, DESK)


@blueprint.get("/rooms/<public_id>/stream")
@at_desk
def stream(room: RoomRow) -> ResponseReturnValue:
    """Keep the desk up to date."""
    return stream_of(room, DESK, right_here())


@blueprint.post("/rooms/<public_id>/act")
@at_desk
def act(room: RoomRow) -> ResponseReturnValue:
    """Do one act of lesson.commands."""
    commands.act(room, frozenset(Act))
    return _done(room)


@blueprint.post("/rooms/<public_id>/close")
@at_desk
def close(room: RoomRow) -> ResponseReturnValue:
    """Close the open round."""
    commands.close(room)
    return _done(room)


@blueprint.post("/rooms/<public_id>/admit")
@at_desk
def admit(room: RoomRow) -> ResponseReturnValue:
    """Let phones in that knock, or send them away."""
    commands.admit(room)
    return _done(room)


@blueprint.post("/rooms/<public_id>/pupils")
@at_desk
def pupils(room: RoomRow) -> ResponseReturnValue:
    """Correct how many pupils take part."""
    present = commands.pupils_said()
    if present is None:
        raise NotNow("wrong_pupils")
    conducting.count_pupils(current_runtime(), room.id, present)
    return _done(room)


@blueprint.post("/rooms/<public_id>/manner")
@at_desk
def manner(room: RoomRow) -> ResponseReturnValue:
    """Say how the wall behaves: what is ticked is, and nothing else."""
    set_manner(current_runtime(), room.id, **{wish: wish in request.form for wish in MANNER})
    return _done(room)


@blueprint.post("/rooms/<public_id>/wall-code")
@at_desk
def wall_code(room: RoomRow) -> ResponseReturnValue:
    """Make the computer that shows this code the wall of this room."""
    commands.give_wall(room)
    return _done(room)


@blueprint.post("/rooms/<public_id>/network")
@at_desk
def network(room: RoomRow) -> ResponseReturnValue:
    """Let phones open the address on one network instead of another, in every room."""
    if not current_runtime().lan.choose(request.form.get("network", "")):
        raise NotNow("not_a_choice")
    tell_address(current_runtime())
    return _done(room)


@blueprint.post("/rooms/<public_id>/keep")
@at_desk
def keep(room: RoomRow) -> ResponseReturnValue:
    """Keep the way and the rough shares for thirty days, or do not."""
    conducting.keep(current_runtime(), room.id, kept=request.form.get("keep") == "yes")
    return _done(room)


@blueprint.get("/rooms/<public_id>/kept")
@at_desk
def kept(room: RoomRow) -> ResponseReturnValue:
    """Show a lesson that was kept: the way the class went, and the rough shares."""
    if not room.kept:
        abort(404)
    context = context_of(reading(), room, current_runtime().renderer.address)
    return page(
        "teacher/kept.html",
        lesson=room_shown(reading(), room, bookcase_of(reading(), room.owner_id), here()),
        turns=retell(context, here()),
        ways=path_map_of(context, here()),
    )


@blueprint.post("/rooms/<public_id>/forget")
@at_desk
def forget(room: RoomRow) -> ResponseReturnValue:
    """Forget a lesson that was kept."""
    conducting.keep(current_runtime(), room.id, kept=False)
    return redirect(urls.SHELF, 303)


@blueprint.post("/rooms/<public_id>/name")
@at_desk
def name(room: RoomRow) -> ResponseReturnValue:
    """Call a room by a name of the teacher's own."""
    rename(current_runtime(), room.id, " ".join(request.form.get("name", "").split())[: LONGEST["room_name"]])
    return redirect(urls.SHELF, 303)


@blueprint.post("/rooms/<public_id>/throw-away")
@at_desk
def discard(room: RoomRow) -> ResponseReturnValue:
    """Throw a room away, with all that belongs to it."""
    throw_away(current_runtime(), room.id)
    return redirect(urls.SHELF, 303)


@blueprint.get("/cards/<sheet>")
@staff
def card(_person: int, sheet: str) -> ResponseReturnValue:
    """Show a card to read or print."""
    known, country = shelf.teacher_cards(), request.args.get("country", shelf.countries()[0])
    if sheet not in known or country not in shelf.countries():
        abort(404)
    shown = card_shown(known[sheet], shelf.facts(country), here(), current_runtime().today())
    return page("teacher/card.html", sheet=shown)


def _form(chosen: Playable, like: RoomRow | None = None, usual: RoomRow | None = None) -> GateForm:
    formdata = request.form if request.method == "POST" else None
    story = chosen.scenario
    cast = cast_of(story)
    before = answers_of(like, cast) if like else habits_of(usual, story.languages) if usual else None
    form = RehearsalForm if request.values.get("rehearsal") == "yes" else GateForm
    return form(
        formdata,
        countries=countries_shown(chosen.countries, here()),
        cast=cast,
        branches=branches_of(story),
        languages=story.languages,
        language=here(),
        before=before,
    )


def _gate_page(person: int, chosen: Playable, form: GateForm, status: int, at: int) -> ResponseReturnValue:
    """Show one page of the gate; a rehearsal has so few questions that it has but one."""
    earlier = earlier_shown(reading(), person, chosen.slug, here())
    shown = page(
        "teacher/gate.html",
        form=form,
        story=story_named(chosen, here()),
        earlier=earlier,
        at=0 if form.is_rehearsal else at,
        pages=PAGES,
    )
    return shown, status


def _crowd(room: RoomRow) -> dict[str, Any]:
    """Give what a turnout tells the desk now, for a page that comes before the first one or has no script."""
    told: dict[str, Any] = json.loads(
        current_runtime().renderer.turnout(Watch(room.id, DESK, here())) or "{}"
    )
    return NOBODY | told


def _done(room: RoomRow) -> ResponseReturnValue:
    return Response(status=204) if is_script() else redirect(errors.desk_of(room.public_id), 303)
