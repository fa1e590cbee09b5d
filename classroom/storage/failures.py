"""What goes wrong with a database, told apart by what a person can do about it."""

import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DatabaseError, OperationalError

_PRIMARY = 0xFF  # SQLite's extended codes keep the plain one in their last byte.


class Trouble(StrEnum):
    """What a person can do something about."""

    FULL = "full"
    LOCKED = "locked"
    BROKEN = "broken"


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
