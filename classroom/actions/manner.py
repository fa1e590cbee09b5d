"""How the wall behaves: whether it makes a sound, and whether anything on it moves."""

from sqlalchemy.orm import Session

from classroom.actions.means import Means
from classroom.storage.tables import RoomRow


def set_manner(means: Means, room: int, *, sound: bool, calm: bool) -> None:
    """Let the wall make a sound when a vote opens, and keep everything on it still, or not."""

    def job(session: Session) -> None:
        row = session.get_one(RoomRow, room)
        row.sound, row.calm = sound, calm
        row.version += 1

    means.write(job)
    means.announce(room)
