"""A phone becomes the remote of a desk: the desk shows a ticket that works once, and only for a minute.

Wrong tickets are not counted: 128 bits cannot be guessed, and a limit would let a pupil keep the teacher out.
"""

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from classroom.actions.runtime import Runtime
from classroom.storage.models import RemoteRow, RemoteTicketRow
from classroom.storage.queries.people import SIGNED_IN_SECONDS, token_hash
from classroom.storage.queries.remotes import room_offered_by
from classroom.storage.writer import NO_ROOM

TICKET_SECONDS = 60
# As long as the login of the desk that made it one.
LEADS_SECONDS = SIGNED_IN_SECONDS


def invite(runtime: Runtime, room: int) -> str:
    """Give a fresh ticket for this room; the one that it had before works no more."""
    ticket = runtime.secret()

    def job(session: Session) -> None:
        session.execute(delete(RemoteTicketRow).where(RemoteTicketRow.room_id == room))
        made = {"secret_hash": token_hash(ticket), "room_id": room, "made_at": runtime.clock()}
        session.add(RemoteTicketRow(**made))

    runtime.writer.submit(job, touches=NO_ROOM)
    return ticket


def accept(runtime: Runtime, ticket: str) -> str | None:
    """Use the ticket up, and give the key that the phone is known by from here on; nothing when it is too old or used."""
    key, now = runtime.secret(), runtime.clock()

    def job(session: Session) -> bool:
        room = room_offered_by(session, ticket, now - TICKET_SECONDS)
        if room is None:
            return False
        session.execute(delete(RemoteTicketRow).where(RemoteTicketRow.room_id == room.id))
        session.add(RemoteRow(secret_hash=token_hash(key), room_id=room.id, made_at=now))
        return True

    return key if runtime.writer.submit(job, touches=NO_ROOM) else None


def part(runtime: Runtime, room: int) -> None:
    """Take the room away from all its remotes, and from a ticket that waits."""
    runtime.writer.submit(lambda session: forget_remotes(session, room), touches=NO_ROOM)


def forget_remotes(session: Session, room: int) -> None:
    for kind in (RemoteRow, RemoteTicketRow):
        session.execute(delete(kind).where(kind.room_id == room))


def forget_old_remotes(session: Session, now: float) -> None:
    """Forget what is too old to be of use, or of a clock that was set since."""
    for kind, lives in ((RemoteRow, LEADS_SECONDS), (RemoteTicketRow, TICKET_SECONDS)):
        session.execute(delete(kind).where(or_(kind.made_at < now - lives, kind.made_at > now)))
