"""The clock that a lesson counts by, and the day that it makes."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime


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
