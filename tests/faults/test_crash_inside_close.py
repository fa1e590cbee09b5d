"""F18: the process dies at every point of a close: the vote is open with all its ballots, or closed with none."""

import json
import subprocess
import sys
from pathlib import Path

from classroom.storage.ballots import BALLOT_BYTES
from tests.browser.running import ROOT, Running, environment
from tests.browser.simulated import SimulatedDesk, all_vote, version_in
from tests.faults.crew import opened_copy
from tests.faults.figures import figure

CRASHING = Path(__file__).with_name("crashing.py")
PUPILS = 25
OPEN, CLOSED = "open with all ballots", "closed with bands and none"
STATE = """
SELECT question, level, bands, (SELECT length(ballots) FROM ballot_box WHERE round_id = round.id) FROM round
ORDER BY place
"""


def _deaths(server: Running, desk: SimulatedDesk, version: str, results: Path) -> int:
    """Let a process die at every point of the close, each time from the same beginning."""
    cookie = "; ".join(f"{name}={value}" for name, value in desk.cookies.items())
    ended = subprocess.run(
        [sys.executable, str(CRASHING), str(server.instance), str(results), desk.path, cookie, version],
        cwd=ROOT,
        env=environment(server.instance),
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return int(json.loads(ended.stdout)["deaths"])


def _left_behind(folder: Path, rounds: int) -> str:
    """Say how a death left the vote and the guess beside it; anything but the two that are promised is spelled out."""
    with opened_copy(folder) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = database.execute(STATE).fetchall()
        phase = database.execute("SELECT phase FROM room").fetchone()[0]
    if (
        len(found) == rounds
        and phase == "voting"
        and all(row[1:] == (None, "[]", PUPILS * BALLOT_BYTES) for row in found)
    ):
        return OPEN
    has_bands = all(level is not None and json.loads(bands) for _, level, bands, _ in found)
    if len(found) == rounds and phase == "closed" and has_bands and not any(row[3] for row in found):
        return CLOSED
    return f"{phase}: {found}"


def test_a_close_happens_whole_or_not_at_all_wherever_the_process_dies(
    server: Running, tmp_path: Path
) -> None:
    desk = SimulatedDesk(server).open_room(PUPILS)
    phones = desk.phones(PUPILS)
    desk.until("voting")
    rounds = [desk.round_id(phones[0]), *filter(None, [desk.guess_id(phones[0])])]
    for round_id in rounds:
        all_vote(phones, round_id, [0, 1, 1])
    version = version_in(desk.now)
    server.kill()
    deaths = _deaths(server, desk, version, tmp_path / "deaths")
    left = [_left_behind(tmp_path / "deaths" / f"at-{point + 1}", len(rounds)) for point in range(deaths)]
    between = [state for state in left if state not in (OPEN, CLOSED)]
    figure("F18", "deaths inside a close, at every point", deaths)
    figure("F18", OPEN, left.count(OPEN))
    figure("F18", CLOSED, left.count(CLOSED))
    figure("F18", "anything between", len(between), "0")
    assert between == []
    assert left == sorted(left, reverse=True), "once closed it stays closed"
    assert left.count(OPEN) > deaths / 2
    assert left.count(CLOSED) > 0
