"""Why not, said in the words and on the page of whoever asked: that is the business of each blueprint."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from classroom.actions import conducting, sign_in, voting
from classroom.app import AUDIENCES
from classroom.lesson.commands import NotNow
from classroom.storage import shelf
from classroom.storage.failures import StorageTrouble, Trouble
from classroom.storage.queries import rooms
from classroom.web.rendering import refusals
from classroom.web.teacher import views as teacher
from classroom.web.teacher.forms import cast_of
from tests.conftest import GATE, STORY, Desk, new_client, runtime_of, signed_in
from tests.sources import MODULES
from tests.web.test_remotes import _remote

SCRIPT = {"X-Wissel": "1"}
# Bundles are for anyone, and the wall and a story played alone ask for nothing that could be refused: they have the plain page
# of errors alone.
WITHOUT_WORDS = {"assets", "projector", "alone"}


def _full(*_given: object, **_named: object) -> None:
    raise StorageTrouble(Trouble.FULL)


def _fails(*_given: object, **_named: object) -> None:
    raise OperationalError("select", {}, Exception("disk I/O error"))


@pytest.fixture(autouse=True)
def _never_probed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Notice trouble without a timer that looks later whether it is over."""
    monkeypatch.setattr(runtime_of(app).writer, "notice", lambda _trouble: None)


def _way_back(html: str) -> str:
    found = re.findall(r'<a class="(?:primary|button button-main)" href="([^"]*)">', html)
    assert len(found) == 1, html
    return unescape(found[0])


def test_every_blueprint_says_in_words_of_its_own_what_it_refuses(app: Flask) -> None:
    for blueprint in AUDIENCES:
        has = set(app.error_handler_spec[blueprint.name][None])
        expected = set() if blueprint.name in WITHOUT_WORDS else {NotNow, StorageTrouble}
        assert has & {NotNow, StorageTrouble} == expected, blueprint.name


def test_every_refusal_has_words_and_no_words_are_without_one() -> None:
    told = {
        reason for path in MODULES for reason in re.findall(r'NotNow\(\s*"(\w+)"', path.read_text("utf-8"))
    }
    assert told == set(refusals.REASONS), "say it in classroom/web/rendering/refusals.py"


def test_a_full_disk_is_told_on_the_desk_and_on_a_remote_in_words_that_help(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote, here = _remote(desk), f"/teach/rooms/{desk.public_id}"
    monkeypatch.setattr(conducting, "act", _full)
    # On a remote there is no answer that could be kept.
    for client, room, back in ((desk.client, here, here), (remote, "/remote", "/remote/")):
        told = client.post(f"{room}/act", data={"act": "next"}, headers=SCRIPT)
        assert (told.status_code, "schijf" in told.get_json()["message"]) == (503, True)
        page = client.post(f"{room}/act", data={"act": "next"})
        assert (page.status_code, _way_back(page.text)) == (503, back)
        assert "schijf" in page.text


def test_a_phone_hears_that_its_answer_is_kept_if_a_script_keeps_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = desk.phone()
    monkeypatch.setattr(voting, "vote", _full)
    assert "bewaard" in phone.vote("0" * 32, 0).get_json()["message"]
    page = phone.client.post(f"/r/{phone.code}/vote", data={"round": "0" * 32, "option": "0"})
    assert (page.status_code, _way_back(page.text)) == (503, f"/r/{phone.code}")
    assert "schijf" not in page.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_phone_that_types_its_code_hears_of_trouble_on_a_page_for_phones(
    app: Flask, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    monkeypatch.setattr(rooms, "by_code", _fails)
    monkeypatch.setattr(rooms, "country_of_all", _fails)
    page = getattr(new_client(app), method)("/", data={"code": "BCDFGH"})
    assert (page.status_code, _way_back(page.text)) == (503, "/")
    assert 'action="/language"' in page.text


def test_the_wall_says_plainly_that_something_broke(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    wall = f"/wall/{desk.row.wall_token}"
    monkeypatch.setattr(rooms, "by_wall", _fails)
    page = new_client(desk.app).get(wall)
    assert (page.status_code, "Hier ging iets stuk" in page.text) == (503, True)
    assert new_client(desk.app).get(f"{wall}/screen", headers=SCRIPT).status_code == 503


def _leads_somewhere(client: FlaskClient, address: str) -> bool:
    return client.get(address).status_code == 200


def test_whoever_could_not_begin_or_come_in_has_a_way_back_that_there_is(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, stranger = signed_in(app), new_client(app)
    monkeypatch.setattr(teacher, "open_room", _full)
    monkeypatch.setattr(sign_in, "enter", _full)
    names = {f"swap-{member.id}": "0" for member in cast_of(shelf.story(STORY))}
    begun = client.post(f"/teach/start/{STORY}", data=GATE | names)
    assert begun.status_code == 503
    assert _leads_somewhere(client, _way_back(begun.text))
    entered = stranger.post("/teach/enter/abc")
    assert entered.status_code == 503
    assert _leads_somewhere(stranger, _way_back(entered.text))


def test_a_form_of_the_controls_leads_back_to_the_screen_that_pupils_see(desk: Desk) -> None:
    here = f"/teach/rooms/{desk.public_id}"
    for data, back in (({}, here), ({"from": "controls"}, f"{here}/mirror")):
        stale = desk.client.post(f"{here}/act", data={"act": "next", "version": "0", **data})
        assert (stale.status_code, _way_back(stale.text)) == (409, back)


def test_on_a_remote_that_form_leads_back_to_the_remote(desk: Desk) -> None:
    data = {"act": "next", "version": "0", "from": "controls"}
    stale = _remote(desk).post("/remote/act", data=data)
    assert (stale.status_code, _way_back(stale.text)) == (409, "/remote/")


@pytest.mark.parametrize(
    "address", ["/nowhere", "/teach/nowhere", "/r/BCDFGH/nowhere", "/wall/a/b", "/remote/a/b"]
)
def test_an_address_that_is_nobodys_is_the_same_page_wherever_it_lies(app: Flask, address: str) -> None:
    told = new_client(app).get(address)
    assert (told.status_code, "Hier is niets" in told.text) == (404, True)
    assert new_client(app).get(address, headers=SCRIPT).status_code == 404
