"""Bringing a database to this version's tables. Alembic is loaded here and only when there is something to do."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, inspect, text

# Of lessons under way, in the database as it is now or was before.
LIVE_TABLES = ("ballot", "ballot_box", "seat", "remote", "remote_ticket", "waiting_wall")
MIGRATIONS = Path(__file__).parent / "migrations"
# The newest revision: the name of a migration begins with its number.
HEAD = max(path.name for path in (MIGRATIONS / "versions").glob("*.py")).partition("_")[0]


class NewerDatabase(Exception):
    """The database was made by a newer Wissel, whose tables this one does not know."""


def bring_up_to_date(engine: Engine) -> None:
    """Give the database this version's tables, if it has not. The copy that an upgrade made goes at the next start.

    Raises NewerDatabase, and what the database raises when it cannot be used.
    """
    _own(engine)
    if is_current(engine):
        forget_copy(engine)
    elif (_revision(engine) or "") < HEAD:
        upgrade(engine)
    else:
        raise NewerDatabase("it belongs to a newer version of Wissel")


def is_current(engine: Engine) -> bool:
    """Tell whether the database has this version's tables."""
    return _revision(engine) == HEAD


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision. A SQLite file with tables in it is copied first, see `copy_of`."""
    from alembic import command  # noqa: PLC0415 - at most starts there is nothing to do, and it is large
    from alembic.config import Config  # noqa: PLC0415

    if copy_of(engine) and _revision(engine):
        _copy(engine)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    command.upgrade(config, revision)


def copy_of(engine: Engine) -> Path | None:
    """Give where the copy goes that is made before an upgrade: beside the file. Other databases have their own ways."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return Path(f"{file}.before-upgrade") if file else None


def forget_copy(engine: Engine) -> None:
    """Remove the copy, once a start has found the database in order."""
    if copy := copy_of(engine):
        copy.unlink(missing_ok=True)


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def _own(engine: Engine) -> None:
    """Keep the file to its owner, whoever may look into its folder; what SQLite puts beside it follows."""
    if engine.dialect.name == "sqlite" and engine.url.database and os.name == "posix":
        file = Path(engine.url.database)
        file.touch(mode=0o600)
        file.chmod(0o600)


def _copy(engine: Engine) -> None:
    """Copy the file without what belongs to lessons under way: a copy must not outlive the ballots it was made of."""
    copy = copy_of(engine)
    if copy is None:
        return
    copy.unlink(missing_ok=True)
    copy.touch(mode=0o600)
    # What is deleted is never on the disk a second time: not in the copy, nor in what SQLite puts beside it meanwhile.
    with closing(sqlite3.connect(":memory:")) as between:
        with closing(sqlite3.connect(str(engine.url.database))) as there:
            there.backup(between)
        tables = between.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for table in LIVE_TABLES:
            if (table,) in tables:
                between.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        between.commit()
        between.execute("VACUUM")
        with closing(sqlite3.connect(copy)) as here:
            between.backup(here)
