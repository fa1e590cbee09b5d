"""A desk without a teacher's eyes: what its screen says and offers, what is on the wall, and the buttons."""

import json
import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from classroom.simulator.gate import Opened
from classroom.simulator.http_client import OK
from classroom.simulator.phone import STORED

WITHIN_A_LINE = ("a", "b", "em", "path", "span", "strong", "svg")
_NUMBER = re.compile(r"\d+")


class Lost(Exception):
    """The desk did not show what a desk shows; the message says where."""


@dataclass(frozen=True, slots=True)
class Form:
    """One button: where it sends what."""

    path: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Desk:
    """One screen of the desk.

    `next` is the large button, if it sends something; `late` takes its place from minute `late_from` on. `ways` are
    the choices that the desk may take itself, `voice` lets an inner voice be heard.
    """

    phase: str
    title: str
    is_last_beat: bool
    has_cards: bool
    next: Form | None
    late: Form | None
    late_from: int
    ways: tuple[Form, ...]
    voice: Form | None
    phones: int
    answered: int


@dataclass(frozen=True, slots=True)
class Wall:
    """What the class reads together: its lines, and the name of the moment."""

    lines: tuple[str, ...]
    moment: str


class DeskHands:
    """Looks at the desk and the wall of one room, and presses buttons. Everything raises one of `TROUBLE`, or Lost."""

    def __init__(self, opened: Opened) -> None:
        self._browser, self._desk, self._wall = opened.teacher, opened.desk, opened.wall

    def look(self) -> Desk:
        """Look at the desk as it is now."""
        answer = self._browser.get(f"{self._desk}/screen")
        if answer.status != OK:
            raise Lost(self._desk)
        return read_desk(answer.text, json.loads(answer.turnout or "{}"))

    def wall(self) -> Wall:
        """Look at the wall as it is now."""
        return read_wall(self._browser.get(f"{self._wall}/screen").text)

    def press(self, form: Form) -> bool:
        """Press a button, and tell whether that was possible now."""
        return self._browser.post(form.path, **form.fields | {"sure": "yes"}).status == STORED


def read_desk(html: str, turnout: dict[str, int]) -> Desk:
    """Read a screen of the desk; `turnout` came with it."""
    forms = _forms_of(html)
    steps = _NUMBER.findall(_inside("p", 'class="phase"', html))
    return Desk(
        phase=_attribute("data-phase", html),
        title=_inside("h2", 'id="now"', html),
        is_last_beat=len(set(steps)) <= 1,
        has_cards="sort" in forms,
        next=forms.get("data-next"),
        late=forms.get("data-when-late"),
        late_from=int(_attribute("data-late", html) or 0),
        ways=tuple(form for name, form in forms.items() if name.startswith("choose")),
        voice=forms.get("voice"),
        phones=turnout.get("phones", 0),
        answered=turnout.get("answered", 0),
    )


def read_wall(html: str) -> Wall:
    """Read a screen of the wall, without what stands at its foot."""
    reader = _Lines()
    reader.feed(html.partition('<footer class="foot"')[0])
    reader.close()
    return Wall(reader.lines, _attribute("data-moment", html))


def _forms_of(html: str) -> dict[str, Form]:
    """Give the forms of a screen by what marks them: the large button, or what they do."""
    reader = _Forms()
    reader.feed(html)
    reader.close()
    return reader.found


def _attribute(name: str, html: str) -> str:
    match = re.search(rf'{name}="([^"]*)"', html)
    return match[1] if match else ""


def _inside(tag: str, mark: str, html: str) -> str:
    """Give the words inside the first of these elements."""
    match = re.search(rf"<{tag}[^>]* {mark}[^>]*>(.*?)</{tag}>", html, re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", " ", match[1])).strip() if match else ""


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Form] = {}
        self._fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields = {}
            mark = next((name for name in ("data-next", "data-when-late") if name in has), "")
            act = has.get("data-act", "")
            self.found[mark or (f"{act}-{len(self.found)}" if act == "choose" else act)] = Form(
                has.get("action", ""), self._fields
            )
        elif tag == "input":
            self._fields[has.get("name", "")] = has.get("value", "")


class _Lines(HTMLParser):
    """Collects what is written, a line an element that stands by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._written = [""]

    @property
    def lines(self) -> tuple[str, ...]:
        lines = (" ".join(each.split()) for each in self._written)
        return tuple(line for line in lines if line)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in WITHIN_A_LINE:
            self._written.append("")

    def handle_data(self, data: str) -> None:
        self._written[-1] += data
