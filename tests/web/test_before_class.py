"""What a teacher has before class: papers, maps, the room check, and the same story with another class."""

import re
from pathlib import Path

import pytest
from flask import Flask
from markupsafe import escape

from classroom.languages import Language
from classroom.storage import shelf
from classroom.web.teacher.forms import cast_of
from classroom.web.teacher.story_map_view import drawn_map
from tests.conftest import GATE, STORY, Desk, new_client, open_desk, signed_in

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("path", ["/teach/first-lesson", "/teach/choice-cards", "/teach/numbers"])
def test_the_papers_are_for_the_staff_and_one_tap_from_the_shelf(app: Flask, path: str) -> None:
    assert new_client(app).get(path).status_code == 403
    client = signed_in(app)
    assert f'href="{path}"' in client.get("/teach").text
    page = client.get(path)
    assert page.status_code == 200
    assert "data-print" in page.text


@pytest.mark.parametrize("country", shelf.countries())
def test_the_help_numbers_are_one_tap_from_the_gate_with_where_they_were_read(
    app: Flask, country: str
) -> None:
    client = signed_in(app)
    assert 'href="/teach/numbers?country=nl"' in client.get(f"/teach/start/{STORY}").text
    page = client.get(f"/teach/numbers?country={country}").text
    for id_, fact in shelf.facts(country).facts.items():
        if id_.startswith("help.") and fact.source_title:
            assert str(escape(fact.source_title)) in page
            assert all(f">{way}</a>" in page for way in fact.ways)
    assert client.get("/teach/numbers?country=xx").status_code == 404


def test_a_card_tells_once_what_its_marks_mean(app: Flask) -> None:
    client = signed_in(app)
    for country in shelf.countries():
        page = client.get(f"/teach/cards/disclosure?country={country}").text
        assert page.count("zoek het op voor") <= 1
        assert page.count("Zoek het op voor") == (">nog nakijken" in page or "nog nakijken</span>" in page)


@pytest.mark.parametrize(("language", "heading"), [("nl", "Wat je nooit doet"), ("en", "What you never do")])
def test_the_first_lesson_speaks_both_languages(app: Flask, language: str, heading: str) -> None:
    client = signed_in(app)
    client.set_cookie("language", language)
    assert heading in client.get("/teach/first-lesson").text


def test_the_readme_leads_to_the_first_lesson() -> None:
    assert "/teach/first-lesson" in README.read_text(encoding="utf-8")


def test_there_are_four_cards_a_sheet_and_rather_not_say_is_one_like_any_other(app: Flask) -> None:
    page = signed_in(app).get("/teach/choice-cards").text
    sheets = page.split('class="card-sheet"')[1:]
    assert [sheet.count('class="choice-card"') for sheet in sheets] == [4, 4]
    assert re.findall(r'class="sr-only">([^<]+)<', sheets[0]) == ["A", "B", "C", "D"]
    assert set(re.findall(r'class="letter">([^<]+)<', sheets[1])) == {"Liever niet zeggen"}
    assert all(sheet.count('class="fold"') == 4 for sheet in sheets)


@pytest.mark.parametrize("language", Language)
def test_the_shelf_draws_each_story_and_says_the_same_in_a_list(app: Flask, language: Language) -> None:
    client = signed_in(app)
    client.set_cookie("language", language.value)
    page = client.get("/teach").text
    told = [part.split("</details>")[0] for part in page.split('class="map-words"')[1:]]
    drawn = [drawn_map(each, language) for each in shelf.playable()]
    assert [len(each.stops) for each in drawn] == [len(shelf.story(slug).scenes) for slug in shelf.slugs()]
    assert page.count('class="map-stop"') == sum(len(each.stops) for each in drawn)
    assert page.count('class="map-way"') == sum(len(each.plan.edges) for each in drawn)
    for each, words in zip(drawn, told, strict=True):
        assert words.count("<strong>") == len(each.stops)
        assert words.count("<ul>") == sum(bool(stop.ways) for stop in each.stops)


def test_the_ways_of_a_map_name_the_choices_and_where_they_lead() -> None:
    drawn = drawn_map(shelf.entry(STORY), Language.NL)
    first = drawn.stops[0]
    assert {way.letters for way in first.ways} == {"B", "A, C, D"}
    titles = {stop.number: stop.title for stop in drawn.stops}
    assert all(titles[way.number] == way.title for stop in drawn.stops for way in stop.ways)


def test_the_room_check_opens_by_the_walls_address_only_and_speaks_the_rooms_language(app: Flask) -> None:
    desk = open_desk(app, language="en")
    there = f"/wall/{desk.row.wall_token}/check"
    assert f'href="{there}"' in desk.page()
    client = new_client(app)
    client.set_cookie("language", "nl")
    page = client.get(there).text
    assert "Can the back row read this line?" in page
    assert [f'aria-label="{letter}"' in page for letter in "ABCD"] == [True] * 4
    assert client.get(f"/wall/{desk.row.code}/check").status_code == 404


def _again(desk: Desk) -> str:
    found = re.search(
        rf'href="(/teach/start/{STORY}\?like={desk.public_id})"', desk.client.get("/teach").text
    )
    assert found
    return found[1]


def test_another_class_begins_with_the_answers_of_the_last_but_is_asked_whether_today_is_the_day(
    app: Flask,
) -> None:
    swapped = cast_of(shelf.story(STORY))[0].id
    desk = open_desk(app, plan="2x45", language="en", source="cards", **{f"swap-{swapped}": "1"})
    there = _again(desk)
    page = desk.client.get(there).text
    assert 'value="Meester Tim"' in page
    assert 'value="lokaal 12"' in page
    checked = re.findall(r'<input type="radio"\s+id="([^"]+)"[^>]*checked', page)
    assert sorted(checked) == ["beamer-second", "language-en", "plan-2x45", "source-cards"]
    assert re.search(rf'id="swap-{swapped}".*?<option value="1" selected', page, re.DOTALL)
    assert re.search(r'id="pupils"[^>]*value=""', page)
    assert desk.client.post(there, data={"pupils": "21"}).status_code == 422


def test_the_gate_of_another_class_opens_a_room_of_its_own(app: Flask, desk: Desk) -> None:
    names = {f"swap-{member.id}": "0" for member in cast_of(shelf.story(STORY))}
    opened = desk.client.post(_again(desk), data=GATE | names)
    assert opened.status_code == 303
    assert desk.public_id not in opened.headers["Location"]


def test_a_class_that_votes_on_paper_is_not_asked_where_its_phones_are(app: Flask) -> None:
    assert 'id="no-phones"' in open_desk(app).page()
    assert 'id="no-phones"' not in open_desk(app, source="cards").page()


def test_looking_at_the_gate_again_opens_nothing(app: Flask, desk: Desk) -> None:
    desk.client.get(_again(desk))
    assert set(re.findall(r'href="/teach/rooms/(\w+)"', desk.client.get("/teach").text)) == {desk.public_id}


def test_a_room_that_is_not_there_leaves_the_gate_as_it_always_is(app: Flask, desk: Desk) -> None:
    page = desk.client.get(f"/teach/start/{STORY}?like=made-up").text
    assert "Meester Tim" not in page
    assert "Meester Tim" in desk.client.get(_again(desk)).text, "one that is there does fill it in"


def test_a_lesson_that_was_kept_can_be_given_again_too(desk: Desk) -> None:
    assert desk.post("keep", keep="yes").status_code == 204
    with desk.app.app_context():
        assert desk.row.kept
    assert _again(desk)
