"""A played class and a desk that drives it, on a server of their own."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from classroom.languages import Language
from classroom.simulator.gate import ANSWERS, fields_of
from classroom.simulator.pace import FAST
from classroom.simulator.phone_screen import GUESS
from classroom.simulator.pupils import Play, PlayedClass
from classroom.storage import shelf
from tests.browser.running import LONG, wait_for
from tests.browser.simulated import SimulatedDesk, Stream, found, phase_of
from tests.conftest import STORY

PHONES = 24
HELP_SECONDS = 61


@dataclass
class Lesson:
    """One lesson.

    `heard` is what the class told the terminal, `went` the letters that the wall told the outcome of, and `ending` the
    wall when the ending began.
    """

    desk: SimulatedDesk
    played: PlayedClass
    at_desk: Stream
    phones: int = PHONES
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    voted: int = 0
    ending: str = ""
    went: list[str] = field(default_factory=list)
    before: str = ""

    def answered(self, name: str) -> list[int]:
        return [about["answered"] for told, about in self.heard if told == name]

    def said(self, name: str) -> int:
        return [told for told, _ in self.heard].count(name)

    @property
    def now(self) -> str:
        return wait_for(lambda: self.at_desk.screen, "a screen on the desk")

    @property
    def wall(self) -> str:
        return self.desk.screen(self.desk.wall_path)

    def press(self, what: str = "act", **fields: Any) -> None:
        """Act on what the desk shows, and wait until it shows what came of it."""
        version = _version(self.now)
        answer = self.desk.post(f"{self.desk.path}/{what}", version=version, **fields)
        assert answer.status == 204, (self.at_desk.phase, answer.text)
        wait_for(lambda: _version(self.now) > version, "the next screen")

    def all_in(self) -> None:
        wait_for(lambda: self.at_desk.turnout.get("phones") == self.phones, "every phone")

    def play(
        self, sleep_after: int | None = None, at_closed: "Callable[[Lesson], None] | None" = None
    ) -> None:
        """Press the large button until the lesson is over.

        If told so, sleep until another day after some votes, and leave what comes after a closed vote to `at_closed`.
        """
        self.all_in()
        while (phase := phase_of(self.now)) != "ended":
            if phase == "voting":
                self._vote()
            elif phase == "closed" and at_closed:
                at_closed(self)
            elif phase == "talking" and self.voted == sleep_after:
                sleep_after = None
                self._go_on_another_day()
            else:
                self._look(phase)
                self.press(act="next")
            self.before = phase

    def _vote(self) -> None:
        self.voted += 1
        wait_for(self._all_answered, "every answer")
        self.press("close", sure="yes")

    def _all_answered(self) -> bool:
        asked = list(self.played._asked.values())
        decided = [each for each in asked if each.question != GUESS and not each.is_void]
        return len(decided) == self.voted and all(each.is_told for each in asked)

    def _look(self, phase: str) -> None:
        if phase == "outcome" and self.before != phase:
            self.went += re.findall(r'aria-label="([A-E])"', self.wall)
        if phase == "ending":
            self.ending = self.ending or html.unescape(self.wall)
        if phase == "help":
            self.desk.server.skip(HELP_SECONDS)

    def _go_on_another_day(self) -> None:
        first = found(r'data-code="(\w+)"', self.now)
        self.press(act="sleep")
        self.press(act="wake")
        assert found(r'data-code="(\w+)"', self.now) != first
        self.all_in()


def _version(screen: str) -> int:
    return int(found(r'data-version="(\d+)"', screen))


@contextmanager
def lesson(
    teacher: SimulatedDesk,
    plan: str,
    way: str,
    phones: int = PHONES,
    *,
    slug: str = STORY,
    language: Language = Language.EN,
) -> Iterator[Lesson]:
    """Open one more room of this teacher and let a class in that goes this way."""
    desk = _open(teacher, slug, plan=plan, language=language, pupils=str(phones))
    heard: list[tuple[str, dict[str, Any]]] = []
    play = Play(f"http://127.0.0.1:{desk.server.port}", desk.code, phones, tuple(way), FAST)
    played = PlayedClass(play, lambda name, **about: heard.append((name, about)))
    playing = Thread(target=played.run, daemon=True)
    playing.start()
    at_desk = Stream(desk, desk.path)
    try:
        yield Lesson(desk, played, at_desk, phones, heard)
        playing.join(LONG)
        assert not playing.is_alive(), "the class goes home when the lesson is over"
    finally:
        played.stop()
        at_desk.stop()
        playing.join(LONG)


def _open(teacher: SimulatedDesk, slug: str, **answers: str) -> SimulatedDesk:
    desk = SimulatedDesk(teacher.server, cookies=teacher.cookies)
    gate = f"/teach/start/{slug}"
    desk.path = desk.post(gate, **fields_of(desk.get(gate).text) | ANSWERS | answers).headers["Location"]
    return desk


def words_of(slug: str, ending: str, language: Language) -> str:
    """Give a piece of the story of an ending that has no name in it."""
    story = shelf.story(slug).scenes[ending].story
    assert story is not None
    return max(re.split(r"\{[^}]*\}", story.in_(language)), key=len).strip()
