"""What goes on beside the requests: a failure ends none of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from classroom.actions import retention
from classroom.actions.conducting import HELP_SECONDS
from classroom.config import Config
from classroom.lan import Lan, Network
from classroom.lesson.state.enums import Phase
from classroom.server import background
from classroom.storage.failures import StorageTrouble, Trouble
from classroom.web.http.runtime import KEY, WebRuntime
from tests.conftest import Clock, Desk, runtime_of


class Over(Exception):
    """The test is over: what never ends does now."""


class Failing:
    """Fails the first time, and counts."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.calls = 0

    def __call__(self, *_: object) -> None:
        self.calls += 1
        if self.calls == 1:
            raise self.error


def sleeping(times: int) -> "list[float]":
    return [0.0] * times


def slept(naps: list[float]) -> None:
    if not naps:
        raise Over
    naps.pop()


@pytest.mark.parametrize("error", [StorageTrouble(Trouble.FULL), OSError(24, "Too many open files")])
def test_tidying_that_failed_is_done_in_the_next_hour(
    app: Flask, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidies, naps = Failing(error), sleeping(1)
    monkeypatch.setattr(background, "tidy", tidies)
    with pytest.raises(Over):
        background.tidy_hourly(runtime_of(app), lambda _seconds: slept(naps))
    assert tidies.calls == 2


def following(app: Flask, networks: Callable[[], tuple[Network, ...]]) -> WebRuntime:
    """Give the runtime of a laptop that looks up its address."""
    runtime = runtime_of(app)
    return replace(runtime, lan=Lan(Config(), networks))


def test_a_look_at_the_networks_that_failed_is_not_the_last(app: Flask) -> None:
    said, naps = list[str](), sleeping(2)
    looks = Failing(OSError(24, "Too many open files"))
    looks.calls = -1  # before the first look, at the start

    def look() -> tuple[Network, ...]:
        looks()
        return (Network("wlan0", "192.168.7.5", is_likely=True),) if looks.calls > 1 else ()

    with pytest.raises(Over):
        background.follow_networks(following(app, look), said.append, lambda _seconds: slept(naps))
    assert "192.168.7.5" in said[0]


def test_an_address_that_a_full_disk_kept_to_itself_is_told_with_the_next_look(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    tells, naps = Failing(StorageTrouble(Trouble.FULL)), sleeping(2)
    monkeypatch.setattr(background, "tell_address", tells)
    with pytest.raises(Over):
        background.follow_networks(following(app, tuple), lambda _text: None, lambda _seconds: slept(naps))
    assert tells.calls == 2


def test_a_lesson_whose_end_met_a_full_disk_is_forgotten_once_that_is_not_full(
    desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidies, timers = Failing(StorageTrouble(Trouble.FULL)), list[float]()
    runtime = runtime_of(desk.app)

    def later(seconds: float, call: Callable[[], None]) -> None:
        timers.append(seconds)
        call()

    monkeypatch.setattr(retention, "tidy", tidies)
    monkeypatch.setitem(desk.app.extensions, KEY, replace(runtime, later=later))
    desk.tell()
    assert desk.act("land").status_code == 204
    while desk.row.phase is not Phase.ENDED:
        clock.now += HELP_SECONDS
        assert desk.act("next").status_code == 204
    assert (timers, tidies.calls) == ([retention.UNDO_SECONDS + 1] * 2, 2)
