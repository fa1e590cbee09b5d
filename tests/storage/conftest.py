"""A database file with this version's tables, and its writer."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from classroom.storage.database import prepare_sqlite
from classroom.storage.writer import Writer
from tests.storage.jobs import new_writer


@pytest.fixture
def engine(tmp_path: Path, empty_database: Path) -> Iterator[Engine]:
    path = tmp_path / "wissel.sqlite"
    shutil.copy(empty_database, path)
    engine = create_engine(f"sqlite:///{path}")
    prepare_sqlite(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def writer(engine: Engine) -> Writer:
    return new_writer(engine)
