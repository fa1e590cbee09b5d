"""Finding rooms, and who sits in them. Only reads; writing is done in actions."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classroom.lesson.room_codes import signs_of
from classroom.lesson.state.enums import Phase, Question
from classroom.lesson.votes.turnout import Turnout
from classroom.storage.ballots import BALLOT_BYTES
from classroom.storage.models import BallotBoxRow, RoomRow, RoundRow, SeatRow


def by_code(session: Session, code: str) -> RoomRow | None:
    """Give the room that has, or had until it ended, this code."""
    return session.scalar(select(RoomRow).where(RoomRow.code == code))


def by_wall(session: Session, token: str) -> RoomRow | None:
    return session.scalar(select(RoomRow).where(RoomRow.wall_token == token))


def by_public_id(session: Session, public_id: str, owner: int) -> RoomRow | None:
    """Give this person's room; somebody else's is not found."""
    return session.scalar(select(RoomRow).where(RoomRow.public_id == public_id, RoomRow.owner_id == owner))


def of_owner(session: Session, owner: int) -> list[RoomRow]:
    """Give this person's rooms that have not ended, newest first."""
    rooms = select(RoomRow).where(RoomRow.owner_id == owner, RoomRow.phase != Phase.ENDED)
    return list(session.scalars(rooms.order_by(RoomRow.touched_at.desc())))


def last_lesson_of(session: Session, owner: int) -> RoomRow | None:
    """Give this person's last lesson, over or not; a rehearsal is none."""
    lessons = select(RoomRow).where(RoomRow.owner_id == owner, ~RoomRow.rehearsal)
    return session.scalar(lessons.order_by(RoomRow.played_on.desc(), RoomRow.touched_at.desc()).limit(1))


def country_of_all(session: Session) -> str | None:
    """Give the country of the lessons that go on, if it is the same for all."""
    found = session.scalars(select(RoomRow.jurisdiction).where(RoomRow.phase != Phase.ENDED).distinct()).all()
    return found[0] if len(found) == 1 else None


def kept_of(session: Session, owner: int) -> list[RoomRow]:
    """Give this person's lessons that have ended and are kept, newest first."""
    kept = (RoomRow.owner_id == owner, RoomRow.phase == Phase.ENDED, RoomRow.kept)
    return list(session.scalars(select(RoomRow).where(*kept).order_by(RoomRow.touched_at.desc())))


def version_of(session: Session, room: int) -> int | None:
    return session.scalar(select(RoomRow.version).where(RoomRow.id == room))


def admitted(session: Session, room: int, admission: bytes) -> bool | None:
    """Tell whether this phone is in: None when it has no seat, False while it knocks."""
    return session.scalar(
        select(SeatRow.admitted).where(SeatRow.room_id == room, SeatRow.admission == admission)
    )


def admissions_of(session: Session, room: int) -> list[bytes]:
    """Give all phones that are in, as the room knows them."""
    seats = select(SeatRow.admission).where(SeatRow.room_id == room, SeatRow.admitted)
    return list(session.scalars(seats))


def turnout_of(session: Session, room: int) -> Turnout:
    """Count the phones, those that knock, and the answers in the round that is open."""
    seats = session.execute(
        select(SeatRow.admission, SeatRow.admitted, SeatRow.here).where(SeatRow.room_id == room)
    ).all()
    bytes_ = func.sum(func.length(BallotBoxRow.ballots))
    answers = select(bytes_).join(RoundRow, RoundRow.id == BallotBoxRow.round_id)
    # A guess about the others is asked beside the question; one of the two is counted.
    answers = answers.where(RoundRow.question != Question.GUESS)
    phones = sum(seat.admitted for seat in seats)
    pupils, is_rehearsal = session.execute(
        select(RoomRow.pupils, RoomRow.rehearsal).where(RoomRow.id == room)
    ).one()
    return Turnout(
        phones=phones,
        knocking=sum(not seat.admitted for seat in seats),
        here=sum(seat.admitted and seat.here for seat in seats),
        pupils=phones if is_rehearsal else pupils,  # A rehearsal has no class to count.
        knocks=tuple(sorted(signs_of(seat.admission) for seat in seats if not seat.admitted)),
        answered=(session.scalar(answers.where(RoundRow.room_id == room, RoundRow.level.is_(None))) or 0)
        // BALLOT_BYTES,
    )


def open_rounds(session: Session, room: int) -> list[str]:
    """Give the rounds of this room that take answers: one, or two while a guess is asked beside the question."""
    return list(
        session.scalars(select(RoundRow.id).where(RoundRow.room_id == room, RoundRow.level.is_(None)))
    )
