"""What a teacher does to a room: each act is decided in lesson, saved in one write, then announced."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from classroom.actions.retention import UNDO_SECONDS, forget, forget_seats, is_forgotten, tidy_soon
from classroom.actions.rooms import fresh_code
from classroom.actions.runtime import Runtime
from classroom.lesson.acts.dispatch import perform
from classroom.lesson.commands import Act, Command, NotNow
from classroom.lesson.state.enums import Door, Phase, Source
from classroom.lesson.state.playthrough import Playthrough
from classroom.lesson.votes.closing import Tally, close
from classroom.lesson.votes.turnout import Turnout
from classroom.storage import ballots
from classroom.storage.models import RoomRow
from classroom.storage.playthroughs import playthrough_of, save_playthrough
from classroom.storage.queries.rooms import turnout_of
from classroom.storage.showings import note_showings, shown_lately

HELP_SECONDS = 60
ROUND_BYTES = 16


@dataclass(frozen=True, slots=True)
class Said:
    """What a desk says when it was asked: so many `pupils` take part, or it is `sure`."""

    pupils: int | None = None
    sure: bool = False


NOTHING = Said()


class Stale(Exception):
    """The desk acted on a room that has moved on: another desk was first. Nothing was changed."""


class AskFirst(Exception):
    """Few have answered yet; closing needs a second yes. Nothing was changed.

    Less than half is so few that nothing would be shown.
    """

    def __init__(self, *, is_half: bool) -> None:
        super().__init__()
        self.is_half = is_half


class Crowded(Exception):
    """More phones than pupils: the desk says first that there are more pupils, or lets all enter again. Nothing was changed."""

    def __init__(self, phones: int, pupils: int) -> None:
        super().__init__()
        self.phones, self.pupils = phones, pupils


def act(
    runtime: Runtime,
    room: int,
    act_: Act,
    seen: int,
    choice: int | None = None,
    at: int | None = None,
    said: Said = NOTHING,
) -> None:
    """Do this act to the room, as its desk saw it at version `seen`; `choice` and `at` are those of a Command.

    Raises NotNow when the act cannot be done from where the room stands, Stale when the room has moved on, and Crowded when
    a vote would open with more phones than pupils, unless something is `said` of that.
    """
    round_id, guess_id = (runtime.token(ROUND_BYTES).hex() for _ in range(2))
    command = Command(act_, round_id, choice, guess_id, at)

    def change(session: Session, row: RoomRow, before: Playthrough) -> Playthrough:
        _in_time(runtime, row, before, act_)
        after = perform(_recounted(session, row, before, said.pupils), command)
        if after.open_round and not (before.open_round or said.sure):
            _must_not_be_crowded(session, row)
        if act_ is Act.ENTER_AGAIN or after.door is not before.door:
            _set_door(session, runtime, row, after.door, anew=act_ is Act.ENTER_AGAIN)
        if act_ is Act.WAKE:
            row.started_at = runtime.clock()
        return after

    _conduct(runtime, room, seen, change)


def close_vote(runtime: Runtime, room: int, seen: int, *, sure: bool, pupils: int | None = None) -> None:
    """Close the open round: its answers become bands and are gone. It cannot be undone.

    Raises AskFirst when few have answered, and Crowded when more have than there are pupils, unless the teacher is
    `sure`; NotNow and Stale as `act` does, which tells of `pupils` too.
    """

    def change(session: Session, row: RoomRow, before: Playthrough) -> Playthrough:
        if before.open_round is None:
            raise NotNow("nothing_open")
        if pupils is not None:
            _recount(session, row, pupils)
        turnout = turnout_of(session, row.id)
        if not sure:
            _must_be_sure(turnout)
        return _closed(session, runtime, row, replace(before, pupils=turnout.pupils), turnout)

    _conduct(runtime, room, seen, change)


def _closed(
    session: Session, runtime: Runtime, row: RoomRow, before: Playthrough, turnout: Turnout
) -> Playthrough:
    """Let the rule decide what may be told of the answers, note what is told, and burn them."""
    tallies = {
        round_.decides: Tally(ballots.tally(session, round_.id), turnout.phones)
        for round_ in before.open_rounds
    }
    counted = replace(before, shown_lately=shown_lately(session, row, runtime.clock()))
    after = close(counted, tallies[True], runtime.pick, tallies.get(False))
    if turnout.phones > turnout.here:  # Who practises on one computer shows nothing of anybody.
        note_showings(session, row, before, after, runtime.clock())
    for round_ in before.open_rounds:
        ballots.burn(session, round_.id)
    return after


def count_pupils(runtime: Runtime, room: int, pupils: int) -> None:
    """Correct how many pupils take part. Raises NotNow when more than that have answered what is asked now."""

    def job(session: Session) -> None:
        row = session.get_one(RoomRow, room)
        _recount(session, row, pupils)
        row.version += 1

    runtime.writer.submit(job, touches=room)
    runtime.announce(room)
    runtime.turnout(room)


def keep(runtime: Runtime, room: int, *, kept: bool) -> None:
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

    runtime.writer.submit(job, touches=room, erases=True)
    runtime.announce(room)


def set_manner(runtime: Runtime, room: int, *, sound: bool, calm: bool, evening: bool) -> None:
    """Let the wall make a sound when a vote opens, keep everything on it still, and be dark, or not."""

    def job(session: Session) -> None:
        row = session.get_one(RoomRow, room)
        row.sound, row.calm, row.evening = sound, calm, evening
        row.version += 1

    runtime.writer.submit(job, touches=room)
    runtime.announce(room)


def _conduct(
    runtime: Runtime, room: int, seen: int, change: Callable[[Session, RoomRow, Playthrough], Playthrough]
) -> None:
    def job(session: Session) -> Phase:
        row = session.get(RoomRow, room)
        if row is None or row.version != seen:
            raise Stale
        before = playthrough_of(session, row)
        after = change(session, row, before)
        save_playthrough(session, row, after)
        row.version += 1
        row.touched_at = runtime.clock()
        # A whole class may answer at once, and the first of it should not wait either.
        runtime.vote_cache.keep(session, row, after)
        return after.place.phase

    phase = runtime.writer.submit(job, touches=room, erases=True)
    runtime.announce(room)
    runtime.turnout(room)
    if phase is Phase.ENDED:
        tidy_soon(runtime)


def _in_time(runtime: Runtime, row: RoomRow, playthrough: Playthrough, act_: Act) -> None:
    """Hold an undo to its ten seconds and the help screen to its minute. A clock set back holds up nobody."""
    since = runtime.clock() - row.touched_at
    if act_ is Act.UNDO and since > UNDO_SECONDS:
        raise NotNow("too_late_to_undo")
    goes_on = act_ is Act.NEXT and not playthrough.place.paused
    if goes_on and playthrough.place.phase is Phase.HELP and 0 <= since < HELP_SECONDS:
        raise NotNow("help_for_a_minute")


def _recounted(session: Session, row: RoomRow, playthrough: Playthrough, pupils: int | None) -> Playthrough:
    if pupils is None:
        return playthrough
    _recount(session, row, pupils)
    return replace(playthrough, pupils=pupils)


def _recount(session: Session, row: RoomRow, pupils: int) -> None:
    if pupils < turnout_of(session, row.id).answered:
        raise NotNow("fewer_than_answered")
    row.pupils = pupils
    session.flush()


def _must_not_be_crowded(session: Session, row: RoomRow) -> None:
    turnout = turnout_of(session, row.id)
    if turnout.phones > turnout.pupils and row.source is Source.PHONES:
        raise Crowded(turnout.phones, turnout.pupils)


def _must_be_sure(turnout: Turnout) -> None:
    if turnout.answered > turnout.pupils:
        raise Crowded(turnout.answered, turnout.pupils)
    if not (turnout.is_enough and turnout.is_half):
        raise AskFirst(is_half=turnout.is_half)


def _set_door(session: Session, runtime: Runtime, row: RoomRow, door: Door, *, anew: bool) -> None:
    if door is Door.ASLEEP or anew:
        forget_seats(session, row.id)
        row.code = None
    if door is not Door.ASLEEP and row.code is None:
        row.code = fresh_code(session, runtime)
