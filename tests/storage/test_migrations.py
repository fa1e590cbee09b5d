"""Bringing a database to this version: the tables are right, the rows stay, and a failure changes nothing."""

import os
import shutil
import stat
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, select, text
from sqlalchemy.orm import Session

from classroom.storage import upgrade
from classroom.storage.ballots import box_of
from classroom.storage.database import Base, prepare_sqlite
from classroom.storage.models import BallotBoxRow, Until
from classroom.storage.writer import Writer
from tests.storage.jobs import write
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
        op.execute("DELETE FROM ballot_box")
        raise RuntimeError("half-way")
"""


@pytest.fixture
def filled(engine: Engine, writer: Writer) -> Engine:
    """Give a database with a row in every table."""
    write(writer, fill)
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
        assert compare_metadata(context, Base.metadata) == [], "what models.py changed has no migration yet"


def test_the_newest_migration_is_the_one_that_start_up_looks_for() -> None:
    newest = ScriptDirectory(str(upgrade.MIGRATIONS)).get_heads()
    assert newest == [upgrade.HEAD], "begin the name of its file with its revision"


def test_no_copy_takes_along_a_row_that_ends_with_its_lesson() -> None:
    """The copy stays until the next start, which may be weeks away."""
    brief = {Until.CLOSE, Until.LESSON, Until.REMOTE, Until.TICKET, Until.WAIT}
    tables = Base.metadata.sorted_tables
    live = {table.name for table in tables if {key.info["until"] for key in table.primary_key} & brief}
    assert live - set(upgrade.LIVE_TABLES) == set(), "name it in LIVE_TABLES of classroom/storage/upgrade.py"
    assert {"seat", "ballot_box"} <= live


def test_every_table_has_a_row_before_an_upgrade_is_tried(filled: Engine) -> None:
    assert [name for name, rows in contents(filled).items() if not rows] == [], (
        "add a row in tests/storage/rows.py"
    )


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
    assert contents(copy) == before | {name: [] for name in upgrade.LIVE_TABLES if name in before}
    copy.dispose()
    files = Path(filled.url.database or "").parent.glob("wissel.sqlite*")
    assert any(b"b" * 16 in path.read_bytes() for path in files if path != copied), "the search finds it"
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


OLDER = (
    "INSERT INTO school (id, name) VALUES (1, '')",
    "INSERT INTO person (id, school_id, name) VALUES (1, 1, '')",
    "INSERT INTO scenario_version (id, slug, sha256, yaml, facts) VALUES (1, 'proef', 'a', 'x', 'y')",
    """INSERT INTO room (id, address, wall_token, school_id, owner_id, scenario_version_id, jurisdiction, language, plan,
    swaps, pupils, contact_name, contact_room, source, door, step, phase, beat, paused, voices, version, kept, played_on,
    started_at, touched_at) VALUES (1, 'a', 'w', 1, 1, 1, 'nl', 'nl', '45', '{}', 20, '', '', 'phones', 'knock', 0,
    'voting', 0, 0, 0, 4, 0, '2026-11-23', 1.0, 2.0)""",
    "INSERT INTO step (room_id, number, run, scene, tray, gauges, how) VALUES (1, 0, 0, 'a', '[]', '[]', 'start')",
    """INSERT INTO round (id, room_id, step, place, question, source, bands) VALUES
    ('r1', 1, 0, 0, 'vote', 'phones', '[]'), ('r2', 1, 0, 1, 'guess', 'phones', '[]')""",
    "INSERT INTO seat (room_id, admission, admitted) VALUES (1, x'01', 1)",
)


def test_answers_of_a_vote_under_way_come_along_into_their_boxes(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'old.sqlite'}")
    prepare_sqlite(engine)
    upgrade.upgrade(engine, "0003")
    answers = {f"{number:016}".encode(): (number % 3, number + 1) for number in (5, 2, 9)}
    with engine.begin() as connection:
        for statement in OLDER:
            connection.exec_driver_sql(statement)
        put = text("INSERT INTO ballot VALUES (:round_id, :id, :option, :counter)")
        for round_id in ("r1", "r2"):
            for id_, (option, counter) in answers.items():
                connection.execute(
                    put, {"round_id": round_id, "id": id_, "option": option, "counter": counter}
                )
    upgrade.upgrade(engine)
    with Session(engine) as session:
        boxes = {row.round_id: box_of(row.ballots) for row in session.scalars(select(BallotBoxRow))}
    assert boxes == {"r1": answers, "r2": answers}
    assert not inspect(engine).has_table("ballot")
    copied = upgrade.copy_of(engine)
    assert copied is not None
    assert not any(id_ in copied.read_bytes() for id_ in answers)
    engine.dispose()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_can_read_the_copy(filled: Engine, more_migrations: Path) -> None:
    add(more_migrations, SOUND)
    before = os.umask(0)
    try:
        upgrade.upgrade(filled)
    finally:
        os.umask(before)
    copied = upgrade.copy_of(filled)
    assert copied is not None
    assert stat.S_IMODE(copied.stat().st_mode) == 0o600


def foreign_keys_hold(engine: Engine) -> bool:
    """Tell whether every connection that the pool hands out checks what rows point at."""
    with engine.connect() as connection:
        return bool(connection.scalar(text("PRAGMA foreign_keys")))
