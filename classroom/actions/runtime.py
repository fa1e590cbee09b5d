"""What every action works with, put together once by the app."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from classroom.clock import day_of
from classroom.storage.health import Later
from classroom.storage.vote_cache import VoteCache
from classroom.storage.writer import Writer

Token = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Runtime:
    """What an action works with: the writer, the bells to ring after it, and what would otherwise be chance.

    `vote_cache` is what a vote knows of each room without asking; `clock` gives seconds since 1970; `token(n)` gives n
    unguessable bytes; `pick` takes one of several positions; `later` runs something after so many seconds.
    """

    writer: Writer
    vote_cache: VoteCache
    announce: Callable[[int], None]
    turnout: Callable[[int], None]
    clock: Callable[[], float]
    token: Token
    pick: Callable[[Sequence[int]], int]
    later: Later

    def today(self) -> date:
        """Give the day, in UTC."""
        return day_of(self.clock())

    def below(self, limit: int) -> int:
        """Give an unguessable number from 0 up to, not including, `limit` (at most a few hundred)."""
        return below(self.token, limit)

    def secret(self) -> str:
        """Give an unguessable text of 128 bits."""
        return secret(self.token)


def below(token: Token, limit: int) -> int:
    """Give an unguessable number from 0 up to, not including, `limit` (at most a few hundred)."""
    return int.from_bytes(token(8), "big") % limit


def secret(token: Token) -> str:
    """Give an unguessable text of 128 bits."""
    return token(16).hex()
