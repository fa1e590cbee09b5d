"""The pages that a phone shows instead of a lesson stand whole on the smallest one, with letters twice as large too."""

import pytest
from flask import Flask
from playwright.sync_api import Route
from werkzeug.test import TestResponse

from classroom.actions import remotes
from tests.browser.lesson_room import IN_BOTH_LANGUAGES, PHONE, NewContext
from tests.browser.looks import faults_of_phone
from tests.browser.swapped import answer_as
from tests.conftest import Desk, new_client, open_desk, runtime_of

pytestmark = pytest.mark.browser
SHOWN = "http://localhost/shown-to-"


def _pages(desk: Desk, language: str) -> dict[str, TestResponse]:
    """Give every page for phones that is no lesson, each as whoever comes to it gets it."""
    app, phone = desk.app, desk.phone()
    client = new_client(app)
    client.set_cookie("language", language)
    without_cookies = app.test_client(use_cookies=False)
    without_cookies.environ_base["HTTP_ORIGIN"] = "http://localhost"
    ticket = remotes.invite(runtime_of(app), desk.row.id)
    wrong = {"Host": "laptop-of-a-very-long-name.fritz.box:8000"}
    far = {"REMOTE_ADDR": "192.0.2.9"}
    return {
        "enter": client.get("/"),
        "wrong-code": client.post("/", data={"code": "AEIOU0"}),
        "join": client.get(f"/r/{phone.code}"),
        "no-cookies": without_cookies.post(f"/r/{phone.code}/join?again"),
        "message": phone.client.post(f"/r/{phone.code}", data={"round": "0" * 32, "option": "1"}),
        "out": client.get("/out"),
        "wrong-name": client.get("/", headers=wrong, environ_base=far),
        "wrong-name-here": client.get("/", headers=wrong),
        "nothing-here": client.get("/nowhere"),
        "refused": client.post("/", data={"code": [phone.code, phone.code]}),
        "become-a-remote": client.get(f"/remote/{ticket}"),
        "no-remote": client.get("/remote/"),
    }


@IN_BOTH_LANGUAGES
def test_every_page_beside_a_lesson_stands_whole_on_a_small_phone(
    app: Flask, new_context: NewContext, language: str
) -> None:
    pages = _pages(open_desk(app, language=language), language)

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(SHOWN)
        if name in pages:
            route.fulfill(status=200, body=pages[name].data, content_type="text/html")
        else:
            answer_as(route, new_client(app))

    context, faults = new_context(viewport=PHONE), []
    context.route("**/*", answer)
    page = context.new_page()
    for name in pages:
        page.goto(SHOWN + name)
        faults += [f"{name}: {fault}" for fault in faults_of_phone(page)]
    assert not faults, "\n".join(faults)
