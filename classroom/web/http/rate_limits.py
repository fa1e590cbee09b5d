"""Codes that nobody has, counted by the address that they came from: somebody may be trying them all.

A whole class sits behind one address, so nothing here ever stands in the way of a code that is right. What it saves is our
own work; a room is kept by the number of codes that there are, and by its door, which knocks once the story has begun.
"""

from collections import Counter
from collections.abc import Callable

MOST = 120  # A mistyped link is looked up twice: sixty slips of the finger a minute.
MOST_WALL_CODES = 20  # of screens that wait, by one teacher: of a code of four signs there are half a million
MOST_KNOCKS = 10  # a minute of one address: a class behind one is let in ten by ten
WINDOW_SECONDS = 60


class Tries:
    """The wrong codes of the last minute, in memory alone. Of an address only a hash is kept that no other process makes."""

    def __init__(self, clock: Callable[[], float], most: int = MOST) -> None:
        self._clock, self._most = clock, most
        self._since = clock()
        self._wrong: Counter[int] = Counter()

    def wrong(self, peer: str | int | None) -> bool:
        """Note a wrong code, or a knock, from this address, and tell whether that makes too many."""
        self._tidy()
        self._wrong[hash(peer)] += 1
        return self._wrong[hash(peer)] > self._most

    def used_up(self, peer: str | int | None) -> bool:
        """Tell whether this address, or whoever it is, has no try left."""
        self._tidy()
        return self._wrong[hash(peer)] >= self._most

    def _tidy(self) -> None:
        now = self._clock()
        if not 0 <= now - self._since < WINDOW_SECONDS:
            self._since = now
            self._wrong.clear()
