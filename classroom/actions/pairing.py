"""Another computer becomes the wall: it shows a short code, and the desk that types it hands over its wall, once.

All of it lives in the memory of this one process, and no step in here waits for anything.
"""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass

from classroom.lesson.room_codes import ALPHABET, normalise

LENGTH = 4
LIVES_SECONDS = 5 * 60
MOST_WAITING = 50
MOST_WRONG, WRONG_SECONDS = 20, 60


class NoSuchScreen(Exception):
    """No screen is waiting that shows this code."""


class TooManyTries(Exception):
    """There were so many wrong codes that the desk has to wait."""


@dataclass(slots=True)
class WaitingWall:
    """A computer that waits. `wall` is the wall's address once a desk has typed the code."""

    code: str
    until: float
    asker: int
    wall: str | None = None


class Pairing:
    """Screens that wait for a desk. What a screen shows is its code; what it is known by is an unguessable ticket."""

    def __init__(
        self, clock: Callable[[], float], below: Callable[[int], int], ticket: Callable[[], str]
    ) -> None:
        self._clock, self._below, self._ticket = clock, below, ticket
        self._waiting: dict[str, WaitingWall] = {}
        self._wrong: deque[float] = deque()

    def wait(self, peer: str | None) -> str:
        """Let one more screen wait, and give its ticket. Where there are many, the oldest of whoever has most goes.

        Of an address only a hash is kept that no other process makes.
        """
        self._tidy()
        if len(self._waiting) >= MOST_WAITING:
            self._make_room()
        taken = {screen.code for screen in self._waiting.values()}
        while (code := self._new_code()) in taken:
            pass
        ticket = self._ticket()
        self._waiting[ticket] = WaitingWall(code, self._clock() + LIVES_SECONDS, hash(peer))
        return ticket

    def code_of(self, ticket: str) -> str | None:
        """Give the code that this screen is to show, or nothing when it has waited too long."""
        self._tidy()
        screen = self._waiting.get(ticket)
        return screen.code if screen else None

    def give(self, typed: str, wall: str) -> None:
        """Give this wall to the screen that shows the code. Raises NoSuchScreen, or TooManyTries after many of those."""
        self._tidy()
        if len(self._wrong) >= MOST_WRONG:
            raise TooManyTries
        code = normalise(typed)
        for screen in self._waiting.values():
            if screen.code == code and screen.wall is None:
                screen.wall = wall
                return
        self._wrong.append(self._clock())
        raise NoSuchScreen

    def take(self, ticket: str) -> str | None:
        """Give this screen its wall, if a desk gave it one; the screen then waits no longer."""
        self._tidy()
        screen = self._waiting.get(ticket)
        if screen is None or screen.wall is None:
            return None
        del self._waiting[ticket]
        return screen.wall

    def _make_room(self) -> None:
        (most, _), *_ = Counter(screen.asker for screen in self._waiting.values()).most_common(1)
        del self._waiting[next(ticket for ticket, screen in self._waiting.items() if screen.asker == most)]

    def _new_code(self) -> str:
        return "".join(ALPHABET[self._below(len(ALPHABET))] for _ in range(LENGTH))

    def _tidy(self) -> None:
        now = self._clock()
        self._waiting = {ticket: screen for ticket, screen in self._waiting.items() if now < screen.until}
        while self._wrong and self._wrong[0] <= now - WRONG_SECONDS:
            self._wrong.popleft()
