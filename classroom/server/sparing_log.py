"""What goes wrong is told in a few lines a minute: whoever finds a fault of ours fills no disk with it."""

import logging
import sys
import time
from collections.abc import Callable

MOST = 10  # of which each may have a traceback: at worst some megabytes an hour
MINUTE = 60.0


class Sparing(logging.Filter):
    """Lets so many lines through in a minute. The first one after that tells how many were left out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._since, self._told, self._left_out = clock(), 0, 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether this line is told."""
        if self._clock() - self._since >= MINUTE:
            self._since, self._told = self._clock(), 0
        self._told += 1
        if self._told > MOST:
            self._left_out += 1
            return False
        if self._left_out:
            record.msg, record.args = f"{record.getMessage()} (and {self._left_out} lines before it)", ()
            self._left_out = 0
        return True


def log_sparingly() -> None:
    """Tell what goes wrong on the standard error, and never very much of it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    handler.addFilter(Sparing())
    logging.getLogger().addHandler(handler)
