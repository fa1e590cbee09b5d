"""A disk of a test's own: a file that holds what reached it, deleted files included."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MEGABYTES = 32


def run(*words: object) -> None:
    subprocess.run([str(word) for word in words], check=True, capture_output=True, timeout=60)


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    run("mount", "-o", "loop", image, place)
    try:
        yield place
    finally:
        run("umount", place)


@contextmanager
def read_by_another(database: Path) -> Iterator[None]:
    """Let another program read the database, until this is over: meanwhile its log can only grow."""
    # In a process of its own: whoever opens and closes a file here would take away the locks that this process has on it.
    script = (
        "import sqlite3, sys; database = sqlite3.connect(sys.argv[1]); database.execute('BEGIN'); "
        "database.execute('SELECT count(*) FROM room').fetchall(); print(flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        yield
        other.kill()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A disk of its own, as a file that holds what reached it, and the folder under which it is mounted."""
    image, place = tmp_path / "disk", tmp_path / "mounted"
    try:
        with image.open("wb") as file:
            file.truncate(MEGABYTES << 20)
        run("mkfs.ext4", "-q", "-F", image)
        with mounted(image, place):
            pass
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"a disk in a file cannot be mounted here ({error}); it takes root and a loop device")
    with mounted(image, place):
        yield image, place
