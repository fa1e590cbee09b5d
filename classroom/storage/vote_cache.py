"""What a vote must know of a room, kept in memory until the room changes, so that a vote asks the database nothing first.

The writer forgets a snapshot before it changes a room, and all of them when a write fails. Only its jobs may fill one.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.lesson.state.playthrough import Playthrough
from classroom.lesson.votes.closing import Asked, asked_of
from classroom.storage import ballots
from classroom.storage.models import RoomRow, SeatRow
from classroom.storage.playthroughs import playthrough_of
from classroom.storage.writer import ALL_ROOMS, NO_ROOM, Touches


@dataclass(frozen=True, slots=True)
class RoomSnapshot:
    """A room as it stands: its code, what phones are asked, and which phones are in."""

    code: str | None
    public_id: str
    asked: Asked
    seats: frozenset[bytes]

    def admits(self, token: str) -> bool:
        """Tell whether this phone is in."""
        return ballots.admission_of(token, self.public_id) in self.seats


class VoteCache:
    """The snapshots of this process, by room."""

    def __init__(self) -> None:
        self._snapshots: dict[int, RoomSnapshot] = {}
        self._rooms: dict[str, int] = {}

    def room_with(self, code: str) -> int | None:
        """Give the room that has this code, if its snapshot is in memory. Anybody may ask, at any time."""
        return self._rooms.get(code)

    def of(self, session: Session, room: int) -> RoomSnapshot | None:
        """Give the snapshot of a room, read once; None when there is no such room."""
        if snapshot := self._snapshots.get(room):
            return snapshot
        row = session.get(RoomRow, room)
        return self.keep(session, row, playthrough_of(session, row)) if row else None

    def keep(self, session: Session, row: RoomRow, playthrough: Playthrough) -> RoomSnapshot:
        """Remember a room that was just read or written."""
        seats = select(SeatRow.admission).where(SeatRow.room_id == row.id, SeatRow.admitted)
        snapshot = RoomSnapshot(
            row.code, row.public_id, asked_of(playthrough), frozenset(session.scalars(seats))
        )
        self._snapshots[row.id] = snapshot
        if snapshot.code:
            self._rooms[snapshot.code] = row.id
        return snapshot

    def forget(self, touched: Touches) -> None:
        """Forget the snapshot of a room that changes, or of every room."""
        if touched is NO_ROOM:
            return
        for number in tuple(self._snapshots) if touched is ALL_ROOMS else (touched,):
            snapshot = self._snapshots.pop(number, None)
            if snapshot and snapshot.code:
                self._rooms.pop(snapshot.code, None)
