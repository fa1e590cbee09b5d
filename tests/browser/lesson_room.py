"""A class in real browsers: a desk, a wall and three phones, and 22 phones that only speak HTTP."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from classroom.web.teacher.forms import READY
from tests.browser.looks import (
    Complaints,
    faults_of_access,
    faults_of_desk,
    faults_of_phone,
    faults_of_wall,
)
from tests.browser.running import Running
from tests.browser.screens import keep_picture
from tests.browser.simulated import SimulatedPhone, all_vote
from tests.browser.waiting import until_at, until_it_moves, until_ready
from tests.conftest import STORY

NewContext = Callable[..., BrowserContext]
CROWD = 22
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 768}
MINUTE = 60
# The same walk with other words shows little more: how English screens stand is in `test_library.py`, every one of them.
IN_BOTH_LANGUAGES = pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.slow)])
QUESTION = "[data-round]:not([data-kind=guess])"
# What is on the desk for the teacher alone; test_one_screen.py sees each of them there.
FOR_THE_TEACHER = {
    *("#notes-title", "#ahead-title", "#chip-facts", "#preview-title", "#more", "#hint"),
    *("[data-answered]", "[data-phones]", "[data-prompts]", ".heard"),
}
RESULT = "[data-share]"
PROSE = ".prose:not(#aloud *)"


@dataclass
class Classroom:
    """One lesson. Every kind of screen that comes by for the first time is looked at; all screens are in `test_library.py`."""

    server: Running
    new_context: NewContext
    language: str
    plan: str = "60"
    looks: bool = True
    complaints: Complaints = field(default_factory=Complaints)
    phones: list[Page] = field(default_factory=list)
    crowd: list[SimulatedPhone] = field(default_factory=list)
    asleep: list[Page] = field(default_factory=list)
    looked: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    code: str = ""

    # Coming in

    def open_desk(self) -> None:
        """Go by the one-time link, over the shelf and through the gate, to the desk of a new room."""
        self.desk = self.page(DESK)
        self.desk.clock.install()
        self.desk.goto(self.server.url(self.server.link, "localhost"))
        self.desk.wait_for_url("**/teach")
        if other := self.desk.locator(f"button[name=language][value={self.language}]").all():
            other[0].click()
        self.look_at(self.desk, "desk", "shelf")
        self.desk.locator(f"a[href='/teach/start/{STORY}']").click()
        self.look_at(self.desk, "desk", "gate")
        self._answer_the_gate()
        self.desk.wait_for_url("**/teach/rooms/*")
        self.code = self.now.get_attribute("data-code") or ""

    def answer_who_and_how_many(self) -> None:
        """Answer the first two pages of the gate."""
        for answer in ("running-no", *READY, "opt_out-yes"):
            self.desk.locator(f"#{answer}").check()
        self.desk.locator("#gate-on").click()
        self.desk.locator("#contact_name").fill("Meester Tim")
        self.desk.locator("#contact_room").fill("lokaal 12" if self.language == "nl" else "room 12")
        self.desk.locator("#pupils").fill("28")
        self.desk.locator("#gate-on").click()

    def _answer_the_gate(self) -> None:
        self.answer_who_and_how_many()
        for answer in (f"language-{self.language}", f"plan-{self.plan}"):
            self.desk.locator(f"#{answer}").check()
        self.desk.locator("#gate-ready").click()

    def open_wall(self) -> None:
        """Open the wall as another computer does, by the name of this one."""
        self.wall = self.page(DESK)
        path = self.desk.locator("#open-wall").get_attribute("href")
        self.wall.goto(self.server.url(path or ""))

    def open_phone(self, path: str) -> Page:
        """Open a phone at an address, up to the page with the button that joins."""
        phone = self.page(PHONE, has_touch=True)
        phone.goto(self.server.url(path))
        return phone

    def join(self, phone: Page) -> None:
        """Press the button, and belong to the class from here on."""
        phone.locator(f"form[action='/r/{self.code}/join'] button").tap()
        self.phones.append(phone)

    def let_the_crowd_in(self, size: int = CROWD) -> None:
        self.crowd = [SimulatedPhone(self.server, code=self.code).join() for _ in range(size)]

    def page(self, size: dict[str, int], **options: Any) -> Page:
        """Open a browser of its own: no cookie and no storage in common with another."""
        context = self.new_context(viewport=size, reduced_motion="reduce", **options)
        self.complaints.listen(context)
        return context.new_page()

    # Going on

    @property
    def now(self) -> Locator:
        return self.desk.locator("#screen")

    @property
    def phase(self) -> str:
        return self.now.get_attribute("data-phase") or ""

    @property
    def version(self) -> str:
        return self.desk.locator("main").get_attribute("data-version") or ""

    def press(self, selector: str = "#do-primary") -> None:
        """Press a button of the desk, and wait until everybody sees what came of it."""
        before = self.version
        until_ready(self.desk)
        self.desk.locator(selector).click()
        until_it_moves(self.desk, before)
        self.settle()

    def settle(self) -> None:
        """Wait until every page that is awake shows what the desk shows; look at what is new."""
        for page in [self.wall, *self.phones]:
            if page not in self.asleep:
                until_at(page, self.version)
        self.look()

    def until(self, *phases: str) -> None:
        """Press the large button until the class is in one of these phases."""
        while self.phase not in phases:
            self.press()

    def until_there_are_cards(self) -> None:
        """Press the large button until the scene has cards to sort."""
        while not self.desk.locator("#do-sort").count():
            self.press()

    def stay_for_the_help(self) -> None:
        """Let the minute go by, on the server and at the desk."""
        expect(self.desk.locator("#do-primary")).to_have_attribute("aria-disabled", "true")
        self.server.skip(MINUTE + 1)
        self.desk.clock.fast_forward((MINUTE + 1) * 1000)
        expect(self.desk.locator("#do-primary")).not_to_have_attribute("aria-disabled", "true")

    # Answering

    def answer(self, phone: Page, option: int) -> None:
        """Touch an answer, and wait until the phone says that it has arrived."""
        phone.locator(f"#option-{option}" if option >= 0 else "#option-skip").tap()
        expect(phone.locator(f"{QUESTION} [data-stored]")).to_be_visible()

    def answer_all(self, options: list[int]) -> None:
        """Let everybody answer, and wait until the desk has heard of it."""
        for phone in self.phones:
            if phone not in self.asleep and not phone.locator(f"{QUESTION} [data-stored]").is_visible():
                self.answer(phone, options[0])
        self.crowd_answers(options)
        answered = len(self.crowd) + len(self.phones) - len(self.asleep)
        expect(self.desk.locator("[data-answered]")).to_contain_text(str(answered))

    def crowd_answers(self, options: list[int], how_many: int | None = None) -> None:
        round_id = self.phones[0].locator(QUESTION).get_attribute("data-round")
        all_vote(self.crowd[:how_many], round_id or "", options)

    def decide(self, options: list[int]) -> None:
        """Go on to the next vote, answer it, close it and show what came out."""
        self.until("voting")
        self.answer_all(options)
        self.press()
        assert self.phase == "closed"
        self.press()
        assert self.phase == "revealed"

    # Looking

    def look(self) -> None:
        """Look at every page that has not had this moment yet."""
        if not self.looks:
            return
        moment = self.moment()
        self.look_at(self.wall, "wall", moment)
        self.look_at(self.desk, "desk", moment)
        if self.phones:
            self.look_at(self.phones[0], "phone", moment)

    def moment(self) -> str:
        """Name what the class sees: its moment, or what is special about that."""
        on_wall = self.wall.locator
        special = {
            "chat": on_wall("#screen[data-moment=telling] .turn:nth-child(2)"),
            "harm": on_wall("#screen[data-moment=outcome] .norm"),
            "closed-too-few": self.desk.locator("#together-title"),
        }
        moment = str(on_wall("#screen").get_attribute("data-moment"))
        return next((name for name, sign in special.items() if sign.count()), moment)

    def look_at(self, page: Page, audience: str, moment: str) -> None:
        """Look at one page, if its audience has not had this moment yet."""
        name = f"{audience} {moment}"
        if name in self.looked or not self.looks:
            return
        self.looked.add(name)
        self._note(name, faults_of_access(page))
        looks = {"wall": faults_of_wall, "desk": faults_of_desk, "phone": faults_of_phone}
        self._note(name, looks[audience](page))
        keep_picture(page, self.language, audience, moment)

    def _note(self, name: str, faults: list[str]) -> None:
        self.faults += [f"{name}: {fault}" for fault in faults]


def found_on(page: Page, selectors: set[str]) -> set[str]:
    return {each for each in selectors if page.locator(each).count()}
