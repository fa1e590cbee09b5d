"""What a school published stands on its shelf beside the stories of Wissel, and a room keeps the text that it began with."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from classroom.server.played_classes import PlayedClasses
from classroom.storage import shelf
from classroom.storage.database import db
from classroom.storage.queries import bookcase
from classroom.storage.story_rows import PublicationRow, StoryRow
from classroom.storage.writer import NO_ROOM
from classroom.story.model.scenario import Scenario
from classroom.web.rendering import urls
from tests.conftest import STORY, Clock, Desk, runtime_of
from tests.web.schools import School, other_school, our_school, titled

DAY = 24 * 60 * 60
OUR_TITLE = "De foto in de groepsapp"  # of STORY


@pytest.fixture
def school(app: Flask) -> School:
    return our_school(app)


def rename(app: Flask, slug: str, to: str) -> None:
    runtime_of(app).writer.submit(
        lambda session: session.execute(update(StoryRow).where(StoryRow.slug == slug).values(slug=to)),
        touches=NO_ROOM,
    )


def days_later(school: School, clock: Clock, days: int, language: str) -> School:
    """Let days go by, after which somebody signs in anew."""
    clock.now += days * DAY
    again = our_school(school.app)
    again.client.set_cookie("language", language)
    return again


def asks(desk: Desk, title: str) -> bool:
    """Tell whether the first question on the wall is the one of the text that had this title."""
    desk.tell()
    return f"({title})" in desk.wall()


def test_a_story_of_the_school_is_found_on_every_page_that_leads_to_a_class(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PlayedClasses, "begin", lambda *_: None)
    slug = school.publish(titled("De brug"))
    school.publish(titled("De sluis"), slug)
    for page in (urls.gate(slug), urls.notes_sheet(slug), urls.endings(slug), urls.play_alone(slug)):
        shown = school.client.get(page)
        assert shown.status_code == 200, page
        assert "De sluis" in shown.text, page
        assert "De brug" not in shown.text, page
    rehearsal = school.client.post(urls.rehearse(slug))
    assert asks(Desk(school.app, school.client, rehearsal.headers["Location"].rpartition("/")[2]), "De sluis")


def test_the_shelf_says_which_version_of_what_day_it_is_and_what_is_new(school: School, clock: Clock) -> None:
    slug = school.publish(titled("De brug"), says="Met een tweede einde.")
    poster = school.poster(slug)
    assert "van de school, versie 1, 15 januari 2027 Wat er nieuw is: Met een tweede einde." in poster
    school = days_later(school, clock, 40, "en")
    school.publish(titled("De sluis"), slug)
    poster = school.poster(slug)
    assert "by the school, version 2, February 24, 2027" in poster
    assert "De brug" not in poster
    assert "What is new" not in poster, "nobody said"
    assert "by the school" not in school.poster(STORY)


def test_the_stories_of_the_school_stand_among_ours_in_the_order_of_age(school: School) -> None:
    slug = school.publish(titled("De brug").replace("ages: 12-14", "ages: 10-12"))
    page = school.shelf()
    assert page.index(urls.gate(slug)) < min(page.index(urls.gate(ours)) for ours in shelf.slugs())


def test_another_school_finds_nothing_of_it(app: Flask, school: School) -> None:
    slug = school.publish(titled("De brug"))
    school.withdraw(school.publish(titled("De dijk")), "Niet af.")
    other = other_school(app)
    assert "De brug" in school.shelf()
    assert "De dijk" in school.shelf()
    assert "De brug" not in other.shelf()
    assert "De dijk" not in other.shelf()
    for page in (urls.gate(slug), urls.notes_sheet(slug), urls.endings(slug), urls.play_alone(slug)):
        assert other.client.get(page).status_code == 404, page
    assert other.client.post(urls.rehearse(slug)).status_code == 404


def test_two_schools_have_stories_of_the_same_name(app: Flask, school: School) -> None:
    other = other_school(app)
    slug = school.publish(titled("De brug"))
    theirs = other.publish(titled("De brug"))
    other.publish(titled("De sluis"), theirs)
    assert slug == theirs
    assert "De sluis" not in school.shelf()
    assert asks(school.begin(slug), "De brug")
    assert asks(other.begin(slug), "De sluis")


def test_a_story_of_the_school_goes_before_one_of_ours_that_has_its_name(app: Flask, school: School) -> None:
    rename(app, school.publish(titled("De brug")), STORY)
    assert school.shelf().count(f'href="{urls.gate(STORY)}"') == 1
    assert school.poster(STORY).startswith("De brug")
    assert asks(school.begin(STORY), "De brug")
    school.withdraw(STORY, "Die van Wissel is beter.")
    assert OUR_TITLE in school.poster(STORY)


def test_a_room_keeps_the_text_that_it_began_with(school: School) -> None:
    slug = school.publish(titled("De brug"))
    lobby, voting = school.begin(slug), school.begin(slug)
    phone = voting.phone()
    voting.tell()
    assert voting.act("next").status_code == 204
    round_id = voting.round_id()

    def both_go_on() -> None:
        assert "De brug" in lobby.page()
        assert "(De brug)" in voting.wall()
        assert phone.vote(round_id, 0).status_code == 204

    school.publish(titled("De sluis"), slug)
    both_go_on()
    assert asks(school.begin(slug), "De sluis")
    school.withdraw(slug, "Er staat een fout in.")
    both_go_on()
    assert voting.close().status_code == 204
    assert "(De brug)" in voting.wall()
    assert asks(lobby, "De brug")


def test_a_story_that_was_withdrawn_is_not_begun_again_and_its_older_text_neither(school: School) -> None:
    slug = school.publish(titled("De brug"))
    desk = school.begin(slug)
    again = urls.gate(slug, like=desk.public_id).replace("&", "&amp;")
    assert again in school.shelf()
    assert again in desk.page()
    school.publish(titled("De sluis"), slug)
    school.withdraw(slug, "Er staat een fout in.")
    assert again not in school.shelf()
    assert again not in desk.page()
    assert school.client.get(urls.gate(slug)).status_code == 404
    assert school.client.post(urls.gate(slug)).status_code == 404


@pytest.mark.parametrize(
    ("language", "heading"), [("nl", "Van de plank gehaald"), ("en", "Taken off the shelf")]
)
def test_the_shelf_says_for_thirty_days_why_a_story_was_withdrawn(
    school: School, clock: Clock, language: str, heading: str
) -> None:
    school = days_later(school, clock, 0, language)
    slug = school.publish(titled("De brug"))
    assert heading not in school.shelf()
    school.withdraw(slug, "Er staat een fout in.")
    school = days_later(school, clock, 29, language)
    page = school.shelf()
    assert "De brug" in page.split(heading)[1]
    assert "Er staat een fout in." in page.split(heading)[1]
    school = days_later(school, clock, 1, language)
    assert heading not in school.shelf()


def test_what_was_withdrawn_and_published_again_is_on_the_shelf_alone(school: School) -> None:
    slug = school.publish(titled("De brug"))
    school.withdraw(slug, "Er staat een fout in.")
    school.publish(titled("De brug"), slug)
    assert "Van de plank gehaald" not in school.shelf()
    assert "versie 2" in school.poster(slug)


def test_the_same_text_under_two_names_is_two_stories(school: School) -> None:
    first, second = school.publish(titled("De brug")), school.publish(titled("De brug"))
    assert first != second
    for slug in (first, second):
        assert f'href="{urls.gate(slug)}?like=' in school.begin(slug).page()


def test_one_publication_that_cannot_be_read_any_more_keeps_no_other_off_the_shelf(
    app: Flask, school: School
) -> None:
    slug, other = school.publish(titled("De brug")), school.publish(titled("De sluis"))

    def spoil(session: Session) -> None:
        row = session.query(PublicationRow).join(StoryRow, StoryRow.id == PublicationRow.story_id)
        story = row.where(StoryRow.slug == slug).one()
        story.yaml, story.sha256 = story.yaml.replace("format: 1", "format: 0"), "0" * 64

    runtime_of(app).writer.submit(spoil, touches=NO_ROOM)
    page = school.shelf()
    assert urls.gate(other) in page
    assert urls.gate(slug) not in page
    assert f">{slug}</h3>" in page
    assert "eerdere versie van Wissel" in page
    assert school.client.get(urls.gate(slug)).status_code == 404
    assert school.client.get(urls.play_alone(slug)).status_code == 404


@contextmanager
def counting(app: Flask, words: str) -> Iterator[list[str]]:
    """Give what is asked of the database with these words in it."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if words in statement:
            asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_a_publication_is_read_once(app: Flask, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    for title in ("De brug", "De sluis"):
        school.begin(school.publish(titled(title)))
    bookcase._read.cache_clear()
    read: list[str] = []

    def read_played(text: str) -> Scenario:
        read.append(text)
        return shelf.story(STORY)

    monkeypatch.setattr(bookcase, "read_played", read_played)
    with counting(app, "publication.yaml") as texts, counting(app, "FROM story JOIN publication") as looks:
        school.shelf()
        assert (len(read), len(texts), len(looks)) == (2, 2, 1)
        school.shelf()
        assert (len(read), len(texts), len(looks)) == (2, 2, 2)
    bookcase._read.cache_clear()
