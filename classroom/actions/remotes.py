"""A phone becomes the remote of a desk: the desk shows a ticket that works once, and only for a minute.

All of it lives in the memory of this one process, and no step in here waits for anything. Wrong tickets are not counted:
128 bits cannot be guessed, and a limit would let a pupil keep the teacher out.
"""

from collections.abc import Callable
from dataclasses import dataclass

LIVES_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the desk shows. `room` is the address of its desk, which no other room ever has."""

    room: str
    until: float


class Remotes:
    """Tickets that wait for a phone, and the rooms of the phones that came, by unguessable keys."""

    def __init__(self, clock: Callable[[], float], secret: Callable[[], str]) -> None:
        self._clock, self._secret = clock, secret
        self._tickets: dict[str, Ticket] = {}
        self._rooms: dict[str, str] = {}

    def invite(self, room: str) -> str:
        """Give a fresh ticket for this room; the one that it had before works no more."""
        self._tickets = {ticket: kept for ticket, kept in self._tickets.items() if kept.room != room}
        ticket = self._secret()
        self._tickets[ticket] = Ticket(room, self._clock() + LIVES_SECONDS)
        return ticket

    def invited(self, ticket: str) -> str | None:
        """Give the room that this ticket is for, without using it up; nothing when it is too old or used."""
        self._tidy()
        waiting = self._tickets.get(ticket)
        return waiting.room if waiting else None

    def accept(self, ticket: str) -> str | None:
        """Use the ticket up, and give the key that the phone is known by from here on."""
        room = self.invited(ticket)
        if room is None:
            return None
        del self._tickets[ticket]
        key = self._secret()
        self._rooms[key] = room
        return key

    def room_of(self, key: str) -> str | None:
        return self._rooms.get(key)

    def count(self, room: str) -> int:
        """Tell how many phones are a remote of this room."""
        return list(self._rooms.values()).count(room)

    def part(self, room: str) -> None:
        """Take the room away from all its remotes, and from a ticket that waits."""
        self._rooms = {key: other for key, other in self._rooms.items() if other != room}
        self._tickets = {ticket: kept for ticket, kept in self._tickets.items() if kept.room != room}

    def _tidy(self) -> None:
        now = self._clock()
        self._tickets = {ticket: kept for ticket, kept in self._tickets.items() if now < kept.until}
