"""A rehearsal from the shelf: a class that is not there comes in by itself, and is never left behind."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from classroom.server.played_classes import PlayedClasses
from classroom.simulator.http_client import Answer, Browser
from tests.browser.running import Running, wait_for
from tests.conftest import STORY

OTHER = "honderdvijftig"
# Stands in for a class: it plays until nobody holds its input open.
WAITS = (sys.executable, "-c", "import sys; sys.stdin.read()")
ENDS = (sys.executable, "-c", "")


@pytest.fixture
def classes() -> Iterator[PlayedClasses]:
    made = PlayedClasses("http://127.0.0.1:1", WAITS)
    yield made
    for person in (1, 2):
        made.end(person)


def test_everybody_has_a_class_of_their_own_and_no_more_than_one(classes: PlayedClasses) -> None:
    assert classes.room_of(1) is None
    classes.begin(1, "one", "BCD234")
    classes.begin(2, "two", "BCD235")
    first = _children()
    classes.begin(1, "three", "BCD236")
    assert (classes.room_of(1), classes.room_of(2)) == ("three", "two")
    assert len(first) == 2
    wait_for(lambda: len(_children()) == 2, "one that left")
    classes.end(1)
    assert (classes.room_of(1), classes.room_of(2)) == (None, "two")
    wait_for(lambda: len(_children()) == 1, "one that left")


def test_a_class_whose_lesson_is_over_is_forgotten(classes: PlayedClasses) -> None:
    classes.command = ENDS
    classes.begin(1, "one", "BCD234")
    wait_for(lambda: classes.room_of(1) is None, "the end of the class")
    assert _children() == []


@pytest.mark.slow
def test_a_class_comes_in_leaves_with_its_room_and_does_not_outlive_the_server(tmp_path: Path) -> None:
    server = Running(tmp_path)
    server.start()
    assert server.process
    running = psutil.Process(server.process.pid)
    try:
        teacher = Browser(server.url("", "localhost"))
        assert teacher.post(server.link).status == 303
        desk = _rehearsal(teacher, STORY)
        assert "Proefles" in teacher.get(desk).text
        wait_for(lambda: _phones(teacher, desk) > 3, "phones")
        refused = teacher.post(f"/teach/rehearse/{OTHER}")
        assert (refused.status, desk in refused.text) == (409, True)
        assert len(running.children()) == 1
        assert teacher.post(f"{desk}/throw-away").status == 303
        wait_for(lambda: not running.children(), "the end of the class")
        other = _rehearsal(teacher, OTHER)
        wait_for(lambda: _phones(teacher, other) > 3, "phones")
        (left,) = running.children()
    finally:
        server.kill()
    wait_for(lambda: not left.is_running(), "the end of the class")


def _rehearsal(teacher: Browser, slug: str) -> str:
    begun: Answer = teacher.post(f"/teach/rehearse/{slug}")
    assert begun.status == 303, begun.text
    return begun.location


def _phones(teacher: Browser, desk: str) -> int:
    return int(json.loads(teacher.get(f"{desk}/screen").turnout or "{}").get("phones", 0))


def _children() -> list[psutil.Process]:
    return psutil.Process().children()
