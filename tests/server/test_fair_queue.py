"""Whose request is next."""

import random

import gevent
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.server.fair_queue import FairQueue

BUSY, QUIET = "192.168.1.66", "192.168.1.7"


def _ask(queue: FairQueue, address: str, order: list[str], wait: float | None = None) -> None:
    queue.take(address)
    order.append(address)
    if wait is not None:
        gevent.sleep(wait)
    queue.give_back(address)


def _order(queue: FairQueue, asked: list[str], wait: float | None = None) -> list[str]:
    """Let all ask at the same moment, and give who came in which order."""
    order: list[str] = []
    gevent.joinall([gevent.spawn(_ask, queue, address, order, wait) for address in asked], raise_error=True)
    return order


def test_whoever_asks_much_waits_for_everybody_else() -> None:
    others = [f"192.168.1.{number}" for number in range(100, 130)]
    order = _order(FairQueue(), [BUSY] * 200 + others)
    assert set(others) <= set(order[:60]), "of each one, then of each one the next"
    assert order.count(BUSY) == 200, "and yet nobody is refused"


def test_at_one_address_all_come_in_the_order_in_which_they_asked() -> None:
    queue, order = FairQueue(), []

    def ask(number: int) -> None:
        queue.take(QUIET)
        order.append(number)
        queue.give_back(QUIET)

    gevent.joinall([gevent.spawn(ask, number) for number in range(50)], raise_error=True)
    assert order == list(range(50))


def test_few_of_one_address_are_under_way_at_once() -> None:
    queue, most, running = FairQueue(at_once=4), [0], [0]

    def ask(address: str) -> None:
        queue.take(address)
        running[0] += address == BUSY
        most[0] = max(most[0], running[0])
        gevent.sleep(0.001)
        running[0] -= address == BUSY
        queue.give_back(address)

    gevent.joinall([gevent.spawn(ask, address) for address in [BUSY] * 30 + [QUIET] * 3], raise_error=True)
    assert most == [4]


def test_who_comes_while_many_wait_is_next() -> None:
    queue, order = FairQueue(), []

    def late() -> None:
        queue.take(QUIET)
        order.append(QUIET)
        queue.give_back(QUIET)

    def busy() -> None:
        queue.take(BUSY)
        order.append(BUSY)
        if len(order) == 5:
            gevent.spawn(late)
        queue.give_back(BUSY)

    gevent.joinall([gevent.spawn(busy) for _ in range(100)], raise_error=True)
    assert order.index(QUIET) <= 7


def test_a_line_that_no_school_could_fill_gets_no_longer_and_is_in_nobody_elses_way() -> None:
    queue = FairQueue(at_once=1, most_waiting=3)
    queue.take(BUSY)
    waiting = [gevent.spawn(queue.take, BUSY) for _ in range(3)]
    gevent.sleep(0)
    with pytest.raises(ConnectionAbortedError):
        queue.take(BUSY)
    with gevent.Timeout(5):
        assert _order(queue, [QUIET]) == [QUIET]
    gevent.killall(waiting)
    queue.give_back(BUSY)
    with gevent.Timeout(5):
        assert _order(queue, [BUSY]) == [BUSY], "and once it has been served they come in again"


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from([None, 0.0, 0.001]), st.booleans()), max_size=30
    )
)
def test_whatever_happens_nobody_is_forgotten(asked: list[tuple[str, float | None, bool]]) -> None:
    queue = FairQueue(at_once=2)
    order: list[str] = []
    expected: list[str] = []
    running = []
    for address, wait, gives_up in asked:
        running.append(gevent.spawn(_ask, queue, address, order, wait))
        if gives_up and random.random() < 0.5:
            gevent.sleep(0)
        if gives_up:
            running[-1].kill(block=False)
        else:
            expected.append(address)
    gevent.joinall(running)
    assert len(order) >= len(expected)
    for address in set(expected):
        assert order.count(address) >= expected.count(address)
    with gevent.Timeout(5):
        assert _order(queue, ["a", "b", "c"]) == ["a", "b", "c"], "and no turn is lost"


def test_a_turn_that_was_given_up_in_the_line_is_nobodys() -> None:
    queue = FairQueue(at_once=1)
    queue.take(QUIET)
    waiting = gevent.spawn(queue.take, QUIET)
    gevent.sleep(0)
    waiting.kill()
    queue.give_back(QUIET)
    with gevent.Timeout(5):
        assert _order(queue, [QUIET]) == [QUIET]
