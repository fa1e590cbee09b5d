"""Whose request is next: in turn by address, and of one address in the order in which they came.

One busy phone so costs every other one the time of a single request of its own, however many connections it has. Whoever
shares an address waits in the same line, and nobody is refused but by a line longer than any school's. For gevent alone:
everything happens in one thread.
"""

from collections import OrderedDict, deque

from gevent import get_hub
from gevent.hub import Waiter

# So many requests of one address are under way at once. Those that write wait for the disk together: fewer would make a
# class behind one address slow, and more would let one phone fill what is written in one go.
AT_ONCE = 64
# So many of one address wait at most, which is more than a hall that asks at the same instant and closes what it had open
# before. What waits takes memory, and looking through it (Python's garbage collector) time that everybody waits.
MOST_WAITING = 4096

# Where the environment of a request holds what it calls to wait for another turn. All that were written in one go are awake
# at the same moment, so one that has much left to do then lets others come between.
ANOTHER_TURN = "wissel.another_turn"


class _Peer:
    """Who waits at one address, and how many of it are under way."""

    __slots__ = ("running", "waiting")

    def __init__(self) -> None:
        self.running = 0
        self.waiting: deque[Waiter[None]] = deque()


class FairQueue:
    """Turns that requests take before they are read, and give back before they wait for whoever asked."""

    def __init__(self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING) -> None:
        self._at_once = at_once
        self._most_waiting = most_waiting
        self._peers: OrderedDict[str, _Peer] = OrderedDict()  # the address whose turn it is stands first
        self._calling = False
        # A timer and no callback: between two callbacks gevent may not look for a long time who else came.
        self._soon = get_hub().loop.timer(0)

    def take(self, peer: str) -> None:
        """Wait for a turn.

        Even where nobody waits: all that came in at the same moment stand in line before the first is called. Raises
        ConnectionAbortedError where too many of this address wait already.
        """
        queue = self._peers.setdefault(peer, _Peer())
        if len(queue.waiting) >= self._most_waiting:
            raise ConnectionAbortedError
        waiter: Waiter[None] = Waiter()
        queue.waiting.append(waiter)
        self._call_soon()
        try:
            waiter.get()
        except BaseException:
            self._step_out(peer, queue, waiter)
            raise

    def give_back(self, peer: str) -> None:
        """Let the next of this address come."""
        queue = self._peers[peer]
        queue.running -= 1
        if queue.waiting:
            self._call_soon()
        elif not queue.running:
            del self._peers[peer]

    def _step_out(self, peer: str, queue: _Peer, waiter: "Waiter[None]") -> None:
        """Leave the line, whether called already or not."""
        if waiter in queue.waiting:
            queue.waiting.remove(waiter)
            queue.running += 1
        self.give_back(peer)

    def _call_soon(self) -> None:
        if not self._calling:
            self._calling = True
            self._soon.start(self._call)

    def _call(self) -> None:
        """Let one run until it waits for something; then look who else came meanwhile, and call the next."""
        self._calling = False
        for peer, queue in self._peers.items():
            if queue.waiting and queue.running < self._at_once:
                self._peers.move_to_end(peer)
                queue.running += 1
                self._call_soon()
                queue.waiting.popleft().switch(None)
                return
