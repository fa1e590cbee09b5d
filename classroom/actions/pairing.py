"""Another computer becomes the wall: it shows a short code, and the desk that types it hands over its wall, once.

What a screen shows is its code, which opens nothing; what it is known by is an unguessable ticket.
"""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from classroom.actions.runtime import Runtime
from classroom.lesson.room_codes import ALPHABET, normalise
from classroom.storage.models import RoomRow, WaitingWallRow
from classroom.storage.queries.people import token_hash
from classroom.storage.queries.remotes import waiting_wall
from classroom.storage.writer import NO_ROOM

LENGTH = 4
WAITS_SECONDS = 5 * 60
MOST_WAITING = 50
# Who let a screen wait, by the hash of its ticket: of an address only a hash that no other process makes, in memory alone.
Askers = dict[bytes, int]


class NoSuchScreen(Exception):
    """No screen is waiting that shows this code."""


class TooManyTries(Exception):
    """There were so many wrong codes that the desk has to wait."""


def wait(runtime: Runtime, askers: Askers, peer: str | None) -> str:
    """Let one more screen wait, and give its ticket. Where there are many, the oldest of whoever has most goes."""
    ticket = runtime.secret()

    def job(session: Session) -> None:
        forget_old_walls(session, runtime.clock())
        rows = session.scalars(select(WaitingWallRow).order_by(WaitingWallRow.made_at)).all()
        if len(rows) >= MOST_WAITING:
            session.delete(_one_too_many(rows, askers))
        for gone in askers.keys() - {row.secret_hash for row in rows}:
            del askers[gone]
        askers[token_hash(ticket)] = hash(peer)
        code = _new_code(runtime, {row.code for row in rows})
        session.add(WaitingWallRow(secret_hash=token_hash(ticket), code=code, made_at=runtime.clock()))

    runtime.writer.submit(job, touches=NO_ROOM)
    return ticket


def give(runtime: Runtime, typed: str, room: int) -> None:
    """Give the wall of this room to the screen that shows the code. Raises NoSuchScreen."""
    since = runtime.clock() - WAITS_SECONDS
    shown = (WaitingWallRow.code == normalise(typed), WaitingWallRow.room_id.is_(None))

    def job(session: Session) -> None:
        row = session.scalar(select(WaitingWallRow).where(*shown, WaitingWallRow.made_at >= since))
        if row is None:
            raise NoSuchScreen
        row.room_id = room

    runtime.writer.submit(job, touches=NO_ROOM)


def take(runtime: Runtime, ticket: str) -> str | None:
    """Give this screen the token of its wall, if a desk gave it one; the screen then waits no longer."""
    since = runtime.clock() - WAITS_SECONDS

    def job(session: Session) -> str | None:
        row = waiting_wall(session, ticket, since)
        if row is None or row.room_id is None:
            return None
        session.delete(row)
        return session.get_one(RoomRow, row.room_id).wall_token

    return runtime.writer.submit(job, touches=NO_ROOM)


def forget_old_walls(session: Session, now: float) -> None:
    """Forget screens that waited too long, or by a clock that was set since."""
    too_old, to_come = WaitingWallRow.made_at < now - WAITS_SECONDS, WaitingWallRow.made_at > now
    session.execute(delete(WaitingWallRow).where(or_(too_old, to_come)))


def _one_too_many(rows: Sequence[WaitingWallRow], askers: Askers) -> WaitingWallRow:
    """Give the oldest of whoever has most; those of the program before this one have each an asker of their own."""
    by = [askers.get(row.secret_hash, row.secret_hash) for row in rows]
    (most, _), *_ = Counter(by).most_common(1)
    return next(row for row, asker in zip(rows, by, strict=True) if asker == most)


def _new_code(runtime: Runtime, taken: set[str]) -> str:
    while (code := "".join(ALPHABET[runtime.below(len(ALPHABET))] for _ in range(LENGTH))) in taken:
        pass
    return code
