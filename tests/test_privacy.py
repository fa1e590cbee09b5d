"""A lesson leaves nothing behind of what a pupil answered or where a phone was."""

import http.client
import socket
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from classroom.lesson.votes.closing import PASS
from classroom.storage import ballots
from tests.browser.running import LONG, Running, wait_for
from tests.browser.simulated import Client, SimulatedDesk, SimulatedPhone
from tests.conftest import STORY
from tests.faults.crew import LAUNCH
from tests.faults.disks import read_by_another
from tests.faults.figures import figure, within

pytestmark = pytest.mark.slow
FAR = "127.0.77.7"
CLASS = 12


@dataclass
class FarPhone(SimulatedPhone):
    """A phone whose address is known, so that it can be looked for."""

    def connection(self, seconds: float) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.server.port, seconds, source_address=(FAR, 0))

    @property
    def token(self) -> str:
        return self.cookies["seat"]

    def misbehave(self) -> None:
        """Ask for what there is not, and send what is no request at all."""
        assert self.get("/nowhere").status == 404
        assert self.get(f"{self.path}/nowhere").status == 404
        assert self.get("/r/ZZZZZZ").status == 404
        assert self.get(f"/wall/{self.token}").status == 404
        assert self.get(f"/teach/rooms/{self.token}").status == 403
        assert self.post(f"{self.path}/vote", round=self.token, option=1, n=10**30).status == 410
        with socket.create_connection(("127.0.0.1", self.server.port), LONG, (FAR, 0)) as wild:
            wild.sendall(f"\x00 {self.token} nonsense\r\n\r\n".encode())
            wild.recv(1000)


class Traces:
    """What must not be found: every phone's token and address at any time, and answers once their round is closed."""

    def __init__(self, phones: list[FarPhone]) -> None:
        self.phones = phones
        self.always = [
            FAR.encode(),
            *(form for phone in phones for form in forms(bytes.fromhex(phone.token))),
        ]
        self.answers: list[bytes] = []

    def of_round(self, round_id: str) -> list[bytes]:
        """Give the ids of all answers in a round, as the database holds them."""
        ids = [ballots.ballot_id(phone.token, round_id) for phone in self.phones]
        self.answers += [form for id_ in ids for form in forms(id_)]
        return ids


def forms(secret: bytes) -> list[bytes]:
    """Give the bytes that somebody would look for, as they are and as text."""
    return [secret, secret.hex().encode(), secret.hex().upper().encode()]


def found_in(folder: Path, secrets: list[bytes]) -> list[tuple[str, bytes]]:
    """Give every secret that is in any file, with the file's name."""
    files = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {"wissel.sqlite", "output"} <= set(files)
    return [(name, secret) for name, content in files.items() for secret in secrets if secret in content]


def finds_all(folder: Path, secrets: list[bytes]) -> bool:
    """Tell whether the search would find each of these, if it were in a file of this folder."""
    planted = folder / "instance" / "planted"
    planted.write_bytes(b" ".join(secrets))
    found = found_in(folder, secrets)
    planted.unlink()
    return {secret for name, secret in found if name == planted.name} == set(secrets)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have one loopback address only")
def test_a_lesson_leaves_no_token_no_answer_and_no_address_behind(server: Running) -> None:
    desk = SimulatedDesk(server).open_room(CLASS)
    phones = [FarPhone(server, code=desk.code) for _ in range(CLASS)]
    for phone in phones:
        phone.join()
    traces = Traces(phones)
    assert finds_all(server.folder, traces.always)
    while desk.phase != "ended":
        if desk.phase == "voting":
            vote_and_close(desk, phones, traces, server.folder)
        else:
            server.skip(61)
            assert desk.act("next").status == 204
    phones[0].misbehave()
    admissions = [ballots.admission_of(phone.token, desk.path.rpartition("/")[2]) for phone in phones]
    assert all(found_in(server.folder, [admission]) for admission in admissions), "the search finds them"
    assert "Meester Tim" in phones[0].get(phones[0].path).text
    server.skip(11)
    wait_for(lambda: "Meester Tim" not in phones[0].get(phones[0].path).text, "an end that cannot be undone")
    for seen in (desk.page, desk.get(desk.wall_path).text):
        assert "Meester Tim" not in seen
    assert len(traces.answers) >= 3 * CLASS * 3
    secrets = [*traces.always, *traces.answers, *admissions]
    # A page that was being read just then holds the log for a second.
    wait_for(lambda: not found_in(server.folder, secrets), "a disk without a trace")
    server.stop()
    assert found_in(server.folder, secrets) == []


def vote_and_close(desk: SimulatedDesk, phones: list[FarPhone], traces: Traces, folder: Path) -> None:
    round_id = desk.round_id(phones[0])
    for number, phone in enumerate(phones):
        assert phone.vote(round_id, 1 + number % 2) == 204
        assert phone.vote(round_id, PASS if number == 5 else 1) == 204
    ids = traces.of_round(round_id)
    in_database = {secret for name, secret in found_in(folder, ids) if name.startswith("wissel.sqlite")}
    assert in_database == set(ids), "the search finds what is there"
    assert found_in(folder, traces.always) == [], "a token never reaches the disk"
    assert desk.close().status == 204
    assert found_in(folder, traces.answers) == [], "an answer is gone when its round is closed"


def _half_asked(
    server: Running, client: Client, line: str, *, sent: str = "", length: int = 0
) -> socket.socket:
    """Begin a request, and neither finish it nor read what comes."""
    dialled = socket.socket()
    dialled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    dialled.connect(("127.0.0.1", server.port))
    headers = client.headers() | ({"Content-Length": str(length)} if length else {})
    headers.pop("X-Wissel")
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    dialled.sendall(f"{line} HTTP/1.1\r\n{head}\r\n{sent}".encode())
    return dialled


def _hold_a_vote(server: Running, desk: SimulatedDesk, phone: SimulatedPhone, lines: ExitStack) -> None:
    """Hold open a vote that says more than it sends."""
    form = f"round={desk.round_id(phone)}&option=1"
    lines.enter_context(_half_asked(server, phone, f"POST {phone.path}/vote", sent=form, length=2000))


def _hold_open(server: Running, desk: SimulatedDesk, phone: SimulatedPhone, lines: ExitStack) -> None:
    """Hold open whatever can be held open from outside."""
    _hold_a_vote(server, desk, phone, lines)
    form = f"round={desk.round_id(phone)}&option=1"
    for client, line in (
        (phone, f"POST {phone.path}/leave"),
        (phone, f"GET {phone.path}"),
        (phone, "POST /language"),
        (desk, f"POST {desk.path}/act"),
        (desk, f"POST /teach/start/{STORY}"),
    ):
        lines.enter_context(_half_asked(server, client, line, sent=form, length=2000))
    for client, path in (
        (phone, phone.path),
        (phone, f"{phone.path}/screen"),
        (desk, desk.path),
        (desk, "/teach"),
    ):
        for method in ("GET", "HEAD"):
            lines.enter_context(_half_asked(server, client, f"{method} {path}"))
    lines.enter_context(_half_asked(server, phone, f"GET {phone.path}/stream"))
    lines.enter_context(_half_asked(server, desk, f"GET {desk.path}/stream"))


def _traces_after_a_vote(server: Running, desk: SimulatedDesk, phones: list[FarPhone]) -> list[bytes]:
    """Vote and close, and give what must not be on the disk from then on."""
    ids = Traces(phones).of_round(round_id := desk.round_id(phones[0]))
    for phone in phones:
        assert phone.vote(round_id, 1) == 204
    assert found_in(server.folder, ids), "the search finds what is there"
    assert desk.close().status == 204
    return [form for id_ in ids for form in forms(id_)]


def _voting(server: Running) -> tuple[SimulatedDesk, list[FarPhone]]:
    desk = SimulatedDesk(server).open_room(CLASS)
    phones = [FarPhone(server, code=desk.code) for _ in range(CLASS)]
    for phone in phones:
        phone.join()
    desk.until("voting")
    return desk, phones


Hold = Callable[[Running, SimulatedDesk, SimulatedPhone, ExitStack], None]


def _kept_by_held_requests(server: Running, hold: Hold) -> int:
    """Give how many answers of a closed vote are on the disk while requests are held open that began before it."""
    desk, phones = _voting(server)
    with ExitStack() as lines:
        hold(server, desk, phones[0], lines)
        time.sleep(0.5)
        return len(
            {secret for _, secret in found_in(server.folder, _traces_after_a_vote(server, desk, phones))}
        )


def test_a_request_that_is_held_open_keeps_no_closed_vote_on_the_disk(server: Running) -> None:
    kept = _kept_by_held_requests(server, _hold_open)
    figure("held", f"of {CLASS} answers of a closed vote on the disk while requests are held open", kept, "0")
    assert kept == 0


def test_one_of_these_requests_keeps_a_closed_vote_where_it_is_begun_with_before_it_is_whole(
    tmp_path: Path,
) -> None:
    server = Running(tmp_path, LAUNCH, settings={"REQUESTS": "half"})
    server.start()
    kept = _kept_by_held_requests(server, _hold_a_vote)
    server.stop()
    figure("held", "control: one request, begun with before it is whole", kept, "more than 0")
    assert kept > 0


def test_what_somebody_else_reads_is_erased_as_soon_as_they_let_go(server: Running) -> None:
    desk, phones = _voting(server)
    with read_by_another(server.database):
        traces = _traces_after_a_vote(server, desk, phones)
        time.sleep(2.5)
        assert found_in(server.folder, traces), "who reads does keep it there"
    # Nobody writes any more: it is owed, and tried again and again.
    wait_for(lambda: not found_in(server.folder, traces), "a disk without a trace", within(5))


def test_what_is_still_owed_is_erased_when_wissel_is_stopped(server: Running) -> None:
    desk, phones = _voting(server)
    with read_by_another(server.database):
        traces = _traces_after_a_vote(server, desk, phones)
        assert found_in(server.folder, traces), "who reads does keep it there"
    server.stop()
    assert found_in(server.folder, traces) == []
