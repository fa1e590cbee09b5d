"""Which phones are a remote of which room, and which computers wait to be its wall. Each is known by the hash of a secret."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classroom.storage.models import RemoteRow, RemoteTicketRow, RoomRow, WaitingWallRow
from classroom.storage.queries.people import token_hash


def room_led_by(session: Session, key: str, since: float) -> RoomRow | None:
    """Give the room that a phone with this key leads, unless it became a remote before `since` (seconds since 1970)."""
    return _room_of(session, RemoteRow, key, since)


def room_offered_by(session: Session, ticket: str, since: float) -> RoomRow | None:
    """Give the room that this ticket is for, unless it was made before `since`."""
    return _room_of(session, RemoteTicketRow, ticket, since)


def count_of(session: Session, room: int) -> int:
    """Count the phones that are a remote of this room."""
    return session.scalar(select(func.count()).where(RemoteRow.room_id == room)) or 0


def waiting_wall(session: Session, ticket: str, since: float) -> WaitingWallRow | None:
    """Give the computer that waits with this ticket, unless it began to before `since`."""
    known = (WaitingWallRow.secret_hash == token_hash(ticket), WaitingWallRow.made_at >= since)
    return session.scalar(select(WaitingWallRow).where(*known))


def _room_of(
    session: Session, kind: type[RemoteRow | RemoteTicketRow], secret: str, since: float
) -> RoomRow | None:
    known = (kind.secret_hash == token_hash(secret), kind.made_at >= since)
    return session.scalar(select(RoomRow).join(kind, kind.room_id == RoomRow.id).where(*known))
