"""The beamer shows what the laptop shows: a whole lesson on one screen, and nothing on it that pupils should not see."""

import pytest
from playwright.sync_api import expect

from classroom.lesson.state.enums import Moment, Phase
from tests.browser.keyboard import tab_to, through_the_gate
from tests.browser.lesson_room import (
    DESK,
    IN_BOTH_LANGUAGES,
    Classroom,
    NewContext,
    found_on,
)
from tests.browser.looks import faults_of_access, faults_of_wall
from tests.browser.running import Running
from tests.browser.screens import keep_picture
from tests.browser.simulated import SimulatedPhone, all_vote
from tests.browser.waiting import until_it_moves, until_ready
from tests.hidden import FOR_THE_TEACHER, PROSE, RESULT

pytestmark = pytest.mark.browser
PUPILS, FEW = 15, 4


@IN_BOTH_LANGUAGES
def test_a_lesson_on_one_screen_is_led_by_keyboard_alone_and_shows_nothing_hidden(
    server: Running, new_context: NewContext, language: str
) -> None:
    room = _mirrored_at_the_gate(server, new_context, language)
    class_, faults = _join(room, PUPILS), _look(room)
    while room.phase != "help":
        if room.phase == "voting":
            _vote(class_)
            expect(room.desk.locator("#crowd")).to_have_text(
                f"Er doen {PUPILS} telefoons mee. Bijna iedereen heeft gestemd."
                if language == "nl"
                else f"{PUPILS} phones take part. Nearly everyone has answered."
            )
        _press(room, "PageDown" if len(room.looked) % 2 else " ")
        faults += _look(room)
        if room.phase == "talking":  # Every other moment is in `tests/web/test_controls.py`.
            room.lead("land")
            faults += _look(room)
    room.stay_for_the_help()
    _press(room, "PageDown")
    faults += _look(room)
    assert room.looked == set(Phase)
    assert room.complaints.found == []
    assert not faults, "\n".join(faults)


def test_the_desk_holds_what_the_looks_above_search_for(server: Running, new_context: NewContext) -> None:
    room = Classroom(server, new_context, "nl", plan="45", looks=False)
    room.open_room()
    class_ = _join(room, PUPILS)
    room.http.until("voting")
    room.open_desk()
    found_there = found_on(room.desk, FOR_THE_TEACHER)
    _vote(class_)
    assert room.http.close().status == 204
    room.follow()
    assert found_there | found_on(room.desk, FOR_THE_TEACHER) == FOR_THE_TEACHER
    room.lead()
    assert found_on(room.desk, {RESULT, PROSE}) == {RESULT, PROSE}


def test_a_small_class_chooses_a_letter_on_purpose(server: Running, new_context: NewContext) -> None:
    room = _mirrored(server, new_context, "nl", "voting", FEW)
    _vote(room.crowd)
    expect(room.desk.locator("#crowd")).to_contain_text("Bijna iedereen")
    until_ready(room.desk)
    room.desk.keyboard.press("PageDown")
    expect(room.desk.locator("#sure")).to_be_visible()  # Four of 28: fewer than half of the class.
    until_ready(room.desk)
    tab_to(room.desk, "#sure [value=yes]")
    _press(room, "Enter")
    assert room.phase == "closed"
    assert not _look(room)
    until_ready(room.desk)
    room.desk.keyboard.press("PageDown")
    expect(room.desk.locator("[data-letter]").first).to_be_focused()
    tab_to(room.desk, "#choose-C")
    _press(room, "Enter")
    assert room.phase == "outcome"
    assert not _look(room)


def test_back_pause_and_undo_are_on_the_bar_and_on_the_keys(server: Running, new_context: NewContext) -> None:
    room = _mirrored(server, new_context, "en", "agreements")
    for key, is_calm in (("b", True), ("b", False), (".", True), ("PageDown", False)):
        _press(room, key)
        expect(room.desk.locator("#screen[data-paused]")).to_have_count(int(is_calm))
    _press(room, "PageDown")
    tab_to(room.desk, "#do-undo")
    _press(room, "Enter")
    expect(room.desk.locator("#screen[data-moment=agreements]")).to_be_visible()
    _press(room, "s")
    expect(room.desk.locator("#screen[data-sound]")).to_have_count(1)
    _press(room, "s")
    expect(room.desk.locator("#screen[data-sound]")).to_have_count(0)
    room.desk.keyboard.press("?")
    expect(room.desk.locator("#keys")).to_be_visible()
    assert faults_of_wall(room.desk) == []
    assert faults_of_access(room.desk) == []


def test_closing_early_is_asked_once_more_and_says_no_number(
    server: Running, new_context: NewContext
) -> None:
    room = _mirrored(server, new_context, "en", "voting", PUPILS)
    _vote(room.crowd[:5])
    until_ready(room.desk)
    room.desk.keyboard.press("PageDown")
    expect(room.desk.locator("#sure")).to_be_visible()
    assert faults_of_wall(room.desk) == []
    assert faults_of_access(room.desk) == []
    assert not any(sign.isdigit() for sign in room.desk.locator("#sure").inner_text())
    room.desk.keyboard.press("Escape")
    assert room.phase == "voting"


def test_phones_that_knock_are_let_in_from_the_bar(server: Running, new_context: NewContext) -> None:
    room = _mirrored(server, new_context, "nl", "telling")
    expect(room.desk.locator("#do-admit")).to_be_hidden()
    late = SimulatedPhone(server, code=room.code).join()
    expect(room.desk.locator("#do-admit")).to_have_accessible_name("Laat wachtende telefoons binnen 1")
    assert faults_of_wall(room.desk) == []
    tab_to(room.desk, "#do-admit")
    until_ready(room.desk)
    room.desk.keyboard.press("Enter")
    expect(room.desk.locator("#do-admit")).to_be_hidden()
    assert late.get(f"{late.path}/screen").status == 200


def test_the_whole_desk_comes_up_only_after_a_word_about_the_projector(
    server: Running, new_context: NewContext
) -> None:
    room = _mirrored(server, new_context, "nl")
    tab_to(room.desk, "#everything")
    room.desk.keyboard.press("Enter")
    expect(room.desk.locator("h1")).to_have_text("Eerst: is de beamer donker?")
    assert faults_of_access(room.desk) == []
    room.desk.locator("#to-desk").click()
    room.desk.locator("#otherwise > summary").click()
    room.desk.locator("#open-mirror").click()
    expect(room.desk.locator("#bar")).to_be_visible()
    assert room.complaints.found == []


def _mirrored_at_the_gate(server: Running, new_context: NewContext, language: str) -> Classroom:
    room = Classroom(server, new_context, language, plan="45")
    room.desk = room.page(DESK)
    room.desk.clock.install()
    through_the_gate(room, "mirrored")
    expect(room.desk.locator("#bar")).to_be_visible()
    assert room.desk.url.endswith("/mirror")
    return room


def _mirrored(
    server: Running, new_context: NewContext, language: str, phase: str = "lobby", pupils: int = 0
) -> Classroom:
    """Open a mirrored wall once a class of so many phones is in this phase."""
    room = Classroom(server, new_context, language, plan="45")
    room.open_room()
    room.let_the_crowd_in(pupils)
    room.http.until(phase)
    room.open_desk("/mirror")
    expect(room.desk.locator("#bar")).to_be_visible()
    return room


def _join(room: Classroom, how_many: int) -> list[SimulatedPhone]:
    room.let_the_crowd_in(how_many)
    return room.crowd


def _vote(class_: list[SimulatedPhone]) -> None:
    """Let everybody answer: two of three take the first of the answers that are open."""
    ballot = class_[0].ballot()
    first, second, *_ = ballot.options
    all_vote(class_, ballot.round_id, [first, first, second])


def _press(room: Classroom, key: str) -> None:
    """Press a key, and wait until wall and buttons have moved."""
    before = room.version
    until_ready(room.desk)
    room.desk.keyboard.press(key)
    until_it_moves(room.desk, before)
    expect(room.desk.locator("#bar")).to_have_attribute("data-version", room.version)


def _look(room: Classroom) -> list[str]:
    """Give what is wrong with this moment on the one screen."""
    page, moment = room.desk, room.phase
    faults = []
    if moment not in room.looked:
        room.looked.add(moment)
        faults += faults_of_wall(page) + faults_of_access(page)
        keep_picture(page, room.language, "mirror", moment)
    faults += [f"for the teacher: {what}" for what in found_on(page, FOR_THE_TEACHER)]
    is_revealed = page.locator("#screen").get_attribute("data-moment") == Moment.REVEALED
    if bool(found_on(page, {RESULT})) is not is_revealed:
        faults.append("a result at another time than when it is revealed")
    return [f"{moment}: {fault}" for fault in faults]
