"""The one writer of this process: whatever waits is written together, and answered after it is on disk.

What comes while a batch is written is the next batch. Whoever came first in it writes it, for all.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from threading import Event, Lock
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from classroom.storage import write_ahead_log
from classroom.storage.database import WRITES
from classroom.storage.failures import StorageTrouble, Trouble, is_trouble, trouble_of

T = TypeVar("T")
Item = TypeVar("Item")

Offload = Callable[[Callable[[], None]], None]
Changing = Callable[[int | None], None]


class Write(Protocol):
    """Runs a job that changes the database and gives its result once it is on disk."""

    def __call__(self, job: Callable[[Session], T], *, room: int | None = None, erases: bool = False) -> T:
        """Run the job; see `Writer`."""

    def batched(self, job: Callable[[Session, list[Item]], Sequence[T]], item: Item) -> T:
        """Run the job for this item and all that wait with it; see `Writer`."""


class _Ticket(Generic[T]):
    """One item for a job that takes many, and in the end its result. A job by itself has no item."""

    def __init__(self, job: Callable[[Session, list[Any]], Sequence[T]], item: Any = None) -> None:
        self.job = job
        self.item = item
        self.changes: tuple[int | None, ...] = ()
        self.erases = False
        self.result: T | None = None
        self.error: Exception | None = StorageTrouble(Trouble.BROKEN)

    def tell(self, changing: Changing) -> None:
        for room in self.changes:
            changing(room)

    def outcome(self) -> T:
        if self.error is not None:
            raise self.error
        return self.result  # type: ignore[return-value]


class _Batch:
    """What gathers while the batch before is written. Whoever came first writes it, the others wait until that is done."""

    def __init__(self) -> None:
        self.tickets: list[_Ticket[Any]] = []
        self.over = Event()

    def fail(self, trouble: Trouble) -> None:
        for ticket in self.tickets:
            ticket.error = StorageTrouble(trouble)


class Writer:
    """Runs jobs that change the database, each whole and alone, many in one commit.

    `offload` runs a function and waits for it, where waiting for the disk would hold up others. `changing` is told which
    room a job is about to change, or None for any, and again when the changes were taken back.
    """

    def __init__(
        self,
        engine: Engine,
        offload: Offload = lambda work: work(),
        changing: Changing = lambda _room: None,
    ) -> None:
        self._engine = engine.execution_options(**WRITES)
        self._offload = offload
        self._changing = changing
        self._gathering = _Batch()
        # Who comes in and who closes the batch; never held while anything waits.
        self._gathering_lock = Lock()
        self._writing_lock = Lock()  # one batch is written at a time
        self.owes_erasing = (
            True  # What a program that was killed left in the log, which nobody else would overwrite.
        )

    def __call__(self, job: Callable[[Session], T], *, room: int | None = None, erases: bool = False) -> T:
        """Run this job, which changes nothing but `room` if that is given, and give its result once it is on disk.

        `erases` also overwrites in the log what it deleted. Raises what the job raises, and StorageTrouble when the
        database fails; then nothing was changed.
        """
        ticket: _Ticket[T] = _Ticket(lambda session, _items: (job(session),))
        ticket.changes, ticket.erases = (room,), erases
        return self._finish(ticket)

    def batched(self, job: Callable[[Session, list[Item]], Sequence[T]], item: Item) -> T:
        """Run this job once for all items that wait for it side by side, and give this item's result.

        The job changes nothing that `changing` is told of. What it raises is raised for each of its items.
        """
        return self._finish(_Ticket(job, item))

    def _finish(self, ticket: _Ticket[T]) -> T:
        with self._gathering_lock:
            batch = self._gathering
            batch.tickets.append(ticket)
            is_first = len(batch.tickets) == 1
        if is_first:
            self._carry(batch)
        else:
            batch.over.wait()
        return ticket.outcome()

    def _carry(self, batch: _Batch) -> None:
        try:
            with self._writing_lock:
                self._close(batch)
                self._offload(lambda: self._write(batch))
        finally:
            self._close(batch)
            batch.over.set()

    def _close(self, batch: _Batch) -> None:
        with self._gathering_lock:
            if self._gathering is batch:
                self._gathering = _Batch()

    def _write(self, batch: _Batch) -> None:
        try:
            with Session(self._engine) as session, session.begin():
                for _, tickets in groupby(batch.tickets, lambda ticket: ticket.job):
                    self._run(session, list(tickets))
        except BaseException as error:  # Every caller of the batch is told, by outcome().
            self._changing(None)
            batch.fail(trouble_of(error))
            if not isinstance(error, Exception):
                raise
        self.owes_erasing |= any(ticket.erases and ticket.error is None for ticket in batch.tickets)
        self._erase()
        # Somebody was reading. Nothing is to be deleted, so that can wait for a moment when nobody does.
        self.owes_erasing |= self._log_tells_of_the_past()

    def _run(self, session: Session, tickets: list[_Ticket[Any]]) -> None:
        """Run one job by itself: when it says no, only its own changes are taken back."""
        first, savepoint = tickets[0], session.begin_nested()
        first.tell(self._changing)
        try:
            results = first.job(session, [ticket.item for ticket in tickets])
            savepoint.commit()
        except Exception as error:
            if is_trouble(error):
                raise
            # Raised again in the callers, by outcome().
            savepoint.rollback()
            first.tell(self._changing)
            for ticket in tickets:
                ticket.error = error
        else:
            for ticket, result in zip(tickets, results, strict=True):
                ticket.result, ticket.error = result, None

    def erase(self) -> None:
        """Overwrite in the log what was deleted, or came before; only needed while `owes_erasing`."""
        with self._writing_lock:
            self._offload(self._erase)

    def _erase(self) -> None:
        if self.owes_erasing:
            self.owes_erasing = not self._erased_from_log()

    # From here on the write is done and answered, whatever becomes of the log; the next try may work.

    def _erased_from_log(self) -> bool:
        """Empty the write-ahead log, which still holds deleted ballots."""
        try:
            is_wiped = write_ahead_log.wiped(self._engine)
            # Connections that wait for the next job hold pages as they were, in memory; closed, they let go of them.
            self._engine.dispose()
        except Exception:  # noqa: BLE001
            return False
        return is_wiped

    def _log_tells_of_the_past(self) -> bool:
        try:
            return write_ahead_log.tells_of_the_past(self._engine)
        except OSError:  # Too many files are open, or the disk fails: what cannot be read may tell anything.
            return True
