"""The one writer of this process: whatever waits is written together, and answered after it is on disk.

What comes while a batch is written is the next batch. Whoever came first in it writes it, for all.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from itertools import groupby
from threading import Event, Lock
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session, SessionTransaction

from classroom.storage import write_ahead_log
from classroom.storage.database import WRITES
from classroom.storage.failures import StorageTrouble, Trouble, is_trouble, trouble_of
from classroom.storage.health import Health, Later, touch

T = TypeVar("T")
Item = TypeVar("Item")

Offload = Callable[[Callable[[], None]], None]
UntilIdle = Callable[[], None]
ERASE_AGAIN_SECONDS = 1.0


class Rooms(Enum):
    """The rooms that a job touches when it is not one."""

    NONE = "none"
    ALL = "all"


NO_ROOM: Final = Rooms.NONE
ALL_ROOMS: Final = Rooms.ALL
Touches = int | Rooms


class _Ticket(Generic[T]):
    """One item for a job that takes many, and in the end its result. A job by itself has no item."""

    def __init__(self, job: Callable[[Session, list[Any]], Sequence[T]], item: Any = None) -> None:
        self.job = job
        self.item = item
        self.touches: Touches = NO_ROOM
        self.erases = False
        self.result: T | None = None
        self.error: Exception | None = StorageTrouble(Trouble.BROKEN)

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

    `offload` runs a function and waits for it, where waiting for the disk would hold up others. `until_idle` waits, not
    for long, until nobody is on the way who could join the batch. `forget` is told which rooms a job is about to change,
    so that what is remembered of them goes, and again when the changes were taken back.
    `let_go` ends what the caller was reading: a snapshot held open would keep deleted ballots in the log.
    """

    def __init__(
        self,
        engine: Engine,
        health: Health,
        later: Later,
        offload: Offload = lambda work: work(),
        forget: Callable[[Touches], None] = lambda _touches: None,
        let_go: Callable[[], None] = lambda: None,
        until_idle: UntilIdle = lambda: None,
    ) -> None:
        self._engine = engine.execution_options(**WRITES)
        self._health = health
        self._later = later
        self._offload = offload
        self._forget = forget
        self._let_go = let_go
        self._until_idle = until_idle
        self._gathering = _Batch()
        # Who comes in and who closes the batch; never held while anything waits.
        self._gathering_lock = Lock()
        self._writing_lock = Lock()  # one batch is written at a time
        self._erases_later = False
        self.owes_erasing = (
            True  # What a program that was killed left in the log, which nobody else would overwrite.
        )

    def submit(self, job: Callable[[Session], T], *, touches: Touches, erases: bool = False) -> T:
        """Run this job, which changes nothing that a vote knows of another room, and give its result once it is on disk.

        `erases` also overwrites in the log what it deleted. Raises what the job raises, and StorageTrouble when the
        database fails; then nothing was changed.
        """
        ticket: _Ticket[T] = _Ticket(lambda session, _items: (job(session),))
        ticket.touches, ticket.erases = touches, erases
        return self._finish(ticket)

    def submit_batched(self, job: Callable[[Session, list[Item]], Sequence[T]], item: Item) -> T:
        """Run this job once for all items that wait for it side by side, and give this item's result.

        It changes nothing that a vote knows of a room. What it raises is raised for each of its items.
        """
        return self._finish(_Ticket(job, item))

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong with the database now, if anything."""
        return self._health.trouble

    def notice(self, trouble: Trouble) -> None:
        """Take in that the database failed, for whoever could not read it too."""
        self._health.notice(trouble, lambda: self.submit(touch, touches=NO_ROOM))

    def _finish(self, ticket: _Ticket[T]) -> T:
        self._let_go()
        try:
            self._join_batch(ticket)
            return ticket.outcome()
        except StorageTrouble as error:
            self.notice(error.trouble)
            raise
        finally:
            self._erase_later()

    def _join_batch(self, ticket: _Ticket[Any]) -> None:
        with self._gathering_lock:
            batch = self._gathering
            batch.tickets.append(ticket)
            is_first = len(batch.tickets) == 1
        if is_first:
            self._carry(batch)
        else:
            batch.over.wait()

    def _carry(self, batch: _Batch) -> None:
        try:
            with self._writing_lock:
                self._until_idle()
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
            with Session(self._engine) as session, session.begin() as transaction:
                jobs = [list(tickets) for _, tickets in groupby(batch.tickets, lambda ticket: ticket.job)]
                for tickets in jobs:
                    self._run(session, tickets, session.begin_nested() if len(jobs) > 1 else transaction)
        except BaseException as error:  # Every caller of the batch is told, by outcome().
            self._forget(ALL_ROOMS)
            batch.fail(trouble_of(error))
            if not isinstance(error, Exception):
                raise
        self.owes_erasing |= any(ticket.erases and ticket.error is None for ticket in batch.tickets)
        self._erase()
        # Somebody was reading. Nothing is to be deleted, so that can wait for a moment when nobody does.
        self.owes_erasing |= self._log_tells_of_the_past()

    def _run(self, session: Session, tickets: list[_Ticket[Any]], transaction: SessionTransaction) -> None:
        """Run one job in a transaction of its own: when it says no, only its own changes are taken back."""
        first = tickets[0]
        self._forget(first.touches)
        try:
            results = first.job(session, [ticket.item for ticket in tickets])
            transaction.commit()
        except Exception as error:
            if is_trouble(error):
                raise
            # Raised again in the callers, by outcome().
            transaction.rollback()
            self._forget(first.touches)
            for ticket in tickets:
                ticket.error = error
        else:
            for ticket, result in zip(tickets, results, strict=True):
                ticket.result, ticket.error = result, None

    def erase(self) -> None:
        """Overwrite in the log what was deleted, or came before; only needed while `owes_erasing`."""
        with self._writing_lock:
            self._offload(self._erase)

    def _erase_later(self) -> None:
        """See to it that what is owed is erased, however long somebody is in the way."""
        if self.owes_erasing and not self._erases_later:
            self._erases_later = True
            self._later(ERASE_AGAIN_SECONDS, self._try_to_erase)

    def _try_to_erase(self) -> None:
        self._erases_later = False
        try:
            self.erase()
        finally:
            self._erase_later()

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
