"""A teacher's own rooms: rehearsed without lying at the gate, called by a name of the teacher's own, and thrown away."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from classroom.actions.retention import REHEARSAL_SECONDS, UNDO_SECONDS, tidy
from classroom.server.played_classes import PlayedClasses
from classroom.simulator.gate import fields_of
from classroom.storage.database import db
from classroom.storage.models import RoomRow, SeatRow, StepRow
from tests.conftest import GATE, STORY, Clock, Desk, open_desk, runtime_of, signed_in

LOOSE = {"country": "nl", "language": "nl", "plan": "60", "source": "phones", "beamer": "second"}


def rehearse(app: Flask, **answers: str) -> Desk:
    client = signed_in(app)
    page = client.get(f"/teach/start/{STORY}?rehearsal=yes").text
    names = {part.split('"')[0]: "0" for part in page.split('name="')[1:] if part.startswith("swap-")}
    sent = client.post(f"/teach/start/{STORY}", data=LOOSE | names | {"rehearsal": "yes"} | answers)
    assert sent.status_code == 303, sent.text
    return Desk(app, client, sent.headers["Location"].rpartition("/")[2])


def end(desk: Desk, clock: Clock, seen: Callable[[str], bool] = bool) -> None:
    """Lead the room to its end, until that cannot be undone any more; each page of the desk is looked at."""
    desk.tell()
    assert desk.act("land").status_code == 204
    while desk.row.phase != "ended":
        assert seen(desk.page())
        clock.now += 61
        assert desk.act("next").status_code == 204
    clock.now += UNDO_SECONDS + 1
    tidy(runtime_of(desk.app))


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.query(table).count()


def refused(app: Flask, **answers: str) -> TestResponse:
    return signed_in(app).post(f"/teach/start/{STORY}", data=GATE | answers)


def test_a_rehearsal_asks_nothing_about_a_class_and_is_one_tap_from_the_gate(app: Flask) -> None:
    client = signed_in(app)
    assert f'href="/teach/start/{STORY}?rehearsal=yes"' in client.get(f"/teach/start/{STORY}").text
    page = client.get(f"/teach/start/{STORY}?rehearsal=yes").text
    for name in ("running", "ready_date", "opt_out", "contact_name", "pupils"):
        assert f'name="{name}"' not in page
    assert f'name="{"running"}"' in client.get(f"/teach/start/{STORY}").text, "a lesson does ask"
    assert rehearse(app).row.rehearsal
    assert rehearse(app, country="other").row.help_lines == []


def test_a_rehearsal_says_what_it_is_on_wall_desk_and_phone_and_a_lesson_does_not(app: Flask) -> None:
    desk, lesson = rehearse(app), open_desk(app)
    for _ in range(3):
        assert "Proefles" in desk.wall()
        assert "Proefles" in desk.phone_screen()
        assert "Proefles" in desk.page()
        assert desk.act("next").status_code == 204
    assert "Proefles" not in lesson.wall() + lesson.phone_screen()
    assert "Proefles" not in lesson.page()


def test_nothing_is_kept_of_a_rehearsal_and_it_is_soon_gone(app: Flask, clock: Clock) -> None:
    desk = rehearse(app)
    desk.phone()
    assert desk.post("keep", keep="yes").status_code == 409
    assert not desk.row.kept
    end(desk, clock, seen=lambda page: 'id="do-keep"' not in page and "data-seen" not in page)
    assert count(app, SeatRow) == 0
    clock.now += REHEARSAL_SECONDS
    tidy(runtime_of(app))
    assert (count(app, RoomRow), count(app, StepRow)) == (0, 0)


def test_a_rehearsal_that_nobody_leads_for_an_hour_is_over(app: Flask, clock: Clock) -> None:
    rehearsal, lesson = rehearse(app), open_desk(app)
    clock.now += REHEARSAL_SECONDS + 1
    tidy(runtime_of(app))
    assert (rehearsal.row.phase, lesson.row.phase) == ("ended", "lobby")


def _at_one_press(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> tuple[FlaskClient, list[tuple[object, ...]]]:
    """Give a teacher, and what will be heard of classes that come in: none does, but each seems to play on."""
    begun: list[tuple[object, ...]] = []
    monkeypatch.setattr(PlayedClasses, "begin", lambda _self, *who: begun.append(who))
    monkeypatch.setattr(PlayedClasses, "room_of", lambda _self, _person: begun[-1][1] if begun else None)
    return signed_in(app), begun


def test_a_rehearsal_that_sleeps_has_no_class_to_come_back_and_is_over_too(app: Flask, clock: Clock) -> None:
    rehearsal, lesson = rehearse(app, plan="2x45"), open_desk(app, plan="2x45")
    for desk in (rehearsal, lesson):
        desk.tell()
        assert desk.act("sleep").status_code == 204
    clock.now += REHEARSAL_SECONDS + 1
    tidy(runtime_of(app))
    assert (rehearsal.row.phase, lesson.row.door) == ("ended", "asleep")


def test_the_gate_stands_as_in_the_last_lesson_and_not_as_in_a_rehearsal(app: Flask, clock: Clock) -> None:
    lesson = open_desk(app, country="be", plan="45", source="cards")
    end(lesson, clock)
    rehearse(app)
    page = lesson.client.get(f"/teach/start/{STORY}").text
    for name, value in (("country", "be"), ("plan", "45"), ("source", "cards")):
        assert _stands(page, name) == value
    assert _stands(signed_in(app).get(f"/teach/start/{STORY}").text, "running") == "", "today is asked anew"


def _stands(page: str, name: str) -> str:
    return fields_of(page).get(name, "")


def test_a_rehearsal_is_one_press_on_the_shelf_and_a_class_comes_in(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher, begun = _at_one_press(app, monkeypatch)
    assert f'action="/teach/rehearse/{STORY}"' in teacher.get("/teach").text
    sent = teacher.post(f"/teach/rehearse/{STORY}")
    assert sent.status_code == 303
    desk = Desk(app, teacher, sent.headers["Location"].rpartition("/")[2])
    assert (desk.row.rehearsal, desk.row.contact_name, desk.row.plan) == (True, "", "60")
    assert begun == [(desk.row.owner_id, desk.public_id, desk.row.code)]


def test_a_second_rehearsal_waits_for_the_first(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher, begun = _at_one_press(app, monkeypatch)
    first = teacher.post(f"/teach/rehearse/{STORY}").headers["Location"]
    second = teacher.post(f"/teach/rehearse/{STORY}")
    assert second.status_code == 409
    assert f'href="{first}"' in second.text
    assert f'action="{first}/throw-away"' in second.text
    assert (len(begun), count(app, RoomRow)) == (1, 1)
    end(Desk(app, teacher, first.rpartition("/")[2]), clock)
    assert teacher.post(f"/teach/rehearse/{STORY}").status_code == 303


def test_a_rehearsal_of_a_story_that_is_not_there_is_refused(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher, begun = _at_one_press(app, monkeypatch)
    assert teacher.post("/teach/rehearse/nergens").status_code == 404
    assert begun == []


def test_who_is_not_prepared_is_led_to_preparing_and_not_to_the_card_for_an_incident(app: Flask) -> None:
    unprepared = refused(app, ready_numbers="").text
    assert "/teach/cards/incident" not in unprepared
    assert "/teach/first-lesson" in unprepared
    assert "rehearsal=yes" in unprepared
    assert "/teach/cards/incident" in refused(app, running="yes").text


def test_a_name_of_the_teachers_own_stands_on_shelf_and_desk_and_nowhere_that_pupils_look(app: Flask) -> None:
    desk = open_desk(app, room_name="  3B   op dinsdag ")
    assert desk.row.name == "3B op dinsdag"
    assert "3B op dinsdag" in desk.page()
    assert "3B op dinsdag" in desk.client.get("/teach").text
    phone = desk.phone()
    for seen in (desk.wall(), desk.phone_screen(), phone.page().text):
        assert "op dinsdag" not in seen
    assert desk.post("name", name="3C" + "x" * 99).status_code == 303
    assert desk.row.name == "3C" + "x" * 58


def test_two_rooms_of_one_morning_can_be_told_apart_by_the_time(app: Flask, clock: Clock) -> None:
    open_desk(app)
    clock.now += 25 * 60
    page = open_desk(app).client.get("/teach").text
    told = re.findall(r"Begonnen: [^<]*\d{4}, (\d\d:\d\d)", page)
    assert len(set(told)) == 2


def test_a_name_goes_with_the_lesson_and_stays_only_with_one_that_is_kept(app: Flask, clock: Clock) -> None:
    for kept, name in (("no", ""), ("yes", "3B")):
        desk = open_desk(app, room_name="3B")
        assert desk.post("keep", keep=kept).status_code == 204
        end(desk, clock)
        assert desk.row.name == name


def test_a_room_can_be_thrown_away_with_all_that_belongs_to_it_and_nobody_elses_goes_along(
    app: Flask,
) -> None:
    other, desk = open_desk(app), open_desk(app)
    phone = desk.phone()
    desk.tell()
    desk.act("next")
    assert f"{desk.public_id}/throw-away" in desk.client.get("/teach").text
    assert desk.client.post(f"/teach/rooms/{desk.public_id}/throw-away").status_code == 303
    assert desk.client.get(f"/teach/rooms/{desk.public_id}").status_code == 404
    assert count(app, RoomRow) == 1
    assert count(app, SeatRow) == 0
    assert phone.page().status_code == 303, "to the first page"
    assert other.page()


@pytest.mark.parametrize(("name", "most"), [("contact_name", 60), ("contact_room", 40), ("room_name", 60)])
def test_what_is_too_long_is_told_how_long_it_may_be(app: Flask, name: str, most: int) -> None:
    assert f"hooguit {most} tekens" in refused(app, **{name: "x" * (most + 1)}).text
