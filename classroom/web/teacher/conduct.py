"""What the forms of desk, controls and remote ask for, carried out."""

from collections.abc import Set as AbstractSet

from flask import request

from classroom.actions import conducting
from classroom.lesson.orders import Act, NotNow
from classroom.storage.tables import RoomRow
from classroom.web.house import house


def act(room: RoomRow, allowed: AbstractSet[Act]) -> None:
    """Do the act that was asked for, if it is one of these."""
    wanted = request.form.get("act", "")
    if wanted not in allowed:
        raise NotNow("not_a_choice")
    choice, at = (request.form.get(name, type=int) for name in ("choice", "at"))
    conducting.act(house().means, room.id, Act(wanted), _seen(), choice, at)


def close(room: RoomRow) -> None:
    """Close the open round."""
    conducting.close_vote(house().means, room.id, _seen(), sure=request.form.get("sure") == "yes")


def admit(room: RoomRow) -> None:
    """Let the phones in that knock."""
    conducting.admit(house().means, room.id)


def _seen() -> int:
    """Give the version of the room that the desk saw when it acted."""
    return request.form.get("version", -1, type=int)
