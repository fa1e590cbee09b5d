"""The workshop in a real browser: its pages can be read by everybody, and a problem leads to its line of the text."""

import pytest
from playwright.sync_api import Locator, Page, expect

from classroom.web.rendering import urls
from tests.browser.lesson_room import DESK, NewContext
from tests.browser.looks import Complaints, faults_of_access, faults_of_width
from tests.browser.running import Running

pytestmark = pytest.mark.browser
STORY = "stuur_door_man"
SELECTED = "(text) => text.value.slice(text.selectionStart, text.selectionEnd)"


def test_a_story_is_copied_broken_and_mended_by_its_lines_on_pages_that_everybody_can_read(
    server: Running, new_context: NewContext
) -> None:
    complaints = Complaints()
    context = new_context(viewport=DESK)
    complaints.listen(context)
    page = context.new_page()
    page.goto(server.url(server.link, "localhost"))
    page.wait_for_url("**/teach")
    page.goto(server.url(urls.WORKSHOP, "localhost"))
    _look(page)
    page.locator(f"form[action='{urls.copy_story(STORY)}'] button").click()
    page.wait_for_url(f"**{urls.WORKSHOP}/s/*")
    _look(page)
    draft = urls.Draft(page.url)
    page.goto(draft.source)
    text = page.locator("#text")
    _write(text, "    to: ", "    too: ")
    _save(page)
    _look(page)
    page.locator("[data-line]").last.click()
    assert text.evaluate(SELECTED).strip().startswith("too: ")
    _write(text, "    too: ", "    to: ")
    _save(page)
    expect(page.locator("[data-line]")).to_have_count(0)
    for address in (draft.history, draft.revision(2), draft.compare(1, 2), draft.publish, draft.clashes):
        page.goto(address)
        _look(page)
    assert complaints.found == []


def _write(text: Locator, was: str, now: str) -> None:
    """Write this once instead of that, as a person does with a search: typing all of it anew takes a browser long."""
    text.evaluate("(text, [was, now]) => { text.value = text.value.replace(was, now); }", [was, now])


def _save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("form.source .button-main").click()


def _look(page: Page) -> None:
    assert faults_of_access(page) == [], page.url
    assert faults_of_width(page) == [], page.url
