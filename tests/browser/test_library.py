"""Every scene and voice of every story, by every choice, and every ending, on a real wall and a real phone: whole, and large enough."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from classroom.storage import shelf
from classroom.story.model.scenario import LETTERS
from classroom.web.teacher.forms import cast_of
from tests.browser.lesson_room import DESK, PHONE, NewContext
from tests.browser.looks import Complaints, faults_of_phone, faults_of_wall
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk, found, phase_of, version_in
from tests.simulator.ways import Way, tour_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# A folder, if a person wants to see what was looked at.
PICTURES = os.environ.get("LIBRARY_PICTURES")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("slug", shelf.slugs())
def test_every_scene_stands_whole_on_the_wall_and_on_a_phone(
    server: Running, new_context: NewContext, slug: str, language: str
) -> None:
    tour = Tour(SimulatedDesk(server), slug, language)
    tour.open_pages(new_context)
    for number, way in enumerate(tour_of(slug)):
        tour.play(list(_letters(slug, way, number)))
    tour.land()
    assert tour.complaints.found == []
    assert not tour.faults, "\n".join(tour.faults)


def _letters(slug: str, way: Way, number: int) -> Iterator[str]:
    """Give what is chosen whenever a vote opens: a letter, the parts of a sentence, each time others, or nothing in a poll."""
    for name, letter in way.through:
        scene = shelf.story(slug).scenes[name]
        if scene.build:
            yield from (LETTERS[(number + turn) % len(part)] for turn, part in enumerate(scene.build.parts))
        elif letter or scene.poll:
            yield letter


@dataclass
class Tour:
    """A class without a vote: the teacher chooses, so that every way can be gone. Each screen is looked at once."""

    desk: SimulatedDesk
    slug: str
    language: str
    told: set[tuple[str, str]] = field(default_factory=set)
    looked: set[tuple[str, str, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    complaints: Complaints = field(default_factory=Complaints)

    def open_pages(self, new_context: NewContext) -> None:
        self.pages: dict[str, Page] = {}
        for audience, size in (("wall", DESK), ("phone", PHONE)):
            context = new_context(viewport=size, reduced_motion="reduce")
            self.complaints.listen(context)
            self.pages[audience] = context.new_page()

    def play(self, letters: Sequence[str]) -> None:
        """Go this way, in a room of its own, up to the help."""
        self._begin()
        ways = iter(letters)
        self._go_on(ways)
        assert next(ways, None) is None, "a letter that no vote asked for"

    def land(self) -> None:
        """Stop at the first question, and land from there."""
        self._begin()
        while phase_of(self.now) != "voting":
            self._press("next")
        self._press("undo")
        self._press("land")
        self._go_on(iter(()))

    def _begin(self) -> None:
        """Open a room whose people have the longest names that a class can give them."""
        cast = cast_of(shelf.story(self.slug))
        longest = {f"swap-{who.id}": str(who.names.index(max(who.names, key=len))) for who in cast}
        self.desk.open_room(28, self.slug, language=self.language, beamer="second", **longest)
        self.now, self.wall_path = self.desk.now, self.desk.wall_path
        self._come_in()

    def _come_in(self) -> None:
        server, code = self.desk.server, self.desk.code
        self.pages["wall"].goto(server.url(self.wall_path))
        self.pages["phone"].goto(server.url(f"/r/{code}"))
        self.pages["phone"].locator(f"form[action='/r/{code}/join'] button").click()
        self.pages["phone"].locator("#live").wait_for()

    def _go_on(self, ways: Iterator[str]) -> None:
        while (phase := phase_of(self.now)) != "help":
            is_new = self._look(phase)
            if is_new and phase == "telling":
                self._hear_voices()
            if phase == "voting":
                self._choose(next(ways))
            else:
                self._press("next")
        self._look("help")

    def _hear_voices(self) -> None:
        while 'data-act="voice"' in self.now:
            self._press("voice")
            self._look("voices")

    def _choose(self, letter: str) -> None:
        """Take the opening back and choose aloud: so the vote is seen, and its outcome is known."""
        if not letter:
            assert self.desk.close().status == 204
            self.now = self.desk.now
            return
        self._press("undo")
        button = rf'name="choice" value="(\d)">\s*<button[^>]*?id="(?:other|together)-{letter}"'
        self._press("choose", choice=found(button, self.now))

    def _press(self, act: str, **fields: str) -> None:
        answer = self.desk.post(f"{self.desk.path}/act", act=act, version=version_in(self.now), **fields)
        assert answer.status == 204, (phase_of(self.now), answer.text)
        self.now = self.desk.now

    def _look(self, phase: str) -> bool:
        """Look at what the wall never said before, and tell whether there was such a thing: browsers take their time."""
        code = r"\s*".join(found(r'data-code="(\w+)"', self.now))
        said = re.sub(r"<[^>]*>", " ", self.desk.screen(self.wall_path))
        told = (phase, " ".join(re.sub(code, "", said).split()))
        is_new = told not in self.told
        self.told.add(told)
        if is_new:
            self._look_at_pages(phase, code)
        return is_new

    def _look_at_pages(self, phase: str, code: str) -> None:
        shows_it = re.compile(rf"\.{version_in(self.now)}$")
        for audience, page in self.pages.items():
            expect(page.locator("#live")).to_have_attribute("data-version", shows_it)
            shown = (audience, phase, re.sub(code, "", page.locator("#live").inner_text()))
            if shown not in self.looked:
                self.looked.add(shown)
                look = faults_of_wall if audience == "wall" else faults_of_phone
                self.faults += [f"{audience} in {phase}: {fault}" for fault in look(page)]
                self._keep(page, f"{len(self.looked):03}-{audience}-{phase}")

    def _keep(self, page: Page, name: str) -> None:
        if PICTURES:
            folder = Path(PICTURES) / f"{self.slug}-{self.language}"
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}.png", full_page=True)
