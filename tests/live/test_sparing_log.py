"""A fault of ours that somebody finds fills no disk."""

import logging
from collections.abc import Iterator

import pytest

from classroom.server.sparing_log import MINUTE, MOST, Sparing
from tests.conftest import Clock


@pytest.fixture
def told(clock: Clock) -> Iterator[list[str]]:
    """Give what a log tells that is written to by `flood`."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    handler.addFilter(Sparing(clock))
    log.addHandler(handler)
    yield lines
    log.removeHandler(handler)


log = logging.getLogger("flooded")


def flood(times: int) -> None:
    for _ in range(times):
        log.error("%s at %s", "KeyError", "/vote")


def test_a_flood_of_faults_is_told_in_a_few_lines_a_minute(told: list[str], clock: Clock) -> None:
    flood(5000)
    assert told == ["KeyError at /vote"] * MOST
    clock.now += MINUTE
    flood(5000)
    assert told[MOST:] == [
        f"KeyError at /vote (and {5000 - MOST} lines before it)",
        *["KeyError at /vote"] * (MOST - 1),
    ]


def test_now_and_then_a_line_is_always_told(told: list[str], clock: Clock) -> None:
    for _ in range(100):
        flood(1)
        clock.now += MINUTE / MOST
    assert told == ["KeyError at /vote"] * 100
