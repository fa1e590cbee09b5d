"""Closing a vote in the middle of a storm of answers: each is counted or refused, never acknowledged and lost.

The test's own database carries a trigger that keeps in a table beside it what was in a box when it was emptied last.
"""

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk
from tests.faults.crew import (
    CLOSED,
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
from tests.faults.figures import figure, size

# In parts, so that a machine that does something else as well is free in between.
PARTS, CLOSINGS = size((1, 30), (4, 250))
PUPILS = 28
TRIGGER = """
CREATE TABLE kept (round_id TEXT PRIMARY KEY, ballots BLOB);
CREATE TRIGGER keeps BEFORE DELETE ON ballot_box
BEGIN INSERT OR REPLACE INTO kept VALUES (old.round_id, old.ballots); END;
"""


def _keep_what_is_deleted(server: Running) -> None:
    with closing(sqlite3.connect(server.instance / "wissel.sqlite")) as database:
        database.executescript(TRIGGER)


def _votes_until_closed(phone: LedgerPhone, round_id: str, seed: int) -> Callable[[], None]:
    def run() -> None:
        chance = random.Random(f"{phone.token} {seed}")
        time.sleep(chance.random() / 50)
        while (status := phone.change(round_id, chance.choice(OPTIONS))) == STORED:
            pass
        assert status == CLOSED, status

    return run


def _storm(desk: SimulatedDesk, phones: list[LedgerPhone], number: int) -> str:
    """Open a vote, let everybody answer without end, and close it meanwhile; give the round."""
    desk.until("voting")
    round_id = desk.round_id(phones[0])
    with at_once(_votes_until_closed(phone, round_id, number) for phone in phones):
        time.sleep(random.Random(number).random() / 10)
        assert desk.close().status == STORED
    return round_id


def _vote_again(desk: SimulatedDesk) -> bool:
    """Ask the same question once more, or go on to the next; False at the end of the story."""
    if desk.act("vote_again").status == STORED:
        return True
    desk.until("voting", "ending")
    return desk.phase == "voting"


@pytest.mark.parametrize("part", range(PARTS), ids=lambda part: f"part-{part}")
def test_no_answer_is_acknowledged_and_lost_when_the_vote_closes(
    server: Running, new_crew: NewCrew, part: int
) -> None:
    server.stop()
    _keep_what_is_deleted(server)
    server.start()
    rounds: list[tuple[str, list[LedgerPhone]]] = []
    sent = acked = refused = 0
    desk = SimulatedDesk(server)
    while len(rounds) < CLOSINGS:
        desk.open_room(PUPILS)
        phones = new_crew(desk, PUPILS)
        goes_on = True
        while goes_on and len(rounds) < CLOSINGS:
            rounds.append((_storm(desk, phones, CLOSINGS * part + len(rounds)), phones))
            goes_on = _vote_again(desk)
        for phone in phones:
            phone.hang_up()
        sent += sum(len(phone.sent) for phone in phones)
        acked += sum(phone.acks for phone in phones)
        refused += sum(phone.refusals for phone in phones)
    losses = Losses()
    with opened_copy(server.instance) as database:
        for round_id, phones in rounds:
            losses += compare(phones, round_id, rows_of(database, round_id, "kept"))
            assert rows_of(database, round_id) == {}, "a closed round has no ballots"
    figure("close", "closings in a storm of answers", len(rounds), "1000 in `make faults`")
    figure("close", "sent = acknowledged + refused", f"{sent} = {acked} + {refused}", "equal")
    figure(
        "close",
        "acknowledged and lost / wrong / double",
        f"{losses.lost} / {losses.wrong} / {losses.double}",
        "0 / 0 / 0",
    )
    assert sent == acked + refused
    assert refused >= len(rounds), "the storm was over before the vote was closed"
    assert losses == Losses(), losses
