"""The same story with another class: what the gate was told before, without what has to be asked anew each time."""

from collections.abc import Collection, Sequence

from classroom.languages import Language
from classroom.storage.models import RoomRow
from classroom.web.teacher.forms import HELP_LINES, SWAP, CastMember


def answers_of(room: RoomRow, cast: Sequence[CastMember]) -> dict[str, str]:
    """Give what may stay as it was in this room. Whether today is the day, and how many pupils there are, may not."""
    swaps = {member.id: room.swaps.get(member.id, 0) for member in cast}
    return {
        "contact_name": room.contact_name,
        "contact_room": room.contact_room,
        "country": room.jurisdiction,
        **dict(zip(HELP_LINES, room.help_lines, strict=False)),
        "language": room.language.value,
        "plan": room.plan.value,
        "source": room.source.value,
        **{
            SWAP + member.id: str(swaps[member.id])
            for member in cast
            if 0 <= swaps[member.id] < len(member.names)
        },
    }


def habits_of(room: RoomRow, languages: Collection[Language]) -> dict[str, str]:
    """Give what a teacher does as last time, with any story: where, how long, by what the class votes, in what it can be told."""
    habits = {"country": room.jurisdiction, "plan": room.plan.value, "source": room.source.value}
    return habits | ({"language": room.language.value} if room.language in languages else {})
