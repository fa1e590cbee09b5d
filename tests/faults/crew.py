"""Phones that keep a ledger of what was acknowledged, and the comparison of that ledger with what is on disk."""

import http.client
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from classroom.lesson.votes.closing import PASS
from classroom.simulator.http_client import TROUBLE
from classroom.storage.ballots import ballot_id, box_of
from tests.browser.running import LONG
from tests.browser.simulated import SimulatedDesk, SimulatedPhone

LAUNCH = Path(__file__).with_name("launch.py")
OPTIONS = (0, 1, PASS)  # Every question has these.
STORED, CONFLICT, CLOSED, UNSAVED = 204, 409, 410, 503
Rows = dict[bytes, tuple[int, int]]  # a ballot's id, its option and its counter


@dataclass
class LedgerPhone(SimulatedPhone):
    """A phone that writes down, for every round, what it sent and what the server acknowledged last."""

    sent: dict[tuple[str, int], int] = field(default_factory=dict)
    acked: dict[str, tuple[int, int]] = field(default_factory=dict)
    acks: int = 0
    refusals: int = 0
    under_way: bool = False
    _kept: http.client.HTTPConnection | None = None

    @property
    def token(self) -> str:
        return self.cookies["seat"]

    def send(self, round_id: str, option: int, number: int) -> int:
        """Send one answer over a connection that is kept; give the status, or 0 when no answer came."""
        self.sent[round_id, number] = option
        try:
            status = self._exchange({"round": round_id, "option": option, "n": number})
        except TROUBLE:
            self.hang_up()
            return 0
        if status == STORED:
            self.acks += 1
            self.acked[round_id] = (option, number)
        self.refusals += status == CLOSED
        return status

    def change(self, round_id: str, option: int) -> int:
        """Choose something, newer than before, and send it once."""
        self.number += 1
        return self.send(round_id, option, self.number)

    def _exchange(self, fields: dict[str, Any]) -> int:
        if self._kept is None:
            self._kept = self.connection(self.patience)
        if self._kept.sock is None:
            self._kept.connect()
        self.under_way = True  # Stays so when no answer comes: then it is not known whether it was stored.
        self._kept.request("POST", f"{self.path}/vote", urlencode(fields), self.headers())
        with self._kept.getresponse() as response:
            response.read()
        self.under_way = False
        return response.status

    def hang_up(self) -> None:
        if self._kept is not None:
            self._kept.close()


NewCrew = Callable[[SimulatedDesk, int], list[LedgerPhone]]


def crew_of(desk: SimulatedDesk, how_many: int) -> list[LedgerPhone]:
    """Let phones with a ledger into the desk's room."""
    phones = [LedgerPhone(desk.server, code=desk.code) for _ in range(how_many)]
    for phone in phones:
        phone.join()
    return phones


@contextmanager
def at_once(jobs: Iterable[Callable[[], object]]) -> Iterator[None]:
    """Run each job in a thread of its own, wait for all at the end, and raise what one of them raised."""
    failed: list[BaseException] = []

    def run(job: Callable[[], object]) -> None:
        try:
            job()
        except BaseException as error:  # noqa: BLE001 - raised again below
            failed.append(error)

    threads = [threading.Thread(target=run, args=(job,), daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join(10 * LONG)
        assert not thread.is_alive(), "a phone still waits"
    if failed:
        raise failed[0]


@dataclass
class Losses:
    """What differs between ledger and disk. Everything but `late`, stored without an acknowledgement, must be 0."""

    lost: int = 0
    wrong: int = 0
    double: int = 0
    late: int = 0

    @property
    def any(self) -> bool:
        return bool(self.lost or self.wrong or self.double)

    def __add__(self, other: "Losses") -> "Losses":
        return Losses(
            self.lost + other.lost,
            self.wrong + other.wrong,
            self.double + other.double,
            self.late + other.late,
        )


def compare(phones: list[LedgerPhone], round_id: str, rows: Rows) -> Losses:
    """Compare the ledgers with the rows of a round. Each phone's id is computed anew from its token."""
    mine = {ballot_id(phone.token, round_id): phone for phone in phones}
    losses = Losses(double=len(rows.keys() - mine.keys()))
    for id_, phone in mine.items():
        losses += _compare_one(phone, round_id, rows.get(id_))
    return losses


def _compare_one(phone: LedgerPhone, round_id: str, row: tuple[int, int] | None) -> Losses:
    option, number = phone.acked.get(round_id, (0, 0))
    if row is None or row[1] < number:
        return Losses(lost=int(number > 0))
    if row[1] == number:
        return Losses(wrong=int(row[0] != option))
    return Losses(late=1, wrong=int(phone.sent.get((round_id, row[1])) != row[0]))


@contextmanager
def opened_copy(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of a database as it lies there, so that looking changes nothing."""
    with tempfile.TemporaryDirectory() as place:
        for file in folder.glob("wissel.sqlite*"):
            shutil.copy(file, place)
        with closing(sqlite3.connect(Path(place) / "wissel.sqlite")) as database:
            yield database


def rows_of(database: sqlite3.Connection, round_id: str, table: str = "ballot_box") -> Rows:
    """Give a round's ballots; the database must be whole."""
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = database.execute(f"SELECT ballots FROM {table} WHERE round_id = ?", (round_id,)).fetchone()
    return box_of(found[0]) if found else {}
