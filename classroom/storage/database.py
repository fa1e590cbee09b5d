"""The database handle. Only `storage`, `actions` and `app` may import it (see pyproject.toml)."""

import os
import sqlite3
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase

from classroom.storage.failures import StorageTrouble, Trouble

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_TIMEOUT = "busy_timeout=5000"
# FULL keeps an acknowledged vote through a power cut; secure_delete overwrites a ballot that is deleted. A log of one
# commit has no history: of many it would hold one state after each answer, and so tell the order in which they came.
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "wal_autocheckpoint=1",
    "foreign_keys=ON",
    BUSY_TIMEOUT,
)
WRITES = {"writes": True}


class Base(DeclarativeBase):
    """Every table. Models subclass this, never `db.Model`: type checkers then understand them."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base)


def prepare_sqlite(engine: Engine) -> None:
    """Make this engine's SQLite connections durable, and let a writer take the lock before it reads."""
    _hold_to_its_file(engine)

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, record: Any) -> None:
        record.info["file"] = _file_of(engine)
        # Without this, sqlite3 begins transactions itself, and late: after the first read.
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _hold_to_its_file(engine: Engine) -> None:
    """Let nothing be written to a file that was moved or removed, nor to one that takes its place by itself."""

    @event.listens_for(engine, "first_connect")
    def _exists(_connection: sqlite3.Connection, _record: Any) -> None:
        event.listen(engine, "do_connect", _connecting)

    def _connecting(*_: Any) -> None:
        if _file_of(engine) is None and engine.url.database:
            raise StorageTrouble(Trouble.BROKEN)

    @event.listens_for(engine, "checkout")
    def _taken(_connection: sqlite3.Connection, record: Any, _proxy: Any) -> None:
        # SQLite would go on writing, and we would acknowledge what is gone tomorrow.
        if record.info["file"] != (file := _file_of(engine)):
            raise DisconnectionError if file else StorageTrouble(Trouble.BROKEN)


def _file_of(engine: Engine) -> tuple[int, int] | None:
    """Give what tells the database's file from every other one; none when it is not there, or never was a file."""
    try:
        there = os.stat(engine.url.database or "")  # noqa: PTH116 - once a request, and a Path is slower
    except OSError:
        return None
    return there.st_dev, there.st_ino
