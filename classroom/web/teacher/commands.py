"""What the forms of desk, controls and remote ask for, carried out."""

from collections.abc import Set as AbstractSet

from flask import request

from classroom.actions import admitting, conducting, pairing
from classroom.actions.conducting import Said
from classroom.lesson.commands import Act, NotNow
from classroom.storage.models import RoomRow
from classroom.web.http.runtime import current_runtime
from classroom.web.teacher.forms import FEWEST, MOST


def act(room: RoomRow, allowed: AbstractSet[Act]) -> None:
    """Do the act that was asked for, if it is one of these."""
    wanted = request.form.get("act", "")
    if wanted not in allowed:
        raise NotNow("not_a_choice")
    choice, at = (request.form.get(name, type=int) for name in ("choice", "at"))
    said = Said(pupils_said(), is_sure())
    conducting.act(current_runtime(), room.id, Act(wanted), _seen(), choice, at, said)


def close(room: RoomRow) -> None:
    """Close the open round."""
    conducting.close_vote(current_runtime(), room.id, _seen(), sure=is_sure(), pupils=pupils_said())


def admit(room: RoomRow) -> None:
    """Let the phones in that knock, or the one with these signs, or send them all away."""
    if request.form.get("away") == "yes":
        admitting.send_away(current_runtime(), room.id)
    else:
        admitting.admit(current_runtime(), room.id, request.form.get("signs"), pupils_said())


def give_wall(room: RoomRow) -> None:
    """Give this room's wall to the screen whose code was typed. Raises NoSuchScreen, or TooManyTries after many of those."""
    runtime = current_runtime()
    if runtime.wall_codes.used_up(room.owner_id):
        raise pairing.TooManyTries
    try:
        pairing.give(runtime, request.form.get("code", ""), room.id)
    except pairing.NoSuchScreen:
        runtime.wall_codes.wrong(room.owner_id)
        raise


def is_sure() -> bool:
    """Tell whether the desk was asked, and does it all the same."""
    return request.form.get("sure") == "yes"


def pupils_said() -> int | None:
    """Give how many pupils take part, if the desk said so with this. Raises NotNow when that cannot be."""
    if not request.form.get("pupils"):
        return None
    pupils = request.form.get("pupils", 0, type=int)
    if not FEWEST <= pupils <= MOST:
        raise NotNow("wrong_pupils")
    return pupils


def _seen() -> int:
    return request.form.get("version", -1, type=int)
