"""Runs migrations on the engine that `storage.upgrade` hands over."""

from alembic import context
from sqlalchemy import Connection, Engine

from classroom.storage.database import Base


class BrokenReferences(Exception):
    """A migration left rows that point at nothing; it was taken back."""


def migrate(connection: Connection) -> None:
    """Run what is missing in one transaction; on SQLite without foreign keys, which are checked before the commit."""
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        connection.connection.execute("PRAGMA foreign_keys=OFF")  # It has no effect once begun.
    try:
        with connection.begin():
            # Only when it is told so in the transaction does Alembic leave the commit to us.
            context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
            context.run_migrations()
            if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise BrokenReferences
    finally:
        if is_sqlite:  # The connection goes back to the pool, taken back or not.
            connection.connection.execute("PRAGMA foreign_keys=ON")


engine: Engine = context.config.attributes["engine"]
with engine.execution_options(writes=True).connect() as own_connection:
    migrate(own_connection)
