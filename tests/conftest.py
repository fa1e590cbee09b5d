"""An app of its own for every test: its own database, clock, tokens and ties."""

import itertools
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine
from werkzeug.test import TestResponse

from classroom.actions.sign_in import new_link
from classroom.app import create_app
from classroom.config import Config
from classroom.simulator import gate
from classroom.simulator.phone_screen import GUESS, read_screen
from classroom.storage import shelf
from classroom.storage.database import db, prepare_sqlite
from classroom.storage.models import RoomRow
from classroom.storage.upgrade import upgrade
from classroom.web.http.runtime import KEY, WebRuntime
from classroom.web.teacher.forms import cast_of
from tests.browser.running import FAST, Running
from tests.compiling import compile_addresses_once
from tests.faults.figures import take_figures


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the figures of a test come home with its report, from a worker too."""
    report = yield
    report.user_properties += [("figure", line) for line in take_figures()]
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End with the figures that the tests brought home, from whichever process they ran in."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind]
    lines = [
        str(line)
        for report in reports
        if isinstance(report, pytest.TestReport)
        for name, line in report.user_properties
        if name == "figure"
    ]
    if lines:
        terminalreporter.section("faults: what was reached, and what is promised")
    for line in sorted(lines):
        terminalreporter.write_line(line)


# How long an example takes says how busy the machine is, and nothing about what is tested. The quick profile tries
# the same examples every time, so that what fails here fails for everybody, and the deep one tries more of them. New ones
# are looked for with `--hypothesis-profile search`.
settings.register_profile(
    "quick", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.register_profile("deep", settings.get_profile("quick"), max_examples=200)
settings.register_profile("search", settings.get_profile("deep"), derandomize=False)
settings.load_profile("quick")
compile_addresses_once()

PHONES = "http://192.0.2.7:8000"
STORY = gate.STORY
GATE = gate.ANSWERS | {"country": "nl", "language": "nl", "source": "phones", "beamer": "second"}


@dataclass
class Clock:
    """A clock that moves only when it is told to."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Phone:
    """A phone with cookies of its own, as a pupil holds it."""

    client: FlaskClient
    code: str
    counter: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def join(self) -> TestResponse:
        first = self.client.post(f"/r/{self.code}/join")
        # A browser without any cookie of this room is asked to bring one back first, and does so by itself.
        return self.client.post(first.headers["Location"]) if first.status_code == 307 else first

    def page(self) -> TestResponse:
        return self.client.get(f"/r/{self.code}")

    def vote(self, round_id: str, option: int, number: int | None = None) -> TestResponse:
        data = {"round": round_id, "option": option, "n": number or next(self.counter)}
        return self.client.post(f"/r/{self.code}/vote", data=data, headers={"X-Wissel": "1"})


@dataclass
class Desk:
    """A teacher's browser at one room, acting on what it last saw."""

    app: Flask
    client: FlaskClient
    public_id: str

    @property
    def row(self) -> RoomRow:
        with self.app.app_context():
            return db.session.query(RoomRow).filter_by(public_id=self.public_id).one()

    def act(self, act: str, **fields: Any) -> TestResponse:
        data = {"act": act, "version": self.row.version, **fields}
        return self.client.post(f"/teach/rooms/{self.public_id}/act", data=data, headers={"X-Wissel": "1"})

    def post(self, what: str, **fields: Any) -> TestResponse:
        data = {"version": self.row.version, **fields}
        return self.client.post(f"/teach/rooms/{self.public_id}/{what}", data=data, headers={"X-Wissel": "1"})

    def close(self, sure: str = "yes") -> TestResponse:
        return self.post("close", sure=sure)

    def page(self) -> str:
        return self.client.get(f"/teach/rooms/{self.public_id}").text

    def wall(self) -> str:
        return self.client.get(f"/wall/{self.row.wall_token}/screen").text

    def phone(self, *, joined: bool = True) -> Phone:
        phone = Phone(new_client(self.app), self.row.code or "")
        if joined:
            assert phone.join().status_code == 303
        return phone

    def round_id(self) -> str:
        ballots = read_screen(self.phone_screen()).ballots
        assert ballots, "no ballot on the phones"
        return ballots[0].round_id

    def guess_id(self) -> str | None:
        return guess_in(self.phone_screen())

    def phone_screen(self) -> str:
        from classroom.live.frames import Watch

        runtime = runtime_of(self.app)
        return runtime.renderer.screen_bytes(Watch(self.row.id, "phone", "nl")).decode()

    def tell(self) -> None:
        """Press the large button until the question stands on the wall."""
        while "open_vote" not in self.primary_action():
            assert self.act("next").status_code == 204

    def primary_action(self) -> str:
        from classroom.lesson.screens.primary_action import primary_action
        from classroom.storage.playthroughs import playthrough_of

        with self.app.app_context():
            return primary_action(playthrough_of(db.session(), db.session.get_one(RoomRow, self.row.id)))


def guess_in(screen: str) -> str | None:
    """Give the id of the guess that a phone's screen asks beside the question, if there is one."""
    ballots = read_screen(screen).ballots
    return next((ballot.round_id for ballot in ballots if ballot.question == GUESS), None)


def runtime_of(app: Flask) -> WebRuntime:
    return cast("WebRuntime", app.extensions[KEY])


def new_client(app: Flask) -> FlaskClient:
    client = app.test_client()
    # A browser on a plain-HTTP address sends an Origin with its forms and no Sec-Fetch-Site.
    client.environ_base["HTTP_ORIGIN"] = "http://localhost"
    return client


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with this version's tables; every test gets a copy."""
    path = tmp_path_factory.mktemp("empty") / "wissel.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    prepare_sqlite(engine)
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@contextmanager
def making_apps(folder: Path, empty_database: Path, clock: Clock) -> Iterator[Callable[..., Flask]]:
    """Make apps that keep what they remember in folders of their own in this one, and close them afterwards.

    Their codes and secrets are the same in every run: a code that happens to spell a word of a test would fail it some day.
    """
    made = []

    def make(name: str = "one", given: dict[str, Any] | None = None, **arguments: Any) -> Flask:
        instance = folder / name
        instance.mkdir()
        shutil.copy(empty_database, instance / "wissel.sqlite")
        settings: dict[str, Any] = {
            "instance": instance,
            "secret_key": "x" * 64,
            "database_url": f"sqlite:///{instance / 'wissel.sqlite'}",
            "phone_url": PHONES,  # What phones open is not to depend on where the tests run.
        } | (given or {})
        app = create_app(Config(**settings), clock=clock, **({"token": Random(name).randbytes} | arguments))
        app.testing = True
        made.append(app)
        return app

    yield make
    for app in made:
        runtime_of(app).hub.close()
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def make_app(tmp_path: Path, empty_database: Path, clock: Clock) -> Iterator[Callable[..., Flask]]:
    with making_apps(tmp_path, empty_database, clock) as make:
        yield make


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def runtime(app: Flask) -> WebRuntime:
    return runtime_of(app)


def signed_in(app: Flask) -> FlaskClient:
    client = new_client(app)
    runtime = runtime_of(app)
    link = new_link(runtime, runtime.config.instance)
    assert client.post(f"/teach/enter/{link}").status_code == 303
    return client


def open_desk(app: Flask, **answers: str) -> Desk:
    client = signed_in(app)
    names = {f"swap-{member.id}": "0" for member in cast_of(shelf.story(STORY))}
    response = client.post(f"/teach/start/{STORY}", data=GATE | names | answers)
    assert response.status_code == 303, response.text
    return Desk(app, client, response.headers["Location"].rpartition("/")[2])


@contextmanager
def started_again(app: Flask) -> Iterator[Flask]:
    """Give the app of a process that starts with what this one left on the disk."""
    before = runtime_of(app)
    again = create_app(before.config, clock=before.clock)
    again.testing = True
    yield again
    runtime_of(again).hub.close()
    with again.app_context():
        db.engine.dispose()


@pytest.fixture
def desk(app: Flask) -> Desk:
    return open_desk(app)


@pytest.fixture
def server(tmp_path: Path, empty_database: Path) -> Iterator[Running]:
    """A server of this test's own, with a clock that can be moved on."""
    running = Running(tmp_path, FAST)
    running.instance.mkdir(mode=0o700)
    shutil.copy(empty_database, running.database)
    running.start()
    yield running
    running.stop()
