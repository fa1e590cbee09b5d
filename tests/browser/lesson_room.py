"""A class in real browsers: a desk, a wall and three phones, and 22 phones that only speak HTTP."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

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
from tests.browser.simulated import SimulatedDesk, SimulatedPhone, all_vote, version_in
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
FOUND = """(all) => {
  const roots = [document, ...[...document.querySelectorAll("*")].flatMap((box) => box.shadowRoot ?? [])];
  return all.filter((one) => roots.some((root) => root.querySelector(one)));
}"""


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
    # The same desk, where what a press shows is not what is looked at.
    http: SimulatedDesk = field(init=False)

    # Coming in

    def open_room(self) -> None:
        """Open a room over HTTP; its desk, `http`, is the same one that `open_desk` opens in a browser."""
        answers = {"language": self.language, "plan": self.plan}
        self.http = SimulatedDesk(self.server).open_room(28, **answers)
        self.code = self.http.code

    def open_desk(self, page: str = "") -> None:
        """Open the desk, or a page beside it, in a browser that is signed in, of a new room if there is none."""
        if not self.code:
            self.open_room()
        self._clear_a_desk()
        sign_in(self.desk.context, self.http, self.server.url("/", "localhost"), self.language)
        self.desk.goto(self.server.url(self.http.path + page, "localhost"))

    def come_by_the_gate(self) -> None:
        """Go by the one-time link, over the shelf and through the gate, to the desk of a new room."""
        self._clear_a_desk()
        self.desk.goto(self.server.url(self.server.link, "localhost"))
        self.desk.wait_for_url("**/teach")
        if other := self.desk.locator(f"button[name=language][value={self.language}]").all():
            other[0].click()
        self.look_at(self.desk, "desk", "shelf")
        self.desk.locator(f"a[href='/teach/start/{STORY}']").click()
        self.look_at(self.desk, "desk", "gate")
        self._answer_the_gate()
        self.take_the_desk()

    def take_the_desk(self) -> None:
        """Know over HTTP too the room that somebody has opened in the browser."""
        self.desk.wait_for_url("**/teach/rooms/**")
        cookies = {cookie["name"]: cookie["value"] for cookie in self.desk.context.cookies()}
        path = urlsplit(self.desk.url).path.removesuffix("/mirror")
        self.http = SimulatedDesk(self.server, cookies=cookies, path=path)
        self.code = self.http.code

    def _clear_a_desk(self) -> None:
        self.desk = self.page(DESK)
        self.desk.clock.install()

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
        """Lead the class to one of these phases, and see every page follow at each step."""
        while self.phase not in phases:
            self.lead()
            self.settle()

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

    def lead(self, act: str = "next", **fields: Any) -> None:
        """Have the server do what a button of the desk does, and wait until the desk shows what came of it."""
        answer = self.http.act(act, **fields)
        assert answer.status == 204, (act, self.http.phase, answer.text)
        self.follow()

    def travel(self, *phases: str) -> None:
        """Lead the class to one of these phases, where what the desk shows on the way is not looked at."""
        self.http.until(*phases)
        self.follow()

    def follow(self, page: Page | None = None) -> None:
        """Wait until this page, or else the desk, shows what the server has."""
        here = page or self.desk
        build = (here.locator("main").get_attribute("data-version") or "").rpartition(".")[0]
        until_at(here, f"{build}.{version_in(self.http.now)}")

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
        """Have axe look at every page that has not had this moment yet. On screens of every size it is in `test_library.py`."""
        moment = self.moment() if self.looks else ""
        for page, audience in (
            (self.wall, "wall"),
            (self.desk, "desk"),
            *((phone, "phone") for phone in self.phones[:1]),
        ):
            if self._is_new(audience, moment):
                self._note(page, audience, moment, faults_of_access(page))

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
        """Look at one page in every size, if its audience has not had this moment yet."""
        if self._is_new(audience, moment):
            looks = {"wall": faults_of_wall, "desk": faults_of_desk, "phone": faults_of_phone}
            self._note(page, audience, moment, faults_of_access(page) + looks[audience](page))

    def _is_new(self, audience: str, moment: str) -> bool:
        return self.looks and f"{audience} {moment}" not in self.looked

    def _note(self, page: Page, audience: str, moment: str, faults: list[str]) -> None:
        self.looked.add(f"{audience} {moment}")
        self.faults += [f"{audience} {moment}: {fault}" for fault in faults]
        keep_picture(page, self.language, audience, moment)


def found_on(page: Page, selectors: set[str]) -> set[str]:
    """Give which of these are on a page, or in the small wall on it."""
    return set(page.evaluate(FOUND, [*selectors]))


def sign_in(context: BrowserContext, desk: SimulatedDesk, url: str, language: str = "nl") -> None:
    """Let a browser be signed in where this desk is, at this address."""
    cookies = desk.cookies | {"language": language}
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
