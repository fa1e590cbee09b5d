"""Phones and a desk without a browser, at a server of a test: what one sends over the wire, and no more."""

import html
import http.client
import json
import re
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from classroom.simulator.http_client import TROUBLE, Answer, Browser, Refused
from classroom.simulator.phone_screen import Ballot, read_screen
from classroom.storage import shelf
from classroom.web.teacher.forms import cast_of
from tests.browser.running import HOST, LONG, Running, wait_for
from tests.conftest import GATE, STORY, guess_in


@dataclass
class Client(Browser):
    """A browser that knows the server by a name, and finds it where it runs."""

    server: Running
    host: str = HOST
    cookies: dict[str, str] = field(default_factory=dict)
    patience: float = LONG

    def __post_init__(self) -> None:
        super().__init__(self.server.url("", self.host), self.cookies)

    def connection(self, seconds: float) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.server.address, self.server.port, timeout=seconds)

    def headers(self) -> dict[str, str]:
        return {"Host": f"{self.host}:{self.server.port}"} | super().headers()

    def screen(self, path: str) -> str:
        answer = self.get(f"{path}/screen")
        assert answer.status == 200, (path, answer.status)
        return answer.text


class Stream:
    """Follows a live page as a browser does: comes back when the connection breaks, and keeps what it was told last."""

    def __init__(self, client: Client, path: str) -> None:
        self.client, self.path = client, path
        self.screen = ""
        self.turnout: dict[str, Any] = {}
        self.opened = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    @property
    def phase(self) -> str:
        return phase_of(self.screen)

    def stop(self) -> None:
        self._stopped.set()

    def _follow(self) -> None:
        while not self._stopped.is_set():
            with suppress(*TROUBLE, Refused):
                self._listen()
            self._stopped.wait(0.2)

    def _listen(self) -> None:
        # Without a version, so that the server always begins with the screen as it is.
        for place, (kind, data) in enumerate(self.client.listen(f"{self.path}/stream", LONG)):
            self.opened += place == 0
            if kind == "screen":
                self.screen = data
            elif kind == "turnout":
                self.turnout = json.loads(data)
            if self._stopped.is_set():
                break


@dataclass
class SimulatedPhone(Client):
    """A phone in a room; `number` counts its answers as the page does."""

    code: str = ""
    number: int = 0

    @property
    def path(self) -> str:
        return f"/r/{self.code}"

    def join(self) -> "SimulatedPhone":
        assert self.press_join().status == 303
        return self

    def press_join(self) -> Answer:
        """Press the button; a browser that has no cookie of this room yet is asked to bring one back, and does."""
        answer = self.post(f"{self.path}/join")
        return self.post(answer.headers["Location"]) if answer.status == 307 else answer

    def ballot(self) -> Ballot:
        """Look for the question that is open; a guess beside it comes after it."""
        return read_screen(self.screen(self.path)).ballots[0]

    def vote(self, round_id: str, option: int) -> int:
        self.number += 1
        return self.post(f"{self.path}/vote", round=round_id, option=option, n=self.number).status


@dataclass
class SimulatedDesk(Client):
    """A teacher's browser on the computer that runs Wissel."""

    host: str = "localhost"
    path: str = ""

    def open_room(self, pupils: int, slug: str = STORY, **answers: str) -> "SimulatedDesk":
        if not self.cookies:
            assert self.post(self.server.link).status == 303
        return self.begin(pupils, slug, **answers)

    def begin(self, pupils: int, slug: str = STORY, **answers: str) -> "SimulatedDesk":
        """Open a room, at a desk that is signed in."""
        names = {f"swap-{member.id}": "0" for member in cast_of(shelf.story(slug))}
        gate = self.post(f"/teach/start/{slug}", **GATE | names | {"pupils": str(pupils)} | answers)
        assert gate.status == 303, gate.text
        self.path = gate.headers["Location"]
        return self

    @property
    def page(self) -> str:
        return self.get(self.path).text

    @property
    def code(self) -> str:
        return found(r'data-code="(\w+)"', self.now)

    @property
    def wall_path(self) -> str:
        return found(r'href="(/wall/\w+)"', self.page)

    @property
    def now(self) -> str:
        return self.screen(self.path)

    @property
    def phase(self) -> str:
        return phase_of(self.now)

    def phones(self, how_many: int) -> list[SimulatedPhone]:
        return [SimulatedPhone(self.server, code=self.code).join() for _ in range(how_many)]

    def act(self, act: str, **fields: Any) -> Answer:
        return self.post(f"{self.path}/act", act=act, version=self._version(), **fields)

    def invite(self) -> str:
        """Give the path of a code with which a phone becomes a remote, once and for a minute."""
        return found(r"(/remote/[0-9a-f]{32})", self.post(f"{self.path}/remote").text)

    def close(self, sure: str = "yes") -> Answer:
        return self.post(f"{self.path}/close", version=self._version(), sure=sure)

    def until(self, *phases: str) -> None:
        """Press the large button until the room is in one of these phases."""
        while phase_of(screen := self.now) not in phases:
            answer = self.post(f"{self.path}/act", act="next", version=version_in(screen), sure="yes")
            assert answer.status == 204, (phase_of(screen), answer.text)

    def round_id(self, phone: SimulatedPhone) -> str:
        return phone.ballot().round_id

    def guess_id(self, phone: SimulatedPhone) -> str | None:
        """Give the id of the guess that is asked beside the question, if there is one."""
        return guess_in(phone.screen(phone.path))

    def _version(self) -> str:
        return version_in(self.now)


def phase_of(screen: str) -> str:
    return found(r'data-phase="(\w+)"', screen) if screen else ""


def version_in(desk_screen: str) -> str:
    return found(r'data-version="(\d+)"', desk_screen)


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, (pattern, text[:400])
    return html.unescape(match[1])


def all_vote(phones: Sequence[SimulatedPhone], round_id: str, options: list[int]) -> None:
    """Let every phone answer; the options are dealt out in turn."""
    for number, phone in enumerate(phones):
        assert phone.vote(round_id, options[number % len(options)]) == 204


def all_see(streams: list[Stream], phase: str, seconds: float = LONG) -> None:
    wait_for(lambda: all(stream.phase == phase for stream in streams), f"{phase} on every phone", seconds)
