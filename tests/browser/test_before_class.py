"""Ten minutes before class, in a real browser: papers, map, room check, another computer as wall, and no phones."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_room import DESK, Classroom, NewContext
from tests.browser.looks import Complaints, faults_of_access, faults_of_wall, faults_of_width
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk, SimulatedPhone
from tests.conftest import STORY

pytestmark = pytest.mark.browser
PAPERS = ("/teach/first-lesson", "/teach/choice-cards")
SHORTLY, A_MINUTE = 58_000, 3_000
LARGEST = 3


def _room(server: Running, new_context: NewContext, language: str = "nl") -> Classroom:
    room = Classroom(server, new_context, language, looks=False)
    room.open_desk()
    return room


def _wall_page(room: Classroom, path: str) -> Page:
    page = room.page(DESK)
    page.goto(room.server.url(path))
    return page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_room_check_fits_every_projector_in_every_size(
    server: Running, new_context: NewContext, language: str
) -> None:
    room = _room(server, new_context, language)
    check = _wall_page(room, room.desk.locator("#open-check").get_attribute("href") or "")
    assert faults_of_wall(check) == []
    assert faults_of_access(check) == []
    for _ in range(LARGEST):
        check.keyboard.press("+")
        assert faults_of_wall(check) == []
    assert check.evaluate("() => document.documentElement.style.getPropertyValue('--size')") == "1.2"
    check.keyboard.press("PageDown")
    check.wait_for_url(lambda url: not url.endswith("/check"))
    expect(check.locator("#screen[data-phase=lobby]")).to_be_visible()
    assert check.evaluate("() => document.documentElement.style.getPropertyValue('--size')") == "1.2"
    assert room.phase == "lobby"
    assert room.complaints.found == []


def test_another_computer_becomes_the_wall_by_its_code(server: Running, new_context: NewContext) -> None:
    room = _room(server, new_context)
    other = _wall_page(room, "/wall")
    code = other.locator("[data-code]").inner_text()
    assert faults_of_wall(other) == []
    assert faults_of_access(other) == []
    desk = room.desk
    desk.locator("#otherwise > summary").click()
    desk.locator("#wall-code").fill("2222" if code != "2222" else "3333")
    desk.keyboard.press("Enter")
    expect(desk.locator("#alert")).to_contain_text("Er is geen scherm met deze code")
    desk.locator("#wall-code").fill(code.lower())
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-done]")).to_have_text("Het bord staat nu op die computer.")
    expect(desk.locator("#alert")).to_be_empty()
    expect(desk.locator("#wall-code")).to_have_value("")
    expect(other.locator("#screen[data-phase=lobby]")).to_be_visible()
    assert other.url.endswith(room.desk.locator("#open-wall").get_attribute("href") or "?")
    room.wall = other
    room.press()
    expect(other.locator("#screen")).to_have_attribute("data-phase", "agreements")
    assert room.complaints.found == []


def test_another_computer_without_a_script_becomes_the_wall_too(
    server: Running, new_context: NewContext
) -> None:
    desk = SimulatedDesk(server).open_room(28)
    other = new_context(viewport=DESK, java_script_enabled=False).new_page()
    other.goto(server.url("/wall"))
    code = other.locator("[data-code]").inner_text()
    assert desk.post(f"{desk.path}/wall-code", code=code).status == 204
    expect(other.locator("#screen[data-phase=lobby]")).to_be_visible()


def test_when_nobody_comes_in_for_a_minute_the_desk_offers_help(
    server: Running, new_context: NewContext
) -> None:
    room = _room(server, new_context)
    hint = room.desk.locator("#no-phones")
    room.desk.clock.run_for(SHORTLY)
    expect(hint).to_be_hidden()
    room.desk.clock.run_for(A_MINUTE)
    expect(hint).to_be_visible()
    expect(room.desk.locator("#status")).to_have_text("Er is nog geen telefoon binnen")
    links = [link.get_attribute("href") or "" for link in hint.locator("a").all()]
    assert [link.partition("?")[0] for link in links] == ["/teach/choice-cards", f"/teach/start/{STORY}"]
    assert faults_of_access(room.desk) == []
    assert faults_of_width(room.desk) == []
    SimulatedPhone(server, code=room.code).join()
    expect(room.desk.locator("[data-phones]")).to_have_text("1")
    room.desk.clock.run_for(A_MINUTE)
    expect(hint).to_be_hidden()


def test_no_hint_comes_once_the_lesson_has_begun(server: Running, new_context: NewContext) -> None:
    room = _room(server, new_context)
    room.open_wall()
    room.press()
    room.desk.clock.run_for(SHORTLY + A_MINUTE)
    expect(room.desk.locator("#no-phones")).to_be_hidden()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_papers_can_be_read_by_everybody_and_printed_on_two_sheets(
    server: Running, new_context: NewContext, language: str
) -> None:
    complaints = Complaints()
    page = _signed_in(server, new_context, complaints, language)
    for path in PAPERS:
        page.goto(server.url(path, "localhost"))
        assert faults_of_access(page) == []
        assert faults_of_width(page) == []
        expect(page.locator("[data-print]")).to_be_visible()
        assert _sheets(page) == 2, path
    assert complaints.found == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_map_of_a_story_opens_by_keyboard_and_reads_as_a_list(
    server: Running, new_context: NewContext, language: str
) -> None:
    complaints = Complaints()
    page = _signed_in(server, new_context, complaints, language)
    page.locator(".poster-more > summary").first.focus()
    page.keyboard.press("Enter")
    page.locator("details.map > summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".story-map").first).to_be_visible()
    page.locator(".map-words > summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".map-words li").first).to_be_visible()
    assert faults_of_access(page) == []
    assert faults_of_width(page) == []
    assert _texts_outside_their_box(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert faults_of_width(page) == []
    assert complaints.found == []


def _signed_in(server: Running, new_context: NewContext, complaints: Complaints, language: str) -> Page:
    context = new_context(viewport=DESK)
    complaints.listen(context)
    page = context.new_page()
    page.goto(server.url(server.link, "localhost"))
    page.wait_for_url("**/teach")
    if other := page.locator(f"button[name=language][value={language}]").all():
        other[0].click()
    return page


def _sheets(page: Page) -> int:
    """Count the pages of what would be printed."""
    return page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")


def _texts_outside_their_box(page: Page) -> list[str]:
    """Give the words on the map that stick out of the box that they belong to."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".map-stop")].flatMap((stop) => {
          const box = stop.querySelector(".map-box").getBoundingClientRect();
          const sticksOut = (text) => {
            const rect = text.getBoundingClientRect();
            return rect.left < box.left + 4 || rect.right > box.right - 4 || rect.top < box.top || rect.bottom > box.bottom;
          };
          return [...stop.querySelectorAll("text")].filter(sticksOut).map((text) => text.textContent);
        })"""
    )
    return found


def test_where_help_is_is_asked_only_for_a_country_without_a_file(
    server: Running, new_context: NewContext
) -> None:
    room = _room(server, new_context)
    gate = room.desk  # Only its browser is signed in.
    gate.goto(server.url(f"/teach/start/{STORY}", "localhost"))
    room.answer_who_and_how_many()
    line = gate.locator("#help_1")
    expect(line).to_be_hidden()
    gate.locator("#country").select_option("other")
    expect(line).to_be_visible()
    gate.locator("#gate-ready").click()
    expect(gate.locator("#help_1-error")).to_be_visible()
    expect(gate.locator("#help_2-error")).to_be_visible()
    assert faults_of_access(gate) == []
    gate.locator("#country").select_option("be")
    expect(line).to_be_hidden()
    assert room.complaints.found == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_large_button_of_the_lobby_is_in_sight_on_common_laptops(
    server: Running, new_context: NewContext, language: str
) -> None:
    page = _room(server, new_context, language).desk
    for width, height in ((1366, 768), (1280, 720), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        page.reload()
        _begins_in_sight(page)


def _begins_in_sight(page: Page) -> None:
    expect(page.locator("#room[open]")).to_be_visible()
    expect(page.locator("#do-primary")).to_be_in_viewport(ratio=1)
    page.locator("#room > summary").click()
    expect(page.locator("#do-primary")).to_be_in_viewport(ratio=1)
    page.locator("#room > summary").click()
    page.keyboard.press("End")
    page.wait_for_timeout(200)
    last = page.locator("#more-summary").bounding_box()
    bar = page.locator(".bar-acts").bounding_box()
    assert last
    assert bar
    assert last["y"] + last["height"] <= bar["y"], "the bar lies over what stands last"


def test_a_wall_whose_keys_no_desk_hears_says_so_and_one_that_is_heard_does_not(
    server: Running, new_context: NewContext
) -> None:
    room = _room(server, new_context)
    wall = room.desk.locator("#open-wall").get_attribute("href") or ""
    near = room.desk.context.new_page()
    near.goto(server.url(wall, "localhost"))
    near.keyboard.press("PageDown")
    expect(near.locator("#screen")).to_have_attribute("data-phase", "agreements")
    near.wait_for_timeout(1500)
    expect(near.locator("#deaf")).to_be_hidden()
    elsewhere = room.page(DESK)
    elsewhere.goto(server.url(wall))
    elsewhere.keyboard.press("PageDown")
    expect(elsewhere.locator("#deaf")).to_be_visible()
    assert faults_of_wall(elsewhere) == []
    expect(elsewhere.locator("#screen")).to_have_attribute("data-phase", "agreements")


def test_a_window_that_was_lit_for_a_phone_stays_lit_when_one_leaves(
    server: Running, new_context: NewContext
) -> None:
    """The number goes down, as it must; but nobody sees at which moment somebody left."""
    desk = SimulatedDesk(server).open_room(28)
    wall = new_context(viewport=DESK).new_page()
    wall.goto(server.url(desk.wall_path))
    phones = desk.phones(3)
    lit = wall.locator("[data-window][data-lit]")
    expect(lit).to_have_count(3)
    assert phones[0].post(f"{phones[0].path}/leave").status == 303
    expect(wall.locator("#crowd")).to_contain_text("2")
    expect(lit).to_have_count(3)
