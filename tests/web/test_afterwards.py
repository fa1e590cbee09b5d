"""What is left of a lesson, and what can still be done with it."""

from flask import Flask

from classroom.actions.retention import tidy
from classroom.storage.database import db
from classroom.storage.models import RoundRow, StepRow
from classroom.web.rendering.assets import asset
from tests.conftest import STORY, Clock, Desk, runtime_of


def _play_to_help(desk: Desk) -> None:
    for _ in range(12):
        desk.phone()
    desk.tell()
    desk.act("next")
    desk.close()
    desk.act("choose", choice=1)
    desk.act("land")
    while desk.row.phase != "help":
        assert desk.act("next").status_code == 204


def _end(desk: Desk, clock: Clock, *, keep: str) -> None:
    _play_to_help(desk)
    _end_here(desk, clock, keep=keep)


def _end_here(desk: Desk, clock: Clock, *, keep: str) -> None:
    assert desk.post("keep", keep=keep).status_code == 204
    clock.now += 61
    assert desk.act("next").status_code == 204
    clock.now += 11
    tidy(runtime_of(desk.app))


def _remains(app: Flask) -> tuple[int, int]:
    with app.app_context():
        return db.session.query(StepRow).count(), db.session.query(RoundRow).count()


def test_a_lesson_that_is_kept_can_be_seen_again(desk: Desk, clock: Clock) -> None:
    assert "Meester Tim" in desk.phone().page().text
    _end(desk, clock, keep="yes")
    assert f"/teach/rooms/{desk.public_id}/kept" in desk.client.get("/teach").text
    page = desk.client.get(f"/teach/rooms/{desk.public_id}/kept")
    assert page.status_code == 200
    assert "De telefoon wegleggen" in page.text
    assert "Meester Tim" not in page.text
    assert "Wat bleef er in de groep staan?" in page.text, "the ways that were not taken"
    endings = page.text.partition('class="endings"')[2].partition("</p>")[0]
    assert endings.count('<svg class="lampion') == 3
    assert b".lampion {" in asset("desk.css").plain, "and they are drawn as small as they are"
    gate = desk.client.get(f"/teach/start/{STORY}").text
    assert 'value="avond.B"' in gate, "its lamps can stay lit in the next lesson"


def test_a_lesson_that_is_not_kept_is_gone(desk: Desk, clock: Clock) -> None:
    _end(desk, clock, keep="no")
    assert desk.client.get(f"/teach/rooms/{desk.public_id}/kept").status_code == 404
    assert _remains(desk.app) == (0, 0)


def test_what_was_kept_can_be_forgotten_at_once(desk: Desk, clock: Clock) -> None:
    _end(desk, clock, keep="yes")
    assert _remains(desk.app) != (0, 0)
    assert desk.client.post(f"/teach/rooms/{desk.public_id}/forget").status_code == 303
    assert _remains(desk.app) == (0, 0)
    assert "/kept" not in desk.client.get("/teach").text


def test_what_is_forgotten_cannot_be_kept(desk: Desk, clock: Clock) -> None:
    _end(desk, clock, keep="no")
    assert desk.post("keep", keep="yes").status_code == 409


def test_a_kept_lesson_gives_its_code_back_after_a_day(desk: Desk, clock: Clock) -> None:
    _end(desk, clock, keep="yes")
    assert desk.row.code
    clock.now += 25 * 60 * 60
    tidy(runtime_of(desk.app))
    assert desk.row.code is None


def test_a_class_may_hang_up_its_way_without_its_name_as_long_as_anything_is_kept(
    desk: Desk, clock: Clock
) -> None:
    sheet = f"/teach/rooms/{desk.public_id}/sheet"
    assert desk.client.get(sheet).status_code == 404, "before its ending a class has no way to show"
    desk.post("name", name="2B van de Valk")
    code = str(desk.row.code)
    _play_to_help(desk)
    assert f'href="{sheet}"' in desk.page()
    during = desk.client.get(sheet).text
    _end_here(desk, clock, keep="yes")
    after = desk.client.get(sheet).text
    for page in (during, after):
        assert "De telefoon wegleggen" in page
        assert not [each for each in ("Meester Tim", "2B van de Valk", code) if each in page]
    assert desk.post("forget").status_code == 303
    assert desk.client.get(sheet).status_code == 404
