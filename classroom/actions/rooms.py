"""A teacher's own rooms: what they are called, and throwing one away."""

from sqlalchemy.orm import Session

from classroom.actions.means import Means
from classroom.storage.tables import RoomRow


def rename(means: Means, room: int, name: str) -> None:
    """Call a room by this name, of at most 60 signs; only its teacher sees it."""

    def job(session: Session) -> None:
        session.get_one(RoomRow, room).name = name

    means.write(job, room=room)


def throw_away(means: Means, room: int) -> None:
    """Delete a room and all that belongs to it at once; whoever is in it is out. It cannot be undone."""
    means.write(lambda session: session.delete(session.get_one(RoomRow, room)), room=room, erases=True)
    means.announce(room)
