"""A school that writes stories: one of its staff, with a browser of their own."""

import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from classroom.actions.authoring import editing, publishing, stories
from classroom.actions.authoring.saving import Author
from classroom.simulator.gate import fields_of
from classroom.storage.database import db
from classroom.storage.models import PersonRow, SchoolRow, StaffSessionRow
from classroom.storage.queries import people
from classroom.storage.queries.stories import by_slug, head_of, publications, school_of
from classroom.storage.writer import NO_ROOM
from tests.conftest import GATE, Desk, runtime_of, signed_in
from tests.story.conftest import EXAMPLE

ASKED = "Wat zou {noor} moeten doen?"


def titled(title: str) -> str:
    """Give the text of a sound story of this title, which its first question asks after too."""
    named = EXAMPLE.replace("De foto in de groepsapp", title).replace("The photo in the group chat", title)
    return named.replace(ASKED, f"{ASKED} ({title})")


@dataclass(frozen=True, slots=True)
class School:
    app: Flask
    person: int
    client: FlaskClient

    def publish(self, text: str, slug: str | None = None, says: str = "") -> str:
        """Put this text on the shelf, of a new story or of the one that is there, and give its slug."""
        slug = slug or stories.begin(runtime_of(self.app), self.person, text, "").slug
        with self.app.app_context():
            author = self._author(slug)
            saved = editing.save_text(author, text, head_of(author.session, author.story).number)
            publishing.publish(author, saved.number, says)
        return slug

    def withdraw(self, slug: str, why: str) -> None:
        with self.app.app_context():
            author = self._author(slug)
            publishing.withdraw(author, publications(author.session, author.story)[0].number, why)

    def begin(self, slug: str, **answers: str) -> Desk:
        """Open a room for a class, through the gate."""
        address = f"/teach/start/{slug}"
        asked = {name: "0" for name in fields_of(self.client.get(address).text) if name.startswith("swap-")}
        sent = self.client.post(address, data=GATE | asked | answers)
        assert sent.status_code == 303, sent.text
        return Desk(self.app, self.client, sent.headers["Location"].rpartition("/")[2])

    def shelf(self) -> str:
        page = self.client.get("/teach")
        assert page.status_code == 200
        return page.text

    def poster(self, slug: str) -> str:
        """Give what stands on the poster of a story, its tags and breaks aside."""
        posters = self.shelf().split('<li class="poster">')[1:]
        (found,) = [each for each in posters if f'href="/teach/start/{slug}"' in each]
        return " ".join(re.sub(r"<[^>]+>", " ", found).split())

    def _author(self, slug: str) -> Author:
        story = by_slug(db.session(), school_of(db.session(), self.person), slug)
        assert story
        return Author(runtime_of(self.app), db.session(), story.id, self.person)


def our_school(app: Flask) -> School:
    """Give the school of whom the laptop is."""
    client = signed_in(app)
    with app.app_context():
        owner = people.owner(db.session())
        assert owner
        return School(app, owner.id, client)


def other_school(app: Flask) -> School:
    """Give another school in the same Wissel, of which somebody is signed in."""
    our_school(app)
    with app.app_context():
        before = {row.token_hash for row in db.session.query(StaffSessionRow)}
    client = signed_in(app)

    def job(session: Session) -> int:
        school = SchoolRow(name="other")
        session.add(school)
        session.flush()
        person = PersonRow(school_id=school.id, name="other")
        session.add(person)
        session.flush()
        (row,) = session.query(StaffSessionRow).where(StaffSessionRow.token_hash.not_in(before))
        row.person_id = person.id
        return person.id

    return School(app, runtime_of(app).writer.submit(job, touches=NO_ROOM), client)
