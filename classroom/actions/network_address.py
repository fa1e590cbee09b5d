"""When this computer is found at another address than before, every screen that tells it is told anew."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.actions.means import Means
from classroom.lesson.state.enums import Phase
from classroom.storage.models import RoomRow


def tell_address(means: Means) -> None:
    """Draw the screens of every room that has not ended anew; nothing else of it changes."""

    def job(session: Session) -> list[int]:
        rooms = session.scalars(select(RoomRow).where(RoomRow.phase != Phase.ENDED)).all()
        for room in rooms:
            room.version += 1
        return [room.id for room in rooms]

    for room in means.write(job):
        means.announce(room)
