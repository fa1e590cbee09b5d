"""The faults of RELIABILITY.md, each really done. Every run ends with a table of what was reached and what is promised."""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import CHROMIUM, WHY, base_url, browser_type_launch_args
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk
from tests.faults.crew import LAUNCH, LedgerPhone, NewCrew, crew_of

__all__ = ["base_url", "browser_type_launch_args"]
HERE = Path(__file__).parent
REQUIRED = os.environ.get("REQUIRE_FAULTS") == "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.slow)
            if CHROMIUM is None and item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=WHY))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where all faults are required, only what is marked as needing a machine of its own may be skipped."""
    report = yield
    if REQUIRED and report.skipped and not item.get_closest_marker("may_skip"):
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_FAULTS=1, but {item.name} was skipped: {report.longrepr}"
    return report


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Start as many servers as a test asks for; each has a folder and a port of its own, unless told otherwise."""
    made: list[Running] = []

    def started(name: str = "server", script: Path = LAUNCH, **settings: str) -> Running:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        made.append(Running(folder, script, settings=settings))
        made[-1].start()
        return made[-1]

    yield started
    for server in made:
        server.stop()


@pytest.fixture
def new_crew() -> Iterator[NewCrew]:
    """Let phones into rooms; they hang up when the test is over."""
    made: list[LedgerPhone] = []

    def enter(desk: SimulatedDesk, how_many: int) -> list[LedgerPhone]:
        made.extend(crew := crew_of(desk, how_many))
        return crew

    yield enter
    for phone in made:
        phone.hang_up()


@pytest.fixture
def server(start: Callable[..., Running]) -> Running:
    """The server of this test, exactly as `python wsgi.py` starts it."""
    return start(script=Running.script)
