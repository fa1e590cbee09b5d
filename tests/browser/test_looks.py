"""The looks that every walk has at its screens are not blind."""

import pytest

from tests.browser.lesson_room import NewContext
from tests.browser.looks import (
    faults_of_access,
    faults_of_long_words,
    faults_of_phone,
    faults_of_wall,
    faults_of_width,
)

pytestmark = pytest.mark.browser


def test_the_looks_see_what_is_wrong(new_context: NewContext) -> None:
    """The walks prove little if their looks are blind."""
    page = new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.set_content(
        "<main><h1 style='font-size:5vh'>Low</h1><p style='font-size:4vh;color:#ddd;width:400vw'>Pale and wide</p>"
        "<p class=stage style='height:1em;overflow:hidden;font-size:9vh'>Too<br>high</p><b style='position:absolute;left:99vw'>Outside</b>"
        "<i style='position:absolute;top:1em'>Over</i><u style='position:absolute;left:50vw;width:2em;overflow-wrap:anywhere'>Brokenword</u>"
        "<small style='font-size:9px'>Tiny</small><img src='x'><form id=leave style='position:fixed;top:-1em'><button>Leave</button></form></main>"
    )
    wall = faults_of_wall(page)
    for fault in (
        "small: Low",
        "small: Pale",
        "cut off by the window: Outside",
        "cut off by stage: high",
        "overlap: Low / Over",
        "broken: Brokenword",
        "overflows: stage",
        "overflows: page",
    ):
        assert any(fault in told for told in wall), fault
    assert {told.partition(":")[0] for told in faults_of_access(page)} >= {"color-contrast", "image-alt"}
    assert len(faults_of_width(page)) == 2
    assert "long word:" in faults_of_long_words(page)[0]
    phone = faults_of_phone(page)
    for fault in (
        "wider",
        "small: Tiny",
        "cut off: Too",
        "away: Leave",
        "off the screen: Outside",
    ):
        assert any(told.startswith("at 320 letters at 200") and fault in told for told in phone), fault
