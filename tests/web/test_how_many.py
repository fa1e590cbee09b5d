"""How many take part: what the class is told of it, and what the desk is asked when there are more phones than pupils."""

import json
import re
from typing import Any

import pytest
from flask import Flask

from classroom.actions.joining import MOST_KNOCKING, take_seat
from classroom.lesson.commands import NotNow
from classroom.live.frames import Watch
from classroom.web.http.rate_limits import MOST_KNOCKS
from tests.conftest import Desk, Phone, open_desk, runtime_of

ELSEWHERE = "192.0.2.44"  # An address of documentation (RFC 5737): never one of this computer.
PUPILS = 3


@pytest.fixture
def desk(app: Flask) -> Desk:
    return open_desk(app, pupils=str(PUPILS))


def pupils_phone(desk: Desk) -> Phone:
    """Let a phone join that is not a window on this computer."""
    phone = desk.phone(joined=False)
    phone.client.environ_base["REMOTE_ADDR"] = ELSEWHERE
    assert phone.join().status_code == 303
    return phone


def told(desk: Desk, audience: str, language: str = "en") -> Any:
    return json.loads(runtime_of(desk.app).renderer.turnout(Watch(desk.row.id, audience, language)) or "{}")


def to_vote(desk: Desk) -> None:
    desk.tell()
    assert desk.act("next").status_code == 204


def test_wall_and_phones_say_in_the_lobby_and_while_the_class_votes_how_many_phones_take_part(
    desk: Desk,
) -> None:
    phones = [pupils_phone(desk) for _ in range(PUPILS)]
    assert told(desk, "wall")["words"] == told(desk, "phone")["part"] == "3 phones take part."
    assert told(desk, "wall", "nl")["words"] == "Er doen 3 telefoons mee."
    assert told(desk, "wall")["phones"] == 3, "a window of the street for each"
    desk.tell()
    assert told(desk, "wall") == told(desk, "phone") == {}
    desk.act("next")
    assert phones[0].vote(desk.round_id(), 0).status_code == 204
    assert told(desk, "wall") == {
        "part": "3 phones take part.",
        "words": "3 phones take part. Some have answered.",
        "lamps": 1,
    }
    assert told(desk, "phone") == {"part": "3 phones take part."}, "of the answers phones hear nothing"


def test_windows_on_the_teachers_computer_are_let_in_and_told(desk: Desk) -> None:
    pupils_phone(desk)
    desk.phone()
    desk.phone()
    assert told(desk, "wall")["words"] == "3 phones take part, 2 of them on the teacher's computer."
    assert told(desk, "phone", "nl") == {
        "part": "Er doen 3 telefoons mee, 2 daarvan op de computer van de docent."
    }


def test_a_window_that_sends_the_header_of_a_proxy_is_a_window_all_the_same(desk: Desk) -> None:
    pupils_phone(desk)
    window = desk.phone(joined=False)
    headers = {"X-Forwarded-For": ELSEWHERE}
    first = window.client.post(f"/r/{window.code}/join", headers=headers)
    assert window.client.post(first.headers["Location"], headers=headers).status_code == 303
    assert "1 of them on the teacher's computer" in told(desk, "wall")["words"]


def test_where_all_phones_are_windows_nobody_has_to_be_told(desk: Desk) -> None:
    """Somebody tries Wissel alone, or looks at a class of simulated phones."""
    desk.phone()
    desk.phone()
    assert told(desk, "wall")["words"] == "2 phones take part."


def test_without_a_script_the_pages_say_it_as_well(desk: Desk) -> None:
    phone = pupils_phone(desk)
    wall = desk.client.get(f"/wall/{desk.row.wall_token}").text
    for page in (phone.page().text, wall):
        assert "Er doet 1 telefoon mee." in re.sub(
            r".*<noscript>", "", page.partition("<main")[2], flags=re.DOTALL
        )


def test_on_paper_nothing_is_said_of_phones(app: Flask) -> None:
    desk = open_desk(app, source="cards")
    assert told(desk, "wall") == {}


@pytest.mark.parametrize("answers", [1, 2])
def test_a_closed_vote_says_after_how_many_of_the_phones_it_was_closed(desk: Desk, answers: int) -> None:
    phones = [pupils_phone(desk) for _ in range(PUPILS)]
    to_vote(desk)
    for phone in phones[:answers]:
        phone.vote(desk.round_id(), 0)
    asked = desk.close(sure="")
    half = "Minder dan de helft" in (asked.get_json(silent=True) or {}).get("message", "")
    assert half is (answers == 1)
    desk.close()
    for screen in (desk.wall(), desk.phone_screen()):
        assert f"Gesloten na {answers} van de 3 telefoons." in screen


def test_the_desk_alone_hears_it_when_there_are_more_phones_than_pupils(desk: Desk) -> None:
    for _ in range(PUPILS):
        pupils_phone(desk)
    assert (told(desk, "desk")["crowded"], told(desk, "desk")["we_are"]) == ("", "")
    pupils_phone(desk)
    assert told(desk, "desk")["crowded"] == "4 phones, 3 pupils."
    assert told(desk, "desk", "nl")["we_are"] == "We zijn nu met 4"
    assert re.search(r'id="crowded"\s+aria-labelledby="crowded-title">', desk.page()), "without a script too"
    assert "pupils" in json.dumps(told(desk, "desk") | {"let_in": None}), "the search finds what is there"
    for audience in ("wall", "phone", "controls"):
        assert "pupils" not in json.dumps(told(desk, audience) | {"let_in": None})
    assert desk.post("pupils", pupils="4").status_code == 204
    assert told(desk, "desk")["crowded"] == ""


def test_opening_says_it_before_and_one_tap_counts_the_phone_or_lets_all_come_in_again(desk: Desk) -> None:
    phones = [pupils_phone(desk) for _ in range(PUPILS + 1)]
    desk.tell()
    asked = desk.act("next")
    assert (asked.status_code, asked.get_json()) == (
        428,
        {"message": "4 telefoons, 3 leerlingen.", "pupils": 4, "yes": "We zijn nu met 4"},
    )
    assert desk.act("next", pupils=4).status_code == 204
    assert (desk.row.phase, desk.row.pupils) == ("voting", 4)
    code = desk.row.code
    assert desk.act("enter_again").status_code == 204
    assert (desk.row.phase, desk.row.code != code) == ("lobby", True)
    assert phones[0].client.get(f"/r/{code}/screen").status_code != 200


def test_without_a_script_the_desk_gets_the_same_two_buttons(desk: Desk) -> None:
    for _ in range(PUPILS + 1):
        pupils_phone(desk)
    desk.tell()
    there = f"/teach/rooms/{desk.public_id}/act"
    page = desk.client.post(there, data={"act": "next", "version": desk.row.version}).text
    assert "We zijn nu met 4" in page
    assert "Laat iedereen opnieuw binnenkomen" in page
    fields = dict(re.findall(r'<input type="hidden" name="(act|version)" value="(\w+)">', page))
    assert desk.client.post(there, data=fields | {"pupils": "4"}).status_code == 303
    assert desk.row.phase == "voting"


def test_a_class_that_no_room_holds_comes_in_again_or_goes_on_all_the_same(desk: Desk) -> None:
    desk.post("pupils", pupils="60")
    for _ in range(61):
        pupils_phone(desk)
    desk.tell()
    assert desk.act("next").get_json()["yes"] == ""
    assert desk.act("next", pupils=61).status_code == 409
    assert desk.act("next", sure="yes").status_code == 204


def test_letting_somebody_in_counts_them_in_the_same_tap(desk: Desk) -> None:
    for _ in range(PUPILS):
        pupils_phone(desk)
    desk.tell()
    late = pupils_phone(desk)
    offer = told(desk, "desk")["let_in"]
    assert offer == told(desk, "controls")["let_in"]
    assert offer == {"pupils": 4, "words": "Let them in: we are 4 then"}
    assert desk.post("admit", pupils=offer["pupils"]).status_code == 204
    assert (desk.row.pupils, late.client.get(f"/r/{late.code}/screen").status_code) == (4, 200)


def test_a_phone_that_knocks_shows_two_signs_and_the_desk_lets_in_just_that_one(desk: Desk) -> None:
    pupils_phone(desk)
    desk.tell()
    late = [pupils_phone(desk) for _ in range(3)]
    signs = [re.findall(r'class="code signs" translate="no">(\w\w)<', phone.page().text)[0] for phone in late]
    assert told(desk, "desk")["knocks"] == sorted(signs)
    assert desk.post("admit", signs=signs[1]).status_code == 204
    there = [phone.client.get(f"/r/{phone.code}/screen") for phone in late]
    assert [answer.status_code for answer in there] == [403, 200, 403]
    assert told(desk, "desk")["knocks"] == sorted([signs[0], signs[2]])


def test_phones_that_are_sent_away_find_the_way_in_again(desk: Desk) -> None:
    pupils_phone(desk)
    desk.tell()
    late = pupils_phone(desk)
    assert late.client.get(f"/r/{late.code}/screen").headers["X-Knocks"] == "yes"
    assert desk.post("admit", away="yes").status_code == 204
    assert told(desk, "desk")["knocking"] == 0
    assert "X-Knocks" not in late.client.get(f"/r/{late.code}/screen").headers
    assert 'action="/r/' in late.page().text
    late.join()
    assert told(desk, "desk")["knocking"] == 1


def test_a_script_that_knocks_fills_no_door_and_a_late_pupil_still_comes_in(desk: Desk) -> None:
    pupils_phone(desk)
    desk.tell()
    codes = []
    for number in range(30):
        phone = desk.phone(joined=False)
        phone.client.environ_base["REMOTE_ADDR"] = "192.0.2.66"
        codes.append(phone.join().status_code)
        assert (codes[-1] == 303) is (number < MOST_KNOCKS)
    late = pupils_phone(desk)
    assert told(desk, "desk")["knocking"] == MOST_KNOCKS + 1
    signs = re.findall(r'class="code signs" translate="no">(\w\w)<', late.page().text)[0]
    assert desk.post("admit", signs=signs).status_code == 204
    assert late.client.get(f"/r/{late.code}/screen").status_code == 200


def test_a_door_holds_so_many_that_knock_each_with_signs_of_its_own(desk: Desk) -> None:
    desk.tell()
    runtime, room = runtime_of(desk.app), desk.row.id
    for _ in range(MOST_KNOCKING):
        take_seat(runtime, room)
    knocks = told(desk, "desk")["knocks"]
    assert len(set(knocks)) == len(knocks) == MOST_KNOCKING
    with pytest.raises(NotNow):
        take_seat(runtime, room)
    desk.post("admit", away="yes")
    take_seat(runtime, room)
