"""Authors at work in one app: each reads by a connection of their own, as requests do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from classroom.actions.authoring import editing, stories
from classroom.actions.authoring.saving import Author, Saved
from classroom.storage.database import db
from classroom.storage.models import PersonRow, SchoolRow
from classroom.storage.queries import stories as kept
from classroom.storage.story_rows import StoryRow
from classroom.storage.writer import NO_ROOM
from classroom.web.http.runtime import WebRuntime
from tests.conftest import runtime_of

TEXT = """\
format: 1
title: {nl: De brug}
languages: [nl]
start: brug
landing: thuis
scenes:
  brug:
    title: {nl: Op de brug}
    story: {nl: Het is avond.}
    to: thuis
  thuis:
    title: {nl: Thuis}
    story: {nl: Alles is stil.}
    ending: safe
"""


@dataclass(frozen=True, slots=True)
class Workshop:
    """A story of a school with two authors."""

    runtime: WebRuntime
    session: Session
    slug: str

    @property
    def story(self) -> StoryRow:
        self.session.rollback()
        return self.session.query(StoryRow).filter_by(slug=self.slug).one()

    def author(self, person: int = 1) -> Author:
        return Author(self.runtime, self.session, self.story.id, person)

    @property
    def text(self) -> str:
        return kept.head_of(self.session, self.story.id).kept.text

    @property
    def number(self) -> int:
        return self.story.head

    def replace(self, was: str, now: str, *, base: int | None = None, person: int = 1) -> Saved:
        """Let an author change words in the text of a revision, the newest if none is given."""
        base = base or self.number
        text = kept.kept_in(self.session, self.story.id, base).text
        assert was in text
        return editing.save_text(self.author(person), text.replace(was, now), base)


NewWorkshop = Callable[[str], Workshop]


@pytest.fixture
def new_workshop(app: Flask) -> Iterator[NewWorkshop]:
    """Begin a story with this text."""
    with app.app_context():

        def people(session: Session) -> None:
            session.add(SchoolRow(id=1, name=""))
            session.flush()
            session.add_all(PersonRow(id=number, school_id=1, name="") for number in (1, 2))

        runtime = runtime_of(app)
        runtime.writer.submit(people, touches=NO_ROOM)

        def begin(text: str) -> Workshop:
            begun = stories.begin(runtime, 1, text, "Zonder titel")
            return Workshop(runtime, db.session(), begun.slug)

        yield begin


@pytest.fixture
def workshop(new_workshop: NewWorkshop) -> Workshop:
    return new_workshop(TEXT)
