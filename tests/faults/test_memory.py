"""After a close the program's memory does not tell which phone gave which answer, though it was sent in one piece.

Its control: the same search where requests are kept until the next one, under an allocator that leaves what is freed as it is, finds it.
"""

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from classroom.storage.ballots import ballot_id
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk
from tests.faults.crew import OPTIONS, STORED, LedgerPhone, NewCrew
from tests.faults.figures import figure

PUPILS = 28
REACH = (
    900  # bytes between a phone's key and its answer: further apart, nothing says that they belong together
)
WITHIN = 40.0  # seconds after the close
WRITABLE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) .w")

pytestmark = [
    pytest.mark.may_skip,
    pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0,
        reason="only root may look into the memory of a program that keeps to itself, and only Linux shows it",
    ),
]


def _memory_of(pid: int) -> Iterator[bytes]:
    """Give what stands in a program's memory, piece by piece."""
    pieces = WRITABLE.finditer(Path(f"/proc/{pid}/maps").read_text(encoding="ascii"))
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for begins, ends in ((int(piece[1], 16), int(piece[2], 16)) for piece in pieces):
            with suppress(OSError, ValueError, OverflowError):  # Some may not be read, by anybody.
                memory.seek(begins)
                yield memory.read(ends - begins) or b""


def _linked(server: Running, phones: list[LedgerPhone], round_id: str) -> tuple[int, int]:
    """Give for how many phones the key and its own answer stand side by side, and of how many the ballot is there."""
    assert server.process is not None
    beside, ballots = set(), set()
    for piece in _memory_of(server.process.pid):
        for number, phone in enumerate(phones):
            answer = f"round={round_id}&option={phone.acked[round_id][0]}&".encode()
            for key in re.finditer(phone.token.encode(), piece):
                if answer in piece[max(0, key.start() - REACH) : key.end() + REACH]:
                    beside.add(number)
            if ballot_id(phone.token, round_id) in piece:
                ballots.add(number)
    return len(beside), len(ballots)


def _class_that_voted(server: Running, new_crew: NewCrew) -> tuple[list[LedgerPhone], str]:
    desk = SimulatedDesk(server).open_room(PUPILS)
    phones = new_crew(desk, PUPILS)
    desk.until("voting")
    round_id = desk.round_id(phones[0])
    for number, phone in enumerate(phones):
        assert phone.change(round_id, OPTIONS[number % len(OPTIONS)]) == STORED
    assert desk.close().status == STORED
    return phones, round_id


def test_after_a_close_the_memory_does_not_tell_which_phone_answered_what(
    server: Running, new_crew: NewCrew
) -> None:
    phones, round_id = _class_that_voted(server, new_crew)
    closed = time.monotonic()
    while (linked := _linked(server, phones, round_id)) != (0, 0) and time.monotonic() < closed + WITHIN:
        pass
    figure("memory", f"of {PUPILS} phones after a close: key beside its own answer, ballots", linked, "0, 0")
    assert linked == (0, 0), "with every phone still connected"


def test_the_same_search_finds_every_answer_where_freed_memory_is_left_as_it_is(
    start: Callable[..., Running], new_crew: NewCrew
) -> None:
    server = start(PYTHONMALLOC="pymalloc", REQUESTS="kept")
    beside, _ = _linked(server, *_class_that_voted(server, new_crew))
    figure(
        "memory",
        "control: the same where requests and freed memory are left as they are",
        beside,
        f"nearly {PUPILS}",
    )
    assert beside > PUPILS / 2
