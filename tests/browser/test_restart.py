"""Pages that nobody touches live through the death of the server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.lesson_room import Classroom, NewContext
from tests.browser.running import Running

pytestmark = pytest.mark.browser


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """The plain server, with the time as it is."""
    running = Running(tmp_path)
    running.start()
    yield running
    running.stop()


@pytest.mark.parametrize("phase", ["telling", "voting", "revealed"])
def test_pages_that_stay_open_show_the_class_again(
    server: Running, new_context: NewContext, phase: str
) -> None:
    room = Classroom(server, new_context, "nl")
    room.open_desk()
    room.open_wall()
    room.join(room.open_phone(f"/r/{room.code}"))
    phone = room.phones[0]
