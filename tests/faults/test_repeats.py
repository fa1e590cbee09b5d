"""F10, F11, F12 and F16: two desks at once, an answer sent a hundred times, answers that overtake each other, two servers."""

import random
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browser.running import LINK, LONG, ROOT, Running, environment, free_port
from tests.browser.simulated import SimulatedDesk, version_in
from tests.conftest import Desk, open_desk
from tests.faults.crew import (
    CONFLICT,
    OPTIONS,
    STORED,
    LedgerPhone,
    NewCrew,
    at_once,
    compare,
    opened_copy,
    rows_of,
)
from tests.faults.figures import figure, size

PARTS, INTERLEAVINGS = size((1, 60), (5, 2000))  # in parts, as a machine has other things to do
STEPS = 4
RACES = size(15, 200)
COPIES = 100
SHUFFLES = size(4, 100)
ANSWERS = 25
ACTS = ("next", "next", "next", "back", "pause", "resume", "voice", "vote_again", "undo", "close")


class Tab:
    """A teacher's browser tab: acts on the version that it saw last."""

    def __init__(self, desk: Desk, client: FlaskClient) -> None:
        self.path = f"/teach/rooms/{desk.public_id}"
        self.client = client
        self.seen = ""

    def look(self) -> str:
        self.seen = version_in(self.client.get(f"{self.path}/screen").text)
        return self.seen

    def act(self, act: str) -> int:
        fields = {"version": self.seen, "sure": "yes"} | ({} if act == "close" else {"act": act})
        where = f"{self.path}/close" if act == "close" else f"{self.path}/act"
        return self.client.post(where, data=fields, headers={"X-Wissel": "1"}).status_code


@pytest.mark.parametrize("part", range(PARTS), ids=lambda part: f"part-{part}")
def test_of_two_desks_one_moves_the_class_and_the_other_hears_that_it_was_late(app: Flask, part: int) -> None:
    """F10: whatever two tabs do after another, each move is one move, made by who knew where the class was."""
    desk = open_desk(app)
    one, two = Tab(desk, desk.client), Tab(desk, desk.client)
    moved = late = 0
    for number in range(INTERLEAVINGS):
        chance = random.Random(INTERLEAVINGS * part + number)
        for _ in range(STEPS):
            tab = chance.choice((one, two))
            if chance.random() < 0.4:
                tab.look()
            before = desk.row.version
            status, knew = tab.act(chance.choice(ACTS)), tab.seen == str(before)
            assert status in ((STORED, CONFLICT) if knew else (CONFLICT,)), (status, number)
            assert desk.row.version == before + (status == STORED)
            moved, late = moved + (status == STORED), late + (not knew)
    assert one.look() == two.look() == str(desk.row.version)
    figure(
        "F10",
        "interleavings of two desks; moves, and acts that came late",
        f"{INTERLEAVINGS}; {moved}, {late}",
        "10000",
    )
    assert moved > INTERLEAVINGS / 4
    assert late > INTERLEAVINGS / 4


def test_of_two_desks_that_press_at_the_same_instant_exactly_one_is_heard(server: Running) -> None:
    desk = SimulatedDesk(server).open_room(12)
    desk.until("telling")
    statuses: list[list[int]] = []
    for number in range(RACES):
        act, version = ("pause", "resume")[number % 2], version_in(desk.now)
        answers: list[int] = []
        press = partial(_press, desk, act, version, answers)
        with at_once([press, press]):
            pass
        assert int(version_in(desk.now)) == int(version) + 1
        statuses.append(sorted(answers))
    figure(
        "F10",
        f"pressed at the same instant: exactly one heard, of {RACES}",
        statuses.count([STORED, CONFLICT]),
        RACES,
    )
    assert statuses == [[STORED, CONFLICT]] * RACES


def _press(desk: SimulatedDesk, act: str, version: str, answers: list[int]) -> None:
    answers.append(desk.post(f"{desk.path}/act", act=act, version=version).status)


def test_an_answer_that_is_sent_a_hundred_times_at_once_is_one_answer(
    server: Running, new_crew: NewCrew
) -> None:
    """F11."""
    desk = SimulatedDesk(server).open_room(12)
    (phone,) = new_crew(desk, 1)
    desk.until("voting")
    round_id = desk.round_id(phone)
    copies = [LedgerPhone(server, code=desk.code, cookies=dict(phone.cookies)) for _ in range(COPIES)]
    with at_once(partial(copy.send, round_id, 1, 1) for copy in copies):
        pass
    for copy in copies:
        copy.hang_up()
    with opened_copy(server.instance) as database:
        rows = rows_of(database, round_id)
    figure("F11", f"rows of one answer that was sent {COPIES} times at once", len(rows), "1")
    assert sum(copy.acks for copy in copies) == 1, "all others hear which number to go beyond"
    assert list(rows.values()) == [(1, 1)]


def test_of_answers_that_overtake_each_other_the_newest_counts(server: Running, new_crew: NewCrew) -> None:
    """F12."""
    desk = SimulatedDesk(server).open_room(12)
    phones = new_crew(desk, SHUFFLES)
    desk.until("voting")
    round_id = desk.round_id(phones[0])
    newest = {}
    for number, phone in enumerate(phones):
        chance = random.Random(number)
        answers = [(chance.choice(OPTIONS), count + 1) for count in range(ANSWERS)]
        newest[phone.token] = answers[-1]
        _send_shuffled(phone, round_id, answers, chance)
    with opened_copy(server.instance) as database:
        rows = rows_of(database, round_id)
    right = sum(compare([phone], round_id, rows).wrong == 0 for phone in phones)
    kept = sorted(rows.values())
    figure(
        "F12",
        f"phones whose newest answer counts, of {SHUFFLES} that sent {ANSWERS} out of order",
        right,
        SHUFFLES,
    )
    assert kept == sorted(newest.values())
    assert right == SHUFFLES


def _send_shuffled(
    phone: LedgerPhone, round_id: str, answers: list[tuple[int, int]], chance: random.Random
) -> None:
    """Send over several connections, in any order; what comes too late is told so, or is the same again."""
    last = answers[-1]
    chance.shuffle(answers)
    lines = [LedgerPhone(phone.server, code=phone.code, cookies=dict(phone.cookies)) for _ in range(5)]
    statuses: list[int] = []

    def run(line: LedgerPhone, share: list[tuple[int, int]]) -> None:
        statuses.extend(line.send(round_id, option, number) for option, number in share)
        line.hang_up()

    with at_once(partial(run, line, answers[place::5]) for place, line in enumerate(lines)):
        pass
    assert set(statuses) <= {STORED, CONFLICT}
    phone.acked[round_id] = last


def test_a_second_server_on_a_folder_or_database_in_use_is_refused_and_a_command_is_not(
    start: Callable[..., Running], tmp_path: Path
) -> None:
    """F16."""
    server = start(script=Running.script)
    desk = SimulatedDesk(server).open_room(12)
    database = f"sqlite:///{server.instance / 'wissel.sqlite'}"
    told = [
        _refusal(server.instance),
        _refusal(tmp_path / "own", WISSEL_DATABASE_URL=database),
    ]
    figure("F16", "a second server on one folder, on one database: refused", len(told), "2 of 2")
    assert desk.act("next").status == STORED, "the first one goes on"
    words = [sys.executable, "-m", "flask", "--app", "classroom.app", "desk-link"]
    link = subprocess.run(
        words, cwd=ROOT, env=environment(server.instance), capture_output=True, text=True, check=True
    )
    assert SimulatedDesk(server).post(LINK.findall(link.stdout)[0]).status == 303
    server.kill()
    server.start()


def _refusal(instance: Path, **settings: str) -> str:
    """Give the sentence of a server that does not start beside another one."""
    ended = subprocess.run(
        [sys.executable, "wsgi.py"],
        cwd=ROOT,
        env=environment(instance, WISSEL_PORT=str(free_port()), WISSEL_LANGUAGE="en", **settings),
        capture_output=True,
        text=True,
        timeout=3 * LONG,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (78, "")
    assert ended.stderr.startswith("Wissel cannot start. Another Wissel is running with ")
    assert "WISSEL_INSTANCE" in ended.stderr
    return ended.stderr
