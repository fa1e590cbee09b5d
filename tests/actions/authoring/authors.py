"""Three people who write one story side by side, with a plain model of which of their words must still be somewhere.

Every text that somebody types has a word in it that nobody else types.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from classroom.actions.authoring import editing, stories
from classroom.actions.authoring.editing import Behind
from classroom.actions.authoring.saving import Author, Saved
from classroom.storage.database import db
from classroom.storage.models import PersonRow
from classroom.storage.queries import nodes
from classroom.storage.queries import stories as kept
from classroom.storage.queries.stories import Head
from classroom.storage.story_rows import RevisionRow, StoryRow
from classroom.storage.writer import NO_ROOM
from classroom.story.writing.edits import Edit, Order, fingerprint
from classroom.story.writing.nodes import Loose
from tests.actions.playing import Playing
from tests.story.writing.stories import rows_of
from tests.story.writing.test_edits import Page

STORY = """\
format: 1
title: {nl: c1q}
languages: [nl]
start: brug
landing: thuis
cast:
  noor: {name: c2q}
scenes:
  brug:
    title: {nl: c3q}
    story: {nl: c4q}
    chat:
      - from: noor
        says: {nl: c5q}
      - from: noor
        says: {nl: c6q}
    to: thuis
  thuis:
    title: {nl: c7q}
    story: {nl: c8q}
    ending: safe
"""
PEOPLE = (1, 2, 3)
_WORD = re.compile(r"\b[abc]\d+q\b")


def words(said: object) -> set[str]:
    return {*_WORD.findall(said if isinstance(said, str) else repr(said))}


@dataclass
class Tab:
    """The text of a story as somebody has it open as a whole: made out of revision `base`."""

    base: int
    shown: str
    text: str


@dataclass
class Asked:
    """A clash as somebody has it before them."""

    id: int
    path: tuple[str, ...]
    here: Any
    mine: Any


@dataclass
class Model:
    """Words that were saved, and those that somebody took away or wrote over who had them before them."""

    typed: set[str] = field(default_factory=lambda: words(STORY))
    let_go: set[str] = field(default_factory=set)


class Writing(Playing):
    """A story on a real database, and what each of its authors has open."""

    def __init__(self) -> None:
        super().__init__()
        self.in_app = self.app.app_context()
        self.in_app.push()
        self.session: Session = db.session()
        self.runtime.writer.submit(_two_more, touches=NO_ROOM)
        slug = stories.begin(self.runtime, 1, STORY, "Zonder titel").slug
        self.story: int = self.session.query(StoryRow.id).filter_by(slug=slug).scalar()
        self.words, self.model = count(10), Model()
        self.pages = {person: self.drawn(Page(f"page{person}", self.loose_or_first)) for person in PEOPLE}
        self.tabs: dict[int, Tab] = {}
        self.asked: dict[int, Asked] = {}
        self.pressed: dict[int, int] = {}
        self.published: dict[int, str] = {}

    def teardown(self) -> None:
        self.in_app.pop()
        super().teardown()

    # Looking

    @property
    def head(self) -> Head:
        self.session.rollback()
        return kept.head_of(self.session, self.story)

    @property
    def revisions(self) -> list[RevisionRow]:
        self.session.rollback()
        return kept.revisions(self.session, self.story)

    def author(self, person: int) -> Author:
        return Author(self.runtime, self.session, self.story, person)

    @property
    def loose(self) -> Loose | None:
        return self.author(1).opened(self.head.kept)

    @property
    def loose_or_first(self) -> Loose:
        loose = self.loose or self.author(1).opened(kept.kept_in(self.session, self.story, 1))
        assert loose
        return loose

    def waiting(self) -> list[tuple[tuple[str, ...], Any]]:
        self.session.rollback()
        return [(tuple(row.path), row.mine) for row in kept.clashes(self.session, self.story)]

    def everything_about_it(self) -> object:
        return self.head, [each.number for each in self.revisions], self.waiting()

    def word(self) -> str:
        return f"a{next(self.words)}q"

    # Doing

    def drawn(self, page: Page) -> Page:
        """Give a page as it is after an answer, or when it is loaded anew."""
        page.shown, page.seen = self.loose_or_first, self.head.saves
        page.edits, page.orders, page.typed, page.let_go = {}, {}, set(), set()
        return page

    def twice(self, save: Callable[[], Saved], typed: set[str], let_go: set[str]) -> bool:
        """Save what somebody typed, twice; tell whether it was saved. What was let go is so from then on."""
        before = self.everything_about_it()
        try:
            save()
        except Behind:
            assert self.everything_about_it() == before
            return False
        once = self.everything_about_it()
        save()
        assert self.everything_about_it() == once, "sent twice, it is saved once"
        self.model.typed |= typed
        self.model.let_go |= let_go
        return True

    def post(self, person: int) -> bool:
        page = self.pages[person]
        edits = [Edit(path, fingerprint(page.shown.at(path)), now) for path, now in page.edits.items()]
        orders = [Order(path, tuple(rows_of(page.shown, *path)), now) for path, now in page.orders.items()]
        author = self.author(person)
        return self.twice(
            lambda: editing.save(author, page.name, page.seen, edits, orders),
            words([*page.edits.values()]),
            page.let_go,
        )

    def step(self, press: Callable[[Author, int], Saved], person: int, number: int) -> None:
        """Take a step back, or do it again; what only this step had is let go by it."""
        before = kept.revision_before(self.session, self.story, number)
        sides = [
            words(kept.kept_in(self.session, self.story, each or number).text) for each in (before, number)
        ]
        press(self.author(person), number)
        self.model.let_go |= sides[1] - sides[0] if press is editing.undo else sides[0] - sides[1]

    def unpacked(self, asked: Asked) -> Any:
        return nodes.unpacked(asked.mine)


def _two_more(session: Session) -> None:
    first = session.get_one(PersonRow, 1)
    session.add_all(PersonRow(id=number, school_id=first.school_id, name="") for number in PEOPLE[1:])
