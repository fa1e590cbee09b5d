"""F2: the power fails right after an acknowledgement, and the vote is on the disk all the same.

Two proofs, each with its control: the same at `synchronous=OFF` must lose votes, or the test proves nothing.
"""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk
from tests.faults.crew import (
    LAUNCH,
    OPTIONS,
    STORED,
    LedgerPhone,
    Losses,
    NewCrew,
    compare,
    opened_copy,
    rows_of,
)
from tests.faults.disks import disk, mounted, run
from tests.faults.figures import figure, size

__all__ = ["disk"]

CUTS = size(4, 200)
VOTES = size(20, 100)
PUPILS = 12


def _cut(image: Path, phones: list[LedgerPhone], round_id: str) -> Losses:
    """Copy what is on the disk at this very moment, and compare what can be read there with the ledgers."""
    copy = image.with_name("cut")
    shutil.copyfile(image, copy)
    with (
        mounted(copy, image.with_name("after")) as place,
        opened_copy(place / "server" / "instance") as database,
    ):
        losses = compare(phones, round_id, rows_of(database, round_id))
    copy.unlink()
    return losses


def _lost_in_cuts(
    start: Callable[..., Running], new_crew: NewCrew, image: Path, cuts: int, **settings: str
) -> tuple[int, int]:
    """Give how many acknowledged votes were lost, and how many could have been, over so many power cuts."""
    server = start("mounted/server", **settings)
    desk = SimulatedDesk(server).open_room(PUPILS)
    phones = new_crew(desk, PUPILS)
    desk.until("voting")
    round_id = desk.round_id(phones[0])
    run("sync", "-f", server.folder)  # The class and its room are on the disk before the first vote is.
    lost = could = 0
    for number in range(cuts):
        for phone in phones:
            assert phone.change(round_id, OPTIONS[number % len(OPTIONS)]) == STORED
        losses = _cut(image, phones, round_id)
        assert (losses.wrong, losses.double) == (0, 0)
        lost, could = lost + losses.lost, could + len(phones)
    server.stop()
    return lost, could


@pytest.mark.may_skip
def test_a_power_cut_after_the_acknowledgement_loses_no_vote(
    disk: tuple[Path, Path], start: Callable[..., Running], new_crew: NewCrew
) -> None:
    lost, could = _lost_in_cuts(start, new_crew, disk[0], CUTS)
    figure("F2", f"votes lost in {CUTS} power cuts, of those acknowledged", f"{lost} of {could}", "0")
    assert lost == 0


@pytest.mark.may_skip
def test_the_same_power_cut_loses_votes_where_the_disk_is_not_waited_for(
    disk: tuple[Path, Path], start: Callable[..., Running], new_crew: NewCrew
) -> None:
    lost, could = _lost_in_cuts(start, new_crew, disk[0], 2, SYNCHRONOUS="OFF")
    figure("F2", "control: the same at synchronous=OFF", f"{lost} of {could}", "more than 0")
    assert lost > 0


class Traced(Running):
    """A server whose writes to disk and to phones are written down, in their order."""

    @property
    def trace(self) -> Path:
        return self.folder / "trace"

    def command(self) -> list[str]:
        calls = "trace=fdatasync,fsync,sendto,sendmsg,write,writev"
        return [
            "strace",
            "-D",
            "-f",
            "-qq",
            "-s",
            "24",
            "-e",
            calls,
            "-o",
            str(self.trace),
            *super().command(),
        ]


def _can_trace() -> bool:
    tried = shutil.which("strace") and subprocess.run(
        ["strace", "-qq", "true"], check=False, capture_output=True
    )
    return bool(tried) and tried.returncode == 0  # type: ignore[union-attr] # bool() has ruled out None


def _votes_without_a_sync(trace: str) -> tuple[int, int]:
    """Give how many votes were acknowledged with nothing brought to disk since the one before, and how many in all."""
    bare = votes = synced = 0
    for line in trace.splitlines():
        if re.search(r"f(data)?sync(\(| resumed).*= 0$", line):
            synced += 1
        elif re.search(r'(send\w+|writev?)\(.*"HTTP/1.1 204', line):
            votes, bare, synced = votes + 1, bare + (not synced), 0
    return bare, votes


def _traced_votes(folder: Path, script: Path, **settings: str) -> tuple[int, int]:
    folder.mkdir()
    server = Traced(folder, script, settings=settings)
    server.start()
    try:
        desk = SimulatedDesk(server).open_room(PUPILS)
        phone = LedgerPhone(server, code=desk.code)
        phone.join()
        desk.until("voting")
        round_id = desk.round_id(phone)
        before = len(server.trace.read_text(encoding="latin-1"))
        for number in range(VOTES):
            assert phone.change(round_id, OPTIONS[number % len(OPTIONS)]) == STORED
        phone.hang_up()
    finally:
        server.stop()
    return _votes_without_a_sync(server.trace.read_text(encoding="latin-1")[before:])


@pytest.mark.skipif(not _can_trace(), reason="strace is not here, or may not look at other programs")
def test_no_vote_is_acknowledged_before_the_disk_says_that_it_has_it(tmp_path: Path) -> None:
    bare, votes = _traced_votes(tmp_path / "full", Running.script)
    hasty, of = _traced_votes(tmp_path / "normal", LAUNCH, SYNCHRONOUS="OFF")
    figure("F2", "answers 204 without a sync before them", f"{bare} of {votes}", "0")
    figure("F2", "control: the same at synchronous=OFF", f"{hasty} of {of}", "nearly all")
    assert (bare, votes) == (0, VOTES)
    assert hasty > of / 2
