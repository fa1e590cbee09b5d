"""A story played alone: by the address alone, with nothing stored, and help always at hand."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from classroom.lesson.acts.moves_by_sign import MOST_MOVES
from classroom.storage import shelf
from tests.conftest import PHONES, STORY, Desk, new_client, runtime_of, signed_in

PLAY = f"/teach/play/{STORY}"
TO_QUESTION = "nnnnnnnn"


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    return signed_in(app)


def _links(page: TestResponse) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="(/teach/play/[^"]*)"', page.text)]


def _screen(page: TestResponse) -> str:
    """Give what stands on the wall, without its foot."""
    return page.text.partition('id="screen"')[2].partition("<footer")[0]


def _to_the_end(reader: FlaskClient, address: str, letter: str) -> Iterator[TestResponse]:
    """Press what comes next, and this letter where there is a choice, or else the first."""
    while True:
        page = reader.get(address)
        assert page.status_code == 200
        yield page
        found = dict(re.findall(r'id="(next|choose-\w)"\s+href="([^"]*)"', page.text))
        address = unescape(found.get("next") or found.get(f"choose-{letter}") or next(iter(found.values())))
        if address == "/teach":
            return


@pytest.mark.parametrize("letter", "AD")
@pytest.mark.parametrize("slug", shelf.slugs())
def test_a_story_is_played_from_the_shelf_to_the_help_by_its_links_alone(
    reader: FlaskClient, slug: str, letter: str
) -> None:
    address = f"/teach/play/{slug}"
    assert f'href="{address}"' in reader.get("/teach").text
    pages = list(_to_the_end(reader, address, letter))
    moments = [re.findall(r'data-moment="(\w+)"', page.text)[0] for page in pages]
    assert {"telling", "question", "outcome", "talking", "ending", "map", "looking_back"} < set(moments)
    assert moments[-1] == "help"
    assert "tel:" in _screen(pages[-1])
    last = pages[-1]
    assert reader.get(next(link for link in _links(last) if "show=choices" in link)).status_code == 200


def test_it_shows_what_the_wall_of_a_class_shows(desk: Desk) -> None:
    def told(html: str) -> list[str]:
        return re.findall(r'<section class="stage.*?</section>', html, re.DOTALL)

    while 'data-moment="telling"' not in desk.wall():
        desk.act("next")
    for moves in ("n", "nn", "nnn"):
        assert told(desk.wall())
        assert told(desk.client.get(f"{PLAY}/{moves}").text) == told(desk.wall())
        desk.act("next")


def test_nothing_is_stored_anywhere(app: Flask, reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[object] = []
    monkeypatch.setattr(runtime_of(app).writer, "submit", lambda *job, **_more: written.append(job))
    for moves in ("", "/n", f"/{TO_QUESTION}A", f"/{TO_QUESTION}A?show=choices", f"/{TO_QUESTION}?show=help"):
        page = reader.get(f"{PLAY}{moves}")
        assert page.status_code == 200
        assert "Set-Cookie" not in page.headers
        assert page.headers["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in page.text
    assert written == []


def test_help_the_way_back_and_the_choices_are_a_link_away(reader: FlaskClient) -> None:
    page = reader.get(f"{PLAY}/{TO_QUESTION}An")
    here = f"{PLAY}/{TO_QUESTION}An"
    assert {f"{here}?show=help", f"{here}?show=choices", here[:-1]} <= set(_links(page))
    helped = reader.get(f"{here}?show=help")
    assert "tel:" in _screen(helped)
    assert here in _links(helped)
    choices = _links(reader.get(f"{here}?show=choices"))
    assert {f"{PLAY}/{TO_QUESTION}{letter}" for letter in "BCD"} <= set(choices)
    assert f"{PLAY}/{TO_QUESTION}A" not in choices


def test_it_speaks_the_language_of_the_browser(reader: FlaskClient) -> None:
    reader.set_cookie("language", "en")
    page = reader.get(f"{PLAY}/{TO_QUESTION}")
    assert '<html lang="en">' in page.text
    assert "Choose for yourself." in page.text
    assert "What should Noor do now?" in page.text


WRONG = {
    "a way that is locked or not there": (f"{TO_QUESTION}E", f"{PLAY}/{TO_QUESTION}"),
    "a choice where there is none": ("nA", f"{PLAY}/n"),
    "no move at all": ("../../x", None),
    "an address that is too long": ("n" * (MOST_MOVES + 1), None),
}


@pytest.mark.parametrize("why", WRONG)
def test_a_wrong_address_says_so_and_leads_to_the_start(reader: FlaskClient, why: str) -> None:
    moves, fits = WRONG[why]
    page = reader.get(f"{PLAY}/{quote(moves, safe='')}")
    assert page.status_code == 404
    assert "Deze weg zit niet in het verhaal" in page.text
    assert _links(page) == [PLAY, *([fits] if fits else [])]
    for link in _links(page):
        assert reader.get(link).status_code == 200


def test_a_story_that_is_not_there_says_so_and_leads_to_the_shelf(reader: FlaskClient) -> None:
    for slug in ("nergens", "..%2Fcards", "a%20b"):
        page = reader.get(f"/teach/play/{slug}/nn")
        assert page.status_code == 404
        assert "Dit verhaal is hier niet" in page.text
        assert 'href="/teach"' in page.text


def test_it_is_for_who_may_read_the_shelf(app: Flask, reader: FlaskClient) -> None:
    assert new_client(app).get(f"{PLAY}/n").status_code == 403
    phone = {"REMOTE_ADDR": "192.0.2.7"}
    assert reader.get(f"{PLAY}/n", base_url=PHONES, environ_base=phone).status_code == 403


def test_any_address_plays_or_says_what_is_wrong(reader: FlaskClient) -> None:
    @given(st.text(min_size=1, max_size=30) | st.text(alphabet="nnnnABCDv", min_size=1, max_size=30))
    def look(moves: str) -> None:
        page = reader.get(f"{PLAY}/{quote(moves, safe='')}")
        is_played = 'id="screen"' in page.text
        assert (page.status_code, is_played) in ((200, True), (404, False))
        assert is_played or page.text.count(f'href="{PLAY}"') == 1

    look()
