"""What is wrong with the database now: noticing that it fails, telling it, and noticing that it works again."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from classroom.storage.failures import StorageTrouble, Trouble
from classroom.storage.writer import Item, T, Write

AGAIN_SECONDS = 2.0
_TO_SPARE = 1 << 20


@dataclass
class Health:
    """What is wrong with the database, as far as the last write knows."""

    trouble: Trouble | None = None


class WatchedWriter:
    """A write that keeps `health` up to date and calls `tell` when that changes.

    While something is wrong it also writes by itself now and then, and only that tells that all is well again: on a
    disk that is nearly full some answers fit and others do not.
    """

    def __init__(
        self,
        write: Write,
        health: Health,
        tell: Callable[[], None],
        later: Callable[[float, Callable[[], None]], None],
    ) -> None:
        self._write = write
        self._health = health
        self._tell = tell
        self._later = later

    def __call__(self, job: Callable[[Session], T], *, room: int | None = None, erases: bool = False) -> T:
        """Write as `Writer` does."""
        return self._noticed(lambda: self._write(job, room=room, erases=erases))

    def batched(self, job: Callable[[Session, list[Item]], Sequence[T]], item: Item) -> T:
        """Write as `Writer` does."""
        return self._noticed(lambda: self._write.batched(job, item))

    def _noticed(self, write: Callable[[], T]) -> T:
        try:
            return write()
        except StorageTrouble as error:
            self.notice(error.trouble)
            raise

    def notice(self, trouble: Trouble) -> None:
        """Take in that something failed, reading included, and look again by itself until it works."""
        if self._health.trouble is None:
            self._later(AGAIN_SECONDS, self._again)
        self._heed(trouble)

    def _again(self) -> None:
        try:
            self(touch)
        except Exception:  # noqa: BLE001 - whoever stopped looking here would call it broken for ever
            self._later(AGAIN_SECONDS, self._again)
        else:
            self._heed(None)

    def _heed(self, trouble: Trouble | None) -> None:
        if trouble is not self._health.trouble:
            self._health.trouble = trouble
            self._tell()


def touch(session: Session) -> None:
    """Write what changes nothing, yet has to reach the disk.

    Raises StorageTrouble on a disk that takes this little and not much more: a class would soon fill it again.
    """
    engine = session.get_bind().engine
    if engine.dialect.name != "sqlite":
        return
    session.execute(text("PRAGMA user_version=0"))
    if shutil.disk_usage(Path(engine.url.database or ".").absolute().parent).free < _TO_SPARE:
        raise StorageTrouble(Trouble.FULL)
