"""A story played alone in a browser: by keys as at the wall, back as a browser goes back, and without a script."""

import pytest
from playwright.sync_api import Page, expect

from classroom.lesson.acts.moves_by_sign import NEXT
from classroom.lesson.acts.play_alone import begun, moved, moves_from
from classroom.lesson.screens.moment import moment_of
from classroom.lesson.screens.path_map import endings_of
from classroom.lesson.state.enums import Moment
from classroom.storage import shelf
from classroom.story.model.scenario import LETTERS
from tests.browser.lesson_room import DESK, IN_BOTH_LANGUAGES, NewContext
from tests.browser.looks import Complaints, faults_of_access, faults_of_width
from tests.browser.running import Running
from tests.conftest import STORY

pytestmark = pytest.mark.browser
PLAY = f"/teach/play/{STORY}"
KEYS = ("Enter", " ", "ArrowRight", "PageDown")


def _way_to(moment: Moment) -> str:
    """Give the moves to this moment, of somebody who takes the first way everywhere."""
    playthrough, moves = begun(shelf.story(STORY)), ""
    while moment_of(playthrough) is not moment:
        sign = moves_from(playthrough)[0]
        playthrough, moves = moved(playthrough, sign), moves + sign
    return moves


def _reader(server: Running, new_context: NewContext, complaints: Complaints) -> Page:
    """Give the shelf, in a browser that is signed in."""
    context = new_context(viewport=DESK)
    complaints.listen(context)
    page = context.new_page()
    page.goto(server.url(server.link, "localhost"))
    page.wait_for_url("**/teach")
    return page


def _is_at(page: Page, server: Running, moves: str) -> None:
    expect(page).to_have_url(server.url(f"{PLAY}/{moves}" if moves else PLAY, "localhost"))
    page.wait_for_load_state()


def _walk(page: Page, server: Running, begin: str, end: Moment) -> list[str]:
    """Press the keys from one moment to another, and give what is wrong with what comes by for the first time."""
    seen, faults, moves = set[Moment](), list[str](), begin
    while True:
        _is_at(page, server, moves)
        moment = Moment(page.locator("#screen").get_attribute("data-moment") or "")
        if moment not in seen:
            faults += [f"{moment}: {fault}" for fault in (*faults_of_access(page), *faults_of_width(page))]
        if moment is end:
            return faults
        seen.add(moment)
        options = page.locator("[id^=choose-]").count()
        page.keyboard.press("a" if options else KEYS[len(moves) % len(KEYS)])
        moves += LETTERS[0] if options else NEXT


@IN_BOTH_LANGUAGES
def test_a_story_is_played_with_the_keys_of_the_wall_and_a_letter_for_each_choice(
    server: Running, new_context: NewContext, language: str
) -> None:
    complaints = Complaints()
    page = _reader(server, new_context, complaints)
    if other := page.locator(f"button[name=language][value={language}]").all():
        other[0].click()
    page.locator(f"a[href='{PLAY}']").click()
    faults = _walk(page, server, "", Moment.TALKING)
    begin = _way_to(Moment.SENT)[:-2]
    page.goto(server.url(f"{PLAY}/{begin}", "localhost"))
    faults += _walk(page, server, begin, Moment.ANSWERED)
    begin = _way_to(Moment.ENDING)
    page.goto(server.url(f"{PLAY}/{begin}", "localhost"))
    faults += _walk(page, server, begin, Moment.HELP)
    end = _way_to(Moment.HELP)
    page.keyboard.press("ArrowLeft")
    _is_at(page, server, end[:-1])
    page.go_back()
    _is_at(page, server, end)
    page.locator("#next").click()
    page.wait_for_url("**/teach")
    expect(page.locator("[data-lampion][data-lit]")).to_have_count(1)
    for number in range(3):
        expect(page.locator(".posters > li").nth(number)).to_be_in_viewport(ratio=1)
    faults += [*faults_of_access(page), *faults_of_width(page)]
    page.locator("[data-lampion][data-lit] ~ [data-seen]").click()
    page.wait_for_url("**/teach/endings/*")
    expect(page.locator("[data-ending] details:visible")).to_have_count(1)
    page.locator("[data-ending] summary:visible").click()
    expect(page.locator("[data-ending] .prose:visible")).to_be_visible()
    faults += [*faults_of_access(page), *faults_of_width(page)]
    assert faults == []
    assert complaints.found == []


def test_on_a_small_phone_options_are_tapped_and_back_takes_a_choice_back(
    server: Running, new_context: NewContext
) -> None:
    complaints, question = Complaints(), _way_to(Moment.QUESTION)
    page = _reader(server, new_context, complaints)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server.url(f"{PLAY}/{question}", "localhost"))
    page.locator("#screen .option").nth(1).click()
    _is_at(page, server, f"{question}B")
    page.go_back()
    expect(page.locator("#choose-A")).to_be_in_viewport(ratio=1)
    page.locator("#help").click()
    expect(page.locator("#screen a[href^='tel:']").first).to_be_visible()
    assert faults_of_width(page) == []
    assert complaints.found == []


def test_without_a_script_every_move_is_a_link(server: Running, new_context: NewContext) -> None:
    complaints, question = Complaints(), _way_to(Moment.QUESTION)
    cookies = _reader(server, new_context, complaints).context.cookies()
    context = new_context(viewport=DESK, java_script_enabled=False)
    context.add_cookies([{**cookie} for cookie in cookies])  # type: ignore[typeddict-item]
    page = context.new_page()
    page.goto(server.url(f"{PLAY}/{question}", "localhost"))
    for link, moves in (
        ("#choose-B", f"{question}B"),
        ("#next", f"{question}Bn"),
        ("#back", f"{question}B"),
    ):
        page.locator(link).click()
        _is_at(page, server, moves)


def test_a_piece_of_a_sentence_is_taken_by_a_tap_anywhere_on_it_and_by_none_beside_it(
    server: Running, new_context: NewContext
) -> None:
    page, part = _reader(server, new_context, Complaints()), _way_to(Moment.PART)
    page.goto(server.url(f"{PLAY}/{part}", "localhost"))
    heading = page.locator("#screen h1").bounding_box()
    assert heading
    page.mouse.click(heading["x"] + 5, heading["y"] + 5)
    page.locator("#screen .piece").first.click(position={"x": 5, "y": 20})
    _is_at(page, server, f"{part}A")


def test_a_page_that_becomes_narrow_shows_every_line_again_in_letters_as_they_are(
    server: Running, new_context: NewContext
) -> None:
    page, told = _reader(server, new_context, Complaints()), _way_to(Moment.QUESTION)[:-1]
    page.set_viewport_size({"width": 1024, "height": 480})
    page.goto(server.url(f"{PLAY}/{told}", "localhost"))
    expect(page.locator("#screen .is-past").first).to_be_attached()
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator("#screen .is-past")).to_have_count(0)
    assert page.locator("#whole").evaluate("wall => wall.style.getPropertyValue('--fit')") == ""


def test_what_an_older_wissel_remembered_of_a_story_still_lights_its_lampions(
    server: Running, new_context: NewContext
) -> None:
    page, ending = _reader(server, new_context, Complaints()), min(endings_of(shelf.story(STORY)))
    kept = [{"story": STORY, "room": "r", "when": "2026-01-01T10:00:00Z", "opened": f"avond.B,{ending}"}]
    page.evaluate("kept => localStorage.setItem('wissel-doors', JSON.stringify(kept))", kept)
    page.reload()
    expect(page.locator("[data-lampion][data-lit]")).to_have_count(1)
