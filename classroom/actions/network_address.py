"""When this computer is found at another address than before, every screen that tells it is told anew."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.actions.runtime import Runtime
from classroom.lesson.state.enums import Phase
from classroom.storage.models import RoomRow
from classroom.storage.writer import ALL_ROOMS


def tell_address(runtime: Runtime) -> None:
    """Draw the screens of every room that has not ended anew; nothing else of it changes."""

    def job(session: Session) -> list[int]:
        rooms = session.scalars(select(RoomRow).where(RoomRow.phase != Phase.ENDED)).all()
        for room in rooms:
            room.version += 1
        return [room.id for room in rooms]

    for room in runtime.writer.submit(job, touches=ALL_ROOMS):
        runtime.announce(room)
