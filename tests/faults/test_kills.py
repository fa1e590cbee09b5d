"""F1: the server is killed again and again while a class votes, and comes back with all that it acknowledged."""

import random
import threading
import time
from collections.abc import Callable
from itertools import count

from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk
from tests.faults.crew import (
    CONFLICT,
    OPTIONS,
    STORED,
    LedgerPhone,
    Losses,
    NewCrew,
    at_once,
    compare,
    opened_copy,
    rows_of,
)
from tests.faults.figures import figure, size, within

KILLS = size(3, 100)
ACKS = size(300, 10_000)
PUPILS = 30
BACK_WITHIN = 5.0


def _votes_on(phone: LedgerPhone, round_id: str, stop: threading.Event) -> Callable[[], None]:
    """Change your mind without end; an answer that gets no answer is sent again until it does."""

    def run() -> None:
        chance = random.Random(phone.token)
        for number in count(phone.number + 1):
            phone.number = number
            option = chance.choice(OPTIONS)
            tries = 1
            while (status := phone.send(round_id, option, number)) == 0 and not stop.is_set():
                tries += 1
                time.sleep(0.02)
            # Stored by a try that got no answer, it hears to go beyond; the next number does.
            assert status in (STORED, 0) or (status == CONFLICT and tries > 1), status
            if stop.is_set():
                return

    return run


def _acks(phones: list[LedgerPhone]) -> int:
    return sum(phone.acks for phone in phones)


def _until_acked(phones: list[LedgerPhone], wanted: int) -> float:
    began = time.monotonic()
    while _acks(phones) < wanted:
        assert time.monotonic() < began + 6 * BACK_WITHIN, "nothing is acknowledged any more"
        time.sleep(0.002)
    return time.monotonic() - began


def _kill_and_come_back(
    server: Running, phones: list[LedgerPhone], round_id: str
) -> tuple[Losses, bool, float]:
    """Kill; give what was lost, whether an answer was under way, and how long it took until one was acknowledged."""
    server.kill()
    time.sleep(0.1)  # Every phone hears of it, or waits on what will never come.
    in_flight = any(phone.under_way for phone in phones)
    for phone in phones:
        phone.under_way = False
    with opened_copy(server.instance) as database:
        losses = compare(phones, round_id, rows_of(database, round_id))
    before, began = _acks(phones), time.monotonic()
    server.start()
    _until_acked(phones, before + 1)
    return losses, in_flight, time.monotonic() - began


def test_a_server_that_is_killed_in_mid_vote_loses_nothing_that_it_acknowledged(
    server: Running, new_crew: NewCrew
) -> None:
    desk = SimulatedDesk(server).open_room(PUPILS)
    phones = new_crew(desk, PUPILS)
    desk.until("voting")
    round_id = desk.round_id(phones[0])
    stop, chance = threading.Event(), random.Random(1)
    losses, in_flight, back = Losses(), 0, 0.0
    with at_once(_votes_on(phone, round_id, stop) for phone in phones):
        for _ in range(KILLS):
            _until_acked(phones, _acks(phones) + ACKS // KILLS)
            time.sleep(chance.random() / 50)
            lost, was_in_flight, seconds = _kill_and_come_back(server, phones, round_id)
            losses, in_flight, back = losses + lost, in_flight + was_in_flight, max(back, seconds)
        stop.set()
    with opened_copy(server.instance) as database:
        losses += compare(phones, round_id, rows_of(database, round_id))
    figure("F1", "kills, and acknowledged votes", f"{KILLS}, {_acks(phones)}", "100, 10000 in `make faults`")
    figure(
        "F1",
        "acknowledged votes lost / wrong / double",
        f"{losses.lost} / {losses.wrong} / {losses.double}",
        "0 / 0 / 0",
    )
    figure("F1", "kills with an unanswered vote in flight", in_flight, f"at least {KILLS / 2:g}")
    figure("F1", "unanswered, and stored all the same", losses.late)
    figure("F1", "longest until a vote was acknowledged again", f"{back:.2f} s", "at most 5 s")
    assert not losses.any, losses
    assert _acks(phones) >= ACKS
    assert in_flight * 2 >= KILLS
    assert back <= within(BACK_WITHIN)
