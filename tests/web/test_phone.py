"""How a phone comes in, answers and goes."""

import gzip
import json
import re

import pytest
from flask import Flask

from classroom.lesson.votes.turnout import Turnout
from classroom.storage.queries.rooms import turnout_of
from tests.conftest import Desk, Phone, new_client, runtime_of
from tests.web.test_remotes import _remote


@pytest.mark.parametrize("typed", ["ABC", "A1B2C3", "", "ZZZZZZ", "<script>"])
def test_a_wrong_code_is_kept_and_explained(app: Flask, typed: str) -> None:
    answer = new_client(app).post("/", data={"code": typed})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "<script>" not in answer.text.replace("<script type", "")


def test_a_code_is_found_however_it_is_typed(desk: Desk) -> None:
    code = desk.row.code or ""
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    for typed in (code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}", wide):
        answer = new_client(desk.app).post("/", data={"code": typed})
        assert answer.headers["Location"] == f"/r/{code}"


def test_the_qr_code_in_capitals_leads_to_the_room(desk: Desk) -> None:
    answer = new_client(desk.app).get(f"/R/{desk.row.code}")
    assert answer.headers["Location"] == f"/r/{desk.row.code}"


def test_a_page_comes_zipped_to_whoever_can_unzip_it(desk: Desk) -> None:
    phone = desk.phone()
    plain = phone.page()
    zipped = phone.client.get(f"/r/{phone.code}", headers={"Accept-Encoding": "gzip, deflate"})
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(zipped.data) == plain.data
    assert "Accept-Encoding" in zipped.headers["Vary"]
    assert len(zipped.data) < len(plain.data) / 3


def test_looking_makes_no_seat(desk: Desk) -> None:
    phone = desk.phone(joined=False)
    answer = phone.page()
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert phone.client.get(f"/r/{phone.code}/screen").status_code == 403


def test_joining_twice_is_one_seat(desk: Desk) -> None:
    phone = desk.phone()
    phone.join()
    turnout = _turnout(desk)
    assert (turnout.phones, turnout.knocking) == (1, 0)


def test_a_browser_that_keeps_no_cookie_hears_what_to_do_and_takes_no_seat(desk: Desk) -> None:
    client = desk.app.test_client(use_cookies=False)
    client.environ_base["HTTP_ORIGIN"] = "http://localhost"
    for _ in range(5):
        first = client.post(f"/r/{desk.row.code}/join")
        assert first.status_code == 307
        answer = client.post(first.headers["Location"])
        assert answer.status_code == 403
        assert f'action="/r/{desk.row.code}/join"' in answer.text
    assert _turnout(desk).phones == 0


def test_what_a_browser_shows_to_keep_is_no_key(desk: Desk) -> None:
    phone = desk.phone(joined=False)
    shown = phone.client.post(f"/r/{phone.code}/join").headers["Set-Cookie"]
    assert phone.client.get(f"/r/{phone.code}/screen").status_code == 403
    assert phone.join().headers["Set-Cookie"] != shown
    assert phone.client.get(f"/r/{phone.code}/screen").status_code == 200


def test_a_late_phone_knocks_until_the_desk_lets_it_in(desk: Desk) -> None:
    desk.phone()
    desk.tell()
    late = desk.phone()
    assert late.client.get(f"/r/{late.code}/screen").status_code == 403
    assert desk.post("admit").status_code == 204
    assert late.client.get(f"/r/{late.code}/screen").status_code == 200


def test_a_phone_without_scripts_hears_that_its_answer_was_received(desk: Desk) -> None:
    phone = desk.phone()
    desk.tell()
    desk.act("next")
    assert "received" not in phone.page().text.split('id="screen"')[0]
    form = {"round": desk.round_id(), "option": "1"}
    assert phone.client.post(f"/r/{phone.code}/vote", data=form).status_code == 303
    assert 'id="received"' in phone.page().text
    assert phone.client.post(f"/r/{phone.code}/vote", data=form | {"option": "0"}).status_code == 303


def test_a_phone_hears_which_rounds_it_has_answered_and_never_what(desk: Desk) -> None:
    phone, other = desk.phone(), desk.phone()
    desk.tell()
    desk.act("next")
    round_id = desk.round_id()
    address = f"/r/{phone.code}/answered"
    assert phone.client.get(address).json == {}
    heard = []
    for option in (0, 1):
        phone.vote(round_id, option, option + 3)
        heard.append(phone.client.get(address).json)
    assert heard == [{round_id: 3}, {round_id: 4}]
    assert f"{round_id}&#34;: 4" in phone.page().text
    assert other.client.get(address).json == {}
    assert new_client(desk.app).get(address).status_code == 403
    desk.close()
    assert phone.client.get(address).json == {}


def test_one_of_two_answers_is_not_told_to_be_all(desk: Desk) -> None:
    phone = desk.phone()
    desk.tell()
    desk.act("next")
    guess = desk.guess_id()
    assert guess, "this story asks for a guess at its first vote"
    phone.vote(guess, 1)
    assert "Het andere staat nog open" in phone.page().text
    phone.vote(desk.round_id(), 1)
    assert "Het andere staat nog open" not in phone.page().text
    assert 'id="received"' in phone.page().text


def test_leaving_takes_the_answer_along(desk: Desk) -> None:
    phone = desk.phone()
    desk.tell()
    desk.act("next")
    phone.vote(desk.round_id(), 1)
    assert phone.client.post(f"/r/{phone.code}/leave").headers["Location"] == "/out"
    turnout = _turnout(desk)
    assert (turnout.phones, turnout.answered) == (0, 0)


def test_a_newer_answer_wins_and_any_other_hears_the_number_and_nothing_else(desk: Desk) -> None:
    phone = desk.phone()
    desk.tell()
    desk.act("next")
    round_id = desk.round_id()
    assert phone.vote(round_id, 1, 5).status_code == 204
    heard = [phone.vote(round_id, option, number) for number in (5, 3) for option in (0, 1)]
    assert [(each.status_code, each.json) for each in heard] == [(409, {"n": 5})] * 4
    assert phone.vote(round_id, 0, 6).status_code == 204


def test_a_closed_round_takes_no_answer(desk: Desk) -> None:
    phone = desk.phone()
    desk.tell()
    desk.act("next")
    round_id = desk.round_id()
    desk.close()
    assert phone.vote(round_id, 1).status_code == 410
    assert Phone(new_client(desk.app), phone.code).vote(round_id, 1).status_code == 403


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example"]
)
def test_changing_the_language_leads_to_no_other_site(app: Flask, wanted: str) -> None:
    answer = new_client(app).post("/language", data={"language": "en", "next": wanted})
    assert answer.headers["Location"] == "/"


def test_the_language_stays_with_the_browser(app: Flask) -> None:
    client = new_client(app)
    client.post("/language", data={"language": "en", "next": "/"})
    assert '<html lang="en"' in client.get("/").text
    client.post("/language", data={"language": "xx", "next": "/"})
    assert '<html lang="en"' in client.get("/").text


def test_a_phone_without_scripts_hears_in_its_own_face_that_it_is_too_late(desk: Desk) -> None:
    phone = desk.phone()
    desk.tell()
    desk.act("next")
    form = {"round": desk.round_id(), "option": "1"}
    desk.close()
    answer = phone.client.post(f"/r/{phone.code}/vote", data=form)
    assert answer.status_code == 409
    assert f'href="/r/{phone.code}"' in answer.text
    assert "/teach" not in answer.text


def test_a_code_that_is_gone_leads_to_the_first_page_and_out_all_the_same(app: Flask) -> None:
    client = new_client(app)
    assert client.post("/r/ZZZZZZ/vote").headers["Location"] == "/?code=ZZZZZZ"
    assert client.post("/r/ZZZZZZ/leave").headers["Location"] == "/out"
    assert client.post("/r/ZZZZZZ/vote", headers={"X-Wissel": "1"}).status_code == 404


def test_a_slash_too_many_is_forgiven(desk: Desk) -> None:
    assert desk.phone().client.get(f"/r/{desk.row.code}/", follow_redirects=True).status_code == 200


def test_where_no_stream_comes_through_the_desk_still_counts(desk: Desk) -> None:
    desk.phone()
    answer = desk.client.get(f"/teach/rooms/{desk.public_id}/screen")
    told = json.loads(answer.headers["X-Turnout"])
    assert (told["phones"], told["knocking"], told["answered"], told["remotes"]) == (1, 0, 0, 0)
    phone = desk.phone().client.get(f"/r/{desk.row.code}/screen")
    assert json.loads(phone.headers["X-Turnout"]) == {"part": "Er doen 2 telefoons mee."}


def test_help_is_there_before_anybody_joins(app: Flask, desk: Desk) -> None:
    assert "0800 0432" in new_client(app).get("/").text
    assert "Meester Tim" in desk.phone(joined=False).page().text


@pytest.mark.parametrize("kind", ["play", "knock", "wall", "waiting", "desk", "mirror", "remote"])
def test_a_page_renews_itself_and_says_so_until_its_script_lives(desk: Desk, kind: str) -> None:
    phone = desk.phone()
    if kind == "knock":
        desk.tell()
        phone = desk.phone()
    room = f"/teach/rooms/{desk.public_id}"
    clients = {"play": phone.client, "knock": phone.client, "desk": desk.client, "mirror": desk.client}
    clients["remote"] = _remote(desk)
    paths = {
        "play": f"/r/{phone.code}",
        "knock": f"/r/{phone.code}",
        "wall": f"/wall/{desk.row.wall_token}",
        "waiting": "/wall",
        "desk": room,
        "mirror": f"{room}/mirror",
        "remote": "/remote/",
    }
    answer = clients.get(kind, new_client(desk.app)).get(paths[kind], follow_redirects=True)
    text = re.sub(r"<noscript>.*?</noscript>", "", answer.text, flags=re.DOTALL)
    seconds = re.search(r'<meta http-equiv="refresh" content="(\d+)">', text)
    said = " ".join(re.findall(r"<\w+ [^>]*data-renews>(.*?)</p>", text, re.DOTALL))
    assert seconds, kind
    words = {"5": "elke vijf seconden", "10": "elke tien seconden", "30": "elke dertig seconden"}
    assert words[seconds[1]] in said


def _turnout(desk: Desk) -> Turnout:
    with desk.app.app_context():
        return turnout_of(runtime_of(desk.app).renderer.session(), desk.row.id)
