"""The rows. Nothing here names a pupil, and no ballot has a time or a place in a queue, not even in how it lies in the file."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Enum, ForeignKey, ForeignKeyConstraint, LargeBinary, String, Text, inspect
from sqlalchemy.orm import Mapped, mapped_column

from classroom.languages import Language
from classroom.lesson.reveal_rule import Level
from classroom.lesson.state.enums import Door, How, Phase, Plan, Question, Source
from classroom.storage.database import Base


class Until(StrEnum):
    """How long a column is remembered. `actions/retention.py` forgets by it; a column that does not say fails a test."""

    CLOSE = "until the vote is closed"
    LESSON = "until the lesson is over"
    LESSON_OR_KEPT = "until the lesson is over, or thirty days where the teacher keeps it"
    ROOM = "as long as the row of the room: a day after the lesson, or thirty where the teacher keeps it"
    LOGIN = "twelve hours"
    REMOTE = "until the lesson is over, and twelve hours at most"
    TICKET = "one minute"
    WAIT = "five minutes"
    SHOWING = "half an hour"
    STORY = "as long as the story: thirty days after it was put in the bin"
    REVISION = "as long as the story; after two days the last of each stretch of work, and what was published or has a name"
    ALWAYS = "as long as this installation"


def until(end: Until, blank: Callable[[], Any] | None = None) -> dict[str, Any]:
    """Declare how long a column is remembered, and what stands there afterwards where its row outlives it."""
    return {"until": end, "blank": blank}


def _nothing() -> None:
    pass


CLOSE, LOGIN, SHOWING, ALWAYS = map(until, (Until.CLOSE, Until.LOGIN, Until.SHOWING, Until.ALWAYS))
REMOTE, TICKET, WAIT = map(until, (Until.REMOTE, Until.TICKET, Until.WAIT))
ROOM, LESSON, LESSON_OR_KEPT = map(until, (Until.ROOM, Until.LESSON, Until.LESSON_OR_KEPT))


def blanks(row: type[Base], end: Until) -> dict[str, Any]:
    """Give what stands in each column of a row that is remembered no longer than this, once it is forgotten."""
    infos = {attribute.key: attribute.columns[0].info for attribute in inspect(row).column_attrs}
    return {key: info["blank"]() for key, info in infos.items() if info["until"] is end and info["blank"]}


def named(kind: type[StrEnum]) -> Enum:
    """Give the column type of an enumeration, stored by its value and with room for longer ones later."""
    return Enum(
        kind, native_enum=False, length=16, values_callable=lambda members: [m.value for m in members]
    )


class SchoolRow(Base):
    """A school. A laptop has one."""

    __tablename__ = "school"

    id: Mapped[int] = mapped_column(primary_key=True, info=ALWAYS)
    name: Mapped[str] = mapped_column(String(200), info=ALWAYS)


class PersonRow(Base):
    """Somebody on the staff; on a laptop its owner, who needs no account."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True, info=ALWAYS)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"), info=ALWAYS)
    name: Mapped[str] = mapped_column(String(200), info=ALWAYS)
    email: Mapped[str | None] = mapped_column(String(254), unique=True, info=ALWAYS)
    password_hash: Mapped[str | None] = mapped_column(String(200), info=ALWAYS)


class StaffSessionRow(Base):
    """One signed-in browser of a person; deleting the row signs it out."""

    __tablename__ = "staff_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True, info=LOGIN)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), info=LOGIN)
    created_at: Mapped[float] = mapped_column(info=LOGIN)


class ScenarioVersionRow(Base):
    """One text of one scenario with the facts it was played with, frozen: a later edit cannot change a lesson."""

    __tablename__ = "scenario_version"

    id: Mapped[int] = mapped_column(primary_key=True, info=ALWAYS)
    slug: Mapped[str] = mapped_column(String(80), info=ALWAYS)
    sha256: Mapped[str] = mapped_column(String(64), unique=True, info=ALWAYS)
    # Some hundred kilobytes, which are read once and then known by their hash.
    yaml: Mapped[str] = mapped_column(Text, deferred=True, info=ALWAYS)
    facts: Mapped[str] = mapped_column(Text, deferred=True, info=ALWAYS)


class RoomRow(Base):
    """One class playing one scenario. The times are seconds since 1970, of desk acts only."""

    __tablename__ = "room"

    id: Mapped[int] = mapped_column(primary_key=True, info=ROOM)
    public_id: Mapped[str] = mapped_column("address", String(32), unique=True, info=ROOM)
    wall_token: Mapped[str] = mapped_column(String(32), unique=True, info=ROOM)
    code: Mapped[str | None] = mapped_column(String(8), unique=True, info=ROOM)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"), info=ROOM)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), info=ROOM)
    scenario_version_id: Mapped[int] = mapped_column(ForeignKey("scenario_version.id"), info=ROOM)
    jurisdiction: Mapped[str] = mapped_column(String(16), info=ROOM)
    language: Mapped[Language] = mapped_column(named(Language), info=ROOM)
    plan: Mapped[Plan] = mapped_column(named(Plan), info=ROOM)
    swaps: Mapped[dict[str, int]] = mapped_column(JSON, info=until(Until.LESSON, dict))
    pupils: Mapped[int] = mapped_column(info=until(Until.LESSON, int))
    contact_name: Mapped[str] = mapped_column(String(100), info=until(Until.LESSON, str))
    contact_room: Mapped[str] = mapped_column(String(100), info=until(Until.LESSON, str))
    help_lines: Mapped[list[str]] = mapped_column(JSON, default=list, info=until(Until.LESSON, list))
    source: Mapped[Source] = mapped_column(named(Source), default=Source.PHONES, info=ROOM)
    door: Mapped[Door] = mapped_column(named(Door), default=Door.OPEN, info=ROOM)
    step: Mapped[int] = mapped_column(default=0, info=until(Until.LESSON_OR_KEPT, int))
    phase: Mapped[Phase] = mapped_column(named(Phase), default=Phase.LOBBY, info=ROOM)
    beat: Mapped[int] = mapped_column(default=0, info=ROOM)
    paused: Mapped[bool] = mapped_column(default=False, info=until(Until.LESSON, bool))
    voices: Mapped[int] = mapped_column(default=0, info=ROOM)
    piles: Mapped[list[int]] = mapped_column(JSON, default=list, info=until(Until.LESSON, list))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON, info=until(Until.LESSON, _nothing))
    held: Mapped[dict[str, Any] | None] = mapped_column(JSON, info=until(Until.LESSON, _nothing))
    aside: Mapped[dict[str, Any] | None] = mapped_column(JSON, info=until(Until.LESSON, _nothing))
    earlier: Mapped[list[str]] = mapped_column(JSON, default=list, info=until(Until.LESSON_OR_KEPT, list))
    sound: Mapped[bool] = mapped_column(default=False, info=ROOM)
    calm: Mapped[bool] = mapped_column(default=False, info=ROOM)
    evening: Mapped[bool] = mapped_column(default=False, info=ROOM)
    version: Mapped[int] = mapped_column(default=1, info=ROOM)
    kept: Mapped[bool] = mapped_column(default=False, info=ROOM)
    name: Mapped[str] = mapped_column(String(60), default="", info=until(Until.LESSON_OR_KEPT, str))
    rehearsal: Mapped[bool] = mapped_column(default=False, info=ROOM)
    played_on: Mapped[date] = mapped_column(info=ROOM)
    started_at: Mapped[float] = mapped_column(info=ROOM)
    touched_at: Mapped[float] = mapped_column(info=ROOM)


class StepRow(Base):
    """One scene played in one run; rows are only ever added."""

    __tablename__ = "step"
    __table_args__ = (
        ForeignKeyConstraint(["room_id", "parent"], ["step.room_id", "step.number"], ondelete="CASCADE"),
    )

    room_id: Mapped[int] = mapped_column(
        ForeignKey("room.id", ondelete="CASCADE"), primary_key=True, info=LESSON_OR_KEPT
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=LESSON_OR_KEPT)
    parent: Mapped[int | None] = mapped_column(info=LESSON_OR_KEPT)
    run: Mapped[int] = mapped_column(info=LESSON_OR_KEPT)
    scene: Mapped[str] = mapped_column(String(40), info=LESSON_OR_KEPT)
    tray: Mapped[list[str]] = mapped_column(JSON, info=LESSON_OR_KEPT)
    gauges: Mapped[list[list[Any]]] = mapped_column(JSON, info=LESSON_OR_KEPT)
    how: Mapped[How] = mapped_column(named(How), info=LESSON_OR_KEPT)
    choice: Mapped[int | None] = mapped_column(info=LESSON_OR_KEPT)


class RoundRow(Base):
    """One question put to the class. A level closes it; how many took what is never a column."""

    __tablename__ = "round"
    __table_args__ = (
        ForeignKeyConstraint(["room_id", "step"], ["step.room_id", "step.number"], ondelete="CASCADE"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, info=LESSON_OR_KEPT)
    room_id: Mapped[int] = mapped_column(info=LESSON_OR_KEPT)
    step: Mapped[int] = mapped_column(info=LESSON_OR_KEPT)
    place: Mapped[int] = mapped_column(info=LESSON_OR_KEPT)
    question: Mapped[Question] = mapped_column(named(Question), info=LESSON_OR_KEPT)
    part: Mapped[int] = mapped_column(default=0, info=LESSON_OR_KEPT)
    source: Mapped[Source] = mapped_column(named(Source), info=LESSON_OR_KEPT)
    level: Mapped[Level | None] = mapped_column(named(Level), info=LESSON_OR_KEPT)
    bands: Mapped[list[int]] = mapped_column(JSON, info=LESSON_OR_KEPT)
    winner: Mapped[int | None] = mapped_column(info=LESSON_OR_KEPT)
    answers: Mapped[int] = mapped_column(default=0, info=until(Until.LESSON, int))
    phones: Mapped[int] = mapped_column(default=0, info=until(Until.LESSON, int))


class ShowingRow(Base):
    """That something of a question was shown, whatever became of its room: another one may have the same class in it."""

    __tablename__ = "showing"

    owner_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, info=SHOWING
    )
    slug: Mapped[str] = mapped_column(String(80), primary_key=True, info=SHOWING)
    scene: Mapped[str] = mapped_column(String(40), primary_key=True, info=SHOWING)
    question: Mapped[Question] = mapped_column(named(Question), primary_key=True, info=SHOWING)
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=SHOWING)
    shown_at: Mapped[float] = mapped_column(info=SHOWING)


class SeatRow(Base):
    """One anonymous phone in a room. `admission` recognises it without saying who it is; `here` is on the teacher's computer."""

    __tablename__ = "seat"
    __table_args__ = ({"sqlite_with_rowid": False},)

    room_id: Mapped[int] = mapped_column(
        ForeignKey("room.id", ondelete="CASCADE"), primary_key=True, info=LESSON
    )
    admission: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, info=LESSON)
    admitted: Mapped[bool] = mapped_column(info=LESSON)
    here: Mapped[bool] = mapped_column(default=False, info=LESSON)


class RemoteRow(Base):
    """A phone that leads a room; deleting the row ends that."""

    __tablename__ = "remote"

    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True, info=REMOTE)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), index=True, info=REMOTE)
    made_at: Mapped[float] = mapped_column(info=REMOTE)


class RemoteTicketRow(Base):
    """What a desk shows, so that one phone can become its remote."""

    __tablename__ = "remote_ticket"

    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True, info=TICKET)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), index=True, info=TICKET)
    made_at: Mapped[float] = mapped_column(info=TICKET)


class WaitingWallRow(Base):
    """A computer that waits to be a wall. Its `code` is no secret: it opens nothing. `room_id` once a desk has typed it."""

    __tablename__ = "waiting_wall"

    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True, info=WAIT)
    code: Mapped[str] = mapped_column(String(8), unique=True, info=WAIT)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), info=WAIT)
    made_at: Mapped[float] = mapped_column(info=WAIT)


class BallotBoxRow(Base):
    """The answers of a round that is open, in the order of their ids; what each is, see `storage/ballots.py`.

    No id can be joined to a seat or to another round. A row for each answer would lie in the file as it came.
    """

    __tablename__ = "ballot_box"
    __table_args__ = ({"sqlite_with_rowid": False},)

    round_id: Mapped[str] = mapped_column(
        ForeignKey("round.id", ondelete="CASCADE"), primary_key=True, info=CLOSE
    )
    ballots: Mapped[bytes] = mapped_column(info=CLOSE)
