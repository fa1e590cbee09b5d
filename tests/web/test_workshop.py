"""The workshop from the outside: beginning a story, its text, its past, clashes, the shelf, and who may do what."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from classroom.languages import Language
from classroom.storage import shelf
from classroom.web.http import guards
from classroom.web.http.permissions import PERMISSIONS, Permission, Role
from classroom.web.rendering import urls
from classroom.web.rendering.templates import render
from tests.conftest import new_client, signed_in

COPIED = "stuur_door_man"
WAS, NOW, THEIRS = "Stuur door, man", "Stuur het door", "Stuur hem door"
UNREADABLE = "Dit is nog geen verhaal."


class Author:
    """Somebody with a browser at one story."""

    def __init__(self, client: FlaskClient, address: str) -> None:
        self.client, self.draft = client, urls.Draft(address)

    def get(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, address: str, **fields: object) -> TestResponse:
        return self.client.post(address, data=fields)

    @property
    def text(self) -> str:
        return text_in(self.get(self.draft.source))

    def save(self, was: str, now: str) -> TestResponse:
        page = self.get(self.draft.source)
        return self.post(self.draft.source, text=text_in(page).replace(was, now), base=base_in(page))

    def send(self, text: str) -> TestResponse:
        return self.post(self.draft.take_in, file=(BytesIO(text.encode()), "x.yaml"))


def text_in(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found
    return unescape(found[1])


def base_in(page: str) -> str:
    found = re.search(r'name="base" value="(\d+)"', page)
    assert found
    return found[1]


def clash_in(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(clash|was)" value="(\w+)"', page))


@pytest.fixture
def author(app: Flask) -> Author:
    client = signed_in(app)
    return Author(client, client.post(urls.copy_story(COPIED)).headers["Location"])


def test_a_page_that_is_made_smaller_leaves_what_somebody_writes_as_it_is(author: Author) -> None:
    assert (
        text_in(author.get(author.draft.source))
        == author.client.get(author.draft.as_yaml).text.partition("\n")[2]
    )
    author.save(WAS, NOW)
    assert author.text == shelf.story_text(COPIED).replace(WAS, NOW)
    assert "  nl: " in author.get(author.draft.revision(1))


def test_an_empty_story_says_what_is_missing_and_a_story_without_a_title_is_not_begun(app: Flask) -> None:
    client = signed_in(app)
    assert client.post(urls.NEW_STORY, data={"title": " ", "language": "nl"}).status_code == 422
    begun = client.post(urls.NEW_STORY, data={"title": "De brug", "language": "nl"})
    author = Author(client, begun.headers["Location"])
    assert author.draft == urls.draft("de_brug")
    assert 'nl: "De brug"' in author.text
    assert "nog niet geschreven" in author.get(author.draft).lower()
    assert "De brug" in author.get(urls.WORKSHOP)


def test_what_two_pages_change_in_one_place_is_decided_by_somebody(author: Author) -> None:
    page = author.get(author.draft.source)
    author.save(WAS, NOW)
    stale = author.post(author.draft.source, text=text_in(page).replace(WAS, THEIRS), base=base_in(page))
    assert stale.headers["Location"] == author.draft.clashes
    shown = author.get(author.draft.clashes)
    assert {NOW, THEIRS} <= {unescape(each) for each in re.findall(r"<q>(.*?)</q>", shown)}
    for nothing in ({}, {"choice": "x"}, {"choice": "written", "text": " "}):
        undecided = author.post(author.draft.settle, **clash_in(shown), **{"text": "Derde"} | nothing)
        assert undecided.status_code == 422
        assert "Er is niets gekozen" in undecided.text
        assert "Derde" in undecided.text or nothing.get("text")
    third = clash_in(shown) | {"choice": "written", "text": "Stuur maar niets door"}
    assert author.post(author.draft.settle, **third).status_code == 303
    assert "Stuur maar niets door" in author.text
    assert author.post(author.draft.settle, **third).status_code == 409, "it was decided already"


@pytest.mark.parametrize("choice", ["stands", "other"])
def test_either_of_two_texts_can_be_taken(author: Author, choice: str) -> None:
    page = author.get(author.draft.source)
    author.save(WAS, NOW)
    author.post(author.draft.source, text=text_in(page).replace(WAS, THEIRS), base=base_in(page))
    clash = clash_in(author.get(author.draft.clashes))
    author.post(author.draft.settle, **clash, choice=choice)
    assert {"stands": NOW, "other": THEIRS}[choice] in author.text
    assert 'name="clash"' not in author.get(author.draft.clashes)


def test_a_text_that_cannot_be_read_is_saved_and_can_be_taken_back(author: Author) -> None:
    before = author.text
    assert author.post(author.draft.source, text=UNREADABLE, base=1).status_code == 303
    assert UNREADABLE in author.text
    assert "Regel 1:" in author.get(author.draft.source)
    for page in (author.draft, author.draft.history, author.draft.publish, author.draft.compare(1, 2)):
        author.get(page)
    assert author.post(author.draft.undo, number=2).status_code == 303
    assert author.text == before
    assert author.post(author.draft.undo, number=2).status_code == 409, "once is enough"
    assert author.post(author.draft.redo, number=2).status_code == 303
    assert author.post(author.draft.restore, number=1).status_code == 303
    assert author.text == before


def test_what_is_refused_is_still_in_the_page(author: Author) -> None:
    large = "# " + "x" * 262_200
    refused = author.post(author.draft.source, text=large, base=1)
    assert refused.status_code == 413
    assert text_in(refused.text) == large
    author.save(WAS, NOW)
    behind = author.post(author.draft.source, text=UNREADABLE, base=1)
    assert behind.status_code == 409
    assert (text_in(behind.text), base_in(behind.text)) == (UNREADABLE, "1")
    assert NOW in author.text


def test_far_too_much_is_refused_before_it_is_looked_at(author: Author) -> None:
    assert author.post(author.draft.source, text="x" * 2_000_000, base=1).status_code == 413
    assert author.post(urls.SIGN_OUT, text="x" * 20_000).status_code == 413, "other pages take less"


def test_a_file_that_was_taken_out_is_joined_with_what_was_saved_meanwhile(author: Author) -> None:
    file = author.client.get(author.draft.as_yaml)
    assert file.headers["Content-Disposition"] == 'attachment; filename="stuur_door_man_2.yaml"'
    author.save(WAS, NOW)
    changed = file.text.replace("Send it, mate", "Send it on")
    assert changed != file.text
    assert author.send(changed).headers["Location"] == author.draft.source
    assert NOW in author.text
    assert "Send it on" in author.text
    assert "# Wissel: revision" not in author.text


@pytest.mark.parametrize(
    "first_line", ["", "# Wissel: revision 1 0123456789ab\n", "# Wissel: revision 99 0123456789ab\n"]
)
def test_a_file_from_nowhere_is_looked_through_before_it_takes_the_place_of_anything(
    author: Author, first_line: str
) -> None:
    before = author.text
    sent = author.send(first_line + before.replace(WAS, NOW))
    assert sent.status_code == 200
    assert NOW in text_in(sent.text)
    assert author.text == before
    author.post(author.draft.source, text=text_in(sent.text), base=base_in(sent.text))
    assert NOW in author.text


def test_a_story_is_begun_out_of_a_file_in_any_encoding_that_says_what_it_is(app: Flask) -> None:
    client = signed_in(app)
    text = shelf.story_text(COPIED) + "# Let op.\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        file = (BytesIO(text.encode(encoding)), "verhaal.yaml")
        begun = client.post(urls.STORY_FROM_FILE, data={"file": file})
        assert begun.status_code == 303
        assert "Eén opmerking" in client.get(begun.headers["Location"]).text
    latin = (BytesIO("title: {nl: één}".encode("latin-1")), "x.yaml")
    assert client.post(urls.STORY_FROM_FILE, data={"file": latin}).status_code == 422


def test_a_sound_story_is_published_and_withdrawn_and_only_then_goes_into_the_bin(author: Author) -> None:
    assert "Zet het op de plank" in author.get(author.draft.publish)
    assert author.post(author.draft.publish, number=1, says="Nieuw").status_code == 303
    assert "Versie 1" in author.get(author.draft.publish)
    assert author.post(author.draft.put_in_bin).status_code == 409
    author.save(WAS, NOW)
    assert "sindsdien gewijzigd" in author.get(urls.WORKSHOP)
    assert author.post(author.draft.publish, number=1, says="").status_code == 409, "somebody saved meanwhile"
    refused = author.post(author.draft.publish, number=1, says="Beter uitgelegd")
    assert "Beter uitgelegd" in refused.text, "what was typed is still there"
    assert author.post(author.draft.withdraw, number=1, why=" ").status_code == 422
    too_long = author.post(author.draft.withdraw, number=1, why="x" * 301)
    assert too_long.status_code == 422
    assert "x" * 301 in too_long.text
    assert author.post(author.draft.withdraw, number=2, why="Er staat een fout in.").status_code == 409
    assert author.post(author.draft.withdraw, number=1, why="Er staat een fout in.").status_code == 303
    assert "Er staat een fout in." in author.get(author.draft.publish)
    assert author.post(author.draft.put_in_bin).status_code == 303
    assert "Zet het op de plank" not in author.get(author.draft.publish)
    assert "In de prullenbak" in author.get(urls.WORKSHOP)
    assert author.post(author.draft.bring_back).status_code == 303
    assert "In de prullenbak" not in author.get(urls.WORKSHOP)


def test_a_story_that_is_not_ready_says_why_instead_of_offering_the_shelf(author: Author) -> None:
    author.save("    to: ", "    too: ")
    page = author.get(author.draft.publish)
    assert "Zet het op de plank" not in page
    assert re.search(r"Regel \d+:", page)
    assert author.post(author.draft.publish, number=2, says="").status_code == 409


def test_a_state_has_a_name_and_two_states_are_compared_word_by_word(author: Author) -> None:
    author.save(WAS, NOW)
    author.post(author.draft.name_revision, number=1, name="Voor Anna")
    assert "Voor Anna" in author.get(author.draft.history)
    page = author.get(author.draft.compare(1, 2))
    assert re.search(r"<ins>.*het", page)
    assert author.client.get(author.draft.revision(9)).status_code == 404
    assert author.client.get(author.draft.compare(1, 9)).status_code == 404


def test_nothing_of_a_story_is_found_under_a_name_that_it_does_not_have(author: Author) -> None:
    assert author.client.get(urls.draft("niets")).status_code == 404


def test_another_language_leads_back_to_the_same_page(author: Author) -> None:
    author.save(WAS, NOW)
    draft = author.draft
    for address in (draft, draft.source, draft.history, draft.compare(1, 2), draft.publish, urls.WORKSHOP):
        assert f'name="next" value="{address}"' in author.get(address)
    assert f'name="next" value="{draft.source}"' in author.send("title: x").text


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "99", str(2**70)])
def test_a_number_that_is_nobodys_breaks_nothing(author: Author, number: str) -> None:
    for address in (author.draft.undo, author.draft.redo, author.draft.restore, author.draft.publish):
        assert author.post(address, number=number).status_code in (409, 422)
    assert author.post(author.draft.settle, clash=number).status_code == 409
    assert author.post(author.draft.name_revision, number=number, name="x").status_code == 404
    saved = author.post(author.draft.source, text=UNREADABLE, base=number)
    assert saved.status_code in (303, 409) or text_in(saved.text) == UNREADABLE
    assert author.client.get(f"{author.draft}/revision/{number or 'x'}").status_code == 404


def workshop_views(app: Flask) -> Iterator[tuple[str, Permission | None, str]]:
    """Give every address of the workshop with what it needs."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(urls.WORKSHOP):
            method = "POST" if "POST" in (rule.methods or ()) else "GET"
            values = {
                name: "1" if name in ("number", "before", "after") else COPIED for name in rule.arguments
            }
            permission = getattr(app.view_functions[rule.endpoint], "permission", None)
            yield method, permission, app.url_map.bind("localhost").build(rule.endpoint, values)


def test_every_address_of_the_workshop_needs_a_permission_and_a_signed_in_browser(app: Flask) -> None:
    views = [*workshop_views(app)]
    assert len(views) > 15
    assert all(isinstance(permission, Permission) for _, permission, _ in views)
    nobody = new_client(app)
    assert [where for method, _, where in views if nobody.open(where, method=method).status_code != 403] == []


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_the_table_says(
    app: Flask, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guards, "roles_here", lambda: (role,))
    client = signed_in(app)
    for method, permission, where in workshop_views(app):
        is_refused = client.open(where, method=method).status_code == 403
        assert is_refused is (permission not in PERMISSIONS[role]), where


def test_a_screen_is_made_smaller() -> None:
    assert "\n " not in render("shared/error.html", Language.NL, status=404, desk=None)
