"""Every screen of every story, on walls, phones and desks of every size: whole, large enough, and nothing in the way of anything.

Each is drawn as the app draws it, and brought into an open page as the live stream does. Real lessons are in `test_lesson.py`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from classroom.languages import Language
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.phone import phone_screen
from classroom.lesson.screens.primary_action import primary_action
from classroom.lesson.screens.wall import wall_screen
from classroom.lesson.votes.closing import withheld
from classroom.storage import shelf
from classroom.web.rendering.screen_renderer import CONTROLS, DESK, PHONE, WALL
from tests.browser.looks import LEAST_PX, LETTERS, MUST_READ, SHAPES, SMALLEST
from tests.browser.swapped import OpenPage, Screens, distinct, one_of_a_kind
from tests.conftest import Clock, making_apps, open_desk, runtime_of
from tests.lesson.moments import contexts_of, helping_in_every_country

pytestmark = [pytest.mark.browser, pytest.mark.slow]
of_every_story = pytest.mark.parametrize("slug", shelf.slugs())

LOOK_AT_WALL = f"wall({SMALLEST}, {MUST_READ})"
# Of the wall's height, in hundredths, that may be empty in the middle.
NOT_BARE = "bare(25)"
LOOK_AT_PHONE = f"phone({LEAST_PX})"
FIRST = "de_foto_in_de_groepsapp"
WITH_LONG_WORDS = "withLongWords()"
# What is hardest for a screen, so that every screen is tried on it.
BEAMER, SMALL_PHONE = (1366, 768), (320, 640)
PHONES = ((320, 640), (360, 740), (390, 844))
LAPTOPS = (
    (1366, 768),
    (1024, 768),
    (683, 384),
    (512, 384),
)  # the last two are the first two with letters twice as large
HARDEST_LAPTOPS = ((1024, 768), (512, 384))
LARGEST = LETTERS[-1]

Drawn = list[Screens]
Sizes = Sequence[tuple[int, int]]


class Room:
    """One class of a real app in one language, with its pages open to bring screens into."""

    def __init__(self, app: Flask, browser: Browser, language: Language) -> None:
        self.browser, self.language = browser, language
        self.desk = open_desk(app, language=language)
        self.phone = self.desk.phone()
        self.renderer = runtime_of(app).renderer
        self.contexts: dict[str, ScreenContext] = {}  # that a wall was drawn of

    @property
    def at_desk(self) -> str:
        return f"/teach/rooms/{self.desk.public_id}"

    @cached_property
    def at_wall(self) -> str:
        return f"/wall/{self.desk.row.wall_token}"

    @cached_property
    def wall(self) -> OpenPage:
        return OpenPage.at(self.browser, self.desk.client, self.at_wall, self.language)

    @cached_property
    def mirror(self) -> OpenPage:
        return OpenPage.at(self.browser, self.desk.client, f"{self.at_desk}/mirror", self.language)

    @cached_property
    def large(self) -> OpenPage:
        return OpenPage.at(self.browser, self.desk.client, self.at_desk, self.language, knocking=0)

    @cached_property
    def small(self) -> OpenPage:
        return OpenPage.at(self.browser, self.phone.client, f"/r/{self.phone.code}", self.language)

    def draw(self, context: ScreenContext, audience: str) -> str:
        return self.renderer.draw(context, self.desk.public_id, audience, self.language)


@cache
def _contexts(slug: str) -> tuple[ScreenContext, ...]:
    return (*contexts_of(slug), *helping_in_every_country(slug))


def _part(context: ScreenContext) -> tuple[object, ...]:
    """Name the part of a lesson in which a desk looks alike, whatever the scene."""
    playthrough, place = context.playthrough, context.playthrough.place
    asked = len(playthrough.options(playthrough.step, 0)) if playthrough.votes_at(playthrough.step) else 0
    there = (
        place.phase,
        primary_action(playthrough),
        asked,
        withheld(playthrough),
        playthrough.source,
        playthrough.plan,
    )
    return *there, bool(place.voices), bool(place.piles), playthrough.step.run > 0, playthrough.step.how


@cache
def walls(room: Room, slug: str) -> Drawn:
    """Give what the wall shows in this story."""
    today = room.renderer.today()
    contexts = {wall_screen(context, room.language, today): context for context in _contexts(slug)}
    drawn = {room.draw(context, WALL): context for context in contexts.values()}
    room.contexts |= drawn
    return distinct({room.at_wall: html} for html in drawn)


@cache
def phones(room: Room, slug: str) -> Drawn:
    """Give what phones show in this story."""
    today = room.renderer.today()
    contexts = {phone_screen(context, room.language, today): context for context in _contexts(slug)}
    return distinct({f"/r/{room.phone.code}": room.draw(context, PHONE)} for context in contexts.values())


@cache
def desks(room: Room, slug: str) -> Drawn:
    """Give what the desk shows in this story: one scene for each thing that it can be asked there."""
    contexts = {_part(context): context for context in _contexts(slug) if context.code}
    here = [
        replace(context, code=room.phone.code) for context in contexts.values()
    ]  # another code is another page
    return distinct({room.at_desk: room.draw(context, DESK)} for context in here)


def mirrored(room: Room, wall: Screens) -> Screens:
    """Give this wall with the buttons under it."""
    controls = room.draw(room.contexts[wall[room.at_wall]], CONTROLS)
    return {**wall, f"{room.at_desk}/controls": controls}


@pytest.fixture(scope="module", params=Language)
def room(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    empty_database: Path,
    browser: Browser,
) -> Iterator[Room]:
    with making_apps(tmp_path_factory.mktemp("library"), empty_database, Clock()) as make:
        yield Room(make(), browser, request.param)


@of_every_story
def test_every_screen_stands_whole_on_the_wall(room: Room, slug: str) -> None:
    screens = walls(room, slug)
    room.wall.keep(screens, BEAMER, f"{slug}-{room.language}/wall")
    _hold(room.wall.faults(screens, [BEAMER], LOOK_AT_WALL))


def test_no_wall_of_the_first_story_is_mostly_bare(room: Room) -> None:
    _hold(room.wall.faults(walls(room, FIRST), [BEAMER], NOT_BARE))


@of_every_story
def test_every_screen_stands_whole_on_the_smallest_phone_with_letters_twice_as_large(
    room: Room, slug: str
) -> None:
    screens = phones(room, slug)
    room.small.keep(screens, PHONES[1], f"{slug}-{room.language}/phone")
    _hold(room.small.faults(screens, [SMALL_PHONE], LOOK_AT_PHONE, LARGEST))


def test_every_kind_of_screen_stands_whole_on_a_wall_of_every_shape(room: Room) -> None:
    kinds = _kinds(room, walls)
    _hold(room.wall.faults(kinds, SHAPES, LOOK_AT_WALL))
    _hold(room.wall.faults(kinds, [SHAPES[0], BEAMER], WITH_LONG_WORDS))


def test_every_kind_of_screen_stands_whole_on_every_phone_with_letters_of_every_size(room: Room) -> None:
    kinds = _kinds(room, phones)
    for letters in LETTERS:
        _hold(room.small.faults(kinds, PHONES, LOOK_AT_PHONE, letters))
    _hold(room.small.faults(kinds, [SMALL_PHONE], WITH_LONG_WORDS, LARGEST))


def test_every_kind_of_screen_stands_whole_on_a_desk_of_every_size(room: Room) -> None:
    kinds = _kinds(room, desks)
    room.large.keep(kinds, BEAMER, f"{room.language}/desk")
    _hold(room.large.faults(kinds, _sizes(room, LAPTOPS, HARDEST_LAPTOPS), "desk()"))


def test_every_kind_of_screen_stands_whole_on_a_mirrored_wall_of_every_shape(room: Room) -> None:
    kinds = [mirrored(room, wall) for wall in _kinds(room, walls)]
    room.mirror.keep(kinds, BEAMER, f"{room.language}/mirror")
    _hold(room.mirror.faults(kinds, _sizes(room, SHAPES, (SHAPES[0], BEAMER)), LOOK_AT_WALL))


def _sizes(room: Room, sizes: Sizes, hardest: Sizes) -> Sizes:
    """Give the sizes to look at: all of them in Dutch, whose words are the longest, else those that are hardest."""
    return sizes if room.language is Language.NL else hardest


def _kinds(room: Room, drawn: Callable[[Room, str], Drawn]) -> Drawn:
    return one_of_a_kind([screens for slug in shelf.slugs() for screens in drawn(room, slug)])


def _hold(faults: list[str]) -> None:
    assert not faults, "\n".join(faults)
