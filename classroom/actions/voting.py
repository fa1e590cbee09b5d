"""A phone answers."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from classroom.actions.joining import is_in
from classroom.actions.means import Means
from classroom.lesson.closing import accept
from classroom.lesson.orders import NotNow
from classroom.storage import ballots
from classroom.storage.courses import course_of
from classroom.storage.tables import RoomRow

HIGHEST_COUNTER = 1_000_000_000  # More fits in no column, and no finger taps as often.


class NoSeat(Exception):
    """The phone is not in the room, or still knocks."""


@dataclass(frozen=True, slots=True)
class Newer(Exception):
    """A newer answer of this phone is stored, with this counter; resend above it."""

    counter: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a phone sends: the round it saw, the position it chose, and its own counter, from 1, if it keeps one."""

    round_id: str
    option: int
    counter: int | None


def vote(means: Means, room: int, token: str, answer: Answer) -> None:
    """Store a phone's answer; when this returns, the answer is on disk.

    Raises NoSeat, NotNow when the round is closed or the option is not one of its, and Newer.
    """

    def job(session: Session) -> int | None:
        row = session.get_one(RoomRow, room)
        if not is_in(session, row, token):
            raise NoSeat
        accept(course_of(session, row), answer.round_id, answer.option)
        if answer.counter is not None and not 1 <= answer.counter <= HIGHEST_COUNTER:
            raise NotNow("not_a_choice")
        id_ = ballots.ballot_id(token, answer.round_id)
        return ballots.put(session, answer.round_id, id_, answer.option, answer.counter)

    newer = means.write(job)
    if newer is not None:
        raise Newer(newer)
    means.turnout(room)
