"""Every column says how long it is remembered, and that is how long it is."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, inspect
from sqlalchemy.orm import Mapper, Session

from classroom.actions.retention import forget
from classroom.lesson.reveal_rule import Level
from classroom.storage.database import Base
from classroom.storage.models import RoomRow, RoundRow, StepRow, Until, blanks
from classroom.storage.writer import Writer
from tests.storage.jobs import write
from tests.storage.rows import fill, one_of_each


def closed() -> RoundRow:
    """Give a round of the room that is closed."""
    round_ = next(row for row in one_of_each() if isinstance(row, RoundRow))
    round_.id, round_.place, round_.level, round_.answers, round_.phones = "6" * 32, 1, Level.PATH, 9, 12
    return round_


# These rows outlive what is in them: each of their columns that is forgotten earlier says what stands there then.
OUTLIVING = {RoomRow: (Until.LESSON, Until.LESSON_OR_KEPT), RoundRow: (Until.LESSON,)}


def columns() -> Iterator[tuple[str, dict[str, Any]]]:
    for mapper in Base.registry.mappers:
        for attribute in mapper.column_attrs:
            yield f"{mapper.class_.__name__}.{attribute.key}", attribute.columns[0].info


def test_every_column_says_how_long_it_is_remembered() -> None:
    silent = [name for name, info in columns() if not isinstance(info.get("until"), Until)]
    assert silent == [], "say it by info=… in classroom/storage/models.py, and in PRIVACY.md"


@pytest.mark.parametrize("row", OUTLIVING)
def test_what_is_forgotten_before_its_row_says_what_stands_there_then(row: type[Base]) -> None:
    mapper: Mapper[Any] = inspect(row)
    sooner = {each.key for each in mapper.column_attrs if each.columns[0].info["until"] in OUTLIVING[row]}
    told = {key for end in OUTLIVING[row] for key in blanks(row, end)}
    assert sooner == told, "say what stands there afterwards: info=until(Until.LESSON, str)"


@pytest.mark.parametrize("is_kept", [False, True])
def test_after_a_lesson_nothing_is_left_that_was_to_be_forgotten(
    writer: Writer, engine: Engine, is_kept: bool
) -> None:
    write(writer, fill)
    ends = (Until.LESSON,) if is_kept else (Until.LESSON, Until.LESSON_OR_KEPT)
    blank = {key: value for end in ends for key, value in blanks(RoomRow, end).items()}

    def job(session: Session) -> None:
        room = session.get_one(RoomRow, 1)
        for key, value in blank.items():
            setattr(room, key, FULL[type(value)])
        room.kept = is_kept
        session.add(closed())
        session.flush()
        assert all(getattr(room, key) != value for key, value in blank.items()), (
            "there is something to forget"
        )
        forget(session, room)

    write(writer, job)
    with Session(engine) as session:
        room = session.get_one(RoomRow, 1)
        assert {key: getattr(room, key) for key in blank} == blank
        assert bool(session.query(StepRow).filter_by(room_id=1).count()) == is_kept
        assert session.query(RoundRow).filter_by(room_id=1).count() == (1 if is_kept else 0), (
            "none that was open"
        )
        assert [(each.answers, each.phones) for each in session.query(RoundRow)] == [(0, 0)] * is_kept


@pytest.mark.parametrize("is_kept", [False, True])
def test_after_a_lesson_no_row_is_left_that_was_to_go_with_it(
    writer: Writer, engine: Engine, is_kept: bool
) -> None:
    def job(session: Session) -> None:
        fill(session)
        room = session.get_one(RoomRow, 1)
        room.kept = is_kept
        forget(session, room)

    write(writer, job)
    ends = {Until.CLOSE, Until.LESSON, Until.REMOTE} | (set() if is_kept else {Until.LESSON_OR_KEPT})
    tables = Base.metadata.sorted_tables
    over = [table for table in tables if {key.info["until"] for key in table.primary_key} & ends]
    with Session(engine) as session:
        left = [table.name for table in over if session.execute(table.select()).first()]
    assert left == [], "delete its rows in classroom/actions/retention.py"


FULL = {str: "x", int: 1, float: 1.0, bool: True, list: ["x"], dict: {"x": 1}, type(None): {"x": 1}}
