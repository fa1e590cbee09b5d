"""Opens a room as a teacher does: through the one-time link, the shelf and the gate."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from classroom.simulator.http_client import Browser
from classroom.simulator.phone import FOUND

STORY = "de_foto_in_de_groepsapp"
ANSWERS = {
    "running": "no",
    "ready_date": "yes",
    "ready_reach": "yes",
    "ready_parents": "yes",
    "ready_pupils": "yes",
    "ready_steps": "yes",
    "ready_numbers": "yes",
    "opt_out": "yes",
    "contact_name": "Meester Tim",
    "contact_room": "lokaal 12",
    "pupils": "28",
    "plan": "60",
}


class NoRoom(Exception):
    """A room could not be opened; the message says at which step."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A room that waits in its lobby: the teacher's browser, and the paths of desk and wall."""

    teacher: Browser
    desk: str
    code: str
    wall: str


def open_room(url: str, link: str, language: str, **answers: str) -> Opened:
    """Open a room for the first story; `link` is the path of a one-time link, `answers` are for the gate.

    Raises NoRoom, or one of `TROUBLE`.
    """
    teacher = Browser(url)
    if teacher.post(link).status != FOUND:
        raise NoRoom("the one-time link")
    start = f"/teach/start/{STORY}"
    filled = fields_of(teacher.get(start).text) | ANSWERS | answers | {"language": language}
    begun = teacher.post(start, **filled)
    if begun.status != FOUND:
        raise NoRoom("the gate")
    desk = teacher.get(begun.location).text
    code, wall = _found(r'data-code="(\w+)"', desk), _found(r'href="(/wall/\w+)"', desk)
    return Opened(teacher, begun.location, code, wall)


def fields_of(html: str) -> dict[str, str]:
    """Give the fields of a page's forms with what is filled in or chosen already, of a list the first at least."""
    reader = _Fields()
    reader.feed(html)
    reader.close()
    return reader.filled


def _found(pattern: str, html: str) -> str:
    match = re.search(pattern, html)
    if match is None:
        raise NoRoom("the desk")
    return match[1]


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.filled: dict[str, str] = {}
        self._list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        name, value = has.get("name") or "", has.get("value") or ""
        if tag == "select":
            self._list = name
        elif tag == "option" and (self._list not in self.filled or "selected" in has):
            self.filled[self._list] = value
        elif tag == "input" and name and self._counts(has):
            self.filled[name] = value

    @staticmethod
    def _counts(has: dict[str, str | None]) -> bool:
        return has.get("type") not in ("radio", "checkbox") or "checked" in has
