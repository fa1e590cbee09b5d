"""What is forgotten, and when: at the end of a lesson, after four idle hours (one of a rehearsal), and after thirty days."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from classroom.actions.authoring.stories import forget_old_bin
from classroom.actions.pairing import forget_old_walls
from classroom.actions.remotes import forget_old_remotes, forget_remotes
from classroom.actions.runtime import Runtime
from classroom.lesson.state.enums import Door, Phase
from classroom.storage.failures import StorageTrouble
from classroom.storage.models import RoomRow, RoundRow, SeatRow, StaffSessionRow, StepRow, Until, blanks
from classroom.storage.queries.people import SIGNED_IN_SECONDS
from classroom.storage.showings import forget_showings
from classroom.storage.writer import NO_ROOM

UNDO_SECONDS = 10
IDLE_SECONDS = 4 * 60 * 60
DAY_SECONDS = 24 * 60 * 60
KEPT_DAYS = 30
REHEARSAL_SECONDS = 60 * 60


def tidy(runtime: Runtime) -> None:
    """End rooms that were idle for too long, and forget what is over once it cannot be undone any more."""
    now = runtime.clock()

    def job(session: Session) -> list[int]:
        old = StaffSessionRow.created_at < now - SIGNED_IN_SECONDS
        session.execute(delete(StaffSessionRow).where(old))
        forget_showings(session, now)
        forget_old_remotes(session, now)
        forget_old_walls(session, now)
        forget_old_bin(session, now)
        everything = session.scalars(select(RoomRow)).all()
        tidied = [room.id for room in everything if _tidied(session, room, now)]
        # Only now it is known which: a new room, which tidies first, is to leave all others alone.
        for room in tidied:
            runtime.vote_cache.forget(room)
        return tidied

    for room in runtime.writer.submit(job, touches=NO_ROOM, erases=True):
        runtime.announce(room)


def tidy_soon(runtime: Runtime) -> None:
    """Forget a lesson once its end cannot be undone any more; where the disk is in the way, when it is not."""

    def due() -> None:
        try:
            tidy(runtime)
        except StorageTrouble:
            tidy_soon(runtime)

    runtime.later(UNDO_SECONDS + 1, due)


def forget(session: Session, room: RoomRow) -> None:
    """Take away what a lesson needed: seats, remotes, answers, the person to go to; and its way, unless it is kept.

    The code stays for a day, so that a phone that comes back hears that the lesson is over.
    """
    forget_seats(session, room.id)
    forget_remotes(session, room.id)
    rounds = RoundRow.room_id == room.id
    session.execute(delete(RoundRow).where(rounds, RoundRow.level.is_(None)))
    session.execute(update(RoundRow).where(rounds).values(blanks(RoundRow, Until.LESSON)))
    blank = blanks(RoomRow, Until.LESSON)
    if not room.kept:
        session.execute(delete(RoundRow).where(rounds))
        session.execute(delete(StepRow).where(StepRow.room_id == room.id))
        blank |= blanks(RoomRow, Until.LESSON_OR_KEPT)
    for column, value in blank.items():
        setattr(room, column, value)
    room.started_at = room.touched_at
    room.version += 1


def forget_seats(session: Session, room: int) -> None:
    """Take away all seats of a room."""
    session.execute(delete(SeatRow).where(SeatRow.room_id == room))


def is_forgotten(room: RoomRow) -> bool:
    """Tell whether a room has ended for good: nobody is present any more."""
    return room.phase is Phase.ENDED and not room.pupils


def _tidied(session: Session, room: RoomRow, now: float) -> bool:
    """Do what is due for a room, and tell whether anything was."""
    idle = now - room.touched_at
    if _is_over(room, idle):
        session.delete(room)
    elif room.phase is Phase.ENDED and idle > UNDO_SECONDS and not is_forgotten(room):
        forget(session, room)
    elif room.phase is not Phase.ENDED and _ends_when_idle(room) and idle > _idle_for(room):
        room.phase, room.kept, room.touched_at = Phase.ENDED, False, now
        forget(session, room)
    elif room.phase is Phase.ENDED and idle > DAY_SECONDS and room.code:
        room.code = None  # A lesson that is kept is kept for its teacher, not for phones.
    else:
        return False
    return True


def _ends_when_idle(room: RoomRow) -> bool:
    """Tell whether this lesson ends by itself: one that sleeps waits for its class, and a rehearsal has none to wait for."""
    return room.rehearsal or room.door is not Door.ASLEEP


def _idle_for(room: RoomRow) -> float:
    """Give after how many seconds without an act a lesson is over."""
    return REHEARSAL_SECONDS if room.rehearsal else IDLE_SECONDS


def _is_over(room: RoomRow, idle: float) -> bool:
    if room.phase is Phase.ENDED and not room.kept:
        return idle > (REHEARSAL_SECONDS if room.rehearsal else DAY_SECONDS)
    return idle > KEPT_DAYS * DAY_SECONDS
