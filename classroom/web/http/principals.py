"""By what somebody follows a room, and whether that still holds: a stream ends with the seat, remote or login that opened it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from classroom.actions.remotes import LEADS_SECONDS
from classroom.lesson.state.enums import Phase
from classroom.live.frames import Right
from classroom.storage.models import RoomRow
from classroom.storage.queries import rooms
from classroom.storage.queries.people import SIGNED_IN_SECONDS, signed_in
from classroom.storage.queries.remotes import room_led_by

SEAT, REMOTE, STAFF = "seat", "remote", "staff"


@dataclass(frozen=True, slots=True)
class Rights:
    """Looks rights up, as the guards do for a request. `reading` gives a connection."""

    reading: Callable[[], AbstractContextManager[Session]]
    clock: Callable[[], float]

    def lost(self, room: int, rights: set[Right]) -> set[Right]:
        """Give those of these rights that open this room no more."""
        with self.reading() as session:
            row = session.get(RoomRow, room)
            return set() if row is None else rights - self._held(session, row, rights)

    def _held(self, session: Session, row: RoomRow, rights: set[Right]) -> set[Right]:
        kinds = {kind for kind, _ in rights}
        held = {right for right in rights if right[0] != SEAT and self._holds(session, row, *right)}
        if SEAT not in kinds:
            return held
        if row.phase is Phase.ENDED:  # Its seats are forgotten, and its one screen left is for everybody.
            return held | {right for right in rights if right[0] == SEAT}
        return held | {(SEAT, admission) for admission in rooms.admissions_of(session, row.id)}

    def _holds(self, session: Session, row: RoomRow, kind: str, key: str | bytes) -> bool:
        if kind == REMOTE:
            led = room_led_by(session, str(key), self.clock() - LEADS_SECONDS)
            return led is not None and led.id == row.id
        person = signed_in(session, str(key), self.clock() - SIGNED_IN_SECONDS)
        return person is not None and person.id == row.owner_id
