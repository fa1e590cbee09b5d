"""A server for a whole module of lessons."""

from collections.abc import Iterator

import pytest

from tests.browser.running import FAST, Running
from tests.browser.simulated import SimulatedDesk


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedDesk]:
    """Give a teacher who has come in by the one-time link of a server with a clock that can be moved on."""
    running = Running(tmp_path_factory.mktemp("lessons"), FAST)
    running.start()
    desk = SimulatedDesk(running)
    assert desk.post(running.link).status == 303
    yield desk
    running.stop()
