"""SQLite's write-ahead log, as somebody would read it who copies the file: it must not tell in which order answers came.

Each commit adds the pages that it changed. `db.py` has every commit copied into the database at once, so that the next
one is written over it. Where somebody was reading meanwhile the log grows all the same, and then has to be wiped.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from struct import Struct
from typing import Any, BinaryIO

from sqlalchemy import Engine

from classroom.storage.database import BUSY_TIMEOUT

# As the file format of SQLite has them: the page size and the two salts; a page's number, 0 or a commit, the salts.
_HEADER, _FRAME = Struct(">8xI4x8s8x"), Struct(">4xI8s8x")


def tells_of_the_past(engine: Engine) -> bool:
    """Tell whether anything but the last commit can be read in the log."""
    log = _log_of(engine)
    if log is None:
        return False
    try:
        with log.open("rb") as file:
            return _tells_of_the_past(file, os.fstat(file.fileno()).st_size)
    except FileNotFoundError:  # The last connection took it away, perhaps just now.
        return False


def wiped(engine: Engine) -> bool:
    """Overwrite the log and empty it; tell whether that is done. Somebody who reads is not waited for."""
    log = _log_of(engine)
    if log is None:
        return True
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA busy_timeout=0")
        try:
            done = _overwritten(raw, log)
        finally:
            raw.execute(f"PRAGMA {BUSY_TIMEOUT}")
        # Who comes to read just now is soon gone again.
        return done and not raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]


def _log_of(engine: Engine) -> Path | None:
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return Path(f"{file}-wal") if file else None


def _tells_of_the_past(file: BinaryIO, size: int) -> bool:
    frames = list(_frames(file))
    end = frames[-1][1] if frames else _HEADER.size
    return sum(bool(after_commit) for after_commit, _ in frames) > 1 or end < size


def _frames(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Give for each frame that counts whether it ends a commit, and where it ends."""
    head = file.read(_HEADER.size)
    if len(head) < _HEADER.size:
        return
    page, salts = _HEADER.unpack(head)
    while len(frame := file.read(_FRAME.size)) == _FRAME.size:
        after_commit, theirs = _FRAME.unpack(frame)
        if theirs != salts:  # What is left of a longer log.
            return
        yield after_commit, file.seek(page, os.SEEK_CUR)


def _overwritten(raw: Any, log: Path) -> bool:
    """Fill the log with zeros: to empty it would only hand its pages back to the disk, as they are.

    All of it is in the database by then, nobody reads from it, and nobody can write to it.
    """
    before = _bytes(log)
    if raw.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()[0]:
        return False
    raw.execute("BEGIN IMMEDIATE")
    try:
        if _bytes(log) != before:  # Another program wrote since.
            return False
        _fill_with_zeros(log)
    finally:
        raw.execute("ROLLBACK")
    return True


def _bytes(log: Path) -> bytes:
    return log.read_bytes() if log.exists() else b""


def _fill_with_zeros(log: Path) -> None:
    """Begin with the header, on its own: without it no page of a log that is half overwritten is taken for a commit."""
    if not log.exists():
        return
    with log.open("r+b", buffering=0) as file:
        left = log.stat().st_size
        for some in (min(left, _HEADER.size), max(0, left - _HEADER.size)):
            file.write(bytes(some))
            os.fsync(file.fileno())
