"""`python wsgi.py` as a real process: it dies in every phase and is back where it was; a wrong setting stops its start."""

import json
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.running import LONG, ROOT, Running, environment, wait_for
from tests.browser.simulated import (
    Client,
    SimulatedDesk,
    SimulatedPhone,
    Stream,
    all_see,
    all_vote,
    found,
    version_in,
)
from tests.faults.figures import within

pytestmark = pytest.mark.slow
# Becomes the program named after it, without what root may do: PR_CAPBSET_DROP of CAP_SYS_PTRACE, CAP_SYS_ADMIN and CAP_PERFMON.
GIVE_UP = """
import ctypes, os, sys
for right in 19, 21, 38:
    ctypes.CDLL(None).prctl(24, right, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
WITHOUT_RIGHTS = (sys.executable, "-c", GIVE_UP)
WRONG_CONFIGURATION = 78
BACK_WITHIN = 5  # seconds after the first connection
PUPILS = 25
NEARLY_ALL = "nearly everyone or everyone"
WRONG = {
    "WISSEL_PORT": "eighty",
    "WISSEL_HOST": "our-school",
    "WISSEL_DATABASE_URL": "postgresql://localhost/wissel",
    "WISSEL_PUBLIC_URL": "les.example.org",
    "WISSEL_PHONE_URL": "http://les.example.org/a/path",
    "WISSEL_LANGUAGE": "xx",
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path)
    running.start()
    yield running
    running.stop()


class Lesson:
    """A desk, a wall and a class, all of whom follow; `crash` checks that they lose nothing."""

    def __init__(self, server: Running) -> None:
        self.server = server
        self.desk = SimulatedDesk(server).open_room(PUPILS, language="en")
        self.phones = self.desk.phones(PUPILS)
        self.wall = SimulatedPhone(server)
        self.wall_path = self.desk.wall_path
        self.at_desk = Stream(self.desk, self.desk.path)
        self.streams = [
            self.at_desk,
            Stream(self.wall, self.wall_path),
            *(Stream(phone, phone.path) for phone in self.phones),
        ]

    def screens(self) -> tuple[str, str, str]:
        phone = self.phones[0]
        return (
            self.desk.screen(self.desk.path),
            self.wall.screen(self.wall_path),
            phone.screen(phone.path),
        )

    def crash(self, phase: str) -> None:
        """Kill the server in this phase, start it again, and see everybody where they were."""
        all_see(self.streams, phase)
        before = self.screens()
        seen = [stream.opened for stream in self.streams]
        self.server.kill()
        for stream in self.streams:
            stream.screen = ""
        self.server.start()
        self._all_back(phase, seen)
        assert self.screens() == before

    def _all_back(self, phase: str, seen: list[int]) -> None:
        left = self.server.accepted + within(BACK_WITHIN) - time.monotonic()
        all_see(self.streams, phase, left)
        assert all(stream.opened > before for stream, before in zip(self.streams, seen, strict=True))

    def stop(self) -> None:
        for stream in self.streams:
            stream.stop()


@pytest.fixture
def lesson(server: Running) -> Iterator[Lesson]:
    lesson = Lesson(server)
    yield lesson
    lesson.stop()


def test_a_killed_server_comes_back_where_the_class_was(lesson: Lesson) -> None:
    desk = lesson.desk
    lesson.crash("lobby")
    for phase in ("agreements", "telling"):
        desk.until(phase)
        lesson.crash(phase)
    _crash_in_a_vote(lesson)
    for phase in ("revealed", "outcome", "talking"):
        desk.until(phase)
        lesson.crash(phase)
    assert desk.act("land").status == 204
    for phase in ("ending", "debrief", "help"):
        desk.until(phase)
        lesson.crash(phase)
    assert desk.act("next").status == 409, "the minute of the help screen is remembered too"


def _crash_in_a_vote(lesson: Lesson) -> None:
    """Answers that were acknowledged are there after the crash, and can still be changed; a new one counts too."""
    desk = lesson.desk
    desk.until("voting")
    round_id = desk.round_id(lesson.phones[0])
    all_vote(lesson.phones[:-1], round_id, [1])
    lesson.crash("voting")
    wait_for(lambda: lesson.at_desk.turnout.get("answered") == PUPILS - 1, "every acknowledged answer")
    all_vote(lesson.phones[-3:], round_id, [1])
    wait_for(lambda: lesson.at_desk.turnout.get("answered") == PUPILS, "the last answer")
    assert NEARLY_ALL not in desk.now
    assert desk.close(sure="").status == 204
    lesson.crash("closed")
    assert NEARLY_ALL in desk.now


def test_a_remote_leads_on_after_a_kill_and_a_screen_that_waits_becomes_the_wall(server: Running) -> None:
    desk = SimulatedDesk(server).open_room(PUPILS)
    remote, screen = Client(server), Client(server)
    assert remote.post(found(r"(/remote/[0-9a-f]{32})", desk.post(f"{desk.path}/remote").text)).status == 303
    waits_at = screen.get("/wall").headers["Location"]
    with closing(sqlite3.connect(server.database)) as database:
        ((code,),) = database.execute("SELECT code FROM waiting_wall").fetchall()
    at_remote = Stream(remote, "/remote")
    all_see([at_remote], "lobby")
    server.kill()
    server.start()
    version = version_in(remote.screen("/remote"))
    assert remote.post("/remote/act", act="next", version=version).status == 204
    all_see([at_remote], "agreements")
    at_remote.stop()
    assert desk.post(f"{desk.path}/wall-code", code=code).status == 204
    assert json.loads(screen.get(waits_at).text) == {"go": desk.wall_path}


@pytest.mark.parametrize("setting", WRONG)
def test_a_wrong_setting_stops_the_start_and_is_named(tmp_path: Path, setting: str) -> None:
    complaint = _complaint(tmp_path / "instance", **{setting: WRONG[setting]})
    assert f"{setting} is '{WRONG[setting]}'" in complaint or f"{setting} begins with" in complaint


def test_an_instance_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "instance").write_text("a file is in the way")
    assert "WISSEL_INSTANCE" in _complaint(tmp_path / "instance")


def test_what_keeps_wissel_from_starting_is_said_in_the_language_that_is_set(tmp_path: Path) -> None:
    wrong = {"WISSEL_PORT": "eighty"}
    assert "Wissel kan niet starten" in _complaint(tmp_path / "instance", WISSEL_LANGUAGE="nl", **wrong)
    assert "Wissel cannot start" in _complaint(tmp_path / "instance", WISSEL_LANGUAGE="en", **wrong)


def _complaint(instance: Path, **settings: str) -> str:
    """Give what a server says that does not start."""
    ended = subprocess.run(
        [sys.executable, "wsgi.py"],
        cwd=ROOT,
        env=environment(instance, **{"WISSEL_LANGUAGE": "en"} | settings),
        capture_output=True,
        text=True,
        timeout=3 * LONG,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (WRONG_CONFIGURATION, "")
    assert "Traceback" not in ended.stderr
    return ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_key_and_the_link_can_be_read_by_their_owner_only(server: Running) -> None:
    for name in ("secret_key", "desk-link"):
        assert stat.S_IMODE((server.instance / name).stat().st_mode) == 0o600, name


def test_a_link_works_once_and_a_new_start_shows_a_new_one(server: Running) -> None:
    first = server.link
    assert SimulatedDesk(server).post(first).status == 303
    assert SimulatedDesk(server).post(first).status == 403
    server.kill()
    server.start()
    assert server.link != first
    assert SimulatedDesk(server).post(server.link).status == 303


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_an_output_that_cannot_take_every_sign_loses_no_line(tmp_path: Path, encoding: str) -> None:
    server = Running(tmp_path, settings={"PYTHONIOENCODING": encoding, "WISSEL_LANGUAGE": "nl"})
    server.start()
    server.stop()
    assert server.link
    assert f"http://wissel.local:{server.port}" in server.output
    assert "Traceback" not in server.output
    assert "????" not in server.output, "half a picture is none"


class PlainServer(Running):
    """A server without root's rights to look into any program."""

    def command(self) -> list[str]:
        return [*WITHOUT_RIGHTS, *super().command()]


def _can_be_looked_into(pid: int) -> bool:
    """Tell whether another program of this user may see what this one keeps."""
    looking = [*WITHOUT_RIGHTS, "/usr/bin/env", "head", "-c1", f"/proc/{pid}/environ"]
    return subprocess.run(looking, capture_output=True, check=False, timeout=LONG).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of another program")
def test_a_crash_writes_no_memory_to_the_disk_and_no_other_program_may_look_into_it(tmp_path: Path) -> None:
    server = PlainServer(tmp_path)
    server.start()
    assert server.process
    limits = Path(f"/proc/{server.process.pid}/limits").read_text(encoding="ascii")
    is_seen = _can_be_looked_into(server.process.pid)
    server.stop()
    assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE)
    assert not is_seen
    command = [*WITHOUT_RIGHTS, "/usr/bin/env", "cat"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as other:
        assert other.stdin
        assert other.stdout
        other.stdin.write(b"\n")
        other.stdout.read(1)  # By now it is itself.
        assert _can_be_looked_into(other.pid), "who does not forbid it can be looked into"
        other.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="no such shells")
def test_a_server_that_a_shell_put_in_the_background_heeds_ctrl_c(tmp_path: Path) -> None:
    server = Running(tmp_path)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does before it starts one with &
    try:
        server.start()
    finally:
        signal.signal(signal.SIGINT, before)
    assert server.process
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(LONG) == 0
