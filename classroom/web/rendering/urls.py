"""The addresses of our own pages, each put together here alone; templates know this module as `urls`.

Screens are drawn without a request, so Flask cannot do it. `tests/web/test_urls.py` holds each to a view.
"""

from typing import Any
from urllib.parse import quote, urlencode

HOME = "/"
OUT = "/out"
LANGUAGE = "/language"
PHONES = "/r/"
WALLS = "/wall"
SHELF = "/teach"
SIGN_OUT = f"{SHELF}/leave"
NEW_LINK = f"{SHELF}/new-link"
FIRST_LESSON = f"{SHELF}/first-lesson"
CHOICE_CARDS = f"{SHELF}/choice-cards"
WORKSHOP = "/workshop"
NEW_STORY = f"{WORKSHOP}/new"
STORY_FROM_FILE = f"{WORKSHOP}/import"
STATIC = "/static/"


class _Under:
    """What lies under an address, by the name that its class gives it, with dashes."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._path = name.strip("_").replace("_", "-")

    def __get__(self, address: str, owner: type) -> str:
        return f"{address}/{self._path}"


class Phone(str):
    """Where a phone plays. `str.join` is not to be hidden."""

    __slots__ = ()
    join_, leave, vote = _Under(), _Under(), _Under()


class Wall(str):
    """Where a wall is."""

    __slots__ = ()
    check = _Under()


class Controls(str):
    """Where the buttons of a lesson are: on a desk, on a remote, or (`BESIDE`) beside the page that has them."""

    __slots__ = ()
    act, close, admit = _Under(), _Under(), _Under()


class Desk(Controls):
    """Where a desk is, with all that only a desk has."""

    __slots__ = ()
    pupils, manner, network, wall_code, remote = _Under(), _Under(), _Under(), _Under(), _Under()
    mirror, controls, leave_mirror = _Under(), _Under(), _Under()
    keep, kept, sheet, forget, name, throw_away = _Under(), _Under(), _Under(), _Under(), _Under(), _Under()

    @property
    def part(self) -> str:
        return f"{self.remote}/part"


class Draft(str):
    """Where a story in the making is written."""

    __slots__ = ()
    source, as_yaml, take_in, history, name_revision = _Under(), _Under(), _Under(), _Under(), _Under()
    undo, redo, restore, clashes, settle = _Under(), _Under(), _Under(), _Under(), _Under()
    publish, withdraw, put_in_bin, bring_back = _Under(), _Under(), _Under(), _Under()

    def revision(self, number: int) -> str:
        """Give a state of before."""
        return f"{self}/revision/{number}"

    def compare(self, before: int, after: int) -> str:
        """Give what changed between two states."""
        return f"{self}/compare/{before}/{after}"


# Drawn once for mirror and remote alike.
BESIDE = Controls(".")
# The page of a remote has a slash at its end, so that BESIDE leads under it.
REMOTE = Controls("/remote")
REMOTE_PAGE = f"{REMOTE}/"


def phone(code: str) -> Phone:
    return Phone(PHONES + _part(code))


def code_asked(code: str) -> str:
    """Give the page that asks for a code, with this one filled in."""
    return _asking(HOME, code=code)


def wall(token: str) -> Wall:
    return Wall(f"{WALLS}/{_part(token)}")


def waiting_wall(ticket: str) -> str:
    return f"{WALLS}/wait/{_part(ticket)}"


def desk(room: str) -> Desk:
    """Give the desk of a room by its public id."""
    return Desk(f"{SHELF}/rooms/{_part(room)}")


def desk_link(link: str) -> str:
    """Give where a one-time link opens the desk."""
    return f"{SHELF}/enter/{_part(link)}"


def gate(slug: str, **asks: str) -> str:
    """Give where a story begins, whatever signs the name of its file has: `like` a room, or as a `rehearsal`."""
    return _asking(f"{SHELF}/start/{_part(slug)}", **asks)


def rehearse(slug: str) -> str:
    """Give where a lesson with a class that is not there is asked for."""
    return f"{SHELF}/rehearse/{_part(slug)}"


def play_alone(slug: str, moves: str = "", **asks: str) -> str:
    """Give where somebody stands who plays a story alone; `show` the help or the choices instead."""
    return _asking("/".join(filter(None, (f"{SHELF}/play/{_part(slug)}", _part(moves)))), **asks)


def card(sheet: str, **country: str) -> str:
    return _asking(f"{SHELF}/cards/{_part(sheet)}", **country)


def numbers(**country: str) -> str:
    """Give the sheet of help numbers, of our own country or another."""
    return _asking(f"{SHELF}/numbers", **country)


def notes_sheet(slug: str, **country: str) -> str:
    """Give the notes of a whole story on paper, in the words of our own country or another."""
    return _asking(f"{SHELF}/notes/{_part(slug)}", **country)


def endings(slug: str) -> str:
    """Give where the endings of a story that were seen can be read again."""
    return f"{SHELF}/endings/{_part(slug)}"


def draft(slug: str) -> Draft:
    return Draft(f"{WORKSHOP}/s/{_part(slug)}")


def with_remarks(address: str, notes: int, heading: int) -> str:
    """Give a page of a story that says how many remarks of a text found another place in it."""
    told = {"notes": notes, "heading": heading}
    return _asking(address, **{name: number for name, number in told.items() if number})


def copy_story(slug: str) -> str:
    """Give where a copy of a story of Wissel is begun."""
    return f"{WORKSHOP}/copy/{_part(slug)}"


def remote_ticket(ticket: str) -> str:
    """Give where a phone becomes a remote."""
    return f"{REMOTE}/{_part(ticket)}"


def localhost(port: int, path: str = "") -> str:
    """Give a whole address for a browser on this very computer."""
    return f"http://localhost:{port}{path}"


def _part(text: str) -> str:
    return quote(text, safe="")


def _asking(address: str, **asks: Any) -> str:
    return f"{address}?{urlencode(asks)}" if asks else address
