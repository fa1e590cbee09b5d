"""Soft sounds, on the wall only and only if they are wanted; and a wall on which nothing moves."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.lesson_room import DESK, PHONE, Classroom, NewContext
from tests.browser.looks import faults_of_access, faults_of_wall
from tests.browser.running import Running
from tests.browser.simulated import SimulatedPhone
from tests.browser.waiting import until_ready

pytestmark = pytest.mark.browser
TWO_NOTES = 2
LINE, OPENED = 660, [587, 784]
# Counts the notes instead of playing them. It sleeps until the page is touched if `asleep` is set beside it.
COUNTING = """
globalThis.notes = 0;
globalThis.pitches = [];
globalThis.AudioContext = class extends EventTarget {
  state = globalThis.asleep ? "suspended" : "running";
  currentTime = 0;
  destination = {};
  resume() { this.state = "running"; this.dispatchEvent(new Event("statechange")); }
  createOscillator() {
    const tone = { frequency: {}, connect() {}, start() { notes += 1; pitches.push(tone.frequency.value); }, stop() {} };
    return tone;
  }
  createGain() {
    return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect() {} };
  }
};
"""
ASLEEP = "globalThis.asleep = true;"
MOVING = """() => [...document.querySelectorAll("body *")].flatMap((box) => {
  const { animationName, transitionDuration } = getComputedStyle(box);
  return animationName === "none" && /^0s(, 0s)*$/.test(transitionDuration) ? [] : [box.className];
})"""


def test_a_vote_that_opens_is_heard_once_and_only_on_the_wall(
    server: Running, new_context: NewContext
) -> None:
    room = _room(server, new_context)
    phone = _listening(room, PHONE, f"/r/{room.code}")
    phone.locator("form[action$=join] button").click()
    _shows(phone, "lobby")
    room.http.until("voting")
    room.open_desk()
    room.lead("undo")
    wall = _listening(room, DESK, room.http.wall_path)
    room.lead()
    _shows(wall, "voting")
    assert _notes(wall) == 0, "sound is off until it is wanted"
    room.lead("undo")
    _tick(room, "sound")
    room.lead()
    _shows(wall, "voting")
    _shows(phone, "voting")
    assert _notes(wall) == TWO_NOTES
    for act in ("pause", "resume"):
        room.lead(act)
        room.follow(wall)
    assert _notes(wall) == TWO_NOTES, "it opened once"
    wall.reload()
    _shows(wall, "voting")
    assert _notes(wall) == 0, "a vote that was open already makes no sound"
    assert _notes(phone) == 0
    assert room.complaints.found == []


def test_lines_and_a_vote_that_closes_are_heard_and_nothing_at_the_debrief_or_the_help(
    server: Running, new_context: NewContext
) -> None:
    room = _room(server, new_context, "agreements")
    SimulatedPhone(server, code=room.code).join()
    room.http.until("telling")
    _wish(room, "sound")
    wall = _listening(room, DESK, room.http.wall_path)
    while not wall.locator("#screen .option").count():
        lines, heard = wall.locator("[data-line]").count(), _notes(wall)
        _next(room, wall)
        came = wall.locator("[data-line]").count() == lines + 1
        assert _notes(wall) - heard == came, wall.locator("#screen").inner_text()
    assert set(_pitches(wall)) == {LINE}
    _next(room, wall)
    assert room.http.close().status == 204  # One of many has come in, and has not answered.
    _shows(wall, "closed")
    assert _pitches(wall)[-4:] == [*OPENED, *reversed(OPENED)]
    assert room.http.act("land").status == 204
    room.http.until("debrief")
    _shows(wall, "debrief")
    heard = _notes(wall)
    while room.http.phase != "help":
        _next(room, wall)
    assert _notes(wall) == heard


def test_a_wall_that_nobody_has_touched_asks_for_it_once(server: Running, new_context: NewContext) -> None:
    room = _room(server, new_context)
    room.open_desk()
    wall = _listening(room, DESK, room.http.wall_path, ASLEEP)
    expect(wall.locator("#hear")).to_be_hidden()
    room.desk.keyboard.press("s")
    expect(wall.locator("#hear")).to_be_visible()
    expect(room.desk.locator("#sound")).to_be_checked()
    assert faults_of_wall(wall) == []
    assert faults_of_access(wall) == []
    room.travel("voting")
    _shows(wall, "voting")
    assert _notes(wall) == 0, "what cannot be heard now is not kept for later"
    wall.locator("#hear").click()
    expect(wall.locator("#hear")).to_be_hidden()
    assert _notes(wall) == 0


def test_the_key_on_the_wall_turns_the_sound_on_and_off(server: Running, new_context: NewContext) -> None:
    room = _room(server, new_context)
    room.open_desk()
    wall = room.desk.context.new_page()
    wall.goto(server.url(room.http.wall_path, "localhost"))
    for wanted in (1, 0):
        wall.keyboard.press("s")
        expect(wall.locator("#screen[data-sound]")).to_have_count(wanted)
        expect(room.desk.locator("#screen[data-sound]")).to_have_count(wanted)  # It sends one wish at a time.
        until_ready(room.desk)


def test_on_a_calm_wall_nothing_moves(server: Running, new_context: NewContext) -> None:
    room = _room(server, new_context, "agreements")
    wall = new_context(viewport=DESK, reduced_motion="no-preference").new_page()
    wall.goto(server.url(room.http.wall_path))
    assert wall.evaluate(MOVING), "a wall that is not calm moves a little"
    _wish(room, "calm")
    for phase in ("telling", "voting"):
        room.http.until(phase)
        _is_calm(wall, phase)
    assert room.http.act("land").status == 204
    room.http.until("help")
    _is_calm(wall, "help")


def test_in_the_evening_the_wall_is_dark_on_the_desk_as_well_and_the_desk_is_not(
    server: Running, new_context: NewContext
) -> None:
    room = _room(server, new_context)
    room.open_desk()
    wall = room.page(DESK)
    wall.goto(server.url(room.http.wall_path))
    grounds = [wall.locator("body"), room.desk.locator(".wall-small"), room.desk.locator("body")]
    by_day = [_ground_of(each) for each in grounds]
    assert len(set(by_day)) == 1
    _tick(room, "evening")
    expect(wall.locator("#screen[data-evening]")).to_have_count(1)
    in_the_evening = [_ground_of(each) for each in grounds]
    assert in_the_evening[0] == in_the_evening[1] != by_day[0]
    assert in_the_evening[2] == by_day[2]
    assert faults_of_access(wall) == []


def _is_calm(wall: Page, phase: str) -> None:
    """Hold a wall that is in this phase to stillness."""
    _shows(wall, phase)
    expect(wall.locator("#screen[data-calm]")).to_have_count(1)
    assert wall.evaluate(MOVING) == []


def _ground_of(place: Locator) -> str:
    return str(place.evaluate("(element) => getComputedStyle(element).backgroundColor"))


def _room(server: Running, new_context: NewContext, phase: str = "lobby") -> Classroom:
    room = Classroom(server, new_context, "nl", plan="45", looks=False)
    room.open_room()
    room.http.until(phase)
    return room


def _listening(room: Classroom, size: dict[str, int], path: str, before: str = "") -> Page:
    page = room.page(size)
    page.add_init_script(before + COUNTING)
    page.goto(room.server.url(path))
    return page


def _notes(page: Page) -> int:
    return int(page.evaluate("() => globalThis.notes"))


def _pitches(page: Page) -> list[int]:
    return list(page.evaluate("() => globalThis.pitches"))


def _next(room: Classroom, wall: Page) -> None:
    assert room.http.act("next").status == 204
    room.follow(wall)


def _wish(room: Classroom, wish: str) -> None:
    assert room.http.post(f"{room.http.path}/manner", **{wish: "yes"}).status == 204


def _shows(wall: Page, phase: str) -> None:
    expect(wall.locator("#screen")).to_have_attribute("data-phase", phase)


def _tick(room: Classroom, wish: str) -> None:
    if not room.desk.locator("#room[open]").count():
        room.desk.locator("#room > summary").click()
    if not room.desk.locator("#otherwise[open]").count():
        room.desk.locator("#otherwise > summary").click()
    before = room.version
    until_ready(room.desk)
    room.desk.locator(f"#{wish}").check()
    expect(room.desk.locator("main")).not_to_have_attribute("data-version", before)
