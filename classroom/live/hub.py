"""Who is waiting for news of which room, and telling them.

Two locks. The hub's own guards its lists; it is held for a few instructions and never while anything waits. A room's
`telling` lets one teller through at a time: it reads the version, renders and tells before the next one reads, so that
nobody is left with an older screen told last. Who holds it may take the hub's lock, never the reverse.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from operator import methodcaller
from typing import TypeVar

from classroom.live import frames
from classroom.live.attempt import attempt
from classroom.live.frames import Right, Waiter, Watch
from classroom.live.parking import Listener, Lot

# So many are told before others get a turn: a vote need not wait until a whole hall has its screen.
_AT_ONCE = 250
# A browser that heard nothing for a little more than two of these fetches the screen (WATCHDOG in static/js/link.js):
# so a stream that falls silent leaves nobody behind for more than ten seconds.
HEARTBEAT_SECONDS = 3.0
_TURNOUT_SECONDS = 0.5

_T = TypeVar("_T")
Later = Callable[[float, Callable[[], None]], object]


def _later(seconds: float, call: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    timer.start()


class _Room:
    """One room while somebody waits for its news; the last three hold what was last made, and for which version."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.telling = threading.Lock()
        self.waiting: dict[Watch, dict[Waiter, None]] = {}  # a dict, because it keeps the order of arrival
        self.screens: dict[Watch, tuple[str, bytes]] = {}
        self.frames: dict[Watch, tuple[str, bytes]] = {}
        self.turnouts: dict[Watch, tuple[str, str | None]] = {}
        self.turnout_resting = False
        self.turnout_changed = False


class Hub:
    """Everyone who waits. What a room's version, screen and turnout are, `app.py` hands in, and which rights to it were `lost`.

    A version of None means that the room is gone. Under gevent, call a hub from greenlets only, not from a threadpool.
    """

    def __init__(
        self,
        version_of: Callable[[int], str | None],
        screen_bytes: Callable[[Watch], bytes],
        turnout: Callable[[Watch], str | None],
        *,
        lost: Callable[[int, set[Right]], set[Right]] = lambda _room, _rights: set(),
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
        stall_seconds: float = 10.0,
        later: Later = _later,
    ) -> None:
        self._version_of = version_of
        self._screen_bytes = screen_bytes
        self._turnout_of = turnout
        self._lost = lost
        self._heartbeat_seconds = heartbeat_seconds
        self._later = later
        self._lock = threading.RLock()  # re-entrant: a stream may end, and leave, inside it
        self._rooms: dict[int, _Room] = {}
        self._closing = threading.Event()
        self._beating = False
        self._lot = Lot(self._leave, stall_seconds)

    def announce(self, room: int) -> None:
        """Tell everyone the screen of a room that changed, rendered once a watch."""
        with self._lock:
            entry = self._rooms.get(room)
        if entry is not None:
            attempt(self._tell_room, entry, heartbeat=False)

    def turnout(self, room: int) -> None:
        """Tell those who may know that a turnout changed, a little later if they were told just now."""
        with self._lock:
            entry = self._rooms.get(room)
            if entry is None:
                return
            entry.turnout_changed = True
            if entry.turnout_resting:
                return
            entry.turnout_resting = True
        self._later(0.0, lambda: self._tell_turnout(entry))

    def turnouts(self) -> None:
        """Tell every room's turnout, when something changed that goes with all of them."""
        with self._lock:
            rooms = list(self._rooms)
        for room in rooms:
            self.turnout(room)

    def screen(self, watch: Watch, version: str, draw: Callable[[], bytes]) -> bytes:
        """Give a screen to somebody who fetches it: the one that was drawn for all who wait, if there are any."""
        with self._lock:
            room = self._rooms.get(watch.room)
        return draw() if room is None else _kept(room.screens, watch, version, draw)

    def listen(self, watch: Watch, since: str | None, right: Right | None = None) -> Iterator[bytes]:
        """Yield the stream of one browser, for a server that gives it a thread or a greenlet."""
        listener = Listener(watch, since, right)
        room = self._enter(listener)
        try:
            attempt(self._welcome, room, listener)
            while news := listener.take():
                yield news
        finally:
            self._leave(listener)

    def park(self, sock_fd: int, watch: Watch, since: str | None, right: Right | None = None) -> None:
        """Take over a connection whose response headers are out; the descriptor is the hub's from here on."""
        if self._closing.is_set():
            os.close(sock_fd)
            return
        parked = self._lot.add(sock_fd, watch, since, right)
        room = self._enter(parked)
        attempt(self._welcome, room, parked)
        parked.flush()
        if parked.ended:  # it may have hung up before it was on the list
            self._leave(parked)

    def waiting(self) -> int:
        """How many browsers wait, over all rooms."""
        with self._lock:
            return sum(len(waiters) for room in self._rooms.values() for waiters in room.waiting.values())

    def close(self) -> None:
        """End every stream now, and every one that comes after."""
        with self._lock:
            self._closing.set()
            rooms = list(self._rooms.values())
            waiters = [waiter for room in rooms for same in room.waiting.values() for waiter in same]
            self._rooms.clear()
        for waiter in waiters:
            waiter.end()
        self._lot.close()

    # Coming and going

    def _enter(self, waiter: Waiter) -> _Room:
        """Be on the list first and compare versions after: a change in between is then told, never missed."""
        number = waiter.watch.room
        with self._lock:
            if self._closing.is_set():
                waiter.end()
                return _Room(number)
            room = self._rooms.setdefault(number, _Room(number))
            room.waiting.setdefault(waiter.watch, {})[waiter] = None
            if not self._beating:
                self._beating = True
                threading.Thread(target=self._heartbeat, name="heartbeat", daemon=True).start()
            return room

    def _leave(self, waiter: Waiter) -> None:
        with self._lock:
            room = self._rooms.get(waiter.watch.room)
            if room is None or waiter not in room.waiting.get(waiter.watch, {}):
                return
            del room.waiting[waiter.watch][waiter]
            if not room.waiting[waiter.watch]:
                del room.waiting[waiter.watch]
                room.turnouts.pop(waiter.watch, None)  # nobody keeps it up to date from here on
            if not room.waiting:
                del self._rooms[room.number]

    def _welcome(self, room: _Room, waiter: Waiter) -> None:
        if waiter.ended:
            return
        with room.telling:
            version = self._version_of(room.number)
            if version is None:
                waiter.end(frames.gone_frame())
            else:
                self._bring(room, waiter.watch, [waiter], version)

    # Telling

    def _tell_room(self, room: _Room, *, heartbeat: bool) -> None:
        with room.telling:
            version = self._version_of(room.number)
            for watch, waiters in self._entitled(room):
                if version is None:
                    _each(waiters, methodcaller("end", frames.gone_frame()))
                    continue
                self._bring(room, watch, [waiter for waiter in waiters if waiter.version != version], version)
                if heartbeat:
                    _each(waiters, methodcaller("tell_heartbeat", frames.heartbeat_frame(version)))

    def _bring(self, room: _Room, watch: Watch, waiters: list[Waiter], version: str) -> None:
        """Tell these, all of one watch, the screen where they have not got it, and the turnout that goes with it."""

        def screen() -> bytes:
            return frames.screen_frame(version, _kept(room.screens, watch, version, drawn))

        def drawn() -> bytes:
            return self._screen_bytes(watch)

        def turnout() -> str | None:
            return self._turnout_of(watch)

        late = [waiter for waiter in waiters if waiter.version != version]
        if late and (frame := attempt(_kept, room.frames, watch, version, screen)):
            _each(late, methodcaller("tell_screen", version, frame))
        if waiters and (json := attempt(_kept, room.turnouts, watch, version, turnout)):
            _each(waiters, methodcaller("tell_turnout", frames.turnout_frame(json)))

    def _tell_turnout(self, room: _Room) -> None:
        if self._closing.is_set():
            return
        room.turnout_changed = False  # before it is read: what changes from here on is told next time
        with room.telling:
            # Where rights cannot be read, counts cannot either: all that is left to tell is what is wrong, to the desk.
            for watch, waiters in attempt(self._entitled, room) or self._present(room):
                version, told = room.turnouts.get(watch, ("", None))
                json = attempt(self._turnout_of, watch)
                if json and json != told:
                    room.turnouts[watch] = (version, json)
                    _each(waiters, methodcaller("tell_turnout", frames.turnout_frame(json)))
        self._later(_TURNOUT_SECONDS, lambda: self._turnout_rested(room))

    def _turnout_rested(self, room: _Room) -> None:
        with self._lock:
            room.turnout_resting = room.turnout_changed
        if room.turnout_resting:
            self._tell_turnout(room)

    def _present(self, room: _Room) -> list[tuple[Watch, list[Waiter]]]:
        with self._lock:
            return [(watch, list(waiters)) for watch, waiters in room.waiting.items()]

    def _entitled(self, room: _Room) -> list[tuple[Watch, list[Waiter]]]:
        """Give who waits, without those who lost their right to it: their streams end here, before anything else is told."""
        present = self._present(room)
        rights = {waiter.right for _, waiters in present for waiter in waiters if waiter.right}
        lost = self._lost(room.number, rights) if rights else set()
        for waiter in [waiter for _, waiters in present for waiter in waiters if waiter.right in lost]:
            waiter.end()
        return [(watch, [waiter for waiter in waiters if not waiter.ended]) for watch, waiters in present]

    def _heartbeat(self) -> None:
        """Sign of life, and a second look: what a room missed, because nobody announced it or it failed, comes now."""
        while not self._closing.wait(self._heartbeat_seconds):
            with self._lock:
                rooms = list(self._rooms.values())
                self._beating = bool(rooms)
            if not rooms:
                return
            for room in rooms:
                attempt(self._tell_room, room, heartbeat=True)


def _kept(store: dict[Watch, tuple[str, _T]], watch: Watch, version: str, make: Callable[[], _T]) -> _T:
    """Look up what was made for this watch and version; make it now if it was not."""
    kept = store.get(watch)
    if kept is None or kept[0] != version:
        kept = store[watch] = (version, make())
    return kept[1]


def _each(waiters: list[Waiter], tell: Callable[[Waiter], object]) -> None:
    for number, waiter in enumerate(waiters, 1):
        attempt(tell, waiter)
        if number % _AT_ONCE == 0:
            time.sleep(0)
