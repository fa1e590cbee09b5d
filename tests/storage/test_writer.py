"""The one writer: whole jobs, many in a commit, and a failure that takes back only what failed."""

import errno
import os
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, event, func, select
from sqlalchemy.orm import Session

from classroom.storage import write_ahead_log
from classroom.storage.ballots import Ballot, put_all
from classroom.storage.failures import StorageTrouble
from classroom.storage.models import BallotBoxRow, SchoolRow
from classroom.storage.writer import ALL_ROOMS, NO_ROOM, Writer
from tests.storage.jobs import SlowDisk, adds, at_once, batched, limit_pages, names, new_writer, write
from tests.storage.rows import ROUND, fill


class Refused(Exception):
    """A job that says no."""


def test_a_job_is_answered_with_its_result(writer: Writer, engine: Engine) -> None:
    def job(session: Session) -> int:
        row = SchoolRow(name="one")
        session.add(row)
        session.flush()
        return row.id

    assert write(writer, job) == 1
    assert names(engine) == ["one"]


def test_a_job_is_answered_only_after_its_commit(engine: Engine) -> None:
    happened: list[str] = []
    event.listen(engine, "commit", lambda _connection: happened.append("commit"))
    write(new_writer(engine), adds("one"))
    happened.append("answer")
    assert happened == ["commit", "answer"]


def test_what_waits_is_written_in_one_commit(engine: Engine) -> None:
    commits: list[int] = []
    event.listen(engine, "commit", lambda _connection: commits.append(1))
    disk = SlowDisk()
    batched(new_writer(engine, disk), disk, [adds(f"{number:02}") for number in range(20)])
    assert names(engine) == sorted(["first", *(f"{number:02}" for number in range(20))])
    assert len(commits) == 2


def test_a_job_that_says_no_takes_back_its_own_changes_alone(engine: Engine) -> None:
    def refuses(session: Session) -> None:
        session.add(SchoolRow(name="never"))
        session.flush()
        raise Refused

    disk = SlowDisk()
    results = batched(new_writer(engine, disk), disk, [adds("before"), refuses, adds("after")])
    assert isinstance(results[1], Refused)
    assert [results[0], results[2]] == [None, None]
    assert names(engine) == ["after", "before", "first"]


def test_a_job_whose_rows_are_refused_at_its_end_takes_back_its_own_changes_alone(engine: Engine) -> None:
    def clashes(session: Session) -> None:
        session.add(
            SchoolRow(id=1, name="taken")
        )  # The first job has this id; nothing is flushed in the job.

    disk = SlowDisk()
    results = batched(new_writer(engine, disk), disk, [adds("before"), clashes, adds("after")])
    assert type(results[1]).__name__ == "IntegrityError"
    assert names(engine) == ["after", "before", "first"]


def test_a_refusal_is_raised_where_the_job_was_handed_in(writer: Writer, engine: Engine) -> None:
    def refuses(session: Session) -> None:
        session.add(SchoolRow(name="never"))
        raise Refused

    with pytest.raises(Refused):
        write(writer, refuses)
    write(writer, adds("after"))
    assert names(engine) == ["after"]


def test_what_waits_for_the_same_job_is_given_to_it_together(engine: Engine) -> None:
    calls: list[list[int]] = []

    def doubles(session: Session, items: list[int]) -> list[int]:
        session.add(SchoolRow(name=str(items)))
        calls.append(items)
        return [2 * item for item in items]

    disk = SlowDisk()
    writer = new_writer(engine, disk)
    votes = [partial(writer.submit_batched, doubles, number) for number in range(4)]
    results = at_once(writer, disk, [*votes[:3], partial(write, writer, adds("between")), votes[3]])
    assert results == [0, 2, 4, None, 6]
    assert calls == [[0, 1, 2], [3]]
    assert names(engine) == ["[0, 1, 2]", "[3]", "between", "first"]


def test_a_job_for_many_that_says_no_says_it_to_each(engine: Engine) -> None:
    def refuses(session: Session, items: list[int]) -> list[int]:
        session.add(SchoolRow(name="never"))
        raise Refused

    disk = SlowDisk()
    writer = new_writer(engine, disk)
    results = at_once(
        writer,
        disk,
        [*[partial(writer.submit_batched, refuses, 1)] * 2, partial(write, writer, adds("after"))],
    )
    assert [type(result) for result in results] == [Refused, Refused, type(None)]
    assert names(engine) == ["after", "first"]


def test_whoever_remembers_a_room_hears_before_it_changes_and_when_it_was_taken_back(engine: Engine) -> None:
    heard: list[object] = []

    def job(session: Session) -> None:
        heard.append("job")

    def refuses(session: Session) -> None:
        raise Refused

    writer = new_writer(engine, forget=heard.append)
    write(writer, job, touches=7)
    write(writer, job)
    writer.submit_batched(lambda _session, items: items, 1)
    assert heard == [7, "job", NO_ROOM, "job", NO_ROOM]
    heard.clear()
    with pytest.raises(Refused):
        write(writer, refuses, touches=7)
    assert heard == [7, 7]
    limit_pages(engine, limit=1)
    with pytest.raises(StorageTrouble):
        write(writer, adds("x" * 100_000), touches=7)
    assert heard[2:] == [7, ALL_ROOMS]


def test_who_comes_while_the_writer_waits_for_company_is_in_its_batch(engine: Engine) -> None:
    """The first is not alone in its commit: the second came before the batch closed, and nobody wrote for it again."""
    commits: list[int] = []
    event.listen(engine, "commit", lambda _connection: commits.append(1))
    writer = new_writer(engine)
    second = threading.Thread(target=lambda: write(writer, adds("second")))

    def until_idle() -> None:
        second.start()
        while len(writer._gathering.tickets) < 2:
            assert second.is_alive()

    writer._until_idle = until_idle
    write(writer, adds("first"))
    second.join(20)
    assert names(engine) == ["first", "second"]
    assert len(commits) == 1


def test_after_a_carrier_that_was_stopped_the_next_write_is_done(engine: Engine) -> None:
    def stops(_work: Callable[[], None]) -> None:
        raise KeyboardInterrupt

    writer = new_writer(engine, stops)
    with pytest.raises(KeyboardInterrupt):
        write(writer, adds("never"))
    writer._offload = lambda work: work()
    write(writer, adds("next"))
    assert names(engine) == ["next"]


def test_what_is_erased_is_not_in_any_file_any_more(writer: Writer, engine: Engine, tmp_path: Path) -> None:
    ids = [os.urandom(16) for _ in range(300)]  # Enough for several pages, which are split and joined again.
    write(writer, fill)
    for some in (ids[:150], ids[150:]):
        write(writer, lambda session, some=some: put_all(session, list(map(ballot, some))))  # type: ignore[misc]
    assert all(found(tmp_path, id_) for id_ in ids)
    write(writer, lambda session: session.execute(delete(BallotBoxRow)), erases=True)
    assert not any(found(tmp_path, id_) for id_ in ids)


def test_what_could_not_be_erased_because_somebody_reads_is_erased_by_the_next_write(
    writer: Writer, engine: Engine, tmp_path: Path
) -> None:
    id_ = os.urandom(16)
    write(writer, fill)
    write(writer, lambda session: put_all(session, [ballot(id_)]))
    with Session(engine) as reader:
        reader.scalar(select(func.count()).select_from(BallotBoxRow))
        write(writer, lambda session: session.execute(delete(BallotBoxRow)), erases=True)
    write(writer, adds("next"))
    assert not found(tmp_path, id_)


def ballot(id_: bytes) -> Ballot:
    return Ballot(ROUND, id_, 0, 1)


def found(folder: Path, needle: bytes) -> bool:
    """Tell whether a half of this is in any file: where a page ends, a whole can be in two places."""
    halves = needle[: len(needle) // 2], needle[len(needle) // 2 :]
    files = [path.read_bytes() for path in folder.iterdir() if path.is_file()]
    return any(half in content for half in halves for content in files)


@pytest.mark.parametrize("failing", ["wiped", "tells_of_the_past"])
def test_a_log_that_cannot_be_looked_at_fails_no_write_and_is_still_owed(
    writer: Writer, engine: Engine, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_engine: Engine) -> bool:
        raise OSError(errno.EMFILE, "Too many open files")

    writer.erase()
    with monkeypatch.context() as broken:
        broken.setattr(write_ahead_log, failing, fails)
        write(writer, adds("one"), erases=True)
        writer.erase()
        write(writer, adds("two"))
        assert writer.owes_erasing
    writer.erase()
    assert (names(engine), writer.owes_erasing) == (["one", "two"], False)


def test_a_log_that_is_taken_away_while_it_is_looked_for_tells_nothing(
    writer: Writer, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken_away(path: Path, _mode: str) -> None:
        raise FileNotFoundError(path)

    writer.erase()
    write(writer, adds("one"))
    assert Path(f"{engine.url.database}-wal").exists()
    monkeypatch.setattr(Path, "open", taken_away)
    assert not write_ahead_log.tells_of_the_past(engine)
