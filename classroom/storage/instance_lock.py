"""One server for one folder: a second one would take away the first one's link, and know nothing of its rooms."""

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from sqlalchemy import make_url

PATIENCE_SECONDS = 3.0  # for one that is just ending
_LOOK_SECONDS = 0.1

_held: list[IO[bytes]] = []


class NotAlone(Exception):
    """Another server has this folder, or this database."""


def stay_alone(instance: Path, database_url: str) -> None:
    """Hold the folder and the database for as long as this process lives, however it ends. Raises NotAlone.

    Commands do not: they can be used beside a server.
    """
    _hold(instance / "running", str(instance))
    if file := make_url(database_url).database:
        _hold(Path(f"{file}.running"), f"the database {file}")


def _hold(path: Path, what: str) -> None:
    try:
        file = path.open("ab")
    except OSError:  # Whoever opens the database next says what is wrong.
        return
    with suppress(OSError):
        path.chmod(0o600)
    until = time.monotonic() + PATIENCE_SECONDS
    while not _is_locked(file):
        if time.monotonic() > until:
            file.close()
            raise NotAlone(what)
        time.sleep(_LOOK_SECONDS)
    _held.append(file)


def _is_locked(file: IO[bytes]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415  (there is no other way on Windows, and this one nowhere else)

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
