"""A real page of a real app, without a server: screens are drawn and brought into it as the live stream would, many a second."""

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, Route

from classroom.languages import Language
from classroom.lesson.votes.turnout import Turnout
from classroom.web.rendering import turnout_words
from tests.browser.looks import A_FRAME, LOOKS, Complaints

SWAP = Path(__file__).with_name("swap.js").read_text(encoding="utf-8")
# The screens of one moment on a page, by the address that each is of.
Screens = Mapping[str, str]
# A folder, if a person wants to see what was looked at.
PICTURES = os.environ.get("LIBRARY_PICTURES")


@dataclass
class OpenPage:
    """One page that stands open. It complains of what the browser does, as in a walk."""

    page: Page
    turnout: str
    complaints: Complaints

    @classmethod
    def at(
        cls, browser: Browser, client: FlaskClient, path: str, language: Language, knocking: int = 2
    ) -> "OpenPage":
        """Open the page at this path as this client gets it, while so many phones knock."""
        context, complaints = browser.new_context(reduced_motion="reduce"), Complaints()
        complaints.listen(context)
        context.add_init_script(SWAP)
        context.route("**/*", lambda route: answer_as(route, client))
        page = context.new_page()
        page.goto(f"http://localhost{path}")
        page.wait_for_function("() => document.readyState === 'complete' && Object.keys(streams).length")
        page.evaluate("() => document.fonts.ready.then(() => null)")
        return cls(page, _turnout(language, knocking), complaints)

    def faults(
        self, moments: Sequence[Screens], sizes: Iterable[tuple[int, int]], look: str, letters: int = 100
    ) -> list[str]:
        """Bring in each of these moments on a screen of each size, and give what is wrong with it there."""
        faults = []
        for size in sizes:
            found = self._look(moments, size, look, letters)
            where = f"{size[0]}x{size[1]}, letters at {letters}"
            faults += [f"{where}: {fault} in: {words_of(moments[place])[:90]}" for place, fault in found]
        return faults + self.complaints.found

    def _look(
        self, moments: Sequence[Screens], size: tuple[int, int], look: str, letters: int
    ) -> list[tuple[int, str]]:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.evaluate("(letters) => (document.documentElement.style.fontSize = letters)", f"{letters}%")
        self.page.evaluate(A_FRAME)
        found: list[tuple[int, str]] = self.page.evaluate(
            f"""([moments, turnout]) => {{ {LOOKS}
              return moments.flatMap((screens, place) => {{
                bring(screens, turnout);
                seen = new Map();
                return [...new Set({look})].map((fault) => [place, fault]);
              }});
            }}""",
            [list(moments), self.turnout],
        )
        return found

    def keep(self, moments: Sequence[Screens], size: tuple[int, int], name: str) -> None:
        """Keep a picture of each of these moments, if a person wants them."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        for number, screens in enumerate(moments if PICTURES else ()):
            self.page.evaluate("([screens, turnout]) => bring(screens, turnout)", [screens, self.turnout])
            self.page.screenshot(path=Path(PICTURES or "") / f"{name}-{number:03}.png", full_page=True)


def _turnout(language: Language, knocking: int) -> str:
    """Give what a page can be told while it stands, as long as it gets."""
    most = Turnout(phones=58, knocking=knocking, answered=57, here=12, pupils=58)
    part = turnout_words.taking_part(language, most)
    return json.dumps(
        {
            "part": part,
            "words": f"{part} {turnout_words.answered(language, most)}",
            "phones": most.phones,
            "answered": most.answered,
            "knocking": most.knocking,
            "knocks": ["WM", "MW"][:knocking],
            "let_in": {"pupils": 60, "words": turnout_words.let_in(language, 60)} if knocking else None,
            "crowded": "",
            "we_are": "",
            "remotes": 1,
            "trouble": "",
        }
    )


def answer_as(route: Route, client: FlaskClient) -> None:
    """Answer as the app does, and to who asks for a screen that there is nothing new."""
    address = urlsplit(route.request.url)
    if address.path.endswith("/screen"):
        route.fulfill(status=204)
        return
    answer = client.get(address.path, query_string=address.query)
    headers = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
    route.fulfill(status=answer.status_code, headers=headers, body=answer.data)


# A drawing, and the wall that a desk has in it, which is looked at by itself.
_BESIDE = re.compile(r"<svg.*?</svg>|<template data-drawn>.*?</template>", re.DOTALL)


def words_of(screens: Screens) -> str:
    """Give what stands on these screens in letters, outside of drawings."""
    plain = _BESIDE.sub(" ", " ".join(screens.values()))
    return " ".join(re.sub(r"<[^>]*>", " ", plain).split())


def kind_of(screens: Screens) -> frozenset[tuple[str, str]]:
    """Give what these screens are made of, whatever they say."""
    plain = _BESIDE.sub(" ", " ".join(screens.values()))
    parts = re.findall(r'<(\w+)[^>]*?\sclass="([^"]*)"', plain)
    return frozenset([*parts, *(("phase", phase) for phase in re.findall(r'data-phase="(\w+)"', plain))])


def distinct(moments: Iterable[Screens]) -> list[Screens]:
    """Give each moment that says something else than those before it."""
    return list({words_of(screens): screens for screens in moments}.values())


def one_of_a_kind(moments: Sequence[Screens]) -> list[Screens]:
    """Give of each kind of moment the one that says most."""
    longest: dict[frozenset[tuple[str, str]], Screens] = {}
    for screens in sorted(moments, key=lambda each: len(words_of(each))):
        longest[kind_of(screens)] = screens
    return list(longest.values())
