"""A phone comes in, or goes."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from classroom.actions.runtime import Runtime
from classroom.lesson.commands import NotNow
from classroom.lesson.room_codes import signs_of
from classroom.lesson.state.enums import Door, Phase
from classroom.storage import ballots
from classroom.storage.models import RoomRow, SeatRow
from classroom.storage.queries.rooms import admitted, turnout_of

TOKEN_BYTES = 16
MOST_KNOCKING = 40  # at one door, whoever they are


def take_seat(runtime: Runtime, room: int, *, here: bool = False) -> str:
    """Give a new phone its token; `here` says that it is a window on the teacher's computer.

    Once the story has begun it knocks, and the desk lets it in. Raises NotNow when the lesson is over, or when so many knock
    that the desk has to let them in, or send them away, first.
    """

    def job(session: Session) -> str:
        row = session.get_one(RoomRow, room)
        if row.phase is Phase.ENDED or row.door is Door.ASLEEP:
            raise NotNow("ended")
        there = turnout_of(session, room).knocks
        if len(there) >= MOST_KNOCKING:
            raise NotNow("many_knock")
        token = _token(runtime, row, there)
        admission = ballots.admission_of(token, row.public_id)
        is_open = row.door is Door.OPEN
        session.add(SeatRow(room_id=room, admission=admission, admitted=is_open, here=here))
        return token

    token = runtime.writer.submit(job, touches=room)
    runtime.turnout(room)
    return token


def _token(runtime: Runtime, row: RoomRow, taken: Sequence[str]) -> str:
    """Make a token whose signs no other phone at the door shows."""
    while True:
        token = runtime.token(TOKEN_BYTES).hex()
        if signs(row, token) not in taken:
            return token


def leave(runtime: Runtime, room: int, token: str) -> None:
    """Forget this phone: its answers in rounds that are open, and its seat."""

    def job(session: Session) -> None:
        row = session.get_one(RoomRow, room)
        ballots.withdraw(session, room, token)
        admission = ballots.admission_of(token, row.public_id)
        session.execute(delete(SeatRow).where(SeatRow.room_id == room, SeatRow.admission == admission))

    runtime.writer.submit(job, touches=room, erases=True)
    runtime.turnout(room)


def is_in(session: Session, row: RoomRow, token: str) -> bool | None:
    """Tell whether this phone is in: None when it has no seat, False while it knocks."""
    return admitted(session, row.id, admission_of(row, token))


def signs(row: RoomRow, token: str) -> str:
    return signs_of(admission_of(row, token))


def admission_of(row: RoomRow, token: str) -> bytes:
    return ballots.admission_of(token, row.public_id)
