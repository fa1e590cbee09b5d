"""Bringing a database to this version: the tables are right, the rows stay, and a failure changes nothing."""

import shutil
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.orm import Session

from classroom.storage import upgrade
from classroom.storage.db import Base, prepare_sqlite
from classroom.storage.writer import Writer
from tests.storage.rows import fill

SOUND = """
    def upgrade():
        with op.batch_alter_table("school") as table:
            table.add_column(sa.Column("town", sa.String(50), nullable=True))
        with op.batch_alter_table("room", recreate="always") as table:
            table.add_column(sa.Column("weather", sa.String(50), nullable=True))
"""
ORPHANS = """
    def upgrade():
        op.add_column("school", sa.Column("town", sa.String(50), nullable=True))
        op.execute("DELETE FROM school")
"""
BROKEN = """
    def upgrade():
        op.add_column("school", sa.Column("town", sa.String(50), nullable=True))
        op.execute("DELETE FROM ballot")
        raise RuntimeError("half-way")
"""


@pytest.fixture
def filled(engine: Engine, writer: Writer) -> Engine:
    """Give a database with a row in every table."""
    writer(fill)
    return engine


@pytest.fixture
def more_migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with our migrations to which a test can add."""
    folder = tmp_path / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
    return folder


def add(folder: Path, body: str) -> None:
    head = f"import sqlalchemy as sa\nfrom alembic import op\n\nrevision = 'next'\ndown_revision = '{upgrade.HEAD}'\n"
    (folder / "versions" / "next.py").write_text(head + dedent(body), encoding="utf-8")


def contents(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Give all rows of all tables that this version knows, by the columns that it knows."""
    with Session(engine) as session:
        return {
            table.name: [dict(row) for row in session.execute(table.select()).mappings()]
            for table in Base.metadata.sorted_tables
        }


def test_fresh_tables_are_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_newest_migration_is_the_one_that_start_up_looks_for() -> None:
    assert ScriptDirectory(str(upgrade.MIGRATIONS)).get_heads() == [upgrade.HEAD]


def test_every_table_has_a_row_before_an_upgrade_is_tried(filled: Engine) -> None:
    assert all(contents(filled).values())


def test_a_database_of_this_version_is_current_and_an_empty_one_is_not(
    engine: Engine, tmp_path: Path
) -> None:
    assert upgrade.is_current(engine)
    empty = create_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    assert not upgrade.is_current(empty)
    empty.dispose()


def test_an_upgrade_keeps_every_row(filled: Engine, more_migrations: Path) -> None:
    before = contents(filled)
    add(more_migrations, SOUND)
    upgrade.upgrade(filled)
    assert contents(filled) == before
    assert {"town"} <= {column["name"] for column in inspect(filled).get_columns("school")}
    assert foreign_keys_hold(filled)


def test_an_upgrade_copies_the_file_first_without_what_belongs_to_open_lessons(
    filled: Engine, more_migrations: Path
) -> None:
    before = contents(filled)
    add(more_migrations, SOUND)
    upgrade.upgrade(filled)
    copied = upgrade.copy_of(filled)
    assert copied is not None
    copy = create_engine(f"sqlite:///{copied}")
    assert contents(copy) == before | {"ballot": [], "seat": []}
    copy.dispose()
    assert b"b" * 16 not in copied.read_bytes()
    upgrade.forget_copy(filled)
    assert not copied.exists()


@pytest.mark.parametrize(("body", "message"), [(ORPHANS, ""), (BROKEN, "half-way")])
def test_a_migration_that_fails_is_taken_back(
    filled: Engine, more_migrations: Path, body: str, message: str
) -> None:
    before = contents(filled)
    add(more_migrations, body)
    with pytest.raises(Exception, match=rf"^{message}$"):
        upgrade.upgrade(filled)
    assert contents(filled) == before
    assert "town" not in {column["name"] for column in inspect(filled).get_columns("school")}
    assert upgrade.is_current(filled)
    assert foreign_keys_hold(filled)


def test_the_first_upgrade_needs_no_copy(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'new.sqlite'}")
    prepare_sqlite(engine)
    upgrade.upgrade(engine)
    assert upgrade.is_current(engine)
    assert not list(tmp_path.glob("*.before-upgrade"))
    engine.dispose()


def foreign_keys_hold(engine: Engine) -> bool:
    """Tell whether every connection that the pool hands out checks what rows point at."""
    with engine.connect() as connection:
        return bool(connection.scalar(text("PRAGMA foreign_keys")))
