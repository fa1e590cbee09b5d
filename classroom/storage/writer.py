"""The one writer of this process: whatever waits is written together, and answered after it is on disk.

Whoever comes first carries the whole queue; the others find their job done when their turn comes.
"""

from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from classroom.storage.db import BUSY_TIMEOUT, WRITES
from classroom.storage.trouble import StorageTrouble, is_trouble, trouble_of

T = TypeVar("T")
BATCH = 500

Offload = Callable[[Callable[[], None]], None]


class Write(Protocol):
    """Runs a job that changes the database and gives its result once it is on disk."""

    def __call__(self, job: Callable[[Session], T], *, erases: bool = False) -> T:
        """Run the job; see `Writer`."""


class _Ticket(Generic[T]):
    def __init__(self, job: Callable[[Session], T], *, erases: bool) -> None:
        self.job = job
        self.erases = erases
        self.done = False
        self.result: T | None = None
        self.error: Exception | None = None

    def run(self, session: Session) -> None:
        """Run the job by itself: when it says no, only its own changes are taken back."""
        self.error = None
        savepoint = session.begin_nested()
        try:
            self.result = self.job(session)
            savepoint.commit()
        except Exception as error:
            if is_trouble(error):
                raise
            # Raised again in the caller, by outcome().
            savepoint.rollback()
            self.error = error

    def outcome(self) -> T:
        if self.error is not None:
            raise self.error
        return self.result  # type: ignore[return-value]


class Writer:
    """Runs jobs that change the database, each whole and alone, many in one commit.

    `offload` runs a function and waits for it, where waiting for the disk would hold up others.
    """

    def __init__(self, engine: Engine, offload: Offload = lambda work: work()) -> None:
        self._engine = engine.execution_options(**WRITES)
        self._offload = offload
        self._waiting: deque[_Ticket[Any]] = deque()
        self._turn = Lock()
        self.owes_erasing = False

    def __call__(self, job: Callable[[Session], T], *, erases: bool = False) -> T:
        """Run this job and give its result once it is on disk. `erases` also overwrites what it deleted in the log.

        Raises what the job raises, and StorageTrouble when the database fails; then nothing was changed.
        """
        ticket = _Ticket(job, erases=erases)
        self._waiting.append(ticket)
        with self._turn:
            while not ticket.done:
                batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
                self._offload(lambda batch=batch: self._write(batch))  # type: ignore[misc]
        return ticket.outcome()

    def _write(self, batch: list[_Ticket[Any]]) -> None:
        try:
            with Session(self._engine) as session, session.begin():
                for ticket in batch:
                    ticket.run(session)
        except BaseException as error:  # Every caller of the batch is told, by outcome().
            for ticket in batch:
                ticket.error = StorageTrouble(trouble_of(error))
            if not isinstance(error, Exception):
                raise
        finally:
            for ticket in batch:
                ticket.done = True
        self.owes_erasing |= any(ticket.erases and ticket.error is None for ticket in batch)
        self._erase()

    def erase(self) -> None:
        """Try again to overwrite what was deleted, when a reader was in the way at first (`owes_erasing`)."""
        with self._turn:
            self._offload(self._erase)

    def _erase(self) -> None:
        if self.owes_erasing:
            self.owes_erasing = not self._erased_from_log()

    def _erased_from_log(self) -> bool:
        """Empty the write-ahead log, which still holds deleted ballots; with a reader in the way the next write tries."""
        if self._engine.dialect.name != "sqlite":
            return True
        try:
            with self._engine.connect() as connection:
                raw: Any = connection.connection.driver_connection
                raw.execute("PRAGMA busy_timeout=0")
                busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
                raw.execute(f"PRAGMA {BUSY_TIMEOUT}")
        except Exception:  # noqa: BLE001 - the write itself is done and answered; the next one tries again
            return False
        return not busy
