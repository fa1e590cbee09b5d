"""Each address that pages are given leads to the view that it is named after."""

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from classroom.web.rendering import urls

CODE, TOKEN, ROOM = "BCDFGH", "a" * 32, "b" * 32
DRAFT = urls.draft("een_verhaal")
PAGES = {
    urls.HOME: "student.enter",
    urls.OUT: "student.out",
    urls.code_asked(CODE): "student.enter",
    urls.phone(CODE): "student.play",
    urls.WALLS: "projector.another_screen",
    urls.wall(TOKEN): "projector.wall",
    urls.wall(TOKEN).check: "projector.check",
    urls.waiting_wall(TOKEN): "projector.waiting",
    urls.SHELF: "teacher.stories",
    urls.FIRST_LESSON: "papers.first_lesson",
    urls.CHOICE_CARDS: "papers.choice_cards",
    urls.notes_sheet("de_foto"): "papers.notes",
    urls.endings("de_foto"): "papers.endings",
    urls.numbers(): "papers.numbers",
    urls.numbers(country="nl"): "papers.numbers",
    urls.card("incident", country="nl"): "teacher.card",
    urls.gate("a story"): "teacher.gate",
    urls.gate("één twee", like=ROOM): "teacher.gate",
    urls.play_alone("a story"): "alone.play",
    urls.play_alone("één twee", "nnA", show="help"): "alone.play",
    urls.desk_link(TOKEN): "account.offer",
    urls.desk(ROOM): "teacher.desk",
    urls.desk(ROOM).mirror: "mirror.mirror",
    f"{urls.desk(ROOM).controls}/screen": "mirror.screen",
    urls.desk(ROOM).leave_mirror: "mirror.leave",
    urls.desk(ROOM).kept: "teacher.kept",
    urls.desk(ROOM).sheet: "papers.class_sheet",
    urls.REMOTE_PAGE: "remote.remote",
    urls.remote_ticket(TOKEN): "remote.offer",
    urls.WORKSHOP: "workshop.all_stories",
    DRAFT: "workshop.story",
    DRAFT.source: "source.source",
    DRAFT.as_yaml: "source.as_yaml",
    DRAFT.history: "past.history",
    DRAFT.revision(2): "past.revision",
    DRAFT.compare(1, 2): "past.compare",
    DRAFT.clashes: "clashes.clashes",
    DRAFT.publish: "shelving.ask",
    urls.with_remarks(DRAFT, 1, 2): "workshop.story",
    f"{urls.STATIC}desk.css": "assets.serve",
}
FORMS = {
    urls.LANGUAGE: "student.set_language",
    urls.phone(CODE).join_: "student.join",
    urls.phone(CODE).leave: "student.leave",
    urls.phone(CODE).vote: "student.vote",
    urls.NEW_LINK: "account.new_link",
    urls.SIGN_OUT: "account.leave",
    urls.rehearse("a story"): "rehearsing.rehearse",
    **{
        getattr(urls.desk(ROOM), name): f"teacher.{view}"
        for name, view in {
            **{name: name for name in ("act", "close", "admit", "pupils", "manner", "network", "wall_code")},
            "keep": "keep",
            "forget": "forget",
            "name": "name",
            "throw_away": "discard",
        }.items()
    },
    urls.desk(ROOM).remote: "remote.invite",
    urls.desk(ROOM).part: "remote.part",
    urls.NEW_STORY: "workshop.new",
    urls.STORY_FROM_FILE: "workshop.from_file",
    urls.copy_story("a story"): "workshop.copy",
    DRAFT.source: "source.save",
    DRAFT.take_in: "source.take_in",
    DRAFT.name_revision: "past.name",
    **{getattr(DRAFT, name): f"past.{name}" for name in ("undo", "redo", "restore")},
    DRAFT.settle: "clashes.decide",
    **{getattr(DRAFT, name): f"shelving.{name}" for name in ("publish", "withdraw")},
    DRAFT.put_in_bin: "workshop.to_bin",
    DRAFT.bring_back: "workshop.from_bin",
    **{getattr(urls.REMOTE, name): f"remote.{name}" for name in ("act", "close", "admit")},
}


def _view_of(app: Flask, address: str, method: str) -> str:
    with app.test_request_context(address, method=method) as context:
        if isinstance(context.request.routing_exception, HTTPException):
            raise context.request.routing_exception
        return str(context.request.endpoint)


@pytest.mark.parametrize(("address", "view"), PAGES.items())
def test_an_address_of_a_page_leads_to_its_view(app: Flask, address: str, view: str) -> None:
    assert _view_of(app, address, "GET") == view


@pytest.mark.parametrize(("address", "view"), FORMS.items())
def test_an_address_of_a_form_leads_to_its_view(app: Flask, address: str, view: str) -> None:
    assert _view_of(app, address, "POST") == view


def test_every_address_that_there_is_was_looked_at() -> None:
    """A new one joins the lists above."""
    kinds = (urls.phone(CODE), urls.wall(TOKEN), urls.desk(ROOM), urls.REMOTE, DRAFT)
    names = {
        name
        for kind in kinds
        for name in dir(type(kind))
        if not (hasattr(str, name) or name.startswith("__"))
    }
    built = {getattr(kind, name) for kind in kinds for name in names if hasattr(kind, name)}
    built = {address for address in built if isinstance(address, str)}
    fixed = {value for name, value in vars(urls).items() if name.isupper() and isinstance(value, str)}
    known = (
        set(PAGES)
        | set(FORMS)
        | {urls.PHONES, urls.STATIC, urls.BESIDE, urls.REMOTE, urls.desk(ROOM).controls}
    )
    assert (built | fixed) - known == set(), "say in PAGES or FORMS which view it leads to"


def test_what_stands_in_an_address_cannot_break_out_of_it() -> None:
    assert urls.phone("../teach?x#y") == "/r/..%2Fteach%3Fx%23y"
    assert urls.gate("één twee", like="a&b") == "/teach/start/%C3%A9%C3%A9n%20twee?like=a%26b"
