"""After a lesson the bare disk, past all files, holds none of its answers: not as they were kept, nor in what was freed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from classroom.storage.ballots import ballot_id
from tests.browser.running import Running, wait_for
from tests.browser.simulated import SimulatedDesk
from tests.faults.crew import OPTIONS, STORED
from tests.faults.disks import disk, run
from tests.faults.figures import figure

__all__ = ["disk"]
PUPILS = 12


class Lesson:
    """A class that answers one after another, and all that a thief of its phones could look for."""

    def __init__(self, server: Running) -> None:
        self.server = server
        self.desk = SimulatedDesk(server).open_room(PUPILS)
        self.phones = self.desk.phones(PUPILS)
        self.ids: list[bytes] = []

    def answer(self, meanwhile: Callable[[], None]) -> None:
        """Let everybody answer the next question, half of them before something happens, and close it."""
        self.desk.until("voting")
        rounds = [self.desk.round_id(self.phones[0]), *filter(None, [self.desk.guess_id(self.phones[0])])]
        for number, phone in enumerate(self.phones):
            if number == PUPILS // 2:
                meanwhile()
            for round_id in rounds:
                # Never a tie, which is decided by lot: the way through the story is always the same.
                assert (
                    phone.vote(round_id, OPTIONS[number % len(OPTIONS)] if number < PUPILS // 2 else 0)
                    == STORED
                )
                self.ids.append(ballot_id(phone.cookies["seat"], round_id))
        assert self.desk.close().status == STORED

    def end(self) -> None:
        """End the lesson, wait until the end cannot be undone, and stop the program."""
        while self.desk.act("land").status != STORED:
            assert self.desk.act("next").status == STORED
        while self.desk.phase != "ended":
            self.server.skip(61)
            assert self.desk.act("next").status == STORED
        before = self.desk.page
        self.server.skip(11)
        wait_for(lambda: self.desk.page != before, "the end that cannot be undone any more")
        self.server.stop()


def _begin_again(server: Running, end: Callable[[], None]) -> None:
    end()
    server.start()


def _left_on_disk(start: Callable[..., Running], image: Path, **settings: str) -> tuple[int, int]:
    """Give how many answers of a lesson can be found on the bare disk after it, and how many there were."""
    server = start("mounted/server", **settings)
    lesson = Lesson(server)
    for end in (None, server.kill, server.stop):
        lesson.answer(partial(_begin_again, server, end) if end else lambda: None)
    lesson.end()
    run("sync", "-f", server.folder)
    bare = image.read_bytes()
    halves = [(id_[:8], id_[8:]) for id_ in lesson.ids]
    return sum(any(half in bare for half in each) for each in halves), len(halves)


@pytest.mark.may_skip
def test_no_answer_of_a_lesson_is_left_on_the_bare_disk(
    disk: tuple[Path, Path], start: Callable[..., Running]
) -> None:
    left, of = _left_on_disk(start, disk[0])
    figure(
        "disk",
        "answers on the bare disk after a lesson in which Wissel was stopped and killed",
        f"{left} of {of}",
        "0",
    )
    assert left == 0


@pytest.mark.may_skip
def test_the_same_search_finds_answers_where_sqlite_keeps_its_log_by_itself(
    disk: tuple[Path, Path], start: Callable[..., Running]
) -> None:
    left, of = _left_on_disk(start, disk[0], LOG="history")
    figure("disk", "control: the same where SQLite keeps its log by itself", f"{left} of {of}", "more than 0")
    assert left > 0
