"""What goes wrong with a database, and what is wrong with it now."""

import shutil
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

_PRIMARY = 0xFF  # SQLite's extended codes keep the plain one in their last byte.


class Trouble(StrEnum):
    """What a person can do something about."""

    FULL = "full"
    LOCKED = "locked"
    BROKEN = "broken"


_TO_SPARE = 1 << 20
_KNOWN = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
}


class StorageTrouble(Exception):
    """The database could not be written: a full disk, a lock, a broken file. Nothing was changed; try again."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass
class Health:
    """What is wrong with the database, as far as the last write knows."""

    trouble: Trouble | None = None


def is_trouble(error: BaseException) -> bool:
    """Tell whether the database failed, and not what was asked of it. A broken file is a plain DatabaseError."""
    return isinstance(error, OperationalError) or type(error) is DatabaseError


def trouble_of(error: BaseException) -> Trouble:
    """Tell a full disk and a lock from everything else, by SQLite's own number.

    An error on the way out, such as of a savepoint that went with the transaction, hides the one that it came from.
    """
    if isinstance(error, StorageTrouble):
        return error.trouble
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0) & _PRIMARY
    if code in _KNOWN:
        return _KNOWN[code]
    return trouble_of(error.__context__) if error.__context__ else Trouble.BROKEN


def touch(session: Session) -> None:
    """Write what changes nothing, yet has to reach the disk.

    Raises StorageTrouble on a disk that takes this little and not much more: a class would soon fill it again.
    """
    engine = session.get_bind().engine
    if engine.dialect.name != "sqlite":
        return
    session.execute(text("PRAGMA user_version=0"))
    if shutil.disk_usage(Path(engine.url.database or ".").absolute().parent).free < _TO_SPARE:
        raise StorageTrouble(Trouble.FULL)
