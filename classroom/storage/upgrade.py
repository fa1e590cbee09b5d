"""Bringing a database to this version's tables. Alembic is loaded here and only when there is something to do."""

import shutil
from pathlib import Path

from sqlalchemy import Engine, inspect, text

HEAD = "0001"
MIGRATIONS = Path(__file__).parent / "migrations"


def is_current(engine: Engine) -> bool:
    """Tell whether the database has this version's tables."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD)


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision. On SQLite the file is copied first, to the same name with `.before-upgrade`."""
    from alembic import command  # noqa: PLC0415 - at most starts there is nothing to do, and it is large
    from alembic.config import Config  # noqa: PLC0415

    file = engine.url.database if engine.dialect.name == "sqlite" else None
    if file and Path(file).exists() and Path(file).stat().st_size:
        with engine.connect() as connection:  # What is only in the log so far is to be in the copy too.
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy2(file, f"{file}.before-upgrade")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    command.upgrade(config, revision)
