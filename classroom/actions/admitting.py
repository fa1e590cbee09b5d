"""Whom the desk lets in that knocks at its door, and whom it sends away."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from classroom.actions.runtime import Runtime
from classroom.lesson.room_codes import signs_of
from classroom.storage.models import RoomRow, SeatRow


def admit(runtime: Runtime, room: int, signs: str | None = None, pupils: int | None = None) -> None:
    """Let the phones in that knock, or only the one that shows these `signs`.

    So many `pupils` take part from here on, if that is said and more than before.
    """

    def job(session: Session) -> None:
        for seat in _knocking(session, room):
            seat.admitted = signs is None or signs_of(seat.admission) == signs
        row = session.get_one(RoomRow, room)
        if pupils is not None and pupils > row.pupils:
            row.pupils = pupils
            row.version += 1

    runtime.writer.submit(job, touches=room)
    runtime.announce(room)
    runtime.turnout(room)


def send_away(runtime: Runtime, room: int) -> None:
    """Forget the phones that knock: each finds the way in again, and may knock once more."""
    knocking = (SeatRow.room_id == room, ~SeatRow.admitted)
    runtime.writer.submit(lambda session: session.execute(delete(SeatRow).where(*knocking)), touches=room)
    runtime.turnout(room)


def _knocking(session: Session, room: int) -> list[SeatRow]:
    return list(session.scalars(select(SeatRow).where(SeatRow.room_id == room, ~SeatRow.admitted)))
