"""The one place that knows what is wrong with the database now: noticing, telling, and noticing that it works again."""

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from classroom.storage.failures import StorageTrouble, Trouble

Later = Callable[[float, Callable[[], None]], None]
AGAIN_SECONDS = 2.0
_TO_SPARE = 1 << 20


class Health:
    """What is wrong with the database, as far as whoever used it last knows.

    While something is wrong it is probed now and then, and only that tells that all is well again: on a disk that is
    nearly full some answers fit and others do not. `later` runs something after so many seconds; `changed` is called
    when there is news.
    """

    def __init__(self, later: Later, changed: Callable[[], None] = lambda: None) -> None:
        self.trouble: Trouble | None = None
        self.changed = changed
        self._later = later

    def notice(self, trouble: Trouble, probe: Callable[[], None]) -> None:
        """Take in that something failed, reading included, and probe until it works. `probe` raises StorageTrouble until then."""
        if self.trouble is None:
            self._later(AGAIN_SECONDS, lambda: self._again(probe))
        self._heed(trouble)

    def _again(self, probe: Callable[[], None]) -> None:
        try:
            probe()
        except Exception:  # noqa: BLE001 - whoever stopped looking here would call it broken for ever
            self._later(AGAIN_SECONDS, lambda: self._again(probe))
        else:
            self._heed(None)

    def _heed(self, trouble: Trouble | None) -> None:
        if trouble is not self.trouble:
            self.trouble = trouble
            self.changed()


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
