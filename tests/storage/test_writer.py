"""The one writer: whole jobs, many in a commit, and a failure that takes back only what failed."""

import os
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, event, func, select, text
from sqlalchemy.orm import Session

from classroom.storage.tables import BallotRow, SchoolRow
from classroom.storage.trouble import StorageTrouble, Trouble, touch
from classroom.storage.writer import Writer
from tests.storage.rows import ROUND, fill


class Refused(Exception):
    """A job that says no."""


def adds(name: str) -> Callable[[Session], None]:
    return lambda session: session.add(SchoolRow(name=name))


def names(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return list(session.scalars(select(SchoolRow.name).order_by(SchoolRow.name)))


class Gate:
    """Waits for the disk only when it is told to, so that jobs pile up."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.reached = threading.Event()

    def __call__(self, work: Callable[[], None]) -> None:
        self.reached.set()
        assert self.open.wait(20)
        work()


def together(writer: Writer, gate: Gate, jobs: list[Callable[[Session], object]]) -> list[object]:
    """Run these jobs in one batch, after a first one that holds up the writer, and give what each gave or raised."""
    return at_once(writer, gate, [partial(writer, job) for job in jobs])


def at_once(writer: Writer, gate: Gate, calls: list[Callable[[], object]]) -> list[object]:
    results: list[object] = [None] * len(calls)

    def run(place: int) -> None:
        try:
            results[place] = calls[place]()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[place] = error

    first = threading.Thread(target=lambda: writer(adds("first")))
    first.start()
    assert gate.reached.wait(20)
    threads = []
    for place in range(len(calls)):
        threads.append(threading.Thread(target=run, args=(place,)))
        threads[-1].start()
        while len(writer._gathering.tickets) < place + 1:
            pass
    gate.open.set()
    for thread in (first, *threads):
        thread.join(20)
    return results


def test_a_job_is_answered_with_its_result(writer: Writer, engine: Engine) -> None:
    def job(session: Session) -> int:
        row = SchoolRow(name="one")
        session.add(row)
        session.flush()
        return row.id

    assert writer(job) == 1
    assert names(engine) == ["one"]


def test_a_job_is_answered_only_after_its_commit(engine: Engine) -> None:
    happened: list[str] = []
    event.listen(engine, "commit", lambda _connection: happened.append("commit"))
    Writer(engine)(adds("one"))
    happened.append("answer")
    assert happened == ["commit", "answer"]


def test_what_waits_is_written_in_one_commit(engine: Engine) -> None:
    commits: list[int] = []
    event.listen(engine, "commit", lambda _connection: commits.append(1))
    gate = Gate()
    together(Writer(engine, gate), gate, [adds(f"{number:02}") for number in range(20)])
    assert names(engine) == sorted(["first", *(f"{number:02}" for number in range(20))])
    assert len(commits) == 2


def test_a_job_that_says_no_takes_back_its_own_changes_alone(engine: Engine) -> None:
    def refuses(session: Session) -> None:
        session.add(SchoolRow(name="never"))
        session.flush()
        raise Refused

    gate = Gate()
    results = together(Writer(engine, gate), gate, [adds("before"), refuses, adds("after")])
    assert isinstance(results[1], Refused)
    assert [results[0], results[2]] == [None, None]
    assert names(engine) == ["after", "before", "first"]


def test_a_job_whose_rows_are_refused_at_its_end_takes_back_its_own_changes_alone(engine: Engine) -> None:
    def clashes(session: Session) -> None:
        session.add(
            SchoolRow(id=1, name="taken")
        )  # The first job has this id; nothing is flushed in the job.

    gate = Gate()
    results = together(Writer(engine, gate), gate, [adds("before"), clashes, adds("after")])
    assert type(results[1]).__name__ == "IntegrityError"
    assert names(engine) == ["after", "before", "first"]


def test_a_refusal_is_raised_where_the_job_was_handed_in(writer: Writer, engine: Engine) -> None:
    def refuses(session: Session) -> None:
        session.add(SchoolRow(name="never"))
        raise Refused

    with pytest.raises(Refused):
        writer(refuses)
    writer(adds("after"))
    assert names(engine) == ["after"]


def test_what_waits_for_the_same_job_is_given_to_it_together(engine: Engine) -> None:
    calls: list[list[int]] = []

    def doubles(session: Session, items: list[int]) -> list[int]:
        session.add(SchoolRow(name=str(items)))
        calls.append(items)
        return [2 * item for item in items]

    gate = Gate()
    writer = Writer(engine, gate)
    votes = [partial(writer.together, doubles, number) for number in range(4)]
    results = at_once(writer, gate, [*votes[:3], partial(writer, adds("between")), votes[3]])
    assert results == [0, 2, 4, None, 6]
    assert calls == [[0, 1, 2], [3]]
    assert names(engine) == ["[0, 1, 2]", "[3]", "between", "first"]


def test_a_job_for_many_that_says_no_says_it_to_each(engine: Engine) -> None:
    def refuses(session: Session, items: list[int]) -> list[int]:
        session.add(SchoolRow(name="never"))
        raise Refused

    gate = Gate()
    writer = Writer(engine, gate)
    results = at_once(
        writer, gate, [*[partial(writer.together, refuses, 1)] * 2, partial(writer, adds("after"))]
    )
    assert [type(result) for result in results] == [Refused, Refused, type(None)]
    assert names(engine) == ["after", "first"]


def test_whoever_remembers_a_room_hears_before_it_changes_and_when_it_was_taken_back(engine: Engine) -> None:
    heard: list[object] = []

    def job(session: Session) -> None:
        heard.append("job")

    def refuses(session: Session) -> None:
        raise Refused

    writer = Writer(engine, changing=heard.append)
    writer(job, room=7)
    writer(job)
    writer.together(lambda _session, items: items, 1)
    assert heard == [7, "job", None, "job"]
    heard.clear()
    with pytest.raises(Refused):
        writer(refuses, room=7)
    assert heard == [7, 7]
    pages(engine, limit=1)
    with pytest.raises(StorageTrouble):
        writer(adds("x" * 100_000), room=7)
    assert heard[2:] == [7, None]


def test_after_a_carrier_that_was_stopped_the_next_write_is_done(engine: Engine) -> None:
    def stops(_work: Callable[[], None]) -> None:
        raise KeyboardInterrupt

    writer = Writer(engine, stops)
    with pytest.raises(KeyboardInterrupt):
        writer(adds("never"))
    writer._offload = lambda work: work()
    writer(adds("next"))
    assert names(engine) == ["next"]


def test_a_full_database_is_told_and_works_again_once_there_is_room(writer: Writer, engine: Engine) -> None:
    writer(adds("kept"))
    pages(engine, limit=1)
    with pytest.raises(StorageTrouble) as trouble:
        writer(adds("x" * 100_000))
    assert trouble.value.trouble is Trouble.FULL
    assert names(engine) == ["kept"]
    pages(engine, limit=1_000_000)
    writer(adds("later"))
    assert names(engine) == ["kept", "later"]


def pages(engine: Engine, limit: int) -> None:
    """Let the file grow to so many pages; the pool has one connection here, so it holds for the writer too."""
    with engine.connect() as connection:
        connection.execute(text(f"PRAGMA max_page_count={limit}"))


def test_in_a_full_database_everybody_of_the_batch_is_told(engine: Engine) -> None:
    gate = Gate()

    def fills_up(session: Session) -> None:
        session.execute(text("PRAGMA max_page_count=1"))
        session.add(SchoolRow(name="x" * 100_000))

    writer = Writer(engine, gate)
    results = together(writer, gate, [adds("before"), fills_up, adds("after")])
    assert [type(result) for result in results] == [StorageTrouble] * 3
    assert names(engine) == ["first"]
    pages(engine, limit=1_000_000)
    writer(adds("later"))
    assert names(engine) == ["first", "later"]


def test_a_database_that_cannot_be_written_is_told_and_works_again_afterwards(
    writer: Writer, engine: Engine
) -> None:
    writer(adds("kept"))
    with engine.connect() as connection:
        connection.execute(text("PRAGMA query_only=ON"))
    with pytest.raises(StorageTrouble):
        writer(adds("never"))
    with engine.connect() as connection:
        connection.execute(text("PRAGMA query_only=OFF"))
    writer(adds("later"))
    assert names(engine) == ["kept", "later"]


def test_a_database_that_somebody_else_holds_is_told(
    writer: Writer, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.connect() as connection:
        connection.execute(text("PRAGMA busy_timeout=0"))
    with engine.execution_options(writes=True).connect() as other:
        other.execute(text("UPDATE school SET name = name"))
        # Another connection, which does not wait as long as a class would.
        event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=0"))
        with pytest.raises(StorageTrouble) as trouble:
            writer(adds("never"))
    assert trouble.value.trouble is Trouble.LOCKED
    writer(adds("later"))
    assert names(engine) == ["later"]


def test_a_file_that_is_no_database_is_told_as_broken_and_works_again_afterwards(
    writer: Writer, engine: Engine, tmp_path: Path
) -> None:
    writer(adds("kept"), erases=True)
    engine.dispose()
    file = tmp_path / "wissel.sqlite"
    right = file.read_bytes()
    file.write_bytes(b"no database" * 1000)
    with pytest.raises(StorageTrouble) as trouble:
        writer(adds("never"))
    assert trouble.value.trouble is Trouble.BROKEN
    file.write_bytes(right)
    writer(adds("later"))
    assert names(engine) == ["kept", "later"]


def test_nothing_is_written_to_a_file_that_was_moved_away_nor_to_an_empty_one_in_its_place(
    writer: Writer, engine: Engine, tmp_path: Path
) -> None:
    writer(adds("kept"))
    file = tmp_path / "wissel.sqlite"
    elsewhere = file.rename(tmp_path / "elsewhere")
    for _ in range(2):
        with pytest.raises(StorageTrouble) as trouble:
            writer(adds("never"))
        assert trouble.value.trouble is Trouble.BROKEN
    assert not file.exists()
    elsewhere.rename(file)
    writer(adds("later"))
    assert names(engine) == ["kept", "later"]


def test_what_only_touches_the_disk_fails_when_the_disk_does(
    writer: Writer, engine: Engine, tmp_path: Path
) -> None:
    writer(touch)
    elsewhere = (tmp_path / "wissel.sqlite").rename(tmp_path / "elsewhere")
    with pytest.raises(StorageTrouble):
        writer(touch)
    elsewhere.rename(tmp_path / "wissel.sqlite")
    log = tmp_path / "wissel.sqlite-wal"
    before = log.read_bytes()
    writer(touch)
    assert log.read_bytes() != before, "it wrote nothing"
    assert names(engine) == []


def test_trouble_names_no_content(writer: Writer, engine: Engine) -> None:
    pages(engine, limit=1)
    with pytest.raises(StorageTrouble) as trouble:
        writer(adds("secret" * 10_000))
    assert "secret" not in str(trouble.value)
    assert trouble.value.__context__ is None, "what a log would print of the cause holds the content"


def test_what_is_erased_is_not_in_any_file_any_more(writer: Writer, engine: Engine, tmp_path: Path) -> None:
    ids = [os.urandom(16) for _ in range(300)]  # Enough for several pages, which are split and joined again.
    writer(fill)
    for some in (ids[:150], ids[150:]):
        writer(lambda session, some=some: session.add_all(map(ballot, some)))  # type: ignore[misc]
    assert all(found(tmp_path, id_) for id_ in ids)
    writer(lambda session: session.execute(delete(BallotRow)), erases=True)
    assert not any(found(tmp_path, id_) for id_ in ids)


def test_what_could_not_be_erased_because_somebody_reads_is_erased_by_the_next_write(
    writer: Writer, engine: Engine, tmp_path: Path
) -> None:
    id_ = os.urandom(16)
    writer(fill)
    writer(lambda session: session.add(ballot(id_)))
    with Session(engine) as reader:
        reader.scalar(select(func.count()).select_from(BallotRow))
        writer(lambda session: session.execute(delete(BallotRow)), erases=True)
    writer(adds("next"))
    assert not found(tmp_path, id_)


def ballot(id_: bytes) -> BallotRow:
    return BallotRow(round_id=ROUND, id=id_, option=0, counter=1)


def found(folder: Path, needle: bytes) -> bool:
    return any(needle in path.read_bytes() for path in folder.iterdir() if path.is_file())
