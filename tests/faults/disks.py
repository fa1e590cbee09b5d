"""A disk of a test's own: a file that holds what reached it, deleted files included."""

import subprocess
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
