"""A disk that is full, held, broken or gone: whoever waits is told, nothing is half written, and it works again afterwards."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, event, insert, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from classroom.storage.failures import StorageTrouble, Trouble
from classroom.storage.health import touch
from classroom.storage.models import SchoolRow
from classroom.storage.writer import Writer
from tests.storage.jobs import SlowDisk, adds, batched, limit_pages, names, new_writer, write


def test_a_full_database_is_told_and_works_again_once_there_is_room(writer: Writer, engine: Engine) -> None:
    write(writer, adds("kept"))
    limit_pages(engine, limit=1)
    with pytest.raises(StorageTrouble) as trouble:
        write(writer, adds("x" * 100_000))
    assert trouble.value.trouble is Trouble.FULL
    assert names(engine) == ["kept"]
    limit_pages(engine, limit=1_000_000)
    write(writer, adds("later"))
    assert names(engine) == ["kept", "later"]


def test_in_a_full_database_everybody_of_the_batch_is_told(engine: Engine) -> None:
    disk = SlowDisk()

    def fills_up(session: Session) -> None:
        session.execute(text("PRAGMA max_page_count=1"))
        session.add(SchoolRow(name="x" * 100_000))

    writer = new_writer(engine, disk)
    results = batched(writer, disk, [adds("before"), fills_up, adds("after")])
    assert [type(result) for result in results] == [StorageTrouble] * 3
    assert names(engine) == ["first"]
    limit_pages(engine, limit=1_000_000)
    write(writer, adds("later"))
    assert names(engine) == ["first", "later"]


def test_a_database_that_cannot_be_written_is_told_and_works_again_afterwards(
    writer: Writer, engine: Engine
) -> None:
    write(writer, adds("kept"))
    with engine.connect() as connection:
        connection.execute(text("PRAGMA query_only=ON"))
    with pytest.raises(StorageTrouble):
        write(writer, adds("never"))
    with engine.connect() as connection:
        connection.execute(text("PRAGMA query_only=OFF"))
    write(writer, adds("later"))
    assert names(engine) == ["kept", "later"]


def test_a_database_that_somebody_else_holds_is_told(writer: Writer, engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("PRAGMA busy_timeout=0"))
    with engine.execution_options(writes=True).connect() as other:
        other.execute(text("UPDATE school SET name = name"))
        # While the first connection is held there comes a second, which does not wait as long as a class would.
        event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=0"))
        with pytest.raises(StorageTrouble) as trouble:
            write(writer, adds("never"))
    assert trouble.value.trouble is Trouble.LOCKED
    write(writer, adds("later"))
    assert names(engine) == ["later"]


def test_a_file_that_is_no_database_is_told_as_broken_and_works_again_afterwards(
    writer: Writer, engine: Engine, tmp_path: Path
) -> None:
    write(writer, adds("kept"), erases=True)
    engine.dispose()
    file = tmp_path / "wissel.sqlite"
    right = file.read_bytes()
    file.write_bytes(b"no database" * 1000)
    with pytest.raises(StorageTrouble) as trouble:
        write(writer, adds("never"))
    assert trouble.value.trouble is Trouble.BROKEN
    file.write_bytes(right)
    write(writer, adds("later"))
    assert names(engine) == ["kept", "later"]


def test_nothing_is_written_to_a_file_that_was_moved_away_nor_to_an_empty_one_in_its_place(
    writer: Writer, engine: Engine, tmp_path: Path
) -> None:
    write(writer, adds("kept"))
    file = tmp_path / "wissel.sqlite"
    elsewhere = file.rename(tmp_path / "elsewhere")
    for _ in range(2):
        with pytest.raises(StorageTrouble) as trouble:
            write(writer, adds("never"))
        assert trouble.value.trouble is Trouble.BROKEN
    assert not file.exists()
    elsewhere.rename(file)
    write(writer, adds("later"))
    assert names(engine) == ["kept", "later"]


def test_what_only_touches_the_disk_fails_when_the_disk_does(
    writer: Writer, engine: Engine, tmp_path: Path
) -> None:
    write(writer, touch)
    elsewhere = (tmp_path / "wissel.sqlite").rename(tmp_path / "elsewhere")
    with pytest.raises(StorageTrouble):
        write(writer, touch)
    elsewhere.rename(tmp_path / "wissel.sqlite")
    write(writer, touch)
    log = tmp_path / "wissel.sqlite-wal"
    before = log.read_bytes()
    write(writer, touch)
    assert log.read_bytes() != before, "it wrote nothing"
    assert names(engine) == []


def test_trouble_names_no_content(writer: Writer, engine: Engine) -> None:
    limit_pages(engine, limit=1)
    with pytest.raises(StorageTrouble) as trouble:
        write(writer, adds("secret" * 10_000))
    assert "secret" not in str(trouble.value)
    limit_pages(engine, limit=1)
    with Session(engine) as session, pytest.raises(OperationalError) as cause:
        session.execute(insert(SchoolRow).values(name="secret" * 10_000))
    assert "secret" in str(cause.value), "the cause does name it"
    assert trouble.value.__context__ is None, "what a log would print of the cause holds the content"
