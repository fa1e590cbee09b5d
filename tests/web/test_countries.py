"""A lesson in another country shows the help, the facts and the words of that country."""

from flask import Flask

from classroom.languages import Language
from classroom.storage import shelf
from tests.conftest import STORY, Desk, new_client, open_desk, runtime_of

KIDS = "Kinderlijn: 0 12 34"


def help_sheet(app: Flask, desk: Desk) -> str:
    """Give what a phone that is not in yet shows of help."""
    return new_client(app).get(f"/r/{desk.row.code}").text


def test_what_the_teacher_told_of_help_stands_on_every_help_sheet(app: Flask) -> None:
    desk = open_desk(app, country="other", help_1=KIDS, help_2="Alarm: 117")
    page = help_sheet(app, desk)
    assert page.index("Meester Tim") < page.index(KIDS) < page.index("Alarm: 117")
    assert page.index("Alarm: 117") < page.index("takeitdown.ncmec.org")
    assert "0800 0432" not in page


def test_the_same_room_with_another_class_keeps_what_was_told(app: Flask) -> None:
    desk = open_desk(app, country="eu", help_1=KIDS)
    page = desk.client.get(f"/teach/start/{STORY}?like={desk.public_id}").text
    assert f'value="{KIDS}"' in page


def test_a_number_of_another_country_is_not_shown(app: Flask) -> None:
    page = help_sheet(app, open_desk(app, country="be"))
    assert "Child Focus" in page
    assert "0800 0432" not in page
    assert KIDS not in page


def test_the_first_page_of_a_phone_has_the_help_of_the_country_in_which_lessons_go_on(app: Flask) -> None:
    assert "0800 0432" in new_client(app).get("/").text
    open_desk(app, country="be")
    page = new_client(app).get("/").text
    assert "1813" in page
    assert "0800 0432" not in page
    open_desk(app)
    assert "0800 0432" in new_client(app).get("/").text


def test_home_is_the_first_country_and_all_others_are_the_last() -> None:
    assert shelf.countries()[0] == "nl"
    assert shelf.countries()[-2:] == ("eu", "other")
    there = {path.stem for path in (shelf.FOLDER / "facts").glob("*.yaml")}
    assert set(shelf.countries()[1:-2]) == there - {"nl", "eu", "other"}


def test_a_story_is_told_in_the_words_of_the_country(app: Flask) -> None:
    desk = open_desk(app, country="be")
    with app.app_context():
        renderer = runtime_of(app).renderer
        from classroom.storage.story_versions import story_of

        story = story_of(renderer.session(), desk.row)
    assert "Klastitularis {dewit}" in (story.scenes["school"].story or story.title).in_(story.languages[0])
    assert story.cast["dewit"].role is not None
    assert story.cast["dewit"].role.in_(Language.NL) == "klastitularis"
