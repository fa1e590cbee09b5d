"""What every action works with, put together once by the app."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from classroom.storage.booths import Booths
from classroom.storage.writer import Write


@dataclass(frozen=True, slots=True)
class Means:
    """The writer, the bells to ring after it, and what would otherwise be chance: time, tokens, ties.

    `booths` is what a vote knows of each room without asking; `clock` gives seconds since 1970; `token(n)` gives n unguessable bytes; `pick` takes one of several positions;
    `later` runs something after so many seconds.
    """

    write: Write
    booths: Booths
    announce: Callable[[int], None]
    turnout: Callable[[int], None]
    clock: Callable[[], float]
    token: Callable[[int], bytes]
    pick: Callable[[Sequence[int]], int]
    later: Callable[[float, Callable[[], None]], None]

    def today(self) -> date:
        """Give the day, in UTC."""
        return day_of(self.clock())

    def below(self, limit: int) -> int:
        """Give an unguessable number from 0 up to, not including, `limit` (at most a few hundred)."""
        return int.from_bytes(self.token(8), "big") % limit

    def address(self) -> str:
        """Give an unguessable address of 128 bits."""
        return self.token(16).hex()


def steady_clock() -> Callable[[], float]:
    """Give a clock that begins with the time of day and then only counts on, through sleep too.

    Setting this computer's clock in the middle of a lesson then moves nothing: no login, no idle room, no undo.
    """
    sleeps_too = getattr(time, "CLOCK_BOOTTIME", None)  # Linux; elsewhere the monotonic clock is the nearest.

    def count() -> float:
        return time.monotonic() if sleeps_too is None else time.clock_gettime(sleeps_too)

    began = time.time() - count()
    return lambda: began + count()


def day_of(seconds: float) -> date:
    """Give the day, in UTC, of a time in seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC).date()
