"""What a teacher does to a room: each act is decided in lesson, saved in one write, then announced."""

from collections.abc import Callable

from sqlalchemy import update
from sqlalchemy.orm import Session

from classroom.actions.means import Means
from classroom.actions.opening import fresh_code
from classroom.actions.tidying import UNDO_SECONDS, forget, forget_seats, is_forgotten, tidy
from classroom.lesson.closing import Tally, close
from classroom.lesson.course import Course, Door, Phase
from classroom.lesson.orders import Act, NotNow, Order
from classroom.lesson.progress import perform
from classroom.storage import ballots
from classroom.storage.courses import course_of, save_course
from classroom.storage.rooms import turnout_of
from classroom.storage.tables import RoomRow, SeatRow

HELP_SECONDS = 60
ROUND_BYTES = 16


class Stale(Exception):
    """The desk acted on a room that has moved on: another desk was first. Nothing was changed."""


class AskFirst(Exception):
    """Few have answered yet; closing needs a second yes. Nothing was changed."""


def act(
    means: Means, room: int, act_: Act, seen: int, choice: int | None = None, at: int | None = None
) -> None:
    """Do this act to the room, as its desk saw it at version `seen`; `choice` and `at` are those of an Order.

    Raises NotNow when the act cannot be done from where the room stands, and Stale when the room has moved on.
    """
    round_id, guess_id = (means.token(ROUND_BYTES).hex() for _ in range(2))
    order = Order(act_, round_id, choice, guess_id, at)

    def change(session: Session, row: RoomRow, before: Course) -> Course:
        _in_time(means, row, before, act_)
        after = perform(before, order)
        if after.door is not before.door:
            _turn_door(session, means, row, after.door)
        if act_ is Act.WAKE:
            row.started_at = means.clock()
        return after

    _conduct(means, room, seen, change)


def close_vote(means: Means, room: int, seen: int, *, sure: bool) -> None:
    """Close the open round: its answers become bands and are gone. It cannot be undone.

    Raises AskFirst when few have answered and the teacher is not `sure`, NotNow and Stale as `act` does.
    """

    def change(session: Session, row: RoomRow, before: Course) -> Course:
        if before.open_round is None:
            raise NotNow("nothing_open")
        if not sure and not turnout_of(session, row.id).is_enough:
            raise AskFirst
        tallies = {round_.decides: Tally(ballots.tally(session, round_.id)) for round_ in before.open_rounds}
        after = close(before, tallies[True], means.pick, tallies.get(False))
        for round_ in before.open_rounds:
            ballots.burn(session, round_.id)
        if after.place.phase is Phase.LOBBY:  # More answers than pupils: all enter again, by a new code.
            _turn_door(session, means, row, Door.ASLEEP)
            _turn_door(session, means, row, Door.OPEN)
        return after

    _conduct(means, room, seen, change)


def admit(means: Means, room: int) -> None:
    """Let the phones in that knock."""
    let_in = update(SeatRow).where(SeatRow.room_id == room).values(admitted=True)
    means.write(lambda session: session.execute(let_in), room=room)
    means.turnout(room)


def count_pupils(means: Means, room: int, pupils: int) -> None:
    """Correct how many pupils are present."""

    def job(session: Session) -> None:
        row = session.get_one(RoomRow, room)
        row.pupils = pupils
        row.version += 1

    means.write(job, room=room)
    means.announce(room)


def keep(means: Means, room: int, *, kept: bool) -> None:
    """Say whether the way and the rough shares of this lesson are kept for 30 days after it ends.

    What is kept can be forgotten at any time. Raises NotNow when it is too late to keep, or only a rehearsal.
    """

    def job(session: Session) -> None:
        row = session.get_one(RoomRow, room)
        if kept and row.rehearsal:
            raise NotNow("rehearsal")
        if is_forgotten(row) and kept and not row.kept:
            raise NotNow("forgotten")
        row.kept = kept
        row.version += 1
        if is_forgotten(row) and not kept:
            forget(session, row)

    means.write(job, room=room, erases=True)
    means.announce(room)


def _conduct(
    means: Means, room: int, seen: int, change: Callable[[Session, RoomRow, Course], Course]
) -> None:
    def job(session: Session) -> Phase:
        row = session.get(RoomRow, room)
        if row is None or row.version != seen:
            raise Stale
        before = course_of(session, row)
        after = change(session, row, before)
        save_course(session, row, after)
        row.version += 1
        row.touched_at = means.clock()
        # A whole class may answer at once, and the first of it should not wait either.
        means.booths.keep(session, row, after)
        return after.place.phase

    phase = means.write(job, room=room, erases=True)
    means.announce(room)
    means.turnout(room)
    if phase is Phase.ENDED:
        means.later(UNDO_SECONDS + 1, lambda: tidy(means))


def _in_time(means: Means, row: RoomRow, course: Course, act_: Act) -> None:
    """Hold an undo to its ten seconds and the help screen to its minute. A clock set back holds up nobody."""
    since = means.clock() - row.touched_at
    if act_ is Act.UNDO and since > UNDO_SECONDS:
        raise NotNow("too_late_to_undo")
    goes_on = act_ is Act.NEXT and not course.place.paused
    if goes_on and course.place.phase is Phase.HELP and 0 <= since < HELP_SECONDS:
        raise NotNow("help_for_a_minute")


def _turn_door(session: Session, means: Means, row: RoomRow, door: Door) -> None:
    if door is Door.ASLEEP:
        forget_seats(session, row.id)
        row.code = None
    elif row.code is None:
        row.code = fresh_code(session, means)
