"""Noticing that the database fails and that it works again, under a clock that a test turns by hand."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from classroom.storage.failures import StorageTrouble, Trouble
from classroom.storage.health import Health
from classroom.storage.writer import NO_ROOM, Writer
from tests.storage.jobs import adds


class Disk:
    """A disk that fails for as long as it is told to, with its writer, and what was noticed of it."""

    def __init__(self, engine: Engine) -> None:
        self.trouble: Trouble | None = None
        self.told: list[Trouble | None] = []
        self.timers: list[Callable[[], None]] = []
        self.health = Health(lambda _seconds, call: self.timers.append(call), self._tell)
        self.writer = Writer(engine, self.health, lambda _seconds, _call: None, self._offload)

    def _offload(self, work: Callable[[], None]) -> None:
        if self.trouble:
            raise StorageTrouble(self.trouble)
        work()

    def _tell(self) -> None:
        self.told.append(self.health.trouble)

    def write(self) -> None:
        self.writer.submit(adds("one"), touches=NO_ROOM)

    def fail(self, trouble: Trouble) -> None:
        self.trouble = trouble
        with pytest.raises(StorageTrouble):
            self.write()


@pytest.fixture
def disk(engine: Engine) -> Disk:
    return Disk(engine)


def test_what_is_written_in_a_batch_is_noticed_too(disk: Disk) -> None:
    assert disk.writer.submit_batched(lambda _session, items: items, 3) == 3
    disk.trouble = Trouble.FULL
    with pytest.raises(StorageTrouble):
        disk.writer.submit_batched(lambda _session, items: items, 3)
    assert disk.told == [Trouble.FULL]


def test_where_nothing_is_wrong_nothing_is_told(disk: Disk) -> None:
    disk.write()
    assert (disk.told, disk.timers) == ([], [])


def test_trouble_is_told_once_however_often_it_shows(disk: Disk) -> None:
    disk.fail(Trouble.FULL)
    disk.fail(Trouble.FULL)
    assert (disk.told, len(disk.timers)) == ([Trouble.FULL], 1)


def test_an_answer_that_still_fitted_does_not_end_the_trouble(disk: Disk) -> None:
    disk.fail(Trouble.FULL)
    disk.trouble = None
    disk.write()
    assert disk.told == [Trouble.FULL]


def test_other_trouble_is_told_as_well(disk: Disk) -> None:
    disk.fail(Trouble.LOCKED)
    disk.fail(Trouble.BROKEN)
    assert disk.told == [Trouble.LOCKED, Trouble.BROKEN]


def test_what_was_mended_is_noticed_without_anybody_asking(disk: Disk) -> None:
    disk.fail(Trouble.FULL)
    disk.timers.pop()()
    assert disk.health.trouble is Trouble.FULL
    disk.trouble = None
    disk.timers.pop()()
    assert disk.told == [Trouble.FULL, None]
    assert disk.timers == [], "it looks on although nothing is wrong"


def test_a_look_that_fails_as_nobody_foresaw_is_not_the_last(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_session: Session) -> None:
        raise OSError("no such folder")

    disk.fail(Trouble.BROKEN)
    disk.trouble = None
    with monkeypatch.context() as broken:
        broken.setattr("classroom.storage.writer.touch", fails)
        disk.timers.pop()()
    disk.timers.pop()()
    assert disk.told == [Trouble.BROKEN, None]


def test_trouble_that_a_reader_had_is_looked_after_too(disk: Disk) -> None:
    disk.writer.notice(Trouble.BROKEN)
    assert disk.told == [Trouble.BROKEN]
    disk.timers.pop()()
    assert disk.told == [Trouble.BROKEN, None]
