"""Somebody copies the database while a class answers: what lies there tells who is in, but not who came first.

Each proof has its control: on a database as it was kept before, the same reader finds the order of all answers.
"""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, select, text
from sqlalchemy.orm import Session

from classroom.storage import write_ahead_log
from classroom.storage.ballots import Ballot, put_all
from classroom.storage.database import prepare_sqlite
from classroom.storage.models import BallotBoxRow
from tests.storage.jobs import new_writer, write
from tests.storage.rows import ROUND, fill, round_

GUESS = "6" * 32
CLASS = 24
HALL = 200  # whose answers to one question do not fit on a page
PAGE, HEADER, FRAME = 4096, 32, 24
FAST = "/dev/shm" if Path("/dev/shm").is_dir() else None  # where nobody has to wait for a disk
Keep = Callable[[Session, list[Ballot]], object]

ROW_EACH = """
    CREATE TABLE ballot (round_id TEXT, id BLOB, option INTEGER, counter INTEGER, PRIMARY KEY (round_id, id)) WITHOUT ROWID
"""


@pytest.fixture
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=FAST) as folder:
        yield Path(folder)


def row_each(session: Session, answers: list[Ballot]) -> None:
    """Keep answers as they were kept before: a row for each, put where there is room."""
    put = text("INSERT INTO ballot VALUES (:round_id, :id, :option, :counter)")
    for each in answers:
        session.execute(
            put, {"round_id": each.round_id, "id": each.id, "option": each.option, "counter": each.counter}
        )


def ballots_of(how_many: int) -> list[Ballot]:
    """Give the answers of a class to a question and to the guess beside it, in the order in which they come."""
    chance = random.Random(how_many)
    return [
        Ballot(round_id, chance.randbytes(16), chance.choice((0, 1, 2, 9)), chance.choice((1, 2, 200, 9**15)))
        for _ in range(how_many)
        for round_id in (ROUND, GUESS)
    ]


@contextmanager
def database(folder: Path, empty: Path, *, history: bool = False) -> Iterator[Engine]:
    """Give a database with two open rounds; with `history`, its log is kept as SQLite keeps one by itself."""
    folder.mkdir()
    shutil.copy(empty, folder / "wissel.sqlite")
    engine = create_engine(f"sqlite:///{folder / 'wissel.sqlite'}")
    prepare_sqlite(engine)
    if history:
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA wal_autocheckpoint=1000"))
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        fill(session)
        session.query(BallotBoxRow).delete()
        session.add(round_(GUESS))
        session.execute(text(ROW_EACH))
    assert write_ahead_log.wiped(engine)
    yield engine
    engine.dispose()


def answered(engine: Engine, answers: list[Ballot], keep: Keep = put_all) -> tuple[bytes, list[bytes]]:
    """Let these come one after another; give what somebody has who copies the folder then: the file, and the log's pages."""
    writer = new_writer(engine)
    for each in answers:
        write(writer, lambda session, each=each: keep(session, [each]))  # type: ignore[misc]
    file = Path(engine.url.database or "")
    kept = Path(f"{file}-wal").read_bytes()
    # Salts and sums are of chance and of the pages; the rest is all that is there.
    frames = [kept[at : at + FRAME + PAGE] for at in range(HEADER, len(kept), FRAME + PAGE)]
    return file.read_bytes(), [frame[:8] + frame[FRAME:] for frame in frames]


def as_they_came(file: bytes, pages: list[bytes], answers: list[Ballot]) -> list[bytes]:
    """Give the answers to the question in the order in which they seem to have come: the attack.

    Whoever is on an older page came earlier, and SQLite fills a page from its end.
    """
    ids = [each.id for each in answers if each.round_id == ROUND]
    places: dict[bytes, tuple[int, int]] = {}
    for number, page in enumerate([*pages, file]):
        for id_ in ids:
            if id_ in page:
                places.setdefault(id_, (number, -page.index(id_)))
    return sorted(ids, key=lambda id_: places[id_])


def true_order(answers: list[Ballot]) -> list[bytes]:
    return [each.id for each in answers if each.round_id == ROUND]


@pytest.mark.parametrize("how_many", [1, CLASS, HALL])
def test_in_whatever_order_a_class_answers_the_same_bytes_are_on_the_disk(
    place: Path, empty_database: Path, how_many: int
) -> None:
    answers = ballots_of(how_many)
    other = random.Random(7).sample(answers, len(answers))
    # A phone may answer its question and guess in either order too, but of each round the same number is in by then.
    other.sort(key=lambda each: each.round_id)
    other = [each for pair in zip(other[:how_many], other[how_many:], strict=True) for each in pair]
    with database(place / "one", empty_database) as one, database(place / "two", empty_database) as two:
        (file, pages), (file_too, pages_too) = answered(one, answers), answered(two, other)
        assert file == file_too
        assert pages == pages_too
        with Session(one) as session:
            assert sum(map(len, session.scalars(select(BallotBoxRow.ballots)))) == 25 * len(answers)


def test_who_copies_the_folder_in_the_middle_of_a_vote_finds_no_order(
    place: Path, empty_database: Path
) -> None:
    answers = ballots_of(CLASS)
    with database(place / "now", empty_database) as engine:
        found = as_they_came(*answered(engine, answers), answers)
    assert found == sorted(found, reverse=True), "that of the ids, which is chance"


@pytest.mark.parametrize(
    ("keep", "history"), [(put_all, True), (row_each, True), (row_each, False)], ids=["log", "both", "rows"]
)
def test_the_same_reader_finds_the_order_of_all_answers_where_they_are_kept_as_before(
    place: Path, empty_database: Path, keep: Keep, history: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_ahead_log, "tells_of_the_past", lambda _engine: False)
    answers = ballots_of(CLASS)
    with database(place / "before", empty_database, history=history) as engine:
        found = as_they_came(*answered(engine, answers, keep), answers)
    assert found == true_order(answers)


def test_what_piled_up_in_the_log_while_somebody_read_is_wiped_once_they_are_gone(
    place: Path, empty_database: Path
) -> None:
    answers = ballots_of(CLASS)
    with database(place / "now", empty_database) as engine:
        writer = new_writer(engine)
        with Session(engine) as reader:
            reader.scalar(select(BallotBoxRow.round_id))
            for each in answers:
                write(writer, lambda session, each=each: put_all(session, [each]))  # type: ignore[misc]
            writer.erase()
            owed = writer.owes_erasing
        writer.erase()
        assert (owed, writer.owes_erasing) == (True, False), "as long as the reader needs it"
        file = Path(engine.url.database or "")
        assert Path(f"{file}-wal").read_bytes() == b""
        found = as_they_came(file.read_bytes(), [], answers)
    assert found == sorted(found, reverse=True)


def test_a_log_that_is_emptied_is_overwritten_first(
    place: Path, empty_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a file gives back to the disk stays there to be read."""
    given_back: list[bytes] = []
    overwritten = vars(write_ahead_log)["_overwritten"]

    def looks(raw: object, file: Path) -> bool:
        done = overwritten(raw, file)
        given_back.append(file.read_bytes())
        return bool(done)

    with database(place / "now", empty_database) as engine:
        answered(engine, ballots_of(CLASS))
        monkeypatch.setattr(write_ahead_log, "_overwritten", looks)
        assert write_ahead_log.wiped(engine)
    assert [set(left) for left in given_back] == [{0}]


def test_a_log_to_which_another_program_wrote_is_left_to_sqlite(
    place: Path, empty_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database(place / "now", empty_database) as engine:
        answered(engine, ballots_of(1))
        looks = iter([b"as it was", b"as it is"])
        monkeypatch.setattr(write_ahead_log, "_bytes", lambda _file: next(looks))
        assert not write_ahead_log.wiped(engine)
        with Session(engine) as session:
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
