"""What the desk's script reads of its screen stands there, each by itself, however much of it there is."""

from html.parser import HTMLParser

from flask import Flask

from classroom.live.frames import Watch
from classroom.web.rendering.screen_renderer import DESK
from tests.conftest import open_desk, runtime_of

WISHES = {"sound", "calm", "evening"}


def _told(html: str) -> set[str]:
    told: set[str] = set()

    class Screen(HTMLParser):
        def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if dict(attrs).get("id") == "screen" and not told:
                told.update(name for name, _ in attrs)

    Screen().feed(html)
    return told


def test_sound_calm_an_evening_and_the_minutes_are_told_side_by_side(app: Flask) -> None:
    desk = open_desk(app, plan="45")
    desk.post("manner", **dict.fromkeys(WISHES, "yes"))
    while desk.row.phase != "telling":
        desk.act("next")
    html = runtime_of(desk.app).renderer.screen_bytes(Watch(desk.row.id, DESK, "nl")).decode()
    assert _told(html) >= {f"data-{each}" for each in (*WISHES, "due", "late", "announce")}
