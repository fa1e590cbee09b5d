"""The teacher's own way in: a link that was used is no dead end, and from any page of this computer it goes on to the desk."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from classroom import lan
from classroom.actions.sign_in import new_link
from classroom.config import Config
from classroom.lan import Lan, Network
from classroom.web.http.runtime import KEY
from tests.conftest import Desk, new_client, open_desk, runtime_of, signed_in

FAR = {"REMOTE_ADDR": "192.0.2.9"}
LINK = re.compile(r"http://localhost:8000(/teach/enter/[0-9a-f]{64})")


def fresh_link(app: Flask) -> str:
    runtime = runtime_of(app)
    return f"/teach/enter/{new_link(runtime, runtime.config.instance)}"


def spent_link(app: Flask, client: FlaskClient) -> str:
    link = fresh_link(app)
    assert client.post(link).status_code == 303
    return link


def test_who_is_signed_in_gets_the_shelf_by_a_link_that_was_used_or_never_was(app: Flask) -> None:
    client = new_client(app)
    for link in (spent_link(app, client), f"/teach/enter/{'0' * 64}"):
        for answer in (client.get(link), client.post(link)):
            assert (answer.status_code, answer.location) == (303, "/teach")


def test_who_is_not_signed_in_gets_nothing_by_a_link_that_was_used(app: Flask) -> None:
    link = spent_link(app, new_client(app))
    assert new_client(app).post(link).status_code == 403


def test_a_link_can_lead_to_a_room_of_ones_own_and_nowhere_else(app: Flask, desk: Desk) -> None:
    client = new_client(app)
    offered = client.get(f"{fresh_link(app)}?room={desk.public_id}").text
    assert f'name="room" value="{desk.public_id}"' in offered
    opened = client.post(fresh_link(app), data={"room": desk.public_id})
    assert opened.location == f"/teach/rooms/{desk.public_id}"
    assert client.get(opened.location).status_code == 200
    for elsewhere in ("//evil.example", "../../out", desk.public_id + "/x"):
        assert client.post(fresh_link(app), data={"room": elsewhere}).location == "/teach"


@pytest.mark.parametrize("path", ["/", "/nowhere", "/?code=ZZZZZZ"])
def test_every_page_on_this_computer_leads_to_the_teachers_pages_and_none_on_a_phone(
    app: Flask, path: str
) -> None:
    assert 'href="/teach"' in new_client(app).get(path).text
    assert "/teach" not in new_client(app).get(path, environ_base=FAR).text
    behind_a_proxy = new_client(app).get(path, headers={"X-Forwarded-For": "192.0.2.9"})
    assert "/teach" not in behind_a_proxy.text


def test_by_its_address_on_the_network_this_computer_is_led_to_its_own_name(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    networks = (Network("wlan0", "192.0.2.7", is_likely=True),)
    monkeypatch.setattr(lan, "networks_here", lambda: networks)
    app.extensions[KEY] = replace(runtime_of(app), lan=Lan(Config()))
    here = {"REMOTE_ADDR": "192.0.2.7"}
    for path in ("/", "/teach", "/nowhere"):
        assert 'href="http://localhost:8000/teach"' in new_client(app).get(path, environ_base=here).text
        assert "localhost" not in new_client(app).get(path, environ_base=FAR).text


def test_a_new_link_is_one_press_away_and_stands_in_the_programs_own_window_alone(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    client = new_client(app)
    refused = client.get("/teach")
    assert refused.status_code == 403
    assert 'action="/teach/new-link"' in refused.text
    assert "desk-link" in refused.text
    asked = client.post("/teach/new-link")
    found = LINK.search(capsys.readouterr().out)
    assert found
    assert found[1] not in asked.text
    assert client.get("/teach").status_code == 403, "asking opens nothing"
    assert client.post(found[1]).status_code == 303
    assert new_client(app).post("/teach/new-link", environ_base=FAR).status_code == 403
    assert (
        new_client(app).post("/teach/new-link", headers={"Origin": "http://evil.example"}).status_code == 403
    )


def test_a_lesson_goes_on_by_a_new_link(app: Flask) -> None:
    address = open_desk(app).public_id
    assert signed_in(app).get(f"/teach/rooms/{address}").status_code == 200
