"""A phone as remote: by a code that works once, for a minute, on the teacher's own phone."""

from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.lesson_room import (
    IN_BOTH_LANGUAGES,
    PHONE,
    Classroom,
    NewContext,
    found_on,
)
from tests.browser.looks import faults_of_access, faults_of_phone
from tests.browser.running import Running, wait_for
from tests.browser.screens import keep_picture
from tests.browser.simulated import SimulatedPhone, all_vote
from tests.browser.waiting import until_at, until_it_moves, until_ready
from tests.hidden import FOR_THE_TEACHER, PROSE, RESULT

pytestmark = pytest.mark.browser
PUPILS, FEW = 15, 4
A_MINUTE = 61
FOR_THE_DESK = {*FOR_THE_TEACHER, RESULT, PROSE}


@IN_BOTH_LANGUAGES
def test_a_phone_leads_a_class_from_the_lobby_through_a_vote(
    server: Running, new_context: NewContext, language: str
) -> None:
    room = _room(server, new_context, language)
    room.let_the_crowd_in(PUPILS)
    room.open_desk()
    remote = _connected(room)
    seen = {_phase(remote)}
    faults, at_desk = _look(room, remote), set[str]()
    while "outcome" not in seen:
        if _phase(remote) == "voting":
            _vote(room.crowd)
            expect(remote.locator("[data-crowd]")).to_have_text(
                "Bijna iedereen heeft gestemd." if language == "nl" else "Nearly everyone has answered."
            )
        _tap(remote, "#do-primary")
        seen.add(_phase(remote))
        expect(room.now).to_have_attribute("data-phase", _phase(remote))
        at_desk |= found_on(room.desk, FOR_THE_DESK)
        faults += _look(room, remote)
        if _phase(remote) == "agreements":  # One is like the other.
            room.travel("telling")
            until_at(remote, room.version)
    assert at_desk == FOR_THE_DESK, "the looks search for what there is"
    assert seen >= {"lobby", "agreements", "telling", "voting", "closed", "revealed"}
    expect(room.now).to_have_attribute("data-phase", "outcome")
    for button in ("#do-back", "#do-pause", "#do-undo", "#do-pause", "#do-primary"):
        _tap(remote, button)
    assert room.complaints.found == []
    assert not faults, "\n".join(faults)


def test_a_code_works_once_and_the_desk_puts_it_away(server: Running, new_context: NewContext) -> None:
    room = _room(server, new_context)
    room.open_desk()
    path = _invite(room)
    assert faults_of_access(room.desk) == []
    expect(room.desk.locator("#invite")).to_contain_text("Er is hier geen HTTPS")
    remote, other = _phone(room, path), _phone(room, path)
    assert faults_of_access(remote) == []
    keep_picture(remote, room.language, "remote", "offer")
    remote.locator("button").tap()
    expect(remote.locator("#controls")).to_be_visible()
    expect(room.desk.locator("#invite")).to_be_hidden()
    expect(room.desk.locator("[data-remotes]")).to_have_text("1")
    other.locator("button").tap()
    expect(other.locator("h1")).to_have_text("Deze telefoon is nu geen afstandsbediening")
    assert faults_of_access(other) == []
    keep_picture(other, room.language, "remote", "gone")
    other.goto(server.url("/remote"))
    expect(other.locator("h1")).to_have_text("Deze telefoon is nu geen afstandsbediening")


def test_a_code_is_too_old_after_a_minute(server: Running, new_context: NewContext) -> None:
    room = _room(server, new_context)
    room.open_desk()
    path = _invite(room)
    phone = _phone(room, path)
    server.skip(A_MINUTE)
    phone.locator("button").tap()
    expect(phone.locator("h1")).to_have_text("Deze telefoon is nu geen afstandsbediening")
    room.desk.clock.fast_forward(A_MINUTE * 1000)
    expect(room.desk.locator("#invite")).to_be_hidden()


def test_the_desk_disconnects_every_remote_at_once(server: Running, new_context: NewContext) -> None:
    room = _room(server, new_context)
    room.open_desk()
    remotes = [_connected(room), _connected(room)]
    expect(room.desk.locator("[data-remotes]")).to_have_text("2")
    room.desk.locator("#otherwise > summary").click()
    room.desk.locator("#do-part").click()
    for remote in remotes:
        expect(remote.locator("h1")).to_have_text("Deze telefoon is nu geen afstandsbediening")
    expect(room.desk.locator("#remotes")).to_be_hidden()


def test_a_remote_leads_on_when_the_program_starts_again(server: Running, new_context: NewContext) -> None:
    remote = _connected(_room(server, new_context))
    server.stop()
    expect(remote.locator("#offline")).to_be_visible()
    server.start()
    expect(remote.locator("#offline")).to_be_hidden()
    _tap(remote, "#do-primary")
    expect(remote.locator("#controls")).to_have_attribute("data-phase", "agreements")


def test_a_remote_lets_in_who_knocks_and_takes_a_letter(server: Running, new_context: NewContext) -> None:
    room = _room(server, new_context)
    room.let_the_crowd_in(FEW)
    room.http.until("voting")
    remote = _connected(room)
    late = SimulatedPhone(server, code=room.code).join()
    expect(remote.locator("#do-admit")).to_be_visible()
    remote.locator("#do-admit").tap()
    expect(remote.locator("#do-admit")).to_be_hidden()
    assert late.get(f"{late.path}/screen").status == 200
    remote.locator("#do-primary").tap()
    expect(remote.locator("#sure")).to_be_visible()
    assert faults_of_access(remote) == []
    keep_picture(remote, room.language, "remote", "sure")
    before = remote.locator("main").get_attribute("data-version") or ""
    remote.locator("#sure button[value=yes]").tap()
    expect(remote.locator("main")).not_to_have_attribute("data-version", before)
    assert _look(room, remote) == []
    _tap(remote, "#choose-C")
    assert room.http.phase == "outcome"


def test_the_words_to_read_stand_above_the_button_and_the_newest_line_is_in_sight(
    server: Running, new_context: NewContext
) -> None:
    room = _room(server, new_context)
    room.http.until("telling")
    remote = _connected(room)
    remote.set_viewport_size({"width": 320, "height": 420})
    lines = 0
    while _phase(remote) == "telling":
        newest, button = remote.locator("[data-newest]"), remote.locator("#do-primary")
        expect(button).to_be_in_viewport(ratio=1)
        if newest.count():
            lines += 1
            wait_for(partial(_is_above, newest, remote.locator(".bar-acts")), newest.inner_text())
        _tap(remote, "#do-primary")
    assert lines > 2, "it came by a chat"


def _is_above(upper: Locator, lower: Locator) -> bool:
    bottom = upper.evaluate("(box) => box.getBoundingClientRect().bottom")
    return bool(bottom <= lower.evaluate("(box) => box.getBoundingClientRect().top"))


def _room(server: Running, new_context: NewContext, language: str = "nl") -> Classroom:
    room = Classroom(server, new_context, language, plan="45", looks=False)
    room.open_room()
    return room


def _invite(room: Classroom) -> str:
    """Ask for a code, and give the path of the address that it stands for, in capitals as the code has it."""
    if not room.desk.locator("#otherwise[open]").count():
        room.desk.locator("#otherwise > summary").click()
    room.desk.locator("#do-invite").click()
    expect(room.desk.locator("#invite .qr svg")).to_be_visible()
    address = room.desk.locator("#remote-url").input_value()
    return "/" + address.split("/", 3)[3].upper()


def _connected(room: Classroom) -> Page:
    remote = _phone(room, room.http.invite())
    remote.locator("button").tap()
    expect(remote.locator("#controls")).to_be_visible()
    return remote


def _phone(room: Classroom, path: str) -> Page:
    page = room.page(PHONE, has_touch=True)
    page.clock.install()
    page.goto(room.server.url(path))
    return page


def _phase(remote: Page) -> str:
    return remote.locator("#controls").get_attribute("data-phase") or ""


def _tap(remote: Page, selector: str) -> None:
    before = remote.locator("main").get_attribute("data-version") or ""
    until_ready(remote)
    remote.locator(selector).tap()
    until_it_moves(remote, before)


def _vote(class_: list[SimulatedPhone]) -> None:
    all_vote(class_, class_[0].ballot().round_id, [0, 0, 1])


def _look(room: Classroom, remote: Page) -> list[str]:
    moment = _phase(remote)
    if moment in room.looked:
        return []
    room.looked.add(moment)
    keep_picture(remote, room.language, "remote", moment)
    faults = faults_of_access(remote) + faults_of_phone(remote)
    faults += [f"for the teacher: {what}" for what in found_on(remote, FOR_THE_DESK)]
    return [f"{moment}: {fault}" for fault in faults]
