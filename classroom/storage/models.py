"""The rows. Nothing here names a pupil, and no ballot has a time or a place in a queue, not even in how it lies in the file."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Enum, ForeignKey, ForeignKeyConstraint, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from classroom.lesson.reveal_rule import Level
from classroom.lesson.state.enums import Door, How, Phase, Plan, Question, Source
from classroom.storage.database import Base
from classroom.story.model.parts import Language


def _named(kind: type[StrEnum]) -> Enum:
    """Give the column type of an enumeration, stored by its value and with room for longer ones later."""
    return Enum(
        kind, native_enum=False, length=16, values_callable=lambda members: [m.value for m in members]
    )


class SchoolRow(Base):
    """A school. A laptop has one."""

    __tablename__ = "school"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))


class PersonRow(Base):
    """Somebody on the staff; on a laptop its owner, who needs no account."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))


class StaffSessionRow(Base):
    """One signed-in browser of a person; deleting the row signs it out."""

    __tablename__ = "staff_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    created_at: Mapped[float]


class ScenarioVersionRow(Base):
    """One text of one scenario with the facts it was played with, frozen: a later edit cannot change a lesson."""

    __tablename__ = "scenario_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    # Some hundred kilobytes, which are read once and then known by their hash.
    yaml: Mapped[str] = mapped_column(Text, deferred=True)
    facts: Mapped[str] = mapped_column(Text, deferred=True)


class RoomRow(Base):
    """One class playing one scenario. The times are seconds since 1970, of desk acts only."""

    __tablename__ = "room"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column("address", String(32), unique=True)
    wall_token: Mapped[str] = mapped_column(String(32), unique=True)
    code: Mapped[str | None] = mapped_column(String(8), unique=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    scenario_version_id: Mapped[int] = mapped_column(ForeignKey("scenario_version.id"))
    jurisdiction: Mapped[str] = mapped_column(String(16))
    language: Mapped[Language] = mapped_column(_named(Language))
    plan: Mapped[Plan] = mapped_column(_named(Plan))
    swaps: Mapped[dict[str, int]] = mapped_column(JSON)
    pupils: Mapped[int]
    contact_name: Mapped[str] = mapped_column(String(100))
    contact_room: Mapped[str] = mapped_column(String(100))
    help_lines: Mapped[list[str]] = mapped_column(JSON, default=list)
    source: Mapped[Source] = mapped_column(_named(Source), default=Source.PHONES)
    door: Mapped[Door] = mapped_column(_named(Door), default=Door.OPEN)
    step: Mapped[int] = mapped_column(default=0)
    phase: Mapped[Phase] = mapped_column(_named(Phase), default=Phase.LOBBY)
    beat: Mapped[int] = mapped_column(default=0)
    paused: Mapped[bool] = mapped_column(default=False)
    voices: Mapped[int] = mapped_column(default=0)
    piles: Mapped[list[int]] = mapped_column(JSON, default=list)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    held: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    aside: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    earlier: Mapped[list[str]] = mapped_column(JSON, default=list)
    sound: Mapped[bool] = mapped_column(default=False)
    calm: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    kept: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(60), default="")
    rehearsal: Mapped[bool] = mapped_column(default=False)
    played_on: Mapped[date]
    started_at: Mapped[float]
    touched_at: Mapped[float]


class StepRow(Base):
    """One scene played in one run; rows are only ever added."""

    __tablename__ = "step"
    __table_args__ = (
        ForeignKeyConstraint(["room_id", "parent"], ["step.room_id", "step.number"], ondelete="CASCADE"),
    )

    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    parent: Mapped[int | None]
    run: Mapped[int]
    scene: Mapped[str] = mapped_column(String(40))
    tray: Mapped[list[str]] = mapped_column(JSON)
    gauges: Mapped[list[list[Any]]] = mapped_column(JSON)
    how: Mapped[How] = mapped_column(_named(How))
    choice: Mapped[int | None]


class RoundRow(Base):
    """One question put to the class. A level closes it; how many took what is never a column."""

    __tablename__ = "round"
    __table_args__ = (
        ForeignKeyConstraint(["room_id", "step"], ["step.room_id", "step.number"], ondelete="CASCADE"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    room_id: Mapped[int]
    step: Mapped[int]
    place: Mapped[int]
    question: Mapped[Question] = mapped_column(_named(Question))
    part: Mapped[int] = mapped_column(default=0)
    source: Mapped[Source] = mapped_column(_named(Source))
    level: Mapped[Level | None] = mapped_column(_named(Level))
    bands: Mapped[list[int]] = mapped_column(JSON)
    winner: Mapped[int | None]
    answers: Mapped[int] = mapped_column(default=0)
    phones: Mapped[int] = mapped_column(default=0)


class ShowingRow(Base):
    """That something of a question was shown, whatever became of its room: another one may have the same class in it."""

    __tablename__ = "showing"

    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    scene: Mapped[str] = mapped_column(String(40), primary_key=True)
    question: Mapped[Question] = mapped_column(_named(Question), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    shown_at: Mapped[float]


class SeatRow(Base):
    """One anonymous phone in a room. `admission` recognises it without saying who it is; `here` is on the teacher's computer."""

    __tablename__ = "seat"
    __table_args__ = ({"sqlite_with_rowid": False},)

    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), primary_key=True)
    admission: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    admitted: Mapped[bool]
    here: Mapped[bool] = mapped_column(default=False)


class BallotBoxRow(Base):
    """The answers of a round that is open, in the order of their ids; what each is, see `storage/ballots.py`.

    No id can be joined to a seat or to another round. A row for each answer would lie in the file as it came.
    """

    __tablename__ = "ballot_box"
    __table_args__ = ({"sqlite_with_rowid": False},)

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    ballots: Mapped[bytes]
